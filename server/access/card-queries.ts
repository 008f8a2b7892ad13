import { and, asc, desc, eq, inArray, isNull } from 'drizzle-orm'
import type { Temporal } from 'temporal-polyfill'
import type { Tx } from '../../db/client.ts'
import { participant, personalCard, staff } from '../../db/schema/index.ts'

/** The participant's card, while it stands: never what its picture says. */
export async function cardOf(tx: Tx, participantId: string) {
  const [row] = await tx
    .select({ id: personalCard.id, issuedAt: personalCard.issuedAt, issuedBy: staff.name })
    .from(personalCard)
    .leftJoin(staff, eq(staff.id, personalCard.issuedBy))
    .where(and(eq(personalCard.participantId, participantId), isNull(personalCard.revokedAt)))
  return row
}

/** Everybody who has a card now, and since when. */
export async function standingCards(tx: Tx): Promise<Map<string, Temporal.Instant>> {
  const rows = await tx
    .select({ participantId: personalCard.participantId, issuedAt: personalCard.issuedAt })
    .from(personalCard)
    .where(isNull(personalCard.revokedAt))
  return new Map(rows.map(({ participantId, issuedAt }) => [participantId, issuedAt]))
}

/** The card that was made last, by whomever for whomever: who sees another one than before has been overtaken. */
export async function latestCard(tx: Tx): Promise<string | undefined> {
  const [row] = await tx
    .select({ id: personalCard.id })
    .from(personalCard)
    .orderBy(desc(personalCard.issuedAt), desc(personalCard.id))
    .limit(1)
  return row?.id
}

/** Cards for these are made one after the other: whoever comes second sees what the first one made. */
export async function holdForCards(tx: Tx, participantIds: readonly string[]): Promise<void> {
  await tx
    .select({ id: participant.id })
    .from(participant)
    .where(inArray(participant.id, [...participantIds]))
    .orderBy(asc(participant.id))
    .for('update')
}

/** Gives each of them a new card; the one before is dead from the same moment. */
export async function issueCards(
  tx: Tx,
  cards: readonly { participantId: string; cardHash: string }[],
  hand: { by: string; at: Temporal.Instant },
): Promise<void> {
  if (cards.length === 0) return
  const participantIds = cards.map(({ participantId }) => participantId)
  await holdForCards(tx, participantIds)
  await revokeCards(tx, participantIds, hand)
  await tx
    .insert(personalCard)
    .values(cards.map((card) => ({ ...card, issuedAt: hand.at, issuedBy: hand.by })))
}

export async function revokeCards(
  tx: Tx,
  participantIds: readonly string[],
  { by, at }: { by: string; at: Temporal.Instant },
): Promise<void> {
  await tx
    .update(personalCard)
    .set({ revokedAt: at, revokedBy: by })
    .where(and(inArray(personalCard.participantId, [...participantIds]), isNull(personalCard.revokedAt)))
}
