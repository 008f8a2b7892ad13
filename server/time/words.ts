import type { Temporal } from 'temporal-polyfill'
import type { ParticipantLanguage } from '../language/text.ts'
import { type LocalDate, type LocalTime, type Minutes, type Weekday, weekdayOf, yearOf } from './dates.ts'
import type { LocalMonth } from './months.ts'
import { type IsoWeek, weekNumberOf } from './weeks.ts'
import { localDateOf, localTimeOf, type TimeZone } from './zones.ts'

// Digits are 0–9 and the calendar is the one on the wall in every language: so stand they on posters, letters and the pad.
const locales: Record<ParticipantLanguage, string> = {
  sv: 'sv-SE',
  'sv-easy': 'sv-SE',
  en: 'en-GB',
  ar: 'ar-u-ca-gregory-nu-latn',
  so: 'so-u-ca-gregory-nu-latn',
  uk: 'uk-UA',
  ti: 'ti-u-ca-gregory-nu-latn',
  prs: 'fa-AF-u-ca-gregory-nu-latn',
}

const weekWords: Record<ParticipantLanguage, { long: string; short: string }> = {
  sv: { long: 'vecka', short: 'v.' },
  'sv-easy': { long: 'vecka', short: 'vecka' },
  en: { long: 'week', short: 'w.' },
  ar: { long: 'الأسبوع', short: 'أسبوع' },
  so: { long: 'toddobaadka', short: 'todd.' },
  uk: { long: 'тиждень', short: 'тижд.' },
  ti: { long: 'ሰሙን', short: 'ሰሙን' },
  prs: { long: 'هفتهٔ', short: 'هفته' },
}

/** Hours and minutes in one language: each with its number, and what stands between the two. */
const durations: Record<
  ParticipantLanguage,
  { hours: (count: number) => string; minutes: (count: number) => string; and: string }
> = {
  sv: { hours: (count) => `${count} tim`, minutes: (count) => `${count} min`, and: ' ' },
  'sv-easy': {
    hours: (count) => (count === 1 ? '1 timme' : `${count} timmar`),
    minutes: (count) => (count === 1 ? '1 minut' : `${count} minuter`),
    and: ' och ',
  },
  en: { hours: (count) => `${count} h`, minutes: (count) => `${count} min`, and: ' ' },
  ar: {
    hours: (count) => inArabic(count, { one: 'ساعة', two: 'ساعتان', few: 'ساعات' }),
    minutes: (count) => inArabic(count, { one: 'دقيقة', two: 'دقيقتان', few: 'دقائق' }),
    and: ' و',
  },
  so: {
    hours: (count) => (count === 1 ? '1 saac' : `${count} saacadood`),
    minutes: (count) => (count === 1 ? '1 daqiiqo' : `${count} daqiiqadood`),
    and: ' iyo ',
  },
  uk: { hours: (count) => `${count} год`, minutes: (count) => `${count} хв`, and: ' ' },
  ti: { hours: (count) => `${count} ሰዓት`, minutes: (count) => `${count} ደቒቕ`, and: ' ' },
  prs: { hours: (count) => `${count} ساعت`, minutes: (count) => `${count} دقیقه`, and: ' و ' },
}

/** One and two are said by the noun alone; from eleven on it is the singular again. */
function inArabic(count: number, noun: { one: string; two: string; few: string }): string {
  if (count === 1) return noun.one
  if (count === 2) return noun.two
  const form = new Intl.PluralRules('ar').select(count)
  return `${count} ${form === 'few' ? noun.few : noun.one}`
}

// Asking Intl for a name is slow, and a table asks for hundreds: the names are fetched once, when first asked for.
const fetched = new Map<ParticipantLanguage, Names>()
type Length = 'long' | 'short'
type Names = {
  weekdays: Record<Length, readonly string[]>
  /** Alone, and beside a day of the month: in Ukrainian these are two forms. */
  months: readonly string[]
  monthsOfDates: Record<Length, readonly string[]>
}

function namesIn(language: ParticipantLanguage): Names {
  const known = fetched.get(language)
  if (known) return known
  const part = (format: Intl.DateTimeFormatOptions, kind: 'weekday' | 'month', days: readonly number[]) => {
    const written = new Intl.DateTimeFormat(locales[language], { ...format, timeZone: 'UTC' })
    return days.map((day) => written.formatToParts(day).find(({ type }) => type === kind)?.value ?? '')
  }
  // 5 January 1970 was a Monday.
  const sevenDays = [5, 6, 7, 8, 9, 10, 11].map((day) => Date.UTC(1970, 0, day))
  const twelveMonths = Array.from({ length: 12 }, (_, month) => Date.UTC(1970, month, 1))
  const names: Names = {
    weekdays: {
      long: part({ weekday: 'long' }, 'weekday', sevenDays),
      short: part({ weekday: 'short' }, 'weekday', sevenDays),
    },
    months: part({ month: 'long' }, 'month', twelveMonths),
    monthsOfDates: {
      long: part({ day: 'numeric', month: 'long' }, 'month', twelveMonths),
      short: part({ day: 'numeric', month: 'short' }, 'month', twelveMonths),
    },
  }
  fetched.set(language, names)
  return names
}

/** 'tisdag 17 mars', 'Tuesday 17 March' */
export function dateInWords(date: LocalDate, language: ParticipantLanguage): string {
  const between = language === 'uk' ? ', ' : ' '
  return `${weekdayInWords(weekdayOf(date), language)}${between}${dayAndMonth(date, language, 'long')}`
}

/** 'tisdag 17 mars 2026' */
export function dateAndYearInWords(date: LocalDate, language: ParticipantLanguage): string {
  return `${dateInWords(date, language)} ${yearOf(date)}`
}

/** '17 mars' */
export function dayAndMonthInWords(date: LocalDate, language: ParticipantLanguage): string {
  return dayAndMonth(date, language, 'long')
}

/** '17 mars 2026' */
export function dayMonthYear(date: LocalDate, language: ParticipantLanguage): string {
  return `${dayAndMonth(date, language, 'long')} ${yearOf(date)}`
}

/** 'tis 17 mars', 'Tue 17 Mar': where room is short, as over a column */
export function shortDate(date: LocalDate, language: ParticipantLanguage): string {
  return `${weekdayInWords(weekdayOf(date), language, 'short')} ${dayAndMonth(date, language, 'short')}`
}

/** '17–23 mars 2026', '30 mars – 5 april 2026' */
export function datesInWords(from: LocalDate, to: LocalDate, language: ParticipantLanguage): string {
  if (yearOf(from) !== yearOf(to)) return `${dayMonthYear(from, language)} – ${dayMonthYear(to, language)}`
  if (from.slice(5, 7) !== to.slice(5, 7))
    return `${dayAndMonth(from, language, 'long')} – ${dayMonthYear(to, language)}`
  if (from === to) return dayMonthYear(to, language)
  const days = leftToRight(`${Number(from.slice(8))}–${Number(to.slice(8))}`, language)
  return `${days}${dayMonthYear(to, language).replace(/^\d+/, '')}`
}

/** 'tisdag', 'tis' */
export function weekdayInWords(
  weekday: Weekday,
  language: ParticipantLanguage,
  length: Length = 'long',
): string {
  return namesIn(language).weekdays[length][weekday - 1] ?? ''
}

/** '09.30' in Swedish, '09:30' in English */
export function timeInWords(time: LocalTime, language: ParticipantLanguage): string {
  return isSwedish(language) ? time.replace(':', '.') : time
}

/** '09.30–10.30': from left to right also where the line runs from the right, as on the wall and in letters. */
export function timesInWords(from: LocalTime, to: LocalTime, language: ParticipantLanguage): string {
  const span = `${timeInWords(from, language)}–${timeInWords(to, language)}`
  return leftToRight(span, language)
}

/** From 17 to 23 is read as on the wall, whichever way the line runs. */
const leftToRight = (span: string, language: ParticipantLanguage): string =>
  language === 'ar' || language === 'prs' ? `\u2066${span}\u2069` : span

/** '17 mars 2026 09.30', as the clocks show there */
export function momentInWords(
  instant: Temporal.Instant,
  zone: TimeZone,
  language: ParticipantLanguage,
): string {
  return `${dayMonthYear(localDateOf(instant, zone), language)} ${timeInWords(localTimeOf(instant, zone), language)}`
}

/** '2 tim 30 min', '45 min', '2 tim' */
export function minutesInWords(minutes: Minutes, language: ParticipantLanguage): string {
  const words = durations[language]
  const hours = Math.floor(minutes / 60)
  const rest = minutes % 60
  if (hours === 0) return words.minutes(rest)
  return rest === 0 ? words.hours(hours) : words.hours(hours) + words.and + words.minutes(rest)
}

/** '2,5' hours. Never rounded up: 9 h 59 min must not read as the ten that were not reached. */
export function hoursInWords(minutes: Minutes, language: ParticipantLanguage): string {
  const hours = String(Math.floor((minutes * 100) / 60) / 100)
  return isSwedish(language) || language === 'uk' ? hours.replace('.', ',') : hours
}

/** 'mars 2026' */
export function monthInWords(month: LocalMonth, language: ParticipantLanguage): string {
  return `${namesIn(language).months[Number(month.slice(5)) - 1]} ${month.slice(0, 4)}`
}

/** 'vecka 47' */
export function weekInWords(week: IsoWeek, language: ParticipantLanguage): string {
  return `${weekWords[language].long} ${weekNumberOf(week)}`
}

/** 'vecka 47 2026' */
export function weekAndYearInWords(week: IsoWeek, language: ParticipantLanguage): string {
  return `${weekInWords(week, language)} ${week.slice(0, 4)}`
}

/** 'v. 47' */
export function shortWeek(week: IsoWeek, language: ParticipantLanguage): string {
  return `${weekWords[language].short} ${weekNumberOf(week)}`
}

function dayAndMonth(date: LocalDate, language: ParticipantLanguage, length: Length): string {
  return `${Number(date.slice(8))} ${namesIn(language).monthsOfDates[length][Number(date.slice(5, 7)) - 1]}`
}

const isSwedish = (language: ParticipantLanguage): boolean => language === 'sv' || language === 'sv-easy'
