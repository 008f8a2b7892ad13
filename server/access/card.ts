import { checkDigit } from './check-digit.ts'

/** 39 random digits are 129 bits, and one more digit checks them. Digits only: every scanner types them rightly, whatever its keyboard. */
const RANDOM_DIGITS = 39
export const CARD_DIGITS = RANDOM_DIGITS + 1

/** What the picture on a participant's card says, and nothing else. */
export function newCard(random: (below: number) => number): string {
  const digits = Array.from({ length: RANDOM_DIGITS }, () => random(10)).join('')
  return digits + checkDigit(digits)
}

/** Forty digits of which the last one checks the others. Whether it is anyone's card is another question. */
export function isCard(text: string): boolean {
  return text.length === CARD_DIGITS && /^[0-9]+$/.test(text) && checkDigit(text) === 0
}
