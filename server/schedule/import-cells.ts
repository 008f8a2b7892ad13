import { sv } from '../language/sv/index.ts'
import { en } from '../language/en/index.ts'
import {
  dateOfDayNumber,
  minuteOfDay,
  parseLocalDate,
  parseLocalTime,
  timeAtMinute,
  weekdays,
  type LocalDate,
  type LocalTime,
  type Weekday,
} from '../time/dates.ts'
import { weekdayInWords } from '../time/words.ts'
import { categories, type Category } from './categories.ts'
import { weekdayOfKey } from './weekdays.ts'

/** How people write the cells of a schedule. Each gives undefined for what it does not understand. */

export function dateOfCell(cell: string): LocalDate | undefined {
  const text = dayPart(cell).toLowerCase()
  const [, year, month, day] = /^(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})$/.exec(text) ?? []
  if (year) return parseLocalDate(`${year}-${month}-${day}`)
  const [, dayFirst, monthNext, yearLast] = /^(\d{1,2})[-/.]\s?(\d{1,2})[-/.\s]\s?(\d{4})$/.exec(text) ?? []
  if (dayFirst) return dateOf(dayFirst, monthNext!, yearLast!)
  const [, dayOf, name, yearOfName] =
    /^(?:\p{L}+\.?,?\s)?(\d{1,2})\.?\s(\p{L}+)\.?,?\s(\d{4})$/u.exec(text) ?? []
  if (dayOf) return dateOf(dayOf, String(monthNamed(name!)), yearOfName!)
  return dateOfSerial(text)
}

/** A cell may hold the day and the time; this is the day. */
function dayPart(cell: string): string {
  const [, day] = /^(.*\d)[T\s]+\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s?[ap]m)?$/i.exec(cell) ?? []
  return day !== undefined && /\d{4}/.test(day) ? day : cell
}

function dateOf(day: string, month: string, year: string): LocalDate | undefined {
  return parseLocalDate(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`)
}

function monthNamed(name: string): number | undefined {
  const months = ['sv-SE', 'en-GB'].map((locale) =>
    Array.from({ length: 12 }, (_, month) =>
      new Intl.DateTimeFormat(locale, { month: 'long', timeZone: 'UTC' })
        .format(Date.UTC(1970, month, 1))
        .toLowerCase(),
    ),
  )
  const found = months.map((names) => names.findIndex((month) => name.length >= 3 && month.startsWith(name)))
  const known = found.find((index) => index >= 0)
  return known === undefined ? undefined : known + 1
}

/** How a spreadsheet counts days: 1 is the first of January 1900. From 2000 to 2100, so that no other number is one. */
function dateOfSerial(text: string): LocalDate | undefined {
  const [, days] = /^(\d{5})(?:[.,]\d+)?$/.exec(text) ?? []
  if (days === undefined || Number(days) < 36_526 || Number(days) > 73_415) return undefined
  return dateOfDayNumber(Number(days) - 25_569)
}

/** Whether it is a date but for a year that nobody means. */
export const isOddYear = (cell: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(cell) &&
  dateOfCell(cell) === undefined &&
  !(cell.slice(0, 4) >= '1900' && cell.slice(0, 4) <= '2200')

export function weekdayOfCell(cell: string): Weekday | undefined {
  const text = cell.toLowerCase()
  return (
    weekdayOfKey(text) ??
    weekdays.find((weekday) => {
      const names = (['sv', 'en'] as const).flatMap((language) => [
        weekdayInWords(weekday, language),
        weekdayInWords(weekday, language, 'short'),
      ])
      return names.some((name) => name.toLowerCase().replace('.', '') === text.replace('.', ''))
    })
  )
}

export function timeOfCell(cell: string): LocalTime | undefined {
  const text = timePart(cell.toLowerCase().replace(/^kl\.?\s*/, ''))
  const [, hour, minute, half] = /^(\d{1,2})(?:[:.](\d{2})(?:[:.]00)?)?\s?([ap]m)?$/.exec(text) ?? []
  if (hour !== undefined) return clockTime(Number(hour), minute ?? '00', half)
  const [, hours, tens] = /^(\d{1,2})[.,](\d)$/.exec(text) ?? []
  // A spreadsheet that took 9,30 for a number writes it so.
  if (hours !== undefined && hours !== '0') return parseLocalTime(`${hours}:${tens}0`)
  const [, comma, two] = /^(\d{1,2}),(\d{2})$/.exec(text) ?? []
  if (comma !== undefined) return parseLocalTime(`${comma}:${two}`)
  const [, four] = /^(\d{4})$/.exec(text) ?? []
  if (four !== undefined) return parseLocalTime(`${four.slice(0, 2)}:${four.slice(2)}`)
  return timeOfSerial(text)
}

function timePart(text: string): string {
  const [, time] = /\d{4}.*?[t\s]+(\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s?[ap]m)?)$/.exec(text) ?? []
  return time ?? text
}

function clockTime(hour: number, minute: string, half: string | undefined): LocalTime | undefined {
  if (half !== undefined && (hour < 1 || hour > 12)) return undefined
  const of24 = half === undefined ? hour : (hour % 12) + (half === 'pm' ? 12 : 0)
  return parseLocalTime(`${of24}:${minute}`)
}

/** A part of a day, as a spreadsheet counts time; beside whole days it may stand too. */
function timeOfSerial(text: string): LocalTime | undefined {
  const [, part] = /^(?:0|\d{5})[.,](\d{1,20})$/.exec(text) ?? []
  return part === undefined ? undefined : timeAtMinute(Math.round(Number(`0.${part}`) * 24 * 60))
}

/** Both ends in one cell: 9.30–10.30. */
export function timesOfCell(cell: string): { start: LocalTime; end: LocalTime } | undefined {
  const [, from, to] = /^([^–-]+)\s*[–-]\s*([^–-]+)$/.exec(cell) ?? []
  const [start, end] = [timeOfCell((from ?? '').trim()), timeOfCell((to ?? '').trim())]
  return start && end ? { start, end } : undefined
}

export function categoryOfCell(cell: string): Category | undefined {
  const text = nameKey(cell)
  return categories.find((category) =>
    [category, sv.schedule.category[category], en.schedule.category[category]].some(
      (word) => nameKey(word) === text,
    ),
  )
}

/** How many places: undefined is not understood, null is no limit. */
export function placesOfCell(cell: string): number | null | undefined {
  const text = nameKey(cell)
  if (
    text === '' ||
    text === '-' ||
    text === nameKey(sv.schedule.session.unlimited) ||
    text === nameKey(en.schedule.session.unlimited)
  )
    return null
  return /^\d{1,6}(?:[.,]0+)?$/.test(text) ? Number.parseInt(text, 10) : undefined
}

export const isYes = (cell: string): boolean =>
  ['ja', 'yes', 'x', '1', 'true', 'sant'].includes(nameKey(cell))

/** Yes, no or nothing; undefined is not understood. */
export const yesOrNo = (cell: string): boolean | undefined =>
  isYes(cell)
    ? true
    : ['', '-', 'nej', 'no', '0', 'false', 'falskt'].includes(nameKey(cell))
      ? false
      : undefined

/** Whether the session is told to be cancelled. */
export const isCancelled = (cell: string): boolean =>
  /^(inställ[td]|inställda|cancelled|canceled|ja|yes|x)\b/u.test(nameKey(cell)) || isYes(cell)

/** Names are the same whatever their case and spaces. */
export const nameKey = (name: string): string =>
  name.normalize('NFC').trim().replaceAll(/\s+/g, ' ').toLowerCase()

/** How many days an end lies behind its start, when the file says on which day it is. */
export const minutesBetweenWalls = (days: number, start: LocalTime, end: LocalTime): number =>
  days * 24 * 60 + minuteOfDay(end) - minuteOfDay(start)
