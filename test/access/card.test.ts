import { randomInt } from 'node:crypto'
import { expect, test } from 'vitest'
import { checkDigit } from '../../server/access/check-digit.ts'
import { CARD_DIGITS, isCard, newCard } from '../../server/access/card.ts'
import { hashCard, hashCode } from '../../server/access/tokens.ts'
import { fc } from '../properties.ts'

const digits = fc.array(fc.nat(9), { minLength: 39, maxLength: 39 })
const card = digits.map((drawn) => {
  const left = [...drawn]
  return newCard(() => left.shift()!)
})

test('a card says forty digits, of which thirty-nine are drawn from ten each: more than 128 bits', () => {
  const asked: number[] = []
  const made = newCard((below) => asked.push(below) % 10)
  expect(made).toMatch(/^[0-9]{40}$/)
  expect(asked).toEqual(Array.from({ length: 39 }, () => 10))
  expect(39 * Math.log2(10)).toBeGreaterThan(128)
})

test('every card that is made is whole; with one digit misread or two neighbours swapped it is none', () => {
  fc.assert(
    fc.property(
      card,
      fc.nat(CARD_DIGITS - 1),
      fc.integer({ min: 1, max: 9 }),
      fc.nat(CARD_DIGITS - 2),
      (right, place, off, first) => {
        expect(isCard(right)).toBe(true)
        const wrong = right.slice(0, place) + ((Number(right[place]) + off) % 10) + right.slice(place + 1)
        expect(isCard(wrong)).toBe(false)
        const [a, b] = [right[first]!, right[first + 1]!]
        const swapped = right.slice(0, first) + b + a + right.slice(first + 2)
        expect(isCard(swapped)).toBe(a === b)
      },
    ),
  )
})

test.each(['', '274180', '0'.repeat(39), '0'.repeat(41), `${'0'.repeat(39)}a`, `${'0'.repeat(39)}\n`])(
  '%j is no card',
  (text) => {
    expect(isCard(text)).toBe(false)
  },
)

test('two cards are never the same, and none has the hash of a code or of the same card elsewhere', () => {
  const made = Array.from({ length: 500 }, () => newCard(randomInt))
  expect(new Set(made).size).toBe(500)
  const secret = 'a secret that is long enough'
  const [here, elsewhere] = ['01890000-0000-7000-8000-000000000001', '01890000-0000-7000-8000-000000000002']
  const hashes = [
    hashCard(made[0]!, here, secret),
    hashCard(made[0]!, elsewhere, secret),
    hashCard(made[1]!, here, secret),
    hashCode(made[0]!, here, secret),
    hashCard(made[0]!, here, `${secret}er`),
  ]
  expect(new Set(hashes).size).toBe(hashes.length)
  expect(hashCard(made[0]!, here.toUpperCase(), secret)).toBe(hashes[0])
  expect(checkDigit(made[0]!)).toBe(0)
})
