import { expect, test } from 'vitest'
import { newPairingCode, parsePairingCode } from '../../server/access/kiosk-pairing.ts'
import { KIOSK_COOKIE } from '../../server/access/kiosk-door.ts'
import { SIGN_IN_COOKIE } from '../../server/access/door.ts'
import { browser, world } from '../world.ts'
import { addSession } from './sessions.ts'
import { checkIn, kioskNamed, outcomeOf, pairedTablet, pairingCode } from './tablet.ts'

test('a pairing code has eight characters that nobody mistakes, and is read however it was typed', () => {
  for (let i = 0; i < 200; i++) expect(newPairingCode()).toMatch(/^[ACDEFGHJKLMNPQRTUVWXY346789]{8}$/)
  expect(parsePairingCode(' acde-f346 ')).toBe('ACDEF346')
  expect(parsePairingCode('ACDE F346')).toBe('ACDEF346')
  for (const wrong of ['', 'ACDEF34', 'ACDEF3460', 'ACDEF34O', 'ÅCDEF346'])
    expect(parsePairingCode(wrong)).toBeUndefined()
})

test('an administrator adds a tablet and pairs it with a code that is shown once', async () => {
  const here = await world()
  const added = await here.astrid.post('/kiosks', { name: 'Entrén' })
  expect((await here.astrid.get(added.location!)).text).toContain('/pairings"')
  const id = await kioskNamed(here, 'Entrén')
  expect((await here.astrid.get('/kiosks')).text).toContain('Inte ansluten än')
  const page = await here.astrid.post(`/kiosks/${id}/pairings`)
  expect(page.status).toBe(201)
  expect(page.headers.get('cache-control')).toBe('no-store')
  expect(page.text).toContain('http://stegvis.test/kiosk/pairings/')
  expect(page.text).toContain('<svg')

  const code = /class="pairing-code">([^<]+)</.exec(page.text)![1]!
  const tablet = browser(here.app, new Map())
  const paired = await tablet.post('/kiosk/pairings', { code: ` ${code.toLowerCase()} ` })
  expect([paired.status, paired.location]).toEqual([303, '/kiosk'])
  const cookie = paired.headers.getSetCookie().find((line) => line.startsWith(KIOSK_COOKIE))
  expect(cookie).toMatch(/Path=\/kiosk(;|$)/)
  expect(cookie).toMatch(/HttpOnly/)
  expect((await tablet.get('/kiosk')).text).toContain('Skriv din kod')
  expect((await here.astrid.get('/kiosks')).text).toContain('Allt är bra')
})

test('the database holds neither the code nor the token', async () => {
  const here = await world()
  const tablet = await pairedTablet(here)
  const token = tablet.cookies.get(KIOSK_COOKIE)!
  const rows = await here.tenant(
    (tx) => tx.hot`
    select token_hash from kiosk union all select code_hash from kiosk_pairing`,
  )
  expect(JSON.stringify(rows)).not.toContain(token)
})

test('two tablets of one name, or a place of another organisation, are refused with a sentence', async () => {
  const here = await world()
  await here.astrid.post('/kiosks', { name: 'Entrén' })
  const again = await here.astrid.post('/kiosks', { name: 'Entrén' })
  expect([again.status, again.text]).toEqual([422, expect.stringContaining('med det namnet')])
  const [place] = await here.otherTenant(
    (tx) => tx.hot<{ id: string }[]>`
    insert into location (id, name) values (gen_random_uuid(), 'Deras sal') returning id`,
  )
  const elsewhere = await here.astrid.post('/kiosks', { name: 'Salen', location_id: place!.id })
  expect(elsewhere.status).toBe(422)
  expect((await here.astrid.post('/kiosks', { name: '' })).status).toBe(422)
})

test('only administrators come near the tablets, and each only those of their own organisation', async () => {
  const here = await world()
  const { kioskId } = await pairedTablet(here)
  for (const other of [here.karin, here.leif, here.rut]) {
    expect((await other.get('/kiosks')).status).toBe(403)
    expect((await other.get('/kiosks/new')).status).toBe(403)
    expect((await other.post('/kiosks', { name: 'Min' })).status).toBe(403)
    expect((await other.post(`/kiosks/${kioskId}/pairings`)).status).toBe(403)
    expect((await other.delete(`/kiosks/${kioskId}/pairing`)).status).toBe(403)
  }
  expect((await here.nils.get('/kiosks')).text).not.toContain('Entrén')
  expect((await here.nils.post(`/kiosks/${kioskId}/pairings`)).status).toBe(404)
  expect((await here.nils.delete(`/kiosks/${kioskId}/pairing`)).status).toBe(404)
  expect((await here.astrid.post('/kiosks/nonsense/pairings')).status).toBe(404)
  expect((await here.visitor.get('/kiosks')).location).toBe('/sign-in')
})

test('a code works once, also when two tablets come with it at the same moment', async () => {
  const here = await world()
  await here.astrid.post('/kiosks', { name: 'Entrén' })
  const code = await pairingCode(here, await kioskNamed(here, 'Entrén'))
  const tablets = [browser(here.app, new Map()), browser(here.app, new Map())]
  const answers = await Promise.all(tablets.map((tablet) => tablet.post('/kiosk/pairings', { code })))
  expect(answers.map((answer) => answer.status).sort()).toEqual([303, 422])
})

test('a used, an old and an invented code get the same answer', async () => {
  const here = await world()
  await here.astrid.post('/kiosks', { name: 'Entrén' })
  const id = await kioskNamed(here, 'Entrén')
  const used = await pairingCode(here, id)
  await browser(here.app, new Map()).post('/kiosk/pairings', { code: used })
  const replaced = await pairingCode(here, id)
  const old = await pairingCode(here, id)
  here.clock.advance({ minutes: 10, seconds: 1 })
  const tablet = browser(here.app, new Map())
  const answers = []
  for (const code of [used, replaced, old, 'ACDE-F346', 'x'])
    answers.push(await tablet.post('/kiosk/pairings', { code }))
  expect(answers.every((answer) => answer.status === 422)).toBe(true)
  expect(new Set(answers.map((answer) => answer.text)).size).toBe(1)
  expect(tablet.cookies.has(KIOSK_COOKIE)).toBe(false)
})

test('guessing pairing codes is slowed', async () => {
  const here = await world()
  const tablet = browser(here.app, new Map())
  const statuses = []
  for (let i = 0; i < 11; i++)
    statuses.push((await tablet.post('/kiosk/pairings', { code: 'ACDE-F346' })).status)
  expect(statuses.at(-2)).toBe(422)
  expect(statuses.at(-1)).toBe(429)
})

test('the link asks before it pairs: reading it changes nothing', async () => {
  const here = await world()
  await here.astrid.post('/kiosks', { name: 'Entrén' })
  const code = (await pairingCode(here, await kioskNamed(here, 'Entrén'))).replace('-', '')
  const tablet = browser(here.app, new Map())
  for (let i = 0; i < 2; i++) {
    const page = await tablet.get(`/kiosk/pairings/${code}`)
    expect(page.text).toContain('Ska den här surfplattan bli en skärm för incheckning?')
  }
  expect(tablet.cookies.has(KIOSK_COOKIE)).toBe(false)
  expect((await tablet.post('/kiosk/pairings', { code })).status).toBe(303)
})

test('a staff sign-in opens nothing of the kiosk', async () => {
  const here = await world()
  await pairedTablet(here)
  expect((await here.astrid.get('/kiosk')).text).toContain('Anslut surfplattan')
  for (const path of ['/kiosk/check-ins', '/kiosk/departures']) {
    const answer = await here.astrid.post(path, {
      id: 'b7b7b7b7-0000-4000-8000-000000000000',
      code: here.codes.pelle,
    })
    expect([answer.status, outcomeOf(answer)]).toEqual([401, 'not_paired'])
    expect(answer.text).not.toContain('Pelle')
  }
})

test('the tablet’s token opens nothing of the staff’s, under either name', async () => {
  const here = await world()
  const tablet = await pairedTablet(here)
  const token = tablet.cookies.get(KIOSK_COOKIE)!
  const dressed = browser(
    here.app,
    new Map([
      [SIGN_IN_COOKIE, token],
      [KIOSK_COOKIE, token],
    ]),
  )
  for (const who of [tablet, dressed])
    for (const path of ['/schedule', '/kiosks', '/sign-ins', '/participants', '/'])
      expect((await who.get(path)).location).toBe('/sign-in')
})

test('a staff secret under the kiosk’s name pairs nothing, and neither does an invented one', async () => {
  const here = await world()
  const secret = here.astrid.cookies.get(SIGN_IN_COOKIE)!
  for (const token of [secret, `${secret.slice(0, 40)}AAAAAAAA`, 'nonsense', '']) {
    const posing = browser(here.app, new Map([[KIOSK_COOKIE, token]]))
    expect((await posing.get('/kiosk')).text).toContain('Anslut surfplattan')
    expect(outcomeOf(await checkIn(posing, here.codes.pelle))).toBe('not_paired')
  }
})

test('a revoked tablet is out at once and shows a neutral page', async () => {
  const here = await world()
  const tablet = await pairedTablet(here)
  expect((await here.astrid.delete(`/kiosks/${tablet.kioskId}/pairing`)).location).toBe('/kiosks')
  const page = await tablet.get('/kiosk')
  expect(page.text).toContain('Skärmen vilar')
  expect(page.text).not.toContain('Yoga')
  expect(page.text).not.toContain('Ekdalen')
  const answer = await checkIn(tablet, here.codes.pelle)
  expect([answer.status, outcomeOf(answer)]).toEqual([401, 'revoked'])
  expect((await here.astrid.get('/kiosks')).text).toContain('Bortkopplad')
  expect((await here.astrid.post(`/kiosks/${tablet.kioskId}/pairings`)).status).toBe(409)
  // Its name is free for the next one.
  expect((await here.astrid.post('/kiosks', { name: 'Entrén' })).status).toBe(303)
})

test('pairing anew puts the tablet before it out', async () => {
  const here = await world()
  const old = await pairedTablet(here)
  const fresh = browser(here.app, new Map())
  await fresh.post('/kiosk/pairings', { code: await pairingCode(here, old.kioskId) })
  expect((await fresh.get('/kiosk')).text).toContain('Skriv din kod')
  expect(outcomeOf(await checkIn(old, here.codes.pelle))).toBe('not_paired')
})

test('a tablet of one organisation knows nothing of another’s codes', async () => {
  const here = await world()
  await here.nils.post('/kiosks', { name: 'Norrvik' })
  const [row] = await here.otherTenant((tx) => tx.hot<{ id: string }[]>`select id from kiosk`)
  const tablet = browser(here.app, new Map())
  await tablet.post('/kiosk/pairings', { code: await pairingCode({ astrid: here.nils }, row!.id) })
  expect((await tablet.get('/kiosk')).text).not.toContain('Yoga')
  expect(outcomeOf(await checkIn(tablet, here.codes.pelle))).toBe('unknown')
})

test('the start screen shows today where the tablet stands, struck through where cancelled, and never people', async () => {
  const here = await world()
  await addSession(here, {
    name: 'Matlagning',
    start: '12:00',
    end: '13:00',
    locationId: here.ids.locations.koket,
  })
  await addSession(here, { name: 'Chiball', start: '14:00', end: '15:00', cancelled: true })
  const hall = await pairedTablet(here, { locationId: here.ids.locations.salen })
  const everywhere = await pairedTablet(here, { name: 'Receptionen' })
  await checkIn(hall, here.codes.pelle)
  const page = (await hall.get('/kiosk')).text
  expect(page).toContain('09.20')
  expect(page).toContain('tisdag 17 mars')
  expect(page).toContain('Yoga')
  expect(page).toContain('is-cancelled')
  expect(page).toContain('Inställt')
  expect(page).not.toContain('Matlagning')
  // The reason may tell about somebody's health.
  expect(page).not.toMatch(/sjuk|Pelle|Björkvall|Leif|Sandell/)
  expect((await everywhere.get('/kiosk')).text).toContain('Matlagning')
  expect((await everywhere.get('/kiosk?language=en')).text).toContain('Type your code')
})

test('the list tells when a tablet was last seen', async () => {
  const here = await world()
  const tablet = await pairedTablet(here)
  here.clock.set('2026-03-17T15:33:00+01:00')
  await tablet.get('/kiosk')
  here.clock.advance({ minutes: 2 })
  expect((await here.astrid.get('/kiosks')).text).toContain('Hördes senast för 2 minuter sedan')
})

test('of many guesses at once no more are looked at than in a row', async () => {
  const here = await world()
  const tablet = browser(here.app, new Map())
  const guesses = Array.from({ length: 40 }, () => tablet.post('/kiosk/pairings', { code: 'ACDE-F346' }))
  const answers = (await Promise.all(guesses)).map(({ status }) => status)
  expect(answers.filter((status) => status === 422)).toHaveLength(10)
})
