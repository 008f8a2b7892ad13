import { and, between, eq, inArray, isNotNull, isNull, sql } from 'drizzle-orm'
import type { Temporal } from 'temporal-polyfill'
import type { Tx } from '../../db/client.ts'
import { activity, location, session } from '../../db/schema/index.ts'
import { closedDays } from '../organisation/closed-days.ts'
import { closedPeriodsBetween } from '../organisation/closed-queries.ts'
import type { Language } from '../language/text.ts'
import { addDays, type LocalDate } from '../time/dates.ts'
import type { TimeZone } from '../time/zones.ts'
import { activitiesOffered, addActivity } from './activity-queries.ts'
import type { Draft } from './change.ts'
import { newId, saveChange } from './change-queries.ts'
import { newSession, plannedLine } from './draft.ts'
import type { ImportPlan } from './import-rows.ts'
import type { ImportWorld, PlannedSession, SessionThere, TimesThere } from './import-world.ts'
import { addLocation } from './location-queries.ts'
import { possibleLeaders } from './queries.ts'

/** What there is to plan with, and what stands on the days of a file. */
export async function importWorld(
  tx: Tx,
  {
    from,
    to,
    uids,
    zone,
    language,
  }: { from: LocalDate; to: LocalDate; uids: readonly string[]; zone: TimeZone; language: Language },
): Promise<ImportWorld> {
  const periods = await closedPeriodsBetween(tx, from, to)
  return {
    activities: await activitiesOffered(tx),
    places: await tx
      .select({
        id: location.id,
        name: location.name,
        shareable: location.shareable,
        archived: sql<boolean>`${location.archivedAt} is not null`,
      })
      .from(location),
    leaders: await possibleLeaders(tx),
    // A night reaches into the next day.
    sessions: await sessionsThere(tx, addDays(from, -1), addDays(to, 1)),
    imported: await importedAlready(tx, uids),
    closed: new Map(closedDays(periods, from, to).map(({ date, name }) => [date, name[language]])),
    zone,
  }
}

function sessionsThere(tx: Tx, from: LocalDate, to: LocalDate): Promise<SessionThere[]> {
  return tx
    .select({
      id: session.id,
      activityId: session.activityId,
      activityName: activity.name,
      startsAt: session.startsAt,
      endsAt: session.endsAt,
      localDate: session.localDate,
      localStart: session.localStart,
      localEnd: session.localEnd,
      locationId: session.locationId,
      leaderId: session.leaderId,
      doubleBooked: sql<boolean>`${session.doubleBookedBecause} is not null`,
      cancelled: sql<boolean>`${session.cancelledAt} is not null`,
      isTalk: sql<boolean>`${session.talkEnrolmentId} is not null`,
    })
    .from(session)
    .innerJoin(activity, eq(activity.id, session.activityId))
    .where(and(between(session.localDate, from, to), isNull(session.removedAt)))
    .orderBy(session.startsAt, session.id)
}

async function importedAlready(tx: Tx, uids: readonly string[]): Promise<Map<string, TimesThere>> {
  if (uids.length === 0) return new Map()
  const rows = await tx
    .select({
      uid: session.importedUid,
      startsAt: session.startsAt,
      endsAt: session.endsAt,
      localDate: session.localDate,
      localStart: session.localStart,
      localEnd: session.localEnd,
    })
    .from(session)
    .where(and(inArray(session.importedUid, [...uids]), isNull(session.removedAt)))
  return new Map(rows.flatMap(({ uid, ...times }) => (uid === null ? [] : [[uid, times] as const])))
}

/** Adds the activities and places that a plan found missing; planning anew finds them. */
export async function addWhatIsMissing(tx: Tx, { newActivities, newPlaces }: ImportPlan): Promise<void> {
  for (const { name, category, minutes, outdoors } of newActivities)
    await addActivity(tx, {
      name,
      category,
      usualMinutes: minutes,
      locationId: null,
      leaderId: null,
      outdoors,
      places: null,
      fewest: null,
      headsOnly: false,
      description: '',
      programmeIds: [],
    })
  for (const { name, outdoors } of newPlaces) await addLocation(tx, { name, outdoors, shareable: false })
}

/** All sessions of a file in one change, which is undone as a whole. */
export async function importSessions(
  tx: Tx,
  sessions: readonly PlannedSession[],
  { zone, by, at }: { zone: TimeZone; by: string; at: Temporal.Instant },
): Promise<string | undefined> {
  const draft: Draft = {
    series: [],
    sessions: sessions.map(({ activityName: _name, importedUid, ...planned }) =>
      plannedLine(newId(), { ...newSession({ ...planned, timeZone: zone }), importedUid }),
    ),
  }
  await forgetTakenBack(
    tx,
    sessions.flatMap(({ importedUid }) => importedUid ?? []),
  )
  return saveChange(tx, draft, { kind: 'imported', by, at, facts: { count: sessions.length } })
}

/** An import that was undone leaves no trace in the week, and its events may be read in again. */
async function forgetTakenBack(tx: Tx, uids: readonly string[]): Promise<void> {
  if (uids.length === 0) return
  await tx
    .update(session)
    .set({ importedUid: null })
    .where(and(inArray(session.importedUid, [...uids]), isNotNull(session.removedAt)))
}
