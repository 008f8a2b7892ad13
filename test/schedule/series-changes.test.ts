import { and, eq, isNotNull, isNull } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { attendance, booking, scheduleChange, series, session, signIn } from '../../db/schema/index.ts'
import { world, type Answer, type Client, type World } from '../world.ts'
import { confirmed } from './confirmed.ts'

/** Yoga on Tuesdays at 13 in the hall, from 24 March to 21 April; the yoga of today is no part of it. */
async function yogaSeries(here: World, changes: Record<string, string | string[]> = {}) {
  const answer = await confirmed(here.karin, `/activities/${here.ids.activities.yoga}/series`, {
    weekdays: '2',
    starts_on: '2026-03-24',
    ends_on: '2026-04-21',
    start_time: '13:00',
    minutes: '60',
    location_id: here.ids.locations.salen,
    leader_id: here.ids.staff.leif,
    places: '12',
    ...changes,
  })
  return answer.location!.split('/').at(-1)!
}

/** What the form of a series holds at first, with changes. */
const rule = ({ ids }: World, changes: Record<string, string | string[]> = {}) => ({
  version: '1',
  scope: 'all',
  repeat: 'weekly',
  weekdays: '2',
  every_weeks: '1',
  ends: 'on',
  ends_on: '2026-04-21',
  starts_on: '2026-03-24',
  start_time: '13:00',
  minutes: '60',
  location_id: ids.locations.salen,
  leader_id: ids.staff.leif,
  places: '12',
  ...changes,
})

const sessionsOf = ({ tenant }: World, seriesId: string) =>
  tenant((tx) =>
    tx
      .select()
      .from(session)
      .where(and(eq(session.seriesId, seriesId), isNull(session.removedAt)))
      .orderBy(session.startsAt),
  )
const days = async (here: World, seriesId: string) =>
  (await sessionsOf(here, seriesId)).map(({ localDate, localStart, cancelledAt }) =>
    cancelledAt ? `${localDate} inställt` : `${localDate} ${localStart}`,
  )
const seriesRow = ({ tenant }: World, id: string) =>
  tenant(async (tx) => (await tx.select().from(series).where(eq(series.id, id)))[0]!)

/** Says yes to what a preview shows: its hidden fields are sent as a browser would. */
function confirm(client: Client, { text }: Answer, changes: Record<string, string> = {}) {
  const form = text.slice(text.lastIndexOf('<form', text.indexOf('name="seen"')))
  const action = /action="([^"]+)"/.exec(form)![1]!
  const hidden: Record<string, string[]> = {}
  for (const [, name, value] of form.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g))
    (hidden[name!] ??= []).push(value!.replaceAll('&amp;', '&').replaceAll('&#39;', "'"))
  return client.post(action, { ...hidden, ...changes })
}

const undo = async (here: World) => {
  const [latest] = await here
    .tenant((tx) => tx.select({ id: scheduleChange.id }).from(scheduleChange).orderBy(scheduleChange.id))
    .then((all) => all.slice(-1))
  return here.karin.post(`/schedule-changes/${latest!.id}/undoing`)
}

const book = ({ tenant, ids }: World, sessionId: string) =>
  tenant((tx) => tx.insert(booking).values({ participantId: ids.participants.pelle, sessionId }))

async function bookSeries(here: World, seriesId: string) {
  const [first] = await sessionsOf(here, seriesId)
  const wish = { participant_id: here.ids.participants.pelle, whole_series: 'yes', confirmed: 'yes' }
  return here.karin.post(`/sessions/${first!.id}/bookings`, wish)
}

test('a series moves to another weekday once: shown first, bookings kept, and undone as a whole', async () => {
  const here = await world()
  const id = await yogaSeries(here)
  const before = await sessionsOf(here, id)
  await book(here, before[1]!.id)
  const form = rule(here, { weekdays: '4', ends_on: '2026-04-23' })
  const preview = await here.karin.patch(`/series/${id}`, form)
  expect(preview.status).toBe(200)
  expect(preview.text).toContain('5 pass flyttas')
  expect(preview.text).toContain('ändras: tiden från tis 24 mars 13.00 till tors 26 mars 13.00')
  expect(preview.text).toContain('1 deltagare får veta det')
  expect(preview.text).toContain('torsdagar 13.00–14.00, till och med 23 april 2026')
  expect(await sessionsOf(here, id)).toEqual(before)

  const done = await confirm(here.karin, preview)
  expect(done).toMatchObject({ status: 303, location: `/series/${id}` })
  const after = await sessionsOf(here, id)
  expect(after.map(({ localDate }) => localDate)).toEqual([
    '2026-03-26',
    '2026-04-02',
    '2026-04-09',
    '2026-04-16',
    '2026-04-23',
  ])
  expect(after.map(({ id: one }) => one)).toEqual(before.map(({ id: one }) => one))
  expect(after.map(({ sequence }) => sequence)).toEqual([1, 1, 1, 1, 1])
  expect(after[0]!.startsAt.toString()).toBe('2026-03-26T12:00:00Z')
  expect(after[1]!.startsAt.toString()).toBe('2026-04-02T11:00:00Z')

  // The same yes again is for a series that is no more.
  expect((await confirm(here.karin, preview)).status).toBe(409)
  expect((await undo(here)).status).toBe(303)
  const back = await sessionsOf(here, id)
  const shape = ({ version: _v, sequence: _s, changedAt: _c, ...rest }: (typeof back)[number]) => rest
  expect(back.map(shape)).toEqual(before.map(shape))
})

test('from one session on: the series is split in two, and those booked on it are booked on what continues it', async () => {
  const here = await world()
  const id = await yogaSeries(here)
  const all = await sessionsOf(here, id)
  const booked = await bookSeries(here, id)
  expect(booked.status).toBeLessThan(400)
  const form = rule(here, { scope: 'following', from: '2026-04-07', start_time: '15:00' })
  const preview = await here.karin.patch(`/series/${id}`, form)
  expect(preview.text).toContain('Från och med 7 april 2026: tisdagar 15.00–16.00')
  expect(preview.text).toContain('3 pass flyttas')
  const done = await confirm(here.karin, preview)
  const next = done.location!.split('/').at(-1)!
  expect(next).not.toBe(id)
  expect(await days(here, id)).toEqual(['2026-03-24 13:00', '2026-03-31 13:00'])
  expect(await days(here, next)).toEqual(['2026-04-07 15:00', '2026-04-14 15:00', '2026-04-21 15:00'])
  expect((await sessionsOf(here, next)).map((one) => one.id)).toEqual(all.slice(2).map((one) => one.id))
  expect(await seriesRow(here, id)).toMatchObject({ endsOn: '2026-04-06', startTime: '13:00' })
  expect(await seriesRow(here, next)).toMatchObject({ continues: id, startsOn: '2026-04-07' })
  const wishes = await here.tenant((tx) =>
    tx
      .select()
      .from(booking)
      .where(and(isNotNull(booking.seriesId), isNull(booking.withdrawnAt))),
  )
  expect(wishes.map((one) => one.seriesId).toSorted()).toEqual([id, next].toSorted())
  expect((await here.karin.get(`/series/${id}`)).text).toContain('Serien som tar vid')
  expect((await here.karin.get(`/series/${next}`)).text).toContain('Serien som den här fortsätter')

  await undo(here)
  expect(await days(here, id)).toHaveLength(5)
  expect((await here.karin.get(`/series/${next}`)).status).toBe(404)
})

test('what has been, what has begun and what somebody has come to never changes', async () => {
  const here = await world('2026-03-17T08:20:00+01:00')
  const id = await yogaSeries(here, {
    starts_on: '2026-03-17',
    start_time: '09:00',
    location_id: '',
    leader_id: '',
  })
  here.clock.advance({ hours: 1 })
  const [begun, checked] = await sessionsOf(here, id)
  await here.tenant((tx) =>
    tx.insert(attendance).values({
      participantId: here.ids.participants.pelle,
      sessionId: checked!.id,
      status: 'present',
    }),
  )
  const form = rule(here, { start_time: '17:00', location_id: '', leader_id: '' })
  const preview = await here.karin.patch(`/series/${id}`, form)
  expect(preview.text).toContain('2 pass har redan varit eller börjat och ändras inte.')
  await confirm(here.karin, preview)
  const after = await sessionsOf(here, id)
  expect(after.slice(0, 2)).toEqual([begun, checked])
  expect(new Set(after.slice(2).map((one) => one.localStart))).toEqual(new Set(['17:00']))
})

test('a clash names its day and the other session, and nothing is saved', async () => {
  const here = await world()
  const id = await yogaSeries(here)
  await here.karin.post('/sessions', {
    activity_id: here.ids.activities.yoga,
    date: '2026-04-09',
    start_time: '13:30',
    end_time: '14:30',
    leader_id: here.ids.staff.leif,
  })
  const before = await sessionsOf(here, id)
  const preview = await here.karin.patch(`/series/${id}`, rule(here, { weekdays: '4' }))
  expect(preview.status).toBe(409)
  expect(preview.text).toContain('Inget är ändrat.')
  expect(preview.text).toMatch(/torsdag 9 april 13.00–14.00: Leif[^<]* leder redan Yoga 13.30–14.30/)
  expect(preview.text).not.toContain('Ja, gör så')
  // Knowingly, with a reason, a leader may lead both.
  const knowingly = rule(here, { weekdays: '4', double_booked_because: 'Grupperna delar salen' })
  const both = await here.karin.patch(`/series/${id}`, knowingly)
  expect(both.status).toBe(200)
  // A yes that nobody was asked for changes nothing either.
  expect((await confirm(here.karin, preview)).status).toBe(409)
  expect(await sessionsOf(here, id)).toEqual(before)
})

test('where the same session stands already by itself, it is named before anything is saved', async () => {
  const here = await world()
  const free = { location_id: '', leader_id: '' }
  const id = await yogaSeries(here, free)
  const twin = { date: '2026-04-01', start_time: '13:00', end_time: '14:00', ...free }
  await here.karin.post('/sessions', { activity_id: here.ids.activities.yoga, ...twin })
  const preview = await here.karin.patch(`/series/${id}`, rule(here, { weekdays: '3', ...free }))
  expect(preview.status).toBe(409)
  expect(preview.text).toContain('Yoga onsdag 1 april 13.00–14.00 finns redan.')
  const again = await confirmed(
    here.karin,
    `/activities/${here.ids.activities.yoga}/series`,
    rule(here, free),
  )
  expect(again.status).toBe(409)
})

test('the second of two editors gets both versions side by side, and keeps what was typed', async () => {
  const here = await world()
  const id = await yogaSeries(here)
  await confirm(here.astrid, await here.astrid.patch(`/series/${id}`, rule(here, { start_time: '14:00' })))
  const mine = rule(here, { start_time: '15:00', places: '8' })
  const answer = await here.karin.patch(`/series/${id}`, mine)
  expect(answer.status).toBe(409)
  expect(answer.text).toContain('Någon annan har ändrat serien medan du skrev')
  expect(answer.text).toContain('14.00–15.00')
  expect(answer.text).toContain('15.00–16.00')
  expect(answer.text).toMatch(/name="start_time"[^>]*value="15:00"/)
  expect(answer.text).toMatch(/name="version" value="2"/)
  const preview = await here.karin.patch(`/series/${id}`, { ...mine, version: '2' })
  expect((await confirm(here.karin, preview)).status).toBe(303)
  expect(await days(here, id)).toContain('2026-03-24 15:00')
})

test('somebody moves a session between the question and the yes: one is asked again', async () => {
  const here = await world()
  const id = await yogaSeries(here)
  const [first] = await sessionsOf(here, id)
  const preview = await here.karin.patch(`/series/${id}`, rule(here, { start_time: '15:00' }))
  const moved = { date: '2026-03-25', start: '13:00', end: '14:00', version: 1 }
  expect((await here.astrid.json('PUT', `/sessions/${first!.id}/time`, moved)).status).toBe(200)
  const answer = await confirm(here.karin, preview)
  expect(answer.status).toBe(409)
  expect(answer.text).toContain('1 pass behöver ett beslut efteråt')
  expect(await days(here, id)).toContain('2026-03-31 13:00')
  expect((await confirm(here.karin, answer)).status).toBe(303)
  expect(await days(here, id)).toEqual([
    '2026-03-25 13:00',
    '2026-03-31 15:00',
    '2026-04-07 15:00',
    '2026-04-14 15:00',
    '2026-04-21 15:00',
  ])
})

test.each([
  ['keep', '2026-03-25 10:00', {}],
  ['follow', '2026-03-26 13:00', {}],
  ['cancel', '2026-03-25 inställt', { reason: 'Salen målas om' }],
])('an exception that does not fit is decided: %s', async (decision, stands, extra) => {
  const here = await world()
  const id = await yogaSeries(here)
  const [first] = await sessionsOf(here, id)
  const moved = { date: '2026-03-25', start: '10:00', end: '11:00', version: 1 }
  await here.karin.json('PUT', `/sessions/${first!.id}/time`, moved)
  expect((await here.karin.get(`/series/${id}`)).text).toContain('flyttat från tisdag 24 mars')
  const thursdays = rule(here, { weekdays: '4', ends_on: '2026-04-23' })
  await confirm(here.karin, await here.karin.patch(`/series/${id}`, thursdays))
  const page = (await here.karin.get(`/series/${id}`)).text
  expect(page).toContain('1 pass att bestämma om')
  expect(page).toContain('I serien skulle det vara torsdag 26 mars 13.00.')

  const path = `/sessions/${first!.id}/decision`
  expect((await here.karin.post(path, { decision, ...extra })).status).toBe(303)
  expect(await days(here, id)).toContain(stands)
  expect((await here.karin.get(`/series/${id}`)).text).not.toContain('att bestämma om')
  const again = await here.karin.post(path, { decision, ...extra })
  expect(again.status).toBe(422)
  await undo(here)
  expect((await here.karin.get(`/series/${id}`)).text).toContain('1 pass att bestämma om')
})

test('a decision to cancel says why, and one to follow is told of what is in the way', async () => {
  const here = await world()
  const id = await yogaSeries(here)
  const [first] = await sessionsOf(here, id)
  const moved = { date: '2026-03-25', start: '10:00', end: '11:00', version: 1 }
  await here.karin.json('PUT', `/sessions/${first!.id}/time`, moved)
  await confirm(here.karin, await here.karin.patch(`/series/${id}`, rule(here, { weekdays: '4' })))
  const path = `/sessions/${first!.id}/decision`
  const silent = await here.karin.post(path, { decision: 'cancel' })
  expect(silent.status).toBe(422)
  expect(silent.text).toContain('Skriv varför. Deltagarna ser det.')
  await here.karin.post('/sessions', {
    activity_id: here.ids.activities.yoga,
    date: '2026-03-26',
    start_time: '13:00',
    end_time: '14:00',
    leader_id: here.ids.staff.leif,
  })
  const taken = await here.karin.post(path, { decision: 'follow' })
  expect(taken.status).toBe(409)
  expect(taken.text).toContain('leder redan Yoga')
  expect(await days(here, id)).toContain('2026-03-25 10:00')
})

test('a series is ended: what comes after is gone, and where somebody is booked it says why', async () => {
  const here = await world()
  const id = await yogaSeries(here, { ends: 'open' })
  const all = await sessionsOf(here, id)
  expect(all.length).toBeGreaterThan(20)
  await book(here, all[4]!.id)
  const wish = { version: '1', ends_on: '2026-04-08', reason: 'Salen rivs' }
  const preview = await here.karin.post(`/series/${id}/ending`, wish)
  expect(preview.text).toContain('1 pass ställs in')
  await confirm(here.karin, preview)
  expect(await days(here, id)).toEqual([
    '2026-03-24 13:00',
    '2026-03-31 13:00',
    '2026-04-07 13:00',
    '2026-04-21 inställt',
  ])
  expect((await here.karin.get(`/sessions/${all[4]!.id}`)).text).toContain('Salen rivs')
  expect(await seriesRow(here, id)).toMatchObject({ endsOn: '2026-04-08', version: 2 })
  const early = await here.karin.post(`/series/${id}/ending`, { version: '2', ends_on: '2026-03-01' })
  expect(early.status).toBe(422)
  expect(early.text).toContain('Det sista datumet ligger före det första.')
})

test('all to come is cancelled with one reason, stays in sight, and no more is made', async () => {
  const here = await world()
  const id = await yogaSeries(here, { ends: 'open' })
  const silent = await here.karin.post(`/series/${id}/cancellation`, { version: '1', reason: ' ' })
  expect(silent.status).toBe(422)
  expect(silent.text).toContain('Skriv varför. Deltagarna ser det.')
  const preview = await here.karin.post(`/series/${id}/cancellation`, {
    version: '1',
    reason: 'Ledaren slutar',
  })
  await confirm(here.karin, preview)
  expect(new Set((await days(here, id)).map((day) => day.split(' ')[1]))).toEqual(new Set(['inställt']))
  expect((await seriesRow(here, id)).endsOn).not.toBeNull()
  expect((await here.astrid.get('/schedule-changes')).text).toMatch(
    /Karin Holmström ställde in \d+ kommande pass i serien Yoga/,
  )
  await undo(here)
  expect((await days(here, id))[0]).toBe('2026-03-24 13:00')
})

/** What the form of one more date holds, with changes. */
const extraDate = ({ ids }: World, changes: Record<string, string> = {}) => ({
  version: '1',
  date: '2026-03-28',
  start_time: '11:00',
  minutes: '90',
  leader_id: ids.staff.leif,
  ...changes,
})

test('one more date lies ahead, on a day that is open', async () => {
  const here = await world()
  const address = `/series/${await yogaSeries(here)}/sessions`
  const earlier = await here.karin.post(address, extraDate(here, { date: '2026-03-17', start_time: '08:00' }))
  expect([earlier.status, earlier.text.includes('Välj en tid som inte har varit.')]).toEqual([422, true])
  const holiday = await here.karin.post(address, extraDate(here, { date: '2026-04-03' }))
  expect([holiday.status, holiday.text.includes('Det är stängt den dagen: långfredagen.')]).toEqual([
    422,
    true,
  ])
})

test('a series that somebody ended meanwhile gets no more dates unasked', async () => {
  const here = await world()
  const id = await yogaSeries(here)
  const ending = { version: '1', ends_on: '2026-04-07' }
  await confirm(here.karin, await here.karin.post(`/series/${id}/ending`, ending))
  const late = await here.karin.post(`/series/${id}/sessions`, extraDate(here))
  expect([late.status, late.text.includes('value="2026-03-28"')]).toEqual([409, true])
  expect((await sessionsOf(here, id)).every(({ seriesDate }) => seriesDate !== null)).toBe(true)
  const seen = await here.karin.post(`/series/${id}/sessions`, extraDate(here, { version: '2' }))
  expect(seen.status).toBe(303)
})

test('one more date is put in, and whoever has booked the series has booked it too', async () => {
  const here = await world()
  const id = await yogaSeries(here)
  await bookSeries(here, id)
  const extra = extraDate(here)
  expect((await here.karin.post(`/series/${id}/sessions`, extra)).status).toBe(303)
  const made = (await sessionsOf(here, id)).find(({ seriesDate }) => seriesDate === null)!
  expect(made).toMatchObject({ localDate: '2026-03-28', localStart: '11:00', localEnd: '12:30' })
  const bookings = await here.tenant((tx) =>
    tx
      .select()
      .from(booking)
      .where(and(eq(booking.sessionId, made.id), isNull(booking.withdrawnAt))),
  )
  expect(bookings).toHaveLength(1)
  expect((await here.karin.get(`/series/${id}`)).text).toContain('extra pass')
  expect((await here.karin.post(`/series/${id}/sessions`, extra)).status).toBe(409)
  const past = await here.karin.post(`/series/${id}/sessions`, { ...extra, date: '2026-03-10' })
  expect(past.status).toBe(422)
  expect(past.text).toContain('Välj en dag som inte har varit.')
})

/** What the form of one session holds, with changes. */
const sessionForm = ({ ids }: World, changes: Record<string, string> = {}) => ({
  version: '1',
  date: '2026-04-07',
  start_time: '13:00',
  end_time: '14:00',
  location_id: ids.locations.salen,
  leader_id: ids.staff.leif,
  places: '12',
  ...changes,
})

test('the form of a session asks what is to change: this one, it and those after it, or all to come', async () => {
  const here = await world()
  const id = await yogaSeries(here)
  const [, , third] = await sessionsOf(here, id)
  expect((await here.karin.get(`/sessions/${third!.id}/edit`)).text).toContain(
    'Det här och de som kommer efter',
  )
  expect((await here.karin.get(`/sessions/${here.ids.sessions.yoga}/edit`)).text).not.toContain(
    'Det här och de som kommer efter',
  )

  const alone = { places: '10', scope: 'this' }
  await here.karin.patch(`/sessions/${third!.id}`, sessionForm(here, alone))
  const following = sessionForm(here, { ...alone, version: '2', date: '2026-04-08', scope: 'following' })
  const preview = await here.karin.patch(`/sessions/${third!.id}`, following)
  expect(preview.status).toBe(200)
  expect(preview.text).toContain('onsdagar 13.00–14.00, till och med 22 april 2026')
  expect((await confirm(here.karin, preview)).location).toBe(`/sessions/${third!.id}`)
  expect(await days(here, id)).toEqual(['2026-03-24 13:00', '2026-03-31 13:00'])
  const next = (await here.tenant((tx) => tx.select().from(series).where(eq(series.continues, id))))[0]!
  expect(await days(here, next.id)).toEqual(['2026-04-08 13:00', '2026-04-15 13:00', '2026-04-22 13:00'])
  expect((await sessionsOf(here, next.id)).map(({ places }) => places)).toEqual([10, 12, 12])

  await here.karin.post('/sessions', {
    activity_id: here.ids.activities.yoga,
    date: '2026-04-15',
    start_time: '15:30',
    end_time: '16:30',
    leader_id: here.ids.staff.leif,
  })
  const later = { version: '3', date: '2026-04-08', start_time: '15:00', end_time: '16:00', scope: 'all' }
  const taken = await here.karin.patch(
    `/sessions/${third!.id}`,
    sessionForm(here, { places: '10', ...later }),
  )
  expect(taken.status).toBe(409)
  expect(taken.text).toContain('leder redan Yoga onsdag 15 april 15.30–16.30.')
  expect(taken.text).toMatch(/name="start_time"[^>]*value="15:00"/)
  const elsewhere = sessionForm(here, { version: '3', date: '2026-04-17', scope: 'all' })
  const otherWeek = await here.karin.patch(`/sessions/${third!.id}`, elsewhere)
  expect(otherWeek.status).toBe(422)
  expect(otherWeek.text).toContain('Flytta inom samma vecka')
})

test('a session that has begun is not changed by itself when its series was meant', async () => {
  const here = await world()
  const id = await yogaSeries(here)
  const [first] = await sessionsOf(here, id)
  here.clock.set('2026-03-24T13:10:00+01:00')
  await here.tenant((tx) => tx.update(signIn).set({ lastUsedAt: here.clock.now() }))
  const answer = await here.karin.patch(`/sessions/${first!.id}`, {
    version: '1',
    scope: 'all',
    date: first!.localDate,
    start_time: '13:00',
    end_time: '14:00',
    leader_id: '',
    location_id: here.ids.locations.koket,
  })
  expect(answer.status).toBe(422)
  expect(answer.text).toContain('Passet kan bara ändras för sig')
  expect((await sessionsOf(here, id))[0]).toEqual(first)
})

test('the scope of a session that somebody changed meanwhile: both versions, nothing typed lost', async () => {
  const here = await world()
  const id = await yogaSeries(here)
  const [, , third] = await sessionsOf(here, id)
  await here.astrid.patch(`/sessions/${third!.id}`, sessionForm(here, { places: '6' }))
  const late = await here.karin.patch(
    `/sessions/${third!.id}`,
    sessionForm(here, { start_time: '15:00', end_time: '16:00', scope: 'all' }),
  )
  expect(late.status).toBe(409)
  expect(late.text).toMatch(/name="start_time"[^>]*value="15:00"/)
  expect(late.text).toMatch(/value="all" checked/)
  expect(new Set((await sessionsOf(here, id)).map(({ localStart }) => localStart))).toEqual(
    new Set(['13:00']),
  )
})

test('after a drag the scope is asked for: told first in JSON, done with the mark of what was told', async () => {
  const here = await world()
  const id = await yogaSeries(here)
  const [, second] = await sessionsOf(here, id)
  type Told = {
    message: string
    version?: number
    change?: string
    preview?: { seen: string; lines: string[]; clashes: string[]; undecided: number }
  }
  const drag = { date: '2026-04-01', start: '14:00', end: '15:00', version: 1, scope: 'following' }
  const asked = await here.karin.json<Told>('PUT', `/sessions/${second!.id}/time`, drag)
  expect(asked).toMatchObject({ status: 200, body: { preview: { lines: ['4 pass flyttas'], clashes: [] } } })
  expect(await days(here, id)).toHaveLength(5)
  const yes = { ...drag, seen: asked.body.preview!.seen }
  const done = await here.karin.json<Told>('PUT', `/sessions/${second!.id}/time`, yes)
  expect(done).toMatchObject({ status: 200, body: { version: 2 } })
  expect(done.body.message).toContain('Yoga är nu onsdag 1 april 14.00–15.00. 4 pass ändrades.')
  expect(done.body.change).toBeDefined()
  expect(await days(here, id)).toEqual(['2026-03-24 13:00'])

  const stale = await here.karin.json<Told>('PUT', `/sessions/${second!.id}/time`, yes)
  expect(stale.status).toBe(409)
  const alone = await here.karin.json<Told>('PUT', `/sessions/${here.ids.sessions.yoga}/time`, {
    ...drag,
    date: '2026-03-18',
  })
  expect(alone.status).toBe(422)
})

test.each([
  [
    'an end in the past with another rule',
    { weekdays: '3', ends_on: '2026-03-10' },
    'Det sista datumet har redan varit.',
  ],
  ['no weekday', { weekdays: [] }, 'Välj minst en veckodag.'],
  [
    'ten thousand days',
    { repeat: 'weekly', weekdays: ['1', '2', '3', '4', '5', '6', '7'], ends_on: '2060-01-01' },
    'Det blir fler än 1000 pass.',
  ],
  ['a year 0202', { ends_on: '0202-01-01' }, 'datum'],
  [
    'a place of another organisation',
    { location_id: '01890000-0000-7000-8000-000000000000' },
    'Välj något i listan.',
  ],
  ['a day that is none of its own', { scope: 'following', from: '2026-04-08' }, 'Välj något i listan.'],
  ['a reason with control characters', { reason: 'a\u0007b' }, 'tecken'],
  ['a reason of 500 characters', { reason: 'a'.repeat(500) }, 'Högst 200 tecken'],
])(
  'a change with %s is refused beside its field, and nothing is changed',
  async (_what, changes, sentence) => {
    const here = await world()
    const id = await yogaSeries(here)
    const answer = await here.karin.patch(`/series/${id}`, rule(here, changes))
    expect(answer.status).toBe(422)
    expect(answer.text).toContain(sentence)
    expect(await days(here, id)).toHaveLength(5)
  },
)

test('closed days are told in the preview and skipped', async () => {
  const here = await world()
  const id = await yogaSeries(here)
  const preview = await here.karin.patch(`/series/${id}`, rule(here, { weekdays: '1' }))
  expect(preview.text).toContain('Inget pass läggs måndag 6 april: annandag påsk.')
  await confirm(here.karin, preview)
  expect(await days(here, id)).not.toContain('2026-04-06 13:00')
  expect((await here.karin.get(`/series/${id}`)).text).toContain('måndag 6 april – annandag påsk')
})

test('what only gets longer, or another leader, is not said to move, and each session says what happens to it', async () => {
  const here = await world()
  const id = await yogaSeries(here)
  const longer = await here.karin.patch(`/series/${id}`, rule(here, { minutes: '90' }))
  expect(longer.text).toContain('5 pass blir längre')
  expect(longer.text).toContain('ändras: slutet från 14.00 till 14.30')
  expect(longer.text).not.toContain('flyttas')
  expect((await here.karin.patch(`/series/${id}`, rule(here, { minutes: '30' }))).text).toContain(
    '5 pass blir kortare',
  )
  const led = await here.karin.patch(`/series/${id}`, rule(here, { leader_id: here.ids.staff.karin }))
  expect(led.text).toContain('5 pass får en annan ledare')
  expect(led.text).toContain('ändras: ledaren från Leif Sandell till Karin Holmström')
  const places = await here.karin.patch(`/series/${id}`, rule(here, { places: '8' }))
  expect(places.text).toContain('5 pass ändras, men inte i tid, plats eller ledare')
  expect(places.text).toContain('ändras: antalet platser från 12 till 8')
})
