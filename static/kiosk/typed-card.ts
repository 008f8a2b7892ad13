/** So many digits, each so soon after the one before, are typed by no hand: a scanner has read a card. */
const FEWEST = 20
export const LONGEST_GAP_MS = 80

/** Tells a scanner that types from a person at the keys. It keeps the digits only until it is known whose they are. */
export class TypedCard {
  #digits = ''
  #latest = Number.NEGATIVE_INFINITY

  /** A digit has come; whether a scanner types. */
  digit(digit: string, at: number): boolean {
    if (at - this.#latest > LONGEST_GAP_MS) this.#digits = ''
    this.#digits += digit
    this.#latest = at
    return this.#digits.length >= FEWEST
  }

  /** Enter, or a pause long enough: what the scanner has typed, if it was one. */
  end(): string | undefined {
    const digits = this.#digits
    this.#digits = ''
    return digits.length >= FEWEST ? digits : undefined
  }
}
