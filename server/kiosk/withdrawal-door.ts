import type { Temporal } from 'temporal-polyfill'
import type { Tx } from '../../db/client.ts'
import { guestCountedBy, uncountGuest } from '../attendance/head-count-queries.ts'
import { toldBack } from './late-presences.ts'
import {
  dropUnclear,
  foundBefore,
  recordLate,
  standingThen,
  takingBackOf,
  type LateReport,
} from './late-queries.ts'
import { eventToWithdraw, type TakenBack } from './withdrawal-queries.ts'
import { withdrawalOf } from './withdrawal.ts'

export type TakingBack = Omit<LateReport, 'way' | 'sequence' | 'skewSeconds'> &
  Partial<Pick<LateReport, 'way' | 'sequence' | 'skewSeconds'>> & { becauseOf: string }

/** A check-in or a departure is taken back, told at once or late: everything else that was told of the person stands. */
export async function takeBackEvent(
  tx: Tx,
  event: TakenBack,
  taking: TakingBack,
  now: Temporal.Instant,
): Promise<void> {
  const { participantId, sessionId, session } = event
  const { becauseOf, way, sequence, skewSeconds } = taking
  const then = await standingThen(tx, { participantId, at: session.startsAt })
  const back = { id: becauseOf, found: await foundBefore(tx, becauseOf) }
  await recordLate(tx, {
    participantId,
    enrolmentId: null,
    events: [{ ...taking, way, sequence, skewSeconds, kind: 'withdrawal', sessionId }],
    changes: toldBack(back, then, now),
    standing: then.standing,
    received: now,
  })
}

/**
 * What somebody took back at once, while nothing of it could be told. Whatever else was told of them stands by itself, and
 * so does what staff said. False where there is nothing of the kind to take back.
 */
export async function takeBackLate(tx: Tx, taking: TakingBack, now: Temporal.Instant): Promise<boolean> {
  const { becauseOf, id: eventId, kioskId, occurredAt, receivedAt } = taking
  const withdrawal = { ...taking, online: false }
  const event = await eventToWithdraw(tx, becauseOf)
  if (event) {
    const answer = withdrawalOf({ ...event, overtaken: false }, withdrawal)
    if (answer === 'take_back') {
      await takeBackEvent(tx, event, taking, now)
      await dropUnclear(tx, becauseOf, now)
    }
    return answer !== 'too_late'
  }
  const guest = await guestCountedBy(tx, becauseOf)
  if (guest) {
    const answer = withdrawalOf({ ...guest, overtaken: false }, withdrawal)
    const { sessionId } = guest
    if (answer === 'take_back')
      await uncountGuest(tx, { eventId, kioskId, occurredAt, receivedAt, becauseOf, sessionId })
    return answer !== 'too_late'
  }
  return dropUnclear(tx, becauseOf, now)
}

/** What was taken back before we had heard of it is taken back now that we have. */
export async function settleTakenBack(tx: Tx, id: string, now: Temporal.Instant): Promise<void> {
  for (const report of await takingBackOf(tx, id))
    if (await takeBackLate(tx, { ...report, becauseOf: id }, now)) await dropUnclear(tx, report.id, now)
}
