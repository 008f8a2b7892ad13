import { addDays, type LocalDate } from '../time/dates.ts'
import { swedishHolidayOn } from '../time/holidays.ts'
import { type IsoWeek, isoWeekOf, mondayOf } from '../time/weeks.ts'

export const excuses = ['illness', 'holiday', 'closed', 'other'] as const
export type Excuse = (typeof excuses)[number]

/**
 * The weeks that an average leaves out, each with its reason: those that staff excused for this enrolment, and those
 * in which nothing was offered from Monday to Friday.
 */
export function excusedWeeks(
  weeks: readonly IsoWeek[],
  stated: readonly { monday: LocalDate; reason: Excuse }[],
  closed: readonly { startsOn: LocalDate; endsOn: LocalDate }[],
): Map<IsoWeek, Excuse> {
  const closedWeeks = weeks.filter((week) => isClosedWeek(week, closed))
  return new Map<IsoWeek, Excuse>([
    ...closedWeeks.map((week) => [week, 'closed'] as const),
    ...stated.map(({ monday, reason }) => [isoWeekOf(monday), reason] as const),
  ])
}

function isClosedWeek(week: IsoWeek, closed: readonly { startsOn: LocalDate; endsOn: LocalDate }[]): boolean {
  const isClosed = (day: LocalDate) =>
    closed.some(({ startsOn, endsOn }) => startsOn <= day && day <= endsOn) ||
    swedishHolidayOn(day) !== undefined
  return [0, 1, 2, 3, 4].every((day) => isClosed(addDays(mondayOf(week), day)))
}
