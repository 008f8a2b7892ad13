import type { ParticipantSource, ParticipantTranslation } from '../text.ts'

/** The few texts of other words that stand at the kiosk, on the own page and in the letter. */
export const shared: {
  [Word in Exclude<keyof ParticipantSource, 'kiosk' | 'ways' | 'myWeek'>]: ParticipantTranslation<Word>
} = {
  common: {
    product: 'Stegvis',
    back: 'Dib u noqo',
    close: 'Xir',
    optional: '(ikhtiyaari)',
    skipToContent: 'U bood nuxurka',
    language: { choose: 'Luqad' },
    problem: {
      title: 'Wax baa u baahan in la saxo',
      required: 'Halkan buuxi.',
      tooLong: 'Ugu badnaan {{max}} xaraf ayaa halkan qaada.',
      control: 'Qoraalka waxaa ku jira xaraf aan muuqan. Mar kale qor adigoon dhejin.',
    },
    rejected: {
      title: 'Ma suurtagelin',
      home: 'Bogga hore',
      malformed: 'Boggu ma fahmin waxa la diray. Dib u noqo oo mar kale isku day.',
      missing: 'Boggan ma jiro, ama adiga laguguma talagelin.',
      tooLarge: 'Waxa la diray aad bay u weyn yihiin.',
      fault: 'Annaga ayaa khalad naga dhacay. Wax yar kadib mar kale isku day. Lambarka khaladka: {{id}}',
      unavailable: 'Hadda wax lama kaydin karo. Wax yar kadib mar kale isku day.',
    },
  },
  schedule: {
    category: {
      social_preparation: 'La kulanka dadka',
      health_promotion: 'Caafimaad',
      work_preparation: 'U diyaargarow shaqo',
    },
    session: { outdoors: 'Bannaanka' },
  },
  people: {
    letter: {
      hello: 'Salaan {{name}}!',
      code: 'Lambarkaaga gaarka ah',
      codeText: 'Lambarka adiga keliya ayaa iska leh. Qof kale ha u sheegin.',
      steps: {
        title: 'Sidee isu diiwaangelisaa',
        one: 'Tag tablet-ka albaabka u dhow.',
        two: 'Taabo tirooyinka lambarkaaga, kadib Waan imid.',
        three: 'Sug soo dhawaynta. Markaas waad diiwaangashan tahay.',
        four: 'Sidaas oo kale samee marka aad baxayso, dooro Waan baxayaa.',
      },
      lost: 'Lambarkii ma kaa lumay? Noo sheeg, mid cusub ayaad helaysaa.',
      feed: 'Kalandarkaaga gaarka ah',
      feedText:
        'Kamarada taleefanka ku jeedi sanduuqa, ama cinwaanka ku qor kalandarkaaga. Waxaad arki doontaa hawlaha toddobaadka, isbeddelladuna iskood ayay u yimaadaan. Cinwaanku waa sir, adiga keliya ayaa iska leh.',
      ownPage: 'Boggaaga gaarka ah',
      ownPageText:
        'Kamarada ku jeedi sanduuqa, ama qor cinwaanka. Halkaas waxaad ku arkaysaa toddobaadkaaga, waadna isku qori kartaa. Dad kale ha tusin.',
      qr: 'Sanduuq lagu akhriyo kamarada taleefanka',
    },
  },
}
