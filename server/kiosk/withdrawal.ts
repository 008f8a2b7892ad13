import type { Temporal } from 'temporal-polyfill'

/** So long what was just done can be taken back, by the tablet's own clock. */
const undoSeconds = 20
/** And by ours: a slow network may take its time, a screen that was left standing may not. */
const onlineSeconds = 60

/** What a tablet told before, and is now to be taken back. */
export type ToldBefore = {
  kioskId: string | null
  occurredAt: Temporal.Instant
  receivedAt: Temporal.Instant
  /** The event by which it was taken back already. */
  takenBackBy: string | null
  /** Staff, or the person at another moment, have said something since: that stands. */
  overtaken: boolean
}

export type Withdrawal = {
  id: string
  kioskId: string
  occurredAt: Temporal.Instant
  receivedAt: Temporal.Instant
  /** Told as it happens, and not out of a tablet's queue. */
  online: boolean
}

/** `done` is the same withdrawal told again. */
type WithdrawalAnswer = 'take_back' | 'done' | 'too_late'

/** Whether what was told can be taken back: at the same tablet, within its time, once. */
export function withdrawalOf(told: ToldBefore | undefined, withdrawal: Withdrawal): WithdrawalAnswer {
  if (told === undefined || told.kioskId !== withdrawal.kioskId) return 'too_late'
  if (told.takenBackBy !== null) return told.takenBackBy === withdrawal.id ? 'done' : 'too_late'
  if (told.overtaken) return 'too_late'
  const byTablet = secondsBetween(told.occurredAt, withdrawal.occurredAt)
  const byUs = secondsBetween(told.receivedAt, withdrawal.receivedAt)
  const isInTime = Math.abs(byTablet) <= undoSeconds && (!withdrawal.online || byUs <= onlineSeconds)
  return isInTime ? 'take_back' : 'too_late'
}

const secondsBetween = (from: Temporal.Instant, to: Temporal.Instant): number =>
  (to.epochMilliseconds - from.epochMilliseconds) / 1000
