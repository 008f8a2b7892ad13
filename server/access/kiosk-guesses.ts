import type { Temporal } from 'temporal-polyfill'
import { Failures } from './failures.ts'
import { deviceThrottle, organisationThrottle } from './throttle.ts'

/** So many wrong codes in a quarter are fumbling fingers. */
const FUMBLES = 3

/** Codes that opened nothing, by tablet and by organisation: answers slow down, and staff are told. */
export class Guesses {
  readonly #byDevice = new Failures(deviceThrottle)
  readonly #byOrganisation = new Failures(organisationThrottle)

  /**
   * Whole seconds until the next code is looked at, whoever it belongs to. A tablet at which hardly anybody has guessed
   * does not wait for the others: who guesses without end elsewhere would keep its people out.
   */
  wait(device: { id: string; organisationId: string }, now: Temporal.Instant): number {
    const own = this.#byDevice.wait(device.id, now)
    if (this.#byDevice.count(device.id, now) < FUMBLES) return own
    return Math.max(own, this.#byOrganisation.wait(device.organisationId, now))
  }

  /** Notes a code before it is looked up; what is returned takes it back where it opened something. */
  note(device: { id: string; organisationId: string }, now: Temporal.Instant): () => void {
    const takeBack = [
      this.#byDevice.note(device.id, now),
      this.#byOrganisation.note(device.organisationId, now),
    ]
    return () => takeBack.forEach((one) => one())
  }

  /** So many at this tablet, or at all of the organisation together, that a person should look. */
  isWorthTelling(device: { id: string; organisationId: string }, now: Temporal.Instant): boolean {
    return (
      this.#byDevice.isWorthTelling(device.id, now) ||
      this.#byOrganisation.isWorthTelling(device.organisationId, now)
    )
  }
}
