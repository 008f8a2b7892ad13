import { expect, test } from 'vitest'
import { sql } from 'drizzle-orm'
import { DatabaseUnavailable, openDatabase, type Tx } from '../../db/client.ts'
import { location } from '../../db/schema/index.ts'
import { settle } from '../../scripts/demo/settle.ts'
import { freshDatabase } from '../setup/database.ts'

const SECONDS = 6
const AT_ONCE = 300

/** Writes and reads as one organisation, and throws if a row, the setting or the connection is another's. */
async function visit(tx: Tx, organisationId: string, mark: string) {
  const [before] =
    await tx.hot`select current_setting('app.organisation') as organisation, pg_backend_pid() as backend`
  await tx.insert(location).values({ name: mark })
  const mine = await tx
    .select({ organisationId: location.organisationId, name: location.name })
    .from(location)
  if (Math.random() < 0.3) await tx.execute(sql`select pg_sleep(0.002)`)
  const [after] =
    await tx.hot`select current_setting('app.organisation') as organisation, pg_backend_pid() as backend`
  if (mine.some((row) => row.organisationId !== organisationId)) throw new Error('a row strayed')
  if (!mine.some((row) => row.name === mark)) throw new Error('the own row is missing')
  if (before!['organisation'] !== organisationId || after!['organisation'] !== organisationId)
    throw new Error('the setting strayed')
  if (before!['backend'] !== after!['backend']) throw new Error('a query strayed to another connection')
  await tx.delete(location)
}

test(`${AT_ONCE} transactions of many organisations at once for a while: nothing strays, and the end is as fast as the beginning`, async () => {
  const place = await freshDatabase()
  const db = openDatabase(place.app, { connections: 8 })
  const organisations: string[] = []
  for (let i = 0; i < 20; i++) {
    const settled = await settle(
      { db, secret: 'g'.repeat(40) },
      { name: `Ort ${i}`, language: 'sv', timeZone: 'Europe/Stockholm' },
      {},
      {},
    )
    organisations.push(settled.organisationId)
  }

  const doneInSecond = Array.from({ length: SECONDS }, () => 0)
  const refused = new Set<string>()
  let most = 0
  const started = performance.now()
  const elapsed = () => (performance.now() - started) / 1000
  await Promise.all(
    Array.from({ length: AT_ONCE }, async (_, worker) => {
      for (let turn = 0; elapsed() < SECONDS; turn++) {
        const organisationId = organisations[(worker * 7 + turn) % organisations.length]!
        const fails = (worker + turn) % 11 === 0
        const work = db.tenant(organisationId)(async (tx) => {
          most = Math.max(most, db.load().running)
          await visit(tx, organisationId, `${worker}-${turn}`)
          if (fails) throw new Error('meant to roll back')
        })
        await work.catch((error: Error) => refused.add(error.message))
        const second = Math.floor(elapsed())
        if (second < SECONDS) doneInSecond[second]! += 1
      }
    }),
  )
  expect([...refused]).toEqual(['meant to roll back'])
  expect(most).toBe(8)
  expect(db.load()).toEqual({ running: 0, waiting: 0 })
  const [first, last] = [
    doneInSecond[1]! + doneInSecond[2]!,
    doneInSecond[SECONDS - 2]! + doneInSecond[SECONDS - 1]!,
  ]
  // A gate that loses permits comes to a stand; a machine that does much else only slows down.
  expect(last).toBeGreaterThan(first * 0.3)
  await db.close()
}, 60_000)

test('who waits too long for the database, or as one too many, is told to come back later', async () => {
  const place = await freshDatabase()
  const db = openDatabase(place.app, { connections: 1 })
  const { organisationId } = await settle(
    { db, secret: 'g'.repeat(40) },
    { name: 'Kö', language: 'sv', timeZone: 'Europe/Stockholm' },
    {},
    {},
  )
  const tenant = db.tenant(organisationId)
  const hold = Promise.withResolvers<void>()
  const held = tenant(() => hold.promise)
  const waiting = Array.from({ length: 1000 }, () => tenant(() => Promise.resolve('in')))
  await expect(tenant(() => Promise.resolve('in'))).rejects.toThrow(DatabaseUnavailable)
  hold.resolve()
  await held
  expect(new Set(await Promise.all(waiting))).toEqual(new Set(['in']))
  await db.close()
}, 30_000)
