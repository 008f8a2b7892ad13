import type { Temporal } from 'temporal-polyfill'
import type {
  Draft,
  Line,
  SessionState,
  StandingSeries,
  StandingSession,
} from '../../server/schedule/change.ts'
import { everyWeek } from '../../server/schedule/recurrence.ts'
import { draftOfSeries } from '../../server/schedule/series-plan.ts'
import {
  draftOfSeriesEdit,
  ruleOf,
  type SeriesEdit,
  type SeriesRule,
} from '../../server/schedule/series-edit.ts'
import { sessionSpan } from '../../server/schedule/session-times.ts'
import { localDate, localTime, type LocalDate, type LocalTime } from '../../server/time/dates.ts'
import { addMinutes, instantAt, localDateOf, type TimeZone } from '../../server/time/zones.ts'

export const zone: TimeZone = 'Europe/Stockholm'

/** The rows of one series and of what continues it, as a database would hold them. */
export type Rows = { series: Map<string, StandingSeries>; sessions: Map<string, StandingSession> }

export const ids = () => {
  let last = 0
  return () => `id-${++last}`
}

export const yogaRule: SeriesRule = {
  ...everyWeek,
  weekdays: [2],
  startsOn: localDate('2026-03-03'),
  startTime: localTime('10:00'),
  minutes: 60,
  locationId: 'salen',
  leaderId: 'leif',
  places: 12,
  doubleBookedBecause: null,
}

/** Rows after a change, each with its next version. */
export function saved(rows: Rows, draft: Draft): Rows {
  const next = { series: new Map(rows.series), sessions: new Map(rows.sessions) }
  for (const { id, version, after } of draft.series)
    next.series.set(id, { ...after, id, version: version + 1 })
  for (const { id, version, after } of draft.sessions) {
    const { attended = false, booked = 0 } = rows.sessions.get(id) ?? {}
    next.sessions.set(id, { ...after, id, version: version + 1, attended, booked })
  }
  return next
}

/** The lines turned round: what stood after becomes what stood before. */
export function inverse(draft: Draft): Draft {
  const turned = <State>({ id, version, before, after }: Line<State>): Line<State> => ({
    id,
    version: version + 1,
    before: after,
    after: before ?? after,
  })
  return { sessions: draft.sessions.map(turned), series: draft.series.map(turned) }
}

export function planned(
  rule: SeriesRule,
  {
    today,
    closed = new Set(),
    newId = ids(),
  }: { today: LocalDate; closed?: Set<LocalDate>; newId?: () => string },
): Rows & { seriesId: string } {
  const draft = draftOfSeries({ ...rule, activityId: 'yoga', timeZone: zone }, { today, closed, newId })
  return { ...saved({ series: new Map(), sessions: new Map() }, draft), seriesId: draft.seriesId }
}

/** Yoga on Tuesdays at ten from 3 March, looked at on Tuesday 17 March at 09:20. */
export function yoga(rule: Partial<SeriesRule> = {}) {
  const newId = ids()
  const today = localDate('2026-03-17')
  const rows = planned({ ...yogaRule, ...rule }, { today, newId })
  const series = rows.series.get(rows.seriesId)!
  const now = instantAt(today, localTime('09:20'), zone)
  const on = (text: string) => {
    const found = [...rows.sessions.values()].find(
      ({ seriesDate, removedAt }) => seriesDate === text && removedAt === null,
    )
    if (!found) throw new Error(`no yoga on ${text}`)
    return found
  }
  return {
    rows,
    series,
    now,
    on,
    /** Changes a session by hand. */
    byHand: (text: string, change: Partial<StandingSession>) => {
      const session = on(text)
      rows.sessions.set(session.id, { ...session, ...change, version: session.version + 1 })
    },
    edit: (wish: Partial<SeriesRule>, how: Partial<SeriesEdit> = {}) =>
      draftOfSeriesEdit({
        series,
        sessions: [...rows.sessions.values()],
        wish: { ...ruleOf(series), ...wish },
        from: null,
        reason: 'Serien ändras',
        by: 'karin',
        now,
        today,
        closed: new Set(),
        newId,
        ...how,
      }),
  }
}

/** When a session is, put there by hand. */
export function at(date: LocalDate, start: LocalTime, minutes = 60) {
  return {
    localDate: date,
    localStart: start,
    ...sessionSpan({ date, startTime: start, minutes }, zone),
  } satisfies Partial<SessionState>
}

export const momentOf = (date: LocalDate, minutes: number) =>
  addMinutes(instantAt(date, localTime('00:00'), zone), minutes)
export const dayOf = (moment: Temporal.Instant) => localDateOf(moment, zone)
