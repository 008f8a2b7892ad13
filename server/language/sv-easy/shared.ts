import type { ParticipantSource, ParticipantTranslation } from '../text.ts'

/** The few texts of other words that stand at the kiosk, on the own page and in the letter. */
export const shared: {
  [Word in Exclude<keyof ParticipantSource, 'kiosk' | 'ways' | 'myWeek'>]: ParticipantTranslation<Word>
} = {
  common: {
    product: 'Stegvis',
    back: 'Tillbaka',
    close: 'Stäng',
    optional: '(du behöver inte)',
    skipToContent: 'Hoppa till innehållet',
    language: { choose: 'Språk' },
    problem: {
      title: 'Något behöver ändras',
      required: 'Skriv något här.',
      tooLong: 'Skriv kortare. Högst {{max}} tecken får plats.',
      control: 'Det finns ett tecken som inte syns. Skriv texten en gång till.',
    },
    rejected: {
      title: 'Det gick inte',
      home: 'Till startsidan',
      malformed: 'Sidan förstod inte. Gå tillbaka. Prova sedan igen.',
      missing: 'Sidan finns inte. Eller så är den inte till för dig.',
      tooLarge: 'Det du skickade är för stort.',
      fault: 'Något gick fel hos oss. Prova igen om en stund. Felnummer: {{id}}',
      unavailable: 'Vi kan inte spara just nu. Prova igen om en stund.',
    },
  },
  schedule: {
    category: {
      social_preparation: 'Träffa andra',
      health_promotion: 'Må bra',
      work_preparation: 'Förbereda arbete',
    },
    session: { outdoors: 'Utomhus' },
  },
  people: {
    letter: {
      hello: 'Hej {{name}}!',
      code: 'Din egen kod',
      codeText: 'Koden är bara din. Säg den inte till någon annan.',
      steps: {
        title: 'Så här checkar du in',
        one: 'Gå till surfplattan vid dörren.',
        two: 'Tryck på siffrorna i din kod. Tryck sedan på Jag är här.',
        three: 'Vänta. Skärmen säger välkommen. Då är du klar.',
        four: 'När du går: skriv koden igen. Tryck på Checka ut.',
      },
      lost: 'Har du tappat koden? Säg till oss. Då får du en ny.',
      feed: 'Din egen kalender',
      feedText:
        'Rikta telefonens kamera mot rutan. Du kan också skriva adressen i din kalender. Då ser du veckans aktiviteter. Kalendern ändras av sig själv. Adressen är hemlig. Den är bara din.',
      ownPage: 'Din egen sida',
      ownPageText:
        'Rikta telefonens kamera mot rutan. Du kan också skriva adressen. Där ser du din vecka. Där kan du anmäla dig. Visa inte adressen för andra.',
      qr: 'En ruta att läsa med telefonens kamera',
    },
  },
}
