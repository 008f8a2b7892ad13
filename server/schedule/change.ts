import type { Temporal } from 'temporal-polyfill'
import type { LocalDate, LocalTime } from '../time/dates.ts'
import type { TimeZone } from '../time/zones.ts'
import type { Recurrence } from './recurrence.ts'

/** What somebody did to the schedule; each kind has its sentence in the catalogue (`schedule:change.kind.…`). */
export const changeKinds = [
  'planned',
  'edited',
  'moved',
  'cancelled',
  'reinstated',
  'series_planned',
  'series_edited',
  'series_ended',
  'series_cancelled',
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

/** All that a change may set of a session. A cancelled one has all three of its cancellation; a removed one too. */
export type SessionState = {
  activityId: string
  seriesId: string | null
  /** The day the series' rule gave it; an extra date has none. */
  seriesDate: LocalDate | null
  localDate: LocalDate
  localStart: LocalTime
  localEnd: LocalTime
  startsAt: Temporal.Instant
  endsAt: Temporal.Instant
  timeZone: TimeZone
  locationId: string | null
  leaderId: string | null
  places: number | null
  doubleBookedBecause: string | null
  talkEnrolmentId: string | null
  importedUid: string | null
  /** Since when a change made by hand does not fit the series any more, until somebody decides. */
  undecidedSince: Temporal.Instant | null
  cancelledAt: Temporal.Instant | null
  cancelledBy: string | null
  cancellationReason: string | null
  removedAt: Temporal.Instant | null
}

/** A session as it stands, with what decides whether it may be touched. */
export type StandingSession = SessionState & {
  id: string
  version: number
  /** Somebody's hours rest on it. */
  attended: boolean
  /** How many are booked or wait. */
  booked: number
}

/** All that a change may set of a series. */
export type SeriesState = Recurrence & {
  activityId: string
  startTime: LocalTime
  minutes: number
  timeZone: TimeZone
  locationId: string | null
  leaderId: string | null
  places: number | null
  doubleBookedBecause: string | null
  /** Sessions exist up to and including this day. */
  madeUntil: LocalDate | null
  continues: string | null
  removedAt: Temporal.Instant | null
}

export type StandingSeries = SeriesState & { id: string; version: number }

/** One row before and after; before is null and version 0 when it is new. */
export type Line<State> = { id: string; version: number; before: State | null; after: State }

/** What a change would do. Nothing of it is done until it is saved, all at once. */
export type Draft = { sessions: readonly Line<SessionState>[]; series: readonly Line<SeriesState>[] }

/** A talk is its coach's own: others learn when there is one, and nothing else. */
export const isTalkOfOthers = (
  { talkEnrolmentId, leaderId }: Pick<SessionState, 'talkEnrolmentId' | 'leaderId'>,
  viewerId: string,
): boolean => talkEnrolmentId !== null && leaderId !== viewerId

/** Only what takes place can be touched, and only until it begins or somebody's hours rest on it. */
export function mayBeTouched(
  session: Pick<StandingSession, 'startsAt' | 'attended' | 'removedAt'>,
  now: Temporal.Instant,
): boolean {
  return (
    !session.attended &&
    session.removedAt === null &&
    session.startsAt.epochMilliseconds > now.epochMilliseconds
  )
}
