import type { Translation } from '../text.ts'

export const access: Translation<'access'> = {
  role: {
    administrator: 'Administrator',
    coordinator: 'Coordinator',
    leader: 'Leader',
    reader: 'Reader',
  },
  password: {
    advice:
      'At least {{required}} characters, preferably {{advised}} or more. A few words in a row are easy to remember.',
    tooShort: 'The password needs at least {{min}} characters.',
    tooLong: 'The password may have at most {{max}} characters.',
    common: 'That password is too common. Choose something only you would think of.',
    tooSimple: 'The password is too simple. Use more different characters.',
    ownName: 'The password is close to your name or e-mail address. Add more words.',
  },
}
