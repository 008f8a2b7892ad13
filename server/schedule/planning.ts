import type { Problem } from '../problem.ts'
import { minuteOfDay, yearOf, type LocalDate, type LocalTime } from '../time/dates.ts'
import { mostOccurrences, occurrences, type Recurrence } from './recurrence.ts'
import { minutesFromTo } from './session-times.ts'

export const sessionLength = { least: 5, most: 12 * 60 }
export const placesRange = { min: 1, max: 500 }
const years = { min: 2000, max: 2100 }

/** How long: until a clock time or so many minutes. An end earlier than the start is past midnight. */
export type Times = { startTime: LocalTime } & ({ endTime: LocalTime } | { minutes: number })

export type SessionWish = Times & { date: LocalDate; places: number | null }

export type SeriesWish = Times & Recurrence & { places: number | null }

export function whyNotPlanSession(wish: SessionWish): Problem[] {
  return [...whyNotOn('date', wish.date), ...whyNotLast(wish), ...whyNotPlaces(wish.places)]
}

/** `until` is the horizon of a series without an end, `closed` the days without activities. */
export function whyNotPlanSeries(
  wish: SeriesWish,
  { until, closed }: { until: LocalDate; closed: ReadonlySet<LocalDate> },
): Problem[] {
  return [...whyNotRecur(wish, until, closed), ...whyNotLast(wish), ...whyNotPlaces(wish.places)]
}

/** How long a session lasts on the wall. */
export function lengthOf(times: Times): number {
  return 'minutes' in times ? times.minutes : minutesFromTo(times.startTime, times.endTime)
}

function whyNotRecur(wish: SeriesWish, horizon: LocalDate, closed: ReadonlySet<LocalDate>): Problem[] {
  const problems = [
    ...whyNotOn('starts_on', wish.startsOn),
    ...(wish.endsOn === null ? [] : whyNotOn('ends_on', wish.endsOn)),
  ]
  if (wish.weekdays.length === 0) problems.push({ field: 'weekdays', text: 'schedule:series.noWeekday' })
  if (problems.length > 0) return problems

  if (wish.endsOn !== null && wish.endsOn < wish.startsOn)
    return [{ field: 'ends_on', text: 'schedule:series.endsBeforeItStarts' }]
  // A series that begins beyond the horizon becomes sessions once the horizon gets there.
  const until = wish.endsOn ?? (horizon < wish.startsOn ? undefined : horizon)
  if (until === undefined) return []
  const count = occurrences(wish, { until, closed }).length
  if (count === 0) return [{ field: 'weekdays', text: 'schedule:series.noOccurrence' }]
  if (count > mostOccurrences)
    return [{ field: 'ends_on', text: 'schedule:series.tooMany', values: { max: mostOccurrences } }]
  return []
}

function whyNotOn(field: string, date: LocalDate): Problem[] {
  if (yearOf(date) >= years.min && yearOf(date) <= years.max) return []
  return [{ field, text: 'schedule:session.year', values: years }]
}

function whyNotLast(times: Times): Problem[] {
  const length = lengthOf(times)
  const field = 'minutes' in times ? 'minutes' : 'end_time'
  if (length > sessionLength.most && endsEarlierThanItStarts(times))
    return [{ field, text: 'schedule:session.endsBeforeItStarts' }]
  if (length > sessionLength.most)
    return [{ field, text: 'schedule:session.tooLong', values: { hours: sessionLength.most / 60 } }]
  if (!Number.isInteger(length) || length < sessionLength.least)
    return [{ field, text: 'schedule:session.tooShort', values: { min: sessionLength.least } }]
  return []
}

/** 10:00 to 09:00 is a slip of the hand; 22:00 to 01:00 is a night. */
function endsEarlierThanItStarts(times: Times): boolean {
  return 'endTime' in times && minuteOfDay(times.endTime) <= minuteOfDay(times.startTime)
}

export function whyNotPlaces(places: number | null): Problem[] {
  if (places === null) return []
  if (Number.isInteger(places) && places >= placesRange.min && places <= placesRange.max) return []
  return [{ field: 'places', text: 'common:problem.between', values: placesRange }]
}
