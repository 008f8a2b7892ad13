import { fc } from '../properties.ts'
import { expect, test, vi } from 'vitest'
import { mayBeTouched, type StandingSession } from '../../server/schedule/change.ts'
import { sameState, stateOf } from '../../server/schedule/draft.ts'
import { occurrences, periodOf } from '../../server/schedule/recurrence.ts'
import {
  dayInSeries,
  draftOfSeriesEdit,
  isMovedByHand,
  ruleOf,
  type SeriesChange,
  type SeriesEdit,
  type SeriesRule,
} from '../../server/schedule/series-edit.ts'
import { sessionSpan } from '../../server/schedule/session-times.ts'
import {
  addDays,
  localDate,
  timeAtMinute,
  weekdays,
  type LocalDate,
  type LocalTime,
} from '../../server/time/dates.ts'
import { instantAt } from '../../server/time/zones.ts'
import { at, dayOf, ids, inverse, momentOf, planned, saved, zone, type Rows } from './series-world.ts'

/** The spring of 2026 with the night of 29 March in it, and the autumn with that of 25 October. */
const firstDay = fc
  .tuple(fc.constantFrom(localDate('2026-02-16'), localDate('2026-09-14')), fc.nat(40))
  .map(([from, days]) => addDays(from, days))
const startTime = fc.integer({ min: 0, max: 143 }).map((ten) => timeAtMinute(ten * 10)!)
const length = fc.constantFrom(30, 60, 90, 240)
const leader = fc.constantFrom('leif', 'maja', null)
const place = fc.constantFrom('salen', 'köket', null)

const rule: fc.Arbitrary<SeriesRule> = fc
  .record({
    frequency: fc.constantFrom('weekly', 'weekly', 'weekly', 'monthly'),
    every: fc.constantFrom(1, 1, 1, 2, 3),
    weekdays: fc.subarray([...weekdays], { minLength: 1, maxLength: 4 }),
    ordinal: fc.constantFrom(1, 2, 3, 4, -1),
    startsOn: firstDay,
    end: fc.constantFrom('open', 'on', 'after'),
    days: fc.integer({ min: 30, max: 120 }),
    count: fc.integer({ min: 1, max: 25 }),
    startTime,
    minutes: length,
    locationId: place,
    leaderId: leader,
    places: fc.constantFrom(8, 12, null),
  })
  .map(({ end, days, count, ...one }) => ({
    ...one,
    ordinal: one.frequency === 'monthly' ? one.ordinal : null,
    endsOn: end === 'on' ? addDays(one.startsOn, days) : null,
    times: end === 'after' ? count : null,
    doubleBookedBecause: null,
  }))

const deeds = [
  'moved',
  'moved',
  'lengthened',
  'led',
  'cancelled',
  'extra',
  'removed',
  'booked',
  'attended',
] as const
type Deed = { kind: (typeof deeds)[number]; which: number; days: number; start: LocalTime }
const deed: fc.Arbitrary<Deed> = fc.record({
  kind: fc.constantFrom(...deeds),
  which: fc.nat(60),
  days: fc.integer({ min: -4, max: 4 }),
  start: startTime,
})

const change = fc.record({
  wish: fc.record(
    {
      weekdays: fc.subarray([...weekdays], { minLength: 1, maxLength: 4 }),
      startTime,
      minutes: length,
      leaderId: leader,
      locationId: place,
      every: fc.constantFrom(1, 2, 3),
    },
    { requiredKeys: [] },
  ),
  other: fc.option(rule, { freq: 4 }),
  scope: fc.constantFrom('following', 'all'),
  which: fc.nat(60),
  done: fc.array(deed, { maxLength: 6 }),
  later: fc.integer({ min: 0, max: 15 }),
})

const story = fc.record({
  rule,
  looked: fc.integer({ min: -5, max: 60 }),
  minute: fc.nat(1439),
  closed: fc.array(fc.nat(200), { maxLength: 20 }),
  changes: fc.array(change, { minLength: 1, maxLength: 3 }),
})

/** Does by hand what staff do to single sessions. */
function byHand(rows: Rows, seriesId: string, done: readonly Deed[], now: SeriesEdit['now']): Rows {
  const sessions = new Map(rows.sessions)
  for (const one of done) {
    const all = [...sessions.values()].filter((row) => row.seriesId === seriesId && row.removedAt === null)
    const session = all[one.which % Math.max(1, all.length)]
    if (session) sessions.set(session.id, { ...session, ...changeByHand(session, one, now) })
  }
  return { ...rows, sessions }
}

function changeByHand(
  session: StandingSession,
  done: Deed,
  now: SeriesEdit['now'],
): Partial<StandingSession> {
  const cancelled = { cancelledAt: now, cancelledBy: 'leif', cancellationReason: 'Ledig' }
  if (done.kind === 'booked') return { booked: 2 }
  if (done.kind === 'attended') return { attended: true }
  if (!mayBeTouched(session, now)) return {}
  if (done.kind === 'led') return { leaderId: 'petter' }
  if (done.kind === 'lengthened') return at(session.localDate, session.localStart, 75)
  if (done.kind === 'extra') return { seriesDate: null }
  if (done.kind === 'cancelled') return session.cancelledAt ? {} : cancelled
  if (done.kind === 'removed') return { ...cancelled, removedAt: now }
  return at(addDays(session.localDate, done.days), done.start)
}

type Turn = { before: Rows; edit: SeriesEdit; result: SeriesChange; after: Rows }

/** A series is planned, things happen to it by hand, and it is changed a few times, each time some days later. */
function turnsOf({
  rule: first,
  looked,
  minute,
  closed: offsets,
  changes,
}: ReturnType<typeof sample>): Turn[] {
  const newId = ids()
  const closed = new Set(offsets.map((offset) => addDays(first.startsOn, offset)))
  const turns: Turn[] = []
  let now = momentOf(addDays(first.startsOn, looked), minute)
  const made = planned(first, { today: dayOf(now), closed, newId })
  let rows: Rows = { series: made.series, sessions: made.sessions }
  let { seriesId } = made
  for (const { wish, other, scope, which, done, later } of changes) {
    rows = byHand(rows, seriesId, done, now)
    now = now.add({ hours: later * 24 })
    const series = rows.series.get(seriesId)!
    const sessions = [...rows.sessions.values()].filter((one) => one.seriesId === seriesId)
    const open = sessions.filter((one) => mayBeTouched(one, now))
    const from = scope === 'all' || open.length === 0 ? null : dayInSeries(open[which % open.length]!)
    const kept = ruleOf(series)
    const edit: SeriesEdit = {
      series,
      sessions,
      wish: other ?? { ...kept, ...wish, ordinal: kept.ordinal },
      from,
      reason: 'Serien ändras',
      by: 'karin',
      now,
      today: dayOf(now),
      closed,
      newId,
    }
    const result = draftOfSeriesEdit(edit)
    const before = rows
    rows = saved(rows, result)
    turns.push({ before, edit, result, after: rows })
    seriesId = result.seriesId
    if (result.problems.length > 0) seriesId = series.id
  }
  return turns
}
const sample = () => fc.sample(story, 1)[0]!

/** The smallest story in which something is not as it should be; null when there is none. */
const storyWith = (wrong: (turn: Turn) => readonly unknown[]) =>
  fc.check(
    fc.property(story, (told) => turnsOf(told).flatMap(wrong).length === 0),
    { numRuns: 200 },
  ).counterexample

vi.setConfig({ testTimeout: 60_000 })

const isAfter = (one: StandingSession['startsAt'], other: StandingSession['startsAt']) =>
  one.epochMilliseconds > other.epochMilliseconds

test('what is past, begun or attended never changes, and nothing moves into the past', () => {
  const wrong = ({ before, edit, result }: Turn) =>
    result.sessions.filter(({ id, after }) => {
      const stood = before.sessions.get(id)
      return (stood && !mayBeTouched(stood, edit.now)) || !isAfter(after.startsAt, edit.now)
    })
  expect(storyWith(wrong)).toBeNull()
})

test('a series has one session for a day of its rule, never two', () => {
  const wrong = ({ after }: Turn) => {
    const days = [...after.sessions.values()]
      .filter((one) => one.removedAt === null && one.seriesDate !== null)
      .map((one) => `${one.seriesId} ${one.seriesDate}`)
    return days.filter((day, place) => days.indexOf(day) !== place)
  }
  expect(storyWith(wrong)).toBeNull()
})

test('every day of the new rule to come has its session, unless the house is closed or its week has had one already', () => {
  const wrong = ({ edit, result, after }: Turn) => {
    if (result.problems.length > 0) return []
    const { now, today, closed, from } = edit
    const series = after.series.get(result.seriesId)!
    const begins = isAfter(instantAt(today, series.startTime, zone), now) ? today : addDays(today, 1)
    const earliest = from !== null && from > begins ? from : begins
    const held = new Set(
      [...after.sessions.values()]
        .filter((one) => one.removedAt === null && one.seriesId === series.id)
        .map((one) => one.seriesDate),
    )
    const until = series.madeUntil ?? earliest
    const missing = occurrences({ ...series, times: null }, { from: earliest, until, closed }).filter(
      (day) => !held.has(day),
    )
    const fixed = edit.sessions.filter(
      (one) =>
        one.removedAt === null &&
        one.seriesDate !== null &&
        (!mayBeTouched(one, now) || dayInSeries(one) < (from ?? '')),
    )
    const period = (day: LocalDate) => periodOf(series.frequency, day)
    const unexplained = missing.filter(
      (day) => !fixed.some((one) => Math.abs(period(one.seriesDate!) - period(day)) < series.every),
    )
    return missing.length > fixed.length ? missing : unexplained
  }
  expect(storyWith(wrong)).toBeNull()
})

test('rows keep their ids, and whoever is booked keeps a session that is seen', () => {
  const wrong = ({ before, after, result }: Turn) => {
    const lost = [...before.sessions.values()].filter(({ id, booked, removedAt }) => {
      const now = after.sessions.get(id)
      return !now || (booked > 0 && removedAt === null && now.removedAt !== null)
    })
    const made = result.sessions.filter((line) => line.before === null && before.sessions.has(line.id))
    const ids = result.sessions.map(({ id }) => id)
    return [...lost, ...made, ...ids.filter((id, place) => ids.indexOf(id) !== place)]
  }
  expect(storyWith(wrong)).toBeNull()
})

test('what was moved by hand stays where it is; what was not follows to the day and the wall time of the series', () => {
  const wrong = ({ before, edit, result, after }: Turn) => {
    const undecided = new Set(result.undecided.map(({ id }) => id))
    const elsewhere = result.sessions.filter(({ id, after: state }) => {
      const stood = before.sessions.get(id)
      const date = state.seriesDate
      if (state.cancelledAt !== null || date === null) return false
      const there = state.localDate === date && state.localStart === edit.wish.startTime
      if (stood && (undecided.has(id) || isMovedByHand(stood, edit.series)))
        return state.localDate !== stood.localDate || state.localStart !== stood.localStart
      const { minutes } = edit.wish
      const span = sessionSpan({ date, startTime: edit.wish.startTime, minutes }, zone)
      return !there || !state.startsAt.equals(span.startsAt) || (!stood && !state.endsAt.equals(span.endsAt))
    })
    return [
      ...elsewhere,
      ...result.undecided.filter(({ id }) => after.sessions.get(id)!.undecidedSince === null),
    ]
  }
  expect(storyWith(wrong)).toBeNull()
})

test('turned round, every line gives back exactly what stood', () => {
  const wrong = ({ before, after, result }: Turn) => {
    const back = saved(after, inverse(result))
    const sessions = [...before.sessions.values()].filter(
      (stood) => !sameState(stateOf(back.sessions.get(stood.id)!), stateOf(stood)),
    )
    const series = [...before.series.values()].filter(
      (stood) => !sameState({ ...back.series.get(stood.id)!, version: 0 }, { ...stood, version: 0 }),
    )
    return [...sessions, ...series]
  }
  expect(storyWith(wrong)).toBeNull()
})

test('sessions before the day from which it changes stay in the old series, untouched', () => {
  const wrong = ({ edit: { from, series }, result, after }: Turn) => {
    if (from === null || result.problems.length > 0) return []
    const earlier = result.sessions.filter(({ before }) => before !== null && dayInSeries(before) < from)
    const endsOn = after.series.get(series.id)!.endsOn ?? '9'
    const late = result.splits && (endsOn >= from || endsOn > (series.endsOn ?? '9')) ? [endsOn] : []
    return [...earlier, ...late]
  }
  expect(storyWith(wrong)).toBeNull()
})

test('the stories are full of what can happen', () => {
  const turns = fc.sample(story, { numRuns: 200, seed: 1 }).flatMap(turnsOf)
  const some = (holds: (turn: Turn) => boolean) => turns.filter(holds).length
  expect(some(({ result }) => result.problems.length > 0)).toBeLessThan(turns.length / 4)
  expect(some(({ result }) => result.splits)).toBeGreaterThan(20)
  expect(some(({ result }) => result.undecided.length > 0)).toBeGreaterThan(20)
  expect(some(({ result }) => result.kept.length > 0)).toBeGreaterThan(20)
  expect(some(({ result }) => result.locked.length > 0)).toBeGreaterThan(20)
  expect(some(({ result }) => result.closedDaysHit.length > 0)).toBeGreaterThan(20)
})
