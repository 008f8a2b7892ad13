import { Temporal } from 'temporal-polyfill'
import type { Problem } from '../problem.ts'

export const reasonLength = 200

/** What the rule needs to know about a session. */
export type Cancellable = { endsAt: Temporal.Instant; cancelledAt: Temporal.Instant | null }

export function whyNotCancel(session: Cancellable, reason: string, now: Temporal.Instant): Problem[] {
  if (session.cancelledAt !== null) return [{ field: 'session', text: 'schedule:cancellation.already' }]
  if (isOver(session, now)) return [{ field: 'session', text: 'schedule:cancellation.over' }]
  return whyNotReason(reason)
}

/** Nothing is cancelled without a word to those who would have come. */
export function whyNotReason(reason: string): Problem[] {
  if (reason.trim() === '') return [{ field: 'reason', text: 'schedule:cancellation.reasonMissing' }]
  if ([...reason.trim()].length > reasonLength)
    return [{ field: 'reason', text: 'common:problem.tooLong', values: { max: reasonLength } }]
  return []
}

/** A cancellation is withdrawn only while people can still come. */
export function whyNotReinstate(session: Cancellable, now: Temporal.Instant): Problem[] {
  if (session.cancelledAt === null) return [{ field: 'session', text: 'schedule:cancellation.none' }]
  if (isOver(session, now)) return [{ field: 'session', text: 'schedule:cancellation.over' }]
  return []
}

function isOver(session: Cancellable, now: Temporal.Instant): boolean {
  return Temporal.Instant.compare(session.endsAt, now) <= 0
}
