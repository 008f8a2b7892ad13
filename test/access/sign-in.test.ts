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

test('of a hundred guesses at once no more are looked at than of a hundred in a row', async () => {
  const here = await world()
  await someone(here, 'burst@ekdalen.example')
  const guesses = Array.from({ length: 40 }, () =>
    here.visitor.post('/sign-in', { email: 'burst@ekdalen.example', password: 'gissning' }),
  )
  const answers = (await Promise.all(guesses)).map(({ status }) => status)
  expect(answers.filter((status) => status === 422)).toHaveLength(5)
  expect(answers.filter((status) => status === 429)).toHaveLength(35)
})

test('one network may guess at many accounts only for a while', async () => {
  const { visitor } = await world()
  const answers = []
  for (let i = 0; i < 31; i++)
    answers.push((await visitor.post('/sign-in', { email: `p${i}@ekdalen.example`, password: 'x' })).status)
  expect(answers.slice(0, 30).every((status) => status === 422)).toBe(true)
  expect(answers[30]).toBe(429)
})

test('who signs in rightly is no guess of their network', async () => {
  const here = await world()
  await someone(here, 'often@ekdalen.example')
  for (let i = 0; i < 31; i++) {
    const answer = await here.visitor.post('/sign-in', { email: 'often@ekdalen.example', password })
    expect(answer.status).toBe(303)
  }
})

test('the own password cannot be guessed at once either', async () => {
  const { karin } = await world()
  const guesses = Array.from({ length: 20 }, () =>
    karin.put('/account/password', { current: 'gissning', password: 'ett nytt långt lösenord' }),
  )
  const answers = (await Promise.all(guesses)).map(({ status }) => status)
  expect(answers.filter((status) => status === 422)).toHaveLength(5)
})

test('a sign-in that cannot be is not there', async () => {
  const { karin } = await world()
  expect((await karin.delete('/sign-ins/nonsense')).status).toBe(404)
})

test.each(['/\t/evil.example', '//evil.example', '/\\evil.example', 'https://evil.example'])(
  'after another language was chosen nobody is led away to %j',
  async (back) => {
    const { karin } = await world()
    expect((await karin.put('/language', { language: 'en', back })).location).toBe('/')
  },
)

test('after another language was chosen one stays where one was', async () => {
  const { karin } = await world()
  expect((await karin.put('/language', { language: 'en', back: '/schedule' })).location).toBe('/schedule')
})
