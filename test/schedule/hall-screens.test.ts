import { setTimeout as wait } from 'node:timers/promises'
import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { booking, hallScreen, location, session } from '../../db/schema/index.ts'
import { hashToken, newOrganisationToken } from '../../server/access/tokens.ts'
import { browser, world, type World } from '../world.ts'

/** A screen as an administrator makes one; its path, and a browser that hangs in the hall. */
async function screenIn(here: World, about: Record<string, string> = {}) {
  const made = await here.astrid.post('/hall-screens', { name: 'Entrén', ...about })
  expect(made.status).toBe(201)
  const token = /\/hall\/([\w-]{48})</.exec(made.text)![1]!
  return { token, path: `/hall/${token}`, hall: browser(here.app, new Map()) }
}

const rows = ({ tenant }: World) => tenant((tx) => tx.select().from(hallScreen))
const revoke = async (here: World) =>
  here.astrid.post(`/hall-screens/${(await rows(here))[0]!.id}/revocation`)

test('an administrator makes a screen, sees its address once, and only its hash is kept', async () => {
  const here = await world()
  const { token } = await screenIn(here)
  const [row] = await rows(here)
  expect(row).toMatchObject({ name: 'Entrén', tokenHash: hashToken(token), createdBy: here.ids.staff.astrid })
  const list = await here.astrid.get('/hall-screens')
  expect(list.text).toContain('Entrén')
  expect(list.text).toContain('Inte öppnad ännu')
  expect(list.text).not.toContain(token)
})

test('a screen without a name, with too long a one or at a place of another organisation is refused', async () => {
  const here = await world()
  const [theirs] = await here.otherTenant((tx) =>
    tx.insert(location).values({ name: 'Norrviks hall' }).returning({ id: location.id }),
  )
  const wrong: Record<string, string>[] = [
    { name: '' },
    { name: 'x'.repeat(61) },
    { name: 'Entr\u202eén' },
    { name: 'Entrén', location_id: theirs!.id },
    { name: 'Entrén', location_id: 'x' },
  ]
  for (const form of wrong) {
    const refused = await here.astrid.post('/hall-screens', form)
    expect([form, refused.status]).toEqual([form, 422])
    expect(refused.text).toContain('aria-invalid="true"')
  }
  expect(await rows(here)).toEqual([])
})

test('in the hall nobody signs in: today and tomorrow stand there, without a cookie and without a name', async () => {
  const here = await world()
  await here.tenant((tx) =>
    tx.insert(booking).values({
      participantId: here.ids.participants.pelle,
      sessionId: here.ids.sessions.yoga,
    }),
  )
  const { path, hall } = await screenIn(here)
  const page = await hall.get(path, { 'accept-language': 'en' })
  expect(page.status).toBe(200)
  for (const word of [
    'tisdag 17 mars',
    'onsdag 18 mars',
    'Yoga',
    '09.30–10.30',
    'Salen',
    'Hälsofrämjande',
    '09.20',
  ])
    expect(page.text).toContain(word)
  expect(page.text).toMatch(/class="[^"]*is-next/)
  for (const word of ['Leif', 'Pelle', 'Amina', 'Siv']) expect(page.text).not.toContain(word)
  expect(page.headers.getSetCookie()).toEqual([])
  expect(page.headers.get('cache-control')).toBe('no-store')
  expect(page.headers.get('x-robots-tag')).toBe('noindex')
  expect(page.headers.get('referrer-policy')).toBe('no-referrer')
})

test('a cancelled session is told without why; talks and what was taken back are not there', async () => {
  const here = await world()
  const { path, hall } = await screenIn(here)
  await here.karin.post(`/sessions/${here.ids.sessions.yoga}/cancellation`, {
    reason: 'Leif har brutit benet',
  })
  const page = await hall.get(path)
  expect(page.text).toContain('<s>Yoga</s>')
  expect(page.text).toContain('Inställt')
  expect(page.text).not.toContain('benet')

  const set = (about: Partial<typeof session.$inferInsert>) =>
    here.tenant((tx) => tx.update(session).set(about).where(eq(session.id, here.ids.sessions.yoga)))
  await set({ removedAt: here.clock.now() })
  expect((await hall.get(path)).text).not.toContain('Yoga')
  await set({ removedAt: null, talkEnrolmentId: here.ids.enrolments.pelle })
  expect((await hall.get(path)).text).not.toContain('Yoga')
})

test('a screen of a place shows what is held there', async () => {
  const here = await world()
  const kitchen = await screenIn(here, { location_id: here.ids.locations.koket })
  expect((await kitchen.hall.get(kitchen.path)).text).not.toContain('Yoga')
  const hall = await screenIn(here, { location_id: here.ids.locations.salen })
  expect((await hall.hall.get(hall.path)).text).toContain('Yoga')
})

test('when it was last open is noted, at most once a minute', async () => {
  const here = await world()
  const { path, hall } = await screenIn(here)
  const seen = async () => (await rows(here))[0]!.lastSeenAt?.toString()
  await hall.get(path)
  await expect.poll(seen).toBe('2026-03-17T08:20:00Z')
  here.clock.advance({ seconds: 30 })
  await hall.get(path)
  await wait(100)
  expect(await seen()).toBe('2026-03-17T08:20:00Z')
  here.clock.advance({ seconds: 31 })
  await hall.get(path)
  await expect.poll(seen).toBe('2026-03-17T08:21:01Z')
  expect((await here.astrid.get('/hall-screens')).text).toContain('17 mars 2026 09.21')
})

test('unknown, revoked, of another organisation and nonsense are one and the same', async () => {
  const here = await world()
  const { path, token, hall } = await screenIn(here)
  const unknown = await hall.get(`/hall/${newOrganisationToken(here.organisationId)}`)
  expect(unknown.status).toBe(404)
  expect(unknown.text).toContain('hall-ended')
  expect(await revoke(here)).toMatchObject({ status: 303, location: '/hall-screens' })
  const changed = `${token[0] === 'A' ? 'B' : 'A'}${token.slice(1)}`
  for (const one of [path, '/hall/x', `/hall/${'a'.repeat(48)}`, `/hall/${changed}`, '/hall/%00']) {
    const answer = await hall.get(one)
    expect([one, answer.status, answer.text]).toEqual([one, 404, unknown.text])
    expect((await hall.get(`${one}/live`)).status).toBe(404)
  }
  const list = (await here.astrid.get('/hall-screens')).text
  expect(list).toContain('Avstängd')
})

test('turning it off twice is turning it off once', async () => {
  const here = await world()
  await screenIn(here)
  await revoke(here)
  const [first] = await rows(here)
  here.clock.advance({ minutes: 5 })
  expect((await revoke(here)).status).toBe(303)
  expect((await rows(here))[0]!.revokedAt).toEqual(first!.revokedAt)
  expect((await here.astrid.post('/hall-screens/x/revocation')).status).toBe(404)
  expect((await here.karin.post(`/hall-screens/${first!.id}/revocation`)).status).toBe(403)
  expect((await here.nils.post(`/hall-screens/${first!.id}/revocation`)).status).toBe(404)
})

test('its line tells of changes, and ends when it is turned off', async () => {
  const here = await world()
  const { path } = await screenIn(here)
  const stop = new AbortController()
  const answer = await here.app.request(`http://stegvis.test${path}/live`, { signal: stop.signal })
  const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader()
  const next = async () => (await reader.read()).value
  expect(await next()).toContain('event: listening')
  await here.karin.post(`/sessions/${here.ids.sessions.yoga}/cancellation`, { reason: 'Regn' })
  const told = await next()
  expect(told).toContain('event: changed')
  expect(told).not.toContain(here.ids.sessions.yoga)
  await revoke(here)
  await expect.poll(async () => (await reader.read()).done).toBe(true)
  stop.abort()
})
