import net from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { connect } from '../../db/login.ts'
import { hashCode } from '../../server/access/tokens.ts'
import { emptyDatabase, freshDatabase, type TestDatabase } from '../setup/database.ts'
import { isReady, startProgram, until } from '../setup/program.ts'
import { furnished } from './furnished.ts'
import { acknowledged, ask, checkIn, comeIn, listening } from './tablet.ts'

const STEGVIS_SECRET = 'kV3p9ZtQ0mYx7RbL2sNcW8uFhJ4gTdEa'
const kindWords = 'Systemet kan inte spara just nu. Försök igen om en stund.'

async function server(make: () => Promise<TestDatabase>) {
  const database = await make()
  const administrator = connect(database.superuser, { max: 1, onnotice: () => undefined })
  onTestFinished(async () => {
    await administrator.end()
    await database.drop()
  })
  return {
    ...database,
    administrator,
    env: { DATABASE_URL: database.app, DATABASE_OWNER_URL: database.owner, STEGVIS_SECRET },
    /** Cuts every connection of the app. */
    cut: async () => {
      await administrator`
        select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and usename = 'stegvis_app'`
    },
    backends: async () => {
      const rows = await administrator<{ pid: number }[]>`
        select pid from pg_stat_activity where datname = current_database() and usename = 'stegvis_app'`
      return rows.map((row) => row.pid)
    },
  }
}

async function placeIn({ app }: TestDatabase, size: { people: number; tablets: number }) {
  const place = await furnished(app, STEGVIS_SECRET, size)
  onTestFinished(() => place.close())
  return place
}

test('every connection to the database is cut, again and again, while people come in: all are there once, and the page still listens', async () => {
  const database = await server(freshDatabase)
  const program = await startProgram(database.env)
  const place = await placeIn(database, { people: 121, tablets: 8 })
  const leader = await listening(program.url + place.live, place.astrid)
  onTestFinished(leader.leave)
  const [last, ...crowd] = place.codes

  let cuts: Promise<unknown> = Promise.resolve()
  const { ids, replies } = await comeIn(program.url, { ...place, codes: crowd }, (count) => {
    if (count % 20 === 0) cuts = cuts.then(database.cut)
  })
  await cuts
  expect(new Set(replies.map(({ status }) => status)).difference(new Set([200, 503])).size).toBe(0)
  expect(await place.counted()).toEqual({ ids, presences: 120, people: 120 })

  // Cut while nothing is asked for: the next who ask notice nothing.
  const pages = ['/schedule', '/hours', '/participants', '/readyz', `/sessions/${place.sessionId}/roll-call`]
  const statuses = async () => {
    const asked = await Promise.all(pages.map((page) => ask(program.url + page, place.astrid)))
    return asked.map((reply) => reply?.status)
  }
  expect(await statuses()).toEqual([200, 200, 200, 200, 200])
  const before = await database.backends()
  await database.cut()
  await until(async () => (await database.backends()).every((pid) => !before.includes(pid)))
  expect(await statuses()).toEqual([200, 200, 200, 200, 200])

  const heard = leader.heard.count
  expect(acknowledged(await checkIn(program.url, place.tablets[0]!, last!))).toBeTruthy()
  await until(() => leader.heard.count > heard)
  expect(leader.heard.ended).toBe(false)
  expect(program.output()).not.toMatch(/Hemlig|Människasson|"level":"fatal"/)
}, 60_000)

test('two programs start at once on an empty database: a check-in through one is seen live through the other, and a forgotten departure is closed once', async () => {
  const database = await server(emptyDatabase)
  const start = () => Promise.all([startProgram(database.env), startProgram(database.env)])
  const [one, other] = await start()
  const place = await placeIn(database, { people: 2, tablets: 1 })
  const leader = await listening(other.url + place.live, place.astrid)
  await until(() => leader.heard.count > 0)
  const before = leader.heard.count

  const reply = await checkIn(one.url, place.tablets[0]!, place.codes[0]!)
  expect(acknowledged(reply)).toBeTruthy()
  await until(() => leader.heard.count > before)
  // The same one sent again through the other counts once.
  const again = await checkIn(other.url, place.tablets[0]!, place.codes[0]!, acknowledged(reply)!)
  expect(acknowledged(again)).toBe(acknowledged(reply))
  expect(await place.counted()).toEqual({ ids: [acknowledged(reply)], presences: 1, people: 1 })
  leader.leave()

  for (const program of [one, other]) program.kill('SIGTERM')
  expect(await Promise.all([one.exited, other.exited])).toEqual([0, 0])
  await place.tenant((tx) => tx.hot`update session set ends_at = now() - interval '1 minute'`)
  await start()
  const closings = () =>
    place.tenant(
      (tx) => tx.hot<{ closed: string | null; lines: number }[]>`
      select closed_by as closed, (select count(*)::int from attendance_event where kind = 'closing') as lines
      from attendance`,
    )
  await until(async () => (await closings())[0]?.closed === 'session_end')
  expect(await closings()).toEqual([{ closed: 'session_end', lines: 1 }])
}, 60_000)

test('a database that takes no changes, as on a full disk: nothing is thanked for, it is said in kind words, and it passes', async () => {
  const database = await server(freshDatabase)
  const program = await startProgram(database.env)
  const place = await placeIn(database, { people: 2, tablets: 1 })
  const name = new URL(database.app).pathname.slice(1)
  const takeChanges = async (how: 'on' | 'off') => {
    await database.administrator.unsafe(`alter database ${name} set default_transaction_read_only = ${how}`)
    await database.cut()
  }
  const [first, next] = place.codes
  expect(acknowledged(await checkIn(program.url, place.tablets[0]!, first!))).toBeTruthy()

  await takeChanges('on')
  await until(async () => (await ask(`${program.url}/readyz`, ''))?.status === 503)
  const refused = await checkIn(program.url, place.tablets[0]!, next!)
  expect([refused?.status, refused?.headers.get('retry-after')]).toEqual([503, '5'])
  expect(acknowledged(refused)).toBeNull()
  expect(refused?.text).toContain(kindWords)
  expect((await ask(`${program.url}/healthz`, ''))?.status).toBe(200)
  // What only reads still works; a page that has to note who read it does not open without the note.
  expect((await ask(`${program.url}/schedule`, place.astrid))?.status).toBe(200)
  const rollCall = await ask(`${program.url}/sessions/${place.sessionId}/roll-call`, place.astrid)
  expect(rollCall?.status).toBe(503)
  expect(rollCall?.text).toContain(kindWords)

  await takeChanges('off')
  await until(() => isReady(program.url))
  expect(acknowledged(await checkIn(program.url, place.tablets[0]!, next!))).toBeTruthy()
  expect((await place.counted()).presences).toBe(2)
}, 60_000)

test('SIGTERM while a check-in waits for the database: it is finished and thanked, open pages are let go, and the exit is 0', async () => {
  const database = await server(freshDatabase)
  const program = await startProgram(database.env)
  const place = await placeIn(database, { people: 1, tablets: 1 })
  const leader = await listening(program.url + place.live, place.astrid)
  const week = await listening(`${program.url}/schedule/live`, place.astrid)
  await until(() => leader.heard.count > 0 && week.heard.count > 0)

  // Somebody else holds this person's place in the queue for a while.
  const [code] = place.codes
  const codeHash = hashCode(code!, place.organisationId, STEGVIS_SECRET)
  const [whose] = await database.administrator`
    select participant_id::text as id from personal_code where code_hash = ${codeHash}`
  const key = whose!['id'] as string
  await database.administrator`select pg_advisory_lock(hashtextextended(${key}, 0))`
  const slow = checkIn(program.url, place.tablets[0]!, code!)
  await until(async () => {
    const waiting =
      await database.administrator`select from pg_locks where locktype = 'advisory' and not granted`
    return waiting.length > 0
  })

  const begun = performance.now()
  program.kill('SIGTERM')
  await until(() => leader.heard.ended && week.heard.ended)
  expect(await isRefused(program.url)).toBe(true)
  // Longer than pages that only listen used to be given.
  await wait(3500 - (performance.now() - begun))
  await database.administrator`select pg_advisory_unlock(hashtextextended(${key}, 0))`

  expect(acknowledged(await slow)).toBeTruthy()
  expect(await program.exited).toBe(0)
  expect(performance.now() - begun).toBeLessThan(10_000)
  expect((await place.counted()).presences).toBe(1)
}, 60_000)

function isRefused(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(Number(new URL(url).port), '127.0.0.1')
    socket.once('connect', () => resolve(false)).once('error', () => resolve(true))
  })
}
