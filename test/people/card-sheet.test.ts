import { expect, test } from 'vitest'
import { cardSheets, cardSize, sheet } from '../../server/people/card-sheet.ts'
import { fc } from '../properties.ts'

const cards = (count: number, firstName: string | null = 'Pelle') =>
  Array.from({ length: count }, (_, index) => ({
    participantId: String(index),
    digits: '0'.repeat(40),
    firstName,
  }))

test('ten cards fill a sheet, the eleventh begins another, and the numbers go on', () => {
  expect(cardSheets(cards(0))).toEqual([])
  expect(cardSheets(cards(1)).map((one) => one.cards.length)).toEqual([1])
  expect(cardSheets(cards(10)).map((one) => one.cards.length)).toEqual([10])
  const eleven = cardSheets(cards(11))
  expect(eleven.map((one) => one.cards.length)).toEqual([10, 1])
  expect(eleven.flatMap((one) => one.cards.map(({ number }) => number))).toEqual(
    Array.from({ length: 11 }, (_, index) => index + 1),
  )
})

test('every card lies whole on its sheet, on no other card, with a cross at each of its corners', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 40 }), (count) => {
      for (const { cards: placed, crosses } of cardSheets(cards(count))) {
        const has = (x: number, y: number) =>
          crosses.some((cross) => Math.abs(cross.x - x) < 0.02 && Math.abs(cross.y - y) < 0.02)
        for (const one of placed) {
          // Printers leave a few millimetres at every edge of the paper.
          expect(Math.min(one.x, one.y)).toBeGreaterThan(8)
          expect(sheet.width - one.x - cardSize.width).toBeGreaterThan(8)
          expect(sheet.height - one.y - cardSize.height).toBeGreaterThan(8)
          const overlapping = placed.filter(
            (other) =>
              Math.abs(other.x - one.x) < cardSize.width - 0.02 &&
              Math.abs(other.y - one.y) < cardSize.height - 0.02,
          )
          expect(overlapping).toHaveLength(1)
          for (const across of [0, cardSize.width])
            for (const down of [0, cardSize.height]) expect(has(one.x + across, one.y + down)).toBe(true)
        }
        expect(new Set(crosses.map(({ x, y }) => `${x} ${y}`)).size).toBe(crosses.length)
      }
    }),
  )
})

test('a long name is written smaller, and one that is longer still is squeezed', () => {
  const looks = (name: string | null) => {
    const [one] = cardSheets(cards(1, name))
    return { size: one!.cards[0]!.nameSize, fits: one!.cards[0]!.nameFits }
  }
  expect(looks('Bo')).toEqual({ size: 6.4, fits: undefined })
  expect(looks(null)).toEqual({ size: 6.4, fits: undefined })
  expect(looks('Anna-Margareta').size).toBeLessThan(4)
  expect(looks('Anna-Margareta').fits).toBeUndefined()
  expect(looks('Wilhelmina-Kristina Margareta')).toEqual({ size: 3.2, fits: 31 })
})
