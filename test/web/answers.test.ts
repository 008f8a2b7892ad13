import { expect, test } from 'vitest'
import { createApp } from '../../server/app.tsx'
import { browser, world } from '../world.ts'

test('under https every cookie is for https only', async () => {
  const here = await world()
  const app = createApp({ ...here.parts, publicUrl: 'https://stegvis.test' })
  const karin = browser(app, here.karin.cookies)
  const origin = { 'sec-fetch-site': 'same-origin' }
  const language = await karin.put('/language', { language: 'en' }, origin)
  const notice = await karin.delete('/sign-ins/01890000-0000-7000-8000-000000000000', {}, origin)
  for (const answer of [language, notice]) {
    const lines = answer.headers.getSetCookie()
    expect(lines).toHaveLength(1)
    expect(lines[0]).toMatch(/; Secure/)
  }
})

test('what is answered to a script is kept by nobody', async () => {
  const { app } = await world()
  for (const [method, path] of [
    ['POST', '/kiosk/check-ins'],
    ['GET', '/sessions'],
  ] as const) {
    const answer = await app.request(`http://stegvis.test${path}`, {
      method,
      headers: {
        accept: 'application/json',
        'content-type': 'application/json',
        'sec-fetch-site': 'same-origin',
      },
      body:
        method === 'GET'
          ? undefined
          : JSON.stringify({ id: '01890000-0000-7000-8000-000000000000', code: '1' }),
    })
    expect([path, answer.headers.get('cache-control')]).toEqual([path, 'no-store'])
  }
})

test('the long pages of staff come compressed to whoever takes it so, also one that is refused; what streams does not', async () => {
  const { karin, app, ids } = await world()
  const cookie = [...karin.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const ask = (path: string, accept = 'text/html') =>
    app.request(`http://stegvis.test${path}`, { headers: { accept, cookie, 'accept-encoding': 'gzip' } })
  const page = await ask(`/sessions/${ids.sessions.yoga}/roll-call`)
  expect(page.headers.get('content-encoding')).toBe('gzip')
  const whole = await new Response(page.body!.pipeThrough(new DecompressionStream('gzip'))).text()
  expect(whole).toContain('<!doctype html>')
  expect((await ask('/participants/nobody')).headers.get('content-encoding')).toBe('gzip')

  const live = await ask(`/sessions/${ids.sessions.yoga}/roll-call/live`, 'text/event-stream')
  expect(live.headers.get('content-encoding')).toBeNull()
  await live.body!.cancel()
})
