import { addressOf, type View } from '../../server/schedule/view.ts'

/** What a part of the page needs to be fetched anew when somebody changes the schedule; where one reads and stands is kept. */
export const followsSchedule = (view: View) => ({
  'data-follows': 'schedule',
  'hx-get': addressOf(view),
  'hx-trigger': 'schedule-changed from:body',
  'hx-swap': 'outerMorph',
})
