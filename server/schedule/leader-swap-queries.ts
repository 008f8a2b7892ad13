import { and, gte, inArray, isNotNull, isNull } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { inSwedishOrder } from '../../db/order.ts'
import { session, staff } from '../../db/schema/index.ts'
import type { LocalDate } from '../time/dates.ts'
import type { Named } from './queries.ts'

/** Who leads something from a day on, also those who have left since. */
export function leadersFrom(tx: Tx, day: LocalDate): Promise<Named[]> {
  const leading = tx
    .select({ id: session.leaderId })
    .from(session)
    .where(and(gte(session.localDate, day), isNull(session.cancelledAt), isNotNull(session.leaderId)))
  return tx
    .select({ id: staff.id, name: staff.name })
    .from(staff)
    .where(inArray(staff.id, leading))
    .orderBy(inSwedishOrder(staff.name))
}
