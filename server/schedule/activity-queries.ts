import { and, eq, gt, isNotNull, isNull, not, sql } from 'drizzle-orm'
import type { Temporal } from 'temporal-polyfill'
import { announce, type Tx } from '../../db/client.ts'
import { inSwedishOrder } from '../../db/order.ts'
import { activity, activityProgramme, location, programme, staff, session } from '../../db/schema/index.ts'
import { bumpSchedule } from '../organisation/queries.ts'
import type { Category } from './categories.ts'
import type { Named } from './queries.ts'

export type ActivityFacts = {
  id: string
  name: string
  category: Category
  usualMinutes: number
  locationId: string | null
  locationName: string | null
  leaderId: string | null
  leaderName: string | null
  outdoors: boolean
  /** How many came is counted, and nobody is registered. */
  headsOnly: boolean
  places: number | null
  /** Below so many booked, staff are told two days before. */
  fewest: number | null
  description: string
  archivedAt: Temporal.Instant | null
  version: number
}

const activities = (tx: Tx) =>
  tx
    .select({
      id: activity.id,
      name: activity.name,
      category: activity.category,
      usualMinutes: activity.usualMinutes,
      locationId: activity.locationId,
      locationName: location.name,
      leaderId: activity.leaderId,
      leaderName: staff.name,
      outdoors: activity.outdoors,
      headsOnly: activity.headsOnly,
      places: activity.places,
      fewest: activity.fewest,
      description: activity.description,
      archivedAt: activity.archivedAt,
      version: activity.version,
    })
    .from(activity)
    .leftJoin(location, eq(location.id, activity.locationId))
    .leftJoin(staff, eq(staff.id, activity.leaderId))

/** What is offered now, by name; one-to-one talks are booked in another way. */
export function activitiesOffered(tx: Tx): Promise<ActivityFacts[]> {
  return activities(tx)
    .where(and(isNull(activity.archivedAt), not(activity.oneToOne)))
    .orderBy(inSwedishOrder(activity.name))
}

export function archivedActivities(tx: Tx): Promise<ActivityFacts[]> {
  return activities(tx).where(isNotNull(activity.archivedAt)).orderBy(inSwedishOrder(activity.name))
}

export async function activityAt(tx: Tx, id: string): Promise<ActivityFacts | undefined> {
  const [row] = await activities(tx).where(eq(activity.id, id))
  return row
}

/** The programmes an activity is open to; none means all. */
export async function programmesOfActivity(tx: Tx, activityId: string): Promise<string[]> {
  const rows = await tx
    .select({ id: activityProgramme.programmeId })
    .from(activityProgramme)
    .where(eq(activityProgramme.activityId, activityId))
  return rows.map((row) => row.id)
}

/** The programmes that an activity can be open to, by name. */
export function programmesToOpenTo(tx: Tx): Promise<Named[]> {
  return tx
    .select({ id: programme.id, name: programme.name })
    .from(programme)
    .orderBy(inSwedishOrder(programme.name))
}

export type ActivityChange = {
  name: string
  category: Category
  usualMinutes: number
  locationId: string | null
  leaderId: string | null
  outdoors: boolean
  headsOnly: boolean
  places: number | null
  fewest: number | null
  description: string
  programmeIds: readonly string[]
}

export async function addActivity(tx: Tx, { programmeIds, ...facts }: ActivityChange): Promise<string> {
  const [row] = await tx.insert(activity).values(facts).returning({ id: activity.id })
  await openActivityTo(tx, row!.id, programmeIds)
  return row!.id
}

/** Whether the activity still had the version that the change was made from, and so was changed. */
export async function changeActivity(
  tx: Tx,
  before: Pick<ActivityFacts, 'id' | 'version'>,
  { programmeIds, ...facts }: ActivityChange,
  at: Temporal.Instant,
): Promise<boolean> {
  await bumpSchedule(tx)
  const rows = await tx
    .update(activity)
    .set({ ...facts, version: sql`${activity.version} + 1` })
    .where(and(eq(activity.id, before.id), eq(activity.version, before.version)))
    .returning({ id: activity.id })
  if (rows.length === 0) return false
  // A calendar shows its name with every session to come.
  await tx
    .update(session)
    .set({ changedAt: at })
    .where(and(eq(session.activityId, before.id), gt(session.endsAt, at)))
  await tx.delete(activityProgramme).where(eq(activityProgramme.activityId, before.id))
  await openActivityTo(tx, before.id, programmeIds)
  await announce(tx, 'schedule')
  return true
}

async function openActivityTo(tx: Tx, activityId: string, programmeIds: readonly string[]): Promise<void> {
  if (programmeIds.length === 0) return
  await tx.insert(activityProgramme).values(programmeIds.map((programmeId) => ({ activityId, programmeId })))
}

/** Sets an activity aside: it is not offered any more, and its sessions stay. */
export async function archiveActivity(tx: Tx, id: string, at: Temporal.Instant): Promise<void> {
  await tx
    .update(activity)
    .set({ archivedAt: at })
    .where(and(eq(activity.id, id), isNull(activity.archivedAt)))
}

export async function unarchiveActivity(tx: Tx, id: string): Promise<void> {
  await tx.update(activity).set({ archivedAt: null }).where(eq(activity.id, id))
}
