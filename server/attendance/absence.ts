import { Temporal } from 'temporal-polyfill'
import type { Problem } from '../problem.ts'
import type { LocalDate, LocalTime } from '../time/dates.ts'
import type { Presence } from './roll-call.ts'
import { wasThere, type AttendanceStatus, type PresenceBefore } from './words.ts'

/** So much can be written about why; and so many days one message can be about. */
export const longestAbsenceReason = 500
const longestAbsenceDays = 92

/** A presence as far as an absence touches it. */
export type AbsentPresence = Pick<
  Presence,
  'status' | 'checkedInAt' | 'checkedOutAt' | 'closedBy' | 'minutesByHand' | 'version'
> & { confirmed: boolean }

/** One session and what one participant has to do with it. */
export type AbsenceSession = {
  sessionId: string
  name: string
  isTalk: boolean
  localDate: LocalDate
  localStart: LocalTime
  localEnd: LocalTime
  startsAt: Temporal.Instant
  cancelled: boolean
  /** A place, a place in the line, or none. */
  booked: 'place' | 'line' | null
  /** Where its hours count. */
  enrolmentId: string | null
  presence: AbsentPresence
  /** The absence that stands. */
  absence: { id: string; before: PresenceBefore } | null
}

const whyNotAbsent = ['told', 'cancelled', 'begun', 'notBooked', 'waiting', 'here'] as const
export type WhyNotAbsent = (typeof whyNotAbsent)[number]

type Telling = Pick<AbsenceSession, 'startsAt' | 'cancelled' | 'booked' | 'absence'> & {
  presence: { status: AttendanceStatus }
}

/** Only what one has a place in and what has not begun can one be absent from beforehand. */
export function whyNotTellAbsence(session: Telling, now: Temporal.Instant): WhyNotAbsent | undefined {
  if (session.absence !== null) return 'told'
  if (session.cancelled) return 'cancelled'
  if (hasBegun(session, now)) return 'begun'
  if (session.booked === null) return 'notBooked'
  if (session.booked === 'line') return 'waiting'
  return wasThere(session.presence.status) ? 'here' : undefined
}

/** Taken back while one can still come. */
export function whyNotTakeBackAbsence(
  session: Pick<AbsenceSession, 'startsAt' | 'absence'>,
  now: Temporal.Instant,
): 'none' | 'begun' | undefined {
  if (session.absence === null) return 'none'
  return hasBegun(session, now) ? 'begun' : undefined
}

const hasBegun = ({ startsAt }: { startsAt: Temporal.Instant }, now: Temporal.Instant) =>
  Temporal.Instant.compare(startsAt, now) <= 0

/** What the presence becomes: excused where nobody has said anything; what staff said, and who came, stands. */
export function statusWhenAbsent({ status, minutesByHand, confirmed }: AbsentPresence): AttendanceStatus {
  return status === 'unknown' && minutesByHand === null && !confirmed ? 'excused' : status
}

/** What it becomes when the absence is taken back: what stood before, unless something else has happened since. */
export function statusWhenBack(presence: AbsentPresence, before: PresenceBefore): AttendanceStatus {
  const untouched =
    presence.status === 'excused' &&
    !presence.confirmed &&
    presence.minutesByHand === null &&
    isSameMoment(presence.checkedInAt, before?.checkedInAt ?? null) &&
    isSameMoment(presence.checkedOutAt, before?.checkedOutAt ?? null)
  return untouched ? (before?.status ?? 'unknown') : presence.status
}

const isSameMoment = (moment: Temporal.Instant | null, kept: string | null) =>
  kept === null ? moment === null : moment !== null && Temporal.Instant.from(kept).equals(moment)

/** The presence as the ledger keeps it, so that it can be taken back. */
export function presenceBefore(presence: AbsentPresence): PresenceBefore {
  if (presence.version === 0) return null
  return {
    status: presence.status,
    checkedInAt: presence.checkedInAt?.toString() ?? null,
    checkedOutAt: presence.checkedOutAt?.toString() ?? null,
    closedBy: presence.closedBy,
  }
}

/** The days of a message: not before today, not the wrong way round, and not half a year. */
export function whyNotDays({ from, to }: { from: LocalDate; to: LocalDate }, today: LocalDate): Problem[] {
  if (from < today) return [{ field: 'from', text: 'absence:problem.past' }]
  if (to < from) return [{ field: 'to', text: 'absence:problem.order' }]
  const days = Temporal.PlainDate.from(from).until(to).days + 1
  return days > longestAbsenceDays
    ? [{ field: 'to', text: 'absence:problem.long', values: { max: longestAbsenceDays } }]
    : []
}

/** Whether the sessions that somebody said yes to are still the same. */
export function isSamePlan(
  seen: readonly string[],
  now: readonly Pick<AbsenceSession, 'sessionId'>[],
): boolean {
  return seen.length === now.length && now.every(({ sessionId }) => seen.includes(sessionId))
}
