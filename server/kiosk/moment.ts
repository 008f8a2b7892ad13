import { Temporal } from 'temporal-polyfill'
import { cameLate } from '../attendance/ledger.ts'

/** So far off a tablet's clock may be for what waited on it to be placed by that clock alone. */
const mostSkewSeconds = 3600
/** What is told within this time of happening, by the tablet's own clock, is told as it happens. */
const atOnceMilliseconds = 120_000
/** What waited longer than this is no tablet's queue any more, but a clock that has lost its date. */
const longestWaitMilliseconds = 60 * 24 * 3_600_000
/** As much as the ledger can hold. */
const countlessSeconds = 2_000_000_000

export type Moment = {
  /** What the tablet's clock said. */
  occurredAt: Temporal.Instant
  /** When somebody stood there: what counts. */
  at: Temporal.Instant
  /** Without it nobody can tell when it was: `at` is only when we heard of it. */
  isCertain: boolean
}

/**
 * When somebody stood at the tablet. Of what is told as it happens two clocks know: where they agree the tablet's counts,
 * otherwise ours. Of what waited only the tablet's knows, and it counts as it stands unless it was far off or the wait was longer than any. The two are
 * never made into a third. Works out the same from the ledger: see docs/decisions/024-late-reports.md.
 */
export function momentOf(told: {
  deviceTime: Temporal.Instant | undefined
  received: Temporal.Instant
  /** How far the tablet's clock was ahead of ours when it told; undefined where it did not say. */
  skewSeconds: number | undefined
}): Moment {
  const { received, skewSeconds } = told
  const occurredAt = told.deviceTime ?? received
  const heard = { occurredAt, at: received }
  const skew = (skewSeconds ?? 0) * 1000
  const waited = received.epochMilliseconds + skew - occurredAt.epochMilliseconds
  if (skewSeconds === undefined || Math.abs(waited) <= atOnceMilliseconds)
    return {
      ...heard,
      at: cameLate({ occurredAt, receivedAt: received }) ? received : occurredAt,
      isCertain: true,
    }
  const isCertain =
    waited > 0 && waited <= longestWaitMilliseconds && Math.abs(skewSeconds) <= mostSkewSeconds
  return isCertain ? { occurredAt, at: occurredAt, isCertain } : { ...heard, isCertain }
}

/** How far the tablet's clock was ahead of ours when it sent; nothing is corrected by it. */
export function skewOf(sentAt: Temporal.Instant | undefined, received: Temporal.Instant): number | undefined {
  if (sentAt === undefined) return undefined
  const seconds = Math.round((sentAt.epochMilliseconds - received.epochMilliseconds) / 1000)
  return Math.max(-countlessSeconds, Math.min(countlessSeconds, seconds))
}

/** The tablet's clock in ISO form, to the millisecond; a year that no tablet has is no time. */
export function parseDeviceTime(text: string): Temporal.Instant | undefined {
  const time = parseAnyTime(text)
  const year = time && new Date(time.epochMilliseconds).getUTCFullYear()
  return year !== undefined && year >= 2000 && year < 2200 ? time : undefined
}

/** Also what a clock says that has lost its time. */
export function parseAnyTime(text: string): Temporal.Instant | undefined {
  try {
    const milliseconds = Temporal.Instant.from(text).epochMilliseconds
    const year = new Date(milliseconds).getUTCFullYear()
    return year >= 1900 && year < 3000 ? Temporal.Instant.fromEpochMilliseconds(milliseconds) : undefined
  } catch {
    return undefined
  }
}
