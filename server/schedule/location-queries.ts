import { and, eq, gt, isNull, sql } from 'drizzle-orm'
import type { Temporal } from 'temporal-polyfill'
import { announce, type Tx } from '../../db/client.ts'
import { inSwedishOrder } from '../../db/order.ts'
import { location, session } from '../../db/schema/index.ts'
import { bumpSchedule, takeTurn } from '../organisation/queries.ts'
import type { Named } from './queries.ts'

export type LocationFacts = Named & {
  outdoors: boolean
  shareable: boolean
  archivedAt: Temporal.Instant | null
}

/** One that can be changed: of two who do, the second is told by its version. */
export type StandingLocation = LocationFacts & { version: number }

/** The places in use, by name. */
export function locations(tx: Tx): Promise<LocationFacts[]> {
  return places(tx).where(isNull(location.archivedAt)).orderBy(inSwedishOrder(location.name))
}

export async function locationAt(tx: Tx, id: string): Promise<StandingLocation | undefined> {
  const [row] = await places(tx).where(eq(location.id, id))
  return row
}

const places = (tx: Tx) =>
  tx
    .select({
      id: location.id,
      name: location.name,
      outdoors: location.outdoors,
      shareable: location.shareable,
      archivedAt: location.archivedAt,
      version: location.version,
    })
    .from(location)

export type LocationChange = { name: string; outdoors: boolean; shareable: boolean }

export async function addLocation(tx: Tx, facts: LocationChange): Promise<void> {
  await tx.insert(location).values(facts)
}

/** Held, nobody else changes it until the transaction ends. */
export async function heldLocation(tx: Tx, id: string): Promise<StandingLocation | undefined> {
  await takeTurn(tx)
  const [row] = await places(tx).where(eq(location.id, id)).for('no key update')
  return row
}

export async function changeLocation(
  tx: Tx,
  { id, name }: Pick<LocationFacts, 'id' | 'name'>,
  facts: LocationChange,
  at: Temporal.Instant,
): Promise<void> {
  await bumpSchedule(tx)
  // A place of another name is another place to a calendar: what is to come there counts as moved.
  if (name !== facts.name)
    await tx
      .update(session)
      .set({ changedAt: at, sequence: sql`${session.sequence} + 1` })
      .where(and(eq(session.locationId, id), gt(session.endsAt, at)))
  await tx
    .update(location)
    .set({ ...facts, version: sql`${location.version} + 1` })
    .where(eq(location.id, id))
  await announce(tx, 'schedule')
}

export async function archiveLocation(tx: Tx, id: string, at: Temporal.Instant): Promise<void> {
  await tx
    .update(location)
    .set({ archivedAt: at })
    .where(and(eq(location.id, id), isNull(location.archivedAt)))
}
