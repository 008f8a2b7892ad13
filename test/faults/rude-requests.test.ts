import net from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { freshDatabase } from '../setup/database.ts'
import { startProgram, type Program } from '../setup/program.ts'
import { world } from '../world.ts'
import { furnished } from './furnished.ts'
import { ask } from './tablet.ts'

const STEGVIS_SECRET = 'kV3p9ZtQ0mYx7RbL2sNcW8uFhJ4gTdEa'
const form = { 'content-type': 'application/x-www-form-urlencoded' }
const json = { 'content-type': 'application/json' }

async function open() {
  const database = await freshDatabase()
  onTestFinished(() => database.drop())
  const program = await startProgram({
    DATABASE_URL: database.app,
    DATABASE_OWNER_URL: database.owner,
    STEGVIS_SECRET,
  })
  const place = await furnished(database.app, STEGVIS_SECRET, { people: 1, tablets: 1 })
  onTestFinished(() => place.close())
  return { program, place }
}

/** What nobody may ever be answered, and what the log may never hold. */
function expectDiscretion(program: Program, texts: string[]) {
  expect(texts.filter((text) => /\n\s+at |node_modules|select .* from|PostgresError/i.test(text))).toEqual([])
  expect(program.output()).not.toMatch(/Hemlig|Människasson|hemligt|"status":500|"level":"fatal"/)
}

/** Bytes as they are on a connection of one's own; answers with the status, or 0 when it was closed without one. */
function say(url: string, bytes: string | Buffer): Promise<{ status: number; text: string }> {
  return new Promise((resolve) => {
    let text = ''
    const socket = net.connect(Number(new URL(url).port), '127.0.0.1')
    socket.setTimeout(10_000, () => socket.destroy())
    socket.on('error', () => undefined)
    socket.on('data', (chunk) => (text += chunk.toString('latin1')))
    socket.on('close', () => resolve({ status: Number(/^HTTP\/1\.1 (\d+)/.exec(text)?.[1] ?? 0), text }))
    socket.write(bytes)
  })
}

test('bodies that are too large, cut off or not what they say are refused, each with its own number', async () => {
  const { program, place } = await open()
  const [tablet] = place.tablets
  const checkIns = `${program.url}/kiosk/check-ins`
  const send = async (url: string, body: string, headers: Record<string, string>, cookie = tablet!) =>
    (await ask(url, cookie, { body, headers }))!
  const megabyte = 'hemligt '.repeat(131_072)
  const manyFields = 'hemligt=1&'.repeat(25_000)

  const replies = {
    'a megabyte of JSON': await send(checkIns, JSON.stringify({ code: megabyte }), json),
    'a megabyte of form': await send(`${program.url}/sign-in`, `email=${megabyte}`, form, ''),
    'JSON that is none': await send(checkIns, '{"code":"hemligt"', json),
    'JSON of another shape': await send(checkIns, '["hemligt"]', json),
    'JSON within JSON': await send(checkIns, '{"code":{"hemligt":1}}', json),
    'nothing where JSON should be': await send(checkIns, '', json),
    'parts without their border': await send(checkIns, 'hemligt', { 'content-type': 'multipart/form-data' }),
    'parts that end too early': await send(checkIns, '--x\r\nContent-Disposition: form-data; name="a"', {
      'content-type': 'multipart/form-data; boundary=x',
    }),
    'a type that nobody knows': await send(checkIns, 'hemligt', { 'content-type': 'application/x-hemligt' }),
    'very many fields': await send(checkIns, manyFields, form),
    'a form with broken escapes': await send(checkIns, 'id=%E0%A4%A&code=%00%ff%zz', form),
    'names that objects have': await send(checkIns, '{"__proto__":"a","constructor":"b","id":"c"}', json),
    'a deep nest': await send(checkIns, `{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}`, json),
  }
  const statuses = Object.fromEntries(Object.entries(replies).map(([what, reply]) => [what, reply?.status]))
  expect(statuses).toEqual({
    'a megabyte of JSON': 413,
    'a megabyte of form': 413,
    'JSON that is none': 400,
    'JSON of another shape': 400,
    'JSON within JSON': 400,
    'nothing where JSON should be': 400,
    'parts without their border': 400,
    'parts that end too early': 400,
    'a type that nobody knows': 400,
    'very many fields': 422,
    'a form with broken escapes': 422,
    'names that objects have': 422,
    'a deep nest': 400,
  })

  // Without saying how long it is.
  const head = 'POST /kiosk/check-ins HTTP/1.1\r\nHost: x\r\nSec-Fetch-Site: same-origin\r\n'
  const chunk = 'a'.repeat(65_536)
  const chunks = `${`10000\r\n${chunk}\r\n`.repeat(16)}0\r\n\r\n`
  const chunked = `${head}Content-Type: application/json\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n${chunks}`
  expect((await say(program.url, chunked)).status).toBe(413)
  expectDiscretion(
    program,
    Object.values(replies).map(({ text }) => text),
  )
}, 60_000)

test('requests that are hardly HTTP get a 4xx or no answer, and the next person is served', async () => {
  const { program } = await open()
  const line = (start: string, more = '') =>
    `${start} HTTP/1.1\r\nHost: x\r\n${more}Connection: close\r\n\r\n`
  const paths = [
    '/%',
    '/%E0%A4%A',
    '/%00',
    '/participants/%ff',
    '/static/%2e%2e/%2e%2e/package.json',
    '/feeds/%FF.ics',
  ]
  const rude: (string | Buffer)[] = [
    ...paths.map((path) => line(`GET ${path}`)),
    ...['HEAD', 'OPTIONS', 'PROPFIND', 'TRACE', 'PATCH', 'BREW'].map((method) => line(`${method} /schedule`)),
    line('CONNECT hemligt:443'),
    line('OPTIONS *'),
    line('GET http://[::1/hemligt'),
    line('GET //'),
    line(`GET /${'a'.repeat(60_000)}`),
    line('GET /', `X-Hemligt: ${'a'.repeat(30_000)}\r\n`),
    line('GET /', 'X-Hemligt: a\r\n'.repeat(3000)),
    line('GET /', 'Cookie: stegvis_sign_in=%E0%A4%A; stegvis_language=%00; =; ;;;\r\n'),
    line('GET /', 'Accept-Language: ;q=x,,,*;q=-1\r\n'),
    line('GET /schedule', 'Content-Length: -1\r\n'),
    line(
      'POST /sign-in',
      'Sec-Fetch-Site: same-origin\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n',
    ),
    Buffer.from('GET /å\xff\xfe HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n', 'latin1'),
    'GET / HTTP/1.1\r\nConnection: close\r\n\r\n',
    'GET / HTTP/1.1\r\nHost: a b/hemligt\r\nConnection: close\r\n\r\n',
    'hemligt\r\n\r\n',
    '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03',
  ]
  const answers = await Promise.all(
    rude.map(async (bytes) => ({ bytes: bytes.toString().slice(0, 60), ...(await say(program.url, bytes)) })),
  )
  expect(answers.filter(({ status }) => status >= 500)).toEqual([])
  expect((await ask(`${program.url}/healthz`, ''))?.status).toBe(200)
  expectDiscretion(
    program,
    answers.map(({ text }) => text),
  )
}, 60_000)

test('no page falls over what may stand in its address or in what is sent to it', async () => {
  const { program, place } = await open()
  const { app } = await world()
  const nasty = ['%00', '%ff', 'a'.repeat(2000), '00000000-0000-4000-8000-000000000000']
  const values = ['%00', '%ED%A0%80', '2026-W99', '0000-00-00', '1e999', 'x'.repeat(3000)]
  const names = [
    'week',
    'from',
    'to',
    'date',
    'year',
    'search',
    'q',
    'name',
    'page',
    'programme',
    'language',
    'view',
  ]
  const queries = values.map((value) => names.map((name) => `${name}=${value}`).join('&'))
  const bodies = [
    ...queries,
    JSON.stringify(Object.fromEntries(names.map((name) => [name, ['\u0000', 1, true]]))),
  ]

  const routes = new Map(app.routes.map(({ method, path }) => [`${method} ${path}`, { method, path }]))
  const asked: { method: string; path: string; body?: string }[] = []
  for (const { method, path } of routes.values()) {
    // Leaving would end the sign-in that the others rest on.
    if (method === 'ALL' || path.includes('*') || path.endsWith('/live') || path.includes('sign-in')) continue
    const filled = path.includes(':') ? nasty.map((one) => path.replaceAll(/:\w+(\{.*?\})?/g, one)) : [path]
    for (const [index, address] of filled.entries()) {
      const query = queries[index % queries.length]!
      if (method === 'GET') asked.push({ method, path: `${address}?${query}` })
      else asked.push({ method, path: address, body: bodies[index % bodies.length]! })
    }
    if (method === 'GET' && filled.length === 1)
      for (const query of queries.slice(1)) asked.push({ method, path: `${path}?${query}` })
    if (method !== 'GET' && filled.length === 1)
      for (const body of bodies.slice(1)) asked.push({ method, path, body })
  }
  expect(asked.length).toBeGreaterThan(300)

  const fallen: string[] = []
  const texts: string[] = []
  const worker = async () => {
    for (let one = asked.pop(); one; one = asked.pop()) {
      const headers = one.body?.startsWith('{') ? json : form
      const reply = await ask(program.url + one.path, place.astrid, {
        method: one.method,
        ...(one.body === undefined ? {} : { body: one.body, headers }),
      })
      if (!reply || reply.status >= 500)
        fallen.push(`${reply?.status} ${one.method} ${one.path.slice(0, 120)} ${one.body?.slice(0, 60)}`)
      else texts.push(reply.text)
    }
  }
  await Promise.all(Array.from({ length: 6 }, worker))
  expect(fallen).toEqual([])
  // Still signed in: the requests above were really let in.
  expect((await ask(`${program.url}/schedule`, place.astrid))?.status).toBe(200)
  expectDiscretion(program, texts)
}, 90_000)
