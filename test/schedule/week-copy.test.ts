import { fc } from '../properties.ts'
import { expect, test } from 'vitest'
import {
  laySessions,
  sessionsCopied,
  whyNotCopyWeeks,
  type Offered,
  type WeekSpan,
} from '../../server/schedule/week-copy.ts'
import type { StandingSession } from '../../server/schedule/change.ts'
import { localDate, localTime } from '../../server/time/dates.ts'
import { addWeeks, isoWeek } from '../../server/time/weeks.ts'
import { afterwards, anySchedule, counted, standing, stockholm, tuesdayAtNoon } from './standing.ts'

const offered: Offered = {
  activities: new Set(['yoga', 'chiball']),
  locations: new Set(['salen', 'köket']),
  leaders: new Set(['leif', 'lena']),
}
const closing = (...dates: string[]) =>
  dates.map((date) => ({ date: localDate(date), name: { sv: 'Stängt', en: 'Closed' } }))
const here = (closed = closing()) => ({
  now: tuesdayAtNoon,
  timeZone: stockholm,
  closed,
  offered,
  newId: counted(),
})
const weeks = (first: string, last = first): WeekSpan => ({ first: isoWeek(first), last: isoWeek(last) })
const [week12, week13] = [weeks('2026-W12'), weeks('2026-W13')]
const copy = (sessions: readonly StandingSession[], from: WeekSpan, onto: WeekSpan, closed = closing()) =>
  laySessions(sessionsCopied(sessions, from, onto), sessions, here(closed))
const days = (laid: ReturnType<typeof laySessions>) =>
  laid.draft.sessions.map(({ after }) => `${after.activityId} ${after.localDate} ${after.localStart}`)

test('a week is copied onto the next: the same weekdays and times, as single sessions', () => {
  const laid = copy(
    [
      standing('a', { seriesId: 'series', seriesDate: localDate('2026-03-18') }),
      standing('b', { date: '2026-03-20', start: '13:00', activityId: 'chiball', leaderId: null }),
    ],
    week12,
    week13,
  )
  expect(days(laid)).toEqual(['yoga 2026-03-25 09:30', 'chiball 2026-03-27 13:00'])
  expect(laid.draft.sessions[0]!.after).toMatchObject({ seriesId: null, leaderId: 'leif', places: 12 })
  expect(laid.draft.sessions.every(({ before, version }) => before === null && version === 0)).toBe(true)
})

test('10 o’clock is 10 o’clock on the wall, also when the clocks change between the weeks', () => {
  const laid = copy([standing('a', { start: '10:00' })], week12, weeks('2026-W14'))
  expect(laid.draft.sessions[0]!.after.startsAt.toString()).toBe('2026-04-01T08:00:00Z')
})

test('two weeks are laid in turn over a longer span', () => {
  const laid = copy(
    [standing('a'), standing('b', { date: '2026-03-26', activityId: 'chiball' })],
    weeks('2026-W12', '2026-W13'),
    weeks('2026-W15', '2026-W17'),
  )
  expect(days(laid)).toEqual(['yoga 2026-04-08 09:30', 'chiball 2026-04-16 09:30', 'yoga 2026-04-22 09:30'])
})

test('cancelled and removed sessions and talks are not copied', () => {
  const at = tuesdayAtNoon
  const laid = copy(
    [
      standing('a', { cancelledAt: at, cancellationReason: 'Sjuk' }),
      standing('b', { start: '11:00', cancelledAt: at, cancellationReason: '', removedAt: at }),
      standing('c', { start: '13:00', talkEnrolmentId: 'enrolment' }),
    ],
    week12,
    week13,
  )
  expect(laid.draft.sessions).toEqual([])
})

test('an occurrence that the series already has there is not doubled, moved or cancelled as it may be', () => {
  const series = { seriesId: 'series', seriesDate: localDate('2026-03-25') }
  const source = standing('a', { seriesId: 'series', seriesDate: localDate('2026-03-18') })
  const moved = standing('b', { ...series, date: '2026-03-26', start: '14:00' })
  const cancelled = standing('b', { ...series, cancelledAt: tuesdayAtNoon, cancellationReason: 'Sjuk' })
  const removed = { ...cancelled, removedAt: tuesdayAtNoon }
  expect(copy([source, moved], week12, week13)).toMatchObject({ there: 1, draft: { sessions: [] } })
  expect(copy([source, cancelled], week12, week13)).toMatchObject({ there: 1, draft: { sessions: [] } })
  expect(days(copy([source, removed], week12, week13))).toEqual(['yoga 2026-03-25 09:30'])
})

test('closed days are skipped and told, and so is what would have begun already', () => {
  const laid = copy(
    [standing('a'), standing('b', { start: '11:00' }), standing('c', { date: '2026-03-19' })],
    week12,
    weeks('2026-W11', '2026-W13'),
    closing('2026-03-25'),
  )
  expect(days(laid)).toEqual(['yoga 2026-03-26 09:30'])
  expect(laid.closed).toEqual([{ date: '2026-03-25', name: { sv: 'Stängt', en: 'Closed' }, count: 2 }])
  expect(laid).toMatchObject({ past: 3, there: 3 })
})

test('what is not offered any more is left out; a leader or a place that is gone leaves the session without', () => {
  const laid = copy(
    [
      standing('a', { activityId: 'gone' }),
      standing('b', { leaderId: 'left', doubleBookedBecause: 'De hjälps åt' }),
      standing('c', { start: '13:00', locationId: 'closed down' }),
    ],
    week12,
    week13,
  )
  expect(laid.notOffered).toEqual(new Map([['gone', 1]]))
  expect(laid.draft.sessions.map(({ after }) => [after.leaderId, after.locationId])).toEqual([
    [null, 'salen'],
    ['leif', null],
  ])
  expect(laid.draft.sessions[0]!.after.doubleBookedBecause).toBeNull()
  expect(laid).toMatchObject({ withoutLeader: 1, withoutLocation: 1 })
})

test('a span ends after it starts, is not endless, and is not the week itself', () => {
  const far = weeks('2026-W13', '2027-W30')
  expect(whyNotCopyWeeks(week12, week13)).toEqual([])
  expect(whyNotCopyWeeks(week12, week12)[0]).toMatchObject({ text: 'weeks:copy.ontoItself' })
  expect(whyNotCopyWeeks(weeks('2026-W12', '2026-W13'), weeks('2026-W13', '2026-W14'))).toHaveLength(1)
  expect(whyNotCopyWeeks(week12, weeks('2026-W14', '2026-W13'))[0]).toMatchObject({ field: 'onto_last' })
  expect(whyNotCopyWeeks(week12, far)[0]).toMatchObject({ field: 'onto_last', text: 'weeks:span.tooLong' })
  expect(whyNotCopyWeeks(weeks('2026-W01', '2026-W09'), week13)[0]).toMatchObject({ field: 'from_last' })
})

const anySpan = (least: number, most: number) =>
  fc
    .record({ from: fc.integer({ min: least, max: most }), more: fc.integer({ min: 0, max: 3 }) })
    .map(({ from, more }): WeekSpan => {
      const first = addWeeks(isoWeek('2026-W12'), from)
      return { first, last: addWeeks(first, more) }
    })
const anyClosed = fc.subarray(closing('2026-03-18', '2026-03-25', '2026-03-26', '2026-04-03', '2026-04-06'))

test('whatever is copied: nothing in the past or on a closed day, nothing twice, and a second time nothing at all', () => {
  fc.assert(
    fc.property(anySchedule, anySpan(-2, 2), anySpan(-1, 4), anyClosed, (sessions, from, onto, closed) => {
      fc.pre(whyNotCopyWeeks(from, onto).length === 0)
      const { draft } = copy(sessions, from, onto, closed)
      for (const { before, after } of draft.sessions) {
        expect(before).toBeNull()
        expect(after.startsAt.epochMilliseconds).toBeGreaterThan(tuesdayAtNoon.epochMilliseconds)
        expect(closed.map(({ date }) => date)).not.toContain(after.localDate)
        expect([after.seriesId, after.talkEnrolmentId, after.cancelledAt, after.removedAt]).toEqual([
          null,
          null,
          null,
          null,
        ])
      }
      const then = afterwards(sessions, draft)
      const same = (session: StandingSession) =>
        [session.activityId, session.startsAt, session.locationId, session.leaderId].join()
      const made = then.slice(sessions.length)
      expect(new Set(made.map(same)).size).toBe(made.length)
      const stood = new Set(sessions.filter(({ removedAt }) => removedAt === null).map(same))
      expect(made.filter((session) => stood.has(same(session)))).toEqual([])
      // The very same copy, as it was seen: nothing more.
      const again = laySessions(sessionsCopied(sessions, from, onto), then, here(closed))
      expect(again.draft.sessions).toEqual([])
    }),
    { numRuns: 300 },
  )
})

test('a template made in summer is laid in the autumn at the same time on the wall', () => {
  const wish = {
    activityId: 'yoga',
    date: localDate('2026-10-26'),
    startTime: localTime('09:00'),
    minutes: 60,
    locationId: null,
    leaderId: null,
    places: null,
    doubleBookedBecause: null,
    ofSeries: null,
  }
  const laid = laySessions([wish, wish], [], here())
  expect(laid.draft.sessions.map(({ after }) => after.startsAt.toString())).toEqual(['2026-10-26T08:00:00Z'])
  expect(laid.there).toBe(1)
})
