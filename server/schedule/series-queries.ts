import { and, eq, isNull } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { activity, location, series, session, staff } from '../../db/schema/index.ts'
import type { Category } from './categories.ts'
import { standingSeries, standingSessions } from './change-queries.ts'
import type { SeriesState, StandingSeries, StandingSession } from './change.ts'

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

export type HeldSeries = { series: StandingSeries; sessions: StandingSession[] }

/** A series with all its sessions as they stand; `hold` keeps them so until the transaction ends. */
export async function seriesWithSessions(
  tx: Tx,
  id: string,
  how: { hold?: boolean } = {},
): Promise<HeldSeries | undefined> {
  const [found] = await standingSeries(tx, and(eq(series.id, id), isNull(series.removedAt)), how)
  if (!found) return undefined
  const sessions = await standingSessions(tx, and(eq(session.seriesId, id), isNull(session.removedAt)), how)
  return { series: found, sessions }
}

/** The series that go on where this one was changed. */
export async function seriesThatContinue(tx: Tx, id: string): Promise<string[]> {
  const rows = await standingSeries(tx, and(eq(series.continues, id), isNull(series.removedAt)))
  return rows.map((row) => row.id)
}
