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
