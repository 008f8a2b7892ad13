export const access = {
  role: {
    administrator: 'Administratör',
    coordinator: 'Samordnare',
    leader: 'Ledare',
    reader: 'Läsare',
  },
  password: {
    advice:
      'Minst {{required}} tecken, gärna {{advised}} eller fler. Flera ord efter varandra är lätta att minnas.',
    tooShort: 'Lösenordet behöver minst {{min}} tecken.',
    tooLong: 'Lösenordet får ha högst {{max}} tecken.',
    common: 'Det lösenordet är för vanligt. Välj något som bara du kommer på.',
    tooSimple: 'Lösenordet är för enkelt. Använd fler olika tecken.',
    ownName: 'Lösenordet liknar ditt namn eller din e-postadress. Lägg till fler ord.',
  },
}
