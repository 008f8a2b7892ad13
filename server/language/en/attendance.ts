import type { Translation } from '../text.ts'

export const attendance: Translation<'attendance'> = {
  status: {
    present: 'Present',
    late: 'Came later',
    left_early: 'Left early',
    excused: 'Excused',
    absent: 'Absent',
    unknown: 'Not filled in',
  },
  correction: {
    reasonMissing: 'Write why the minutes are set by hand.',
    minutesWithoutPresence: 'Minutes only count for someone who was there. Change the attendance or write 0.',
  },
}
