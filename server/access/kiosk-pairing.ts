import { randomInt } from 'node:crypto'

/** So long a pairing code lives. */
export const pairingMinutes = 10

const letters = 'ACDEFGHJKLMNPQRTUVWXY346789'
const length = 8

/** Eight characters that nobody mistakes for each other: no 0 and O, 1 and I, 2 and Z, 5 and S, 8 stands without B. */
export function newPairingCode(random: (below: number) => number = randomInt): string {
  return Array.from({ length }, () => letters[random(letters.length)]).join('')
}

/** What somebody typed or followed, as it was made; undefined when it cannot be a pairing code. */
export function parsePairingCode(typed: string): string | undefined {
  const code = typed.toUpperCase().replaceAll(/[\s–-]/g, '')
  return code.length === length && [...code].every((letter) => letters.includes(letter)) ? code : undefined
}

/** In two groups, as it is easiest to read off one screen and type on another: 'ACDE-F346'. */
export function pairingCodeInGroups(code: string): string {
  return `${code.slice(0, length / 2)}-${code.slice(length / 2)}`
}
