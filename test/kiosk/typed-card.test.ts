import { expect, test } from 'vitest'
import { LONGEST_GAP_MS, TypedCard } from '../../static/kiosk/typed-card.ts'
import { fc } from '../properties.ts'

/** Types digits with these pauses before each; what is known at the end, and after which digit it was known. */
function typed(pauses: readonly number[]) {
  const card = new TypedCard()
  let at = 1000
  const known = pauses.map((pause, index) => card.digit(String(index % 10), (at += pause)))
  return { from: known.indexOf(true) + 1, digits: card.end(), after: card.end() }
}

test('twenty digits or more, each within 80 ms of the one before, are a scanner’s', () => {
  const gap = fc.integer({ min: 0, max: LONGEST_GAP_MS })
  fc.assert(
    fc.property(fc.array(gap, { minLength: 20, maxLength: 60 }), (pauses) => {
      const { from, digits, after } = typed(pauses)
      expect([from, digits?.length, after]).toEqual([20, pauses.length, undefined])
    }),
  )
})

test('with a pause in every nineteen, no number of digits is', () => {
  const slow = fc.integer({ min: LONGEST_GAP_MS + 1, max: 2000 })
  const fast = fc.array(fc.integer({ min: 0, max: LONGEST_GAP_MS }), { maxLength: 18 })
  fc.assert(
    fc.property(fc.array(fc.tuple(slow, fast), { maxLength: 12 }), (runs) => {
      expect(typed(runs.flatMap(([pause, rest]) => [pause, ...rest]))).toEqual({
        from: 0,
        digits: undefined,
        after: undefined,
      })
    }),
  )
})

test('what a hand typed before the scanner is no part of the card', () => {
  const card = new TypedCard()
  card.digit('7', 1000)
  for (let index = 0; index < 20; index += 1) card.digit('1', 2000 + index)
  expect(card.end()).toBe('1'.repeat(20))
})
