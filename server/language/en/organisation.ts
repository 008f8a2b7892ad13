import type { Translation } from '../text.ts'

export const organisation: Translation<'organisation'> = {
  navigation: 'Settings',
  closed: {
    title: 'Closed days',
    lead: 'No activities are held then, and series skip these days. Public holidays and their eves are already included.',
    periods: 'Closed periods',
    new: 'New closed period',
    name: 'What it is',
    nameHint: 'For example Closed for the summer or Planning day.',
    startsOn: 'From',
    endsOn: 'To',
    endsOnHint: 'Empty means that day only.',
    edit: 'Change',
    editTitle: 'Change closed period',
    remove: 'Remove the period',
    added: 'The period has been added.',
    changed: 'The period has been changed.',
    removed: 'The period has been removed.',
    empty: 'No closed periods',
    emptyText: 'Add the summer, planning days and other times when you are closed.',
    endsBeforeItStarts: 'The last date is before the first.',
    tooLong: 'A period can be at most {{max}} days.',
  },
}
