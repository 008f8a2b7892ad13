import { Temporal } from 'temporal-polyfill'
import type { Problem } from '../problem.ts'

/** What the rule needs to know about a session. */
export type Movable = { endsAt: Temporal.Instant; cancelledAt: Temporal.Instant | null }

/** The hours of those who were there rest on its time: once it is over, that stands. */
export function whyNotMove(session: Movable, attended: boolean, now: Temporal.Instant): Problem[] {
  if (session.cancelledAt !== null) return [{ field: 'session', text: 'schedule:session.cancelledStays' }]
  if (attended && Temporal.Instant.compare(session.endsAt, now) <= 0)
    return [{ field: 'session', text: 'schedule:session.attended' }]
  return []
}
