import type { Translation } from '../text.ts'

export const schedule: Translation<'schedule'> = {
  navigation: 'Schedule',
  activities: { navigation: 'Activities' },
  category: {
    social_preparation: 'Social preparation',
    health_promotion: 'Health promotion',
    work_preparation: 'Work preparation',
  },
  every: {
    day: 'every day',
    workday: 'weekdays',
    monday: 'Mondays',
    tuesday: 'Tuesdays',
    wednesday: 'Wednesdays',
    thursday: 'Thursdays',
    friday: 'Fridays',
    saturday: 'Saturdays',
    sunday: 'Sundays',
  },
  session: {
    year: 'Choose a year from {{min}} to {{max}}.',
    endsBeforeItStarts: 'The end must come after the start.',
    tooLong: 'A session can last at most {{hours}} hours. Divide it into several.',
    tooShort: 'A session lasts at least {{min}} minutes.',
  },
  series: {
    noWeekday: 'Choose at least one weekday.',
    endsBeforeItStarts: 'The last date is before the first.',
    noOccurrence: 'Between those dates there is no such weekday that is open.',
    tooMany: 'That makes more than {{max}} sessions. Choose an earlier last date.',
  },
  cancellation: {
    already: 'The session is already cancelled.',
    over: 'The session is already over.',
    none: 'The session is not cancelled.',
    reasonMissing: 'Write why. The participants will see it.',
  },
  weekFile: {
    weekday: 'Row {{row}}: “{{value}}” is no weekday. Write monday to sunday.',
    time: 'Row {{row}}, {{column}}: “{{value}}” is no time. Write for example 09:30.',
    length: 'Row {{row}}: the end {{value}} must be 5 minutes to 12 hours after the start.',
    name: 'Row {{row}}, {{column}}: a name of at most 80 characters is needed, not “{{value}}”.',
    category:
      'Row {{row}}: “{{value}}” is no category. Write social_preparation, health_promotion or work_preparation.',
    yesOrNo: 'Row {{row}}, {{column}}: write yes or no, not “{{value}}”.',
  },
}
