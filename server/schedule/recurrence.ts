import {
  addDays,
  dateOfDayNumber,
  dayNumber,
  modulo,
  weekdayOf,
  yearOf,
  type LocalDate,
  type Weekday,
} from '../time/dates.ts'
import { mondayOfIndex, weekIndexOfDay } from '../time/weeks.ts'

export const frequencies = ['weekly', 'monthly'] as const
export type Frequency = (typeof frequencies)[number]

/** Which of a month's Mondays, Tuesdays …: the first to the fourth, or the last. */
export const ordinals = [1, 2, 3, 4, -1] as const
export type Ordinal = (typeof ordinals)[number]

/** On these weekdays every so many weeks, or on one of a month's weekdays; until a date, so many times, or with no end. */
export type Recurrence = {
  frequency: Frequency
  /** Every so many weeks, counted from the week of the first day; or months. */
  every: number
  weekdays: readonly Weekday[]
  /** Null when weekly. */
  ordinal: Ordinal | null
  startsOn: LocalDate
  /** At most one of these two is given. */
  endsOn: LocalDate | null
  times: number | null
}

/** What a series is that comes every week, to be completed by its days. */
export const everyWeek = { frequency: 'weekly', every: 1, ordinal: null, endsOn: null, times: null } as const

export const workdays: readonly Weekday[] = [1, 2, 3, 4, 5]

export const everyRange = { min: 1, max: 52 }

/** Four years of every weekday: more than a programme plans at once, and few enough to write in one transaction. */
export const mostOccurrences = 1000

/** A series without an end becomes sessions half a year ahead. */
export const horizonWeeks = 26

/** Nothing is planned further ahead than this. */
export const longestYears = 20

export function horizonOf(today: LocalDate): LocalDate {
  return addDays(today, horizonWeeks * 7)
}

export function furthestOf(startsOn: LocalDate): LocalDate {
  return addDays(startsOn, longestYears * 366)
}

/** How far a series is made into sessions: to its end, or to the horizon when it has none. */
export function reachOf(
  { startsOn, endsOn, times }: Pick<Recurrence, 'startsOn' | 'endsOn' | 'times'>,
  today: LocalDate,
): LocalDate {
  const furthest = furthestOf(startsOn)
  if (endsOn !== null) return endsOn < furthest ? endsOn : furthest
  return times === null ? horizonOf(today) : furthest
}

export type Reach = {
  /** Where to go on. */
  from?: LocalDate
  until: LocalDate
  closed?: ReadonlySet<LocalDate>
  /** How many of its times lie before `from`; without this they are counted from its first day. */
  already?: number
}

/** A day that the rule gives; on a closed one nothing is held, and it counts for nothing. */
export type GivenDay = { date: LocalDate; closed: boolean }

/** The days of a series up to its end or the horizon, in order, without those on which the house is closed. */
export function occurrences(rule: Recurrence, reach: Reach): LocalDate[] {
  return givenDays(rule, reach)
    .filter((day) => !day.closed)
    .map((day) => day.date)
}

/**
 * The days that the rule gives, closed ones among them. It stops at one open day more than the most, so that a rule
 * without sense costs nothing.
 *
 * A series is days on the wall, where no hour is missing or doubled: counting them is exact and needs no calendar
 * library. The zone comes in only when a day becomes a session.
 */
export function givenDays(rule: Recurrence, { from, until, closed, already }: Reach): GivenDay[] {
  const { frequency, every, startsOn, endsOn, times } = rule
  const days: GivenDay[] = []
  if (rule.weekdays.length === 0 || !(every >= 1)) return days
  const last = endsOn !== null && endsOn < until ? endsOn : until
  const goesOn = from !== undefined && from > startsOn ? from : startsOn
  const counted = times === null || already !== undefined ? goesOn : startsOn
  let left = (times ?? Infinity) - (already ?? 0)
  let most = mostOccurrences + 1

  const first = periodOf(frequency, startsOn)
  const skipped = Math.floor((periodOf(frequency, counted) - first) / every)
  for (let period = first + skipped * every; startOfPeriod(frequency, period) <= last; period += every) {
    for (const date of daysIn(period, rule)) {
      if (date < counted) continue
      if (date > last || left <= 0 || most <= 0) return days
      const isClosed = closed?.has(date) === true
      if (!isClosed) left -= 1
      if (date < goesOn) continue
      if (!isClosed) most -= 1
      days.push({ date, closed: isClosed })
    }
  }
  return days
}

/** The week or the month that a day lies in, as a number that grows by one. */
export function periodOf(frequency: Frequency, date: LocalDate): number {
  if (frequency === 'weekly') return weekIndexOfDay(dayNumber(date))
  return yearOf(date) * 12 + Number(date.slice(5, 7)) - 1
}

export function startOfPeriod(frequency: Frequency, period: number): LocalDate {
  return dateOfDayNumber(frequency === 'weekly' ? mondayOfIndex(period) : firstOfMonth(period))
}

/** Which of its month's weekdays a day is: the fifth is always the last, and a last one is not called the fourth. */
export function ordinalOf(date: LocalDate, lastAsLast = false): Ordinal {
  const place = Math.ceil(Number(date.slice(8)) / 7)
  const isLast = addDays(date, 7).slice(0, 7) !== date.slice(0, 7)
  if (place > 4 || (lastAsLast && isLast)) return -1
  return place as Ordinal
}

function daysIn(period: number, { frequency, weekdays, ordinal }: Recurrence): LocalDate[] {
  const days =
    frequency === 'weekly'
      ? weekdays.map((weekday) => mondayOfIndex(period) + weekday - 1)
      : weekdays.map((weekday) => dayOfMonth(period, weekday, ordinal ?? 1))
  return [...new Set(days)].toSorted((a, b) => a - b).map(dateOfDayNumber)
}

function dayOfMonth(month: number, weekday: Weekday, ordinal: Ordinal): number {
  const first = firstOfMonth(month)
  if (ordinal !== -1)
    return first + modulo(weekday - weekdayOf(dateOfDayNumber(first)), 7) + (ordinal - 1) * 7
  const end = firstOfMonth(month + 1) - 1
  return end - modulo(weekdayOf(dateOfDayNumber(end)) - weekday, 7)
}

const firstOfMonth = (month: number): number =>
  Date.UTC(Math.floor(month / 12), modulo(month, 12), 1) / 86_400_000
