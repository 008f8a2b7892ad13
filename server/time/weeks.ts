import { addDays, dateOfDayNumber, dayNumber, modulo, yearOf, type LocalDate, type Weekday } from './dates.ts'

/** An ISO week, '2026-W47': Monday first, and the year is the one its Thursday lies in. Sorts as text. */
export type IsoWeek = string & { readonly unit: 'iso week' }

export function parseIsoWeek(text: string): IsoWeek | undefined {
  const [, year, number] = /^(\d{4})-W(\d{2})$/.exec(text) ?? []
  if (year === undefined || Number(year) < 1900 || Number(year) > 2200) return undefined
  if (Number(number) < 1 || Number(number) > weeksInYear(Number(year))) return undefined
  return text as IsoWeek
}

export function isoWeek(text: string): IsoWeek {
  const week = parseIsoWeek(text)
  if (week === undefined) throw new RangeError(`not a week: ${JSON.stringify(text)}`)
  return week
}

export function isoWeekOf(date: LocalDate): IsoWeek {
  return weekOfIndex(weekIndexOfDay(dayNumber(date)))
}

export function mondayOf(week: IsoWeek): LocalDate {
  return dateOfDayNumber(mondayOfIndex(weekIndex(week)))
}

export function sundayOf(week: IsoWeek): LocalDate {
  return addDays(mondayOf(week), 6)
}

/** The day of a week that has this weekday. */
export function dateIn(week: IsoWeek, weekday: Weekday): LocalDate {
  return addDays(mondayOf(week), weekday - 1)
}

/** The seven days, Monday first. */
export function datesOf(week: IsoWeek): LocalDate[] {
  return Array.from({ length: 7 }, (_, day) => addDays(mondayOf(week), day))
}

export function addWeeks(week: IsoWeek, weeks: number): IsoWeek {
  return weekOfIndex(weekIndex(week) + weeks)
}

/** How many weeks later `to` is than `from`: 0 for the same week. */
export function weeksBetween(from: IsoWeek, to: IsoWeek): number {
  return weekIndex(to) - weekIndex(from)
}

/** Every week from `from` to `to`, both included. */
export function weeksFrom(from: IsoWeek, to: IsoWeek): IsoWeek[] {
  return Array.from({ length: Math.max(0, weeksBetween(from, to) + 1) }, (_, weeks) => addWeeks(from, weeks))
}

export function weekNumberOf(week: IsoWeek): number {
  return Number(week.slice(6))
}

/** 52 or 53: 2020, 2026 and 2032 have a week 53. */
export function weeksInYear(year: number): number {
  return firstWeekIndex(year + 1) - firstWeekIndex(year)
}

/** Weeks since the one that held 1970-01-01, a Thursday. */
export function weekIndex(week: IsoWeek): number {
  return firstWeekIndex(Number(week.slice(0, 4))) + weekNumberOf(week) - 1
}

export function weekOfIndex(index: number): IsoWeek {
  const year = yearOf(dateOfDayNumber(mondayOfIndex(index) + 3))
  const number = index - firstWeekIndex(year) + 1
  return `${String(year).padStart(4, '0')}-W${String(number).padStart(2, '0')}` as IsoWeek
}

export function weekIndexOfDay(day: number): number {
  return (day + 3 - modulo(day + 3, 7)) / 7
}

export function mondayOfIndex(index: number): number {
  return index * 7 - 3
}

/** The week that holds 4 January is always the first of its year. */
function firstWeekIndex(year: number): number {
  return weekIndexOfDay(Date.UTC(year, 0, 4) / 86_400_000)
}
