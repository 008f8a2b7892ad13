import type { Temporal } from 'temporal-polyfill'
import { cameInTime } from '../attendance/status.ts'
import { wasThere, type AttendanceStatus } from '../attendance/words.ts'
import type { Minutes } from '../time/dates.ts'
import { minuteOf } from '../time/zones.ts'

export const creditRules = ['scheduled', 'as_registered'] as const
/** A programme credits the scheduled length of what one came to in time, or presence as registered. */
export type CreditRule = (typeof creditRules)[number]

export type Crediting = { creditRule: CreditRule; graceMinutes: number }

/** One participant's presence in one session, as far as it decides the minutes. */
export type Attended = {
  session: { startsAt: Temporal.Instant; endsAt: Temporal.Instant; cancelledAt: Temporal.Instant | null }
  status: AttendanceStatus
  checkedInAt: Temporal.Instant | null
  checkedOutAt: Temporal.Instant | null
  minutesByHand: number | null
}

/** From a minute to a minute, both as `minuteOf` counts them. */
export type Span = { from: number; to: number }

export function creditedMinutes(attended: Attended, crediting: Crediting): Minutes {
  return lengthOf(creditedSpan(attended, crediting))
}

/**
 * The time that a presence is credited for. Minutes by hand are what staff state, whatever the times say and
 * even when the session was cancelled; they are taken to begin where the presence began.
 */
export function creditedSpan(attended: Attended, crediting: Crediting): Span {
  const { session, status, minutesByHand } = attended
  const registered = registeredSpan(attended, crediting)
  if (minutesByHand !== null) return { from: registered.from, to: registered.from + minutesByHand }
  if (session.cancelledAt !== null || !wasThere(status)) return { from: registered.from, to: registered.from }
  return registered
}

export function lengthOf(span: Span): Minutes {
  return (span.to - span.from) as Minutes
}

/**
 * Always within the session: waiting in the hall before it and lingering after it are not attendance. A missing
 * check-in (the leader marked someone present) is the start, a missing check-out (forgotten) the end.
 */
function registeredSpan({ session, checkedInAt, checkedOutAt }: Attended, crediting: Crediting): Span {
  const start = minuteOf(session.startsAt)
  const end = minuteOf(session.endsAt)
  const fromStart =
    checkedInAt === null ||
    (crediting.creditRule === 'scheduled' &&
      cameInTime(session.startsAt, checkedInAt, crediting.graceMinutes))
  const from = fromStart ? start : within(start, minuteOf(checkedInAt), end)
  const to = checkedOutAt === null ? end : within(from, minuteOf(checkedOutAt), end)
  return { from, to }
}

function within(least: number, value: number, most: number): number {
  return Math.min(Math.max(least, value), most)
}
