import { fc } from '../properties.ts'
import { expect, test } from 'vitest'
import { listed, markOf } from '../../server/schedule/bulk.ts'
import { cancelAll, whyNotCancelAll } from '../../server/schedule/bulk-cancellation.ts'
import { swapLeader, whyNotSwap, type LeaderSwap } from '../../server/schedule/leader-swap.ts'
import { sessionsOfTemplate, templateOfWeek } from '../../server/schedule/template.ts'
import { addDays, localDate } from '../../server/time/dates.ts'
import { isoWeek } from '../../server/time/weeks.ts'
import { afterwards, anySchedule, byKarin, standing, tuesdayAtNoon, untouchedFacts } from './standing.ts'

const anyDays = fc
  .record({ from: fc.integer({ min: -10, max: 20 }), length: fc.integer({ min: 0, max: 14 }) })
  .map(({ from, length }) => {
    const first = addDays(localDate('2026-03-17'), from)
    return { first, last: addDays(first, length) }
  })
const march = { first: localDate('2026-03-16'), last: localDate('2026-03-31') }
const swap: LeaderSwap = { from: 'leif', to: 'lena', ...march, activities: new Set() }

test('what one leads goes to another, session by session, and the series keeps its leader', () => {
  const swapped = swapLeader(
    [
      standing('a', {
        seriesId: 'series',
        seriesDate: localDate('2026-03-18'),
        doubleBookedBecause: 'Hinner',
      }),
      standing('b', { leaderId: 'lena', start: '13:00' }),
      standing('c', { date: '2026-04-01' }),
      standing('d', { date: '2026-03-19', activityId: 'chiball' }),
    ],
    swap,
    tuesdayAtNoon,
  )
  expect(swapped.draft.series).toEqual([])
  expect(
    swapped.draft.sessions.map(({ id, after }) => [id, after.leaderId, after.doubleBookedBecause]),
  ).toEqual([
    ['a', 'lena', null],
    ['d', 'lena', null],
  ])
})

test('only the chosen activities change hands; to nobody is possible; talks and what has begun are left and counted', () => {
  const sessions = [
    standing('a'),
    standing('b', { date: '2026-03-19', activityId: 'chiball' }),
    standing('c', { date: '2026-03-20', talkEnrolmentId: 'enrolment' }),
    standing('d', { date: '2026-03-16' }),
    standing('e', { date: '2026-03-23', attended: true }),
  ]
  const swapped = swapLeader(sessions, { ...swap, to: null }, tuesdayAtNoon)
  expect(swapped.draft.sessions.map(({ id, after }) => [id, after.leaderId])).toEqual([
    ['a', null],
    ['b', null],
  ])
  expect(swapped).toMatchObject({ talks: 1, begun: 2 })
  const chosen = swapLeader(sessions, { ...swap, activities: new Set(['chiball']) }, tuesdayAtNoon)
  expect(chosen.draft.sessions.map(({ id }) => id)).toEqual(['b'])
})

test('a leader is not swapped for the same, nor backwards in time, nor for ever', () => {
  expect(whyNotSwap(swap)).toEqual([])
  expect(whyNotSwap({ ...swap, to: 'leif' })).toMatchObject([{ field: 'to' }])
  expect(whyNotSwap({ ...swap, last: localDate('2026-03-01') })).toMatchObject([{ field: 'last' }])
  expect(whyNotSwap({ ...swap, last: localDate('2029-03-01') })).toMatchObject([{ field: 'last' }])
})

test('whoever swaps with whom: only the leader changes, nothing that began or was attended does, and twice is once', () => {
  fc.assert(
    fc.property(anySchedule, anyDays, fc.constantFrom('lena', null), (sessions, days, to) => {
      const wish = { ...swap, ...days, to }
      const { draft } = swapLeader(sessions, wish, tuesdayAtNoon)
      for (const { before, after } of untouchedFacts(draft, ['leaderId', 'doubleBookedBecause']))
        expect(after).toBe(before)
      const touched = new Set(draft.sessions.map(({ id }) => id))
      for (const session of sessions.filter(({ id }) => touched.has(id)))
        expect([session.attended, session.leaderId, session.talkEnrolmentId]).toEqual([false, 'leif', null])
      for (const { after } of draft.sessions) {
        expect(after.startsAt.epochMilliseconds).toBeGreaterThan(tuesdayAtNoon.epochMilliseconds)
        expect(after.localDate >= days.first && after.localDate <= days.last).toBe(true)
      }
      expect(swapLeader(afterwards(sessions, draft), wish, tuesdayAtNoon).draft.sessions).toEqual([])
    }),
    { numRuns: 200 },
  )
})

const illness = { ...march, leaderId: 'leif', reason: 'Leif är sjuk' }

test('everything by one leader is cancelled for one reason; what has begun, was attended or is cancelled stays', () => {
  const sessions = [
    standing('a'),
    standing('b', { start: '13:00', leaderId: 'lena' }),
    standing('c', { date: '2026-03-16' }),
    standing('d', { date: '2026-03-19', attended: true }),
    standing('e', { date: '2026-03-20', cancelledAt: tuesdayAtNoon, cancellationReason: 'Regn' }),
    standing('f', { date: '2026-03-20', start: '15:00', talkEnrolmentId: 'enrolment' }),
  ]
  const done = cancelAll(sessions, illness, byKarin)
  expect(
    done.draft.sessions.map(({ id, after }) => [id, after.cancellationReason, after.cancelledBy]),
  ).toEqual([
    ['a', 'Leif är sjuk', 'karin'],
    ['f', 'Leif är sjuk', 'karin'],
  ])
  expect(done).toMatchObject({ begun: 2, already: 1 })
  const day = {
    first: localDate('2026-03-18'),
    last: localDate('2026-03-18'),
    leaderId: null,
    reason: 'Strömavbrott',
  }
  expect(cancelAll(sessions, day, byKarin).draft.sessions.map(({ id }) => id)).toEqual(['a', 'b'])
})

test('nothing is cancelled without a reason, backwards in time or for years', () => {
  expect(whyNotCancelAll(illness)).toEqual([])
  expect(whyNotCancelAll({ ...illness, reason: ' ' })).toMatchObject([{ field: 'reason' }])
  expect(whyNotCancelAll({ ...illness, reason: 'x'.repeat(201) })).toMatchObject([{ field: 'reason' }])
  expect(whyNotCancelAll({ ...illness, last: localDate('2026-03-01') })).toMatchObject([{ field: 'last' }])
  expect(whyNotCancelAll({ ...illness, last: localDate('2027-04-01') })).toMatchObject([{ field: 'last' }])
})

test('whatever is cancelled: only its status changes, nothing that began or was attended does, and twice is once', () => {
  fc.assert(
    fc.property(anySchedule, anyDays, fc.constantFrom('leif', null), (sessions, days, leaderId) => {
      const wish = { ...illness, ...days, leaderId }
      const { draft } = cancelAll(sessions, wish, byKarin)
      const facts = ['cancelledAt', 'cancelledBy', 'cancellationReason']
      for (const { before, after } of untouchedFacts(draft, facts)) expect(after).toBe(before)
      const touched = new Set(draft.sessions.map(({ id }) => id))
      for (const session of sessions.filter(({ id }) => touched.has(id))) {
        expect([session.attended, session.removedAt, session.cancelledAt]).toEqual([false, null, null])
        expect(session.startsAt.epochMilliseconds).toBeGreaterThan(tuesdayAtNoon.epochMilliseconds)
        expect(session.leaderId).toBe(leaderId ?? session.leaderId)
      }
      expect(cancelAll(afterwards(sessions, draft), wish, byKarin).draft.sessions).toEqual([])
    }),
    { numRuns: 200 },
  )
})

test('a template keeps what takes place in a week, in its order, and lays it on the same weekdays', () => {
  const template = templateOfWeek([
    standing('b', { date: '2026-03-20', start: '13:00', minutes: 90, activityId: 'chiball' }),
    standing('a', { seriesId: 'series', seriesDate: localDate('2026-03-18') }),
    standing('c', { cancelledAt: tuesdayAtNoon, cancellationReason: 'Regn' }),
    standing('d', { talkEnrolmentId: 'enrolment' }),
  ])
  expect(template).toMatchObject([
    { weekday: 3, startTime: '09:30', minutes: 60, activityId: 'yoga', leaderId: 'leif' },
    { weekday: 5, startTime: '13:00', minutes: 90, activityId: 'chiball' },
  ])
  const wished = sessionsOfTemplate(template, { first: isoWeek('2026-W52'), last: isoWeek('2026-W53') })
  expect(wished.map(({ date, startTime, ofSeries }) => [date, startTime, ofSeries])).toEqual([
    ['2026-12-23', '09:30', null],
    ['2026-12-25', '13:00', null],
    ['2026-12-30', '09:30', null],
    ['2027-01-01', '13:00', null],
  ])
})

test('of somebody else’s talk a list tells only that there is one', () => {
  const talk = standing('a', { talkEnrolmentId: 'enrolment' })
  const { draft } = cancelAll([talk, standing('b', { start: '13:00' })], illness, byKarin)
  const names = {
    activities: new Map([['yoga', 'Yoga']]),
    locations: new Map([['salen', 'Salen']]),
    leaders: new Map([['leif', 'Leif']]),
  }
  const told = (reader: string) =>
    listed(draft, names, { id: reader, language: 'sv' }).map(({ name, location }) => [name, location])
  expect(told('karin')).toEqual([
    [null, undefined],
    ['Yoga', 'Salen'],
  ])
  expect(told('leif')[0]).toEqual(['Yoga', 'Salen'])
})

test('a yes is to what was seen: to the same sessions at the same version, and to no others', () => {
  const seen = cancelAll([standing('a'), standing('b', { start: '13:00' })], illness, byKarin).draft
  const later = { by: 'karin', at: byKarin.at.add({ minutes: 5 }) }
  const again = cancelAll([standing('b', { start: '13:00' }), standing('a')], illness, later).draft
  expect(markOf(again)).toBe(markOf(seen))
  expect(markOf(cancelAll([standing('a')], illness, byKarin).draft)).not.toBe(markOf(seen))
  const changed = [standing('a', { version: 2 }), standing('b', { start: '13:00' })]
  expect(markOf(cancelAll(changed, illness, byKarin).draft)).not.toBe(markOf(seen))
})
