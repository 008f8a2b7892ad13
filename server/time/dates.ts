/** A day of the calendar, 'YYYY-MM-DD', without time or zone. Sorts as text. */
export type LocalDate = string & { readonly unit: 'local date' }

/** What the clock on the wall shows, 'HH:MM'. Sorts as text. */
export type LocalTime = string & { readonly unit: 'local time' }

export type Minutes = number & { readonly unit: 'minutes' }

/** 1 is Monday, 7 is Sunday. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7

export const weekdays = [1, 2, 3, 4, 5, 6, 7] as const

export const minutesOfDay = (24 * 60) as Minutes

const dayLength = 86_400_000

export function parseLocalDate(text: string): LocalDate | undefined {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? []
  if (year === undefined || Number(year) < 1900 || Number(year) > 2200) return undefined
  const date = dateOfDayNumber(Date.UTC(Number(year), Number(month) - 1, Number(day)) / dayLength)
  return date === text ? date : undefined
}

export function localDate(text: string): LocalDate {
  return parseLocalDate(text) ?? nonsense('date', text)
}

/** Accepts '9:30', '09:30' and the Swedish '09.30'. */
export function parseLocalTime(text: string): LocalTime | undefined {
  const [, hour, minute] = /^(\d{1,2})[:.](\d{2})$/.exec(text) ?? []
  if (hour === undefined || minute === undefined || Number(hour) > 23 || Number(minute) > 59) return undefined
  return `${hour.padStart(2, '0')}:${minute}` as LocalTime
}

export function localTime(text: string): LocalTime {
  return parseLocalTime(text) ?? nonsense('time', text)
}

/** Whole minutes, none or more: '90' or 90. */
export function parseMinutes(value: string | number): Minutes | undefined {
  const count = typeof value === 'number' ? value : /^\d{1,6}$/.test(value) ? Number(value) : Number.NaN
  return Number.isSafeInteger(count) && count >= 0 ? (count as Minutes) : undefined
}

export function minutes(count: number): Minutes {
  return parseMinutes(count) ?? nonsense('number of minutes', String(count))
}

export function parseWeekday(value: string | number): Weekday | undefined {
  return weekdays.find((weekday) => String(weekday) === String(value))
}

export function weekday(value: number): Weekday {
  return parseWeekday(value) ?? nonsense('weekday', String(value))
}

export function addDays(date: LocalDate, days: number): LocalDate {
  return dateOfDayNumber(dayNumber(date) + days)
}

/** How many days later `to` is than `from`. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return dayNumber(to) - dayNumber(from)
}

export function weekdayOf(date: LocalDate): Weekday {
  // 1970-01-01, day number 0, was a Thursday.
  return (modulo(dayNumber(date) + 3, 7) + 1) as Weekday
}

export function yearOf(date: LocalDate): number {
  return Number(date.slice(0, 4))
}

/** Every day from `from` to `to`, both included. */
export function datesBetween(from: LocalDate, to: LocalDate): LocalDate[] {
  return Array.from({ length: Math.max(0, daysBetween(from, to) + 1) }, (_, day) => addDays(from, day))
}

export function minuteOfDay(time: LocalTime): Minutes {
  return (Number(time.slice(0, 2)) * 60 + Number(time.slice(3))) as Minutes
}

/** The wall time so many minutes into the day; undefined when that is not within the day. */
export function timeAtMinute(minute: number): LocalTime | undefined {
  if (!Number.isInteger(minute) || minute < 0 || minute >= minutesOfDay) return undefined
  return `${twoDigits(Math.floor(minute / 60))}:${twoDigits(minute % 60)}` as LocalTime
}

/** Days since 1970-01-01. */
export function dayNumber(date: LocalDate): number {
  return Date.UTC(yearOf(date), Number(date.slice(5, 7)) - 1, Number(date.slice(8))) / dayLength
}

export function dateOfDayNumber(day: number): LocalDate {
  return new Date(day * dayLength).toISOString().slice(0, 10) as LocalDate
}

export function modulo(value: number, by: number): number {
  return ((value % by) + by) % by
}

function twoDigits(part: number): string {
  return String(part).padStart(2, '0')
}

function nonsense(what: string, text: string): never {
  throw new RangeError(`not a ${what}: ${JSON.stringify(text)}`)
}
