import { expect, test } from 'vitest'
import {
  activitiesOffered,
  activityAt,
  programmesOfActivity,
} from '../../server/schedule/activity-queries.ts'
import { locations } from '../../server/schedule/location-queries.ts'
import { sessionAt } from '../../server/schedule/queries.ts'
import { world, type World } from '../world.ts'

const chiball = ({ ids }: World, changes: Record<string, string | string[]> = {}) => ({
  name: 'Chiball',
  category: 'health_promotion',
  usual_minutes: '45',
  location_id: ids.locations.salen,
  leader_id: ids.staff.leif,
  places: '10',
  fewest: '3',
  description: 'Mjuka rörelser\r\nmed boll.',
  ...changes,
})
const named = async ({ tenant }: World, name: string) =>
  (await tenant(activitiesOffered)).find((activity) => activity.name === name)

test('an activity is added with what is usual for it, open to the programmes that were chosen', async () => {
  const here = await world()
  const form = chiball(here, { outdoors: 'yes', programme_ids: [here.ids.programme] })
  expect((await here.karin.post('/activities', form)).status).toBe(303)
  const added = (await named(here, 'Chiball'))!
  expect(added).toMatchObject({
    usualMinutes: 45,
    leaderName: 'Leif Sandell',
    outdoors: true,
    places: 10,
    fewest: 3,
    description: 'Mjuka rörelser\nmed boll.',
  })
  expect(await here.tenant((tx) => programmesOfActivity(tx, added.id))).toEqual([here.ids.programme])
  const twice = await here.karin.post('/activities', form)
  expect([twice.status, twice.text]).toEqual([
    422,
    expect.stringContaining('Det finns redan en aktivitet med det namnet.'),
  ])
})

test.each([
  ['a name', { name: ' ' }, 'Fyll i det här.'],
  ['a short enough name', { name: 'x'.repeat(81) }, 'Högst 80 tecken får plats här.'],
  ['visible characters', { name: 'Yo\u202ega' }, 'ett tecken som inte syns'],
  ['a category', { category: 'dance' }, 'Välj något i listan.'],
  ['room for as few as it needs', { fewest: '11' }, 'Minst antal kan inte vara fler än platserna.'],
  ['a length', { usual_minutes: '0' }, 'Skriv ett tal från 5 till 720.'],
  [
    'a programme of its own',
    { programme_ids: '01890000-0000-7000-8000-000000000000' },
    'Välj något i listan.',
  ],
])('an activity without %s is refused beside its field', async (_what, changes, sentence) => {
  const here = await world()
  const answer = await here.karin.post('/activities', chiball(here, changes))
  expect(answer.status).toBe(422)
  expect(answer.text).toContain(sentence)
  expect(await here.tenant(activitiesOffered)).toHaveLength(1)
})

test('the second of two who change an activity is told what stands', async () => {
  const here = await world()
  const address = `/activities/${here.ids.activities.yoga}`
  await here.karin.patch(address, chiball(here, { name: 'Lugn yoga', version: '1' }))
  const second = await here.astrid.patch(
    address,
    chiball(here, { name: 'Stark yoga', places: '4', version: '1' }),
  )
  expect(second.status).toBe(409)
  expect(second.text).toContain('<dd>Lugn yoga</dd>')
  expect(second.text).toMatch(/name="name"[^>]*value="Stark yoga"/)
})

test('an activity set aside keeps its sessions but is not planned any more, until it is offered again', async () => {
  const here = await world()
  const address = `/activities/${here.ids.activities.yoga}`
  expect((await here.karin.post(`${address}/archive`)).status).toBe(303)
  expect((await here.karin.post(`${address}/archive`)).status).toBe(303)
  expect((await here.rut.get('/schedule')).text).toContain('Yoga')
  const session = {
    activity_id: here.ids.activities.yoga,
    date: '2026-03-18',
    start_time: '10:00',
    end_time: '11:00',
  }
  const refused = await here.karin.post('/sessions', session)
  expect([refused.status, refused.text]).toEqual([422, expect.stringContaining('erbjuds inte längre')])
  expect((await here.karin.get(`${address}/series/new`)).status).toBe(409)
  await here.karin.post('/activities', chiball(here, { name: 'Yoga' }))
  expect((await here.karin.delete(`${address}/archive`)).status).toBe(409)
  await here.karin.post(`/activities/${(await named(here, 'Yoga'))!.id}/archive`)
  expect((await here.karin.delete(`${address}/archive`)).status).toBe(303)
  expect(await here.tenant((tx) => activityAt(tx, here.ids.activities.yoga))).toMatchObject({
    archivedAt: null,
  })
})

test('a place is added, changed and set aside; two never have the same name', async () => {
  const here = await world()
  expect(
    (await here.karin.post('/locations', { name: 'Ekparken', outdoors: 'yes', shareable: 'yes' })).status,
  ).toBe(303)
  const park = (await here.tenant(locations)).find((place) => place.name === 'Ekparken')!
  expect(park).toMatchObject({ outdoors: true, shareable: true })
  expect((await here.karin.post('/locations', { name: 'Ekparken' })).text).toContain(
    'Det finns redan en plats med det namnet.',
  )
  expect((await here.karin.patch(`/locations/${park.id}`, { name: '' })).status).toBe(422)
  expect((await here.karin.post(`/locations/${park.id}/archive`)).status).toBe(303)
  expect((await here.tenant(locations)).map((place) => place.name)).toEqual(['Köket', 'Salen'])
})

test('a shared place holds two sessions at once, and cannot stop being shared while it does', async () => {
  const here = await world()
  const address = `/locations/${here.ids.locations.koket}`
  await here.karin.patch(address, { name: 'Köket', shareable: 'yes', version: 1 })
  const session = (start_time: string, end_time: string) =>
    here.karin.post('/sessions', {
      activity_id: here.ids.activities.yoga,
      date: '2026-03-18',
      start_time,
      end_time,
      location_id: here.ids.locations.koket,
    })
  expect((await session('10:00', '11:00')).status).toBe(303)
  expect((await session('10:30', '11:30')).status).toBe(303)
  const refused = await here.karin.patch(address, { name: 'Köket', version: 2 })
  expect([refused.status, refused.text]).toEqual([422, expect.stringContaining('har pass som krockar')])
})

test('of two who change a place, the second is told what the first wrote and loses nothing typed', async () => {
  const { karin, astrid, ids } = await world()
  const address = `/locations/${ids.locations.salen}`
  expect((await karin.get(`${address}/edit`)).text).toContain('name="version" value="1"')
  expect((await karin.patch(address, { name: 'Stora salen', shareable: 'yes', version: 1 })).status).toBe(303)
  const late = { name: 'Lilla salen', outdoors: 'yes', version: 1 }
  const told = await astrid.patch(address, late)
  expect(told.status).toBe(409)
  expect(told.text).toContain('Någon annan har ändrat platsen medan du skrev')
  expect(told.text).toContain('<dd>Stora salen</dd>')
  expect(told.text).toContain('<dd>Ja</dd>')
  expect(told.text).toContain('value="Lilla salen"')
  expect((await karin.get('/locations')).text).not.toContain('Lilla salen')
  expect((await astrid.patch(address, { ...late, version: 2 })).status).toBe(303)
  expect((await karin.get('/locations')).text).toContain('Lilla salen')
})

test('a closed period is added, changed and removed; one that ends before it begins is not', async () => {
  const here = await world()
  const summer = { name: 'Sommarstängt', starts_on: '2026-07-06', ends_on: '2026-07-31' }
  expect((await here.karin.post('/closed-periods', { ...summer, ends_on: '2026-07-01' })).text).toContain(
    'Det sista datumet ligger före det första.',
  )
  expect((await here.karin.post('/closed-periods', summer)).status).toBe(303)
  const page = (await here.karin.get('/closed-periods')).text
  expect(page).toContain('6–31 juli 2026')
  const address = /\/closed-periods\/[0-9a-f-]{36}/.exec(page)![0]
  expect((await here.karin.patch(address, { ...summer, name: 'Semester', version: 1 })).status).toBe(303)
  expect((await here.karin.get('/schedule?week=2026-W28&view=list')).text).toContain('Stängt: Semester')
  expect((await here.nils.get(`${address}/edit`)).status).toBe(404)
  expect((await here.nils.delete(address)).status).toBe(404)
  expect((await here.karin.delete(address)).status).toBe(303)
  expect((await here.karin.delete(address)).status).toBe(404)
})

test('what the week is made of is for those who plan it, and each organisation has its own', async () => {
  const here = await world()
  for (const path of ['/activities', '/activities/new', '/locations', '/closed-periods']) {
    expect((await here.leif.get(path)).status).toBe(403)
    expect((await here.rut.get(path)).status).toBe(403)
    expect((await here.visitor.get(path)).location).toBe('/sign-in')
    expect((await here.nils.get(path)).status).toBe(200)
  }
  expect((await here.nils.get('/activities')).text).not.toContain('Yoga')
  for (const path of [`/activities/${here.ids.activities.yoga}`, `/locations/${here.ids.locations.salen}`]) {
    expect((await here.nils.get(`${path}/edit`)).status).toBe(404)
    expect((await here.nils.patch(path, { name: 'Vårt' })).status).toBe(404)
    expect((await here.nils.post(`${path}/archive`)).status).toBe(404)
  }
})

test('a new name of an activity or a place is a change of the sessions to come, as calendars see it', async () => {
  const here = await world()
  const yoga = async () => (await here.tenant((tx) => sessionAt(tx, here.ids.sessions.yoga)))!
  here.clock.advance({ minutes: 1 })
  const activity = await here.tenant((tx) => activityAt(tx, here.ids.activities.yoga))
  const form = chiball(here, { name: 'Mjuk yoga', version: String(activity!.version) })
  expect((await here.karin.patch(`/activities/${activity!.id}`, form)).status).toBe(303)
  expect(await yoga()).toMatchObject({ activityName: 'Mjuk yoga', changedAt: here.clock.now(), sequence: 0 })

  here.clock.advance({ minutes: 1 })
  const place = `/locations/${here.ids.locations.salen}`
  expect((await here.karin.patch(place, { name: 'Stora salen', version: 1 })).status).toBe(303)
  expect(await yoga()).toMatchObject({
    locationName: 'Stora salen',
    changedAt: here.clock.now(),
    sequence: 1,
  })
  here.clock.advance({ hours: 3 })
  await here.karin.patch(place, { name: 'Salen', version: 2 })
  expect(await yoga()).toMatchObject({ sequence: 1 })
})
