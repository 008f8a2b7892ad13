export const attendanceStatuses = ['present', 'late', 'left_early', 'excused', 'absent', 'unknown'] as const
/** 'unknown' is booked, and nobody has said anything yet. */
export type AttendanceStatus = (typeof attendanceStatuses)[number]

export function parseAttendanceStatus(text: string): AttendanceStatus | undefined {
  return attendanceStatuses.find((status) => status === text)
}

/** Of these the participant was there. */
export const thereStatuses = ['present', 'late', 'left_early'] as const satisfies AttendanceStatus[]
export type ThereStatus = (typeof thereStatuses)[number]

/** What ended a presence: the departure, a check-in to the next session, or the session's end when it was forgotten. */
export const closings = ['departure', 'next_check_in', 'session_end'] as const
export type ClosedBy = (typeof closings)[number]

export const eventKinds = [
  'check_in',
  'departure',
  'mark',
  'correction',
  'closing',
  'withdrawal',
  'absence',
  'confirmation',
] as const
export type EventKind = (typeof eventKinds)[number]

export const eventSources = ['kiosk', 'staff', 'system', 'participant'] as const
export type EventSource = (typeof eventSources)[number]

export function wasThere(status: AttendanceStatus): status is ThereStatus {
  return (thereStatuses as readonly AttendanceStatus[]).includes(status)
}

/** A presence as it stood before an event, as the ledger keeps it; null where there was none. */
export type PresenceBefore = {
  status: AttendanceStatus
  checkedInAt: string | null
  checkedOutAt: string | null
  closedBy: ClosedBy | null
} | null

/** Why what a tablet reported could not be placed by itself. */
export const unclearKinds = [
  /** No code and no card says whose it is. */
  'unknown_person',
  /** Nobody's enrolment runs that day. */
  'not_enrolled',
  /** No session went on at that time, or it has been moved or cancelled since. */
  'no_session',
  /** Several fitted, and the person was not asked. */
  'several_sessions',
  'full',
  /** A departure by somebody who was nowhere in. */
  'not_in',
  /** The tablet's clock was too far off. */
  'clock',
  /** Staff have said something else meanwhile. */
  'staff_said_otherwise',
  /** Reported at a tablet after it was put out of use. */
  'revoked',
  'unreadable',
] as const
export type UnclearKind = (typeof unclearKinds)[number]

export const settlements = ['assigned', 'dismissed'] as const
export type Settlement = (typeof settlements)[number]
