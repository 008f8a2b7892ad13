import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { headCountOf, setHeadCount } from '../../server/attendance/head-count-queries.ts'
import { browser, world, type Client, type World } from '../world.ts'
import { addSession } from './sessions.ts'
import { checkIn, outcomeOf, pairedTablet } from './tablet.ts'

async function tabletForGuests(here: World) {
  const tablet = await pairedTablet(here)
  await here.tenant((tx) => tx.hot`update kiosk set ways = '{code,guest}'`)
  return tablet
}

const guest = (tablet: Client, more: Record<string, string> = {}) =>
  tablet.post('/kiosk/guests', { id: randomUUID(), ...more })
const noGuest = (tablet: Client, because_of: string, more: Record<string, string> = {}) =>
  tablet.post('/kiosk/guest-withdrawals', { id: randomUUID(), because_of, ...more })
const countOf = (here: World, sessionId = here.ids.sessions.yoga) =>
  here.tenant((tx) => headCountOf(tx, sessionId))

test('a guest is counted by number only, once however often it is told, and taken back once', async () => {
  const here = await world()
  const tablet = await tabletForGuests(here)
  expect((await tablet.get('/kiosk')).text).toContain('Jag är gäst')
  const id = randomUUID()
  const answers = [
    ...(await Promise.all([guest(tablet, { id }), guest(tablet, { id })])),
    await guest(tablet, { id }),
  ]
  expect(answers.map(outcomeOf)).toEqual(['counted', 'counted', 'counted'])
  expect(answers[0]!.headers.get('stegvis-acknowledged')).toBe(id)
  expect(answers[0]!.text).toContain('Vi har räknat dig.')
  await guest(tablet)
  expect(await countOf(here)).toMatchObject({ guests: 2, heads: null })

  const back = randomUUID()
  const undone = [await noGuest(tablet, id, { id: back }), await noGuest(tablet, id, { id: back })]
  expect(undone.map(outcomeOf)).toEqual(['withdrawn', 'withdrawn'])
  expect(outcomeOf(await noGuest(tablet, id))).toBe('too_late')
  expect(await countOf(here)).toMatchObject({ guests: 1, heads: null })
})

test('a tablet that takes no guests counts none, and offers it to nobody', async () => {
  const here = await world()
  const tablet = await pairedTablet(here)
  expect((await tablet.get('/kiosk')).text).not.toContain('Jag är gäst')
  expect(outcomeOf(await guest(tablet))).toBe('nothing_now')
  expect(await countOf(here)).toMatchObject({ guests: 0 })
  expect(outcomeOf(await guest(browser(here.app, new Map())))).toBe('not_paired')
})

test('several go on: the guest says which; one that is cancelled, over or elsewhere is none', async () => {
  const here = await world()
  const tablet = await tabletForGuests(here)
  const walk = await addSession(here, { name: 'Promenad', start: '09:45', end: '10:30' })
  const cancelled = await addSession(here, { name: 'Chiball', start: '09:45', end: '10:30', cancelled: true })
  const question = await guest(tablet)
  expect(outcomeOf(question)).toBe('guest_choice')
  expect(question.text).not.toContain('Chiball')
  expect(outcomeOf(await guest(tablet, { session_id: cancelled }))).toBe('nothing_now')
  expect(outcomeOf(await guest(tablet, { session_id: randomUUID() }))).toBe('nothing_now')
  expect(outcomeOf(await guest(tablet, { session_id: walk }))).toBe('counted')
  expect(await countOf(here, walk)).toMatchObject({ guests: 1 })
  here.clock.set('2026-03-17T12:00:00+01:00')
  expect(outcomeOf(await guest(tablet))).toBe('nothing_now')
})

test('where nobody is registered one tap counts a head, no code is taken for it, and the day shows the button', async () => {
  const here = await world()
  const tablet = await pairedTablet(here)
  const breakfast = await addSession(here, { name: 'Frukost', start: '09:00', end: '10:00' })
  await here.tenant((tx) => tx.hot`update activity set heads_only = true where name = 'Frukost'`)
  const page = await tablet.get('/kiosk')
  expect(page.text).toContain('Jag är här: Frukost')
  expect((await checkIn(tablet, here.codes.pelle)).text).toContain('Du är incheckad på Yoga.')
  await guest(tablet, { session_id: breakfast })
  await guest(tablet)
  expect(await countOf(here, breakfast)).toMatchObject({ guests: 0, heads: 2 })
})

test('what staff have counted since stands', async () => {
  const here = await world()
  const tablet = await tabletForGuests(here)
  const id = randomUUID()
  await guest(tablet, { id })
  const { version } = await countOf(here)
  const count = {
    sessionId: here.ids.sessions.yoga,
    kind: 'guests' as const,
    number: 5,
    staffId: here.ids.staff.leif,
    at: here.clock.now(),
  }
  const set = (at: number) =>
    here.tenant((tx) => setHeadCount(tx, { ...count, eventId: randomUUID(), version: at }))
  expect([await set(version), await set(version)]).toEqual([true, false])
  expect(outcomeOf(await noGuest(tablet, id))).toBe('too_late')
  expect(await countOf(here)).toMatchObject({ guests: 5 })
})
