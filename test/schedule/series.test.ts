import { expect, test } from 'vitest'
import { sessionsBetween } from '../../server/schedule/queries.ts'
import { localDate } from '../../server/time/dates.ts'
import { world, type World } from '../world.ts'
import { confirmed } from './confirmed.ts'

/** Yoga on Tuesdays and Thursdays at 13, from the end of March over Easter. */
const rule = ({ ids }: World, changes: Record<string, string | string[]> = {}) => ({
  weekdays: ['2', '4'],
  starts_on: '2026-03-24',
  ends_on: '2026-04-16',
  start_time: '13:00',
  minutes: '60',
  location_id: ids.locations.salen,
  leader_id: ids.staff.leif,
  places: '12',
  ...changes,
})
const spring = ({ tenant }: World) =>
  tenant((tx) => sessionsBetween(tx, localDate('2026-03-18'), localDate('2026-12-31')))
const plan = (here: World, changes: Record<string, string | string[]> = {}) =>
  confirmed(here.karin, `/activities/${here.ids.activities.yoga}/series`, rule(here, changes))

test('a series becomes sessions on its weekdays, at the same time on the wall before and after the clocks change', async () => {
  const here = await world()
  const answer = await plan(here)
  expect(answer.status).toBe(303)
  const sessions = await spring(here)
  expect(sessions.map((session) => session.localDate)).toEqual([
    '2026-03-24',
    '2026-03-26',
    '2026-03-31',
    '2026-04-02',
    '2026-04-07',
    '2026-04-09',
    '2026-04-14',
    '2026-04-16',
  ])
  expect(new Set(sessions.map((session) => session.localStart))).toEqual(new Set(['13:00']))
  expect(sessions[0]!.startsAt.toString()).toBe('2026-03-24T12:00:00Z')
  expect(sessions[2]!.startsAt.toString()).toBe('2026-03-31T11:00:00Z')
  const page = (await here.rut.get(answer.location!)).text
  expect(page).toContain('tisdagar och torsdagar 13.00–14.00')
  expect(page).toContain('8 pass är inlagda.')
})

test('holidays and closed days are skipped, and the series says which', async () => {
  const here = await world()
  await here.karin.post('/closed-periods', {
    name: 'Planeringsdagar',
    starts_on: '2026-04-07',
    ends_on: '2026-04-08',
  })
  const answer = await plan(here, { weekdays: ['1', '2'] })
  const sessions = await spring(here)
  expect(sessions.map((session) => session.localDate)).toEqual([
    '2026-03-24',
    '2026-03-30',
    '2026-03-31',
    '2026-04-13',
    '2026-04-14',
  ])
  const page = (await here.karin.get(answer.location!)).text
  expect(page).toContain('2 dagar hoppades över för att det är stängt:')
  expect(page).toContain('måndag 6 april – annandag påsk')
  expect(page).toContain('tisdag 7 april – Planeringsdagar')
})

const form = ({ ids }: World) => `/activities/${ids.activities.yoga}/series`
const seenIn = (text: string) => /name="seen" value="([^"]*)"/.exec(text)![1]!

test('a new series is shown before it is put in: how many sessions, from when to when, the closed days and the clashes', async () => {
  const here = await world()
  const taken = (date: string) =>
    here.karin.post('/sessions', {
      activity_id: here.ids.activities.yoga,
      date,
      start_time: '13:30',
      end_time: '14:30',
      location_id: here.ids.locations.salen,
    })
  await taken('2026-04-14')
  const typed = rule(here, { weekdays: ['1', '2'] })
  const preview = await here.karin.post(form(here), typed)
  expect(preview.status).toBe(200)
  expect(preview.text).toContain('5 nya pass, från tisdag 24 mars 2026 till måndag 13 april 2026')
  expect(preview.text).toContain('måndagar och tisdagar 13.00–14.00, till och med 16 april 2026')
  expect(preview.text).toContain('Inget pass läggs måndag 6 april: annandag påsk.')
  expect(preview.text).toContain('Yoga tisdag 14 april 13.00–14.00: Salen används redan av Yoga 13.30–14.30.')
  expect(preview.text).toContain('Lägg in serien, utan krockarna')
  expect(preview.text).not.toContain('Visa med dubbelbokad ledare')
  expect(await spring(here)).toHaveLength(1)

  const again = await here.karin.post(form(here), { ...typed, again: 'yes', seen: seenIn(preview.text) })
  expect(again.text).toMatch(/name="starts_on"[^>]*value="2026-03-24"/)
  // Another day is taken meanwhile: one is asked again, and nothing was put in.
  await taken('2026-03-31')
  const late = await here.karin.post(form(here), { ...typed, seen: seenIn(preview.text) })
  expect(late.status).toBe(409)
  expect(late.text).toContain('Schemat har ändrats sedan du tittade')
  expect(await spring(here)).toHaveLength(2)

  const done = await here.karin.post(form(here), { ...typed, seen: seenIn(late.text) })
  expect(done.status).toBe(303)
  expect((await spring(here)).map(({ localDate: day }) => day)).toEqual([
    '2026-03-24',
    '2026-03-30',
    '2026-03-31',
    '2026-04-07',
    '2026-04-13',
    '2026-04-14',
  ])
  // Sent twice, it is in its own way.
  const twice = await here.karin.post(form(here), { ...typed, seen: seenIn(late.text) })
  expect(twice.status).toBe(409)
  expect(twice.text).toContain('Alla pass krockar med något annat.')
  expect(twice.text).not.toContain('Lägg in serien')
  expect((await here.karin.post(form(here), { ...typed, seen: seenIn(twice.text) })).status).toBe(409)
})

test('the leader of a new series is booked twice only when somebody says why, and that is shown as well', async () => {
  const here = await world()
  await here.karin.post('/sessions', {
    activity_id: here.ids.activities.yoga,
    date: '2026-03-26',
    start_time: '13:30',
    end_time: '14:30',
    leader_id: here.ids.staff.leif,
  })
  const typed = rule(here, { ends_on: '2026-03-31' })
  const preview = await here.karin.post(form(here), typed)
  expect(preview.text).toContain('2 nya pass')
  expect(preview.text).toContain('Visa med dubbelbokad ledare')
  const doubled = { ...typed, double_booked_because: 'Grupperna slås ihop' }
  const shown = await here.karin.post(form(here), doubled)
  expect(shown.text).toContain('3 nya pass')
  expect(shown.text).toContain('Ledaren får leda något annat samtidigt: Grupperna slås ihop')
  expect((await here.karin.post(form(here), { ...doubled, seen: seenIn(shown.text) })).status).toBe(303)
  expect(await spring(here)).toHaveLength(4)
})

test('what would have begun already is not put in, and the preview says how many that are', async () => {
  const here = await world()
  const typed = rule(here, {
    starts_on: '2026-03-10',
    ends_on: '2026-03-24',
    weekdays: '2',
    start_time: '08:00',
  })
  const preview = await here.karin.post(form(here), typed)
  expect(preview.text).toContain('1 nytt pass, tisdag 24 mars 2026')
  expect(preview.text).toContain('2 pass skulle redan ha börjat.')
  const { location } = await here.karin.post(form(here), { ...typed, seen: seenIn(preview.text) })
  expect((await here.karin.get(location!)).text).toContain('1 pass är inlagt.')
  const over = await here.karin.post(form(here), { ...typed, ends_on: '2026-03-17' })
  expect(over.status).toBe(422)
  expect(over.text).toContain('Det sista datumet har redan varit.')
})

test('breakfast every workday, every other Tuesday, the first Monday of the month; until a date, so many times, or on and on', async () => {
  const here = await world()
  const breakfast = await plan(here, { repeat: 'workdays', weekdays: [], ends: 'after', times: '10' })
  const days = (await spring(here)).map((session) => session.localDate)
  expect(days).toHaveLength(10)
  expect(days.slice(-4)).toEqual(['2026-04-01', '2026-04-02', '2026-04-07', '2026-04-08'])
  const page = (await here.karin.get(breakfast.location!)).text
  expect(page).toContain('vardagar 13.00–14.00, 10 gånger')
  expect(page).toContain('fredag 3 april – långfredagen')

  const other = { location_id: '', leader_id: '', start_time: '15:00' }
  const fortnight = await plan(here, { ...other, weekdays: '2', every_weeks: '2', ends: 'open' })
  const open = (await here.karin.get(fortnight.location!)).text
  expect(open).toContain('varannan vecka på tisdagar 15.00–16.00, tills vidare')
  expect(open).toContain('13 pass är inlagda.')

  const monthly = { ...other, start_time: '17:00', repeat: 'monthly', ordinal: '-1', weekdays: '5' }
  const last = await plan(here, { ...monthly, ends_on: '2026-06-30' })
  expect((await here.karin.get(last.location!)).text).toContain('sista fredagen i månaden 17.00–18.00')
})

test('a series that begins beyond the horizon is put in without sessions', async () => {
  const here = await world()
  const answer = await plan(here, { starts_on: '2027-06-01', ends: 'open' })
  expect(answer.status).toBe(303)
  expect((await here.karin.get(answer.location!)).status).toBe(200)
})

test.each([
  ['without a weekday', { weekdays: '' }, 'Välj'],
  ['with an eighth weekday', { weekdays: '8' }, 'Välj något i listan.'],
  ['that ends before it begins', { ends_on: '2026-03-01' }, 'Det sista datumet ligger före det första.'],
  ['without an end', { ends_on: '' }, 'Fyll i det här.'],
  ['of a thousand weeks', { ends_on: '2060-01-01' }, 'Det blir fler än 1000 pass.'],
  ['of a thousand months', { repeat: 'monthly', ordinal: '1', ends_on: '2099-01-01' }, 'högst 20 år framåt'],
  ['of ten thousand times', { ends: 'after', times: '10000' }, 'Skriv ett tal från 1 till 1000.'],
  ['of the year 0202', { starts_on: '0202-03-24' }, 'datum'],
  ['every hundredth week', { every_weeks: '100' }, 'Skriv ett tal från 1 till 52.'],
  [
    'that ends before its first day',
    { weekdays: '5', ends_on: '2026-03-26' },
    'Före det datumet finns ingen',
  ],
  ['of thirteen hours', { minutes: '780' }, 'Skriv ett tal från 5 till 720.'],
  [
    'of no open day',
    { weekdays: '1', starts_on: '2026-04-06', ends_on: '2026-04-06' },
    'ingen sådan veckodag',
  ],
])('a series %s is refused beside its field', async (_what, changes, sentence) => {
  const here = await world()
  const answer = await plan(here, changes)
  expect(answer.status).toBe(422)
  expect(answer.text).toContain(sentence)
  expect(await spring(here)).toHaveLength(0)
})

test('leaders and readers see a series but do not plan one; another organisation sees nothing', async () => {
  const here = await world()
  const { location } = await plan(here)
  const form = `/activities/${here.ids.activities.yoga}/series`
  for (const client of [here.leif, here.rut]) {
    expect((await client.get(location!)).status).toBe(200)
    expect((await client.get(`${form}/new`)).status).toBe(403)
    expect((await client.post(form, rule(here))).status).toBe(403)
  }
  expect((await here.nils.get(location!)).status).toBe(404)
  expect((await here.nils.get(`${form}/new`)).status).toBe(404)
  expect((await here.nils.post(form, rule(here))).status).toBe(404)
})

test('every weekday for almost four years is put in at once, and asked for again is refused in a moment', async () => {
  const here = await world()
  const years = { weekdays: ['1', '2', '3', '4', '5'], ends_on: '2029-12-31' }
  const started = performance.now()
  expect((await plan(here, years)).status).toBe(303)
  expect((await here.karin.post(form(here), rule(here, years))).text).toContain('Alla pass krockar')
  expect(performance.now() - started).toBeLessThan(15_000)
  const all = await here.tenant((tx) => sessionsBetween(tx, localDate('2026-03-18'), localDate('2029-12-31')))
  expect(all.length).toBeGreaterThan(900)
})
