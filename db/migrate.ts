import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { drizzle } from 'drizzle-orm/postgres-js'
import { migrate as runMigrations } from 'drizzle-orm/postgres-js/migrator'
import type { Sql } from 'postgres'
import { CannotStart } from './embedded/programs.ts'
import { connect, userOf } from './login.ts'
import type { Login } from './login.ts'
import { giveRights } from './rights.ts'

/** The two logins of a database, and what each is called where a person sets it. */
export type Logins = { owner: Login; app: Login }

const OLDEST = 150_000
/** Any number, as long as every Stegvis uses the same. */
const MIGRATION_LOCK = 7_834_001

/** Brings the database up to date with the owner's login and gives the app's login its rights, one process at a time. */
export async function migrate({ owner, app }: Logins, folder: string) {
  const sql = connect(owner, { max: 1, max_lifetime: null, connect_timeout: 10, onnotice: () => undefined })
  try {
    await greet(sql, 'DATABASE_OWNER_URL')
    await refuseUnfitServer(sql)
    await refuseUnfitApp(sql, app)
    await oneAtATime(sql)
    await groupOfApp(sql, userOf(app))
    await applyMigrations(sql, folder)
    await giveRights(sql)
  } finally {
    await sql.end({ timeout: 2 })
  }
}

/** The first words with a server, and why there may be none. */
async function greet(sql: Sql, setting: string) {
  try {
    await sql`select 1`
  } catch (error) {
    throw new CannotStart(whyUnreachable(error, setting))
  }
}

function whyUnreachable(error: unknown, setting: string): string {
  const { code = '', message } = error as Error & { code?: string }
  if (code === '28P01' || code === '28000')
    return `The database server refuses the login in ${setting}: the user or the password is wrong, or the user may not connect from here.`
  if (code === '3D000') return `The database that ${setting} names does not exist on the server.`
  if (code === '42501') return `The login in ${setting} may not connect to that database.`
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return `The server that ${setting} names cannot be found.`
  if (['ECONNREFUSED', 'CONNECT_TIMEOUT', 'ENOENT', 'EHOSTUNREACH', 'ETIMEDOUT'].includes(code))
    return `No database server answers at the address in ${setting}.`
  return `The database that ${setting} names cannot be used: ${message}`
}

async function refuseUnfitServer(sql: Sql) {
  const [server] = await sql<{ number: number; name: string; encoding: string; swedish: boolean }[]>`
    select current_setting('server_version_num')::int as number, current_setting('server_version') as name,
      current_setting('server_encoding') as encoding,
      exists (select from pg_collation where collname = 'sv-SE-x-icu') as swedish`
  if (!server) return
  if (server.number < OLDEST)
    throw new CannotStart(
      `The database server is PostgreSQL ${server.name}. Stegvis needs version 15 or newer.`,
    )
  if (server.encoding !== 'UTF8')
    throw new CannotStart(
      `The database keeps text as ${server.encoding}. Stegvis needs one that was created with encoding UTF8.`,
    )
  if (!server.swedish)
    throw new CannotStart(
      'The database server was built without ICU, so it cannot sort Swedish. Use one that has it.',
    )
}

const THE_SERVER = (sql: Sql) => sql<{ oid: number; since: string }[]>`
  select oid::int as oid, pg_postmaster_start_time()::text as since from pg_database where datname = current_database()`

/** Row-level security binds only a login that is neither superuser nor owner, nor may become one. */
async function refuseUnfitApp(owner: Sql, login: Login) {
  const app = connect(login, { max: 1, connect_timeout: 10, onnotice: () => undefined })
  try {
    await greet(app, 'DATABASE_URL')
    const [[here], [there]] = [await THE_SERVER(app), await THE_SERVER(owner)]
    if (here?.oid !== there?.oid || here?.since !== there?.since)
      throw new CannotStart(
        'DATABASE_URL and DATABASE_OWNER_URL name two different databases. Both must name the same.',
      )
    const [{ name } = { name: '' }] = await owner<{ name: string }[]>`select current_user as name`
    const powers = await powersOf(app, name)
    if (powers.length > 0) {
      throw new CannotStart(
        `The login in DATABASE_URL is too powerful: it ${powers.join(', and it ')}. ` +
          'One organisation could then read what belongs to another. Use a login that owns nothing, such as:\n' +
          "  create role stegvis_app login password '…' in role stegvis;",
      )
    }
  } finally {
    await app.end({ timeout: 2 })
  }
}

async function powersOf(app: Sql, owner: string): Promise<string[]> {
  const [power] = await app<Record<'superuser' | 'bypass' | 'roles' | 'owner' | 'tables', boolean>[]>`
    select
      bool_or(r.rolsuper) as superuser,
      bool_or(r.rolbypassrls) as bypass,
      bool_or(r.rolcreaterole) as roles,
      bool_or(r.rolname = ${owner} or r.oid = (select datdba from pg_database where datname = current_database())) as owner,
      bool_or(exists (
        select from pg_class c where c.relowner = r.oid and c.relkind in ('r', 'p', 'v', 'm') and c.relnamespace = 'public'::regnamespace
      )) as tables
    from pg_roles r where pg_has_role(current_user, r.oid, 'member')`
  if (!power) return []
  // A superuser is a member of everything, so the rest would only be noise.
  if (power.superuser) return ['is a superuser or may become one']
  return [
    power.bypass ? 'may bypass row-level security' : '',
    power.roles ? 'may create roles' : '',
    power.owner ? 'is the owner of the database or a member of it' : '',
    power.tables && !power.owner ? 'owns tables' : '',
  ].filter((sentence) => sentence !== '')
}

async function oneAtATime(sql: Sql) {
  await sql`set lock_timeout = '60s'`
  try {
    await sql`select pg_advisory_lock(${MIGRATION_LOCK})`
  } catch (error) {
    if ((error as { code?: string }).code !== '55P03') throw error
    throw new CannotStart(
      'Another Stegvis has been updating this database for a minute. Start again when it has finished.',
    )
  }
  await sql`set lock_timeout = '10s'`
}

/** Policies and rights name the group "stegvis"; the app's login is one of its members. */
async function groupOfApp(sql: Sql, app: string) {
  const wanted: string[] = []
  const [group] = await sql`select from pg_roles where rolname = 'stegvis'`
  if (!group) wanted.push('create role stegvis nologin')
  const [member] = group
    ? await sql`select from pg_roles where rolname = ${app} and pg_has_role(oid, 'stegvis', 'usage')`
    : []
  if (!member) wanted.push(`grant stegvis to "${app.replaceAll('"', '""')}"`)
  try {
    for (const statement of wanted) await sql.unsafe(statement)
  } catch (error) {
    if ((error as { code?: string }).code !== '42501') throw error
    throw new CannotStart(
      'The rights of the app belong to a role named "stegvis", and the login in DATABASE_OWNER_URL may not arrange that. ' +
        `Ask the administrator of the database server to run:\n${wanted.map((statement) => `  ${statement};`).join('\n')}`,
    )
  }
}

type Journal = { entries: { when: number; tag: string }[] }

async function applyMigrations(sql: Sql, folder: string) {
  const journal = JSON.parse(await readFile(path.join(folder, 'meta/_journal.json'), 'utf8')) as Journal
  const known = new Set(journal.entries.map((entry) => entry.when))
  const applied = await appliedMigrations(sql)
  const foreign = applied.filter((when) => !known.has(when))
  if (foreign.length > 0) {
    throw new CannotStart(
      `This database was last used by a newer Stegvis (it has ${foreign.length} change${foreign.length === 1 ? '' : 's'} that this version does not know, ` +
        `the latest from ${new Date(Math.max(...foreign)).toISOString().slice(0, 10)}). Nothing was changed. Start that version, or restore a backup from before it.`,
    )
  }
  if (applied.length === known.size) return
  try {
    await runMigrations(drizzle(sql), { migrationsFolder: folder })
  } catch (error) {
    const cause = (error as Error).cause ?? error
    throw new CannotStart(
      `The database could not be brought up to date, and nothing was changed: ${(cause as Error).message}`,
    )
  }
  // Drizzle passes over a migration that is older than the newest one applied.
  const missing = known.size - (await appliedMigrations(sql)).length
  if (missing > 0)
    throw new CannotStart(
      `${missing} migrations were passed over because they are older than the newest one applied.`,
    )
}

async function appliedMigrations(sql: Sql): Promise<number[]> {
  const [table] = await sql<
    { there: boolean }[]
  >`select to_regclass('drizzle.__drizzle_migrations') is not null as there`
  if (!table?.there) return []
  const rows = await sql<{ at: string }[]>`select created_at::text as at from drizzle.__drizzle_migrations`
  return rows.map((row) => Number(row.at))
}
