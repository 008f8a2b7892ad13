import { Temporal } from 'temporal-polyfill'
import type { Problem } from '../problem.ts'
import { addDays, type LocalDate, type LocalTime } from '../time/dates.ts'
import { addMinutes, instantAt, localTimeOf, type TimeZone } from '../time/zones.ts'
import type { Presence } from './roll-call.ts'
import { canBeThereBefore } from './standing-session.ts'
import { statusByTimes } from './status.ts'

export type TimedSession = {
  localDate: LocalDate
  startsAt: Temporal.Instant
  endsAt: Temporal.Instant
  timeZone: TimeZone
}

/** What staff wrote from memory or from a paper list: times on the wall; empty leaves it as it is. */
export type WrittenTimes = { in: LocalTime | undefined; out: LocalTime | undefined }

/**
 * The moment that a time on the wall means for this session: within an hour of it. Over midnight it may be the next
 * day's; in the night the clocks go back, the first of the two that fits.
 */
export function momentOf(session: TimedSession, time: LocalTime): Temporal.Instant | undefined {
  const earliest = addMinutes(session.startsAt, -canBeThereBefore)
  const latest = addMinutes(session.endsAt, canBeThereBefore)
  return [session.localDate, addDays(session.localDate, 1)]
    .map((date) => instantAt(date, time, session.timeZone))
    .flatMap((moment) => [moment, addMinutes(moment, 60)])
    .filter((moment) => localTimeOf(moment, session.timeZone) === time)
    .find((moment) => !isBefore(moment, earliest) && !isBefore(latest, moment))
}

/** The times as they will stand: those written, else those that stood. A time already there to the minute keeps its seconds. */
export function withTimes(session: TimedSession, presence: Presence, written: WrittenTimes) {
  return {
    checkedInAt: settled(session, written.in, presence.checkedInAt),
    checkedOutAt: settled(session, written.out, presence.checkedOutAt),
  }
}

function settled(
  session: TimedSession,
  written: LocalTime | undefined,
  stood: Temporal.Instant | null,
): Temporal.Instant | null {
  if (written === undefined) return stood
  if (stood !== null && localTimeOf(stood, session.timeZone) === written) return stood
  return momentOf(session, written) ?? null
}

export function whyNotTimes(
  session: TimedSession,
  presence: Presence,
  written: WrittenTimes,
  now: Temporal.Instant,
): Problem[] {
  const fields = [
    { field: 'checked_in_at', time: written.in, stood: presence.checkedInAt },
    { field: 'checked_out_at', time: written.out, stood: presence.checkedOutAt },
  ]
  const problems = fields.flatMap(({ field, time, stood }) => whyNotTime(session, field, time, stood, now))
  if (problems.length > 0) return problems
  if (written.in === undefined && written.out === undefined)
    return [{ field: 'checked_in_at', text: 'attendance:times.none' }]

  const { checkedInAt, checkedOutAt } = withTimes(session, presence, written)
  if (checkedInAt !== null && checkedOutAt !== null && isBefore(checkedOutAt, checkedInAt))
    return [{ field: 'checked_out_at', text: 'attendance:times.order' }]
  return []
}

function whyNotTime(
  session: TimedSession,
  field: string,
  time: LocalTime | undefined,
  stood: Temporal.Instant | null,
  now: Temporal.Instant,
): Problem[] {
  // What has been seen cannot be unsaid by an empty field: who was not there is marked so.
  if (time === undefined) return stood === null ? [] : [{ field, text: 'attendance:times.emptied' }]
  if (stood !== null && localTimeOf(stood, session.timeZone) === time) return []
  const moment = momentOf(session, time)
  if (moment === undefined) return [{ field, text: 'attendance:times.outside' }]
  return isBefore(now, moment) ? [{ field, text: 'attendance:times.notYet' }] : []
}

/** Somebody with times was there: what the times say is the status. */
export function timed(
  session: TimedSession,
  presence: Presence,
  written: WrittenTimes,
  graceMinutes: number,
): Presence {
  const { checkedInAt, checkedOutAt } = withTimes(session, presence, written)
  const times = { checkedInAt: checkedInAt ?? session.startsAt, checkedOutAt }
  const left = checkedOutAt !== null && written.out !== undefined && checkedOutAt !== presence.checkedOutAt
  return {
    ...presence,
    checkedInAt,
    checkedOutAt,
    closedBy: left ? 'departure' : presence.closedBy,
    status: statusByTimes(session, times, graceMinutes),
  }
}

function isBefore(a: Temporal.Instant, b: Temporal.Instant): boolean {
  return Temporal.Instant.compare(a, b) < 0
}
