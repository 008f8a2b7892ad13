import type { Translation } from '../text.ts'

export const ways: Translation<'ways'> = {
  question: 'How would you like to check in?',
  card: 'Show a card',
  phone: 'With my phone',
  unread: 'We could not read that card. Try again, or type your code.',
  camera: {
    title: 'Hold the card in front of the camera',
    how: 'The square with dots should be in the picture.',
    picture: 'The picture from the camera',
    seen: 'One moment …',
    instead: 'Type a code instead',
  },
  noCamera: {
    title: 'The camera cannot be used here',
    text: 'Type your code instead, or ask the staff for help.',
  },
  screen: {
    title: 'Check in with your phone',
    how: 'Point the camera of your phone at the square, or type the digits on your own page.',
    picture: 'Square for the phone to read: {{name}}',
    none: 'There is nothing to check in to right now',
    offline: 'It does not work right now. Type your code on the screen, or ask the staff for help.',
    wait: 'One moment …',
  },
  here: {
    title: 'Check in with your phone',
    digits: 'The digits on the screen',
    digitsHint: 'Six digits. They change all the time.',
    code: 'Your personal code',
    known: 'This phone remembers you.',
    remember: 'Remember me on this phone',
    rememberHint: 'Do this on your own phone only.',
    remembered: 'This phone remembers you now.',
    forget: 'Forget me on this phone',
    forgotten: 'This phone has forgotten you.',
    notNow: 'Those digits do not apply now. Look at the screen and type the ones that stand there.',
    unknown: 'We do not recognise what you typed. Try again, or ask the staff for help.',
    slow: 'Please wait a little, then try again.',
    start: 'Point the camera of your phone at the square on the screen by the door, or go to your own page.',
  },
}
