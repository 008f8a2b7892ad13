import { randomInt } from 'node:crypto'
import { expect, test } from 'vitest'
import { newCard } from '../../server/access/card.ts'
import { PAUSE_MS, TypedCard, type Typed } from '../../static/kiosk/typed-card.ts'
import { fc } from '../properties.ts'

/** Types digits with a pause before each; after which digit it was no code any more, and what it was at the end. */
function typed(digits: string, pauses: readonly number[]): { from: number; typed: Typed; after: Typed } {
  const card = new TypedCard()
  let at = 1000
  const known = pauses.map((pause, index) => card.digit(digits[index]!, (at += pause)))
  return { from: known.indexOf(true) + 1, typed: card.end(), after: card.end() }
}

const gap = fc.integer({ min: 0, max: PAUSE_MS - 1 })
const code = { kind: 'code' }
const row = (minLength: number, maxLength: number) => fc.array(gap, { minLength, maxLength })

test('a card is read however slowly its digits come, as long as none waits a whole second', () => {
  const card = newCard(randomInt)
  fc.assert(
    fc.property(row(40, 40), (pauses) => {
      expect(typed(card, pauses)).toEqual({ from: 7, typed: { kind: 'card', card }, after: code })
    }),
  )
})

test('up to six digits are a code, up to twenty are a hand’s, and more are a card that was not read', () => {
  fc.assert(
    fc.property(row(1, 60), (pauses) => {
      const kind = pauses.length <= 6 ? 'code' : pauses.length <= 20 ? 'hand' : 'unread'
      // The last digit of forty zeros and a one checks nothing.
      const digits = '0'.repeat(pauses.length - 1) + '1'
      expect(typed(digits, pauses)).toEqual({
        from: pauses.length < 7 ? 0 : 7,
        typed: { kind },
        after: code,
      })
    }),
  )
})

test('with a pause of a second in every six, no number of digits is more than a code', () => {
  const slow = fc.integer({ min: PAUSE_MS, max: 5000 })
  const fast = fc.array(gap, { maxLength: 5 })
  fc.assert(
    fc.property(fc.array(fc.tuple(slow, fast), { maxLength: 12 }), (runs) => {
      const pauses = runs.flatMap(([pause, rest]) => [pause, ...rest])
      expect(typed('1'.repeat(pauses.length), pauses)).toEqual({ from: 0, typed: code, after: code })
    }),
  )
})

test('what a hand typed a while before the scanner is no part of the card', () => {
  const card = newCard(randomInt)
  expect(typed(`7${card}`, [0, PAUSE_MS, ...Array.from({ length: 39 }, () => 150)]).typed).toEqual({
    kind: 'card',
    card,
  })
})
