import { checkDigit } from './check-digit.ts'

/** A participant's code for the kiosk: five random digits and a check digit. Any code that is not too simple is as likely as another. */
export function newCode(random: (below: number) => number): string {
  for (;;) {
    const digits = String(random(100_000)).padStart(5, '0')
    const code = digits + checkDigit(digits)
    if (!isTooSimple(code)) return code
  }
}

/** Six digits of which the last one checks the others. Whether anyone has the code is another question. */
export function isCode(text: string): boolean {
  return /^[0-9]{6}$/.test(text) && checkDigit(text) === 0
}

/** What a playing hand tries first: one or two digits only (111111, 121212), a run (123450, 987651), the same three twice. */
export function isTooSimple(code: string): boolean {
  const digits = [...code].map(Number)
  const steps = digits.slice(1, 5).map((digit, index) => digit - digits[index]!)
  const isRun = steps.every((step) => step === 1) || steps.every((step) => step === -1)
  return new Set(digits).size < 3 || isRun || code.slice(0, 3) === code.slice(3)
}
