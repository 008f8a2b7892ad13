import { and, asc, between, eq, exists, inArray, isNotNull, isNull, ne, or, sql } from 'drizzle-orm'
import type { Temporal } from 'temporal-polyfill'
import { announce, type Tx } from '../../db/client.ts'
import { inSwedishOrder } from '../../db/order.ts'
import { activity, attendance, location, session, staff, staffRole } from '../../db/schema/index.ts'
import { bumpSchedule } from '../organisation/queries.ts'
import type { Problem } from '../problem.ts'
import type { LocalDate, LocalTime } from '../time/dates.ts'
import type { TimeZone } from '../time/zones.ts'
import type { Category } from './categories.ts'
import { whyNotMove } from './moving.ts'

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

/** Whether anybody's hours rest on the session; who was excused beforehand has none. */
async function hasAttendance(tx: Tx, sessionId: string): Promise<boolean> {
  const rows = await tx
    .select({ id: attendance.id })
    .from(attendance)
    .where(
      and(
        eq(attendance.sessionId, sessionId),
        or(
          isNotNull(attendance.checkedInAt),
          isNotNull(attendance.minutesByHand),
          inArray(attendance.status, ['present', 'late', 'left_early']),
        ),
      ),
    )
    .limit(1)
  return rows.length > 0
}

export type Named = { id: string; name: string }

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
    .orderBy(inSwedishOrder(staff.name))
}

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

/**
 * Whether the session still had the version that the change was made from, and so was changed; or why it stays. Its row
 * is held from here on, so that nobody is checked in to it while it moves.
 */
export async function changeSession(
  tx: Tx,
  before: Pick<SessionFacts, 'id' | 'version'>,
  change: SessionTime & SessionPlace,
  at: Temporal.Instant,
): Promise<{ changed: boolean; problems: Problem[] }> {
  await bumpSchedule(tx)
  const [held] = await tx
    .select({ startsAt: session.startsAt, endsAt: session.endsAt, cancelledAt: session.cancelledAt })
    .from(session)
    .where(eq(session.id, before.id))
    .for('update')
  const problems = held ? whyNotMove(held, change, await hasAttendance(tx, before.id)) : []
  if (problems.length > 0) return { changed: false, problems }
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
  return { changed: rows.length > 0, problems }
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
export async function shareable(tx: Tx, locationId: string | null): Promise<boolean | null> {
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
