import { expect, test } from 'vitest'
import { activitiesOffered } from '../../server/schedule/activity-queries.ts'
import {
  noteWish,
  wishGroups,
  wishesInGroup,
  wishesOf,
  wishesWithoutGroup,
} from '../../server/schedule/wish-queries.ts'
import { localDate } from '../../server/time/dates.ts'
import { world, type World } from '../world.ts'

const today = localDate('2026-03-17')
const fresh = ({ tenant }: World) => tenant((tx) => wishesWithoutGroup(tx, today))
const groups = ({ tenant }: World) => tenant(wishGroups)

/** Writes wishes down without saying whose they are. */
async function noted({ tenant }: World, ...all: string[]): Promise<string[]> {
  const ids: string[] = []
  for (const words of all)
    ids.push(await tenant((tx) => noteWish(tx, { words, participantId: null, notedBy: null })))
  return ids
}

/** A group with so many wishes in it. */
async function grouped(here: World, name: string, ...all: string[]): Promise<string> {
  const wish_ids = await noted(here, ...all)
  expect((await here.karin.post('/wish-groupings', { wish_ids, name })).status).toBe(303)
  return (await groups(here)).find((group) => group.name === name)!.id
}

test('a wish is noted without a name, in one line', async () => {
  const here = await world()
  const answer = await here.karin.post('/wishes', { words: 'Gjuta\r\n i  betong', participant_id: '' })
  expect(answer.location).toBe('/wishes')
  const page = await here.karin.get('/wishes')
  expect(page.text).toContain('Önskemålet är noterat.')
  expect(page.text).toContain('Gjuta i betong')
  expect(page.text).toContain('17 mars 2026 09.20 av Karin Holmström')
  expect(await fresh(here)).toMatchObject([{ words: 'Gjuta i betong', wisher: null }])
})

test('whose wish it is, is searched for by name; what was wished for stays in its field', async () => {
  const here = await world()
  const search = await here.karin.post('/wishes/searches', { words: 'Baka bröd', name: 'lindqvist' })
  expect(search.status).toBe(200)
  expect(search.text).toContain('Baka bröd</textarea>')
  expect(search.text).toContain('Amina Lindqvist')
  const amina = here.ids.participants.amina
  expect(search.text).toContain(`value="${amina}"`)
  await here.karin.post('/wishes', { words: 'Baka bröd', participant_id: amina })
  expect((await here.karin.get('/wishes')).text).toContain('Amina Lindqvist · 17 mars 2026 09.20 av Karin')
})

test.each([
  ['no words', { words: ' ' }, 'Fyll i det här.'],
  ['too many', { words: 'x'.repeat(201) }, 'Högst 200 tecken får plats här.'],
  ['words that cannot be seen', { words: 'Yo\u202ega' }, 'ett tecken som inte syns'],
  ['an identity number', { words: 'Fika med 811228-9874' }, 'personnummer'],
])('a wish of %s is refused, and whose it is stays chosen', async (_what, changes, sentence) => {
  const here = await world()
  const form = { participant_id: here.ids.participants.amina, ...changes }
  const answer = await here.karin.post('/wishes', form)
  expect(answer.status).toBe(422)
  expect(answer.text).toContain(sentence)
  expect(answer.text).toMatch(new RegExp(`value="${form.participant_id}" checked`))
  expect(await fresh(here)).toEqual([])
})

test('a name of one letter is not searched for, and a name that nobody has says so', async () => {
  const here = await world()
  const short = await here.karin.post('/wishes/searches', { words: 'Yoga', name: 'S' })
  expect([short.status, short.text]).toEqual([422, expect.stringContaining('Skriv minst två bokstäver.')])
  const nobody = await here.karin.post('/wishes/searches', { name: 'Frans' })
  expect(nobody.text).toContain('Ingen inskriven deltagare heter så.')
})

test('a protected identity is found and seen by administrators only; the words are for all who plan', async () => {
  const here = await world()
  const { karin, astrid, ids } = here
  expect((await karin.post('/wishes/searches', { name: 'Siv' })).text).not.toContain('Dalgren')
  expect((await astrid.post('/wishes/searches', { name: 'Siv' })).text).toContain('Siv Dalgren')
  const siv = ids.participants.siv
  expect((await karin.post('/wishes', { words: 'Sjunga', participant_id: siv })).status).toBe(422)
  expect((await astrid.post('/wishes', { words: 'Sjunga', participant_id: siv })).status).toBe(303)
  expect((await astrid.get('/wishes')).text).toContain('Siv Dalgren')
  const seen = await karin.get('/wishes')
  expect(seen.text).toContain('Sjunga')
  expect(seen.text).not.toContain('Siv')
  expect(seen.text).not.toContain(siv)
})

test('wishes that are alike are suggested as a group, and the button makes it', async () => {
  const here = await world()
  await noted(here, 'gjuta i betong', 'Betonggjutning', 'schack')
  const page = await here.karin.get('/wishes')
  expect(page.text).toContain('De här liknar varandra')
  expect(page.text).toContain('Gör gruppen Betong')
  const wish_ids = (await fresh(here)).slice(0, 2).map(({ id }) => id)
  await here.karin.post('/wish-groupings', { wish_ids, name: 'Betong' })
  expect(await groups(here)).toMatchObject([{ name: 'Betong', count: 2 }])
  expect((await here.karin.get('/wishes')).text).toMatch(/>Betong<\/a>.* · 2 önskemål/)
})

test('a group of a name that is there takes the wishes; doing it twice changes nothing', async () => {
  const here = await world()
  const id = await grouped(here, 'Baka', 'bröd')
  await grouped(here, 'Baka', 'bullar')
  const wish_ids = (await here.tenant((tx) => wishesInGroup(tx, id, today))).map((wish) => wish.id)
  await here.karin.post('/wish-groupings', { wish_ids, wish_group_id: id })
  expect(await groups(here)).toMatchObject([{ id, name: 'Baka', count: 2 }])
})

test.each([
  ['no wish', { name: 'Baka' }, 'Välj minst ett önskemål.'],
  ['no name', { wish_ids: '01890000-0000-7000-8000-000000000000' }, 'Fyll i det här.'],
])('a grouping of %s is refused', async (_what, form, sentence) => {
  const here = await world()
  await noted(here, 'bröd')
  const answer = await here.karin.post('/wish-groupings', form)
  expect([answer.status, answer.text]).toEqual([422, expect.stringContaining(sentence)])
  expect(await groups(here)).toEqual([])
})

test('two groups are merged: their wishes are in one, and the other is not shown', async () => {
  const here = await world()
  const bread = await grouped(here, 'Bröd', 'baka bröd')
  const buns = await grouped(here, 'Bullar', 'baka bullar', 'fika')
  const merger = `/wish-groups/${bread}/merger`
  expect((await here.karin.post(merger, { into: bread })).text).toContain('Välj en annan grupp.')
  expect((await here.karin.post(merger, { into: buns })).location).toBe(`/wish-groups/${buns}`)
  expect(await groups(here)).toMatchObject([{ id: buns, count: 3 }])
  const back = await here.karin.post(`/wish-groups/${buns}/merger`, { into: bread })
  expect([back.status, back.text]).toEqual([409, expect.stringContaining('Ta upp den igen först.')])
})

test('a group becomes an activity: its form is filled in, and afterwards the group shows it', async () => {
  const here = await world()
  const { karin } = here
  const id = await grouped(here, 'Betonggjutning', 'gjuta i betong')
  const form = await karin.get(`/activities/new?wish_group=${id}`)
  expect(form.text).toContain('value="Betonggjutning"')
  const typed = {
    name: 'Betonggjutning',
    category: 'work_preparation',
    usual_minutes: '90',
    wish_group_id: id,
  }
  const wrong = await karin.post('/activities', { ...typed, usual_minutes: '' })
  expect(wrong.text).toContain(`name="wish_group_id" value="${id}"`)
  const made = await karin.post('/activities', typed)
  expect(made.location).toBe(`/wish-groups/${id}`)
  const page = await karin.get(`/wish-groups/${id}`)
  expect(page.text).toContain('Blev aktivitet')
  expect(page.text).not.toContain('Gör till aktivitet')
  expect((await karin.get('/wishes')).text).toContain('Blev aktivitet')

  // Again: the form is empty, and a second activity does not take the first one's place.
  expect((await karin.get(`/activities/new?wish_group=${id}`)).text).not.toContain('value="Betonggjutning"')
  await karin.post('/activities', { ...typed, name: 'Betong igen' })
  expect(await groups(here)).toMatchObject([{ activityName: 'Betonggjutning' }])
  expect(await here.tenant(activitiesOffered)).toHaveLength(3)
  expect((await karin.post(`/wish-groups/${id}/closing`)).status).toBe(303)
  expect(await groups(here)).toMatchObject([{ closedAt: null }])
})

test('a group is answered "not now", twice as once, and taken up again', async () => {
  const here = await world()
  const id = await grouped(here, 'Ridning', 'rida')
  await here.karin.post(`/wish-groups/${id}/closing`)
  here.clock.set('2026-03-17T12:00:00+01:00')
  await here.karin.post(`/wish-groups/${id}/closing`)
  expect((await here.karin.get(`/wish-groups/${id}`)).text).toContain('”inte nu” sedan 17 mars 2026 09.20')
  const [wish_ids] = await noted(here, 'ridläger')
  const put = await here.karin.post('/wish-groupings', { wish_ids: wish_ids!, wish_group_id: id })
  expect(put.status).toBe(409)
  await here.karin.delete(`/wish-groups/${id}/closing`)
  expect(await groups(here)).toMatchObject([{ closedAt: null, count: 1 }])
})

test('a group gets another name, and never that of another group', async () => {
  const here = await world()
  const id = await grouped(here, 'Baka', 'bröd')
  await grouped(here, 'Fika', 'kaffe')
  const taken = await here.karin.patch(`/wish-groups/${id}`, { name: 'Fika' })
  expect([taken.status, taken.text]).toEqual([422, expect.stringContaining('Det finns redan en grupp')])
  await here.karin.patch(`/wish-groups/${id}`, { name: 'Bakning' })
  expect((await here.karin.get(`/wish-groups/${id}`)).text).toContain('<h1>Bakning</h1>')
})

test('a wish is taken out of its group, and withdrawn alone or with others', async () => {
  const here = await world()
  const id = await grouped(here, 'Baka', 'bröd', 'bullar', 'tårta')
  const [bread, buns, cake] = (await here.tenant((tx) => wishesInGroup(tx, id, today))).map((wish) => wish.id)
  expect((await here.karin.delete(`/wishes/${bread}/group`)).location).toBe(`/wish-groups/${id}`)
  expect((await fresh(here)).map(({ words }) => words)).toEqual(['bröd'])
  expect((await here.karin.delete(`/wishes/${buns}`)).location).toBe(`/wish-groups/${id}`)
  expect((await here.karin.delete(`/wishes/${buns}`)).status).toBe(404)
  await here.karin.delete(`/wishes/${cake}/group`)
  expect((await here.karin.post('/wish-withdrawals', { wish_ids: [bread!, cake!] })).status).toBe(303)
  expect(await fresh(here)).toEqual([])
  expect((await here.karin.post('/wish-withdrawals')).status).toBe(422)
})

test("on the participant's page their wishes are noted, answered and withdrawn", async () => {
  const here = await world()
  const { leif, karin, ids, tenant } = here
  const pelle = `/participants/${ids.participants.pelle}`
  expect((await leif.get(pelle)).text).toContain('Inga önskemål än.')
  expect((await leif.post(`${pelle}/wishes`, { words: '' })).status).toBe(422)
  const noted = await leif.post(`${pelle}/wishes`, { words: 'Fiska i Ekdalssjön' })
  expect(noted.location).toBe(`${pelle}#wishes`)
  expect((await leif.get(pelle)).text).toContain('Fiska i Ekdalssjön')

  const [wish] = await tenant((tx) => wishesOf(tx, ids.participants.pelle))
  await karin.post('/wish-groupings', { wish_ids: [wish!.id], name: 'Fiske' })
  const [group] = await groups(here)
  await karin.post(`/wish-groups/${group!.id}/closing`)
  expect((await leif.get(pelle)).text).toContain('17 mars 2026 09.20 · Inte nu')

  const amina = `/participants/${ids.participants.amina}`
  await karin.delete(`${amina}/wishes/${wish!.id}`)
  expect(await tenant((tx) => wishesOf(tx, ids.participants.pelle))).toHaveLength(1)
  await leif.delete(`${pelle}/wishes/${wish!.id}`)
  await leif.delete(`${pelle}/wishes/${wish!.id}`)
  expect(await tenant((tx) => wishesOf(tx, ids.participants.pelle))).toEqual([])
})

test('a wish that the participant wrote says so', async () => {
  const here = await world()
  const participantId = here.ids.participants.amina
  await here.tenant((tx) => noteWish(tx, { words: 'Dansa', participantId, notedBy: null }))
  expect((await here.karin.get('/wishes')).text).toContain('skrivet av deltagaren')
})
