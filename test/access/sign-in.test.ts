import { expect, test } from 'vitest'
import { settle } from '../../scripts/demo/settle.ts'
import { hashPassword } from '../../server/access/password.ts'
import { browser, world, type World } from '../world.ts'

const password = 'sju sorters kakor på kalas'

/** Somebody with a password, in an organisation of their own. */
async function someone({ parts }: World, email: string) {
  return settle(
    parts,
    { name: 'Sign-in', language: 'sv', timeZone: 'Europe/Stockholm' },
    { someone: { name: 'Någon Påhittad', email, roles: ['leader'] } },
    {},
    { phc: await hashPassword(password) },
  )
}

test('who signs in with the right password comes to the week, and out again', async () => {
  const here = await world()
  await someone(here, 'inne@ekdalen.example')
  const answer = await here.visitor.post('/sign-in', { email: 'Inne@Ekdalen.example', password })
  expect([answer.status, answer.location]).toEqual([303, '/schedule'])
  expect((await here.visitor.get('/sign-ins')).status).toBe(200)

  const cookies = new Map(here.visitor.cookies)
  await here.visitor.post('/sign-in', { _method: 'DELETE' })
  expect((await here.visitor.get('/sign-ins')).location).toBe('/sign-in')
  // The old secret is worth nothing any more, wherever it was copied to.
  expect((await browser(here.app, cookies).get('/sign-ins')).location).toBe('/sign-in')
})

test('a wrong password and an unknown address get the same answer', async () => {
  const here = await world()
  await someone(here, 'same@ekdalen.example')
  const wrong = await here.visitor.post('/sign-in', {
    email: 'same@ekdalen.example',
    password: 'fel fel fel',
  })
  const unknown = await here.visitor.post('/sign-in', {
    email: 'same@ekdalen.exampel',
    password: 'fel fel fel',
  })
  expect(wrong.status).toBe(422)
  expect(wrong.text.replaceAll('same@ekdalen.example', '')).toBe(
    unknown.text.replaceAll('same@ekdalen.exampel', ''),
  )
})

test('guessing is slowed after a few tries, for known and unknown alike, and forgiven later', async () => {
  const here = await world()
  await someone(here, 'guess@ekdalen.example')
  for (const email of ['guess@ekdalen.example', 'nobody@ekdalen.example']) {
    const answers = []
    for (let i = 0; i < 6; i++)
      answers.push((await here.visitor.post('/sign-in', { email, password: 'gissning' })).status)
    expect(answers).toEqual([422, 422, 422, 422, 422, 429])
  }
  expect((await here.visitor.post('/sign-in', { email: 'guess@ekdalen.example', password })).status).toBe(429)
  here.clock.advance({ seconds: 10 })
  expect((await here.visitor.post('/sign-in', { email: 'guess@ekdalen.example', password })).status).toBe(303)
})

test('a sign-in ends by itself after eight hours without use', async () => {
  const here = await world()
  await someone(here, 'idle@ekdalen.example')
  await here.visitor.post('/sign-in', { email: 'idle@ekdalen.example', password })
  here.clock.advance({ hours: 7 })
  expect((await here.visitor.get('/sign-ins')).status).toBe(200)
  here.clock.advance({ hours: 8, minutes: 1 })
  expect((await here.visitor.get('/sign-ins')).location).toBe('/sign-in')
})

test('a form from another website is stopped, whatever it says it is', async () => {
  const { karin } = await world()
  const foreign = { 'sec-fetch-site': 'cross-site' }
  expect((await karin.post('/sign-in', { _method: 'DELETE' }, foreign)).status).toBe(403)
  expect((await karin.get('/sign-ins')).status).toBe(200)
})

test('every answer carries the safe headers, faults included', async () => {
  const { karin, visitor } = await world()
  for (const answer of [
    await visitor.get('/sign-in'),
    await karin.get('/nowhere'),
    await visitor.post('/sign-in'),
  ]) {
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(answer.headers.get('content-security-policy')).not.toContain('unsafe')
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer')
    expect(answer.headers.get('cross-origin-opener-policy')).toBe('same-origin')
  }
})

test('readiness is a write that reached the disk', async () => {
  const { visitor } = await world()
  expect((await visitor.get('/readyz')).text).toBe('ok')
})
