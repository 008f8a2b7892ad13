import type { Translation } from '../text.ts'

export const hours: Translation<'hours'> = {
  navigation: 'Hours',
}
