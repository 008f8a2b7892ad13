import { expect, test } from 'vitest'
import { latestChanges } from '../../server/schedule/change-queries.ts'
import { sessionsBetween } from '../../server/schedule/queries.ts'
import { localDate } from '../../server/time/dates.ts'
import { world, type Answer, type World } from '../world.ts'

const today = { name: 'Planeringsdag', starts_on: '2026-03-17' }
const reasons = async ({ tenant }: World) =>
  (await tenant((tx) => sessionsBetween(tx, localDate('2026-03-16'), localDate('2026-03-22')))).map(
    (one) => one.cancellationReason,
  )
const carried = (preview: Answer) =>
  Object.fromEntries(
    [...preview.text.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g)]
      .map(([, name, value]): [string, string] => [name!, value!])
      .filter(([name]) => name !== 'back' && name !== '_method'),
  )
const addressOf = async ({ karin }: World) =>
  /\/closed-periods\/[0-9a-f-]{36}/.exec((await karin.get('/closed-periods')).text)![0]

async function closeToday(here: World, answer: 'cancel' | 'keep') {
  const preview = await here.karin.post('/closed-periods', today)
  return here.karin.post('/closed-periods', { ...carried(preview), sessions: answer })
}

test('a period put over sessions asks what becomes of them, and cancels them in the same go', async () => {
  const here = await world()
  const preview = await here.karin.post('/closed-periods', today)
  expect(preview.status).toBe(200)
  expect(preview.text).toContain('Ett pass är inlagt då.')
  expect(preview.text).toContain('Stäng och ställ in 1 pass')
  expect((await here.karin.get('/closed-periods')).text).toContain('Inga stängda perioder')

  expect((await closeToday(here, 'cancel')).location).toBe('/closed-periods')
  expect(await reasons(here)).toEqual(['Planeringsdag'])
  const page = await here.karin.get('/closed-periods')
  expect(page.text).toContain('Planeringsdag')
  const undo = /action="(\/schedule-changes\/[^"]+\/undoing)"/.exec(page.text)![1]!
  await here.karin.post(undo, { back: '/closed-periods' })
  expect(await reasons(here)).toEqual([null])
})

test('undoing takes the period away with its cancellations, and doing it again puts both back', async () => {
  const here = await world()
  const undoing = async () => {
    const [latest] = await here.tenant((tx) => latestChanges(tx, { most: 1 }))
    await here.karin.post(`/schedule-changes/${latest!.id}/undoing`, { back: '/closed-periods' })
    return here.karin.get('/closed-periods')
  }
  await closeToday(here, 'cancel')
  const address = await addressOf(here)
  expect((await undoing()).text).toContain('Inga stängda perioder')
  expect(await reasons(here)).toEqual([null])
  expect((await undoing()).text).toContain(address)
  expect(await reasons(here)).toEqual(['Planeringsdag'])
  await here.karin.patch(address, { ...today, name: 'Utflykt', version: 1, sessions: 'keep' })
  const kept = await undoing()
  expect(kept.text).toContain('dagarna står kvar under Stängda dagar')
  expect(kept.text).toContain('Utflykt')
  expect(await reasons(here)).toEqual([null])
})

test('the sessions may stand as well', async () => {
  const here = await world()
  expect((await closeToday(here, 'keep')).status).toBe(303)
  expect(await reasons(here)).toEqual([null])
  expect((await here.karin.get('/closed-periods')).text).toContain('Planeringsdag')
})

test('a period that is moved over sessions asks as well, and does not ask where there are none', async () => {
  const here = await world()
  expect((await here.karin.post('/closed-periods', { ...today, starts_on: '2026-03-18' })).status).toBe(303)
  const address = await addressOf(here)
  const moved = await here.karin.patch(address, { ...today, version: 1 })
  expect(moved.text).toContain('Stäng och ställ in 1 pass')
  const done = await here.karin.patch(address, { ...carried(moved), sessions: 'cancel' })
  expect(done.status).toBe(303)
  expect(await reasons(here)).toEqual(['Planeringsdag'])
})

test('when the period is removed, what it cancelled may take place again', async () => {
  const here = await world()
  await closeToday(here, 'cancel')
  const address = await addressOf(here)
  expect((await here.karin.get(`${address}/edit`)).text).toContain('Låt 1 inställt pass bli av igen')
  const removed = await here.karin.delete(address, { reinstate: 'yes' })
  expect(removed.location).toBe('/closed-periods')
  expect(await reasons(here)).toEqual([null])
  expect((await here.karin.get('/closed-periods')).text).toContain('passen blir av igen')
})

test('without that they stay cancelled; and what is over or taken cannot come back', async () => {
  const here = await world()
  await closeToday(here, 'cancel')
  await here.karin.post('/sessions', {
    activity_id: here.ids.activities.yoga,
    date: '2026-03-17',
    start_time: '10:00',
    end_time: '11:00',
    location_id: here.ids.locations.salen,
  })
  const address = await addressOf(here)
  const refused = await here.karin.delete(address, { reinstate: 'yes' })
  expect(refused.status).toBe(409)
  expect(refused.text).toContain('Perioden är kvar: passen kan inte bli av igen')
  expect(refused.text).toContain('Salen används redan av Yoga')
  expect((await here.karin.get(`${address}/edit`)).status).toBe(200)

  here.clock.set('2026-03-17T12:00:00+01:00')
  expect((await here.karin.get(`${address}/edit`)).text).not.toContain('bli av igen')
  expect((await here.karin.delete(address, {})).status).toBe(303)
  expect(await reasons(here)).toEqual(['Planeringsdag', null])
})

test('two who change a period at once: the second sees what stands now, and nothing typed is lost', async () => {
  const here = await world()
  const summer = { name: 'Sommarstängt', starts_on: '2026-07-06', ends_on: '2026-07-31' }
  await here.karin.post('/closed-periods', summer)
  const address = await addressOf(here)
  await here.astrid.patch(address, { ...summer, ends_on: '2026-08-07', version: 1 })
  const late = await here.karin.patch(address, { ...summer, name: 'Semester', version: 1 })
  expect(late.status).toBe(409)
  expect(late.text).toContain('Någon annan har ändrat perioden')
  expect(late.text).toContain('6 juli – 7 augusti 2026')
  expect(late.text).toContain('value="Semester"')
  const again = await here.karin.patch(address, { ...summer, name: 'Semester', version: 2 })
  expect(again.status).toBe(303)
})
