import type { ClosedDay } from '../organisation/closed-days.ts'
import { datesBetween, weekdayOf, type LocalDate } from '../time/dates.ts'
import { isoWeekOf, mondayOf, sundayOf, weeksFrom, type IsoWeek } from '../time/weeks.ts'

/** One day with what is held on it, in order; `closed` says why it is closed, if it is. */
export type Day<Session> = {
  date: LocalDate
  today: boolean
  /** Before today. */
  past: boolean
  closed: ClosedDay['name'] | undefined
  sessions: Session[]
}

type Dated = { localDate: LocalDate }

/** Every day from one to another, both included. */
export function daysFrom<Session extends Dated>(
  [from, to]: readonly [LocalDate, LocalDate],
  sessions: readonly Session[],
  closed: readonly ClosedDay[],
  today: LocalDate,
): Day<Session>[] {
  return datesBetween(from, to).map((date) => ({
    date,
    today: date === today,
    past: date < today,
    closed: closed.find((day) => day.date === date)?.name,
    sessions: sessions.filter((session) => session.localDate === date),
  }))
}

/** The days of a week, Monday first. Saturday and Sunday stand there only when something does. */
export function daysOfWeek<Session extends Dated>(
  week: IsoWeek,
  sessions: readonly Session[],
  closed: readonly ClosedDay[],
  today: LocalDate,
): Day<Session>[] {
  return daysFrom([mondayOf(week), sundayOf(week)], sessions, closed, today).filter(
    (day) => !isWeekend(day.date) || day.sessions.length > 0 || day.today,
  )
}

export type Week<Session> = { week: IsoWeek; days: Day<Session>[] }

/** The weeks of a span with the days on which there is something to see: held, closed on a weekday, or today. */
export function weeksOfList<Session extends Dated>(
  [from, to]: readonly [LocalDate, LocalDate],
  sessions: readonly Session[],
  closed: readonly ClosedDay[],
  today: LocalDate,
): Week<Session>[] {
  return weeksFrom(isoWeekOf(from), isoWeekOf(to)).map((week) => ({
    week,
    days: daysOfWeek(week, sessions, closed, today).filter(
      (day) => day.sessions.length > 0 || day.closed || day.today,
    ),
  }))
}

const isWeekend = (date: LocalDate): boolean => weekdayOf(date) > 5
