import type { Translation } from '../text.ts'

export const outcomes: Translation<'outcomes'> = {
  navigation: 'Reports',
}
