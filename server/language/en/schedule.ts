import type { Translation } from '../text.ts'

export const schedule: Translation<'schedule'> = {
  navigation: 'Schedule',
  activities: { navigation: 'Activities' },
}
