import { expect, test } from 'vitest'
import { hashToken, newOrganisationToken } from '../../server/access/tokens.ts'
import { addPersonalLink, revokePersonalLink } from '../../server/access/personal-link-queries.ts'
import { browser, world, type Answer, type Client, type World } from '../world.ts'
import { cardsOn } from '../people/printed-cards.ts'
import { addSession } from './sessions.ts'
import { ledgerOf, pairedTablet, presencesOf } from './tablet.ts'

/** A tablet where one may check in by phone, and the digits that its screen shows of each session. */
async function screenOf(here: World, name = 'Entrén') {
  const tablet = await pairedTablet(here, { name })
  await here.tenant((tx) => tx.hot`update kiosk set ways = '{code,phone}' where id = ${tablet.kioskId}`)
  const read = async () => {
    const { text } = await tablet.get('/kiosk/phone-codes')
    const names = [...text.matchAll(/<h2>([^<]+)</g)].map(([, one]) => one!)
    const digits = [...text.matchAll(/data-digits="(\d{6})"/g)].map(([, one]) => one!)
    return new Map(names.map((one, index) => [one, digits[index]!]))
  }
  return { tablet, read, digitsOf: async (session: string) => (await read()).get(session) ?? 'none' }
}

/** Pelle's own page, and his phone, which remembers him. */
async function pellesPhone(here: World): Promise<{ phone: Client; path: string }> {
  const token = newOrganisationToken(here.organisationId)
  const at = here.clock.now()
  await here.tenant((tx) =>
    addPersonalLink(tx, {
      participantId: here.ids.participants.pelle,
      tokenHash: hashToken(token),
      by: here.ids.staff.karin,
      at,
    }),
  )
  const phone = browser(here.app, new Map())
  const path = `/my-week/${token}`
  await phone.post(`${path}/phone`)
  return { phone, path }
}

const placeOn = async (tablet: Client) => {
  const { text } = await tablet.get('/kiosk/phone-codes')
  return text
}
const refused = (answer: Answer, words: string) => {
  expect([answer.status, answer.text.includes(words)]).toEqual([422, true])
}
const notNow = 'De siffrorna gäller inte nu.'
const unknown = 'Vi känner inte igen det du skrev.'

test('a phone that remembers checks in and out with the digits on the screen, thanked as at the tablet', async () => {
  const here = await world()
  const { digitsOf } = await screenOf(here)
  const { phone } = await pellesPhone(here)
  const cookie = (await here.visitor.get('/here')).text
  expect(cookie).not.toContain('Din personliga kod')
  expect((await phone.get('/here')).text).toContain('Telefonen kommer ihåg dig.')
  const thanks = await phone.post('/here/check-ins', { digits: await digitsOf('Yoga') })
  expect(thanks.status).toBe(200)
  expect(thanks.text).toContain('Välkommen, Pelle!')
  expect(thanks.text).toContain('Du är incheckad på Yoga.')
  here.clock.advance({ minutes: 30 })
  const goodbye = await phone.post('/here/departures', { digits: await digitsOf('Yoga') })
  expect(goodbye.text).toContain('Hej då, Pelle!')
  expect(await presencesOf(here, here.ids.participants.pelle)).toMatchObject([
    { name: 'Yoga', checkedInAt: '09:20', checkedOutAt: '09:50' },
  ])
  const events = await here.tenant((tx) => tx.hot<{ way: string }[]>`select way from attendance_event`)
  expect(events.map(({ way }) => way)).toEqual(['phone', 'phone'])
})

test('the digits of the twenty seconds before are good, older ones are not', async () => {
  const here = await world()
  const { digitsOf } = await screenOf(here)
  const { phone } = await pellesPhone(here)
  const digits = await digitsOf('Yoga')
  here.clock.advance({ seconds: 40 })
  refused(await phone.post('/here/check-ins', { digits }), notNow)
  here.clock.advance({ seconds: -20 })
  expect(
    (await phone.post('/here/check-ins', { digits: `${digits.slice(0, 3)} ${digits.slice(3)}` })).status,
  ).toBe(200)
})

test('sent twice it counts once, with the same report or another', async () => {
  const here = await world()
  const { digitsOf } = await screenOf(here)
  const { phone } = await pellesPhone(here)
  const form = { id: '01890000-0000-7000-8000-000000000001', digits: await digitsOf('Yoga') }
  const answers = [await phone.post('/here/check-ins', form), await phone.post('/here/check-ins', form)]
  expect(answers.map(({ status }) => status)).toEqual([200, 200])
  expect(await ledgerOf(here, here.ids.participants.pelle)).toHaveLength(1)
  await phone.post('/here/check-ins', { digits: form.digits })
  expect(await presencesOf(here, here.ids.participants.pelle)).toHaveLength(1)
})

test('each session has digits of its own, at most three are shown, and what is not on yet is not', async () => {
  const here = await world()
  for (const name of ['Matlagning', 'Chiball', 'Trädgård'])
    await addSession(here, { name, start: '10:00', end: '11:30' })
  await addSession(here, { name: 'Kväll', start: '18:00', end: '19:00' })
  const { read, digitsOf } = await screenOf(here)
  const shown = await read()
  expect(shown.size).toBe(3)
  expect(new Set(shown.values()).size).toBe(3)
  expect(shown.has('Kväll')).toBe(false)
  const { phone } = await pellesPhone(here)
  const second = [...shown.keys()][1]!
  const thanks = await phone.post('/here/check-ins', { digits: await digitsOf(second) })
  expect(thanks.text).toContain(`Du är incheckad på ${second}.`)
})

test('without an own page the personal code says who it is, at the tablet whose picture led there', async () => {
  const here = await world()
  const { tablet, digitsOf } = await screenOf(here)
  const place = await placeFrom(here, tablet.kioskId)
  const form = await here.visitor.get(`/here/${place}`)
  expect(form.text).toContain('Din personliga kod')
  const digits = await digitsOf('Yoga')
  const at = { place, digits }
  refused(await here.visitor.post('/here/check-ins', { ...at, code: '000000' }), unknown)
  refused(await here.visitor.post('/here/check-ins', at), unknown)
  const thanks = await here.visitor.post('/here/check-ins', { ...at, code: here.codes.amina })
  expect([thanks.status, thanks.text.includes('Välkommen!')]).toEqual([200, true])
  expect(thanks.text).not.toContain('Amina')
  expect(await presencesOf(here, here.ids.participants.amina)).toMatchObject([{ name: 'Yoga' }])
  // Without the place nobody knows whose code it would be; and without good digits no code is looked at.
  expect((await here.visitor.post('/here/check-ins', { digits, code: here.codes.pelle })).status).toBe(422)
  refused(
    await here.visitor.post('/here/check-ins', { place, digits: '000000', code: here.codes.pelle }),
    notNow,
  )
  expect(await presencesOf(here, here.ids.participants.pelle)).toEqual([])
})

async function placeFrom(here: World, kioskId: string): Promise<string> {
  const { placeOf } = await import('../../server/kiosk/phone-code.ts')
  return placeOf({ organisationId: here.organisationId, kioskId })
}

test('the picture leads to the place, and the digits stand behind the # that no server is told', async () => {
  const here = await world()
  const { tablet } = await screenOf(here)
  const shown = await placeOn(tablet)
  expect(shown).not.toMatch(/href=|http:/)
  const place = await placeFrom(here, tablet.kioskId)
  expect((await here.visitor.get(`/here/${place}`)).status).toBe(200)
  expect((await here.visitor.get('/here/nonsense')).text).toContain('Rikta telefonens kamera')
})

test('another tablet, another organisation, a way that is off and a revoked tablet are refused alike', async () => {
  const here = await world()
  const { tablet, digitsOf } = await screenOf(here)
  const other = await screenOf(here, 'Köket')
  const digits = await digitsOf('Yoga')
  const code = here.codes.pelle
  const at = (place: string) => here.visitor.post('/here/check-ins', { place, digits, code })
  refused(await at(await placeFrom(here, other.tablet.kioskId)), notNow)
  const elsewhere = { organisationId: '01890000-0000-7000-8000-000000000000' }
  const { placeOf } = await import('../../server/kiosk/phone-code.ts')
  refused(await at(placeOf({ ...elsewhere, kioskId: tablet.kioskId })), notNow)

  const place = await placeFrom(here, tablet.kioskId)
  await here.tenant((tx) => tx.hot`update kiosk set ways = '{code}' where id = ${tablet.kioskId}`)
  expect((await tablet.get('/kiosk/phone-codes')).status).toBe(404)
  refused(await at(place), notNow)
  await here.tenant(
    (tx) => tx.hot`update kiosk set ways = '{phone}', revoked_at = now() where id = ${tablet.kioskId}`,
  )
  expect((await tablet.get('/kiosk/phone-codes')).status).toBe(401)
  refused(await at(place), notNow)
  expect((await here.astrid.get('/kiosk/phone-codes')).status).toBe(401)
  expect(await ledgerOf(here, here.ids.participants.pelle)).toEqual([])
})

test('a revoked page is forgotten by the phone too, and “forget me” forgets', async () => {
  const here = await world()
  const { digitsOf } = await screenOf(here)
  const { phone, path } = await pellesPhone(here)
  await phone.delete('/here/phone')
  expect((await phone.get('/here')).text).not.toContain('Telefonen kommer ihåg dig.')
  await phone.post(`${path}/phone`)
  await here.tenant((tx) =>
    revokePersonalLink(tx, here.ids.participants.pelle, here.ids.staff.karin, here.clock.now()),
  )
  expect((await phone.post('/here/check-ins', { digits: await digitsOf('Yoga') })).status).toBe(422)
  expect((await phone.post(`${path}/check-ins`, { digits: await digitsOf('Yoga') })).status).toBe(404)
  expect((await phone.post(`${path}/phone`)).status).toBe(404)
  expect(phone.cookies.has('stegvis_here')).toBe(false)
  expect(await ledgerOf(here, here.ids.participants.pelle)).toEqual([])
})

test('the cookie goes to /here and no script reads it', async () => {
  const here = await world()
  const { path, phone } = await pellesPhone(here)
  const given = await phone.post(`${path}/phone`)
  const cookie = given.headers.getSetCookie().find((line) => line.startsWith('stegvis_here='))
  expect(cookie).toMatch(/Path=\/here\b/)
  expect(cookie).toContain('HttpOnly')
})

test('on the own page the digits are typed too, where there is a tablet for phones', async () => {
  const here = await world()
  const { path, phone } = await pellesPhone(here)
  expect((await phone.get(path)).text).not.toContain('Siffrorna på skärmen')
  const { digitsOf } = await screenOf(here)
  expect((await phone.get(path)).text).toContain('Siffrorna på skärmen')
  refused(await phone.post(`${path}/check-ins`, { digits: '000000' }), notNow)
  const thanks = await phone.post(`${path}/check-ins`, { digits: await digitsOf('Yoga') })
  expect(thanks.text).toContain('Du är incheckad på Yoga.')
})

test('guessing the digits slows down for whoever guesses, not for others; a good try in between is not one', async () => {
  const here = await world()
  const { digitsOf } = await screenOf(here)
  const { phone } = await pellesPhone(here)
  const statuses: number[] = []
  for (let guess = 0; guess < 12; guess += 1)
    statuses.push((await phone.post('/here/check-ins', { digits: String(100_000 + guess) })).status)
  expect(statuses.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 422))
  expect(statuses.slice(10)).toEqual([429, 429])
  const slowed = await phone.post('/here/check-ins', { digits: await digitsOf('Yoga') })
  expect([slowed.status, slowed.headers.get('retry-after')]).toEqual([429, '2'])
  expect(slowed.text).toContain('Vi tar det lite lugnt.')
  here.clock.advance({ seconds: 3 })
  expect((await phone.post('/here/check-ins', { digits: await digitsOf('Yoga') })).status).toBe(200)
})

test('guessing a personal code at the screen slows down, and the tablet itself is not slowed', async () => {
  const here = await world()
  const { tablet, digitsOf } = await screenOf(here)
  const place = await placeFrom(here, tablet.kioskId)
  const digits = await digitsOf('Yoga')
  const statuses: number[] = []
  for (let guess = 0; guess < 12; guess += 1)
    statuses.push(
      (await here.visitor.post('/here/check-ins', { place, digits, code: String(200_000 + guess) })).status,
    )
  expect(statuses.filter((status) => status === 429)).toHaveLength(2)
  const typed = await tablet.post('/kiosk/check-ins', {
    id: '01890000-0000-7000-8000-000000000002',
    code: here.codes.pelle,
  })
  expect(typed.headers.get('stegvis-outcome')).toBe('welcome')
})

test('what was just done on the phone is taken back within twenty seconds, by whoever did it and by nobody else', async () => {
  const here = await world()
  const { tablet, digitsOf } = await screenOf(here)
  const { phone } = await pellesPhone(here)
  const [mine, hers] = ['01890000-0000-7000-8000-000000000011', '01890000-0000-7000-8000-000000000012']
  const place = await placeFrom(here, tablet.kioskId)
  const thanks = await phone.post('/here/check-ins', { id: mine, digits: await digitsOf('Yoga') })
  expect(thanks.text).toContain(`name="because_of" value="${mine}"`)
  const amina = { place, code: here.codes.amina, digits: await digitsOf('Yoga') }
  await here.visitor.post('/here/check-ins', { ...amina, id: hers })
  here.clock.advance({ seconds: 15 })
  expect((await phone.post('/here/withdrawals', { because_of: hers })).status).toBe(409)
  expect((await here.visitor.post('/here/withdrawals', { because_of: mine })).status).toBe(404)
  expect((await phone.get('/here')).text).not.toContain('Ångra')
  const undone = await phone.post('/here/withdrawals', { because_of: mine })
  expect([undone.status, undone.text.includes('Du är inte incheckad på Yoga.')]).toEqual([200, true])
  here.clock.advance({ seconds: 10 })
  expect((await here.visitor.post('/here/withdrawals', { because_of: hers, place })).status).toBe(409)
  const inside = async (id: string) =>
    (await presencesOf(here, id)).filter(({ checkedInAt }) => checkedInAt !== null).length
  expect([await inside(here.ids.participants.pelle), await inside(here.ids.participants.amina)]).toEqual([
    0, 1,
  ])
})

test('the camera may be used on the tablet’s own pages and on no other', async () => {
  const here = await world()
  const { tablet } = await screenOf(here)
  const allowed = async (client: Client, path: string) =>
    (await client.get(path)).headers.get('permissions-policy')?.match(/camera=\([a-z]*\)/)?.[0]
  expect(await allowed(tablet, '/kiosk')).toBe('camera=(self)')
  for (const path of ['/schedule', '/here', '/nowhere'])
    expect(await allowed(here.astrid, path)).toBe('camera=()')
})

test('the phone speaks the language of the screen that it read, then the one chosen on it, then its own', async () => {
  const here = await world()
  const { tablet } = await screenOf(here)
  const address = async (language: string) => {
    const { text } = await tablet.get(`/kiosk/phone-codes?language=${language}`)
    return new URL(cardsOn(text)[0] ?? 'http://none').search
  }
  expect([await address('ar'), await address('sv')]).toEqual(['?language=ar', ''])

  const phone = browser(here.app, new Map())
  const spokenAt = async (path: string) =>
    /<html lang="([^"]+)" dir="([^"]+)"/.exec((await phone.get(path)).text)?.slice(1)
  expect(await spokenAt('/here?language=ar')).toEqual(['ar', 'rtl'])
  expect(await spokenAt('/here')).toEqual(['ar', 'rtl'])
  expect((await phone.get('/here')).text.match(/name="language"/g)).toHaveLength(8)

  const own = await pellesPhone(here)
  await own.phone.put(`${own.path}/language`, { language: 'uk' })
  const { text } = await own.phone.get('/here')
  expect(text).toContain('<html lang="uk"')
})
