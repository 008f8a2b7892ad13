import type { Temporal } from 'temporal-polyfill'
import { isWorthTelling, recentCount, waitSeconds, type Throttle } from './throttle.ts'

const MOST_KEYS = 10_000
const MOST_PER_KEY = 200

/** Remembers failed tries by key, in this process, so that guessing can be slowed without telling known from unknown. */
export class Failures {
  readonly #throttle: Throttle
  readonly #byKey = new Map<string, Temporal.Instant[]>()

  constructor(throttle: Throttle) {
    this.#throttle = throttle
  }

  /** Whole seconds until the next try under this key is answered. */
  wait(key: string, now: Temporal.Instant): number {
    return waitSeconds(this.#byKey.get(key) ?? [], now, this.#throttle)
  }

  /** How many under this key still count. */
  count(key: string, now: Temporal.Instant): number {
    return recentCount(this.#byKey.get(key) ?? [], now, this.#throttle)
  }

  /** Whether there are so many that a person should look at it. */
  isWorthTelling(key: string, now: Temporal.Instant): boolean {
    return isWorthTelling(this.#byKey.get(key) ?? [], now, this.#throttle)
  }

  /**
   * Notes a try before it is looked at, so that of many at once each one counts; what is returned takes back the one
   * that succeeded.
   */
  note(key: string, now: Temporal.Instant): () => void {
    const all = this.#byKey.get(key) ?? []
    all.push(now)
    // The key is put last again: the one that has been quiet longest is the first to be forgotten.
    this.#byKey.delete(key)
    this.#byKey.set(key, all.slice(-MOST_PER_KEY))
    if (this.#byKey.size > MOST_KEYS) this.#byKey.delete(this.#byKey.keys().next().value!)
    return () => this.#takeBack(key, now)
  }

  #takeBack(key: string, noted: Temporal.Instant): void {
    const all = this.#byKey.get(key) ?? []
    const place = all.lastIndexOf(noted)
    if (place !== -1) all.splice(place, 1)
  }

  forget(key: string): void {
    this.#byKey.delete(key)
  }
}
