import type { Temporal } from 'temporal-polyfill'
import type { ClosedDay } from '../organisation/closed-days.ts'
import type { Problem } from '../problem.ts'
import { addDays, type LocalDate, type LocalTime } from '../time/dates.ts'
import { addWeeks, mondayOf, sundayOf, weeksBetween, weeksFrom, type IsoWeek } from '../time/weeks.ts'
import type { TimeZone } from '../time/zones.ts'
import type { Draft, Line, SessionState, StandingSession } from './change.ts'
import { newSession, plannedLine } from './draft.ts'
import { minutesFromTo, sessionSpan } from './session-times.ts'

/** Weeks from one to another, both included. */
export type WeekSpan = { first: IsoWeek; last: IsoWeek }

export const mostWeeks = { from: 8, onto: 53 }

/** A session that is wished for, as another week or a template has it: on a day, at a time on the wall. */
export type WishedSession = {
  activityId: string
  date: LocalDate
  startTime: LocalTime
  minutes: number
  locationId: string | null
  leaderId: string | null
  places: number | null
  doubleBookedBecause: string | null
  /** The occurrence that it would double where the series already reaches. */
  ofSeries: { id: string; date: LocalDate } | null
}

/** What can be planned at all: neither archived nor left. */
export type Offered = Record<'activities' | 'locations' | 'leaders', ReadonlySet<string>>

/** What is made of wished sessions, and what is not, and why. */
export type Laid = {
  draft: Draft
  /** Stand there already, or were cancelled there. */
  there: number
  /** Would have begun already. */
  past: number
  closed: (ClosedDay & { count: number })[]
  /** Days of sessions whose activity is not offered any more, by activity. */
  notOffered: ReadonlyMap<string, number>
  /** Planned, but without the leader or the place that is not there any more. */
  withoutLeader: number
  withoutLocation: number
}

export function whyNotCopyWeeks(from: WeekSpan, onto: WeekSpan): Problem[] {
  const problems = [...whyNotSpan('from_last', from, mostWeeks.from), ...whyNotOnto(onto)]
  if (problems.length > 0) return problems
  // What was just copied would be copied on, and more each time.
  return from.first <= onto.last && onto.first <= from.last
    ? [{ field: 'onto_first', text: 'weeks:copy.ontoItself' }]
    : []
}

export const whyNotOnto = (onto: WeekSpan): Problem[] => whyNotSpan('onto_last', onto, mostWeeks.onto)

function whyNotSpan(field: string, { first, last }: WeekSpan, max: number): Problem[] {
  if (last < first) return [{ field, text: 'weeks:span.endsBeforeItStarts' }]
  if (weeksBetween(first, last) >= max) return [{ field, text: 'weeks:span.tooLong', values: { max } }]
  return []
}

/** The days of a span of weeks. */
export const daysOfSpan = ({ first, last }: WeekSpan): { from: LocalDate; to: LocalDate } => ({
  from: mondayOf(first),
  to: sundayOf(last),
})

/**
 * What a copy of some weeks wishes for: several are laid in their order, over and over until the span is full. A
 * cancelled session is not wished for again, and a talk is somebody's own.
 */
export function sessionsCopied(
  standing: readonly StandingSession[],
  from: WeekSpan,
  onto: WeekSpan,
): WishedSession[] {
  const copied = standing.filter(
    ({ cancelledAt, removedAt, talkEnrolmentId }) =>
      cancelledAt === null && removedAt === null && talkEnrolmentId === null,
  )
  const length = weeksBetween(from.first, from.last) + 1
  return weeksFrom(onto.first, onto.last).flatMap((week, index) => {
    const source = addWeeks(from.first, index % length)
    const days = 7 * weeksBetween(source, week)
    return copied
      .filter(({ localDate }) => localDate >= mondayOf(source) && localDate <= sundayOf(source))
      .map((session) => shifted(session, days))
  })
}

function shifted(session: StandingSession, days: number): WishedSession {
  const { activityId, locationId, leaderId, places, doubleBookedBecause, seriesId, seriesDate } = session
  return {
    activityId,
    date: addDays(session.localDate, days),
    startTime: session.localStart,
    minutes: minutesFromTo(session.localStart, session.localEnd),
    locationId,
    leaderId,
    places,
    doubleBookedBecause,
    ofSeries:
      seriesId !== null && seriesDate !== null ? { id: seriesId, date: addDays(seriesDate, days) } : null,
  }
}

/**
 * Lays wished sessions into a span, beside what stands there (removed ones left out): as single sessions, none in the
 * past, none on a closed day, none twice. Laid again, they make nothing.
 */
export function laySessions(
  wished: readonly WishedSession[],
  standing: readonly StandingSession[],
  here: {
    now: Temporal.Instant
    timeZone: TimeZone
    closed: readonly ClosedDay[]
    offered: Offered
    newId: () => string
  },
): Laid {
  const visible = standing.filter(({ removedAt }) => removedAt === null)
  const taken = new Set([...visible.map(sameness), ...visible.flatMap(occurrenceOf)])
  const closed = new Map(here.closed.map((day) => [day.date, { ...day, count: 0 }]))
  const notOffered = new Map<string, number>()
  const lines: Line<SessionState>[] = []
  const left = { there: 0, past: 0, withoutLeader: 0, withoutLocation: 0 }

  for (const wish of wished) {
    const planned = sessionOf(wish, here.offered, here.timeZone)
    const closing = closed.get(wish.date)
    if (planned.startsAt.epochMilliseconds <= here.now.epochMilliseconds) left.past += 1
    else if (taken.has(sameness(planned)) || isTaken(wish.ofSeries, taken)) left.there += 1
    else if (closing) closing.count += 1
    else if (!here.offered.activities.has(wish.activityId))
      notOffered.set(wish.activityId, (notOffered.get(wish.activityId) ?? 0) + 1)
    else {
      taken.add(sameness(planned))
      if (planned.leaderId !== wish.leaderId) left.withoutLeader += 1
      if (planned.locationId !== wish.locationId) left.withoutLocation += 1
      lines.push(plannedLine(here.newId(), planned))
    }
  }
  const closedHit = [...closed.values()].filter(({ count }) => count > 0)
  return { draft: { sessions: lines, series: [] }, closed: closedHit, notOffered, ...left }
}

function sessionOf(wish: WishedSession, offered: Offered, timeZone: TimeZone): SessionState {
  const { activityId, date, startTime, minutes, places } = wish
  const leaderId = stillThere(wish.leaderId, offered.leaders)
  return {
    ...newSession({
      activityId,
      ...sessionSpan({ date, startTime, minutes }, timeZone),
      localDate: date,
      localStart: startTime,
      timeZone,
      locationId: stillThere(wish.locationId, offered.locations),
      leaderId,
      places,
    }),
    doubleBookedBecause: leaderId === null ? null : wish.doubleBookedBecause,
  }
}

const stillThere = (id: string | null, offered: ReadonlySet<string>): string | null =>
  id !== null && offered.has(id) ? id : null

/** Two sessions of the same activity, time, place and leader are one and the same: see session_once. */
function sameness({
  activityId,
  startsAt,
  locationId,
  leaderId,
}: Pick<SessionState, 'activityId' | 'startsAt' | 'locationId' | 'leaderId'>): string {
  return [activityId, startsAt.epochMilliseconds, locationId, leaderId].join(' ')
}

const occurrence = (seriesId: string, date: LocalDate): string => `${seriesId} ${date}`

const occurrenceOf = ({ seriesId, seriesDate }: StandingSession): string[] =>
  seriesId !== null && seriesDate !== null ? [occurrence(seriesId, seriesDate)] : []

const isTaken = (ofSeries: WishedSession['ofSeries'], taken: ReadonlySet<string>): boolean =>
  ofSeries !== null && taken.has(occurrence(ofSeries.id, ofSeries.date))
