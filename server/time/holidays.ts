import { createRequire } from 'node:module'
import type { Language } from '../language/text.ts'
import { type LocalDate, localDate, yearOf } from './dates.ts'

/** A Swedish holiday, or one of the eves on which a programme is as closed as on a holiday. */
export type Holiday = { date: LocalDate; name: Record<Language, string> }

/** The public holidays of a year with midsommarafton, julafton and nyårsafton, in the order of the year. */
export function swedishHolidays(year: number): Holiday[] {
  const known = byYear.get(year)
  if (known !== undefined) return known
  const english = new Map(closedDays(year, 'en').map(({ rule, name }) => [rule, name]))
  const holidays = closedDays(year, 'sv').map(({ rule, name, date }) => ({
    date: localDate(date.slice(0, 10)),
    name: { sv: name, en: english.get(rule) ?? name },
  }))
  byYear.set(year, holidays)
  return holidays
}

export function swedishHolidayOn(date: LocalDate): Holiday | undefined {
  return swedishHolidays(yearOf(date)).find((holiday) => holiday.date === date)
}

/** The holidays from one date to another, both included. */
export function swedishHolidaysBetween(from: LocalDate, to: LocalDate): Holiday[] {
  const years = Array.from(
    { length: Math.max(0, yearOf(to) - yearOf(from) + 1) },
    (_, year) => yearOf(from) + year,
  )
  return years.flatMap(swedishHolidays).filter((holiday) => holiday.date >= from && holiday.date <= to)
}

const byYear = new Map<number, Holiday[]>()

function closedDays(year: number, language: Language) {
  return new (calendar())('SE', { languages: language })
    .getHolidays(year)
    .filter(({ type }) => type === 'public' || type === 'bank')
}

// The package knows the whole world and takes a tenth of a second to load: not at start, only when first asked.
function calendar(): typeof import('date-holidays').default {
  loaded ??= createRequire(import.meta.url)('date-holidays') as typeof import('date-holidays').default
  return loaded
}

let loaded: typeof import('date-holidays').default | undefined
