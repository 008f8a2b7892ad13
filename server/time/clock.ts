import { Temporal } from 'temporal-polyfill'

export type Clock = { now(): Temporal.Instant }

/** Whole milliseconds, so that a moment read back from the database is the same moment. */
export const systemClock: Clock = {
  now: () => Temporal.Instant.fromEpochMilliseconds(Date.now()),
}

export type SettableClock = Clock & {
  set(moment: Temporal.Instant | string): void
  advance(by: Temporal.DurationLike | string): void
}

/** A clock that stands still until it is moved: for tests and for the demo's story. */
export function settableClock(start: Temporal.Instant | string): SettableClock {
  let moment = Temporal.Instant.from(start)
  return {
    now: () => moment,
    set: (to) => {
      moment = Temporal.Instant.from(to)
    },
    advance: (by) => {
      moment = moment.add(by)
    },
  }
}
