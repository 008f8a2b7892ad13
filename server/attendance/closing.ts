import { Temporal } from 'temporal-polyfill'
import { statusByTimes } from './status.ts'
import type { AttendanceStatus, ClosedBy } from './words.ts'

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

/** A presence of somebody's, open or not. */
export type PresenceAround = OpenAttendance & {
  id: string
  session: { startsAt: Temporal.Instant; endsAt: Temporal.Instant }
  checkedOutAt: Temporal.Instant | null
  closedBy: ClosedBy | null
  /** Staff have said how it was. */
  confirmed: boolean
  graceMinutes: number
}

/**
 * What a check-in ends that is put in its place afterwards: whatever was open then, also where the system has presumed a
 * later end since; and it is ended itself by the next one. What staff said before of how it was stands.
 */
export function closedByLaterWord(
  presences: readonly PresenceAround[],
  entered: { sessionId: string; at: Temporal.Instant },
): (Closing<PresenceAround> & { status?: AttendanceStatus })[] {
  const elsewhere = presences.filter(({ sessionId }) => sessionId !== entered.sessionId)
  const own = presences.filter(
    ({ sessionId, checkedOutAt }) => sessionId === entered.sessionId && !checkedOutAt,
  )
  const next = elsewhere
    .filter(({ checkedInAt }) => isBefore(entered.at, checkedInAt))
    .toSorted((a, b) => Temporal.Instant.compare(a.checkedInAt, b.checkedInAt))[0]
  return [
    ...closedByCheckIn(
      elsewhere.filter((presence) => wasOpen(presence, entered.at)),
      entered,
    ),
    ...(next ? closedByCheckIn(own, { sessionId: next.sessionId, at: next.checkedInAt }) : []),
  ].map((closing) => {
    const { session, sessionId, checkedInAt, confirmed, graceMinutes } = closing.attendance
    if (confirmed && sessionId !== entered.sessionId) return closing
    return {
      ...closing,
      status: statusByTimes(session, { checkedInAt, checkedOutAt: closing.at }, graceMinutes),
    }
  })
}

function wasOpen({ checkedInAt, checkedOutAt, closedBy }: PresenceAround, at: Temporal.Instant): boolean {
  if (isBefore(at, checkedInAt)) return false
  return checkedOutAt === null || (closedBy !== 'departure' && isBefore(at, checkedOutAt))
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

const isBefore = (a: Temporal.Instant, b: Temporal.Instant): boolean => Temporal.Instant.compare(a, b) < 0

function hasEnded(attendance: OpenAttendance, now: Temporal.Instant): boolean {
  return Temporal.Instant.compare(attendance.session.endsAt, now) <= 0
}

function later(a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.compare(a, b) < 0 ? b : a
}
