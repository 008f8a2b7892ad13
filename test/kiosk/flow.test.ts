import { randomUUID } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { booking } from '../../db/schema/index.ts'
import { bookSession } from '../../server/schedule/booking-queries.ts'
import { world, type World } from '../world.ts'
import { addSession } from './sessions.ts'
import { checkIn, ledgerOf, outcomeOf, pairedTablet, presencesOf } from './tablet.ts'

const book = ({ tenant }: World, participantId: string, sessionId: string, waitsSince?: string) =>
  tenant(
    (
      tx,
    ) => tx.hot`insert into booking (id, participant_id, session_id, starts_at, ends_at, standing, waits_since)
      select ${randomUUID()}::uuid, ${participantId}, id, starts_at, ends_at, standing, ${waitsSince ?? null}::timestamptz
      from session where id = ${sessionId}`,
  )

const placesOf = ({ tenant, ids }: World, places: number) =>
  tenant((tx) => tx.hot`update session set places = ${places} where id = ${ids.sessions.yoga}`)

const unclearOf = ({ tenant }: World) =>
  tenant(
    (tx) => tx.hot<{ id: string; kind: string; problem: string; participantId: string; sessionId: string }[]>`
      select id, kind, problem, participant_id as "participantId", session_id as "sessionId"
      from unclear_check_in order by received_at`,
  )

test('where several fit and exactly one is booked, it is that one', async () => {
  const here = await world()
  const tablet = await pairedTablet(here)
  const cooking = await addSession(here, { name: 'Matlagning', start: '10:00', end: '11:00' })
  await book(here, here.ids.participants.pelle, cooking)
  expect((await checkIn(tablet, here.codes.pelle)).text).toContain('Du är incheckad på Matlagning.')
  expect(outcomeOf(await checkIn(tablet, here.codes.amina))).toBe('choice')
})

test('who waits for a place has none, and is asked like everybody', async () => {
  const here = await world()
  const tablet = await pairedTablet(here)
  const cooking = await addSession(here, { name: 'Matlagning', start: '10:00', end: '11:00' })
  await book(here, here.ids.participants.pelle, cooking, '2026-03-10T09:00:00Z')
  expect(outcomeOf(await checkIn(tablet, here.codes.pelle))).toBe('choice')
})

test('not booked and full: kind words, staff are told once, and nobody is in', async () => {
  const here = await world()
  const tablet = await pairedTablet(here)
  const { pelle, amina } = here.ids.participants
  await placesOf(here, 1)
  await book(here, amina, here.ids.sessions.yoga)
  const id = randomUUID()
  const answer = await checkIn(tablet, here.codes.pelle, { id })
  expect([answer.status, outcomeOf(answer)]).toEqual([200, 'full'])
  expect(answer.headers.get('stegvis-acknowledged')).toBe(id)
  expect(answer.text).toContain('Just nu är det fullt på Yoga')
  expect(answer.text).toContain('Personalen vet att du är här.')
  await checkIn(tablet, here.codes.pelle, { id })
  await checkIn(tablet, here.codes.pelle)
  expect(await unclearOf(here)).toEqual([
    { id, kind: 'check_in', problem: 'full', participantId: pelle, sessionId: here.ids.sessions.yoga },
  ])
  expect(await ledgerOf(here, pelle)).toEqual([])
  // Who has a place comes in.
  expect(outcomeOf(await checkIn(tablet, here.codes.amina))).toBe('welcome')
})

test('who dropped in and is there has taken a place, and has it no more once they left', async () => {
  const here = await world()
  const tablet = await pairedTablet(here)
  await placesOf(here, 1)
  await checkIn(tablet, here.codes.pelle)
  expect(outcomeOf(await checkIn(tablet, here.codes.amina))).toBe('full')
  here.clock.advance({ minutes: 5 })
  expect(outcomeOf(await checkIn(tablet, here.codes.pelle))).toBe('already_in')
  await tablet.post('/kiosk/departures', { id: randomUUID(), code: here.codes.pelle })
  expect(outcomeOf(await checkIn(tablet, here.codes.amina))).toBe('welcome')
})

test('two who want the last place at once: one is in, the other is told, and staff know of them', async () => {
  const here = await world()
  const tablet = await pairedTablet(here)
  await placesOf(here, 1)
  const answers = await Promise.all(
    [here.codes.pelle, here.codes.amina, here.codes.siv].map((code) => checkIn(tablet, code)),
  )
  expect(answers.map(outcomeOf).sort()).toEqual(['full', 'full', 'welcome'])
  expect(await unclearOf(here)).toHaveLength(2)
})

test('full here, and something else has room: it is offered', async () => {
  const here = await world()
  const tablet = await pairedTablet(here)
  await placesOf(here, 1)
  await book(here, here.ids.participants.siv, here.ids.sessions.yoga)
  const walk = await addSession(here, { name: 'Promenad', start: '09:45', end: '10:30' })
  const question = await checkIn(tablet, here.codes.pelle)
  expect(outcomeOf(question)).toBe('choice')
  expect(question.text).toContain('Fullt just nu')
  const full = await checkIn(tablet, here.codes.pelle, { session_id: here.ids.sessions.yoga })
  expect(outcomeOf(full)).toBe('full')
  expect(full.text).toContain('Här finns det plats:')
  expect(full.text).toContain(`data-session="${walk}"`)
})

test('what somebody is booked on is cancelled: it is said kindly, with what is next and what else there is', async () => {
  const here = await world()
  const tablet = await pairedTablet(here)
  const chiball = await addSession(here, { name: 'Chiball', start: '09:30', end: '10:30', cancelled: true })
  await book(here, here.ids.participants.pelle, chiball)
  const answer = await checkIn(tablet, here.codes.pelle)
  expect(outcomeOf(answer)).toBe('cancelled')
  expect(answer.text).toContain('Inställt i dag: Chiball')
  expect(answer.text).toContain('Yoga')
  expect(answer.text).not.toContain('Ledaren är sjuk')
  expect(await presencesOf(here, here.ids.participants.pelle)).toEqual([])
  expect(outcomeOf(await checkIn(tablet, here.codes.amina))).toBe('welcome')
})

test('today there is nothing more, but tomorrow or later: when to come next', async () => {
  const here = await world('2026-03-16T16:00:00+01:00')
  await here.tenant(
    (tx) => tx.hot`update session set local_date = '2026-03-17',
    starts_at = '2026-03-17T08:30Z', ends_at = '2026-03-17T09:30Z'`,
  )
  const tablet = await pairedTablet(here)
  const answer = await checkIn(tablet, here.codes.pelle)
  expect(outcomeOf(answer)).toBe('nothing_now')
  expect(answer.text).toContain('Välkommen till Yoga tisdag 17 mars klockan 09.30.')
})

test('the places that are left, in any order of coming, are never more than given', async () => {
  const here = await world()
  const tablet = await pairedTablet(here)
  await placesOf(here, 2)
  await here.tenant((tx) =>
    tx
      .insert(booking)
      .values({ participantId: here.ids.participants.siv, sessionId: here.ids.sessions.yoga }),
  )
  const answers = await Promise.all(
    [here.codes.pelle, here.codes.amina, here.codes.siv].map((code) => checkIn(tablet, code)),
  )
  expect(answers.map(outcomeOf).sort()).toEqual(['full', 'welcome', 'welcome'])
  expect(outcomeOf(answers[2]!)).toBe('welcome')
})

test('the last place is booked while somebody checks in: one of the two has it', async () => {
  const here = await world()
  const tablet = await pairedTablet(here)
  await placesOf(here, 1)
  const { participants, sessions } = here.ids
  const hand = { by: null, at: here.clock.now() }
  const [answer] = await here.tenant(async (tx) => {
    const { answer: booked } = await bookSession(tx, sessions.yoga, participants.amina, hand)
    expect(booked).toBe('booked')
    const told = checkIn(tablet, here.codes.pelle)
    await setTimeout(400)
    return [told] as const
  })
  expect(outcomeOf(await answer)).toBe('full')
})
