import { and, asc, eq, inArray, isNull, sql, type SQL } from 'drizzle-orm'
import type { Temporal } from 'temporal-polyfill'
import type { Tx } from '../../db/client.ts'
import { inSwedishOrder } from '../../db/order.ts'
import { activity, participant, staff, wish, wishGroup } from '../../db/schema/index.ts'
import { coachIdsOn } from '../people/coaches.ts'
import type { LocalDate } from '../time/dates.ts'
import type { Hand, Wish, WishGroup } from './wish.ts'

/** Every wish that nobody has taken back and no group holds yet, the oldest first. */
export const wishesWithoutGroup = (tx: Tx, today: LocalDate) =>
  wishesWhere(tx, today, isNull(wish.wishGroupId))

export const wishesInGroup = (tx: Tx, groupId: string, today: LocalDate) =>
  wishesWhere(tx, today, eq(wish.wishGroupId, groupId))

export async function wishAt(tx: Tx, id: string, today: LocalDate): Promise<Wish | undefined> {
  const [row] = await wishesWhere(tx, today, eq(wish.id, id))
  return row
}

async function wishesWhere(tx: Tx, today: LocalDate, which: SQL): Promise<Wish[]> {
  const rows = await tx
    .select({
      id: wish.id,
      words: wish.words,
      notedAt: wish.notedAt,
      notedByName: staff.name,
      wishGroupId: wish.wishGroupId,
      participantId: wish.participantId,
      firstName: participant.firstName,
      lastName: participant.lastName,
      protected: sql<boolean>`exists (select from identity_protection
        where identity_protection.participant_id = participant.id and lifted_at is null)`,
      coachIds: coachIdsOn((...text) => sql<string[]>(...text), today),
    })
    .from(wish)
    .leftJoin(staff, eq(staff.id, wish.notedBy))
    .leftJoin(participant, eq(participant.id, wish.participantId))
    .where(and(isNull(wish.withdrawnAt), which))
    .orderBy(asc(wish.notedAt), asc(wish.id))
  return rows.map(({ participantId, firstName, lastName, protected: isProtected, coachIds, ...facts }) => ({
    ...facts,
    wisher:
      participantId === null
        ? null
        : {
            id: participantId,
            firstName: firstName ?? '',
            lastName: lastName ?? '',
            protected: isProtected,
            coachIds,
          },
  }))
}

/** What one participant has wished for and not taken back, the latest first, with what came of it. */
export function wishesOf(tx: Tx, participantId: string) {
  return tx
    .select({
      id: wish.id,
      words: wish.words,
      notedAt: wish.notedAt,
      activityName: activity.name,
      closedAt: wishGroup.closedAt,
    })
    .from(wish)
    .leftJoin(wishGroup, eq(wishGroup.id, wish.wishGroupId))
    .leftJoin(activity, eq(activity.id, wishGroup.activityId))
    .where(and(eq(wish.participantId, participantId), isNull(wish.withdrawnAt)))
    .orderBy(sql`${wish.notedAt} desc`, sql`${wish.id} desc`)
}

/** Notes a wish; `notedBy` is null where the participant wrote it. */
export async function noteWish(
  tx: Tx,
  noted: { words: string; participantId: string | null; notedBy: string | null; notedAt?: Temporal.Instant },
): Promise<string> {
  const [row] = await tx.insert(wish).values(noted).returning({ id: wish.id })
  return row!.id
}

/** Whether it was still wished for, by this participant where one is named. */
export async function withdrawWish(
  tx: Tx,
  id: string,
  at: Temporal.Instant,
  participantId?: string,
): Promise<boolean> {
  const rows = await tx
    .update(wish)
    .set({ withdrawnAt: at })
    .where(
      and(
        eq(wish.id, id),
        isNull(wish.withdrawnAt),
        participantId === undefined ? undefined : eq(wish.participantId, participantId),
      ),
    )
    .returning({ id: wish.id })
  return rows.length > 0
}

/** Every group, by name; one that was merged into another is empty and closed, and is not shown. */
export const wishGroups = (tx: Tx): Promise<WishGroup[]> =>
  groupsWhere(
    tx,
    sql`not (${wishGroup.closedAt} is not null and ${wishGroup.activityId} is null and ${wishCount} = 0)`,
  )

export async function wishGroupAt(tx: Tx, id: string): Promise<WishGroup | undefined> {
  const [row] = await groupsWhere(tx, eq(wishGroup.id, id))
  return row
}

const wishCount = sql<number>`(select count(*)::int from wish
  where wish.wish_group_id = wish_group.id and wish.withdrawn_at is null)`

function groupsWhere(tx: Tx, which: SQL): Promise<WishGroup[]> {
  return tx
    .select({
      id: wishGroup.id,
      name: wishGroup.name,
      count: wishCount,
      activityId: wishGroup.activityId,
      activityName: activity.name,
      closedAt: wishGroup.closedAt,
    })
    .from(wishGroup)
    .leftJoin(activity, eq(activity.id, wishGroup.activityId))
    .where(which)
    .orderBy(inSwedishOrder(wishGroup.name))
}

/** The group of this name, made if there is none; one that was answered "not now" is taken up again. */
export async function openWishGroup(tx: Tx, name: string, { by, at }: Hand): Promise<string> {
  const [row] = await tx
    .insert(wishGroup)
    .values({ name, createdBy: by, createdAt: at })
    .onConflictDoUpdate({
      target: [wishGroup.organisationId, wishGroup.name],
      set: { closedAt: null, closedBy: null },
    })
    .returning({ id: wishGroup.id })
  return row!.id
}

/** Puts wishes into a group, wherever they were; how many there were to put. */
export async function groupWishes(tx: Tx, wishIds: readonly string[], groupId: string): Promise<number> {
  const rows = await tx
    .update(wish)
    .set({ wishGroupId: groupId })
    .where(and(inArray(wish.id, [...wishIds]), isNull(wish.withdrawnAt)))
    .returning({ id: wish.id })
  return rows.length
}

export async function ungroupWish(tx: Tx, id: string): Promise<void> {
  await tx.update(wish).set({ wishGroupId: null }).where(eq(wish.id, id))
}

export async function renameWishGroup(tx: Tx, id: string, name: string): Promise<void> {
  await tx.update(wishGroup).set({ name }).where(eq(wishGroup.id, id))
}

/** All wishes of one group go into another one; what is left is empty and closed. */
export async function mergeWishGroup(tx: Tx, id: string, into: string, hand: Hand): Promise<void> {
  await tx.update(wish).set({ wishGroupId: into }).where(eq(wish.wishGroupId, id))
  await closeWishGroup(tx, id, hand)
}

/** The answer is "not now", unless it has become an activity. */
export async function closeWishGroup(tx: Tx, id: string, { by, at }: Hand): Promise<void> {
  await tx
    .update(wishGroup)
    .set({ closedAt: at, closedBy: by })
    .where(and(eq(wishGroup.id, id), isNull(wishGroup.closedAt), isNull(wishGroup.activityId)))
}

export async function reopenWishGroup(tx: Tx, id: string): Promise<void> {
  await tx.update(wishGroup).set({ closedAt: null, closedBy: null }).where(eq(wishGroup.id, id))
}

/** The wishes have become an activity; the first one stays. */
export async function fulfilWishGroup(tx: Tx, id: string, activityId: string): Promise<void> {
  await tx
    .update(wishGroup)
    .set({ activityId, closedAt: null, closedBy: null })
    .where(and(eq(wishGroup.id, id), isNull(wishGroup.activityId)))
}
