import { expect, test } from 'vitest'
import { world, type World } from '../world.ts'
import { group, placesIn, sessionOn, weekly } from './booked.ts'

const latest = async ({ tenant }: World) =>
  (
    await tenant((tx) => tx.hot<{ id: string }[]>`select id from schedule_change order by id desc limit 1`)
  )[0]!.id
const undo = async (here: World) => here.karin.post(`/schedule-changes/${await latest(here)}/undoing`)
const edit = (here: World, id: string, form: Record<string, string | number>) =>
  here.karin.patch(`/sessions/${id}`, {
    version: 1,
    date: '2026-03-19',
    start_time: '13:00',
    end_time: '14:00',
    ...form,
  })

test('more places let in who waits, and fewer again by undoing let them wait as before', async () => {
  const here = await world()
  const id = await sessionOn(here, '2026-03-19', { places: 1 })
  const [first, second] = await group(here, 2)
  await here.leif.post(`/sessions/${id}/bookings`, { participant_id: first! })
  await here.leif.post(`/sessions/${id}/bookings`, { participant_id: second! })
  expect(await placesIn(here, id)).toEqual({ booked: [first], waiting: [second] })
  expect((await edit(here, id, { places: 2 })).status).toBe(303)
  expect((await placesIn(here, id)).waiting).toEqual([])
  expect((await undo(here)).status).toBe(303)
  expect(await placesIn(here, id)).toEqual({ booked: [first], waiting: [second] })
})

test('who got a place because something else was cancelled waits again when that is undone', async () => {
  const here = await world()
  const one = await sessionOn(here, '2026-03-19', { start: '13:00' })
  const other = await sessionOn(here, '2026-03-19', {
    start: '13:30',
    places: 1,
    activityId: here.ids.activities.yoga,
  })
  const [first, second] = await group(here, 2)
  await here.leif.post(`/sessions/${other}/bookings`, { participant_id: first! })
  await here.leif.post(`/sessions/${one}/bookings`, { participant_id: second! })
  await here.leif.post(`/sessions/${other}/bookings`, { participant_id: second! })
  await here.leif.delete(`/sessions/${other}/bookings/${first!}`)
  expect(await placesIn(here, other)).toEqual({ booked: [], waiting: [second] })
  await here.karin.post(`/sessions/${one}/cancellation`, { reason: 'Sjuk' })
  expect(await placesIn(here, other)).toEqual({ booked: [second], waiting: [] })
  await undo(here)
  expect(await placesIn(here, one)).toEqual({ booked: [second], waiting: [] })
  expect(await placesIn(here, other)).toEqual({ booked: [], waiting: [second] })
})

test('who waited for a session comes before who has booked its series since, once it takes place again', async () => {
  const here = await world()
  const { sessions } = await weekly(here, '2026-03-19', 1, { places: 1 })
  const [id] = sessions
  const [first, second, third] = await group(here, 3)
  const book = (who: string, form = {}) =>
    here.leif.post(`/sessions/${id!}/bookings`, { participant_id: who, ...form })
  await book(first!)
  await book(second!)
  await here.karin.post(`/sessions/${id!}/cancellation`, { reason: 'Sjuk' })
  await here.leif.delete(`/sessions/${id!}/bookings/${first!}`)
  await book(third!, { whole_series: 'yes' })
  await here.karin.delete(`/sessions/${id!}/cancellation`)
  expect(await placesIn(here, id!)).toEqual({ booked: [second], waiting: [third] })
})
