import { Temporal } from 'temporal-polyfill'
import { closedByCheckIn } from '../attendance/closing.ts'
import { countingEnrolment } from '../attendance/counting-enrolment.ts'
import type { EndedPresence } from '../attendance/presence-queries.ts'
import { canBeThereBefore, canEnter, sessionToEnter } from '../attendance/standing-session.ts'
import { statusByTimes } from '../attendance/status.ts'
import type { AttendanceStatus } from '../attendance/words.ts'
import type { LocalDate } from '../time/dates.ts'
import { addMinutes } from '../time/zones.ts'
import type { KioskEnrolment, KioskSession, OpenKioskSession, OwnVisit, Visitor } from './words.ts'

/** Two taps within this time are one check-in: the second is thanked like the first. */
const doubleTapSeconds = 60

export type Arrival =
  /** Nobody has the code, or its owner takes part in nothing today: told apart by nobody. */
  | { kind: 'unknown' }
  | { kind: 'nothing_now'; next: KioskSession | null }
  /** Later today: they may come in from then on. */
  | { kind: 'too_early'; session: KioskSession; from: Temporal.Instant }
  | { kind: 'choice'; sessions: readonly OfferedSession[] }
  /** All places are taken, and none of them is theirs; staff are told that they are here. */
  | { kind: 'full'; session: KioskSession; others: readonly KioskSession[] }
  /** What they have a place in will not be. */
  | { kind: 'cancelled'; session: KioskSession; others: readonly KioskSession[]; next: KioskSession | null }
  | { kind: 'already_in'; session: KioskSession; others: readonly KioskSession[] }
  | { kind: 'enter'; entry: Entry }

/** One where all places are taken says so. */
type OfferedSession = KioskSession & { full?: boolean }

export type Entry = {
  session: OpenKioskSession
  enrolment: KioskEnrolment
  checkedInAt: Temporal.Instant
  status: AttendanceStatus
  closes: readonly EndedPresence[]
  /** A place that was nobody's, where there are only so many. */
  takesPlace: boolean
}

type AtDoor = {
  at: Temporal.Instant
  /** The day that it is there. */
  today: LocalDate
  /** Where the tablet stands; without a place it is for all of them. */
  locationId: string | null
  /** The session that was tapped, where several fitted. */
  chosenId: string | undefined
}

/** What a check-in means. */
export function arrivalOf(visitor: Visitor | undefined, door: AtDoor): Arrival {
  if (visitor === undefined || visitor.enrolments.length === 0) return { kind: 'unknown' }
  const sessions = visitor.sessions.filter(
    (session) => countingEnrolment(session, visitor.enrolments) !== undefined,
  )
  if (door.chosenId !== undefined) {
    const chosen = sessions.find(({ id }) => id === door.chosenId)
    if (chosen === undefined || !canEnter(chosen, door.at)) return nothingNow(visitor, door)
    return enterOrFull(visitor, chosen, here(sessions, door), door.at)
  }

  const fit = sessionToEnter(here(sessions, door), visitor.visits, door.at)
  if (fit.fit === 'already_in') return alreadyIn(visitor, fit, door.at)
  if (fit.fit === 'none') return elsewhere(visitor, sessions, door)
  const fitting = fit.fit === 'one' ? [fit.session] : fit.sessions
  const [own, ...moreOwn] = fitting.filter(({ booked }) => booked)
  if (own !== undefined && moreOwn.length === 0) return enter(visitor, own, door.at)
  const cancelled = cancelledNow(visitor, door.at)
  if (own === undefined && cancelled !== undefined)
    return { kind: 'cancelled', session: cancelled, others: withRoom(fitting), next: visitor.next }
  if (fit.fit === 'several')
    return { kind: 'choice', sessions: fitting.map((session) => ({ ...session, full: isFull(session) })) }
  return enterOrFull(visitor, fit.session, fitting, door.at)
}

function enterOrFull(
  visitor: Visitor,
  session: OpenKioskSession,
  others: readonly OpenKioskSession[],
  at: Temporal.Instant,
): Arrival {
  const enrolment = countingEnrolment(session, visitor.enrolments)
  if (enrolment === undefined || !isFull(session) || isIn(visitor, session))
    return enter(visitor, session, at)
  const besides = others.filter((other) => other.id !== session.id && canEnter(other, at))
  return { kind: 'full', session, others: withRoom(besides) }
}

/** A place that is booked is kept for them. */
export const isFull = ({ booked, placesLeft }: Pick<OpenKioskSession, 'booked' | 'placesLeft'>): boolean =>
  !booked && placesLeft === 0

const withRoom = (sessions: readonly OpenKioskSession[]) => sessions.filter((session) => !isFull(session))

const cancelledNow = ({ cancelled }: Visitor, at: Temporal.Instant): KioskSession | undefined =>
  cancelled.find((session) => canEnter({ ...session, cancelledAt: null }, at))

/** Nothing is on: what is later today, else what is next. */
function nothingNow({ next }: Visitor, { at, today }: AtDoor): Arrival {
  if (next === null || isFull(next)) return { kind: 'nothing_now', next: null }
  const from = addMinutes(next.startsAt, -canBeThereBefore)
  const isEarly = next.localDate === today && Temporal.Instant.compare(at, from) < 0
  return isEarly ? { kind: 'too_early', session: next, from } : { kind: 'nothing_now', next }
}

/** The tablet in the hall takes what is in the hall, and what has no place of its own. */
function here(sessions: readonly OpenKioskSession[], { locationId }: AtDoor): OpenKioskSession[] {
  return sessions.filter(
    (session) => locationId === null || session.locationId === null || session.locationId === locationId,
  )
}

/** Nothing fits at this place: what goes on in other places is offered, never chosen by itself. */
function elsewhere(visitor: Visitor, sessions: readonly OpenKioskSession[], door: AtDoor): Arrival {
  const fit = sessionToEnter(sessions, visitor.visits, door.at)
  if (fit.fit === 'already_in') return alreadyIn(visitor, fit, door.at)
  const others = fit.fit === 'none' ? [] : withRoom(fit.fit === 'one' ? [fit.session] : fit.sessions)
  const cancelled = others.some(({ booked }) => booked) ? undefined : cancelledNow(visitor, door.at)
  if (cancelled !== undefined) return { kind: 'cancelled', session: cancelled, others, next: visitor.next }
  return others.length === 0 ? nothingNow(visitor, door) : { kind: 'choice', sessions: others }
}

function alreadyIn(
  visitor: Visitor,
  { session, others }: { session: OpenKioskSession; others: OpenKioskSession[] },
  at: Temporal.Instant,
): Arrival {
  const visit = visitIn(visitor, session)
  const agoSeconds = (at.epochMilliseconds - (visit?.checkedInAt?.epochMilliseconds ?? 0)) / 1000
  // The second tap is written in the ledger too; the presence stays as the first one made it.
  if (Math.abs(agoSeconds) <= doubleTapSeconds) return enter(visitor, session, at)
  return { kind: 'already_in', session, others }
}

function enter(visitor: Visitor, session: OpenKioskSession, at: Temporal.Instant): Arrival {
  const enrolment = countingEnrolment(session, visitor.enrolments)
  if (enrolment === undefined) return { kind: 'unknown' }
  const checkedInAt = visitIn(visitor, session)?.checkedInAt ?? at
  const status = statusByTimes(session, { checkedInAt, checkedOutAt: null }, enrolment.graceMinutes)
  const closes = closedByCheckIn(visitor.visits.filter(isOpen), { sessionId: session.id, at })
  return {
    kind: 'enter',
    entry: {
      session,
      enrolment,
      checkedInAt,
      status,
      closes: closes.map((one) => withStatus(visitor, one)),
      takesPlace: !session.booked && session.placesLeft !== null && !isIn(visitor, session),
    },
  }
}

/** Whoever goes on to the next session before this one is over has left it early. */
function withStatus(visitor: Visitor, closing: EndedPresence): EndedPresence {
  const visit = visitor.visits.find(({ id }) => id === closing.attendance.id)
  if (visit?.checkedInAt == null) return closing
  const grace = visitor.enrolments.find(({ id }) => id === visit.enrolmentId)?.graceMinutes ?? 0
  const times = { checkedInAt: visit.checkedInAt, checkedOutAt: closing.at }
  return { ...closing, status: statusByTimes(visit.session, times, grace) }
}

const isIn = (visitor: Visitor, session: KioskSession): boolean =>
  visitor.visits.some((visit) => visit.sessionId === session.id && isOpen(visit))

const visitIn = (visitor: Visitor, session: KioskSession): OwnVisit | undefined =>
  visitor.visits.find(({ sessionId }) => sessionId === session.id)

function isOpen(visit: OwnVisit): visit is OwnVisit & { checkedInAt: Temporal.Instant } {
  return visit.checkedInAt !== null && visit.checkedOutAt === null
}
