import { Temporal } from 'temporal-polyfill'

/** So far apart the tablet's clock and ours may be; beyond it the tablet's is not believed. */
export const largestSkewSeconds = 120

/**
 * When somebody stood at the tablet. The tablet's clock tells it best, unless it is wrong: then it counts as the moment
 * we heard of it. The ledger keeps both. See docs/decisions/012-the-check-in.md.
 */
export function momentOf(
  deviceTime: Temporal.Instant | undefined,
  received: Temporal.Instant,
): { occurredAt: Temporal.Instant; at: Temporal.Instant } {
  const occurredAt = deviceTime ?? received
  const skew = Math.abs(occurredAt.epochMilliseconds - received.epochMilliseconds) / 1000
  return { occurredAt, at: skew <= largestSkewSeconds ? occurredAt : received }
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
