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

export const eventKinds = ['check_in', 'departure', 'mark', 'correction', 'closing'] as const
export type EventKind = (typeof eventKinds)[number]

export const eventSources = ['kiosk', 'staff', 'system'] as const
export type EventSource = (typeof eventSources)[number]

export function wasThere(status: AttendanceStatus): status is ThereStatus {
  return (thereStatuses as readonly AttendanceStatus[]).includes(status)
}
