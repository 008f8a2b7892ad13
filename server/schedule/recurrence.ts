import { addDays, weekdayOf, type LocalDate, type Weekday } from '../time/dates.ts'

export type Frequency = 'weekly' | 'monthly'

/** On these weekdays, from a date to a date or with no end. */
export type Recurrence = {
  weekdays: readonly Weekday[]
  startsOn: LocalDate
  endsOn: LocalDate | null
}

/** Four years of every weekday: more than a programme plans at once, and few enough to write in one transaction. */
export const mostOccurrences = 1000

/** A series without an end becomes sessions half a year ahead. */
export const horizonWeeks = 26

export function horizonOf(today: LocalDate): LocalDate {
  return addDays(today, horizonWeeks * 7)
}

/**
 * The days of a series up to its end or the horizon, in order, without those on which the house is closed; `from` is
 * where to go on. It stops at one more than the most, so that a rule without sense costs nothing.
 *
 * A weekly series is days on the wall, where no hour is missing or doubled: counting them is exact and needs no
 * calendar library. The zone comes in only when a day becomes a session.
 */
export function occurrences(
  rule: Recurrence,
  { from, until, closed }: { from?: LocalDate; until: LocalDate; closed?: ReadonlySet<LocalDate> },
): LocalDate[] {
  const first = from !== undefined && from > rule.startsOn ? from : rule.startsOn
  const last = rule.endsOn !== null && rule.endsOn < until ? rule.endsOn : until
  const days: LocalDate[] = []
  if (rule.weekdays.length === 0) return days
  for (let date = first; date <= last && days.length <= mostOccurrences; date = addDays(date, 1)) {
    if (rule.weekdays.includes(weekdayOf(date)) && closed?.has(date) !== true) days.push(date)
  }
  return days
}
