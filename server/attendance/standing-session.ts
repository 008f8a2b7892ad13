import { Temporal } from 'temporal-polyfill'
import { addMinutes } from '../time/zones.ts'

/** So long before a session one can check in to it, and so long after its end one can still check out of it. */
const margin = 60
export const canBeThereBefore = margin
export const canLeaveUntil = ({ endsAt }: { endsAt: Temporal.Instant }): Temporal.Instant =>
  addMinutes(endsAt, margin)

export type StandingSession = {
  id: string
  startsAt: Temporal.Instant
  endsAt: Temporal.Instant
  cancelledAt: Temporal.Instant | null
}

/** One participant's times in one session. */
export type Visit = {
  sessionId: string
  checkedInAt: Temporal.Instant | null
  checkedOutAt: Temporal.Instant | null
}

export type CheckInFit<Session> =
  | { fit: 'none' }
  | { fit: 'one'; session: Session }
  | { fit: 'several'; sessions: Session[] }
  | { fit: 'already_in'; session: Session; others: Session[] }

/**
 * Which session a check-in means: one that runs, or starts within the hour. One that the participant has left is
 * offered again only when nothing else fits, so that a check-out by mistake can be undone at the kiosk.
 */
export function sessionToEnter<Session extends StandingSession>(
  sessions: readonly Session[],
  visits: readonly Visit[],
  now: Temporal.Instant,
): CheckInFit<Session> {
  const standing = sessions.filter((session) => canEnter(session, now)).sort(byStart)
  const presence = new Map(visits.map((visit) => [visit.sessionId, presenceOf(visit)]))
  const fresh = standing.filter((session) => (presence.get(session.id) ?? 'not_yet') === 'not_yet')

  const entered = standing.findLast((session) => presence.get(session.id) === 'in')
  if (entered !== undefined) return { fit: 'already_in', session: entered, others: fresh }

  return fitOf(fresh.length > 0 ? fresh : standing)
}

/** Whether the participant's choice at the kiosk still stands when it arrives. */
export function canEnter(session: StandingSession, now: Temporal.Instant): boolean {
  return (
    session.cancelledAt === null &&
    isBefore(now, session.endsAt) &&
    !isBefore(now, addMinutes(session.startsAt, -margin))
  )
}

export type DepartureFit<Session> = { fit: 'none' } | { fit: 'one' | 'already_out'; session: Session }

/** Which session a check-out means: the one entered last and not yet left, if it has not ended long ago. */
export function sessionToLeave<Session extends StandingSession>(
  sessions: readonly Session[],
  visits: readonly Visit[],
  now: Temporal.Instant,
): DepartureFit<Session> {
  const entered = visits
    .flatMap(({ sessionId, checkedInAt, checkedOutAt }) => {
      const session = sessions.find(({ id }) => id === sessionId)
      if (session === undefined || checkedInAt === null) return []
      return [{ session, checkedInAt, open: checkedOutAt === null }]
    })
    .filter(({ session }) => !isBefore(canLeaveUntil(session), now))
    .sort((a, b) => Temporal.Instant.compare(a.checkedInAt, b.checkedInAt) || byStart(a.session, b.session))

  const open = entered.findLast((visit) => visit.open)
  if (open !== undefined) return { fit: 'one', session: open.session }
  const left = entered.at(-1)
  return left === undefined ? { fit: 'none' } : { fit: 'already_out', session: left.session }
}

function fitOf<Session>(sessions: Session[]): CheckInFit<Session> {
  const [first, ...more] = sessions
  if (first === undefined) return { fit: 'none' }
  return more.length === 0 ? { fit: 'one', session: first } : { fit: 'several', sessions }
}

function presenceOf(visit: Visit): 'not_yet' | 'in' | 'out' {
  if (visit.checkedInAt === null) return 'not_yet'
  return visit.checkedOutAt === null ? 'in' : 'out'
}

function byStart(a: StandingSession, b: StandingSession): number {
  return Temporal.Instant.compare(a.startsAt, b.startsAt) || (a.id < b.id ? -1 : 1)
}

function isBefore(a: Temporal.Instant, b: Temporal.Instant): boolean {
  return Temporal.Instant.compare(a, b) < 0
}
