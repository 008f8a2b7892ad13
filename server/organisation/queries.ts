import { eq, sql } from 'drizzle-orm'
import type { Temporal } from 'temporal-polyfill'
import { v7 as uuidv7 } from 'uuid'
import type { Database, Tx } from '../../db/client.ts'
import { entrance, organisation } from '../../db/schema/index.ts'
import { installationKey } from './entrance.ts'
import { languageOf } from '../language/catalogue.ts'
import type { Language } from '../language/text.ts'
import type { LocalTime } from '../time/dates.ts'
import type { TimeZone } from '../time/zones.ts'

/** Adds an organisation and opens the installation's entrance to it; its id is also the tenant of this transaction. */
export async function foundOrganisation(
  db: Database,
  facts: { name: string; language: Language; timeZone: string },
  secret: string,
  furnish: (tx: Tx, organisationId: string) => Promise<void>,
): Promise<string> {
  const organisationId = uuidv7()
  await db.tenant(organisationId)(async (tx) => {
    await tx.insert(organisation).values({ organisationId, ...facts })
    await openEntrance(tx, { kind: 'installation', keyHash: installationKey(secret) })
    await furnish(tx, organisationId)
  })
  return organisationId
}

/** Every organisation of this installation. */
export const organisationsHere = (db: Database, secret: string): Promise<string[]> =>
  organisationsBehind(db, installationKey(secret))

export async function organisationName(tx: Tx): Promise<string> {
  const [row] = await tx.select({ name: organisation.name }).from(organisation)
  return row?.name ?? ''
}

/**
 * Whoever plans and whoever books in an organisation take turns, from before the first row is held until all is saved:
 * one change reaches sessions, series, bookings and participants in an order that nobody knows beforehand.
 */
export async function takeTurn(tx: Tx): Promise<void> {
  await tx.hot`
    select pg_advisory_xact_lock(hashtextextended('schedule of ' || current_setting('app.organisation'), 0))`
}

/** Whatever a calendar shows has changed: weeks and feeds get a new ETag. */
export async function bumpSchedule(tx: Tx): Promise<void> {
  await takeTurn(tx)
  await tx
    .update(organisation)
    .set({ scheduleVersion: sql`${organisation.scheduleVersion} + 1` })
    .where(eq(organisation.organisationId, sql`current_setting('app.organisation')::uuid`))
}

/** The organisations that the holder of this key may come in to. */
export async function organisationsBehind(db: Database, keyHash: string): Promise<string[]> {
  const rows = await db.atEntrance(keyHash, (tx) =>
    tx
      .select({ organisationId: entrance.organisationId })
      .from(entrance)
      .where(eq(entrance.keyHash, keyHash)),
  )
  return rows.map((row) => row.organisationId)
}

export async function openEntrance(
  tx: Tx,
  key: { kind: 'installation' | 'email' | 'pairing_code'; keyHash: string },
): Promise<void> {
  await tx.insert(entrance).values(key).onConflictDoNothing()
}

export async function closeEntrance(tx: Tx, keyHash: string): Promise<void> {
  await tx.delete(entrance).where(eq(entrance.keyHash, keyHash))
}

export type OrganisationFacts = {
  name: string
  language: Language
  timeZone: string
  neutralTitles: boolean
  /** On days that are not closed somebody is there between these. */
  opensAt: LocalTime
  closesAt: LocalTime
}

/** The settings as they stand; held, nobody else changes them until the transaction ends. */
export async function organisationFacts(
  tx: Tx,
  { hold = false }: { hold?: boolean } = {},
): Promise<OrganisationFacts & { version: number }> {
  if (hold) await takeTurn(tx)
  const query = tx
    .select({
      name: organisation.name,
      language: organisation.language,
      timeZone: organisation.timeZone,
      neutralTitles: sql<boolean>`${organisation.neutralTitlesSince} is not null`,
      opensAt: organisation.opensAt,
      closesAt: organisation.closesAt,
      version: organisation.version,
    })
    .from(organisation)
  const [row] = await (hold ? query.for('no key update') : query)
  if (!row) throw new Error('a transaction outside an organisation')
  return { ...row, language: row.language as Language }
}

/** Calendars show the name and the words that are chosen here: they get a new ETag. */
export async function changeOrganisation(
  tx: Tx,
  facts: OrganisationFacts,
  at: Temporal.Instant,
): Promise<void> {
  const { neutralTitles, ...rest } = facts
  const since = sql`coalesce(${organisation.neutralTitlesSince}, ${at.toString()}::timestamptz)`
  await tx
    .update(organisation)
    .set({
      ...rest,
      neutralTitlesSince: neutralTitles ? since : null,
      version: sql`${organisation.version} + 1`,
    })
    .where(eq(organisation.organisationId, sql`current_setting('app.organisation')::uuid`))
  await bumpSchedule(tx)
}

/** The time zone of this transaction's organisation. */
export async function timeZoneHere(tx: Tx): Promise<TimeZone> {
  const [row] = await tx.select({ timeZone: organisation.timeZone }).from(organisation)
  if (!row) throw new Error('a transaction outside an organisation')
  return row.timeZone
}

/** The language in which the organisation's own texts are written. */
export async function languageHere(tx: Tx): Promise<Language> {
  const [row] = await tx.select({ language: organisation.language }).from(organisation)
  return languageOf(row?.language, undefined)
}
