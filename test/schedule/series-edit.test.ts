import { expect, test } from 'vitest'
import type { SessionState } from '../../server/schedule/change.ts'
import { effectOf } from '../../server/schedule/draft.ts'
import type { SeriesChange } from '../../server/schedule/series-edit.ts'
import { localDate, localTime } from '../../server/time/dates.ts'
import { at, yoga } from './series-world.ts'

const day = localDate
const time = localTime
const when = ({ localDate: date, localStart }: SessionState) => `${date} ${localStart}`
/** What each session of a series' day becomes; made ones stand under their own day. */
const becomes = (change: SeriesChange) =>
  Object.fromEntries(
    change.sessions.map(({ before, after }) => [
      before?.seriesDate ?? `new ${after.seriesDate ?? ''}`,
      after.removedAt ? 'removed' : after.cancelledAt ? 'cancelled' : when(after),
    ]),
  )
const spring = { endsOn: day('2026-04-14') }

test('all to come moves to another weekday once: past sessions stay, and the wall time is the same after the clocks change', () => {
  const { edit } = yoga(spring)
  const change = edit({ weekdays: [4] })
  expect(change.splits).toBe(false)
  expect(becomes(change)).toEqual({
    '2026-03-17': '2026-03-19 10:00',
    '2026-03-24': '2026-03-26 10:00',
    '2026-03-31': '2026-04-02 10:00',
    '2026-04-07': '2026-04-09 10:00',
    '2026-04-14': 'removed',
  })
  expect(change.sessions.map(({ after }) => after.startsAt.toString()).slice(0, 3)).toEqual([
    '2026-03-19T09:00:00Z',
    '2026-03-26T09:00:00Z',
    '2026-04-02T08:00:00Z',
  ])
  expect(change.locked.map(when)).toEqual(['2026-03-03 10:00', '2026-03-10 10:00'])
  expect(change.series).toHaveLength(1)
})

test('from one session on, the series ends before it and another continues it, with the same sessions', () => {
  const { edit, series, on } = yoga(spring)
  const change = edit({ startTime: time('13:00') }, { from: day('2026-03-31') })
  expect(change.splits).toBe(true)
  expect(becomes(change)).toEqual({
    '2026-03-31': '2026-03-31 13:00',
    '2026-04-07': '2026-04-07 13:00',
    '2026-04-14': '2026-04-14 13:00',
  })
  const [before, after] = change.series
  expect(before).toMatchObject({ id: series.id, after: { endsOn: '2026-03-30', startTime: '10:00' } })
  expect(after).toMatchObject({
    id: change.seriesId,
    before: null,
    after: { continues: series.id, startsOn: '2026-03-31', endsOn: '2026-04-14' },
  })
  expect(change.sessions.map(({ id }) => id)).toContain(on('2026-03-31').id)
  expect(new Set(change.sessions.map(({ after: { seriesId } }) => seriesId))).toEqual(
    new Set([change.seriesId]),
  )
})

test('from the first session to come on is all to come', () => {
  const { edit, series } = yoga(spring)
  const change = edit({ leaderId: 'maja' }, { from: day('2026-03-17') })
  expect(change.splits).toBe(false)
  expect(change.seriesId).toBe(series.id)
  expect(change.sessions).toHaveLength(5)
})

test('somebody has been checked in ahead: that session stays, and its week gets no other', () => {
  const { edit, byHand } = yoga(spring)
  byHand('2026-03-17', { attended: true })
  const change = edit({ weekdays: [4] })
  expect(becomes(change)['2026-03-17']).toBeUndefined()
  expect(becomes(change)['new 2026-03-19']).toBeUndefined()
  expect(change.locked).toHaveLength(3)
})

test('another weekday is added: each week gets one more session', () => {
  const change = yoga(spring).edit({ weekdays: [2, 4] })
  expect(effectOf(change)).toMatchObject({ planned: 4, moved: 0, removed: 0 })
})

test('a weekday falls away: where somebody is booked the session stays in sight with the reason', () => {
  const { edit, byHand } = yoga({ ...spring, weekdays: [2, 4] })
  byHand('2026-03-26', { booked: 3 })
  const change = edit({ weekdays: [2] })
  expect(becomes(change)).toEqual({
    '2026-03-19': 'removed',
    '2026-03-26': 'cancelled',
    '2026-04-02': 'removed',
    '2026-04-09': 'removed',
  })
  const shown = change.sessions.find(({ after }) => after.removedAt === null)!.after
  expect(shown).toMatchObject({ cancelledBy: 'karin', cancellationReason: 'Serien ändras', seriesDate: null })
})

test('what was made by hand survives, field by field', () => {
  const { edit, byHand, on } = yoga(spring)
  byHand('2026-03-24', { leaderId: 'maja' })
  byHand('2026-03-31', at(day('2026-03-31'), time('10:00'), 90))
  byHand('2026-04-07', { ...at(day('2026-04-08'), time('15:00')), places: 6 })
  const change = edit({ leaderId: 'petter', places: 20, minutes: 45 })
  const after = (id: string) => change.sessions.find((line) => line.id === id)?.after
  expect(after(on('2026-03-17').id)).toMatchObject({ leaderId: 'petter', places: 20, localEnd: '10:45' })
  expect(after(on('2026-03-24').id)).toMatchObject({ leaderId: 'maja', places: 20, localEnd: '10:45' })
  expect(after(on('2026-03-31').id)).toMatchObject({ leaderId: 'petter', localEnd: '11:30' })
  expect(after(on('2026-04-07').id)).toMatchObject({
    localDate: '2026-04-08',
    localStart: '15:00',
    localEnd: '15:45',
    places: 6,
    undecidedSince: null,
  })
  expect(change.kept).toHaveLength(3)
  expect(change.undecided).toEqual([])
})

test('what was moved by hand waits for a decision when its series moves too', () => {
  const { edit, byHand, on, now } = yoga(spring)
  byHand('2026-03-24', at(day('2026-03-25'), time('15:00')))
  byHand('2026-03-31', at(day('2026-04-02'), time('10:00')))
  byHand('2026-04-07', { cancelledAt: now, cancelledBy: 'leif', cancellationReason: 'Ledig' })
  const change = edit({ weekdays: [4] })
  const line = (text: string) => change.sessions.find(({ id }) => id === on(text).id)!.after
  expect(line('2026-03-24')).toMatchObject({
    localDate: '2026-03-25',
    localStart: '15:00',
    seriesDate: '2026-03-26',
    undecidedSince: now,
  })
  // It stands where its series stands now: nothing is left to decide.
  expect(line('2026-03-31')).toMatchObject({
    localDate: '2026-04-02',
    seriesDate: '2026-04-02',
    undecidedSince: null,
  })
  expect(line('2026-04-07')).toMatchObject({
    localDate: '2026-04-07',
    seriesDate: '2026-04-09',
    cancellationReason: 'Ledig',
    undecidedSince: now,
  })
  expect(change.undecided).toHaveLength(2)
})

test('a session cancelled by hand stays cancelled while its day stays', () => {
  const { edit, byHand, now } = yoga(spring)
  byHand('2026-03-24', { cancelledAt: now, cancelledBy: 'leif', cancellationReason: 'Ledig' })
  const change = edit({ startTime: time('11:00') })
  expect(becomes(change)['2026-03-24']).toBeUndefined()
  expect(effectOf(change)).toMatchObject({ moved: 4, planned: 0 })
})

test('an extra date is left as it is', () => {
  const { edit, byHand, on } = yoga(spring)
  const extra = on('2026-03-24').id
  byHand('2026-03-24', { ...at(day('2026-03-28'), time('12:00')), seriesDate: null })
  const change = edit({ weekdays: [4] })
  expect(change.sessions.map(({ id }) => id)).not.toContain(extra)
  expect(becomes(change)['new 2026-03-26']).toBe('2026-03-26 10:00')
})

test('nothing moves to a closed day, and the closed days are told', () => {
  const closed = new Set([day('2026-03-26'), day('2026-04-09')])
  const { edit, byHand } = yoga(spring)
  byHand('2026-04-07', { booked: 1 })
  const change = edit({ weekdays: [4] }, { closed })
  expect(becomes(change)).toMatchObject({ '2026-03-24': 'removed', '2026-04-07': 'cancelled' })
  expect(change.closedDaysHit).toEqual([...closed])
})

test('a session that stands on a closed day already is held all the same', () => {
  const change = yoga(spring).edit({ leaderId: 'maja' }, { closed: new Set([day('2026-03-24')]) })
  expect(effectOf(change)).toMatchObject({ removed: 0, leader: 5 })
})

test('this week’s day is past already: the session stays where it is until somebody decides', () => {
  const { edit, on, now } = yoga({ ...spring, weekdays: [4], startsOn: day('2026-03-05') })
  const change = edit({ weekdays: [1] })
  const line = change.sessions.find(({ id }) => id === on('2026-03-19').id)!
  expect(line.after).toMatchObject({ localDate: '2026-03-19', seriesDate: '2026-03-16', undecidedSince: now })
  expect(becomes(change)['2026-03-26']).toBe('2026-03-23 10:00')
})

test('every other week from here on: the weeks between fall away', () => {
  const change = yoga({ endsOn: day('2026-04-28') }).edit({ every: 2 }, { from: day('2026-03-24') })
  expect(becomes(change)).toMatchObject({
    '2026-03-24': '2026-03-24 10:00',
    '2026-03-31': 'removed',
    '2026-04-07': '2026-04-07 10:00',
    '2026-04-14': 'removed',
    '2026-04-21': '2026-04-21 10:00',
    '2026-04-28': 'removed',
  })
})

test('a series of every other week that is put off by one keeps its sessions', () => {
  const change = yoga({ every: 2, startsOn: day('2026-03-24'), endsOn: day('2026-05-12') }).edit({
    startsOn: day('2026-03-31'),
  })
  expect(becomes(change)).toEqual({
    '2026-03-24': '2026-03-31 10:00',
    '2026-04-07': '2026-04-14 10:00',
    '2026-04-21': '2026-04-28 10:00',
    '2026-05-05': '2026-05-12 10:00',
  })
})

test('weekly becomes the first Tuesday of the month', () => {
  const change = yoga({ endsOn: day('2026-05-12') }).edit({ frequency: 'monthly', ordinal: 1 })
  expect(becomes(change)).toEqual({
    '2026-03-17': 'removed',
    '2026-03-24': 'removed',
    '2026-03-31': 'removed',
    '2026-04-14': 'removed',
    '2026-04-21': 'removed',
    '2026-04-28': 'removed',
    '2026-05-12': 'removed',
  })
})

test('five times more is five sessions to come, whatever has been', () => {
  const { edit } = yoga({ endsOn: null, times: 4 })
  const change = edit({ times: 5 })
  expect(effectOf(change)).toMatchObject({ planned: 3, removed: 0 })
  expect(change.series[0]!.after).toMatchObject({ times: 7, madeUntil: '2026-04-14' })
})

test('a series is ended: what comes after is gone, what was moved by hand past the end waits for a decision', () => {
  const { edit, byHand } = yoga({})
  byHand('2026-03-31', at(day('2026-04-01'), time('10:00')))
  byHand('2026-04-14', { booked: 2 })
  const change = edit({ endsOn: day('2026-03-25') })
  expect(becomes(change)['2026-03-24']).toBeUndefined()
  expect(becomes(change)).toMatchObject({ '2026-04-07': 'removed', '2026-04-14': 'cancelled' })
  expect(change.undecided.map(when)).toEqual(['2026-04-01 10:00'])
  expect(change.series[0]!.after).toMatchObject({ endsOn: '2026-03-25', madeUntil: '2026-03-25' })
})

test('from an exception left after the end of a series, another begins; the ended one does not go on', () => {
  const { edit, byHand, series, rows } = yoga({ endsOn: day('2026-03-31') })
  byHand('2026-03-31', at(day('2026-04-01'), time('10:00')))
  const ended = { ...series, endsOn: day('2026-03-25'), madeUntil: day('2026-03-25') }
  const sessions = [...rows.sessions.values()]
  const change = edit({ endsOn: day('2026-04-28') }, { series: ended, sessions, from: day('2026-03-31') })
  expect(change.splits).toBe(true)
  expect(change.series.map(({ id }) => id)).toEqual([change.seriesId])
  expect(becomes(change)['new 2026-04-28']).toBe('2026-04-28 10:00')
})

test('a series is ended before its next session, but another rule with an end in the past is a slip', () => {
  const ended = yoga(spring).edit({ endsOn: day('2026-03-16') })
  expect(ended.problems).toEqual([])
  expect(effectOf(ended)).toMatchObject({ removed: 5 })
  const slip = yoga(spring).edit({ weekdays: [3], endsOn: day('2026-03-16') })
  expect(slip.problems).toEqual([{ field: 'ends_on', text: 'series:problem.endsInThePast' }])
  expect(slip.sessions).toEqual([])
})

test('the session in hand becomes what was typed for it', () => {
  const { edit, byHand, on } = yoga(spring)
  byHand('2026-03-24', at(day('2026-03-25'), time('15:00')))
  const own = { id: on('2026-03-24').id, state: at(day('2026-03-25'), time('16:00')) }
  const change = edit({ startTime: time('16:00') }, { own, from: day('2026-03-24') })
  expect(change.sessions.find(({ id }) => id === own.id)!.after).toMatchObject({
    localDate: '2026-03-25',
    localStart: '16:00',
    undecidedSince: null,
  })
})

test('a change that changes nothing has no lines', () => {
  const { edit } = yoga(spring)
  expect(edit({})).toMatchObject({ sessions: [], series: [], problems: [] })
})
