import type { Tx } from '../../db/client.ts'
import { toldBack } from './late-presences.ts'
import { foundBefore, recordLate, standingThen, type LateReport } from './late-queries.ts'
import type { TakenBack } from './withdrawal-queries.ts'

export type TakingBack = Omit<LateReport, 'kioskId' | 'way' | 'sequence' | 'skewSeconds'> &
  Partial<Pick<LateReport, 'way' | 'sequence' | 'skewSeconds'>> & { kioskId: string; becauseOf: string }

/** A check-in or a departure is taken back, told at once or late: everything else that was told of the person stands. */
export async function takeBackEvent(tx: Tx, event: TakenBack, taking: TakingBack): Promise<void> {
  const { participantId, sessionId, session } = event
  const { becauseOf, receivedAt } = taking
  const then = await standingThen(tx, { participantId, at: session.startsAt })
  const back = { id: becauseOf, found: await foundBefore(tx, becauseOf) }
  const { way, sequence, skewSeconds } = taking
  await recordLate(tx, {
    participantId,
    enrolmentId: null,
    events: [{ ...taking, way, sequence, skewSeconds, kind: 'withdrawal', sessionId }],
    changes: toldBack(back, then, receivedAt),
    standing: then.standing,
    received: receivedAt,
  })
}
