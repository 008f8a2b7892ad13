import { Temporal } from 'temporal-polyfill'
import type { Tx } from '../../db/client.ts'

/** A session's roll call that stands closed: when, by whom, and of how many a tablet has told something new since. */
export type Closure = { at: Temporal.Instant; byName: string | null; changed: number }

/** Who has closed the roll call, and when; nobody while it is open. */
export async function closureOf(tx: Tx, sessionId: string): Promise<Closure | undefined> {
  const [row] = await tx.hot<{ at: number; byName: string | null; changed: number }[]>`
    select (extract(epoch from closing.closed_at) * 1000)::float8 as at, staff.name as "byName",
      (select count(*)::int from attendance
        where attendance.session_id = closing.session_id and ${changedSince(tx)}) as changed
    from roll_call_closing closing left join staff on staff.id = closing.closed_by
    where closing.session_id = ${sessionId} and closing.reopened_at is null`
  return row && { ...row, at: Temporal.Instant.fromEpochMilliseconds(row.at) }
}

/** A presence that a tablet or the system has changed after the closing, and nobody has confirmed as it stands now. */
export const changedSince = (tx: Tx) => tx.hot`attendance.changed_at > closing.closed_at
  and attendance.confirmed_at is null and attendance.status <> 'unknown'`
