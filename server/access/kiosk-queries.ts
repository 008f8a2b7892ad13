import { and, desc, eq, gt, inArray, isNull, sql } from 'drizzle-orm'
import type { Temporal } from 'temporal-polyfill'
import type { Tx } from '../../db/client.ts'
import { inSwedishOrder } from '../../db/order.ts'
import { entrance, kiosk, kioskPairing, location, organisation } from '../../db/schema/index.ts'
import { closeEntrance, openEntrance } from '../organisation/queries.ts'

/** Every tablet: those in use first, the newest first among them. */
export function kiosksHere(tx: Tx) {
  return tx
    .select({
      id: kiosk.id,
      name: kiosk.name,
      place: location.name,
      pairedAt: kiosk.pairedAt,
      lastSeenAt: kiosk.lastSeenAt,
      revokedAt: kiosk.revokedAt,
    })
    .from(kiosk)
    .leftJoin(location, eq(location.id, kiosk.locationId))
    .orderBy(sql`${kiosk.revokedAt} is not null`, desc(kiosk.createdAt), kiosk.id)
}

export async function kioskWithId(tx: Tx, id: string) {
  const [row] = await tx
    .select({ id: kiosk.id, name: kiosk.name, pairedAt: kiosk.pairedAt, revokedAt: kiosk.revokedAt })
    .from(kiosk)
    .where(eq(kiosk.id, id))
  return row
}

/** Where a tablet may stand. */
export function placesForKiosks(tx: Tx) {
  return tx
    .select({ id: location.id, name: location.name })
    .from(location)
    .where(isNull(location.archivedAt))
    .orderBy(inSwedishOrder(location.name))
}

export async function addKiosk(
  tx: Tx,
  row: { name: string; locationId: string | null; by: string; at: Temporal.Instant },
): Promise<string> {
  const [added] = await tx
    .insert(kiosk)
    .values({ name: row.name, locationId: row.locationId, createdBy: row.by, createdAt: row.at })
    .returning({ id: kiosk.id })
  return added!.id
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

/** The programmes that a tablet is for; none named is all of them. */
const programmesOfKiosk = sql<string[]>`array(
  select programme_id from kiosk_programme where kiosk_programme.kiosk_id = ${kiosk.id} order by programme_id)`

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
  waiting?: number
  waitingSince?: Temporal.Instant | null
  skewSeconds?: number
  at: Temporal.Instant
}

export async function noteKioskHealth(
  tx: Tx,
  id: string,
  { at, release, batteryPercent, charging, waiting, waitingSince, skewSeconds }: KioskHealth,
): Promise<void> {
  await tx
    .update(kiosk)
    .set({
      lastSeenAt: at,
      release,
      batteryPercent,
      charging,
      waiting,
      waitingSince: waiting === 0 ? null : waitingSince,
      skewSeconds,
    })
    .where(eq(kiosk.id, id))
}
