import type { ClosedDay } from '../organisation/closed-days.ts'
import type { LocalDate } from '../time/dates.ts'
import { datesOf, type IsoWeek } from '../time/weeks.ts'

/** One day of the week with what is held on it, in order; `closed` says why it is closed, if it is. */
export type Day<Session> = {
  date: LocalDate
  today: boolean
  closed: ClosedDay['name'] | undefined
  sessions: Session[]
}

/** The days of a week, Monday first. Saturday and Sunday stand there only when something does. */
export function daysOfWeek<Session extends { localDate: LocalDate }>(
  week: IsoWeek,
  sessions: readonly Session[],
  closed: readonly ClosedDay[],
  today: LocalDate,
): Day<Session>[] {
  return datesOf(week)
    .map((date) => ({
      date,
      today: date === today,
      closed: closed.find((day) => day.date === date)?.name,
      sessions: sessions.filter((session) => session.localDate === date),
    }))
    .filter((day, index) => index < 5 || day.sessions.length > 0 || day.today)
}
