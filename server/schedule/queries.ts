import { and, asc, between, eq, exists, inArray, isNotNull, isNull, ne, sql } from 'drizzle-orm'
import type { Temporal } from 'temporal-polyfill'
import { announce, type Tx } from '../../db/client.ts'
import {
  activity,
  activityProgramme,
  attendance,
  location,
  programme,
  series,
  session,
  staff,
  staffRole,
} from '../../db/schema/index.ts'
import { bumpSchedule } from '../organisation/queries.ts'
import type { LocalDate, LocalTime, Weekday } from '../time/dates.ts'
import type { TimeZone } from '../time/zones.ts'
import type { Category } from './categories.ts'

/** A session as everybody shows it: with the names that stand beside its time. */
export type SessionFacts = {
  id: string
  activityId: string
  activityName: string
  category: Category
  description: string
  seriesId: string | null
  startsAt: Temporal.Instant
  endsAt: Temporal.Instant
  localDate: LocalDate
  localStart: LocalTime
  localEnd: LocalTime
  timeZone: TimeZone
  locationId: string | null
  locationName: string | null
  /** Because of the activity or because of the place. */
  outdoors: boolean
  leaderId: string | null
  leaderName: string | null
  places: number | null
  sequence: number
  version: number
  changedAt: Temporal.Instant
  cancelledAt: Temporal.Instant | null
  cancellationReason: string | null
}

const sessionFacts = {
  id: session.id,
  activityId: session.activityId,
  activityName: activity.name,
  category: activity.category,
  description: activity.description,
  seriesId: session.seriesId,
  startsAt: session.startsAt,
  endsAt: session.endsAt,
  localDate: session.localDate,
  localStart: session.localStart,
  localEnd: session.localEnd,
  timeZone: session.timeZone,
  locationId: session.locationId,
  locationName: location.name,
  outdoors: sql<boolean>`${activity.outdoors} or coalesce(${location.outdoors}, false)`,
  leaderId: session.leaderId,
  leaderName: staff.name,
  places: session.places,
  sequence: session.sequence,
  version: session.version,
  changedAt: session.changedAt,
  cancelledAt: session.cancelledAt,
  cancellationReason: session.cancellationReason,
}

const sessions = (tx: Tx) =>
  tx
    .select(sessionFacts)
    .from(session)
    .innerJoin(activity, eq(activity.id, session.activityId))
    .leftJoin(location, eq(location.id, session.locationId))
    .leftJoin(staff, eq(staff.id, session.leaderId))

export async function sessionAt(tx: Tx, id: string): Promise<SessionFacts | undefined> {
  const [row] = await sessions(tx).where(eq(session.id, id))
  return row
}

/** Every session that begins on a day from one to another, both included, in the order of the clock. */
export function sessionsBetween(tx: Tx, from: LocalDate, to: LocalDate): Promise<SessionFacts[]> {
  return sessions(tx)
    .where(between(session.localDate, from, to))
    .orderBy(asc(session.startsAt), asc(session.endsAt), asc(session.id))
}

export function sessionsOfSeries(tx: Tx, seriesId: string): Promise<SessionFacts[]> {
  return sessions(tx).where(eq(session.seriesId, seriesId)).orderBy(asc(session.startsAt), asc(session.id))
}

/** Whether anybody's presence in the session has been noted. */
export async function hasAttendance(tx: Tx, sessionId: string): Promise<boolean> {
  const rows = await tx
    .select({ id: attendance.id })
    .from(attendance)
    .where(eq(attendance.sessionId, sessionId))
    .limit(1)
  return rows.length > 0
}

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
  places: number | null
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
      places: activity.places,
      description: activity.description,
      archivedAt: activity.archivedAt,
      version: activity.version,
    })
    .from(activity)
    .leftJoin(location, eq(location.id, activity.locationId))
    .leftJoin(staff, eq(staff.id, activity.leaderId))

/** What is offered now, by name. */
export function activitiesOffered(tx: Tx): Promise<ActivityFacts[]> {
  return activities(tx).where(isNull(activity.archivedAt)).orderBy(swedishOrder(activity.name))
}

export function archivedActivities(tx: Tx): Promise<ActivityFacts[]> {
  return activities(tx).where(isNotNull(activity.archivedAt)).orderBy(swedishOrder(activity.name))
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

export type Named = { id: string; name: string }

/** The programmes that an activity can be open to, by name. */
export function programmesToOpenTo(tx: Tx): Promise<Named[]> {
  return tx
    .select({ id: programme.id, name: programme.name })
    .from(programme)
    .orderBy(swedishOrder(programme.name))
}

export type LocationFacts = Named & {
  outdoors: boolean
  shareable: boolean
  archivedAt: Temporal.Instant | null
}

/** The places in use, by name. */
export function locations(tx: Tx): Promise<LocationFacts[]> {
  return places(tx).where(isNull(location.archivedAt)).orderBy(swedishOrder(location.name))
}

export async function locationAt(tx: Tx, id: string): Promise<LocationFacts | undefined> {
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
    })
    .from(location)

/** Staff who may lead a session, by name. */
export function possibleLeaders(tx: Tx): Promise<Named[]> {
  return tx
    .select({ id: staff.id, name: staff.name })
    .from(staff)
    .where(
      and(
        isNull(staff.leftAt),
        exists(
          tx
            .select({ one: sql`1` })
            .from(staffRole)
            .where(
              and(
                eq(staffRole.staffId, staff.id),
                inArray(staffRole.role, ['administrator', 'coordinator', 'leader']),
              ),
            ),
        ),
      ),
    )
    .orderBy(swedishOrder(staff.name))
}

const swedishOrder = (
  column: typeof activity.name | typeof location.name | typeof staff.name | typeof programme.name,
) => sql`${column} collate "sv-SE-x-icu"`

/** When a session is, on the wall and in real time. */
export type SessionTime = {
  localDate: LocalDate
  localStart: LocalTime
  localEnd: LocalTime
  startsAt: Temporal.Instant
  endsAt: Temporal.Instant
}

/** Where, with whom and for how many. */
export type SessionPlace = { locationId: string | null; leaderId: string | null; places: number | null }

/** Who does something to the schedule, and when. */
export type Hand = { by: string; at: Temporal.Instant }

export async function planSession(
  tx: Tx,
  planned: SessionTime & SessionPlace & { activityId: string; timeZone: TimeZone },
  { by, at }: Hand,
): Promise<string> {
  await bumpSchedule(tx)
  const locationShareable = await shareable(tx, planned.locationId)
  const [row] = await tx
    .insert(session)
    .values({ ...planned, locationShareable, createdBy: by, createdAt: at, changedAt: at })
    .returning({ id: session.id })
  await announce(tx, 'schedule', row!.id)
  return row!.id
}

/** Whether the session still had the version that the change was made from, and so was changed. */
export async function changeSession(
  tx: Tx,
  before: Pick<SessionFacts, 'id' | 'version'>,
  change: SessionTime & SessionPlace,
  at: Temporal.Instant,
): Promise<boolean> {
  await bumpSchedule(tx)
  const locationShareable = await shareable(tx, change.locationId)
  const moved = sql`(${session.startsAt}, ${session.endsAt}, ${session.locationId}) is distinct from (${change.startsAt.toString()}::timestamptz, ${change.endsAt.toString()}::timestamptz, ${change.locationId}::uuid)`
  const rows = await tx
    .update(session)
    .set({
      ...change,
      locationShareable,
      changedAt: at,
      version: sql`${session.version} + 1`,
      sequence: sql`${session.sequence} + case when ${moved} then 1 else 0 end`,
    })
    .where(and(eq(session.id, before.id), eq(session.version, before.version)))
    .returning({ id: session.id })
  if (rows.length > 0) await announce(tx, 'schedule', before.id)
  return rows.length > 0
}

/** Whether it was still standing, and so was cancelled by this hand. */
export async function cancelSession(tx: Tx, id: string, reason: string, { by, at }: Hand): Promise<boolean> {
  return changeStatus(tx, id, isNull(session.cancelledAt), at, {
    cancelledAt: at,
    cancelledBy: by,
    cancellationReason: reason,
  })
}

export async function reinstateSession(tx: Tx, id: string, { at }: Omit<Hand, 'by'>): Promise<boolean> {
  return changeStatus(tx, id, isNotNull(session.cancelledAt), at, {
    cancelledAt: null,
    cancelledBy: null,
    cancellationReason: null,
  })
}

async function changeStatus(
  tx: Tx,
  id: string,
  stood: ReturnType<typeof isNull>,
  at: Temporal.Instant,
  status: Pick<typeof session.$inferInsert, 'cancelledAt' | 'cancelledBy' | 'cancellationReason'>,
): Promise<boolean> {
  await bumpSchedule(tx)
  const rows = await tx
    .update(session)
    .set({
      ...status,
      changedAt: at,
      version: sql`${session.version} + 1`,
      sequence: sql`${session.sequence} + 1`,
    })
    .where(and(eq(session.id, id), stood))
    .returning({ id: session.id })
  if (rows.length > 0) await announce(tx, 'schedule', id)
  return rows.length > 0
}

/** The constraint needs to know whether a place is shared: it stands in the session's row. */
async function shareable(tx: Tx, locationId: string | null): Promise<boolean | null> {
  if (locationId === null) return null
  const [row] = await tx
    .select({ shareable: location.shareable })
    .from(location)
    .where(eq(location.id, locationId))
  return row?.shareable ?? null
}

/** The first session that has this leader or this place at one of these times, so that a clash can be told by its name. */
export async function sessionInTheWay(
  tx: Tx,
  wished: { leaderId: string } | { locationId: string },
  times: readonly Pick<SessionTime, 'startsAt' | 'endsAt'>[],
  except?: string,
): Promise<SessionFacts | undefined> {
  const taken =
    'leaderId' in wished
      ? eq(session.leaderId, wished.leaderId)
      : and(eq(session.locationId, wished.locationId), eq(session.locationShareable, false))
  const starts = times.map((time) => time.startsAt.toString())
  const ends = times.map((time) => time.endsAt.toString())
  const overlapping = sql`exists (select from unnest(${textArray(starts)}, ${textArray(ends)}) as wish (starts, ends) where ${session.startsAt} < wish.ends::timestamptz and ${session.endsAt} > wish.starts::timestamptz)`
  const [row] = await sessions(tx)
    .where(and(taken, isNull(session.cancelledAt), overlapping, except ? ne(session.id, except) : undefined))
    .orderBy(asc(session.startsAt))
    .limit(1)
  return row
}

const textArray = (texts: readonly string[]) =>
  sql`array[${sql.join(
    texts.map((text) => sql`${text}`),
    sql`, `,
  )}]::text[]`

export type ActivityChange = {
  name: string
  category: Category
  usualMinutes: number
  locationId: string | null
  leaderId: string | null
  outdoors: boolean
  places: number | null
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
): Promise<boolean> {
  await bumpSchedule(tx)
  const rows = await tx
    .update(activity)
    .set({ ...facts, version: sql`${activity.version} + 1` })
    .where(and(eq(activity.id, before.id), eq(activity.version, before.version)))
    .returning({ id: activity.id })
  if (rows.length === 0) return false
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

export type LocationChange = { name: string; outdoors: boolean; shareable: boolean }

export async function addLocation(tx: Tx, facts: LocationChange): Promise<void> {
  await tx.insert(location).values(facts)
}

export async function changeLocation(tx: Tx, id: string, facts: LocationChange): Promise<void> {
  await bumpSchedule(tx)
  await tx.update(location).set(facts).where(eq(location.id, id))
  await announce(tx, 'schedule')
}

export async function archiveLocation(tx: Tx, id: string, at: Temporal.Instant): Promise<void> {
  await tx
    .update(location)
    .set({ archivedAt: at })
    .where(and(eq(location.id, id), isNull(location.archivedAt)))
}

export type SeriesPlan = SessionPlace & {
  activityId: string
  weekdays: readonly Weekday[]
  startsOn: LocalDate
  endsOn: LocalDate | null
  startTime: LocalTime
  minutes: number
  timeZone: TimeZone
  madeUntil: LocalDate
}

export type SeriesFacts = SeriesPlan & {
  id: string
  activityName: string
  category: Category
  locationName: string | null
  leaderName: string | null
}

export async function seriesAt(tx: Tx, id: string): Promise<SeriesFacts | undefined> {
  const [row] = await tx
    .select({
      id: series.id,
      activityId: series.activityId,
      activityName: activity.name,
      category: activity.category,
      weekdays: series.weekdays,
      startsOn: series.startsOn,
      endsOn: series.endsOn,
      startTime: series.startTime,
      minutes: series.minutes,
      timeZone: series.timeZone,
      madeUntil: series.madeUntil,
      locationId: series.locationId,
      locationName: location.name,
      leaderId: series.leaderId,
      leaderName: staff.name,
      places: series.places,
    })
    .from(series)
    .innerJoin(activity, eq(activity.id, series.activityId))
    .leftJoin(location, eq(location.id, series.locationId))
    .leftJoin(staff, eq(staff.id, series.leaderId))
    .where(eq(series.id, id))
  if (!row) return undefined
  return { ...row, weekdays: row.weekdays as Weekday[], madeUntil: row.madeUntil ?? row.startsOn }
}

/** A series and all its sessions, or nothing of it. */
export async function planSeries(
  tx: Tx,
  { weekdays, ...plan }: SeriesPlan,
  times: readonly SessionTime[],
  { by, at }: Hand,
): Promise<string> {
  await bumpSchedule(tx)
  const locationShareable = await shareable(tx, plan.locationId)
  const [row] = await tx
    .insert(series)
    .values({ ...plan, weekdays: [...weekdays], createdBy: by, createdAt: at })
    .returning({ id: series.id })
  const { activityId, timeZone, locationId, leaderId, places: count } = plan
  await tx.insert(session).values(
    times.map((time) => ({
      ...time,
      seriesId: row!.id,
      seriesDate: time.localDate,
      activityId,
      timeZone,
      locationId,
      locationShareable,
      leaderId,
      places: count,
      createdBy: by,
      createdAt: at,
      changedAt: at,
    })),
  )
  await announce(tx, 'schedule', row!.id)
  return row!.id
}
