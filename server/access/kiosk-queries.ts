import { and, desc, eq, gt, inArray, isNull, or, sql } from 'drizzle-orm'
import type { Temporal } from 'temporal-polyfill'
import type { Tx } from '../../db/client.ts'
import { inSwedishOrder } from '../../db/order.ts'
import {
  entrance,
  kiosk,
  kioskPairing,
  kioskProgramme,
  location,
  organisation,
  programme,
} from '../../db/schema/index.ts'
import { closedDays } from '../organisation/closed-days.ts'
import { closedPeriodsBetween } from '../organisation/closed-queries.ts'
import { closeEntrance, openEntrance } from '../organisation/queries.ts'
import type { LocalDate } from '../time/dates.ts'
import type { OpenHouse } from './kiosk-standing.ts'
import type { KioskWay } from './kiosk-words.ts'

/** Every tablet: those in use first, the newest first among them. */
export function kiosksHere(tx: Tx) {
  return devices(tx).orderBy(sql`${kiosk.revokedAt} is not null`, desc(kiosk.createdAt), kiosk.id)
}

export type KioskDevice = Awaited<ReturnType<typeof kiosksHere>>[number]

export async function kioskWithId(tx: Tx, id: string): Promise<KioskDevice | undefined> {
  const [row] = await devices(tx).where(eq(kiosk.id, id))
  return row
}

/** Held, nobody else changes its settings until the transaction ends. */
export async function heldKiosk(tx: Tx, id: string): Promise<KioskDevice | undefined> {
  await tx.select({ id: kiosk.id }).from(kiosk).where(eq(kiosk.id, id)).for('no key update')
  return kioskWithId(tx, id)
}

/** What is set for a tablet, what it has told of itself, and where it stands. */
const devices = (tx: Tx) =>
  tx
    .select({
      id: kiosk.id,
      name: kiosk.name,
      locationId: kiosk.locationId,
      place: location.name,
      pairedAt: kiosk.pairedAt,
      lastSeenAt: kiosk.lastSeenAt,
      revokedAt: kiosk.revokedAt,
      ways: kiosk.ways,
      languages: kiosk.languages,
      volume: kiosk.volume,
      silentAfterMinutes: kiosk.silentAfterMinutes,
      version: kiosk.version,
      release: kiosk.release,
      batteryPercent: kiosk.batteryPercent,
      charging: kiosk.charging,
      waiting: kiosk.waiting,
      waitingSince: kiosk.waitingSince,
      skewSeconds: kiosk.skewSeconds,
      keepsOffline: kiosk.keepsOffline,
      guessedAt: kiosk.guessedAt,
      programmeIds: programmesOfKiosk,
    })
    .from(kiosk)
    .leftJoin(location, eq(location.id, kiosk.locationId))

/** The programmes that a tablet is for; none named is all of them. */
const programmesOfKiosk = sql<string[]>`array(
  select programme_id from kiosk_programme where kiosk_programme.kiosk_id = ${kiosk.id} order by programme_id)`

/** When somebody is in the house, as far as it matters today. */
export async function openHouse(tx: Tx, today: LocalDate): Promise<OpenHouse> {
  const [row] = await tx
    .select({
      opensAt: organisation.opensAt,
      closesAt: organisation.closesAt,
      timeZone: organisation.timeZone,
    })
    .from(organisation)
  if (!row) throw new Error('a transaction outside an organisation')
  const closed = closedDays(await closedPeriodsBetween(tx, today, today), today, today)
  return { ...row, closed: new Set(closed.map(({ date }) => date)) }
}

/** Where a tablet may stand. */
export function placesForKiosks(tx: Tx) {
  return tx
    .select({ id: location.id, name: location.name })
    .from(location)
    .where(isNull(location.archivedAt))
    .orderBy(inSwedishOrder(location.name))
}

/** What an administrator sets for a tablet. */
export type KioskSettings = {
  name: string
  locationId: string | null
  programmeIds: readonly string[]
  ways: KioskWay[]
  languages: string[]
  volume: number
  silentAfterMinutes: number
}

/** The programmes that a tablet may be for: those that run, and those that it already is for. */
export function programmesForKiosks(tx: Tx, already: readonly string[]) {
  const running = isNull(programme.archivedAt)
  return tx
    .select({ id: programme.id, name: programme.name })
    .from(programme)
    .where(already.length > 0 ? or(running, inArray(programme.id, [...already])) : running)
    .orderBy(inSwedishOrder(programme.name))
}

/** Whether another tablet in use has the name. */
export async function isNameTaken(tx: Tx, name: string, exceptId?: string): Promise<boolean> {
  const others = await tx
    .select({ id: kiosk.id })
    .from(kiosk)
    .where(and(eq(kiosk.name, name), isNull(kiosk.revokedAt)))
  return others.some(({ id }) => id !== exceptId)
}

export async function addKiosk(
  tx: Tx,
  { programmeIds, ...settings }: KioskSettings,
  { by, at }: { by: string; at: Temporal.Instant },
): Promise<string> {
  const [added] = await tx
    .insert(kiosk)
    .values({ ...settings, createdBy: by, createdAt: at })
    .returning({ id: kiosk.id })
  await setProgrammes(tx, added!.id, programmeIds)
  return added!.id
}

export async function changeKiosk(
  tx: Tx,
  id: string,
  { programmeIds, ...settings }: KioskSettings,
): Promise<void> {
  await tx
    .update(kiosk)
    .set({ ...settings, version: sql`${kiosk.version} + 1` })
    .where(eq(kiosk.id, id))
  await tx.delete(kioskProgramme).where(eq(kioskProgramme.kioskId, id))
  await setProgrammes(tx, id, programmeIds)
}

async function setProgrammes(tx: Tx, kioskId: string, programmeIds: readonly string[]): Promise<void> {
  if (programmeIds.length === 0) return
  await tx.insert(kioskProgramme).values(programmeIds.map((programmeId) => ({ kioskId, programmeId })))
}

/** So many codes have opened nothing at it that staff should know, until somebody says that they have seen it. */
export async function noteGuessed(tx: Tx, id: string, at: Temporal.Instant): Promise<void> {
  await tx
    .update(kiosk)
    .set({ guessedAt: at })
    .where(and(eq(kiosk.id, id), isNull(kiosk.guessedAt)))
}

export async function acknowledgeGuesses(tx: Tx, id: string): Promise<void> {
  await tx.update(kiosk).set({ guessedAt: null }).where(eq(kiosk.id, id))
}

/** Opens a way in for the tablet; the codes that were waiting for it before are worth nothing any more. */
export async function addPairing(
  tx: Tx,
  row: {
    kioskId: string
    codeHash: string
    by: string | null
    at: Temporal.Instant
    expiresAt: Temporal.Instant
  },
): Promise<void> {
  await endPairings(tx, row.kioskId)
  await tx.insert(kioskPairing).values({
    kioskId: row.kioskId,
    codeHash: row.codeHash,
    createdBy: row.by,
    createdAt: row.at,
    expiresAt: row.expiresAt,
  })
  await openEntrance(tx, { kind: 'pairing_code', keyHash: row.codeHash })
}

/** Takes the code out of use and gives the kiosk its new token, if the code is still good. */
export async function redeemPairing(
  tx: Tx,
  { codeHash, tokenHash, at }: { codeHash: string; tokenHash: string; at: Temporal.Instant },
): Promise<boolean> {
  const [used] = await tx
    .update(kioskPairing)
    .set({ usedAt: at })
    .where(
      and(eq(kioskPairing.codeHash, codeHash), isNull(kioskPairing.usedAt), gt(kioskPairing.expiresAt, at)),
    )
    .returning({ kioskId: kioskPairing.kioskId })
  await closeEntrance(tx, codeHash)
  if (!used) return false
  const paired = await tx
    .update(kiosk)
    .set({ tokenHash, pairedAt: at, lastSeenAt: at })
    .where(and(eq(kiosk.id, used.kioskId), isNull(kiosk.revokedAt)))
    .returning({ id: kiosk.id })
  return paired.length === 1
}

/** The tablet is out at once; its row stays, and its name is free again. */
export async function revokeKiosk(
  tx: Tx,
  row: { id: string; by: string; at: Temporal.Instant },
): Promise<void> {
  await tx
    .update(kiosk)
    .set({ revokedAt: row.at, revokedBy: row.by })
    .where(and(eq(kiosk.id, row.id), isNull(kiosk.revokedAt)))
  await endPairings(tx, row.id)
}

async function endPairings(tx: Tx, kioskId: string): Promise<void> {
  const unused = tx
    .select({ codeHash: kioskPairing.codeHash })
    .from(kioskPairing)
    .where(and(eq(kioskPairing.kioskId, kioskId), isNull(kioskPairing.usedAt)))
  await tx.delete(entrance).where(inArray(entrance.keyHash, unused))
  await tx.delete(kioskPairing).where(and(eq(kioskPairing.kioskId, kioskId), isNull(kioskPairing.usedAt)))
}

/** The tablet that holds this token, also when it has been revoked, with the facts of its organisation. */
export async function kioskOfToken(tx: Tx, tokenHash: string) {
  const [row] = await tx
    .select({
      id: kiosk.id,
      name: kiosk.name,
      locationId: kiosk.locationId,
      place: location.name,
      lastSeenAt: kiosk.lastSeenAt,
      revokedAt: kiosk.revokedAt,
      ways: kiosk.ways,
      languages: kiosk.languages,
      volume: kiosk.volume,
      programmeIds: programmesOfKiosk,
      organisationId: organisation.organisationId,
      organisationName: organisation.name,
      organisationLanguage: organisation.language,
      timeZone: organisation.timeZone,
    })
    .from(kiosk)
    .innerJoin(organisation, eq(organisation.organisationId, kiosk.organisationId))
    .leftJoin(location, eq(location.id, kiosk.locationId))
    .where(eq(kiosk.tokenHash, tokenHash))
    .prepare('kiosk_of_token')
    .execute()
  return row
}

export async function noteKioskSeen(tx: Tx, id: string, at: Temporal.Instant): Promise<void> {
  await tx.update(kiosk).set({ lastSeenAt: at }).where(eq(kiosk.id, id))
}

/** What a tablet tells of itself with every delivery. What it does not tell stands as it did. */
export type KioskHealth = {
  release?: string
  /** Only where the browser tells. */
  batteryPercent?: number
  charging?: boolean
  keepsOffline?: boolean
  waiting?: number
  waitingSince?: Temporal.Instant | null
  skewSeconds?: number
  at: Temporal.Instant
}

export async function noteKioskHealth(
  tx: Tx,
  id: string,
  { at, release, batteryPercent, charging, keepsOffline, waiting, waitingSince, skewSeconds }: KioskHealth,
): Promise<void> {
  await tx
    .update(kiosk)
    .set({
      lastSeenAt: at,
      release,
      batteryPercent,
      charging,
      keepsOffline,
      waiting,
      waitingSince: waiting === 0 ? null : waitingSince,
      skewSeconds,
    })
    .where(eq(kiosk.id, id))
}
