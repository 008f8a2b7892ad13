import type { Temporal } from 'temporal-polyfill'
import { minuteOf } from '../time/zones.ts'
import type { ThereStatus } from './words.ts'

/**
 * What the times say: late when the check-in came after the grace, left early when the check-out came before the
 * end. Who came late and also left early has left early, the last thing that was seen.
 */
export function statusByTimes(
  session: { startsAt: Temporal.Instant; endsAt: Temporal.Instant },
  times: { checkedInAt: Temporal.Instant; checkedOutAt: Temporal.Instant | null },
  graceMinutes: number,
): ThereStatus {
  if (times.checkedOutAt !== null && minuteOf(times.checkedOutAt) < minuteOf(session.endsAt))
    return 'left_early'
  return cameInTime(session.startsAt, times.checkedInAt, graceMinutes) ? 'present' : 'late'
}

export function cameInTime(
  startsAt: Temporal.Instant,
  checkedInAt: Temporal.Instant,
  graceMinutes: number,
): boolean {
  return minuteOf(checkedInAt) <= minuteOf(startsAt) + graceMinutes
}
