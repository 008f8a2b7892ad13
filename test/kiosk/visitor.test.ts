import { randomInt, randomUUID } from 'node:crypto'
import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { booking, personalCard } from '../../db/schema/index.ts'
import { newCard } from '../../server/access/card.ts'
import { hashCard } from '../../server/access/tokens.ts'
import { secret, world, type World } from '../world.ts'
import { checkIn, checkOut, outcomeOf, pairedTablet } from './tablet.ts'

test('a card opens the door as a code does, and the ledger tells which of them it was', async () => {
  const here = await world()
  const tablet = await pairedTablet(here)
  await allow(here, tablet.kioskId, ['code', 'card'])
  const card = await cardOf(here, here.ids.participants.pelle)
  const sent_at = here.clock.now().add({ seconds: 90 }).toString()
  const answer = await tablet.post('/kiosk/check-ins', { id: randomUUID(), card, sequence: 7, sent_at })
  expect(outcomeOf(answer)).toBe('welcome')
  expect(await eventsOf(here, here.ids.participants.pelle)).toEqual([
    { kind: 'check_in', way: 'card', sequence: 7, skewSeconds: 90, before: null, because: false },
  ])
})

test('a card that was replaced, one that nobody has and a way that staff have turned off are unknown', async () => {
  const here = await world()
  const tablet = await pairedTablet(here)
  const card = await cardOf(here, here.ids.participants.pelle)
  const show = (shown: string) => tablet.post('/kiosk/check-ins', { id: randomUUID(), card: shown })
  expect(outcomeOf(await show(card))).toBe('unknown')
  await allow(here, tablet.kioskId, ['card'])
  expect(outcomeOf(await show(newCard(randomInt)))).toBe('unknown')
  expect(outcomeOf(await checkIn(tablet, here.codes.pelle))).toBe('unknown')
  await here.tenant((tx) => tx.update(personalCard).set({ revokedAt: here.clock.now() }))
  expect(outcomeOf(await show(card))).toBe('unknown')
})

test('what somebody was before they came, left and went on is kept with each event', async () => {
  const here = await world()
  const tablet = await pairedTablet(here)
  await checkIn(tablet, here.codes.pelle)
  here.clock.advance({ minutes: 20 })
  await checkOut(tablet, here.codes.pelle)
  const inSince = '2026-03-17T08:20:00+00:00'
  const was = { status: 'present', checkedInAt: inSince, checkedOutAt: null, closedBy: null }
  expect(await eventsOf(here, here.ids.participants.pelle)).toMatchObject([
    { kind: 'check_in', way: 'code', before: null },
    { kind: 'departure', way: 'code', before: was },
  ])
})

test('a language picked at the tablet is remembered, and is spoken the next time without being asked for', async () => {
  const here = await world()
  const tablet = await pairedTablet(here)
  const first = await checkIn(tablet, here.codes.pelle, { language: 'en', language_chosen: 'yes' })
  expect(first.text).toContain('You are checked in to Yoga.')
  here.clock.advance({ minutes: 20 })
  const left = await checkOut(tablet, here.codes.pelle, { language: 'sv' })
  expect(left.headers.get('stegvis-language')).toBe('en')
  expect(left.text).toContain('You are checked out of Yoga.')
  expect(left.text).toContain('lang="en"')
})

test('the language of the page alone is not remembered, nor one that the tablet does not offer', async () => {
  const here = await world()
  const tablet = await pairedTablet(here)
  await checkIn(tablet, here.codes.pelle, { language: 'en' })
  expect(outcomeOf(await checkOut(tablet, here.codes.pelle, { language: 'sv' }))).toBe('goodbye')
  await here.tenant((tx) => tx.hot`update kiosk set languages = '{sv}'`)
  await checkIn(tablet, here.codes.amina, { language: 'en', language_chosen: 'yes' })
  const kept = await here.tenant(
    (tx) => tx.hot<{ language: string | null }[]>`select language from participant where language = 'en'`,
  )
  expect(kept).toEqual([])
})

test('after the check-in: what they are booked on tomorrow, else what is open to them then, three at most', async () => {
  const here = await world()
  const tablet = await pairedTablet(here)
  const names = ['Frukost', 'Promenad', 'Matlagning', 'Trädgård']
  const ids = await Promise.all(names.map((name, index) => tomorrow(here, name, 9 + index)))
  const open = await checkIn(tablet, here.codes.amina)
  expect(names.filter((name) => open.text.includes(name))).toEqual(names.slice(0, 3))
  await here.tenant((tx) =>
    tx.insert(booking).values({ participantId: here.ids.participants.pelle, sessionId: ids[3]! }),
  )
  const booked = await checkIn(tablet, here.codes.pelle)
  expect(names.filter((name) => booked.text.includes(name))).toEqual(['Trädgård'])
})

async function tomorrow({ tenant }: World, name: string, hour: number): Promise<string> {
  const [id, activityId] = [randomUUID(), randomUUID()]
  const from = Temporal.Instant.from('2026-03-18T00:00+01:00').add({ hours: hour })
  await tenant(async (tx) => {
    await tx.hot`insert into activity (id, name, category, usual_minutes)
      values (${activityId}, ${name}, 'social_preparation', 60)`
    await tx.hot`
      insert into session (id, activity_id, starts_at, ends_at, local_date, local_start, local_end, time_zone)
      values (${id}, ${activityId}, ${from.toString()}, ${from.add({ minutes: 45 }).toString()}, '2026-03-18',
        ${`${String(hour).padStart(2, '0')}:00`}, ${`${String(hour).padStart(2, '0')}:45`}, 'Europe/Stockholm')`
  })
  return id
}

const allow = ({ tenant }: World, kioskId: string, ways: string[]) =>
  tenant((tx) => tx.hot`update kiosk set ways = ${ways} where id = ${kioskId}`)

async function cardOf({ tenant, organisationId }: World, participantId: string): Promise<string> {
  const card = newCard(randomInt)
  await tenant((tx) =>
    tx.insert(personalCard).values({ participantId, cardHash: hashCard(card, organisationId, secret) }),
  )
  return card
}

const eventsOf = ({ tenant }: World, participantId: string) =>
  tenant(
    (tx) => tx.hot<{ kind: string; way: string; sequence: number; skewSeconds: number; before: unknown }[]>`
      select kind, way, sequence, skew_seconds as "skewSeconds", before, because_of is not null as because
      from attendance_event where participant_id = ${participantId} order by received_at, id`,
  )
