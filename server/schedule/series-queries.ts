import { eq } from 'drizzle-orm'
import { announce, type Tx } from '../../db/client.ts'
import { activity, location, series, session, staff } from '../../db/schema/index.ts'
import { bumpSchedule } from '../organisation/queries.ts'
import type { LocalDate, LocalTime, Weekday } from '../time/dates.ts'
import type { TimeZone } from '../time/zones.ts'
import type { Category } from './categories.ts'
import { shareable, type SessionTime, type SessionPlace, type Hand } from './queries.ts'

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
