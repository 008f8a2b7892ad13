import { isCard } from '../../server/access/card.ts'

/** Digits within this time of each other come one after the other, however slowly a scanner types. */
export const PAUSE_MS = 1000
/** A code has fewer digits than this; what goes on without a pause is no code. */
const FIRST_BEYOND_A_CODE = 7
/** So many digits a hand may press in a row; more are a card, or what was left of one. */
const MOST_BY_HAND = 20

/** What a row of digits was when it ended: nothing more than a code, a hand that went on, a card, or no whole card. */
export type Typed = { kind: 'code' } | { kind: 'hand' } | { kind: 'card'; card: string } | { kind: 'unread' }

/** Tells a card that is typed by a scanner from a code. It keeps the digits only until it is known whose they are. */
export class TypedCard {
  #digits = ''
  #latest = Number.NEGATIVE_INFINITY

  /** A digit has come; whether it goes on beyond a code, so that it may be a card. */
  digit(digit: string, at: number): boolean {
    if (at - this.#latest >= PAUSE_MS) this.#digits = ''
    this.#digits += digit
    this.#latest = at
    return this.#digits.length >= FIRST_BEYOND_A_CODE
  }

  /** Enter, another key, or a pause. */
  end(): Typed {
    const digits = this.#digits
    this.#digits = ''
    if (digits.length < FIRST_BEYOND_A_CODE) return { kind: 'code' }
    if (isCard(digits)) return { kind: 'card', card: digits }
    return digits.length <= MOST_BY_HAND ? { kind: 'hand' } : { kind: 'unread' }
  }
}
