import type { Translation } from '../text.ts'

export const organisation: Translation<'organisation'> = {
  navigation: 'Settings',
}
