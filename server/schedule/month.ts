import type { ClosedDay } from '../organisation/closed-days.ts'
import { weekdayOf, type LocalDate } from '../time/dates.ts'
import { firstOf, lastOf, type LocalMonth } from '../time/months.ts'
import { datesOf, isoWeekOf, weeksFrom, type IsoWeek } from '../time/weeks.ts'
import { daysFrom, type Day } from './week.ts'

/** A day among thirty: what there is room for of it, and how much more there is. */
export type DayOfMonth<Session> = Day<Session> & { more: number }

/** A week of a month: its seven days, of which those of another month are left out. */
export type WeekOfMonth<Session> = { week: IsoWeek; days: (DayOfMonth<Session> | undefined)[] }

export type Month<Session> = {
  weeks: WeekOfMonth<Session>[]
  /** Whether anything is held on a Saturday or Sunday. */
  weekend: boolean
}

/** So many sessions of a day there is room for. */
export const roomOfDay = 4

export function monthOfSessions<Session extends { localDate: LocalDate }>(
  month: LocalMonth,
  sessions: readonly Session[],
  closed: readonly ClosedDay[],
  today: LocalDate,
): Month<Session> {
  const [first, last] = [firstOf(month), lastOf(month)]
  const days = new Map(
    daysFrom([first, last], sessions, closed, today).map((day) => [day.date, shortened(day)]),
  )
  return {
    weeks: weeksFrom(isoWeekOf(first), isoWeekOf(last)).map((week) => ({
      week,
      days: datesOf(week).map((date) => days.get(date)),
    })),
    weekend: sessions.some(({ localDate }) => weekdayOf(localDate) > 5),
  }
}

/** A line that only says "one more" could as well be the one. */
function shortened<Session>(day: Day<Session>): DayOfMonth<Session> {
  if (day.sessions.length <= roomOfDay) return { ...day, more: 0 }
  const sessions = day.sessions.slice(0, roomOfDay - 1)
  return { ...day, sessions, more: day.sessions.length - sessions.length }
}
