import type { Temporal } from 'temporal-polyfill'
import type { Problem } from '../problem.ts'
import { addDays, daysBetween, weekdayOf, type LocalDate } from '../time/dates.ts'
import { instantAt } from '../time/zones.ts'
import {
  mayBeTouched,
  type Draft,
  type SeriesState,
  type SessionState,
  type StandingSeries,
  type StandingSession,
} from './change.ts'
import { cancelled, changedLine, changedSeriesLine, sameState, stateOf } from './draft.ts'
import { pairedDays } from './pairing.ts'
import { whyNotDays, whyNotRule } from './planning.ts'
import {
  givenDays,
  horizonOf,
  ordinalOf,
  periodOf,
  reachOf,
  startOfPeriod,
  type GivenDay,
  type Recurrence,
} from './recurrence.ts'
import { sessionOnDay, type SeriesPlan } from './series-plan.ts'
import { minutesFromTo, sessionSpan } from './session-times.ts'

/** What changes when one session of a series is changed: this one alone, it and those after it, or all to come. */
export const scopes = ['this', 'following', 'all'] as const
export type Scope = (typeof scopes)[number]

/** What a series may be changed to. Its times are counted from where the change begins. */
export type SeriesRule = Recurrence & SeriesPlan

export type SeriesEdit = {
  series: StandingSeries
  /** All of the series, removed ones left out or not. */
  sessions: readonly StandingSession[]
  wish: SeriesRule
  /** From this day of the series on; null is all to come. */
  from: LocalDate | null
  /** One of its sessions, that becomes exactly what was typed for it. */
  own?: { id: string; state: Partial<SessionState> }
  /** What participants read where a session that they are booked on falls away. */
  reason: string
  by: string | null
  now: Temporal.Instant
  today: LocalDate
  closed: ReadonlySet<LocalDate>
  newId: () => string
}

/** What a change of a series does, and what it leaves alone, for the preview before it is saved. */
export type SeriesChange = Draft & {
  /** The series that the sessions to come belong to afterwards: the same, or one that continues it. */
  seriesId: string
  splits: boolean
  /** Standing sessions that keep something made by hand, or that were cancelled by hand. */
  kept: readonly StandingSession[]
  /** What was made by hand and does not fit any more: somebody decides. */
  undecided: readonly StandingSession[]
  /** Begun, held, or with somebody's hours: these never change. */
  locked: readonly StandingSession[]
  closedDaysHit: readonly LocalDate[]
  problems: readonly Problem[]
}

/**
 * Another rule, time or place for a series from a day on, or for all of it to come. Past sessions and those with
 * attendance stay as they are. If some of it is still to come before that day, the series ends there and another
 * continues it; otherwise it is changed itself.
 */
export function draftOfSeriesEdit(edit: SeriesEdit): SeriesChange {
  const { series, wish, from, now, today } = edit
  const sessions = edit.sessions.filter(({ removedAt }) => removedAt === null)
  const splits =
    from !== null &&
    from > series.startsOn &&
    sessions.some(
      ({ seriesDate, startsAt }) => seriesDate !== null && seriesDate < from && isAfter(startsAt, now),
    )
  const seriesId = splits ? edit.newId() : series.id
  const mine = sessions.filter((session) => from === null || dayInSeries(session) >= from)
  const open = mine.filter((session) => mayBeTouched(session, now))
  const locked = mine.filter((session) => !mayBeTouched(session, now))
  const nothing = { sessions: [], series: [], kept: [], undecided: [], closedDaysHit: [] }

  const wrong = whyNotRule(wish)
  if (wrong.length > 0) return { ...nothing, seriesId, splits, locked, problems: wrong }

  const { anchor, countedFrom, days } = daysToCome(edit, open)
  const coming = days.filter(({ date }) => date >= countedFrom)
  const problems = whyNotComing(edit, coming, countedFrom)
  if (problems.length > 0) return { ...nothing, seriesId, splits, locked, problems }

  const pairs = pairedDays(
    sessions.flatMap(({ seriesDate }) => (seriesDate === null ? [] : [seriesDate])),
    days.map(({ date }) => date),
    blockOf(wish, series, anchor),
  )
  const closedOn = new Set(days.filter(({ closed }) => closed).map(({ date }) => date))
  const settled = open.map((session) => settle(edit, session, pairs, closedOn))
  const moved = settled.flatMap(({ change, session }) => changedLine(session, { ...change, seriesId }))

  const taken = new Set(pairs.values())
  const earliest = open.flatMap(({ seriesDate }) => (seriesDate && pairs.get(seriesDate)) ?? [])
  const startsOn = earliest.reduce((first, date) => (date < first ? date : first), anchor)
  const made = days
    .filter(({ date, closed }) => !closed && !taken.has(date) && date >= startsOn && isToCome(edit, date))
    .map(({ date }) => sessionOnDay({ ...series, ...wish }, seriesId, date, edit.newId))

  const after: SeriesState = {
    ...stateOfSeries(series),
    ...wish,
    startsOn,
    times: wish.times && timesOf(edit, sessions, splits, countedFrom),
    madeUntil: madeUntilOf(edit, coming, countedFrom, today),
  }
  return {
    sessions: [...moved, ...made],
    series: splits
      ? [
          ...changedSeriesLine(series, endedBefore(series, from)),
          { id: seriesId, version: 0, before: null, after: { ...after, continues: series.id } },
        ]
      : changedSeriesLine(series, after),
    seriesId,
    splits,
    kept: settled.filter(({ fate }) => fate === 'kept').map(({ session }) => session),
    undecided: settled.filter(({ fate }) => fate === 'undecided').map(({ session }) => session),
    locked,
    closedDaysHit: coming.filter(({ closed }) => closed).map(({ date }) => date),
    problems,
  }
}

/** The day that a session has in its series; an extra date has the one it is held on. */
export const dayInSeries = ({
  seriesDate,
  localDate,
}: Pick<SessionState, 'seriesDate' | 'localDate'>): LocalDate => seriesDate ?? localDate

/**
 * The days that the new rule gives, from the period of the first session that may move. Days before the one from which
 * it counts are there for sessions to move to; the first week of a rule reaches back to its Monday.
 */
function daysToCome(
  { series, wish, from, now, today, closed }: SeriesEdit,
  open: readonly StandingSession[],
): { anchor: LocalDate; countedFrom: LocalDate; days: GivenDay[] } {
  const anchor = from ?? wish.startsOn
  const begins = isAfter(instantAt(today, wish.startTime, series.timeZone), now) ? today : addDays(today, 1)
  const countedFrom = anchor > begins ? anchor : begins
  const rule = { ...wish, startsOn: anchor }
  const chosen = from === null && wish.startsOn !== series.startsOn
  const reachesBack = {
    ...rule,
    times: null,
    startsOn: chosen ? anchor : startOfPeriod(wish.frequency, periodOf(wish.frequency, anchor)),
  }
  const first = open.reduce(
    (earliest, { seriesDate }) => (seriesDate !== null && seriesDate < earliest ? seriesDate : earliest),
    countedFrom,
  )
  const lower = startOfPeriod(wish.frequency, periodOf(wish.frequency, first))
  const until = furthestDay({ series, wish, today, countedFrom })
  return {
    anchor,
    countedFrom,
    days: [
      ...givenDays(reachesBack, { from: lower, until: addDays(countedFrom, -1), closed }),
      ...givenDays(rule, { from: countedFrom, until, closed, already: 0 }),
    ],
  }
}

function furthestDay(props: {
  series: StandingSeries
  wish: Recurrence
  today: LocalDate
  countedFrom: LocalDate
}): LocalDate {
  const { series, wish, today, countedFrom } = props
  if (wish.endsOn !== null || wish.times !== null) return reachOf({ ...wish, startsOn: countedFrom }, today)
  const horizon = horizonOf(today)
  const made = series.madeUntil !== null && series.madeUntil > horizon ? series.madeUntil : horizon
  // To the end of its week or month, so that the last session may move within it.
  return addDays(startOfPeriod(wish.frequency, periodOf(wish.frequency, made) + 1), -1)
}

/** The days for which a change of the series needs to know whether they are closed. */
export function spanOfEdit(
  { series, wish, from }: Pick<SeriesEdit, 'series' | 'wish' | 'from'>,
  today: LocalDate,
): { from: LocalDate; to: LocalDate } {
  const anchor = from ?? wish.startsOn
  const countedFrom = anchor > today ? anchor : today
  return { from: addDays(today, -62), to: furthestDay({ series, wish, today, countedFrom }) }
}

function whyNotComing(
  { wish, from, series }: SeriesEdit,
  coming: readonly GivenDay[],
  countedFrom: LocalDate,
): Problem[] {
  if (wish.endsOn === null || wish.endsOn >= countedFrom) return whyNotDays(wish, coming)
  const ends = from === null && isSameRule(wish, { ...series, endsOn: wish.endsOn, times: null })
  // To end a series before its next session is to end it; with another rule, it is a slip of the hand.
  if (ends && wish.endsOn >= series.startsOn) return []
  return [{ field: 'ends_on', text: 'series:problem.endsInThePast' }]
}

function isSameRule(one: Recurrence, other: Recurrence): boolean {
  const said = ({ frequency, every, weekdays, ordinal, startsOn, endsOn, times }: Recurrence) =>
    JSON.stringify([frequency, every, weekdays, ordinal, startsOn, endsOn, times])
  return said(one) === said(other)
}

/**
 * Which days may stand for each other: those of the same week, or month. A series that comes every third week and is put
 * off by one still has one session in the three.
 */
function blockOf(wish: Recurrence, series: Recurrence, anchor: LocalDate): (date: LocalDate) => number {
  const { frequency } = wish
  const size = wish.frequency === series.frequency && wish.every === series.every ? wish.every : 1
  const first = periodOf(frequency, anchor < series.startsOn ? anchor : series.startsOn)
  return (date) => Math.floor((periodOf(frequency, date) - first) / size)
}

type Fate = 'follows' | 'kept' | 'undecided' | 'dropped'
type Settled = { session: StandingSession; change: Partial<SessionState>; fate: Fate }

/** What becomes of one session that may be touched. */
function settle(
  edit: SeriesEdit,
  session: StandingSession,
  pairs: ReadonlyMap<LocalDate, LocalDate>,
  closedOn: ReadonlySet<LocalDate>,
): Settled {
  const { seriesDate } = session
  const date = seriesDate === null ? undefined : pairs.get(seriesDate)
  if (edit.own?.id === session.id)
    return {
      session,
      fate: 'follows',
      change: { ...edit.own.state, seriesDate: date ?? seriesDate, undecidedSince: null },
    }
  if (seriesDate === null) return { session, fate: 'kept', change: {} }
  if (session.cancelledAt !== null) return settleCancelled(session, date, edit.now)
  if (date === undefined)
    return isMovedByHand(session, edit.series)
      ? { session, fate: 'undecided', change: { undecidedSince: session.undecidedSince ?? edit.now } }
      : { session, fate: 'dropped', change: dropped(session, edit) }
  // A session that stands on a closed day already is held all the same; none is moved to one.
  if (date !== seriesDate && closedOn.has(date) && !isMovedByHand(session, edit.series))
    return { session, fate: 'dropped', change: dropped(session, edit) }
  return followed(edit, session, date)
}

/** Cancelled by hand, it stays so; where its series is held on another day now, somebody says whether that one is meant. */
function settleCancelled(
  session: StandingSession,
  date: LocalDate | undefined,
  now: Temporal.Instant,
): Settled {
  if (date === undefined || date === session.seriesDate) return { session, fate: 'kept', change: {} }
  return { session, fate: 'undecided', change: { seriesDate: date, undecidedSince: now } }
}

/** Follows its series to that day, field by field: what was made by hand stays. */
function followed(edit: SeriesEdit, session: StandingSession, date: LocalDate): Settled {
  const { series, wish, now } = edit
  const place = mergedPlace(session, series, wish)
  const byHand = {
    moved: isMovedByHand(session, series),
    length: hasOwnLength(session, series),
    place: placeKeys.some((key) => session[key] !== series[key]),
  }
  const length = byHand.length ? minutesFromTo(session.localStart, session.localEnd) : wish.minutes
  const spanOn = (localDate: LocalDate, localStart: SessionState['localStart']) => ({
    localDate,
    localStart,
    ...sessionSpan({ date: localDate, startTime: localStart, minutes: length }, series.timeZone),
  })
  const target = spanOn(date, wish.startTime)
  const here = byHand.length ? {} : spanOn(session.localDate, session.localStart)
  const shifts = date !== session.seriesDate || wish.startTime !== series.startTime
  const isThere = session.localDate === date && session.localStart === wish.startTime
  const fate = byHand.length || byHand.place ? 'kept' : 'follows'

  if (isThere) return { session, fate, change: { ...place, ...here, seriesDate: date, undecidedSince: null } }
  if (byHand.moved && !shifts) return { session, fate: 'kept', change: { ...place, ...here } }
  // What was put elsewhere by hand stays there; what would have begun already cannot go back.
  if (byHand.moved || !isAfter(target.startsAt, now))
    return {
      session,
      fate: 'undecided',
      change: { ...place, ...here, seriesDate: date, undecidedSince: now },
    }
  return { session, fate, change: { ...place, ...target, seriesDate: date, undecidedSince: null } }
}

const placeKeys = ['locationId', 'leaderId', 'places', 'doubleBookedBecause'] as const

function mergedPlace(session: StandingSession, series: SeriesPlan, wish: SeriesPlan): SessionPlaces {
  const merged = <Key extends (typeof placeKeys)[number]>(key: Key) =>
    session[key] === series[key] ? wish[key] : session[key]
  return {
    locationId: merged('locationId'),
    leaderId: merged('leaderId'),
    places: merged('places'),
    doubleBookedBecause: merged('doubleBookedBecause'),
  }
}
type SessionPlaces = Pick<SessionState, (typeof placeKeys)[number]>

export function isMovedByHand(
  { seriesDate, localDate, localStart }: Pick<SessionState, 'seriesDate' | 'localDate' | 'localStart'>,
  series: Pick<SeriesState, 'startTime'>,
): boolean {
  return localDate !== seriesDate || localStart !== series.startTime
}

export function hasOwnLength(
  { localDate, localStart, localEnd, timeZone }: SessionState,
  { minutes }: Pick<SeriesState, 'minutes'>,
): boolean {
  return sessionSpan({ date: localDate, startTime: localStart, minutes }, timeZone).localEnd !== localEnd
}

/** Its day is gone from the series. Where somebody is booked it stays in sight with the reason, without a day of its own. */
function dropped(session: StandingSession, { reason, by, now: at }: SeriesEdit): Partial<SessionState> {
  const gone = { ...cancelled(stateOf(session), reason, { by, at }), undecidedSince: null }
  return session.booked > 0 ? { ...gone, seriesDate: null } : { ...gone, removedAt: at }
}

function endedBefore(series: StandingSeries, day: LocalDate): Partial<SeriesState> {
  const eve = addDays(day, -1)
  // One that has ended already, with only an exception left after its end, does not go on because of it.
  const endsOn = series.endsOn !== null && series.endsOn < eve ? series.endsOn : eve
  const madeUntil = series.madeUntil !== null && series.madeUntil < endsOn ? series.madeUntil : endsOn
  return { endsOn, times: null, madeUntil }
}

/** A series counts all of its times; a change says how many are to come. */
function timesOf(
  { wish, from }: SeriesEdit,
  sessions: readonly StandingSession[],
  splits: boolean,
  countedFrom: LocalDate,
): number {
  const times = wish.times ?? 0
  if (splits || from !== null) return times
  return times + sessions.filter(({ seriesDate }) => seriesDate !== null && seriesDate < countedFrom).length
}

function madeUntilOf(
  { series, wish }: SeriesEdit,
  coming: readonly GivenDay[],
  countedFrom: LocalDate,
  today: LocalDate,
): LocalDate {
  if (wish.times !== null) return coming.at(-1)?.date ?? countedFrom
  return furthestDay({ series, wish, today, countedFrom })
}

function isToCome({ series, wish, now }: SeriesEdit, date: LocalDate): boolean {
  return isAfter(instantAt(date, wish.startTime, series.timeZone), now)
}

const isAfter = (one: Temporal.Instant, other: Temporal.Instant): boolean =>
  one.epochMilliseconds > other.epochMilliseconds

function stateOfSeries({ id: _id, version: _version, ...state }: StandingSeries): SeriesState {
  return state
}

export function ruleOf(series: SeriesState): SeriesRule {
  const { frequency, every, weekdays, ordinal, startsOn, endsOn, times } = series
  const { startTime, minutes, locationId, leaderId, places, doubleBookedBecause } = series
  const rule = { frequency, every, weekdays, ordinal, startsOn, endsOn, times }
  return { ...rule, startTime, minutes, locationId, leaderId, places, doubleBookedBecause }
}

/** How many sessions of its own days a series still has from a day on; null is from now on. */
export function sessionsLeft(
  sessions: readonly StandingSession[],
  from: LocalDate | null,
  now: Temporal.Instant,
): number {
  return sessions.filter(
    ({ seriesDate, startsAt, removedAt }) =>
      seriesDate !== null &&
      removedAt === null &&
      isAfter(startsAt, now) &&
      (from === null || seriesDate >= from),
  ).length
}

/** What one session was given, as far as its series can have it too. */
export type SessionWish = Pick<
  SessionState,
  'localDate' | 'localStart' | 'localEnd' | 'locationId' | 'leaderId' | 'places' | 'doubleBookedBecause'
>

/**
 * The rule that a series gets when one of its sessions is changed and others are to follow: only what was changed in the
 * session changes in the series. It moves to another weekday within its week, or to another day of its month.
 */
export function ruleFromSession(
  { series, sessions }: Pick<SeriesEdit, 'series' | 'sessions'>,
  session: StandingSession,
  wish: SessionWish,
  { from, now }: { from: LocalDate | null; now: Temporal.Instant },
): { rule: SeriesRule } | { problems: Problem[] } {
  const old = ruleOf(series)
  const minutes = minutesFromTo(wish.localStart, wish.localEnd)
  const changed = <Value>(typed: Value, stood: Value, kept: Value) => (typed === stood ? kept : typed)
  const rule = {
    ...old,
    times: old.times === null ? null : Math.max(1, sessionsLeft(sessions, from, now)),
    startTime: changed(wish.localStart, session.localStart, old.startTime),
    minutes: changed<number>(minutes, minutesFromTo(session.localStart, session.localEnd), old.minutes),
    locationId: changed(wish.locationId, session.locationId, old.locationId),
    leaderId: changed(wish.leaderId, session.leaderId, old.leaderId),
    places: changed(wish.places, session.places, old.places),
    doubleBookedBecause: changed(
      wish.doubleBookedBecause,
      session.doubleBookedBecause,
      old.doubleBookedBecause,
    ),
  }
  if (session.seriesDate === null || wish.localDate === session.localDate) return { rule }
  if (periodOf(series.frequency, wish.localDate) !== periodOf(series.frequency, session.seriesDate)) {
    const text = series.frequency === 'weekly' ? 'series:problem.otherWeek' : 'series:problem.otherMonth'
    return { problems: [{ field: 'date', text }] }
  }
  return { rule: { ...rule, ...daysMoved(old, session.seriesDate, wish.localDate) } }
}

function daysMoved(rule: SeriesRule, from: LocalDate, to: LocalDate): Partial<SeriesRule> {
  const others = rule.weekdays.filter((weekday) => weekday !== weekdayOf(from))
  const later = Math.max(0, daysBetween(from, to))
  return {
    weekdays: [...new Set([...others, weekdayOf(to)])].toSorted((a, b) => a - b),
    ordinal: rule.frequency === 'monthly' ? ordinalOf(to, rule.ordinal === -1) : null,
    // Whatever comes last moves as well.
    endsOn: rule.endsOn && addDays(rule.endsOn, later),
  }
}

/** Without the lines of which nobody outside the series sees anything: to which series and day of it a session belongs. */
export function seenOf(draft: Draft): Draft {
  const unseen = { seriesId: null, seriesDate: null, undecidedSince: null }
  const isSeen = ({ before, after }: Draft['sessions'][number]) =>
    before === null || !sameState({ ...before, ...unseen }, { ...after, ...unseen })
  return { ...draft, sessions: draft.sessions.filter(isSeen) }
}
