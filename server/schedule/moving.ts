import type { Temporal } from 'temporal-polyfill'
import type { Problem } from '../problem.ts'

/** What the rule needs to know about a session as it stands. */
export type Movable = {
  startsAt: Temporal.Instant
  endsAt: Temporal.Instant
  cancelledAt: Temporal.Instant | null
}

/** Where and with whom may always be corrected; when, only while nobody's hours rest on it. */
export function whyNotMove(
  session: Movable,
  wish: Pick<Movable, 'startsAt' | 'endsAt'>,
  attended: boolean,
): Problem[] {
  if (session.startsAt.equals(wish.startsAt) && session.endsAt.equals(wish.endsAt)) return []
  if (session.cancelledAt !== null) return [{ field: 'session', text: 'schedule:session.cancelledStays' }]
  return attended ? [{ field: 'session', text: 'schedule:session.attended' }] : []
}
