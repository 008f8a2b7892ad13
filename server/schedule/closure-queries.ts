import { and, eq, isNull } from 'drizzle-orm'
import type { Temporal } from 'temporal-polyfill'
import type { Tx } from '../../db/client.ts'
import { rollCallClosing, staff } from '../../db/schema/index.ts'

/** A session's roll call that stands closed: when, and by whom. */
export type Closure = { at: Temporal.Instant; byName: string | null }

/** Who has closed the roll call, and when; nobody while it is open. */
export async function closureOf(tx: Tx, sessionId: string): Promise<Closure | undefined> {
  const [row] = await tx
    .select({ at: rollCallClosing.closedAt, byName: staff.name })
    .from(rollCallClosing)
    .leftJoin(staff, eq(staff.id, rollCallClosing.closedBy))
    .where(and(eq(rollCallClosing.sessionId, sessionId), isNull(rollCallClosing.reopenedAt)))
  return row
}
