/** What somebody did to the schedule; each kind has its sentence in the catalogue (`schedule:change.…`). */
export const changeKinds = [
  'planned',
  'edited',
  'moved',
  'cancelled',
  'reinstated',
  'series_planned',
  'series_edited',
  'series_ended',
  'series_extended',
  'extra_date',
  'decided',
  'week_copied',
  'template_applied',
  'leader_swapped',
  'bulk_cancelled',
  'period_closed',
  'imported',
  'talk_booked',
  'undone',
] as const
export type ChangeKind = (typeof changeKinds)[number]
