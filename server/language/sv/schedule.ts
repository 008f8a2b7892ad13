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
  weekFile: {
    weekday: 'Rad {{row}}: ”{{value}}” är ingen veckodag. Skriv monday till sunday.',
    time: 'Rad {{row}}, {{column}}: ”{{value}}” är inget klockslag. Skriv till exempel 09:30.',
    length: 'Rad {{row}}: slutet {{value}} måste vara 5 minuter till 12 timmar efter början.',
    name: 'Rad {{row}}, {{column}}: ett namn på högst 80 tecken behövs, här står ”{{value}}”.',
    category:
      'Rad {{row}}: ”{{value}}” är ingen aktivitetstyp. Skriv social_preparation, health_promotion eller work_preparation.',
    yesOrNo: 'Rad {{row}}, {{column}}: skriv yes eller no, här står ”{{value}}”.',
  },
}
