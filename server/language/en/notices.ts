import type { Translation } from '../text.ts'

export const notices: Translation<'notices'> = {
  navigation: 'Notices',
  title: 'Notices',
  lead: 'What somebody should look at. It goes away from here once it is settled.',
  none: 'Nothing needs a look right now.',
  noneText: 'When something does, it will stand here.',
  things_one: 'thing',
  things_other: 'things',
  rollCalls: {
    title: 'Roll calls to close',
    link: 'Go to the roll calls',
    latest: 'latest {{date}}',
    sentence_one: '{{count}} roll call of earlier days is not closed.',
    sentence_other: '{{count}} roll calls of earlier days are not closed.',
  },
  tooFew: {
    title: 'Few booked in the next days',
    sentence_zero: 'Nobody is booked. At least {{fewest}} are needed.',
    sentence_one: '{{count}} is booked. At least {{fewest}} are needed.',
    sentence_other: '{{count}} are booked. At least {{fewest}} are needed.',
  },
  freePlaces: {
    title: 'Somebody waits although there is room',
    free_one: '{{count}} place is free.',
    free_other: '{{count}} places are free.',
    waiting_one: '{{count}} waits and could not be given it without you.',
    waiting_other: '{{count}} wait and could not be given them without you.',
  },
  undecided: {
    title: 'Changes that wait for a decision',
    from: 'from {{date}}',
    sentence_one: '{{count}} session no longer fits the series.',
    sentence_other: '{{count}} sessions no longer fit the series.',
  },
  closed: {
    title: 'Planned on closed days',
    sentence_one: '{{count}} session still stands in the schedule.',
    sentence_other: '{{count}} sessions still stand in the schedule.',
  },
  noTalk: {
    title: 'No talk for a while',
    last: 'The latest talk was on {{date}}.',
    never: 'No talk since the start on {{date}}.',
  },
  unclear: {
    title: 'Unclear check-ins',
    thing: 'Go through them',
    detail: 'from the tablets',
    sentence_one: '{{count}} check-in could not be placed by itself.',
    sentence_other: '{{count}} check-ins could not be placed by themselves.',
  },
  tablets: {
    title: 'Tablets that need a look',
    guessed: 'It was noticed {{ago}} that many codes were typed that nobody has.',
    silent: 'It was heard of {{ago}}. Is it on, and has it a network?',
    neverHeard: 'It has not been heard of yet. Is it on, and has it a network?',
    waiting_one: '{{count}} check-in waits to be sent, the oldest {{ago}}.',
    waiting_other: '{{count}} check-ins wait to be sent, the oldest {{ago}}.',
    clock_one: 'The clock is {{count}} minute off. Set it right.',
    clock_other: 'The clock is {{count}} minutes off. Set it right.',
  },
}
