import { execFileSync } from 'node:child_process'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { isUnavailable, openDatabase } from '../../db/client.ts'
import { connect } from '../../db/login.ts'
import { freshDatabase } from '../setup/database.ts'
import { until } from '../setup/program.ts'

const organisations = [
  '00000000-0000-4000-8000-00000000000a',
  '00000000-0000-4000-8000-00000000000b',
] as const

async function open() {
  const place = await freshDatabase()
  const db = openDatabase(place.app, { connections: 1 })
  const administrator = connect(place.superuser, { max: 1, onnotice: () => undefined })
  onTestFinished(async () => {
    await db.close()
    await administrator.end()
    await place.drop()
  })
  const theApps = administrator`datname = current_database() and usename = 'stegvis_app'`
  const cut = async () => {
    await administrator`select pg_terminate_backend(pid) from pg_stat_activity where ${theApps}`
    await until(async () => (await administrator`select from pg_stat_activity where ${theApps}`).length === 0)
  }
  /** Cuts while this process stands still, so that the next transaction begins before the cut is heard. */
  const cutUnheard = () => {
    const script = `
      import postgres from 'postgres'
      const login = ${JSON.stringify(place.superuser)}
      const sql = postgres(login)
      const theApps = sql\`datname = current_database() and usename = 'stegvis_app'\`
      await sql\`select pg_terminate_backend(pid, 5000) from pg_stat_activity where \${theApps}\`
      await sql.end()`
    execFileSync(process.execPath, ['--input-type=module', '--eval', script], { timeout: 20_000 })
  }
  return { db, cut, cutUnheard }
}

test('whoever begins on a connection that was cut while it lay idle, before the cut is heard, notices nothing', async () => {
  const { db, cutUnheard } = await open()
  await db.ready()
  cutUnheard()
  expect(await db.tenant(organisations[0])((tx) => tx.hot`select 1 as one`)).toEqual([{ one: 1 }])
  expect(db.load()).toEqual({ running: 0, waiting: 0 })
})

test('work that is elsewhere while its connection is cut sends nothing into the transaction that comes after it', async () => {
  const { db, cut } = await open()
  const later = Promise.withResolvers<void>()

  let isAway = false
  const first = db.tenant(organisations[0])(async (tx) => {
    await tx.hot`select 1`
    isAway = true
    await later.promise
    await tx.hot`select set_config('app.organisation', ${organisations[0]}, true)`
  })
  const refused = first.then(
    () => undefined,
    (error: unknown) => error,
  )
  await until(() => isAway)
  await cut()
  expect(isUnavailable(await refused)).toBe(true)

  const mine = await db.tenant(organisations[1])(async (tx) => {
    const before = await tx.hot<{ is: string }[]>`select current_setting('app.organisation') as is`
    later.resolve()
    await wait(50)
    const after = await tx.hot<{ is: string }[]>`select current_setting('app.organisation') as is`
    return [before[0]?.is, after[0]?.is]
  })
  expect(mine).toEqual([organisations[1], organisations[1]])
})

test('work that goes on after its query was cut off is refused, and the next is served by a new connection', async () => {
  const { db, cut } = await open()
  const goneOn: boolean[] = []
  const first = db.tenant(organisations[0])(async (tx) => {
    const slow = tx.hot`select pg_sleep(10)`.catch((error: unknown) => goneOn.push(isUnavailable(error)))
    await wait(50)
    await cut()
    await slow
    await tx.hot`select 1`
  })
  await expect(first).rejects.toSatisfy(isUnavailable)
  expect(goneOn).toEqual([true])
  for (let round = 0; round < 5; round++) await db.ready()
  expect(db.load()).toEqual({ running: 0, waiting: 0 })
})
