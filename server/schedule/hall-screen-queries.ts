import { and, desc, eq, isNull, sql } from 'drizzle-orm'
import type { Temporal } from 'temporal-polyfill'
import { announce, type Tx } from '../../db/client.ts'
import { hallScreen, location, organisation } from '../../db/schema/index.ts'

/** Who does it, and when. */
type Hand = { by: string; at: Temporal.Instant }

/** Every hall screen: those in use first, the newest first among them. Never their addresses. */
export function hallScreensHere(tx: Tx) {
  return tx
    .select({
      id: hallScreen.id,
      name: hallScreen.name,
      place: location.name,
      createdAt: hallScreen.createdAt,
      lastSeenAt: hallScreen.lastSeenAt,
      revokedAt: hallScreen.revokedAt,
    })
    .from(hallScreen)
    .leftJoin(location, eq(location.id, hallScreen.locationId))
    .orderBy(sql`${hallScreen.revokedAt} is not null`, desc(hallScreen.createdAt), hallScreen.id)
}

export async function hallScreenAt(tx: Tx, id: string) {
  const [row] = await tx
    .select({ id: hallScreen.id, revokedAt: hallScreen.revokedAt })
    .from(hallScreen)
    .where(eq(hallScreen.id, id))
  return row
}

export async function addHallScreen(
  tx: Tx,
  screen: { name: string; locationId: string | null; tokenHash: string },
  { by, at }: Hand,
): Promise<void> {
  await tx.insert(hallScreen).values({ ...screen, createdBy: by, createdAt: at })
}

/** Its address is worth nothing from now on, and the screen hears of it. */
export async function revokeHallScreen(tx: Tx, id: string, { by, at }: Hand): Promise<void> {
  const rows = await tx
    .update(hallScreen)
    .set({ revokedAt: at, revokedBy: by })
    .where(and(eq(hallScreen.id, id), isNull(hallScreen.revokedAt)))
    .returning({ id: hallScreen.id })
  if (rows.length > 0) await announce(tx, 'hall-screen', id)
}

/** The screen behind an address, while it stands, with the facts of its organisation. */
export async function hallScreenBehind(tx: Tx, tokenHash: string) {
  const [row] = await tx
    .select({
      id: hallScreen.id,
      locationId: hallScreen.locationId,
      place: location.name,
      lastSeenAt: hallScreen.lastSeenAt,
      organisationId: organisation.organisationId,
      organisationName: organisation.name,
      language: organisation.language,
      timeZone: organisation.timeZone,
    })
    .from(hallScreen)
    .innerJoin(organisation, eq(organisation.organisationId, hallScreen.organisationId))
    .leftJoin(location, eq(location.id, hallScreen.locationId))
    .where(and(eq(hallScreen.tokenHash, tokenHash), isNull(hallScreen.revokedAt)))
  return row
}

export async function noteHallScreenSeen(tx: Tx, id: string, at: Temporal.Instant): Promise<void> {
  await tx.update(hallScreen).set({ lastSeenAt: at }).where(eq(hallScreen.id, id))
}
