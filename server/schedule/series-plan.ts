import { Temporal } from 'temporal-polyfill'
import type { LocalDate } from '../time/dates.ts'
import type { Draft, Line, SeriesState, SessionState } from './change.ts'
import { newSession, plannedLine } from './draft.ts'
import { givenDays, reachOf, type Recurrence } from './recurrence.ts'
import { sessionSpan } from './session-times.ts'

/** When, where, with whom and for how many each session of a series is. */
export type SeriesPlan = Pick<
  SeriesState,
  'startTime' | 'minutes' | 'locationId' | 'leaderId' | 'places' | 'doubleBookedBecause'
>

/** A new series with all its sessions up to its end, or to the horizon when it has none. */
export function draftOfSeries(
  plan: SeriesPlan & Recurrence & Pick<SeriesState, 'activityId' | 'timeZone'>,
  {
    today,
    closed,
    newId,
    seriesId = newId(),
  }: { today: LocalDate; closed: ReadonlySet<LocalDate>; newId: () => string; seriesId?: string },
): Draft & { seriesId: string; closedDaysHit: readonly LocalDate[] } {
  const until = reachOf(plan, today)
  const days = givenDays(plan, { until, closed })
  const sessions = days
    .filter((day) => !day.closed)
    .map(({ date }) => sessionOnDay(plan, seriesId, date, newId))
  const madeUntil = plan.times === null ? until : days.at(-1)!.date
  const after = { ...plan, madeUntil, continues: null, removedAt: null }
  return {
    sessions,
    series: [{ id: seriesId, version: 0, before: null, after }],
    seriesId,
    closedDaysHit: days.filter((day) => day.closed).map(({ date }) => date),
  }
}

/** What of a draft still lies ahead, and how many of its sessions would have begun already: those are not made. */
export function stillAhead<Planned extends Draft>(
  draft: Planned,
  now: Temporal.Instant,
): { draft: Planned; past: number } {
  const sessions = draft.sessions.filter(({ after }) => Temporal.Instant.compare(after.startsAt, now) > 0)
  return { draft: { ...draft, sessions }, past: draft.sessions.length - sessions.length }
}

/** The line that makes a series' session on a day. */
export function sessionOnDay(
  series: SeriesPlan & Pick<SeriesState, 'activityId' | 'timeZone'>,
  seriesId: string,
  date: LocalDate,
  newId: () => string,
): Line<SessionState> {
  const span = sessionSpan({ date, startTime: series.startTime, minutes: series.minutes }, series.timeZone)
  const planned = newSession({ ...series, ...span, localDate: date, localStart: series.startTime })
  const { doubleBookedBecause } = series
  return plannedLine(newId(), { ...planned, doubleBookedBecause, seriesId, seriesDate: date })
}

/** The closed days on which a series would have been, from a day to a day, and is not. */
export function skippedDays<Closed extends { date: LocalDate }>(
  series: Recurrence,
  {
    from,
    until,
    closed,
    sessions,
  }: {
    from: LocalDate
    until: LocalDate
    closed: readonly Closed[]
    sessions: readonly Pick<SessionState, 'localDate'>[]
  },
): Closed[] {
  const given = new Set(givenDays({ ...series, times: null }, { from, until }).map(({ date }) => date))
  const held = new Set(sessions.map((session) => session.localDate))
  return closed.filter(({ date }) => given.has(date) && !held.has(date))
}
