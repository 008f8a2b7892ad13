import type { Temporal } from 'temporal-polyfill'
import type { Language } from '../language/text.ts'
import { type LocalDate, type LocalTime, type Minutes, type Weekday, weekdayOf, yearOf } from './dates.ts'
import type { LocalMonth } from './months.ts'
import { type IsoWeek, weekNumberOf } from './weeks.ts'
import { localDateOf, localTimeOf, type TimeZone } from './zones.ts'

const locales = { sv: 'sv-SE', en: 'en-GB' } satisfies Record<Language, string>

const units = {
  sv: { hour: 'tim', minute: 'min', week: 'vecka', shortWeek: 'v.' },
  en: { hour: 'h', minute: 'min', week: 'week', shortWeek: 'w.' },
} satisfies Record<Language, unknown>

// Asking Intl for a name is slow, and a table asks for hundreds: the names are fetched once.
const names = { sv: namesIn('sv'), en: namesIn('en') } satisfies Record<Language, unknown>

function namesIn(language: Language) {
  const name = (format: Intl.DateTimeFormatOptions, day: number) =>
    new Intl.DateTimeFormat(locales[language], { ...format, timeZone: 'UTC' }).format(day)
  // 5 January 1970 was a Monday.
  const sevenDays = [5, 6, 7, 8, 9, 10, 11].map((day) => Date.UTC(1970, 0, day))
  const twelveMonths = Array.from({ length: 12 }, (_, month) => Date.UTC(1970, month, 1))
  return {
    weekdays: {
      long: sevenDays.map((day) => name({ weekday: 'long' }, day)),
      short: sevenDays.map((day) => name({ weekday: 'short' }, day)),
    },
    months: {
      long: twelveMonths.map((day) => name({ month: 'long' }, day)),
      short: twelveMonths.map((day) => name({ month: 'short' }, day)),
    },
  }
}

/** 'tisdag 17 mars', 'Tuesday 17 March' */
export function dateInWords(date: LocalDate, language: Language): string {
  return `${weekdayInWords(weekdayOf(date), language)} ${dayAndMonth(date, language, 'long')}`
}

/** 'tisdag 17 mars 2026' */
export function dateAndYearInWords(date: LocalDate, language: Language): string {
  return `${dateInWords(date, language)} ${yearOf(date)}`
}

/** '17 mars' */
export function dayAndMonthInWords(date: LocalDate, language: Language): string {
  return dayAndMonth(date, language, 'long')
}

/** '17 mars 2026' */
export function dayMonthYear(date: LocalDate, language: Language): string {
  return `${dayAndMonth(date, language, 'long')} ${yearOf(date)}`
}

/** 'tis 17 mars', 'Tue 17 Mar': where room is short, as over a column */
export function shortDate(date: LocalDate, language: Language): string {
  return `${weekdayInWords(weekdayOf(date), language, 'short')} ${dayAndMonth(date, language, 'short')}`
}

/** '17–23 mars 2026', '30 mars – 5 april 2026' */
export function datesInWords(from: LocalDate, to: LocalDate, language: Language): string {
  if (yearOf(from) !== yearOf(to)) return `${dayMonthYear(from, language)} – ${dayMonthYear(to, language)}`
  if (from.slice(5, 7) !== to.slice(5, 7))
    return `${dayAndMonth(from, language, 'long')} – ${dayMonthYear(to, language)}`
  if (from === to) return dayMonthYear(to, language)
  return `${Number(from.slice(8))}–${dayMonthYear(to, language)}`
}

/** 'tisdag', 'tis' */
export function weekdayInWords(
  weekday: Weekday,
  language: Language,
  length: 'long' | 'short' = 'long',
): string {
  return names[language].weekdays[length][weekday - 1] ?? ''
}

/** '09.30' in Swedish, '09:30' in English */
export function timeInWords(time: LocalTime, language: Language): string {
  return language === 'sv' ? time.replace(':', '.') : time
}

/** '09.30–10.30' */
export function timesInWords(from: LocalTime, to: LocalTime, language: Language): string {
  return `${timeInWords(from, language)}–${timeInWords(to, language)}`
}

/** '17 mars 2026 09.30', as the clocks show there */
export function momentInWords(instant: Temporal.Instant, zone: TimeZone, language: Language): string {
  return `${dayMonthYear(localDateOf(instant, zone), language)} ${timeInWords(localTimeOf(instant, zone), language)}`
}

/** '2 tim 30 min', '45 min', '2 tim' */
export function minutesInWords(minutes: Minutes, language: Language): string {
  const { hour, minute } = units[language]
  const hours = Math.floor(minutes / 60)
  const rest = minutes % 60
  if (hours === 0) return `${rest} ${minute}`
  return rest === 0 ? `${hours} ${hour}` : `${hours} ${hour} ${rest} ${minute}`
}

/** '2,5' hours. Never rounded up: 9 h 59 min must not read as the ten that were not reached. */
export function hoursInWords(minutes: Minutes, language: Language): string {
  const hours = String(Math.floor((minutes * 100) / 60) / 100)
  return language === 'sv' ? hours.replace('.', ',') : hours
}

/** 'mars 2026' */
export function monthInWords(month: LocalMonth, language: Language): string {
  return `${names[language].months.long[Number(month.slice(5)) - 1]} ${month.slice(0, 4)}`
}

/** 'vecka 47' */
export function weekInWords(week: IsoWeek, language: Language): string {
  return `${units[language].week} ${weekNumberOf(week)}`
}

/** 'vecka 47 2026' */
export function weekAndYearInWords(week: IsoWeek, language: Language): string {
  return `${weekInWords(week, language)} ${week.slice(0, 4)}`
}

/** 'v. 47' */
export function shortWeek(week: IsoWeek, language: Language): string {
  return `${units[language].shortWeek} ${weekNumberOf(week)}`
}

function dayAndMonth(date: LocalDate, language: Language, length: 'long' | 'short'): string {
  return `${Number(date.slice(8))} ${names[language].months[length][Number(date.slice(5, 7)) - 1]}`
}
