import { expect, test } from 'vitest'
import { world, type Client } from '../world.ts'

type Week = {
  sessions: { name: string; start: string; cancelled: string | null }[]
  closedDays: { date: string; name: string }[]
}
const address = '/sessions?from=2026-03-16&to=2026-03-22'
const asJson = { accept: 'application/json' }
const weekOf = async (client: Client, path = address) =>
  JSON.parse((await client.get(path, asJson)).text) as Week

test('the calendar gets its sessions as the clocks show them, in the language of the reader', async () => {
  const { karin } = await world()
  expect((await weekOf(karin)).sessions).toMatchObject([
    {
      name: 'Yoga',
      date: '2026-03-17',
      start: '09:30',
      end: '10:30',
      times: '09.30–10.30',
      category: 'health_promotion',
      categoryWord: 'Hälsofrämjande',
      location: 'Salen',
      leader: 'Leif Sandell',
      cancelled: null,
    },
  ])
  const english = await karin.get(address, { ...asJson, 'accept-language': 'en' })
  expect(english.text).toContain('Health promotion')
})

test('an unchanged week is not sent again; any change of the schedule sends it', async () => {
  const { karin, ids } = await world()
  const etag = (await karin.get(address, asJson)).headers.get('etag')!
  const again = await karin.get(address, { ...asJson, 'if-none-match': etag })
  expect([again.status, again.text]).toEqual([304, ''])
  const changes = [
    () => karin.post(`/sessions/${ids.sessions.yoga}/cancellation`, { reason: 'Snöstorm' }),
    () => karin.post('/closed-periods', { name: 'Planeringsdag', starts_on: '2026-03-19' }),
    () =>
      karin.patch(`/activities/${ids.activities.yoga}`, {
        name: 'Lugn yoga',
        category: 'health_promotion',
        usual_minutes: 60,
        version: 1,
      }),
    () => karin.patch(`/locations/${ids.locations.salen}`, { name: 'Stora salen', version: 1 }),
  ]
  let last = etag
  for (const change of changes) {
    expect((await change()).status).toBe(303)
    const changed = await karin.get(address, { ...asJson, 'if-none-match': last })
    expect(changed.status).toBe(200)
    last = changed.headers.get('etag')!
  }
  const week = await weekOf(karin)
  expect(week.sessions).toMatchObject([
    { name: 'Lugn yoga', location: 'Stora salen', cancelled: 'Inställt: Snöstorm' },
  ])
  expect(week.closedDays).toEqual([{ date: '2026-03-19', name: 'Planeringsdag' }])
})

test.each([
  ['too long a span', '?from=2026-01-01&to=2026-12-31'],
  ['an end before the start', '?from=2026-03-22&to=2026-03-16'],
  ['no dates', ''],
  ['a day that does not exist', '?from=2026-02-30&to=2026-03-16'],
])('%s is refused with a sentence', async (_what, query) => {
  const { karin } = await world()
  const answer = await karin.get(`/sessions${query}`, asJson)
  expect(answer.status).toBe(422)
  expect(answer.text).toContain('högst 62 dagar')
})

test('holidays and their eves are marked, and an unknown week is this week', async () => {
  const { rut } = await world()
  const midsummer = await rut.get('/schedule?week=2026-W25&view=list')
  expect(midsummer.text).toContain('Stängt: midsommarafton')
  for (const odd of ['', '?week=2026-W54', '?week=<script>', '?view=year'])
    expect((await rut.get(`/schedule${odd}`)).text).toContain('Schema vecka 12')
  expect((await rut.get('/schedule?week=2026-W53')).text).toContain('28 december 2026 – 3 januari 2027')
})

test('what is typed as a name is text on the page and in the JSON, never anything else', async () => {
  const { karin, ids } = await world()
  const name = '</script><img src=x onerror=alert(1)>'
  await karin.patch(`/activities/${ids.activities.yoga}`, {
    name,
    category: 'health_promotion',
    usual_minutes: 60,
    version: 1,
  })
  for (const path of ['/schedule', '/activities', `/sessions/${ids.sessions.yoga}`])
    expect((await karin.get(path)).text).not.toContain('<img')
  expect((await weekOf(karin)).sessions[0]!.name).toBe(name)
})

test('whoever is on the line hears of a change, also of one made by another process', async () => {
  const here = await world()
  const hanging = new AbortController()
  const cookie = [...here.rut.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const answer = await here.app.request('/schedule/live', { headers: { cookie }, signal: hanging.signal })
  expect(answer.headers.get('content-type')).toContain('text/event-stream')
  const reader = answer.body!.getReader()
  const next = async () => new TextDecoder().decode((await reader.read()).value)
  expect(await next()).toContain('event: listening')
  await here.tenant((tx) =>
    tx.execute(
      `select pg_notify('stegvis', json_build_object('organisation', current_setting('app.organisation'), 'topic', 'schedule', 'id', 'x')::text)`,
    ),
  )
  expect(await next()).toContain('event: changed')
  hanging.abort()
  await reader.cancel()
  expect((await here.visitor.get('/schedule/live', asJson)).status).toBe(401)
})

test.each(['/schedule/live', 'roll call'])(
  'the line of %s ends with the sign-in it rests on',
  async (which) => {
    const here = await world()
    const path = which === 'roll call' ? `/sessions/${here.ids.sessions.yoga}/roll-call/live` : which
    const cookie = [...here.leif.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await here.app.request(path, { headers: { cookie } })
    const reader = answer.body!.getReader()
    expect(new TextDecoder().decode((await reader.read()).value)).toContain('event: listening')
    await here.astrid.post(`/staff/${here.ids.staff.leif}/departure`)
    expect((await reader.read()).done).toBe(true)
    expect((await here.app.request(path, { headers: { cookie } })).status).toBe(401)
  },
)

test('the week of another organisation has another tag, though both are at the same version', async () => {
  const { karin, nils } = await world()
  const address = '/sessions?from=2026-03-16&to=2026-03-22'
  const asJson = { accept: 'application/json' }
  const [own, other] = [await karin.get(address, asJson), await nils.get(address, asJson)]
  expect(own.headers.get('etag')).toBeTruthy()
  expect(other.headers.get('etag')).not.toBe(own.headers.get('etag'))
})
