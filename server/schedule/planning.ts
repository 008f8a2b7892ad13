import { Temporal } from 'temporal-polyfill'
import type { Problem } from '../problem.ts'
import { instantAt, localTimeOf, type TimeZone } from '../time/zones.ts'
import { minuteOfDay, yearOf, type LocalDate, type LocalTime } from '../time/dates.ts'
import {
  everyRange,
  furthestOf,
  givenDays,
  longestYears,
  mostOccurrences,
  reachOf,
  type GivenDay,
  type Recurrence,
} from './recurrence.ts'
import { minutesFromTo, wallEnd } from './session-times.ts'

export const sessionLength = { least: 5, most: 12 * 60 }
export const placesRange = { min: 1, max: 500 }
const years = { min: 2000, max: 2100 }

/** How long: until a clock time or so many minutes. An end earlier than the start is past midnight. */
export type Times = { startTime: LocalTime } & ({ endTime: LocalTime } | { minutes: number })

export type SessionWish = Times & { date: LocalDate; places: number | null }

export type SeriesWish = Times & Recurrence & { places: number | null }

export function whyNotPlanSession(wish: SessionWish, zone: TimeZone): Problem[] {
  const problems = [...whyNotOn('date', wish.date), ...whyNotLast(wish), ...whyNotPlaces(wish.places)]
  return problems.length > 0 ? problems : whyNotShown(wish, zone)
}

/** The night the clocks go forward, nobody can come at an hour that they never show. */
function whyNotShown(wish: SessionWish, zone: TimeZone): Problem[] {
  const end = wallEnd(wish.date, wish.startTime, lengthOf(wish))
  const isShown = (date: LocalDate, time: LocalTime) =>
    localTimeOf(instantAt(date, time, zone), zone) === time
  const text = 'schedule:session.noSuchTime'
  if (!isShown(wish.date, wish.startTime)) return [{ field: 'start_time', text }]
  return isShown(end.date, end.time) ? [] : [{ field: 'minutes' in wish ? 'minutes' : 'end_time', text }]
}

/** One more date of a series lies ahead, on a day that is open; `closed` says why it is not. */
export function whyNotExtra(
  { localDate, startsAt }: { localDate: LocalDate; startsAt: Temporal.Instant },
  { now, today, closed }: { now: Temporal.Instant; today: LocalDate; closed: string | undefined },
): Problem[] {
  if (localDate < today) return [{ field: 'date', text: 'series:extra.past' }]
  if (Temporal.Instant.compare(startsAt, now) <= 0)
    return [{ field: 'start_time', text: 'series:extra.begun' }]
  return closed === undefined
    ? []
    : [{ field: 'date', text: 'series:extra.closed', values: { name: closed } }]
}

/** `today` says how far a series without an end is made, `closed` are the days without activities. */
export function whyNotPlanSeries(
  wish: SeriesWish,
  { today, closed }: { today: LocalDate; closed: ReadonlySet<LocalDate> },
): Problem[] {
  const problems = whyNotRule(wish)
  if (problems.length > 0) return problems
  if (wish.endsOn !== null && wish.endsOn < wish.startsOn)
    return [{ field: 'ends_on', text: 'schedule:series.endsBeforeItStarts' }]
  const until = reachOf(wish, today)
  // A series that begins beyond the horizon becomes sessions once the horizon gets there.
  return until < wish.startsOn ? [] : whyNotDays(wish, givenDays(wish, { until, closed }))
}

/** What is wrong with a rule, on whatever days it falls. */
export function whyNotRule(wish: SeriesWish): Problem[] {
  const problems = [
    ...whyNotOn('starts_on', wish.startsOn),
    ...(wish.endsOn === null ? [] : whyNotOn('ends_on', wish.endsOn)),
    ...whyNotEvery(wish),
    ...whyNotLast(wish),
    ...whyNotPlaces(wish.places),
  ]
  if (wish.weekdays.length === 0) problems.push({ field: 'weekdays', text: 'schedule:series.noWeekday' })
  return problems
}

/** What is wrong with the days that a rule gives: none, too many, or too few for its times. */
export function whyNotDays({ startsOn, endsOn, times }: Recurrence, days: readonly GivenDay[]): Problem[] {
  const open = days.filter(({ closed }) => !closed).length
  if (days.length === 0 && endsOn !== null)
    return [{ field: 'ends_on', text: 'series:problem.endsBeforeFirst' }]
  if (open > mostOccurrences) {
    const field = times === null ? 'ends_on' : 'times'
    return [{ field, text: 'schedule:series.tooMany', values: { max: mostOccurrences } }]
  }
  if (endsOn !== null && endsOn > furthestOf(startsOn))
    return [{ field: 'ends_on', text: 'series:problem.tooFar', values: { years: longestYears } }]
  if (times !== null && open < times)
    return [{ field: 'times', text: 'series:problem.tooFar', values: { years: longestYears } }]
  if (open === 0 && days.length > 0) return [{ field: 'weekdays', text: 'schedule:series.noOccurrence' }]
  return []
}

/** How long a session lasts on the wall. */
export function lengthOf(times: Times): number {
  return 'minutes' in times ? times.minutes : minutesFromTo(times.startTime, times.endTime)
}

function whyNotEvery({ frequency, every, ordinal }: Recurrence): Problem[] {
  const problems: Problem[] = []
  if (!Number.isInteger(every) || every < everyRange.min || every > everyRange.max)
    problems.push({ field: 'every', text: 'common:problem.between', values: everyRange })
  if (frequency === 'monthly' && ordinal === null)
    problems.push({ field: 'ordinal', text: 'common:problem.required' })
  return problems
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
