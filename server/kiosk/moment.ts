import { Temporal } from 'temporal-polyfill'
import { cameLate } from '../attendance/ledger.ts'

/**
 * When somebody stood at the tablet. The tablet's clock tells it best, unless it is wrong: then it counts as the moment
 * we heard of it. The ledger keeps both. See docs/decisions/006-the-check-in.md.
 */
export function momentOf(
  deviceTime: Temporal.Instant | undefined,
  received: Temporal.Instant,
): { occurredAt: Temporal.Instant; at: Temporal.Instant } {
  const occurredAt = deviceTime ?? received
  return { occurredAt, at: cameLate({ occurredAt, receivedAt: received }) ? received : occurredAt }
}

/** How far the tablet's clock was ahead of ours when it sent; nothing is corrected by it. */
export function skewOf(sentAt: Temporal.Instant | undefined, received: Temporal.Instant): number | undefined {
  if (sentAt === undefined) return undefined
  const seconds = Math.round((sentAt.epochMilliseconds - received.epochMilliseconds) / 1000)
  return Math.max(-2_000_000_000, Math.min(2_000_000_000, seconds))
}

/** The tablet's clock in ISO form, to the millisecond; a year that no tablet has is no time. */
export function parseDeviceTime(text: string): Temporal.Instant | undefined {
  try {
    const milliseconds = Temporal.Instant.from(text).epochMilliseconds
    const year = new Date(milliseconds).getUTCFullYear()
    return year >= 2000 && year < 2200 ? Temporal.Instant.fromEpochMilliseconds(milliseconds) : undefined
  } catch {
    return undefined
  }
}
