import type { Translation } from '../text.ts'

export const founding: Translation<'founding'> = {
  title: 'Welcome to Stegvis',
  lead: 'Schedule, attendance and hours for small programmes, one step at a time. Nothing is set up here yet.',
  demo: {
    title: 'Try the demo',
    text: 'An invented municipality with five programmes, some forty participants and a week full of activities. Everybody in it is invented.',
    do: 'Try the demo',
    wait: 'It takes a few seconds.',
    ready: 'The demo is ready',
    readyLead: 'Choose who you want to be. Everybody and every organisation in the demo is invented.',
    signIn: 'Sign in as {{name}}',
    password: 'The password is the same for everybody:',
    guest: '{{name}} is one of the participants',
    code: 'Code at the tablet',
    calendar: 'Calendar to subscribe to',
    tablet: 'A tablet is paired under Tablets, once you are signed in as an administrator.',
  },
  own: {
    title: 'Set up your own',
    text: 'Fill this in once. All of it can be changed later.',
    starter: 'Your organisation',
    you: 'You become the first administrator',
    programme: 'Your first programme',
    do: 'Create the organisation',
  },
  code: {
    label: 'One-time code',
    hint: 'It stands in the terminal where Stegvis was started, for example ABCDE-FGHJK.',
    wrong:
      'That is not the code. It stands in the terminal where Stegvis was started, and is new at each start.',
  },
  organisation: {
    label: 'Name of the organisation',
    hint: 'The municipality or coordination association, as it should stand on the pages.',
  },
  language: 'Language',
  name: 'Your name',
  email: 'Your e-mail',
  emailHint: 'You sign in with it.',
  password: 'Password',
  preset: 'Choose the template that comes closest',
  presetHint: 'Name, length, target and stages can be changed, and more programmes added.',
  alreadyDone: 'Somebody else was first: the system is already set up. Go to the sign-in page.',
  done: 'The organisation is created and you are signed in.',
  started: {
    title: 'Getting started',
    lead: 'Four steps, and the first week is running. You find this page again under Settings.',
    activities: {
      title: 'Enter your activities',
      text: 'Yoga, breakfast, cooking: name, place, leader and usual length.',
      do: 'To the activities',
    },
    week: {
      title: 'Plan the week',
      text: 'Draw a session in the calendar, or make a series that comes back every week.',
      do: 'To the schedule',
    },
    participants: {
      title: 'Enrol the participants',
      text: 'Each participant gets a letter with a personal code and, if they wish, a calendar of their own.',
      do: 'To the participants',
    },
    kiosk: {
      title: 'Put a tablet by the door',
      text: 'There participants check in with their code. It is paired by a code or a link.',
      do: 'To the tablets',
    },
    colleagues: 'Add your colleagues too:',
  },
}
