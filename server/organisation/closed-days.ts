import type { Language } from '../language/text.ts'
import type { Problem } from '../problem.ts'
import { addDays, datesBetween, daysBetween, type LocalDate } from '../time/dates.ts'
import { swedishHolidaysBetween } from '../time/holidays.ts'

/** When an organisation itself has said that nothing is offered. */
export type ClosedPeriod = { startsOn: LocalDate; endsOn: LocalDate; name: string }

/** A day without activities, and why: a holiday in the reader's language, or the organisation's own words. */
export type ClosedDay = { date: LocalDate; name: Record<Language, string> }

export const longestClosed = 366

/** The closed days from one date to another, both included; a day that is closed twice stands once. */
export function closedDays(periods: readonly ClosedPeriod[], from: LocalDate, to: LocalDate): ClosedDay[] {
  const days = new Map<LocalDate, ClosedDay>()
  for (const holiday of swedishHolidaysBetween(from, to)) days.set(holiday.date, holiday)
  for (const { startsOn, endsOn, name } of periods) {
    const first = startsOn > from ? startsOn : from
    const last = endsOn < to ? endsOn : to
    for (const date of datesBetween(first, last)) {
      if (!days.has(date)) days.set(date, { date, name: { sv: name, en: name } })
    }
  }
  return [...days.values()].toSorted((a, b) => (a.date < b.date ? -1 : 1))
}

export function whyNotClose({ startsOn, endsOn }: Omit<ClosedPeriod, 'name'>): Problem[] {
  if (endsOn < startsOn) return [{ field: 'ends_on', text: 'organisation:closed.endsBeforeItStarts' }]
  if (daysBetween(startsOn, endsOn) >= longestClosed)
    return [{ field: 'ends_on', text: 'organisation:closed.tooLong', values: { max: longestClosed } }]
  return []
}

/** Periods that are over are of no more use than as a memory: a year of them is shown. */
export const rememberedSince = (today: LocalDate): LocalDate => addDays(today, -365)
