import { eq } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { activity, location, series, staff } from '../../db/schema/index.ts'
import type { LocalDate, LocalTime, Weekday } from '../time/dates.ts'
import type { TimeZone } from '../time/zones.ts'
import type { Category } from './categories.ts'
import type { SessionPlace } from './queries.ts'

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
