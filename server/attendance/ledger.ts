import type { Temporal } from 'temporal-polyfill'
import type { KioskWay } from '../access/kiosk-words.ts'
import type { Minutes } from '../time/dates.ts'
import type { AttendanceStatus, EventKind, EventSource } from './words.ts'

/** One line of the ledger: who said what, when it happened by the device's clock, and when we had it. */
export type LedgerEvent = {
  id: string
  kind: EventKind
  source: EventSource
  occurredAt: Temporal.Instant
  receivedAt: Temporal.Instant
  staffName: string | null
  kioskName: string | null
  status: AttendanceStatus | null
  minutes: number | null
  reason: string | null
  way: KioskWay | null
  skewSeconds: number | null
}

/** What staff add to the ledger. */
export type StaffEvent = {
  kind: Exclude<EventKind, 'closing'>
  occurredAt: Temporal.Instant
  status: AttendanceStatus
  minutes?: number
  reason?: string
  /** The event that this one follows from. */
  becauseOf?: string
}

/** So far apart a tablet's clock and ours may be; beyond it the tablet's is not believed. */
const largestSkewSeconds = 120

/** Whether the device's clock and ours were so far apart that both are told (RULES R5). */
export function cameLate(event: Pick<LedgerEvent, 'occurredAt' | 'receivedAt'>): boolean {
  const apart = event.receivedAt.epochMilliseconds - event.occurredAt.epochMilliseconds
  return Math.abs(apart) > largestSkewSeconds * 1000
}

/** How far a device's clock was wrong, in whole minutes and which way, where that is worth a mark. */
export function clockOff(
  skewSeconds: number | null,
): { minutes: Minutes; direction: 'ahead' | 'behind' } | undefined {
  if (skewSeconds === null || Math.abs(skewSeconds) <= largestSkewSeconds) return undefined
  const minutes = Math.round(Math.abs(skewSeconds) / 60) as Minutes
  return { minutes, direction: skewSeconds > 0 ? 'ahead' : 'behind' }
}
