import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { activity, booking, session } from '../../db/schema/index.ts'
import { sessionsBetween } from '../../server/schedule/queries.ts'
import { localDate } from '../../server/time/dates.ts'
import { announcements, world, type Answer, type Client, type World } from '../world.ts'
import { confirmed } from './confirmed.ts'

const days = ({ tenant }: World, from: string, to: string) =>
  tenant((tx) => sessionsBetween(tx, localDate(from), localDate(to)))
const nextWeek = (here: World) => days(here, '2026-03-23', '2026-03-29')
const week12ToNext = { from_first: '2026-W12', onto_first: '2026-W13' }

/** Says yes to what the preview shows: sends its form as it stands. */
async function sayYes(client: Client, action: string, preview: Answer, also: Record<string, string> = {}) {
  expect(preview.status).toBe(200)
  const form: Record<string, string[]> = {}
  for (const [, name, value] of preview.text.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g))
    if (name !== 'back' && name !== '_method') (form[name!] ??= []).push(value!)
  return client.post(action, { ...form, ...also })
}

async function plan(here: World, changes: Record<string, string>) {
  const answer = await here.karin.post('/sessions', {
    activity_id: here.ids.activities.yoga,
    date: '2026-03-19',
    start_time: '13:00',
    end_time: '14:00',
    location_id: here.ids.locations.koket,
    leader_id: here.ids.staff.leif,
    ...changes,
  })
  expect(answer.status).toBe(303)
  return answer.location!.split('/').at(-1)!
}

const undoOf = (page: Answer) => /action="(\/schedule-changes\/[^"]+\/undoing)"/.exec(page.text)?.[1] ?? ''

test('a week is copied once it was looked at, as single sessions, and undone as a whole', async () => {
  const here = await world()
  await plan(here, {})
  const heard = announcements(here)
  const preview = await here.karin.post('/week-copies', week12ToNext)
  expect(preview.text).toContain('2 nya')
  expect(preview.text).toContain('tisdag 24 mars 09.30–10.30')
  expect(await nextWeek(here)).toEqual([])

  const copied = await sayYes(here.karin, '/week-copies', preview)
  expect([copied.status, copied.location]).toEqual([303, '/schedule?week=2026-W13'])
  const made = await nextWeek(here)
  expect(made.map(({ localDate, localStart, seriesId }) => [localDate, localStart, seriesId])).toEqual([
    ['2026-03-24', '09:30', null],
    ['2026-03-26', '13:00', null],
  ])
  await expect.poll(() => heard).toContain('schedule')

  const week = await here.karin.get(copied.location!)
  expect(week.text).toContain('Veckan är kopierad.')
  await here.karin.post(undoOf(week), { back: '/schedule' })
  expect(await nextWeek(here)).toEqual([])
})

test('the same copy twice makes nothing twice, and a yes that is sent twice neither', async () => {
  const here = await world()
  const preview = await here.karin.post('/week-copies', week12ToNext)
  await sayYes(here.karin, '/week-copies', preview)
  const again = await sayYes(here.karin, '/week-copies', preview)
  expect(again.status).toBe(409)
  expect(again.text).toContain('Schemat har ändrats sedan du tittade')
  expect(again.text).toContain('1 pass finns redan där')
  expect(again.text).not.toContain('name="seen" value=""')
  const third = await here.karin.post('/week-copies', week12ToNext)
  expect(third.text).not.toContain('>Kopiera<')
  expect(await nextWeek(here)).toHaveLength(1)
})

test('of a series, what the next week has already is not doubled; closed days are skipped and named', async () => {
  const here = await world()
  await confirmed(here.karin, `/activities/${here.ids.activities.yoga}/series`, {
    weekdays: ['3', '4'],
    starts_on: '2026-03-18',
    ends_on: '2026-03-26',
    start_time: '13:00',
    minutes: '60',
    location_id: here.ids.locations.koket,
    leader_id: here.ids.staff.leif,
  })
  await here.karin.post('/closed-periods', { name: 'Planeringsdag', starts_on: '2026-04-01' })
  const preview = await here.karin.post('/week-copies', {
    from_first: '2026-W12',
    onto_first: '2026-W13',
    onto_last: '2026-W14',
  })
  expect(preview.text).toContain('2 pass finns redan där')
  expect(preview.text).toContain('onsdag 1 april: Planeringsdag')
  await sayYes(here.karin, '/week-copies', preview)
  const made = await days(here, '2026-03-23', '2026-04-05')
  expect(made.map(({ localDate, seriesId }) => [localDate, seriesId !== null])).toEqual([
    ['2026-03-24', false],
    ['2026-03-25', true],
    ['2026-03-26', true],
    ['2026-03-31', false],
    ['2026-04-02', false],
  ])
})

test('what clashes is told by name and day before anything is done, and left out of it', async () => {
  const here = await world()
  await plan(here, {})
  const lena = here.ids.staff.karin
  await plan(here, {
    date: '2026-03-24',
    start_time: '10:00',
    end_time: '11:00',
    leader_id: lena,
    location_id: here.ids.locations.salen,
  })
  const preview = await here.karin.post('/week-copies', week12ToNext)
  expect(preview.text).toContain('tisdag 24 mars')
  expect(preview.text).toContain('Salen används redan av Yoga 10.00–11.00')
  expect(preview.text).toContain('Kopiera, utan krockarna')
  await sayYes(here.karin, '/week-copies', preview)
  expect((await nextWeek(here)).map(({ localDate, localStart }) => `${localDate} ${localStart}`)).toEqual([
    '2026-03-24 10:00',
    '2026-03-26 13:00',
  ])
})

test('a week is not copied without sense: over itself, into the past, backwards, of nowhere', async () => {
  const here = await world()
  const refused = async (form: Record<string, string>, words: string) => {
    const answer = await here.karin.post('/week-copies', { ...week12ToNext, ...form })
    expect([answer.status, answer.text.includes(words)]).toEqual([422, true])
  }
  await refused({ onto_first: '2026-W12' }, 'Välj andra veckor än dem du kopierar från.')
  await refused({ onto_first: '2026-W11' }, 'Välj en vecka i listan som inte är över.')
  await refused({ onto_last: '2026-W12' }, 'Den sista veckan ligger före den första.')
  await refused({ onto_last: '2027-W30' }, 'Välj högst 53 veckor.')
  await refused({ onto_first: '0202-W01' }, 'Välj en vecka i listan som inte är över.')
  await refused({ from_first: '' }, 'Fyll i det här.')
  await refused({ from_first: '2026-W99' }, 'Välj något i listan.')
  expect((await here.karin.post('/week-copies', { ...week12ToNext, again: 'yes' })).status).toBe(200)
})

test('a week is kept by name, looked at, laid over others, renamed and taken away again', async () => {
  const here = await world()
  const kept = await here.karin.post('/week-templates', { name: 'Vanlig vecka', week: '2026-W12' })
  expect(kept.status).toBe(303)
  const page = await here.karin.get(kept.location!)
  expect(page.text).toContain('1 pass i veckan')
  expect(page.text).toContain('tisdag')
  expect(page.text).toContain('09.30–10.30')

  const action = `${kept.location!}/weeks`
  const onto = { onto_first: '2026-W12', onto_last: '2026-W14' }
  const preview = await here.karin.post(action, onto)
  expect(preview.text).toContain('2 nya')
  expect(preview.text).toContain('1 pass finns redan där')
  const laid = await sayYes(here.karin, action, preview)
  expect(laid.location).toBe('/schedule?week=2026-W12')
  expect((await days(here, '2026-03-16', '2026-04-05')).map((one) => one.localDate)).toEqual([
    '2026-03-17',
    '2026-03-24',
    '2026-03-31',
  ])
  expect((await here.karin.post(action, onto)).text).toContain('3 pass finns redan där')

  const renamed = await here.karin.patch(kept.location!, { name: 'Vårvecka', version: 1 })
  expect(renamed.status).toBe(303)
  expect((await here.karin.get('/week-templates')).text).toContain('Vårvecka')
  expect((await here.karin.delete(kept.location!)).location).toBe('/week-templates')
  expect((await here.karin.get(kept.location!)).status).toBe(404)
  expect(await days(here, '2026-03-16', '2026-04-05')).toHaveLength(3)
})

test('a template needs a name of its own and a week with something in it; two who rename it are told', async () => {
  const here = await world()
  const keep = (form: Record<string, string>) => here.karin.post('/week-templates', form)
  const { location } = await keep({ name: 'Vanlig vecka', week: '2026-W12' })
  expect((await keep({ name: 'Vanlig vecka', week: '2026-W12' })).status).toBe(409)
  expect((await keep({ name: '', week: '2026-W12' })).status).toBe(422)
  expect((await keep({ name: 'x'.repeat(61), week: '2026-W12' })).status).toBe(422)
  const empty = await keep({ name: 'Tom', week: '2026-W20' })
  expect([empty.status, empty.text.includes('Den veckan har inga pass')]).toEqual([422, true])

  await here.astrid.patch(location!, { name: 'Höstvecka', version: 1 })
  const late = await here.karin.patch(location!, { name: 'Vårvecka', version: 1 })
  expect(late.status).toBe(409)
  expect(late.text).toContain('döpte just om mallen till ”Höstvecka”')
  expect(late.text).toContain('value="Vårvecka"')
})

test('a template made before an activity was archived leaves it out and says so', async () => {
  const here = await world()
  const { location } = await here.karin.post('/week-templates', { name: 'Vanlig vecka', week: '2026-W12' })
  await here.tenant((tx) =>
    tx
      .update(activity)
      .set({ archivedAt: here.clock.now() })
      .where(eq(activity.id, here.ids.activities.yoga)),
  )
  expect((await here.karin.get(location!)).text).toContain('Erbjuds inte längre')
  const preview = await here.karin.post(`${location!}/weeks`, { onto_first: '2026-W13' })
  expect(preview.text).toContain('Yoga erbjuds inte längre: 1 pass hoppas över.')
  expect(preview.text).not.toContain('name="seen" value=""')
})

test('another leader takes over for a while; the one who is busy already is told by name, and it is undone', async () => {
  const here = await world()
  const { leif, karin } = here.ids.staff
  await plan(here, { date: '2026-03-18' })
  await plan(here, { date: '2026-03-19' })
  await plan(here, {
    date: '2026-03-19',
    start_time: '13:30',
    end_time: '14:30',
    leader_id: karin,
    location_id: here.ids.locations.salen,
  })
  const booked = { participantId: here.ids.participants.pelle, sessionId: here.ids.sessions.yoga }
  await here.tenant((tx) => tx.insert(booking).values(booked))
  const wish = { from: leif, to: karin, first: '2026-03-17', last: '2026-03-20', reason: 'Studiebesök' }
  const preview = await here.karin.post('/leader-swaps', wish)
  expect(preview.text).toContain('Det berör 1 deltagare som är anmäld')
  expect(preview.text).toContain('ändras: ledaren från Leif Sandell till Karin Holmström')
  expect(preview.text).toContain('2 pass leds av Karin')
  expect(preview.text).toContain('Serierna behåller sin vanliga ledare')
  expect(preview.text).toContain('torsdag 19 mars 13.00–14.00')
  const answer = await sayYes(here.karin, '/leader-swaps', preview)
  expect(answer.location).toBe('/schedule?week=2026-W12')
  const leaders = async () =>
    (await days(here, '2026-03-17', '2026-03-20')).map(({ localDate, leaderId }) => [
      localDate,
      leaderId === leif ? 'leif' : 'karin',
    ])
  expect(await leaders()).toEqual([
    ['2026-03-17', 'karin'],
    ['2026-03-18', 'karin'],
    ['2026-03-19', 'leif'],
    ['2026-03-19', 'karin'],
  ])
  const history = await here.karin.get('/schedule-changes')
  expect(history.text).toContain('Du bytte ledare på 2 pass från Leif Sandell till Karin Holmström')
  expect(history.text).toContain('Orsak: Studiebesök')
  await here.karin.post(undoOf(history), {})
  expect((await leaders())[0]).toEqual(['2026-03-17', 'leif'])
})

test('what a leader leads can be left without one, for chosen activities only', async () => {
  const here = await world()
  const { leif } = here.ids.staff
  const unknown = '01890000-0000-7000-8000-000000000000'
  const nothing = await here.karin.post('/leader-swaps', {
    from: leif,
    first: '2026-03-17',
    activities: unknown,
  })
  expect(nothing.text).toContain('Inget ändras.')
  const preview = await here.karin.post('/leader-swaps', {
    from: leif,
    first: '2026-03-17',
    activities: here.ids.activities.yoga,
  })
  await sayYes(here.karin, '/leader-swaps', preview)
  expect((await days(here, '2026-03-17', '2026-03-17'))[0]!.leaderId).toBeNull()
  const refused = await here.karin.post('/leader-swaps', { from: leif, to: leif, first: '2026-03-17' })
  expect([refused.status, refused.text.includes('Välj en annan än den som leder nu.')]).toEqual([422, true])
  const stranger = await here.karin.post('/leader-swaps', { from: unknown, first: '2026-03-17' })
  expect(stranger.status).toBe(422)
})

test('everything on a day is cancelled for one reason; the participants are counted, and it is taken back', async () => {
  const here = await world()
  const cooking = await plan(here, { date: '2026-03-17' })
  await here.tenant(async (tx) => {
    await tx.insert(booking).values({ participantId: here.ids.participants.pelle, sessionId: cooking })
    await tx.insert(booking).values({ participantId: here.ids.participants.amina, sessionId: cooking })
    await tx
      .insert(booking)
      .values({ participantId: here.ids.participants.pelle, sessionId: here.ids.sessions.yoga })
  })
  const wish = { first: '2026-03-17', reason: 'Strömavbrott' }
  const preview = await here.karin.post('/bulk-cancellations', wish)
  expect(preview.text).toContain('Ställ in 2 pass')
  expect(preview.text).toContain('2 deltagare får veta det')
  const answer = await sayYes(here.karin, '/bulk-cancellations', preview)
  expect(answer.status).toBe(303)
  const reasons = async () =>
    (await days(here, '2026-03-17', '2026-03-17')).map((one) => one.cancellationReason)
  expect(await reasons()).toEqual(['Strömavbrott', 'Strömavbrott'])
  const week = await here.karin.get(answer.location!)
  expect((await here.karin.post('/bulk-cancellations', wish)).text).toContain('2 pass är redan inställda.')
  await here.karin.post(undoOf(week), {})
  expect(await reasons()).toEqual([null, null])
})

test('what has begun stays as it is, and nothing is cancelled without a reason or for a leader of nowhere', async () => {
  const here = await world()
  await plan(here, { date: '2026-03-17' })
  here.clock.set('2026-03-17T09:40:00+01:00')
  const wish = { first: '2026-03-17', leader_id: here.ids.staff.leif, reason: 'Leif är ledig' }
  const preview = await here.karin.post('/bulk-cancellations', wish)
  expect(preview.text).toContain('1 pass har redan börjat')
  await sayYes(here.karin, '/bulk-cancellations', preview)
  expect((await days(here, '2026-03-17', '2026-03-17')).map((one) => one.cancelledAt !== null)).toEqual([
    false,
    true,
  ])
  const refused = async (changes: Record<string, string>) =>
    (await here.karin.post('/bulk-cancellations', { ...wish, ...changes })).status
  expect(await refused({ reason: '' })).toBe(422)
  expect(await refused({ first: '0202-01-01' })).toBe(422)
  expect(await refused({ last: '2026-03-01' })).toBe(422)
  expect(await refused({ leader_id: here.ids.participants.pelle })).toBe(422)
  expect(await refused({ reason: 'dolt\u202e' })).toBe(422)
})

test('what somebody changed between the look and the yes is looked at again before anything is done', async () => {
  const here = await world()
  const wish = { first: '2026-03-17', reason: 'Strömavbrott' }
  const preview = await here.karin.post('/bulk-cancellations', wish)
  await here.tenant((tx) =>
    tx.update(session).set({ version: 2 }).where(eq(session.id, here.ids.sessions.yoga)),
  )
  const answer = await sayYes(here.karin, '/bulk-cancellations', preview)
  expect(answer.status).toBe(409)
  expect((await days(here, '2026-03-17', '2026-03-17'))[0]!.cancelledAt).toBeNull()
})

test('the page of the commands names them all, for those who plan, and they remember the week', async () => {
  const here = await world()
  const page = await here.karin.get('/schedule-tools?week=2026-W13')
  for (const href of ['/week-copies/new', '/week-templates', '/leader-swaps/new', '/bulk-cancellations/new'])
    expect(page.text).toContain(`href="${href}?week=2026-W13"`)
  expect((await here.karin.get('/week-copies/new?week=2026-W13')).text).toMatch(
    /value="2026-W13" selected(="")?>/,
  )
  expect((await here.leif.get('/schedule')).text).not.toContain('/schedule-tools?')
  expect((await here.karin.get('/schedule')).text).toContain('/schedule-tools?week=2026-W12')
})
