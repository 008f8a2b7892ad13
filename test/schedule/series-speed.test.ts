import { expect, test } from 'vitest'
import { world } from '../world.ts'
import { group } from './booked.ts'
import { confirmed } from './confirmed.ts'

test('a thousand sessions with twelve booked on each are moved in one go, before the database loses its patience', async () => {
  const here = await world()
  const { ids, karin, tenant } = here
  const yoga = {
    repeat: 'workdays',
    starts_on: '2026-03-18',
    ends: 'after',
    times: '1000',
    minutes: '60',
    leader_id: ids.staff.leif,
    location_id: ids.locations.salen,
  }
  const path = `/activities/${ids.activities.yoga}/series`
  const planned = await confirmed(karin, path, { ...yoga, start_time: '13:00' })
  const id = planned.location!.split('/').at(-1)!
  const people = await group(here, 12)
  await tenant(
    (tx) => tx.hot`
      insert into booking (id, session_id, participant_id)
      select uuidv7(), session.id, person from session cross join unnest(${people}::uuid[]) as person
      where series_id = ${id}`,
  )

  const form = { ...yoga, start_time: '13:30', version: 1, scope: 'all' }
  const preview = await karin.patch(`/series/${id}`, form)
  expect(preview.status).toBe(200)
  const seen = /name="seen" value="([^"]+)"/.exec(preview.text)![1]!
  expect((await karin.patch(`/series/${id}`, { ...form, seen })).status).toBe(303)
  const [moved] = await tenant(
    (tx) => tx.hot<{ sessions: number; bookings: number }[]>`
      select count(distinct session.id)::int as sessions, count(booking.id)::int as bookings
      from session join booking on booking.session_id = session.id and booking.starts_at = session.starts_at
      where session.series_id = ${id} and session.local_start = '13:30'`,
  )
  expect(moved).toEqual({ sessions: 1000, bookings: 12_000 })
}, 60_000)
