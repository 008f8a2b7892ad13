import type { Temporal } from 'temporal-polyfill'
import { mayReadParticipant, type Guarded, type Viewer } from '../access/permissions.ts'

export const wishLength = 200

export type Wisher = Guarded & { id: string; firstName: string; lastName: string }

/** What somebody would like to do, and who, if they said so. */
export type Wish = {
  id: string
  words: string
  notedAt: Temporal.Instant
  /** Null where the participant wrote it. */
  notedByName: string | null
  wishGroupId: string | null
  wisher: Wisher | null
}

/** The words are for all who plan; whose they are, only for those who may know that person. */
export function wishSeenBy(viewer: Viewer, wish: Wish): Wish {
  const mayName = wish.wisher !== null && mayReadParticipant(viewer, wish.wisher)
  return { ...wish, wisher: mayName ? wish.wisher : null }
}

/** Who does something to a group, and when. */
export type Hand = { by: string; at: Temporal.Instant }

export type WishGroup = {
  id: string
  name: string
  count: number
  /** The activity that came of it. */
  activityId: string | null
  activityName: string | null
  /** Since when the answer is "not now". */
  closedAt: Temporal.Instant | null
}

/** Whether it still waits for an answer: neither an activity nor "not now". */
export const isOpen = (group: Pick<WishGroup, 'activityId' | 'closedAt'>): boolean =>
  group.activityId === null && group.closedAt === null

/** Wishes may be put where there is an answer already, but not where the answer was "not now". */
export const takesWishes = (group: Pick<WishGroup, 'activityId' | 'closedAt'>): boolean =>
  group.activityId !== null || group.closedAt === null
