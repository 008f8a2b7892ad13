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
  signIn: {
    title: 'Logga in',
    lead: 'För personal. Deltagare checkar in på surfplattan vid dörren.',
    email: 'E-post',
    password: 'Lösenord',
    do: 'Logga in',
    wrong: 'E-posten och lösenordet hör inte ihop. Kontrollera båda och försök igen.',
    wait: 'Det blev många försök. Vänta {{seconds}} sekunder och försök sedan igen.',
    ended: 'Du är utloggad.',
  },
  signIns: {
    title: 'Här är du inloggad',
    lead: 'Ser du en enhet som du inte känner igen? Logga ut den och byt lösenord.',
    since: 'Inloggad {{begun}}, senast använd {{used}}.',
    here: 'Det är den här enheten.',
    end: 'Logga ut den enheten',
    ended: 'Enheten är utloggad.',
  },
  kiosks: { navigation: 'Surfplattor' },
}
