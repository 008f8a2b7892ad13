import { and, eq, gte, isNull, lt, or, sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { activity, series, session } from '../../db/schema/index.ts'
import type { LocalDate } from '../time/dates.ts'
import { saveChange, standingSeries, type Deed } from './change-queries.ts'
import { clashesOf } from './clash-queries.ts'
import type { Draft, StandingSeries } from './change.ts'
import { withClashesPutOff } from './series-extension.ts'

/** The series that go on past what is made of them, up to the horizon; what is not offered any more does not. */
export function seriesToExtend(tx: Tx, horizon: LocalDate): Promise<StandingSeries[]> {
  return standingSeries(
    tx,
    and(
      isNull(series.removedAt),
      isNull(series.times),
      or(isNull(series.madeUntil), lt(series.madeUntil, horizon)),
      or(isNull(series.endsOn), isNull(series.madeUntil), sql`${series.endsOn} > ${series.madeUntil}`),
      sql`exists (select from ${activity} where ${eq(activity.id, series.activityId)} and ${isNull(activity.archivedAt)})`,
    ),
    { hold: true },
  )
}

/** The days of a series from one on that have a session, wherever it was moved. */
export async function daysMade(tx: Tx, seriesId: string, from: LocalDate): Promise<Set<LocalDate>> {
  const rows = await tx
    .select({ date: session.seriesDate })
    .from(session)
    .where(and(eq(session.seriesId, seriesId), gte(session.seriesDate, from), isNull(session.removedAt)))
  return new Set(rows.flatMap(({ date }) => (date === null ? [] : [date])))
}

/** Saves the new sessions of a series; those in whose way something stands are put in cancelled, for that reason. */
export async function saveExtension(tx: Tx, made: Draft, reason: string, deed: Deed): Promise<void> {
  let draft = made
  for (let clashes = await clashesOf(tx, draft); clashes.length > 0; clashes = await clashesOf(tx, draft))
    draft = withClashesPutOff(draft, clashes, reason, deed.at)
  await saveChange(tx, draft, deed)
}
