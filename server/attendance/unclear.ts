import { Temporal } from 'temporal-polyfill'
import { mayPlanSchedule, type Guarded, type Viewer } from '../access/permissions.ts'
import type { Problem } from '../problem.ts'
import type { LocalDate, LocalTime } from '../time/dates.ts'
import { addMinutes, localDateOf, localTimeOf, type TimeZone } from '../time/zones.ts'
import { mayName, type Presence } from './roll-call.ts'
import { canBeThereBefore } from './standing-session.ts'
import { statusByTimes } from './status.ts'
import { momentOf, type TimedSession } from './times-by-hand.ts'

/** What an unclear check-in was: somebody came, or left. */
export type UnclearAct = 'check_in' | 'departure'

/** Who leads what it may belong to: the session that was meant, or whatever went on around that time. */
export type UnclearPlace = { id: string; leaderIds: readonly string[] }

/** All of them are for those who plan; a leader has those that may belong to what they lead. */
export function maySeeUnclear(viewer: Viewer, { leaderIds }: Pick<UnclearPlace, 'leaderIds'>): boolean {
  return mayPlanSchedule(viewer) || leaderIds.includes(viewer.id)
}

/** Whose they have to be for the viewer to see them. */
export type LedBy = string | 'anybody'

export function ledByFor(viewer: Viewer): LedBy {
  return mayPlanSchedule(viewer) ? 'anybody' : viewer.id
}

/** Nobody decides about a person whom they may not know. */
export function mayAssignUnclear(viewer: Viewer, one: UnclearPlace & { person: Guarded | null }): boolean {
  return maySeeUnclear(viewer, one) && (one.person === null || mayName(viewer, one.person))
}

/** What may as well belong to another leader's session is not a leader's to put away. */
export function mayDismissUnclear(
  viewer: Viewer,
  one: UnclearPlace & { person: Guarded | null; sessionId: string | null },
): boolean {
  return mayAssignUnclear(viewer, one) && (mayPlanSchedule(viewer) || one.sessionId !== null)
}

/** Where an unclear check-in may be put: planners everywhere, leaders where they lead. */
export function maySettleIn(viewer: Viewer, session: { leaderId: string | null }): boolean {
  return mayPlanSchedule(viewer) || session.leaderId === viewer.id
}

/** The moment that is meant: the device's own, to the second, unless another was written. */
export function momentMeant(
  session: TimedSession,
  written: { date: LocalDate; time: LocalTime },
  occurredAt: Temporal.Instant,
): Temporal.Instant | undefined {
  const asToldThen =
    isOn(occurredAt, written, session.timeZone) &&
    !isBefore(occurredAt, addMinutes(session.startsAt, -canBeThereBefore)) &&
    !isBefore(addMinutes(session.endsAt, canBeThereBefore), occurredAt)
  return asToldThen ? occurredAt : momentOf(session, written.time)
}

const isOn = (at: Temporal.Instant, { date, time }: { date: LocalDate; time: LocalTime }, zone: TimeZone) =>
  localDateOf(at, zone) === date && localTimeOf(at, zone) === time

export function whyNotAssign(
  presence: Pick<Presence, 'checkedInAt' | 'checkedOutAt'>,
  act: UnclearAct,
  at: Temporal.Instant | undefined,
  now: Temporal.Instant,
): Problem[] {
  const wrong = (text: Problem['text']): Problem[] => [{ field: 'time', text }]
  if (at === undefined) return wrong('attendance:times.outside')
  if (isBefore(now, at)) return wrong('attendance:times.notYet')
  const { checkedInAt, checkedOutAt } = presence
  if (act === 'departure' && checkedInAt !== null && isBefore(at, checkedInAt))
    return wrong('attendance:times.order')
  if (act === 'check_in' && checkedInAt === null && checkedOutAt !== null && isBefore(checkedOutAt, at))
    return wrong('attendance:unclear.afterLeaving')
  return []
}

/**
 * The presence with what was unclear in its place. Of two check-ins the earlier one is when somebody came; a departure
 * that is told takes the place of an end that nobody told.
 */
export function withAssigned(
  session: TimedSession,
  presence: Presence,
  act: UnclearAct,
  at: Temporal.Instant,
  graceMinutes: number,
): Presence {
  const after: Presence =
    act === 'check_in'
      ? { ...presence, checkedInAt: earlier(presence.checkedInAt, at) }
      : { ...presence, checkedOutAt: at, closedBy: 'departure' }
  const times = { checkedInAt: after.checkedInAt ?? session.startsAt, checkedOutAt: after.checkedOutAt }
  return { ...after, status: statusByTimes(session, times, graceMinutes) }
}

const earlier = (stood: Temporal.Instant | null, at: Temporal.Instant) =>
  stood !== null && isBefore(stood, at) ? stood : at

function isBefore(a: Temporal.Instant, b: Temporal.Instant): boolean {
  return Temporal.Instant.compare(a, b) < 0
}
