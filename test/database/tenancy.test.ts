import { afterAll, beforeAll, expect, test } from 'vitest'
import { eq, is, sql } from 'drizzle-orm'
import { toSnakeCase } from 'drizzle-orm/casing'
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core'
import { Temporal } from 'temporal-polyfill'
import { brokenConstraint, openDatabase, type Database } from '../../db/client.ts'
import { connect } from '../../db/login.ts'
import * as schema from '../../db/schema/index.ts'
import { freshDatabase, type TestDatabase } from '../setup/database.ts'
import { settle } from '../../scripts/demo/settle.ts'
import { participantCast, staffCast } from '../../scripts/demo/cast.ts'

let place: TestDatabase
let db: Database
let catalogue: ReturnType<typeof connect>

beforeAll(async () => {
  place = await freshDatabase()
  db = openDatabase(place.app, { connections: 4 })
  catalogue = connect(place.owner, { max: 1 })
})
afterAll(async () => {
  await db.close()
  await catalogue.end()
})

const aPlace = (name: string) => ({ name, language: 'sv', timeZone: 'Europe/Stockholm' }) as const

test('row-level security is on and forced on every table', async () => {
  const open = await catalogue`
    select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
      and not (relrowsecurity and relforcerowsecurity)`
  expect(open).toEqual([])
})

test('every table has a policy that compares the organisation with the setting, for reading and for writing', async () => {
  const without = await catalogue`
    select c.relname from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
      and not exists (
        select from pg_policy p where p.polrelid = c.oid and p.polcmd = '*' and p.polname = 'tenant'
          and pg_get_expr(p.polqual, p.polrelid) like '%organisation_id = %app.organisation%'
          and pg_get_expr(p.polwithcheck, p.polrelid) like '%organisation_id = %app.organisation%')`
  expect(without).toEqual([])
  const others = await catalogue`
    select c.relname, p.polname, p.polcmd from pg_policy p join pg_class c on c.oid = p.polrelid where p.polname <> 'tenant'`
  // The entrance is the one exception: it shows the row whose key is presented, and can only be read.
  expect(others.map((row) => [row['relname'], row['polname'], row['polcmd']])).toEqual([
    ['entrance', 'presented_key', 'r'],
  ])
})

test('every primary key, unique constraint, unique index, exclusion and foreign key starts with the organisation', async () => {
  const keys = await catalogue`
    select conrelid::regclass::text as table, conname,
      (select attname from pg_attribute where attrelid = conrelid and attnum = conkey[1]) as first,
      case when contype = 'f' then (select attname from pg_attribute where attrelid = confrelid and attnum = confkey[1]) end as target
    from pg_constraint where connamespace = 'public'::regnamespace and contype in ('p', 'u', 'f', 'x')`
  expect(keys.length).toBeGreaterThan(80)
  expect(keys.filter((key) => key['first'] !== 'organisation_id')).toEqual([])
  expect(keys.filter((key) => key['target'] !== null && key['target'] !== 'organisation_id')).toEqual([])
  const indexes = await catalogue`
    select indexrelid::regclass::text as name, (select attname from pg_attribute where attrelid = indrelid and attnum = indkey[0]) as first
    from pg_index join pg_class c on c.oid = indrelid where c.relnamespace = 'public'::regnamespace and indisunique`
  expect(indexes.filter((index) => index['first'] !== 'organisation_id')).toEqual([])
  const keyless = await catalogue`
    select relname from pg_class c where relnamespace = 'public'::regnamespace and relkind = 'r'
      and not exists (select from pg_constraint where conrelid = c.oid and contype = 'p')`
  expect(keyless).toEqual([])
})

test("the app's login owns nothing, is no superuser, does not bypass row-level security and cannot become another", async () => {
  const app = connect(place.app, { max: 1 })
  const [login] = await app`
    select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb,
      (select count(*)::int from pg_class where relowner = r.oid) as owned,
      array(select m.roleid::regrole::text from pg_auth_members m where m.member = r.oid) as member_of
    from pg_roles r where rolname = current_user`
  await app.end()
  expect(login).toEqual({
    rolsuper: false,
    rolbypassrls: false,
    rolcreaterole: false,
    rolcreatedb: false,
    owned: 0,
    member_of: ['stegvis'],
  })
})

test('views, if there are any, look with the eyes of who asks', async () => {
  const trusting = await catalogue`
    select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'v'
      and not coalesce(reloptions::text like '%security_invoker=true%', false)`
  expect(trusting).toEqual([])
})

test('the tables have exactly the columns that the schema in code says', async () => {
  const real =
    await catalogue`select table_name, column_name from information_schema.columns where table_schema = 'public'`
  const meant = Object.values(schema).flatMap((table) => {
    if (!is(table, PgTable)) return []
    const { name, columns } = getTableConfig(table)
    return columns.map((column) => `${name}.${toSnakeCase(column.name)}`)
  })
  expect(real.map((row) => `${row['table_name']}.${row['column_name']}`).sort()).toEqual(meant.sort())
})

test('without an organisation there are no rows, and none can be written', async () => {
  await settle({ db, secret: 's'.repeat(40) }, aPlace('Ensam'), staffCast, participantCast)
  const app = connect(place.app, { max: 1 })
  expect(await app`select * from participant`).toEqual([])
  expect(await app`select * from entrance`).toEqual([])
  await expect(
    app`insert into participant (organisation_id, id, first_name, last_name) values (gen_random_uuid(), gen_random_uuid(), 'A', 'B')`,
  ).rejects.toMatchObject({ code: '42501' })
  await app.end()
})

test('the setting does not outlive its transaction, on the very same connection', async () => {
  const one = openDatabase(place.app, { connections: 1 })
  await one.tenant('01890000-0000-7000-8000-000000000000')((tx) => tx.execute(sql`select 1`))
  const [after] = await one.atEntrance(
    '',
    (tx) => tx.hot`select nullif(current_setting('app.organisation', true), '') as setting`,
  )
  expect(after).toEqual({ setting: null })
  await one.close()
})

test('one organisation neither reads, changes nor points at the rows of another', async () => {
  const parts = { db, secret: 't'.repeat(40) }
  const one = await settle(parts, aPlace('Ett'), staffCast, participantCast)
  const two = await settle(parts, aPlace('Två'), {}, {})
  const inTwo = db.tenant(two.organisationId)
  const { participant, identityProtection } = schema
  const pelle = one.participants.pelle
  expect(await inTwo((tx) => tx.select().from(participant).where(eq(participant.id, pelle)))).toEqual([])
  expect(
    await inTwo((tx) =>
      tx.update(participant).set({ firstName: 'X' }).where(eq(participant.id, pelle)).returning(),
    ),
  ).toEqual([])
  const pointing = inTwo((tx) => tx.insert(identityProtection).values({ participantId: pelle }))
  await expect(
    pointing.catch((error: unknown) => Promise.reject(new Error(brokenConstraint(error)))),
  ).rejects.toThrow('identity_protection_organisation_id_participant_id_participant')
  const smuggled = inTwo((tx) =>
    tx.insert(participant).values({ organisationId: one.organisationId, firstName: 'A', lastName: 'B' }),
  )
  await expect(smuggled).rejects.toMatchObject({ cause: { code: '42501' } })
})

test('the ledger and the access log can be added to, never changed or emptied', async () => {
  const { organisationId } = await settle({ db, secret: 'u'.repeat(40) }, aPlace('Logg'), {}, {})
  const tenant = db.tenant(organisationId)
  await tenant((tx) => tx.insert(schema.accessEntry).values({ act: 'read', what: 'test' }))
  for (const table of ['attendance_event', 'access_entry']) {
    for (const statement of [
      `update ${table} set organisation_id = organisation_id`,
      `delete from ${table}`,
      `truncate ${table}`,
    ]) {
      await expect(tenant((tx) => tx.execute(sql.raw(statement)))).rejects.toMatchObject({
        cause: { code: '42501' },
      })
    }
  }
})

test('an instant comes back from the database as the same instant', async () => {
  const { organisationId } = await settle({ db, secret: 'v'.repeat(40) }, aPlace('Tid'), {}, {})
  const moment = Temporal.Instant.from('2026-10-25T00:30:00.123Z')
  const [row] = await db.tenant(organisationId)((tx) =>
    tx
      .insert(schema.accessEntry)
      .values({ act: 'read', what: 'test', at: moment })
      .returning({ at: schema.accessEntry.at }),
  )
  expect(row!.at.equals(moment)).toBe(true)
})
