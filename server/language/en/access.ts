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
  signIn: {
    title: 'Sign in',
    lead: 'For staff. Participants check in at the tablet by the door.',
    email: 'E-mail',
    password: 'Password',
    do: 'Sign in',
    wrong: 'The e-mail and the password do not belong together. Check both and try again.',
    wait: 'There were many attempts. Wait {{seconds}} seconds and then try again.',
    ended: 'You are signed out.',
  },
  signIns: {
    title: 'Where you are signed in',
    lead: 'Do you see a device that you do not know? Sign it out and change your password.',
    since: 'Signed in {{begun}}, last used {{used}}.',
    here: 'It is this device.',
    end: 'Sign that device out',
    ended: 'The device is signed out.',
  },
  kiosks: { navigation: 'Tablets' },
}
