import type { Translation } from '../text.ts'

export const feeds: Translation<'feeds'> = {
  title: 'Calendar address',
  none: 'No calendar address. With one, participants see their week in the calendar of their phone.',
  made: 'Made {{when}}.',
  lastFetch: 'Last fetched {{when}}.',
  neverFetched: 'Not fetched yet.',
  scope: {
    label: 'What it shows',
    programme: 'All that is open to the programmes of the participant',
    bookings: 'Only what is booked',
  },
  consent: 'The participant has said yes to a calendar address',
  consentMissing: 'Ask the participant first. The address is made only after a yes.',
  make: 'Make an address and write the letter',
  renew: 'Change to a new address',
  renewHint: 'The old address stops working at once.',
  revoke: 'Revoke the address',
  revoked: 'The calendar address is revoked.',
  withCode: 'Give a new code too, in the same letter',
  protected:
    'The participant has a protected identity. There is then no calendar address with time and place.',
  notEnrolled: 'The calendar address shows something only once the participant is enrolled in a programme.',
  cancelled: 'Cancelled: {{title}}',
  neutral: 'Activity',
  neutralCalendar: 'My calendar',
  missing: 'There is no such calendar.',
}
