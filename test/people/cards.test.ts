import { expect, test } from 'vitest'
import { isCard } from '../../server/access/card.ts'
import { hashCard } from '../../server/access/tokens.ts'
import { secret, world, type Answer, type World } from '../world.ts'
import { cardsOn } from './printed-cards.ts'

const latestOn = (page: Answer) => /name="latest" value="([^"]*)"/.exec(page.text)![1]!
const tickedOn = (page: Answer) =>
  [...page.text.matchAll(/name="participant_id" value="([^"]*)" checked/g)].map(([, id]) => id)

/** The cards that stand, by whose they are. */
async function standing({ tenant }: Pick<World, 'tenant'>) {
  const rows = await tenant(
    (tx) => tx.hot<{ participantId: string; cardHash: string }[]>`
      select participant_id as "participantId", card_hash as "cardHash"
      from personal_card where revoked_at is null`,
  )
  return new Map(rows.map((row) => [row.participantId, row.cardHash]))
}

const hashed = ({ organisationId }: World, card: string) => hashCard(card, organisationId, secret)

test('cards for several at once: the answer is the sheet, first names only, and only hashes are kept', async () => {
  const here = await world()
  const { karin, ids, tenant } = here
  const page = await karin.get('/cards')
  const { pelle, amina } = ids.participants
  expect(tickedOn(page).sort()).toEqual([pelle, amina].sort())

  const sheet = await karin.post('/cards', { latest: latestOn(page), participant_id: [pelle, amina] })
  expect(sheet.status).toBe(200)
  expect(sheet.headers.get('cache-control')).toBe('no-store')
  const cards = cardsOn(sheet.text)
  expect(cards).toHaveLength(2)
  expect(cards.every(isCard)).toBe(true)
  const drawn = sheet.text.slice(sheet.text.indexOf('class="card-sheets"'))
  expect(drawn).toContain('>Pelle<')
  expect(drawn).not.toMatch(/Björkvall|Lindqvist|Ekdalen|yoga/i)
  for (const card of cards) expect(sheet.text).not.toContain(card)

  const kept = await standing(here)
  expect([...kept.values()].sort()).toEqual(cards.map((card) => hashed(here, card)).sort())
  const rows = await tenant(
    (tx) => tx.hot<{ row: string }[]>`select personal_card::text as row from personal_card`,
  )
  for (const { row } of rows) for (const card of cards) expect(row).not.toContain(card)
})

test('who has a card is told to lose it before a new one is made, and the old one is dead at once', async () => {
  const here = await world()
  const { karin, ids } = here
  const { pelle, amina } = ids.participants
  const [first] = cardsOn((await karin.post(`/participants/${pelle}/card`)).text)

  const page = await karin.get('/cards')
  expect(tickedOn(page)).toEqual([amina])
  const form = { latest: latestOn(page), participant_id: [pelle, amina] }
  const asked = await karin.post('/cards', form)
  expect(asked.status).toBe(422)
  expect(asked.text).toContain('1 av de valda har redan ett kort. Det slutar gälla.')
  expect(tickedOn(asked).sort()).toEqual([pelle, amina].sort())
  expect((await standing(here)).get(pelle)).toBe(hashed(here, first!))

  const sheet = await karin.post('/cards', { ...form, replace: 'yes' })
  const cards = cardsOn(sheet.text)
  expect(cards).not.toContain(first)
  const kept = await standing(here)
  expect(kept.size).toBe(2)
  expect(cards.map((card) => hashed(here, card))).toContain(kept.get(pelle))
})

test('a sheet that is loaded again makes nothing new: what was printed goes on working', async () => {
  const here = await world()
  const { karin, astrid, ids } = here
  const form = { latest: latestOn(await karin.get('/cards')), participant_id: [ids.participants.pelle] }
  expect((await karin.post('/cards', form)).status).toBe(200)
  const before = await standing(here)
  for (const client of [karin, astrid]) {
    const again = await client.post('/cards', { ...form, replace: 'yes' })
    expect([again.status, cardsOn(again.text)]).toEqual([409, []])
    expect(again.text).toContain('Kort har gjorts sedan sidan visades')
  }
  const page = `/participants/${ids.participants.pelle}`
  const single = await karin.post(`${page}/card`, { instead_of: '' })
  expect([single.status, cardsOn(single.text)]).toEqual([409, []])
  expect(await standing(here)).toEqual(before)
})

test('two who make the same cards at the same moment: one of them is told, and each has one card', async () => {
  const here = await world()
  const { karin, astrid, ids } = here
  const { pelle, amina } = ids.participants
  const latest = latestOn(await karin.get('/cards'))
  const answers = await Promise.all([
    karin.post('/cards', { latest, participant_id: [pelle, amina] }),
    astrid.post('/cards', { latest, participant_id: [amina, pelle] }),
  ])
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
  const printed = answers.flatMap(({ text }) => cardsOn(text)).map((card) => hashed(here, card))
  expect([...(await standing(here)).values()].sort()).toEqual(printed.sort())
})

test('on the page: who made the card and when; a new one in one step, and taken back', async () => {
  const here = await world()
  const { karin, ids } = here
  const page = `/participants/${ids.participants.pelle}`
  expect((await karin.get(page)).text).toContain('Inget kort ännu.')
  await karin.post(`${page}/card`, { instead_of: '' })
  expect((await karin.get(page)).text).toMatch(/Kortet gjordes [^<]* av Karin Holmström\./)
  await karin.delete(`${page}/card`)
  expect((await karin.get(page)).text).toContain('Inget kort ännu.')
  expect((await standing(here)).size).toBe(0)
})

test('a protected person is on the list of those who may know, and the card is without a name', async () => {
  const here = await world()
  const { karin, astrid, ids } = here
  const { siv } = ids.participants
  const mine = await karin.get('/cards')
  expect(mine.text).not.toContain(siv)
  expect((await karin.post('/cards', { latest: '', participant_id: [siv] })).status).toBe(422)
  expect((await standing(here)).size).toBe(0)
  expect((await astrid.get('/cards')).text).toContain('Kortet skrivs utan namn')
  const sheet = await astrid.post('/cards', { latest: '', participant_id: [siv] })
  expect(cardsOn(sheet.text)).toHaveLength(1)
  expect(sheet.text.slice(sheet.text.indexOf('class="card-sheets"'))).not.toContain('Siv')
})

test('nobody chosen, and those of another organisation, are refused', async () => {
  const here = await world()
  const { karin, nils, ids } = here
  const nobody = await karin.post('/cards', { latest: '' })
  expect(nobody.status).toBe(422)
  expect(nobody.text).toContain('Välj minst en deltagare.')
  expect((await nils.post('/cards', { latest: '', participant_id: [ids.participants.pelle] })).status).toBe(
    422,
  )
  expect((await nils.post(`/participants/${ids.participants.pelle}/card`)).status).toBe(404)
  expect((await standing(here)).size).toBe(0)
})

test('the search narrows the list by name and programme', async () => {
  const { karin, ids } = await world()
  const found = await karin.post('/cards/searches', { name: 'bjork' })
  expect(tickedOn(found)).toEqual([ids.participants.pelle])
  const elsewhere = await karin.post('/cards/searches', {
    programme_id: '01890000-0000-7000-8000-000000000000',
  })
  expect(elsewhere.text).toContain('Ingen deltagare passar')
})
