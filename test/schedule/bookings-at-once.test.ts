import { expect, test } from 'vitest'
import { isUnavailable, type Tx } from '../../db/client.ts'
import {
  bookSeries,
  bookSession,
  withdrawBooking,
  withdrawFromSeries,
} from '../../server/schedule/booking-queries.ts'
import { heldSession, saveChange } from '../../server/schedule/change-queries.ts'
import { cancelled, changedLine, reinstated, stateOf } from '../../server/schedule/draft.ts'
import { localDate } from '../../server/time/dates.ts'
import { world } from '../world.ts'
import { group, placesIn, sessionOn, setPlaces, weekly } from './booked.ts'

test('of twenty who want the last place one gets it, and the others move up in the order in which they came', async () => {
  const here = await world()
  const yoga = here.ids.sessions.yoga
  const path = `/sessions/${yoga}/bookings`
  const [early, ...late] = await group(here, 21)
  await setPlaces(here, yoga, 2)
  await here.leif.post(path, { participant_id: early! })

  const answers = await Promise.all(late.map((id) => here.leif.post(path, { participant_id: id })))
  expect(answers.map(({ status }) => status)).toEqual(late.map(() => 303))
  const { booked, waiting } = await placesIn(here, yoga)
  expect([booked.length, waiting.length]).toEqual([2, 19])

  for (const [number, next] of waiting.entries()) {
    const leaves = (await placesIn(here, yoga)).booked[number % 2]!
    await here.leif.delete(`${path}/${leaves}`)
    const now = await placesIn(here, yoga)
    expect(now.booked).toContain(next)
    expect(now.booked).toHaveLength(2)
    expect(now.waiting).toEqual(waiting.slice(number + 1))
  }
})

test('of two who book the last places of a series at once each session has one, the same or another', async () => {
  const here = await world()
  const series = await weekly(here, '2026-03-24', 6, { places: 1 })
  const people = await group(here, 4)
  const hand = { by: here.ids.staff.leif, at: here.clock.now() }
  const from = { seriesId: series.id, from: localDate('2026-03-24') }
  await Promise.all(people.map((id) => here.tenant((tx) => bookSeries(tx, from, id, hand))))
  for (const id of series.sessions) {
    const { booked, waiting } = await placesIn(here, id)
    expect([booked.length, waiting.length]).toEqual([1, 3])
  }
})

test('a session that is cancelled between reading and booking is not booked', async () => {
  const here = await world()
  const { tenant, ids, leif } = here
  const yoga = ids.sessions.yoga
  const [one] = await group(here, 1)
  const hand = { by: ids.staff.leif, at: here.clock.now() }
  const isHeld = Promise.withResolvers<void>()
  const cancel = Promise.withResolvers<void>()
  const cancelling = tenant(async (tx) => {
    const held = (await heldSession(tx, yoga))!
    isHeld.resolve()
    await cancel.promise
    const draft = { sessions: changedLine(held, cancelled(stateOf(held), 'Sjuk', hand)), series: [] }
    await saveChange(tx, draft, { kind: 'cancelled', ...hand })
  })
  await isHeld.promise
  const booking = leif.post(`/sessions/${yoga}/bookings`, { participant_id: one! })
  const waiting = () =>
    tenant((tx) => tx.hot`select from pg_locks where locktype = 'advisory' and not granted`)
  while ((await waiting()).length === 0) continue
  cancel.resolve()
  await cancelling

  expect((await booking).status).toBe(303)
  expect((await placesIn(here, yoga)).booked).not.toContain(one)
  expect((await leif.get(`/sessions/${yoga}/roll-call`)).text).toContain('inställt, så ingen kan läggas till')
})

/** A chain of numbers that looks like chance and is the same at every run. */
function numbers(seed: number) {
  let state = seed
  return (below: number): number => {
    state = (state * 1664525 + 1013904223) % 4294967296
    return Math.floor((state / 4294967296) * below)
  }
}

test.each([7, 42])(
  'whatever is booked and withdrawn at once, nobody has two places, no session too many, and no place stays free (%i)',
  { timeout: 60_000 },
  async (seed) => {
    const here = await world()
    const chance = numbers(seed)
    const people = await group(here, 8)
    const series = await weekly(here, '2026-03-24', 3, { places: 2 })
    const single = [
      await sessionOn(here, '2026-03-24', { start: '13:30', places: 2 }),
      await sessionOn(here, '2026-03-24', { start: '14:15', places: 1 }),
      await sessionOn(here, '2026-03-31', { start: '12:30', places: 3 }),
    ]
    const sessions = [...series.sessions, ...single]
    const from = { seriesId: series.id, from: localDate('2026-03-24') }

    const deed = (): ((tx: Tx) => Promise<unknown>) => {
      const who = people[chance(people.length)]!
      const where = sessions[chance(sessions.length)]!
      const hand = { by: null, at: here.clock.now() }
      const what = chance(10)
      if (what < 5) return (tx) => bookSession(tx, where, who, hand)
      if (what < 8) return (tx) => withdrawBooking(tx, where, who, hand)
      if (what < 9) return (tx) => bookSeries(tx, from, who, hand)
      return (tx) => withdrawFromSeries(tx, from, who, hand)
    }
    let refused = 0
    for (let round = 0; round < 8; round++) {
      const deeds = Array.from({ length: 24 }, deed)
      await Promise.all(
        deeds.map((one) =>
          here.tenant(one).catch((error: unknown) => {
            if (!isUnavailable(error)) throw error
            refused += 1
          }),
        ),
      )
      await expectOrder()
    }
    expect(refused).toBe(0)

    async function expectOrder() {
      const rows = await here.tenant(
        (tx) => tx.hot<
          { id: string; places: number; booked: number; overbooked: boolean; couldMoveUp: number }[]
        >`
          with live as (
            select * from booking where session_id = any(${sessions}::uuid[]) and withdrawn_at is null
          )
          select session.id, session.places,
            (select count(*)::int from live where session_id = session.id and waits_since is null) as booked,
            exists (select from live one join live other on other.participant_id = one.participant_id
              and other.id <> one.id and other.starts_at < one.ends_at and other.ends_at > one.starts_at
              where one.waits_since is null and other.waits_since is null) as overbooked,
            (select count(*)::int from live one where session_id = session.id and waits_since is not null
              and not exists (select from live other where other.participant_id = one.participant_id
                and other.id <> one.id and other.waits_since is null
                and other.starts_at < one.ends_at and other.ends_at > one.starts_at)) as "couldMoveUp"
          from session where id = any(${sessions}::uuid[])`,
      )
      for (const { places, booked, overbooked, couldMoveUp } of rows) {
        expect(booked).toBeLessThanOrEqual(places)
        expect(overbooked).toBe(false)
        expect(booked < places ? couldMoveUp : 0).toBe(0)
      }
    }
  },
)

test('a session is reinstated while somebody leaves its series: neither waits for the other without end', async () => {
  const here = await world()
  const { karin, tenant, clock } = here
  const { id, sessions } = await weekly(here, '2026-03-24', 3)
  const [stays, leaves] = await group(here, 2)
  const hand = { by: null, at: clock.now() }
  const from = { seriesId: id, from: localDate('2026-03-24') }
  for (const who of [stays!, leaves!]) await tenant((tx) => bookSeries(tx, from, who, hand))
  const cancellation = `/sessions/${sessions[1]!}/cancellation`
  expect((await karin.post(cancellation, { reason: 'Sjuk' })).status).toBe(303)

  const held = Promise.withResolvers<void>()
  const reinstating = tenant(async (tx) => {
    const gone = (await heldSession(tx, sessions[1]!))!
    held.resolve()
    await new Promise((resolve) => setTimeout(resolve, 300))
    const draft = { sessions: changedLine(gone, reinstated(gone)), series: [] }
    return saveChange(tx, draft, { kind: 'reinstated', ...hand })
  })
  await held.promise
  const leaving = tenant((tx) => withdrawFromSeries(tx, from, leaves!, hand))
  await expect(Promise.all([reinstating, leaving])).resolves.toHaveLength(2)
  for (const session of sessions) expect((await placesIn(here, session)).booked).toEqual([stays])
})
