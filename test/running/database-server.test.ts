import { expect, onTestFinished, test } from 'vitest'
import { refuseOtherSecret } from '../../db/installation.ts'
import { connect } from '../../db/login.ts'
import { migrate } from '../../db/migrate.ts'
import { emptyDatabase, freshDatabase } from '../setup/database.ts'
import type { TestDatabase } from '../setup/database.ts'
import { isReady, refusal, startProgram } from '../setup/program.ts'

const migrations = 'db/migrations'
const STEGVIS_SECRET = 'kV3p9ZtQ0mYx7RbL2sNcW8uFhJ4gTdEa'

/** A database of its own, and logins made for the test. */
async function server(make: () => Promise<TestDatabase>) {
  const database = await make()
  const administrator = connect(database.superuser, { max: 1, onnotice: () => undefined })
  const made: string[] = []
  onTestFinished(async () => {
    for (const name of made) await administrator.unsafe(`drop owned by ${name}; drop role ${name}`)
    await administrator.end()
    await database.drop()
  })
  return {
    ...database,
    administrator,
    login: async (name: string, rights: string) => {
      await administrator.unsafe(`create role ${name} login password 'x' ${rights}`)
      made.push(name)
      const address = new URL(database.app)
      address.username = name
      address.password = 'x'
      return address.href
    },
  }
}

test('the program sets up an empty database on a server and works in it with the app login', async () => {
  const { owner, app } = await server(emptyDatabase)
  const program = await startProgram({ DATABASE_URL: app, DATABASE_OWNER_URL: owner, STEGVIS_SECRET })
  expect(await isReady(program.url)).toBe(true)
  program.kill('SIGTERM')
  expect(await program.exited).toBe(0)
})

test('a database that was set up with another secret is refused', async () => {
  const { owner } = await server(freshDatabase)
  await refuseOtherSecret(owner, STEGVIS_SECRET)
  await refuseOtherSecret(owner, STEGVIS_SECRET)
  await expect(refuseOtherSecret(owner, STEGVIS_SECRET.toLowerCase())).rejects.toThrow(
    'not the one with which',
  )
})

test('two programs side by side on an empty database wait for each other', async () => {
  const { owner, app, administrator } = await server(emptyDatabase)
  await Promise.all([migrate({ owner, app }, migrations), migrate({ owner, app }, migrations)])
  const [{ applied, different } = { applied: 0, different: 0 }] = await administrator<
    { applied: number; different: number }[]
  >`
    select count(*)::int as applied, count(distinct hash)::int as different from drizzle.__drizzle_migrations`
  expect(applied).toBe(different)
})

test('a login that is too powerful refuses to start, with an explanation', async () => {
  const { owner, superuser } = await server(emptyDatabase)
  const { code, said } = await refusal({ DATABASE_URL: superuser, DATABASE_OWNER_URL: owner, STEGVIS_SECRET })
  expect(code).toBe(1)
  expect(said).toContain('The login in DATABASE_URL is too powerful: it is a superuser')
  expect(said).toContain('create role stegvis_app login')
})

test.each([
  ['bypassrls in role stegvis', 'may bypass row-level security'],
  ['createrole in role stegvis', 'may create roles'],
  ['in role stegvis_owner', 'is the owner of the database or a member of it'],
  ['in role postgres', 'is a superuser or may become one'],
])('too powerful: %s', async (rights, sentence) => {
  const { owner, login } = await server(freshDatabase)
  await expect(migrate({ owner, app: await login('mighty', rights) }, migrations)).rejects.toThrow(sentence)
})

test('too powerful: a login that owns a table', async () => {
  const { owner, login, administrator } = await server(freshDatabase)
  const app = await login('holder', 'in role stegvis')
  await administrator`create table mine ()`
  await administrator`alter table mine owner to holder`
  await expect(migrate({ owner, app }, migrations)).rejects.toThrow('it owns tables')
})

test('a login without the rights of the app is told what an administrator must run', async () => {
  const { owner, login } = await server(freshDatabase)
  await expect(migrate({ owner, app: await login('stranger', '') }, migrations)).rejects.toThrow(
    'grant stegvis to "stranger";',
  )
})

function changed(address: string, change: (url: URL) => void) {
  const url = new URL(address)
  change(url)
  return url.href
}

test('wrong addresses and passwords are told apart', async () => {
  const { owner, app } = await server(freshDatabase)
  const wrongPassword = changed(owner, (url) => (url.password = 'guess'))
  await expect(migrate({ owner: wrongPassword, app }, migrations)).rejects.toThrow(
    'refuses the login in DATABASE_OWNER_URL',
  )
  const noDatabase = changed(app, (url) => (url.pathname = '/nowhere'))
  await expect(migrate({ owner, app: noDatabase }, migrations)).rejects.toThrow(
    'DATABASE_URL names does not exist',
  )
  const noServer = changed(owner, (url) => (url.port = '1'))
  await expect(migrate({ owner: noServer, app }, migrations)).rejects.toThrow('No database server answers')
  const elsewhere = await server(freshDatabase)
  await expect(migrate({ owner, app: elsewhere.app }, migrations)).rejects.toThrow(
    'name two different databases',
  )
})

test('a database that a newer Stegvis has used is refused', async () => {
  const { owner, app, administrator } = await server(freshDatabase)
  await administrator`insert into drizzle.__drizzle_migrations (hash, created_at) values ('later', ${Date.UTC(2099, 0, 1)})`
  await expect(migrate({ owner, app }, migrations)).rejects.toThrow('the latest from 2099-01-01')
})

test('the app may add to the ledger and the access log, and change neither', async () => {
  const { app } = await server(freshDatabase)
  const sql = connect(app, { max: 1 })
  for (const table of ['attendance_event', 'access_entry']) {
    await expect(sql`delete from ${sql(table)}`).rejects.toThrow('permission denied')
    await expect(sql`update ${sql(table)} set organisation_id = organisation_id`).rejects.toThrow(
      'permission denied',
    )
  }
  await sql.end()
})
