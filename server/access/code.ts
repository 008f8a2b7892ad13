import { randomInt } from 'node:crypto'

/** Damm's quasigroup: its check digit catches every single wrong digit and every swap of two neighbours. */
const damm = [
  [0, 3, 1, 7, 5, 9, 8, 6, 4, 2],
  [7, 0, 9, 2, 1, 5, 4, 8, 6, 3],
  [4, 2, 0, 6, 8, 7, 1, 3, 5, 9],
  [1, 7, 5, 0, 9, 8, 3, 4, 2, 6],
  [6, 1, 2, 3, 0, 4, 5, 9, 7, 8],
  [3, 6, 7, 4, 2, 0, 9, 5, 8, 1],
  [5, 8, 6, 9, 7, 2, 0, 1, 3, 4],
  [8, 9, 4, 5, 3, 6, 2, 0, 1, 7],
  [9, 4, 3, 8, 6, 1, 7, 2, 0, 5],
  [2, 5, 8, 1, 4, 3, 6, 7, 9, 0],
]

/** A participant's code for the kiosk: five random digits and a check digit. Any code that is not too simple is as likely as another. */
export function newCode(random: (below: number) => number = randomInt): string {
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

/** The digit that makes a code whole; 0 for a code that already carries its own. */
export function checkDigit(digits: string): number {
  return [...digits].reduce((interim, digit) => damm[interim]![Number(digit)]!, 0)
}

/** What a playing hand tries first: one or two digits only (111111, 121212), a run (123450, 987651), the same three twice. */
export function isTooSimple(code: string): boolean {
  const digits = [...code].map(Number)
  const steps = digits.slice(1, 5).map((digit, index) => digit - digits[index]!)
  const isRun = steps.every((step) => step === 1) || steps.every((step) => step === -1)
  return new Set(digits).size < 3 || isRun || code.slice(0, 3) === code.slice(3)
}
