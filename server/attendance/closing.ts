import { Temporal } from 'temporal-polyfill'
import type { ClosedBy } from './words.ts'

/** An attendance with a check-in and no check-out. */
export type OpenAttendance = {
  sessionId: string
  checkedInAt: Temporal.Instant
  session: { endsAt: Temporal.Instant }
}

export type Closing<Open> = { attendance: Open; at: Temporal.Instant; closedBy: ClosedBy }

/** Nobody is in two places: checking in to one session closes whatever else is open. */
export function closedByCheckIn<Open extends OpenAttendance>(
  open: readonly Open[],
  entered: { sessionId: string; at: Temporal.Instant },
): Closing<Open>[] {
  return open
    .filter((attendance) => attendance.sessionId !== entered.sessionId)
    .map((attendance) =>
      hasEnded(attendance, entered.at)
        ? closedAtEnd(attendance)
        : {
            attendance,
            at: later(entered.at, attendance.checkedInAt),
            closedBy: 'next_check_in',
          },
    )
}

/** Forgotten check-outs: what is still open when its session has ended is closed as of that end. */
export function closedBySessionEnd<Open extends OpenAttendance>(
  open: readonly Open[],
  now: Temporal.Instant,
): Closing<Open>[] {
  return open.filter((attendance) => hasEnded(attendance, now)).map(closedAtEnd)
}

function closedAtEnd<Open extends OpenAttendance>(attendance: Open): Closing<Open> {
  // A session may have been shortened after someone came: nobody leaves before they came.
  const at = later(attendance.session.endsAt, attendance.checkedInAt)
  return { attendance, at, closedBy: 'session_end' }
}

function hasEnded(attendance: OpenAttendance, now: Temporal.Instant): boolean {
  return Temporal.Instant.compare(attendance.session.endsAt, now) <= 0
}

function later(a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.compare(a, b) < 0 ? b : a
}
