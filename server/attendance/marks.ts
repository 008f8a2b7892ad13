import { Temporal } from 'temporal-polyfill'
import type { Problem } from '../problem.ts'
import { addMinutes } from '../time/zones.ts'
import { canBeThereBefore } from './standing-session.ts'
import type { Presence } from './roll-call.ts'
import { wasThere, type AttendanceStatus } from './words.ts'

type MarkedSession = { startsAt: Temporal.Instant; endsAt: Temporal.Instant }

/** Nobody can have come to what has not begun; excused beforehand one can be. */
export function whyNotMark(
  session: MarkedSession,
  presence: Pick<Presence, 'minutesByHand'>,
  status: AttendanceStatus,
  now: Temporal.Instant,
): Problem[] {
  const opens = addMinutes(session.startsAt, -canBeThereBefore)
  if ((wasThere(status) || status === 'absent') && Temporal.Instant.compare(now, opens) < 0)
    return [{ field: 'status', text: 'attendance:mark.notYet' }]
  if (!wasThere(status) && (presence.minutesByHand ?? 0) > 0)
    return [{ field: 'status', text: 'attendance:mark.minutesByHand' }]
  return []
}

/**
 * A leader who says "came later" or "left" while the session goes on saw it happen now: that is the time. Said
 * afterwards it has no time, until somebody writes one.
 */
export function marked(
  presence: Presence,
  status: AttendanceStatus,
  session: MarkedSession,
  now: Temporal.Instant,
): Presence {
  const goesOn =
    Temporal.Instant.compare(session.startsAt, now) <= 0 && Temporal.Instant.compare(now, session.endsAt) < 0
  if (goesOn && status === 'late' && presence.checkedInAt === null)
    return { ...presence, status, checkedInAt: now }
  if (goesOn && status === 'left_early' && presence.checkedOutAt === null)
    return { ...presence, status, checkedOutAt: now, closedBy: 'departure' }
  return { ...presence, status }
}
