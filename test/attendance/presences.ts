import { v7 as uuidv7 } from 'uuid'
import type { Temporal } from 'temporal-polyfill'
import { announce, type Tenant } from '../../db/client.ts'
import { attendance, attendanceEvent, booking } from '../../db/schema/index.ts'

/** A check-in as the kiosk leaves it: the line in the ledger, the presence, and the news. */
export async function checkIn(
  tenant: Tenant,
  whose: { sessionId: string; participantId: string; enrolmentId: string },
  at: Temporal.Instant,
  received: Temporal.Instant = at,
): Promise<void> {
  const { enrolmentId, ...who } = whose
  await tenant(async (tx) => {
    await tx.insert(attendanceEvent).values({
      ...who,
      id: uuidv7(),
      kind: 'check_in',
      source: 'kiosk',
      status: 'present',
      occurredAt: at,
      receivedAt: received,
    })
    await tx
      .insert(attendance)
      .values({ ...who, enrolmentId, status: 'present', checkedInAt: at, changedAt: received })
    await announce(tx, 'attendance', who.sessionId)
  })
}

export async function book(tenant: Tenant, sessionId: string, ...participantIds: string[]): Promise<void> {
  await tenant((tx) =>
    tx.insert(booking).values(participantIds.map((participantId) => ({ sessionId, participantId }))),
  )
}
