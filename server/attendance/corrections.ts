import type { Problem } from '../problem.ts'
import { minutesOfDay } from '../time/dates.ts'
import { parseAttendanceStatus, wasThere } from './words.ts'

/** What staff say about one attendance: its status, and the minutes when the times do not tell them. */
export type Correction = {
  status: string | undefined
  minutesByHand: number | null
  reason: string
}

export function whyNotCorrect({ status, minutesByHand, reason }: Correction): Problem[] {
  const problems: Problem[] = []
  const known = parseAttendanceStatus(status ?? '')
  if (known === undefined) problems.push({ field: 'status', text: 'common:problem.choice' })
  if (minutesByHand === null) return problems

  if (!isWithinDay(minutesByHand))
    problems.push({
      field: 'minutes',
      text: 'common:problem.between',
      values: { min: 0, max: minutesOfDay },
    })
  else if (known !== undefined && minutesByHand > 0 && !wasThere(known))
    problems.push({ field: 'minutes', text: 'attendance:correction.minutesWithoutPresence' })
  if (reason.trim() === '') problems.push({ field: 'reason', text: 'attendance:correction.reasonMissing' })
  return problems
}

function isWithinDay(minutes: number): boolean {
  return Number.isInteger(minutes) && minutes >= 0 && minutes <= minutesOfDay
}
