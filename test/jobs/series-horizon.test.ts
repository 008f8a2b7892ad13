import { and, eq, isNull } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { activity, booking, scheduleChange, series, session } from '../../db/schema/index.ts'
import { extendSeries } from '../../server/jobs/series-horizon.ts'
import { addDays, localDate, weekdayOf } from '../../server/time/dates.ts'
import { tuesdayMorning, world, type World } from '../world.ts'
import { confirmed } from '../schedule/confirmed.ts'

async function openYoga(here: World, changes: Record<string, string> = {}) {
  const answer = await confirmed(here.karin, `/activities/${here.ids.activities.yoga}/series`, {
    weekdays: '2',
    starts_on: '2026-03-24',
    ends: 'open',
    start_time: '13:00',
    minutes: '60',
    leader_id: here.ids.staff.leif,
    ...changes,
  })
  return answer.location!.split('/').at(-1)!
}
const sessionsOf = ({ tenant }: World, id: string) =>
  tenant((tx) =>
    tx
      .select()
      .from(session)
      .where(and(eq(session.seriesId, id), isNull(session.removedAt)))
      .orderBy(session.startsAt),
  )
const changes = ({ tenant }: World) =>
  tenant((tx) => tx.select().from(scheduleChange).where(eq(scheduleChange.kind, 'series_extended')))
const weeksLater = (here: World, weeks: number) =>
  here.clock.set(
    here.clock
      .now()
      .add({ hours: weeks * 7 * 24 })
      .toString(),
  )

test('a series without an end goes on with the horizon, at the same time on the wall, and skips closed days', async () => {
  const here = await world()
  const id = await openYoga(here)
  const before = await sessionsOf(here, id)
  expect(before.at(-1)!.localDate).toBe('2026-09-15')
  weeksLater(here, 16)
  await extendSeries(here.parts)
  const after = await sessionsOf(here, id)
  expect(after.slice(0, before.length)).toEqual(before)
  const made = after.slice(before.length)
  expect(made[0]).toMatchObject({ localDate: '2026-09-22', localStart: '13:00', seriesDate: '2026-09-22' })
  expect(made.at(-1)!.localDate).toBe('2027-01-05')
  expect(
    made.every(({ localDate, localStart }) => weekdayOf(localDate) === 2 && localStart === '13:00'),
  ).toBe(true)
  expect(made.find(({ localDate }) => localDate === '2026-10-27')!.startsAt.toString()).toBe(
    '2026-10-27T12:00:00Z',
  )
  expect(await changes(here)).toMatchObject([{ by: null }])
})

test('two workers at once, and the same worker again, do it once', async () => {
  const here = await world()
  const id = await openYoga(here)
  weeksLater(here, 4)
  await Promise.all([extendSeries(here.parts), extendSeries(here.parts), extendSeries(here.parts)])
  const once = await sessionsOf(here, id)
  await extendSeries(here.parts)
  expect(await sessionsOf(here, id)).toEqual(once)
  expect(once.map(({ seriesDate }) => seriesDate)).toEqual([
    ...new Set(once.map(({ seriesDate }) => seriesDate)),
  ])
  expect(await changes(here)).toHaveLength(1)
  // An hour later there is nothing to add, and nothing is written.
  here.clock.advance({ hours: 24 })
  await extendSeries(here.parts)
  expect(await changes(here)).toHaveLength(1)
})

test('whoever has booked the series is booked on what comes', async () => {
  const here = await world()
  const id = await openYoga(here)
  const [first] = await sessionsOf(here, id)
  const { pelle } = here.ids.participants
  await here.karin.post(`/sessions/${first!.id}/bookings`, {
    participant_id: pelle,
    whole_series: 'yes',
    confirmed: 'yes',
  })
  weeksLater(here, 1)
  await extendSeries(here.parts)
  const last = (await sessionsOf(here, id)).at(-1)!
  expect(last.localDate).toBe('2026-09-22')
  const booked = await here.tenant((tx) => tx.select().from(booking).where(eq(booking.sessionId, last.id)))
  const earlier = await here.tenant((tx) => tx.select().from(booking).where(eq(booking.sessionId, first!.id)))
  expect(earlier).toHaveLength(1)
  expect(booked).toMatchObject([{ participantId: pelle, viaSeries: true, waitsSince: null }])
})

test('a clash on one day puts that one off for a decision, and the others are made', async () => {
  const here = await world()
  const id = await openYoga(here)
  await here.karin.post('/sessions', {
    activity_id: here.ids.activities.yoga,
    date: '2026-09-29',
    start_time: '13:30',
    end_time: '14:30',
    leader_id: here.ids.staff.leif,
  })
  weeksLater(here, 3)
  await extendSeries(here.parts)
  const made = (await sessionsOf(here, id)).slice(-3)
  expect(made.map(({ localDate, standing }) => [localDate, standing])).toEqual([
    ['2026-09-22', true],
    ['2026-09-29', false],
    ['2026-10-06', true],
  ])
  expect(made[1]).toMatchObject({ cancellationReason: 'Tiden krockar med något annat', cancelledBy: null })
  // Back in March, where Karin is still signed in.
  here.clock.set(tuesdayMorning)
  const page = (await here.karin.get(`/series/${id}`)).text
  expect(page).toContain('1 pass att bestämma om')
  expect((await here.karin.get('/notices')).text).toContain(`/series/${id}`)
  const follow = await here.karin.post(`/sessions/${made[1]!.id}/decision`, { decision: 'follow' })
  expect(follow.status).toBe(409)
  expect((await here.karin.post(`/sessions/${made[1]!.id}/decision`, { decision: 'keep' })).status).toBe(303)
  weeksLater(here, 3)
  await extendSeries(here.parts)
  expect(await sessionsOf(here, id)).toHaveLength(29)
})

test('an ended series, so many times, one taken back and one that is not offered any more are left alone', async () => {
  const here = await world()
  const ended = await openYoga(here, { ends: 'on', ends_on: '2026-04-21' })
  const counted = await openYoga(here, { ends: 'after', times: '3', start_time: '15:00' })
  const removed = await openYoga(here, { start_time: '17:00' })
  const archived = await openYoga(here, { start_time: '19:00' })
  await here.tenant((tx) =>
    tx.update(series).set({ removedAt: here.clock.now() }).where(eq(series.id, removed)),
  )
  const counts = async () =>
    Promise.all([ended, counted, removed, archived].map(async (id) => (await sessionsOf(here, id)).length))
  const before = await counts()
  expect(before.slice(0, 2)).toEqual([5, 3])
  await here.tenant((tx) => tx.update(activity).set({ archivedAt: here.clock.now() }))
  weeksLater(here, 8)
  await extendSeries(here.parts)
  expect(await counts()).toEqual(before)
})

test('a series that begins beyond the horizon begins when the horizon gets there', async () => {
  const here = await world()
  const id = await openYoga(here, { starts_on: addDays(localDate('2026-09-15'), 14) })
  expect(await sessionsOf(here, id)).toHaveLength(0)
  weeksLater(here, 4)
  await extendSeries(here.parts)
  expect((await sessionsOf(here, id)).map(({ localDate }) => localDate)).toEqual([
    '2026-09-29',
    '2026-10-06',
    '2026-10-13',
  ])
})

test('the very same session, planned by hand before, keeps no series from going on', async () => {
  const here = await world()
  const id = await openYoga(here, { leader_id: '' })
  const twin = { activity_id: here.ids.activities.yoga, start_time: '13:00', end_time: '14:00' }
  expect((await here.karin.post('/sessions', { ...twin, date: '2026-09-22' })).status).toBe(303)
  weeksLater(here, 2)
  await extendSeries(here.parts)
  const made = (await sessionsOf(here, id)).slice(-2)
  expect(made.map(({ localDate, standing }) => [localDate, standing])).toEqual([
    ['2026-09-22', false],
    ['2026-09-29', true],
  ])
})
