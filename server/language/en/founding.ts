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
    codeOf: 'Code at the tablet for {{name}}, who reads',
    card: 'Card',
    cardPicture: 'Pelle’s card',
    cardHint:
      'Show the picture to the tablet’s camera or a scanner. An ordinary card can never be read back; this one is the demo’s only.',
    calendar: 'Calendar to subscribe to',
    ownWeek: 'The own week',
    hall: 'The screen in the hall',
    tour: {
      title: 'To try as Karin, who plans the week',
      series: {
        title: 'Series',
        text: 'Drag a session of Yoga to another time: you are asked whether that one is meant, that and the following, or all. Breakfast comes every weekday, Naturfoto every other week and Husmöte once a month.',
      },
      weeks: {
        title: 'Many sessions at once',
        text: 'Under Change several: copy a week, lay out the templates Vanlig vecka and Sommarvecka, swap a leader or cancel a whole day. First you see what it will do, afterwards it can be undone.',
      },
      notices: {
        title: 'To look after',
        text: 'Kent has not had a talk for some time, and a walk that was moved by hand no longer fits its series.',
      },
      talks: {
        title: 'Talks',
        text: 'Open a participant and book a talk in the free time of the coach. To others it is only a time that is taken.',
      },
      wishes: {
        title: 'Wishes',
        text: 'Four would like to cast concrete. Make an activity of it.',
      },
      changes: {
        title: 'Changes',
        text: 'Last under Change several: who moved what, when and why. One move has been taken back already.',
      },
      poster: {
        title: 'Poster, file and screen',
        text: 'Print the week for the wall, take it along to a spreadsheet, or read in a schedule from a file.',
      },
      door: {
        title: 'By the door',
        text: 'Check in by code, card or phone, in eight languages, also when the network is down. One roll call is not closed, six check-ins are unclear, a tablet in the kitchen is silent, and three have told of an absence.',
      },
    },
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
      text: 'Draw a session in the calendar, make a series that comes back, or read in a schedule from a file.',
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
