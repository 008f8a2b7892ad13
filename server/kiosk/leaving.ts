import { Temporal } from 'temporal-polyfill'
import { sessionToLeave } from '../attendance/standing-session.ts'
import { statusByTimes } from '../attendance/status.ts'
import type { AttendanceStatus } from '../attendance/words.ts'
import type { OwnVisit, Visitor } from './words.ts'

export type Leaving =
  | { kind: 'unknown' }
  | { kind: 'not_in' }
  /** Also for whoever has left already: the ledger notes it, and the goodbye is the same. */
  | { kind: 'leave'; visit: OwnVisit; checkedOutAt: Temporal.Instant; status: AttendanceStatus }

/** What a check-out means. */
export function leavingOf(visitor: Visitor | undefined, at: Temporal.Instant): Leaving {
  if (visitor === undefined || visitor.enrolments.length === 0) return { kind: 'unknown' }
  const sessions = visitor.visits.map((visit) => visit.session)
  const fit = sessionToLeave(sessions, visitor.visits, at)
  if (fit.fit === 'none') return { kind: 'not_in' }
  const visit = visitor.visits.find(({ sessionId }) => sessionId === fit.session.id)
  if (visit?.checkedInAt == null) return { kind: 'not_in' }
  // What only the system has ended is ended by whoever says when they left.
  if (visit.checkedOutAt !== null && visit.closedBy !== 'session_end')
    return { kind: 'leave', visit, checkedOutAt: visit.checkedOutAt, status: visit.status }

  // A clock that stepped back: nobody leaves before they came.
  const checkedOutAt = Temporal.Instant.compare(at, visit.checkedInAt) < 0 ? visit.checkedInAt : at
  const grace = visitor.enrolments.find(({ id }) => id === visit.enrolmentId)?.graceMinutes ?? 0
  const status = statusByTimes(visit.session, { checkedInAt: visit.checkedInAt, checkedOutAt }, grace)
  return { kind: 'leave', visit, checkedOutAt, status }
}
