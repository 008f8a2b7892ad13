import { and, countDistinct, gte, inArray, isNotNull, isNull } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { inSwedishOrder } from '../../db/order.ts'
import { booking, session, staff } from '../../db/schema/index.ts'
import type { LocalDate } from '../time/dates.ts'
import type { Draft } from './change.ts'
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

/** How many people are booked on what gets another leader; their calendars stay as they are. */
export async function participantsBooked(tx: Tx, { sessions }: Draft): Promise<number> {
  if (sessions.length === 0) return 0
  const [row] = await tx
    .select({ people: countDistinct(booking.participantId) })
    .from(booking)
    .where(
      and(
        isNull(booking.withdrawnAt),
        inArray(
          booking.sessionId,
          sessions.map(({ id }) => id),
        ),
      ),
    )
  return row?.people ?? 0
}
