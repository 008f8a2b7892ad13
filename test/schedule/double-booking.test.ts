import { expect, test } from 'vitest'
import { sessionAt } from '../../server/schedule/queries.ts'
import { world, type World } from '../world.ts'

/** Yoga in the kitchen, led by Leif, who has yoga in the hall at the same time. */
const second = ({ ids }: World, changes: Record<string, string> = {}) => ({
  activity_id: ids.activities.yoga,
  date: '2026-03-17',
  start_time: '10:00',
  end_time: '11:00',
  location_id: ids.locations.koket,
  leader_id: ids.staff.leif,
  places: '',
  ...changes,
})
const because = { anyway: 'yes', double_booked_because: 'Han går emellan' }
const planned = async (here: World) => {
  const answer = await here.karin.post('/sessions', second(here, because))
  return answer.location!.replace('/sessions/', '')
}
const stored = ({ tenant }: World, id: string) => tenant((tx) => sessionAt(tx, id))

test('a leader who is taken is booked all the same only with a reason, which stands where the session stands', async () => {
  const here = await world()
  const { karin } = here
  const refused = await karin.post('/sessions', second(here))
  expect(refused.status).toBe(409)
  expect(refused.text).toContain('Leif Sandell leder redan Yoga 09.30–10.30.')
  expect(refused.text).toContain('name="anyway" value="yes"')
  const without = await karin.post('/sessions', second(here, { anyway: 'yes' }))
  expect([without.status, without.text]).toEqual([422, expect.stringContaining('Skriv varför')])
  expect(without.text).toContain('name="anyway"')
  const long = await karin.post(
    '/sessions',
    second(here, { ...because, double_booked_because: 'x'.repeat(201) }),
  )
  expect(long.status).toBe(422)

  const id = await planned(here)
  expect(await stored(here, id)).toMatchObject({ doubleBookedBecause: 'Han går emellan' })
  expect((await here.rut.get(`/sessions/${id}`)).text).toContain('Han går emellan')
  const week = await karin.json<{ sessions: { id: string; doubled: string | null }[] }>(
    'GET',
    '/sessions?from=2026-03-17&to=2026-03-17',
  )
  expect(week.body.sessions.find((session) => session.id === id)?.doubled).toBe(
    'Ledaren har två pass samtidigt',
  )
  expect(week.body.sessions.find((session) => session.id !== id)?.doubled).toBeNull()
  expect((await here.rut.get('/schedule?week=2026-W12&view=list')).text).toContain(
    'Ledaren har två pass samtidigt',
  )
})

test('a room is never booked twice, whatever the reason', async () => {
  const here = await world()
  const answer = await here.karin.post(
    '/sessions',
    second(here, { ...because, location_id: here.ids.locations.salen }),
  )
  expect(answer.status).toBe(409)
  expect(answer.text).toContain('Salen är upptagen av Yoga')
})

test('the reason is taken away when the clash is gone, and not before', async () => {
  const here = await world()
  const { karin } = here
  const id = await planned(here)
  expect((await karin.get(`/sessions/${id}/edit`)).text).toContain('value="Han går emellan"')
  const emptied = { ...second(here), double_booked_because: '', version: 1 }
  const still = await karin.patch(`/sessions/${id}`, emptied)
  expect([still.status, still.text]).toEqual([409, expect.stringContaining('name="anyway"')])
  const later = { ...emptied, start_time: '11:00', end_time: '12:00' }
  expect((await karin.patch(`/sessions/${id}`, later)).status).toBe(303)
  expect(await stored(here, id)).toMatchObject({ doubleBookedBecause: null })
  expect((await karin.get(`/sessions/${id}/edit`)).text).not.toContain('double_booked_because')
})

test('dragged, it keeps its reason beside the session that is known, and goes nowhere else unknowingly', async () => {
  const here = await world()
  const { karin } = here
  const id = await planned(here)
  const to = (start: string, end: string, version: number) =>
    karin.json<{ message: string }>('PUT', `/sessions/${id}/time`, {
      date: '2026-03-17',
      start,
      end,
      version,
    })
  expect((await to('10:15', '11:15', 1)).status).toBe(200)
  expect(await stored(here, id)).toMatchObject({ doubleBookedBecause: 'Han går emellan' })
  await karin.post('/sessions', second(here, { start_time: '13:00', end_time: '14:00' }))
  const refused = await to('13:30', '14:30', 2)
  expect([refused.status, refused.body.message]).toEqual([409, expect.stringContaining('13.00–14.00')])
  expect((await to('15:00', '16:00', 2)).status).toBe(200)
  expect(await stored(here, id)).toMatchObject({ doubleBookedBecause: null })
})
