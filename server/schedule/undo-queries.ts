import { inArray, or, type SQL } from 'drizzle-orm'
import type { Temporal } from 'temporal-polyfill'
import type { Tx } from '../../db/client.ts'
import { series, session } from '../../db/schema/index.ts'
import { saveChange, standingSeries, standingSessions, type ChangeWithLines } from './change-queries.ts'
import type { Draft } from './change.ts'
import { draftOfUndo, type Undoable, type Undoing } from './draft.ts'

/** Takes a change back as far as nothing else has happened since. `told` hears what is about to be saved. */
export async function undoChange(
  tx: Tx,
  change: ChangeWithLines,
  { by, at }: { by: string; at: Temporal.Instant },
  told: (draft: Draft) => void = () => {},
): Promise<{ undoneBy: string | undefined; undone: number; left: number }> {
  const draft = await undoingOf(tx, change, { by, at, hold: true })
  told(draft)
  const undoneBy = await saveChange(tx, draft, { kind: 'undone', by, at, undoes: change.id })
  return { undoneBy, undone: draft.sessions.length + draft.series.length, left: draft.left }
}

/** What of a change could be taken back now, and what stays and why. */
export async function undoingOf(
  tx: Tx,
  change: ChangeWithLines,
  { by, at, hold = false }: { by: string; at: Temporal.Instant; hold?: boolean },
): Promise<Undoing> {
  const seriesIds = change.series.map((line) => line.id)
  const standing =
    seriesIds.length === 0 ? [] : await standingSeries(tx, inArray(series.id, seriesIds), { hold })
  const ids = change.sessions.map((line) => line.id)
  const begun = change.series.filter(({ before }) => before === null).map(({ id }) => id)
  const which = or(inArray(session.id, ids), inArray(session.seriesId, begun))
  const sessions = await undoableSessions(tx, which, change.at, hold)
  return draftOfUndo(change, { sessions, series: standing }, { by, at })
}

async function undoableSessions(
  tx: Tx,
  which: SQL | undefined,
  since: Temporal.Instant,
  hold: boolean,
): Promise<Undoable[]> {
  const sessions = await standingSessions(tx, which, { hold })
  const ids = sessions.map(({ id }) => id)
  const rows = await tx.hot<{ sessionId: string }[]>`
    select distinct session_id as "sessionId" from booking
    where session_id = any(${ids}::uuid[]) and withdrawn_at is null and booked_at > ${since.toString()}::timestamptz`
  const bookedSince = new Set(rows.map(({ sessionId }) => sessionId))
  return sessions.map((standing) => ({ ...standing, bookedSince: bookedSince.has(standing.id) }))
}
