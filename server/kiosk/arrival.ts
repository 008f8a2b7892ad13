import { Temporal } from 'temporal-polyfill'
import { closedByCheckIn } from '../attendance/closing.ts'
import { countingEnrolment } from '../attendance/counting-enrolment.ts'
import type { EndedPresence } from '../attendance/presence-queries.ts'
import { canEnter, sessionToEnter } from '../attendance/standing-session.ts'
import { statusByTimes } from '../attendance/status.ts'
import type { AttendanceStatus } from '../attendance/words.ts'
import type { KioskEnrolment, KioskSession, OpenKioskSession, OwnVisit, Visitor } from './words.ts'

/** Two taps within this time are one check-in: the second is thanked like the first. */
const doubleTapSeconds = 60

export type Arrival =
  /** Nobody has the code, or its owner takes part in nothing today: told apart by nobody. */
  | { kind: 'unknown' }
  | { kind: 'nothing_now'; next: KioskSession | null }
  | { kind: 'choice'; sessions: readonly KioskSession[] }
  | { kind: 'already_in'; session: KioskSession; others: readonly KioskSession[] }
  | { kind: 'enter'; entry: Entry }

export type Entry = {
  session: OpenKioskSession
  enrolment: KioskEnrolment
  checkedInAt: Temporal.Instant
  status: AttendanceStatus
  closes: readonly EndedPresence[]
}

export type AtDoor = {
  at: Temporal.Instant
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
    return chosen !== undefined && canEnter(chosen, door.at)
      ? enter(visitor, chosen, door.at)
      : { kind: 'nothing_now', next: visitor.next }
  }

  const fit = sessionToEnter(here(sessions, door), visitor.visits, door.at)
  if (fit.fit === 'one') return enter(visitor, fit.session, door.at)
  if (fit.fit === 'several') return { kind: 'choice', sessions: fit.sessions }
  if (fit.fit === 'already_in') return alreadyIn(visitor, fit, door.at)
  return elsewhere(visitor, sessions, door)
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
  if (fit.fit === 'none') return { kind: 'nothing_now', next: visitor.next }
  return { kind: 'choice', sessions: fit.fit === 'one' ? [fit.session] : fit.sessions }
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
    entry: { session, enrolment, checkedInAt, status, closes: closes.map((one) => withStatus(visitor, one)) },
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

const visitIn = (visitor: Visitor, session: KioskSession): OwnVisit | undefined =>
  visitor.visits.find(({ sessionId }) => sessionId === session.id)

function isOpen(visit: OwnVisit): visit is OwnVisit & { checkedInAt: Temporal.Instant } {
  return visit.checkedInAt !== null && visit.checkedOutAt === null
}
