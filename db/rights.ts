import type { Sql } from 'postgres'

/** What was once written there stays: the app can add and read, never change or remove. */
const ADD_ONLY = new Set([
  'attendance_event',
  'head_count_event',
  'access_entry',
  'schedule_change',
  'session_change',
  'series_change',
])

/** What has happened stays: these are ended, withdrawn or revoked, and only gallring removes the person in them. */
const KEPT = new Set([
  'organisation',
  'staff',
  'participant',
  'identity_protection',
  'sign_in',
  'personal_code',
  'personal_card',
  'personal_link',
  'hall_screen',
  'kiosk',
  'enrolment',
  'stage_change',
  'consent',
  'series',
  'session',
  'booking',
  'attendance',
  'unclear_check_in',
  'roll_call_closing',
  'head_count',
  'absence',
  'answer',
  'reported_hours',
  'level_reached',
  'exit',
  'feed',
  'wish',
  'wish_group',
])

/** Gives the group "stegvis" its rights on every table that has other ones. */
export async function giveRights(sql: Sql) {
  await sql`grant usage on schema public to stegvis`
  const tables = await sql<{ name: string; rights: string[] }[]>`
    select relname as name, array(
      select kind from unnest(array['select', 'insert', 'update', 'delete', 'truncate', 'references', 'trigger']) kind
      where has_table_privilege('stegvis', c.oid, kind)
    ) as rights
    from pg_class c where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')`
  for (const { name, rights } of tables) {
    const wanted = rightsOn(name)
    if (rights.join() === wanted.join()) continue
    await sql`revoke all on ${sql(name)} from stegvis`
    await sql.unsafe(`grant ${wanted.join(', ')} on "${name}" to stegvis`)
  }
}

function rightsOn(table: string): string[] {
  if (ADD_ONLY.has(table)) return ['select', 'insert']
  if (KEPT.has(table)) return ['select', 'insert', 'update']
  return ['select', 'insert', 'update', 'delete']
}
