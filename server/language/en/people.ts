import type { Translation } from '../text.ts'

export const people: Translation<'people'> = {
  participants: { navigation: 'Participants' },
  identityNumber: 'This holds a personal identity number. They are never stored; remove it.',
}
