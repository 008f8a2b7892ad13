import { Temporal } from 'temporal-polyfill'
import type { Problem } from '../problem.ts'
import type { AttendanceStatus } from './words.ts'

/** What becomes of those of whom nobody has said anything when a roll call is closed; they may stay unknown. */
export const rests = ['absent', 'excused', 'unknown'] as const satisfies readonly AttendanceStatus[]
export type Rest = (typeof rests)[number]

type ClosingSession = {
  startsAt: Temporal.Instant
  cancelledAt: Temporal.Instant | null
  headsOnly: boolean
}

/** Staff say that a roll call is complete once its session has begun, and what is to be thought of the rest. */
export function whyNotClose(
  session: ClosingSession,
  said: { unknown: number; rest: Rest | undefined; heads: number | null },
  now: Temporal.Instant,
): Problem[] {
  if (session.cancelledAt !== null) return [{ field: '', text: 'attendance:closure.cancelled' }]
  if (!hasBegun(session, now)) return [{ field: '', text: 'attendance:closure.notYet' }]
  if (session.headsOnly && said.heads === null)
    return [{ field: 'heads', text: 'attendance:closure.headsMissing' }]
  if (said.unknown > 0 && said.rest === undefined)
    return [{ field: 'rest', text: 'attendance:closure.restMissing' }]
  return []
}

export function hasBegun({ startsAt }: Pick<ClosingSession, 'startsAt'>, now: Temporal.Instant): boolean {
  return Temporal.Instant.compare(startsAt, now) <= 0
}
