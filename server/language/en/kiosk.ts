import type { Translation } from '../text.ts'

export const kiosk: Translation<'kiosk'> = {
  idle: {
    title: 'Check in',
    today: 'Today',
    nothing: 'Nothing is planned here today.',
    cancelled: 'Cancelled',
    now: 'Now · {{kind}}',
  },
  ask: {
    question: 'Type your code',
    how: 'Six digits. Then press Check in or Check out.',
    typed_one: '{{count}} of 6 digits',
    typed_other: '{{count}} of 6 digits',
    pad: 'Digits',
    clear: 'Start over',
    erase: 'Erase',
    checkIn: 'Check in',
    checkOut: 'Check out',
    six: 'The code has six digits. Type all six first.',
    wait: 'One moment …',
    unknown: 'We do not know that code. Try again, or ask the staff for help.',
    slow: 'We are taking it slowly. Try again in a little while.',
    offline: 'We cannot reach the system right now. Wait a while and try again, or tell the staff.',
  },
  choice: { question: 'What are you coming to?' },
  alreadyIn: {
    said: 'You are already checked in to {{name}}.',
    others: 'Are you going on to something else? Press it.',
    leave: 'I am leaving now',
    stay: 'I am staying',
  },
  nothingNow: {
    title: 'There is nothing to check in to right now',
    next: 'Welcome to {{name}} on {{day}} at {{time}}.',
    ask: 'Do talk with the staff about what happens next.',
  },
  notIn: {
    title: 'You are not checked in right now',
    text: 'If that seems wrong, do talk with the staff.',
  },
  again: {
    title: 'That did not work this time',
    text: 'Start over, or ask the staff for help.',
  },
  welcome: {
    title: 'Welcome!',
    named: 'Welcome, {{name}}!',
    checkedIn: 'You are checked in to {{name}}.',
    whenWhere: '{{when}} · {{place}}',
  },
  goodbye: {
    title: 'Goodbye!',
    named: 'Goodbye, {{name}}!',
    checkedOut: 'You are checked out of {{name}}.',
    thanks: 'Thank you for coming.',
  },
  ring: {
    week: 'this week',
    planned: 'The plan for this week is {{planned}}.',
    ofPlanned: '{{hours}} of {{planned}} this week',
    thisWeek: '{{hours}} this week',
  },
  thanks: { done: 'Done', more: 'More time' },
  rest: {
    title: 'The screen is resting',
    text: 'Please check in with the staff meanwhile.',
  },
  pairing: {
    title: 'Connect the tablet',
    how: 'Type the code that an administrator has been given under Tablets.',
    confirm: 'Shall this tablet become a screen for checking in?',
    code: 'Code',
    do: 'Connect',
    wrong: 'The code does not work. It is good for ten minutes and only once. Ask for a new one.',
    wait: 'There were many attempts. Wait a little while and try again.',
  },
}
