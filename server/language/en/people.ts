import type { Translation } from '../text.ts'

export const people: Translation<'people'> = {
  participants: { navigation: 'Participants' },
}
