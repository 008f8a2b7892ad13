import { and, eq, isNull } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { activity, location, series, staff } from '../../db/schema/index.ts'
import type { Category } from './categories.ts'
import { standingSeries } from './change-queries.ts'
import type { SeriesState } from './change.ts'

export type SeriesFacts = SeriesState & {
  id: string
  version: number
  activityName: string
  category: Category
  locationName: string | null
  leaderName: string | null
}

export async function seriesAt(tx: Tx, id: string): Promise<SeriesFacts | undefined> {
  const [standing] = await standingSeries(tx, and(eq(series.id, id), isNull(series.removedAt)))
  if (!standing) return undefined
  const [names] = await tx
    .select({
      activityName: activity.name,
      category: activity.category,
      locationName: location.name,
      leaderName: staff.name,
    })
    .from(series)
    .innerJoin(activity, eq(activity.id, series.activityId))
    .leftJoin(location, eq(location.id, series.locationId))
    .leftJoin(staff, eq(staff.id, series.leaderId))
    .where(eq(series.id, id))
  return { ...standing, ...names! }
}
