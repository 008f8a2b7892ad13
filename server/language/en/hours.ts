import type { Translation } from '../text.ts'

export const hours: Translation<'hours'> = {
  navigation: 'Hours',
  excuse: {
    illness: 'Illness',
    holiday: 'Holiday',
    closed: 'Closed',
    other: 'Other reason',
  },
}
