import { setTimeout } from 'node:timers/promises'
import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { attendance } from '../../db/schema/index.ts'
import { sessionAt, sessionsBetween } from '../../server/schedule/queries.ts'
import { localDate } from '../../server/time/dates.ts'
import { announcements, world, type World } from '../world.ts'

const tuesday = localDate('2026-03-17')

/** Yoga in the kitchen with nobody, on the afternoon of the same Tuesday, unless the test says otherwise. */
const wish = ({ ids }: World, changes: Record<string, string> = {}) => ({
  activity_id: ids.activities.yoga,
  date: tuesday,
  start_time: '13.00',
  end_time: '14.00',
  location_id: ids.locations.koket,
  leader_id: '',
  places: '',
  ...changes,
})
const stored = ({ tenant }: World, id: string) => tenant((tx) => sessionAt(tx, id))
const thatDay = ({ tenant }: World) => tenant((tx) => sessionsBetween(tx, tuesday, tuesday))
const idOf = (location: string | null) => (location ?? '').replace('/sessions/', '')

test('a planned session stands in the week with its time, place and leader, and everybody is told', async () => {
  const here = await world()
  const heard = announcements(here)
  const answer = await here.karin.post(
    '/sessions',
    wish(here, { leader_id: here.ids.staff.karin, places: '8' }),
  )
  expect(answer.status).toBe(303)
  const session = (await stored(here, idOf(answer.location)))!
  expect(session).toMatchObject({
    activityName: 'Yoga',
    localStart: '13:00',
    localEnd: '14:00',
    locationName: 'Köket',
    leaderName: 'Karin Holmström',
    places: 8,
    sequence: 0,
    version: 1,
  })
  expect(session.startsAt.toString()).toBe('2026-03-17T12:00:00Z')
  const page = (await here.rut.get('/schedule?week=2026-W12&view=list')).text
  expect(page).toContain('13.00–14.00')
  expect(page).toContain('Hälsofrämjande')
  await expect.poll(() => heard).toContain('schedule')
})

test.each([
  ['no activity', { activity_id: '' }, 'Fyll i det här.'],
  ['a place of nowhere', { location_id: '01890000-0000-7000-8000-000000000000' }, 'Välj något i listan.'],
  ['an end before its start', { end_time: '12.00' }, 'Slutet måste komma efter början.'],
  ['an hour that no clock shows', { start_time: '25.00' }, 'Skriv ett klockslag'],
  ['a day that no calendar has', { date: '2026-02-30' }, 'Skriv ett datum'],
  ['the year 0202', { date: '0202-03-17' }, 'Skriv ett datum'],
  ['a thousand places', { places: '1000' }, 'Skriv ett tal från 1 till 500.'],
])('a session with %s is not planned, and what was typed is kept', async (_what, changes, sentence) => {
  const here = await world()
  const answer = await here.karin.post('/sessions', wish(here, changes))
  expect(answer.status).toBe(422)
  expect(answer.text).toContain(sentence)
  for (const typed of Object.values(wish(here, changes)).filter((value) => value.includes('.')))
    expect(answer.text).toContain(`value="${typed}"`)
  expect(await thatDay(here)).toHaveLength(1)
})

test('a place or leader that is taken is told by the name of the session that has it', async () => {
  const here = await world()
  const place = await here.karin.post(
    '/sessions',
    wish(here, { start_time: '10.00', end_time: '11.00', location_id: here.ids.locations.salen }),
  )
  expect(place.status).toBe(409)
  expect(place.text).toContain('Salen är upptagen av Yoga 09.30–10.30 med Leif Sandell.')
  const leader = await here.karin.post(
    '/sessions',
    wish(here, { start_time: '10.00', end_time: '11.00', leader_id: here.ids.staff.leif }),
  )
  expect(leader.status).toBe(409)
  expect(leader.text).toContain('Leif Sandell leder redan Yoga 09.30–10.30.')
  expect(await thatDay(here)).toHaveLength(1)
})

test('of two who take the same leader at the same moment one gets the session and the other a sentence', async () => {
  const here = await world()
  const leader_id = here.ids.staff.karin
  const answers = await Promise.all([
    here.karin.post('/sessions', wish(here, { leader_id })),
    here.astrid.post('/sessions', wish(here, { leader_id, location_id: '' })),
  ])
  expect(answers.map((answer) => answer.status).toSorted()).toEqual([303, 409])
  expect(answers.find((answer) => answer.status === 409)!.text).toContain('Karin Holmström leder redan Yoga')
  expect(await thatDay(here)).toHaveLength(2)
})

test('leaders and readers see the week but do not plan it; another organisation sees nothing', async () => {
  const here = await world()
  for (const client of [here.leif, here.rut]) {
    expect((await client.get('/sessions/new')).status).toBe(403)
    expect((await client.post('/sessions', wish(here))).status).toBe(403)
    expect((await client.get(`/sessions/${here.ids.sessions.yoga}`)).status).toBe(200)
    expect((await client.get(`/sessions/${here.ids.sessions.yoga}/edit`)).status).toBe(403)
  }
  const address = `/sessions/${here.ids.sessions.yoga}`
  expect((await here.nils.get(address)).status).toBe(404)
  expect((await here.nils.get(`${address}/edit`)).status).toBe(404)
  expect((await here.nils.patch(address, wish(here))).status).toBe(404)
  expect((await here.nils.post(`${address}/cancellation`, { reason: 'x' })).status).toBe(404)
  expect((await here.nils.post('/sessions', wish(here))).status).toBe(422)
  expect((await here.nils.get('/schedule?week=2026-W12')).text).not.toContain('Yoga')
  expect((await here.visitor.get(address)).location).toBe('/sign-in')
})

test('choosing an activity fills in its usual length, place, leader and places', async () => {
  const here = await world()
  const part = await here.karin.get(
    `/sessions/new?activity_id=${here.ids.activities.yoga}&date=2026-03-18&start_time=09:30`,
    { 'HX-Request': 'true' },
  )
  expect(part.text).not.toContain('<html')
  expect(part.text).toMatch(/name="end_time"[^>]*value="10:30"/)
  expect(part.text).toMatch(new RegExp(`value="${here.ids.locations.salen}" selected`))
  expect(part.text).toMatch(new RegExp(`value="${here.ids.staff.leif}" selected`))
  expect(part.text).toMatch(/name="places"[^>]*value="12"/)
  const dragged = await here.karin.get(
    `/sessions/new?activity_id=${here.ids.activities.yoga}&date=2026-03-18&start=09:30&end=12:00`,
  )
  expect(dragged.text).toMatch(/name="end_time"[^>]*value="12:00"/)
})

test('a session moved in time gets a new sequence number; one that only gets more places does not', async () => {
  const here = await world()
  const id = here.ids.sessions.yoga
  const yoga = {
    date: tuesday,
    start_time: '09:30',
    end_time: '10:30',
    location_id: here.ids.locations.salen,
    leader_id: here.ids.staff.leif,
    places: '15',
  }
  expect((await here.karin.patch(`/sessions/${id}`, { ...yoga, version: 1 })).status).toBe(303)
  expect(await stored(here, id)).toMatchObject({ places: 15, sequence: 0, version: 2 })
  here.clock.advance({ minutes: 1 })
  expect((await here.karin.patch(`/sessions/${id}`, { ...yoga, end_time: '11:00', version: 2 })).status).toBe(
    303,
  )
  const moved = (await stored(here, id))!
  expect(moved).toMatchObject({ localEnd: '11:00', sequence: 1, version: 3 })
  expect(moved.changedAt.toString()).toBe('2026-03-17T08:21:00Z')
})

test('the second of two editors is told what the first one wrote and loses nothing typed', async () => {
  const here = await world()
  const address = `/sessions/${here.ids.sessions.yoga}`
  const yoga = {
    date: tuesday,
    start_time: '09:30',
    end_time: '10:30',
    leader_id: here.ids.staff.leif,
    places: '12',
  }
  await here.karin.patch(address, { ...yoga, location_id: here.ids.locations.koket, version: 1 })
  const mine = { ...yoga, location_id: here.ids.locations.salen, places: '20' }
  const second = await here.astrid.patch(address, { ...mine, version: 1 })
  expect(second.status).toBe(409)
  expect(second.text).toContain('Någon annan har ändrat passet medan du skrev')
  expect(second.text).toContain('<th scope="row">Plats</th>')
  expect(second.text).toMatch(
    /data-label="Du skrev">Salen<\/td><td data-label="Står nu"><span[^>]*><strong>Köket/,
  )
  expect(second.text).toMatch(/name="places"[^>]*value="20"/)
  expect(second.text).toContain('name="version" value="2"')
  // Having read it, the second one may still mean it.
  expect((await here.astrid.patch(address, { ...mine, version: 2 })).status).toBe(303)
  expect(await stored(here, here.ids.sessions.yoga)).toMatchObject({
    locationName: 'Salen',
    places: 20,
    version: 3,
  })
})

test('an old version that wishes for what already stands is simply done', async () => {
  const here = await world()
  const address = `/sessions/${here.ids.sessions.yoga}`
  const same = {
    date: tuesday,
    start_time: '09:30',
    end_time: '11:00',
    location_id: here.ids.locations.salen,
    leader_id: here.ids.staff.leif,
    places: '12',
    version: 1,
  }
  expect((await here.karin.patch(address, same)).status).toBe(303)
  expect((await here.karin.patch(address, same)).status).toBe(303)
  expect(await stored(here, here.ids.sessions.yoga)).toMatchObject({ version: 2 })
})

test('a session that somebody has come to stays when it is; who was excused beforehand holds nothing', async () => {
  const here = await world()
  const { yoga } = here.ids.sessions
  const whose = { sessionId: yoga, participantId: here.ids.participants.pelle }
  const nextWeek = (version: number) =>
    here.karin.json('PUT', `/sessions/${yoga}/time`, {
      date: '2026-03-24',
      start: '09:30',
      end: '10:30',
      version,
    })
  await here.tenant((tx) => tx.insert(attendance).values({ ...whose, status: 'excused' }))
  expect((await nextWeek(1)).status).toBe(200)
  await here.tenant((tx) =>
    tx.update(attendance).set({ status: 'present' }).where(eq(attendance.sessionId, yoga)),
  )
  expect(await nextWeek(2)).toMatchObject({ status: 200 })
  const back = {
    date: tuesday,
    start_time: '09:30',
    end_time: '10:30',
    location_id: here.ids.locations.koket,
    leader_id: '',
    places: '',
    version: 2,
  }
  const refused = await here.karin.patch(`/sessions/${yoga}`, back)
  expect(refused.status).toBe(422)
  expect(refused.text).toContain('Deltagare har varit på passet.')
  expect(await stored(here, yoga)).toMatchObject({ localDate: '2026-03-24', locationName: 'Salen' })
  const elsewhere = await here.karin.patch(`/sessions/${yoga}`, { ...back, date: '2026-03-24' })
  expect(elsewhere.status).toBe(303)
  expect(await stored(here, yoga)).toMatchObject({ localDate: '2026-03-24', locationName: 'Köket' })
})

test('a move waits for the check-in under way, and then sees it', async () => {
  const here = await world()
  const { yoga } = here.ids.sessions
  const whose = { sessionId: yoga, participantId: here.ids.participants.pelle }
  const time = { date: '2026-03-24', start: '09:30', end: '10:30', version: 1 }
  const { moving } = await here.tenant(async (tx) => {
    await tx.insert(attendance).values({ ...whose, status: 'present', checkedInAt: here.clock.now() })
    const moving = here.karin.json('PUT', `/sessions/${yoga}/time`, time)
    await setTimeout(150)
    return { moving }
  })
  expect((await moving).status).toBe(422)
  expect(await stored(here, yoga)).toMatchObject({ localDate: tuesday })
})

test('a session dragged in the calendar is moved once; a stale drag and a clash get a sentence', async () => {
  const here = await world()
  const address = `/sessions/${here.ids.sessions.yoga}/time`
  const to = (start: string, end: string, version: number, date = '2026-03-18') => ({
    date,
    start,
    end,
    version,
  })
  const moved = await here.karin.json<{ version: number; message: string }>(
    'PUT',
    address,
    to('10:00', '11:00', 1),
  )
  expect(moved).toMatchObject({
    status: 200,
    body: { version: 2, message: 'Flyttat: Yoga är nu onsdag 18 mars 10.00–11.00.' },
  })
  expect(await here.astrid.json('PUT', address, to('13:00', '14:00', 1))).toMatchObject({
    status: 409,
    body: { message: 'Någon annan har ändrat passet. Veckan visar nu hur det är.' },
  })
  await here.karin.post('/sessions', wish(here, { location_id: here.ids.locations.salen }))
  expect(await here.karin.json('PUT', address, to('13:30', '14:30', 2, '2026-03-17'))).toMatchObject({
    status: 409,
    body: { message: 'Salen är upptagen av Yoga 13.00–14.00.', problems: [{ field: 'location_id' }] },
  })
  expect(await here.karin.json('PUT', address, to('13:30', '13:30', 2))).toMatchObject({ status: 422 })
  expect(await here.karin.json('PUT', address, { version: 2 })).toMatchObject({ status: 422 })
  expect(await here.leif.json('PUT', address, to('13:00', '14:00', 2))).toMatchObject({ status: 403 })
  expect(await here.nils.json('PUT', address, to('13:00', '14:00', 2))).toMatchObject({ status: 404 })
  expect(await stored(here, here.ids.sessions.yoga)).toMatchObject({ localDate: '2026-03-18', version: 2 })
})

test('a cancelled session stays, struck through with its reason, and holds neither leader nor place', async () => {
  const here = await world()
  const address = `/sessions/${here.ids.sessions.yoga}`
  const refused = await here.leif.post(`${address}/cancellation`, { reason: '  ' })
  expect([refused.status, refused.text]).toEqual([
    422,
    expect.stringContaining('Skriv varför. Deltagarna ser det.'),
  ])
  expect((await here.rut.post(`${address}/cancellation`, { reason: 'Nej' })).status).toBe(403)

  expect((await here.leif.post(`${address}/cancellation`, { reason: 'Ledaren är sjuk' })).status).toBe(303)
  expect(await stored(here, here.ids.sessions.yoga)).toMatchObject({
    cancellationReason: 'Ledaren är sjuk',
    sequence: 1,
    version: 2,
  })
  const list = (await here.rut.get('/schedule?week=2026-W12&view=list')).text
  expect(list).toContain('<s>Yoga</s>')
  expect(list).toContain('Inställt: Ledaren är sjuk')
  expect((await here.leif.post(`${address}/cancellation`, { reason: 'En gång till' })).status).toBe(409)

  const instead = wish(here, {
    start_time: '09:30',
    end_time: '10:30',
    location_id: here.ids.locations.salen,
    leader_id: here.ids.staff.leif,
  })
  expect((await here.karin.post('/sessions', instead)).status).toBe(303)
  const back = await here.karin.delete(`${address}/cancellation`)
  expect(back.status).toBe(409)
  expect(back.text).toMatch(/(Leif Sandell leder redan|Salen är upptagen av) Yoga 09.30–10.30/)
})

test('a cancellation can be taken back while the session is still to come, but not twice and not afterwards', async () => {
  const here = await world()
  const address = `/sessions/${here.ids.sessions.yoga}/cancellation`
  await here.karin.post(address, { reason: 'Snöstorm' })
  expect((await here.karin.delete(address)).status).toBe(303)
  expect(await stored(here, here.ids.sessions.yoga)).toMatchObject({
    cancelledAt: null,
    sequence: 2,
    version: 3,
  })
  expect((await here.karin.delete(address)).status).toBe(422)
  await here.karin.post(address, { reason: 'Snöstorm' })
  here.clock.advance({ hours: 3 })
  expect((await here.karin.delete(address)).status).toBe(422)
})

test('a session without leader and place, sent twice by a trembling hand, is planned once', async () => {
  const { karin, ids } = await world()
  const form = {
    activity_id: ids.activities.yoga,
    date: '2026-03-19',
    start_time: '13:00',
    end_time: '14:00',
  }
  expect((await karin.post('/sessions', form)).status).toBe(303)
  const second = await karin.post('/sessions', form)
  expect(second.status).toBe(409)
  expect(second.text).toContain('Det passet finns redan i schemat')
  const week = await karin.json<{ sessions: unknown[] }>('GET', '/sessions?from=2026-03-19&to=2026-03-19')
  expect(week.body.sessions.length).toBe(1)
})

test('a time that has been and a closed day are planned, and told', async () => {
  const here = await world()
  const planned = async (changes: Record<string, string>) => {
    const { location } = await here.karin.post('/sessions', wish(here, changes))
    return (await here.karin.get(location ?? '')).text
  }
  const past = await planned({ date: '2026-03-10' })
  expect(past).toContain('Tiden har redan varit.')
  expect(past).toContain('0 anmälda')
  expect(await planned({ date: '2026-04-03' })).toContain('Den dagen är en stängd dag.')
  expect(await planned({ date: '2026-04-08' })).toContain('Passet är inlagt.')
})
