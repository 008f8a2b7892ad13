import { fc } from '../properties.ts'
import { expect, test } from 'vitest'
import { checkDigit } from '../../server/access/check-digit.ts'
import { isCode, isTooSimple, newCode } from '../../server/access/code.ts'

const payload = fc.integer({ min: 0, max: 99_999 }).map((number) => String(number).padStart(5, '0'))
const code = payload.map((digits) => digits + checkDigit(digits))

test("Damm's own example: 572 is checked by 4", () => {
  expect(checkDigit('572')).toBe(4)
  expect(checkDigit('5724')).toBe(0)
})

test('any one digit typed wrong is caught', () => {
  fc.assert(
    fc.property(code, fc.nat(5), fc.integer({ min: 1, max: 9 }), (right, place, off) => {
      const wrong = right.slice(0, place) + ((Number(right[place]) + off) % 10) + right.slice(place + 1)
      expect(isCode(right)).toBe(true)
      expect(isCode(wrong)).toBe(false)
    }),
  )
})

test('two neighbouring digits swapped are caught', () => {
  fc.assert(
    fc.property(code, fc.nat(4), (right, place) => {
      const [a, b] = [right[place]!, right[place + 1]!]
      fc.pre(a !== b)
      expect(isCode(right.slice(0, place) + b + a + right.slice(place + 2))).toBe(false)
    }),
  )
})

test('every digit at every place is checked, and one code in ten is whole', () => {
  const whole = Array.from({ length: 10_000 }, (_, number) => String(number).padStart(6, '0')).filter(isCode)
  expect(whole).toHaveLength(1000)
})

test.each(['', '12345', '1234567', '12345a', ' 12345', '123 45', '١٢٣٤٥٦', '12345\n'])(
  '%j is no code',
  (text) => {
    expect(isCode(text)).toBe(false)
  },
)

test('what a playing hand tries first is never handed out', () => {
  for (const simple of ['111111', '121212', '112211', '123457', '987652', '482482'])
    expect(isTooSimple(simple)).toBe(true)
  expect(isTooSimple('482917')).toBe(false)

  const tried = [0, 12_345, 98_765, 48_291]
  expect(newCode(() => tried.shift()!)).toBe(`48291${checkDigit('48291')}`)
})

test('a new code is whole, not too simple, and may begin with zeros', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 99_998 }), (number) => {
      const made = newCode((below) => number++ % below)
      expect(isCode(made)).toBe(true)
      expect(isTooSimple(made)).toBe(false)
    }),
  )
  expect(newCode(() => 72)).toBe(`00072${checkDigit('00072')}`)
})

test('nearly all codes remain to choose from, each as likely as another', () => {
  const all = Array.from({ length: 100_000 }, (_, number) => String(number).padStart(5, '0'))
  const left = all.filter((digits) => !isTooSimple(digits + checkDigit(digits)))
  expect(left.length).toBeGreaterThan(98_000)
  const asked: number[] = []
  newCode((below) => asked.push(below) && 48_291)
  expect(asked).toEqual([100_000])
})
