export const schedule = {
  navigation: 'Schema',
  activities: { navigation: 'Aktiviteter' },
  category: {
    social_preparation: 'Socialt förberedande',
    health_promotion: 'Hälsofrämjande',
    work_preparation: 'Arbetsförberedande',
  },
  every: {
    day: 'alla dagar',
    workday: 'vardagar',
    monday: 'måndagar',
    tuesday: 'tisdagar',
    wednesday: 'onsdagar',
    thursday: 'torsdagar',
    friday: 'fredagar',
    saturday: 'lördagar',
    sunday: 'söndagar',
  },
  session: {
    year: 'Välj ett år från {{min}} till {{max}}.',
    endsBeforeItStarts: 'Slutet måste komma efter början.',
    tooLong: 'Ett tillfälle kan vara högst {{hours}} timmar. Dela upp det i flera.',
    tooShort: 'Ett tillfälle är minst {{min}} minuter.',
  },
  series: {
    noWeekday: 'Välj minst en veckodag.',
    endsBeforeItStarts: 'Det sista datumet ligger före det första.',
    noOccurrence: 'Mellan de datumen finns ingen sådan veckodag som är öppen.',
    tooMany: 'Det blir fler än {{max}} tillfällen. Välj ett tidigare slutdatum.',
  },
  cancellation: {
    already: 'Tillfället är redan inställt.',
    over: 'Tillfället är redan över.',
    none: 'Tillfället är inte inställt.',
    reasonMissing: 'Skriv varför. Deltagarna ser det.',
  },
}
