import { and, asc, between, eq, exists, isNull, notExists, or, sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { activity, activityProgramme, location, session, staff } from '../../db/schema/index.ts'
import type { LocalDate } from '../time/dates.ts'
import type { Category } from './categories.ts'
import type { OpenSession } from './open-session.ts'

/** What a wall is narrowed to; a programme's are those open to it. */
export type OpenPart = { programmeId?: string; category?: Category; locationId?: string }

/** What a wall may tell between two days, both included, in the order of the clock: one-to-one talks stay out. */
export function openSessionsBetween(
  tx: Tx,
  from: LocalDate,
  to: LocalDate,
  { programmeId, category, locationId }: OpenPart = {},
): Promise<OpenSession[]> {
  const opened = (to?: string) =>
    tx
      .select({ one: sql`1` })
      .from(activityProgramme)
      .where(
        and(
          eq(activityProgramme.activityId, session.activityId),
          to === undefined ? undefined : eq(activityProgramme.programmeId, to),
        ),
      )
  return tx
    .select({
      id: session.id,
      name: activity.name,
      category: activity.category,
      startsAt: session.startsAt,
      endsAt: session.endsAt,
      localDate: session.localDate,
      localStart: session.localStart,
      localEnd: session.localEnd,
      place: location.name,
      outdoors: sql<boolean>`${activity.outdoors} or coalesce(${location.outdoors}, false)`,
      leader: staff.name,
      cancelled: sql<boolean>`${session.cancelledAt} is not null`,
    })
    .from(session)
    .innerJoin(activity, eq(activity.id, session.activityId))
    .leftJoin(location, eq(location.id, session.locationId))
    .leftJoin(staff, eq(staff.id, session.leaderId))
    .where(
      and(
        between(session.localDate, from, to),
        isNull(session.removedAt),
        isNull(session.talkEnrolmentId),
        eq(activity.oneToOne, false),
        category === undefined ? undefined : eq(activity.category, category),
        locationId === undefined ? undefined : eq(session.locationId, locationId),
        programmeId === undefined ? undefined : or(notExists(opened()), exists(opened(programmeId))),
      ),
    )
    .orderBy(asc(session.startsAt), asc(session.endsAt), asc(session.id))
}
