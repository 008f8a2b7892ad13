import { and, asc, between, eq, exists, inArray, isNull, sql } from 'drizzle-orm'
import type { Temporal } from 'temporal-polyfill'
import type { Tx } from '../../db/client.ts'
import { inSwedishOrder } from '../../db/order.ts'
import { activity, location, session, staff, staffRole } from '../../db/schema/index.ts'
import type { LocalDate, LocalTime } from '../time/dates.ts'
import type { TimeZone } from '../time/zones.ts'
import type { Category } from './categories.ts'

/** A session as everybody shows it: with the names that stand beside its time. */
export type SessionFacts = {
  id: string
  activityId: string
  activityName: string
  category: Category
  description: string
  /** A talk of somebody else's: its time is taken, and that is all there is to see. */
  busy: boolean
  /** How many came is counted, and nobody is registered. */
  headsOnly: boolean
  /** Of a talk that is one's own: whose enrolment it belongs to. */
  talkEnrolmentId: string | null
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
  /** Why its leader has another session at the same time, when that is meant. */
  doubleBookedBecause: string | null
  sequence: number
  version: number
  changedAt: Temporal.Instant
  cancelledAt: Temporal.Instant | null
  cancellationReason: string | null
}

/** Who looks decides what a talk shows; to whom nobody is named, every talk is only a time that is taken. */
const sessionFacts = (viewerId: string | null) => {
  const busy = sql<boolean>`(${session.talkEnrolmentId} is not null and coalesce(${session.leaderId} <> ${viewerId}::uuid, true))`
  return {
    id: session.id,
    activityId: session.activityId,
    activityName: sql<string>`case when ${busy} then '' else ${activity.name} end`,
    busy,
    headsOnly: activity.headsOnly,
    talkEnrolmentId: sql<string | null>`case when ${busy} then null else ${session.talkEnrolmentId} end`,
    category: activity.category,
    description: sql<string>`case when ${busy} then '' else ${activity.description} end`,
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
    doubleBookedBecause: sql<
      string | null
    >`case when ${busy} then null else ${session.doubleBookedBecause} end`,
    sequence: session.sequence,
    version: session.version,
    changedAt: session.changedAt,
    cancelledAt: session.cancelledAt,
    cancellationReason: sql<
      string | null
    >`case when ${busy} then null else ${session.cancellationReason} end`,
  }
}

const sessions = (tx: Tx, viewerId: string | null = null) =>
  tx
    .select(sessionFacts(viewerId))
    .from(session)
    .innerJoin(activity, eq(activity.id, session.activityId))
    .leftJoin(location, eq(location.id, session.locationId))
    .leftJoin(staff, eq(staff.id, session.leaderId))

export async function sessionAt(tx: Tx, id: string, viewerId?: string): Promise<SessionFacts | undefined> {
  const [row] = await sessions(tx, viewerId).where(and(eq(session.id, id), isNull(session.removedAt)))
  return row
}

/** Every session that begins on a day from one to another, both included, in the order of the clock. */
export function sessionsBetween(
  tx: Tx,
  from: LocalDate,
  to: LocalDate,
  viewerId?: string,
): Promise<SessionFacts[]> {
  return sessions(tx, viewerId)
    .where(and(between(session.localDate, from, to), isNull(session.removedAt)))
    .orderBy(asc(session.startsAt), asc(session.endsAt), asc(session.id))
}

export function sessionsOfSeries(tx: Tx, seriesId: string): Promise<SessionFacts[]> {
  return sessions(tx)
    .where(and(eq(session.seriesId, seriesId), isNull(session.removedAt)))
    .orderBy(asc(session.startsAt), asc(session.id))
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
