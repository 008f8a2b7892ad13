import { fc } from '../properties.ts'
import { expect, test } from 'vitest'
import { pairedDays } from '../../server/schedule/pairing.ts'
import { periodOf } from '../../server/schedule/recurrence.ts'
import { addDays, dayNumber, localDate, type LocalDate } from '../../server/time/dates.ts'

const week = (date: LocalDate) => periodOf('weekly', date)
const days = (...texts: string[]) => texts.map((text) => localDate(`2026-11-${text}`))
const paired = (olds: LocalDate[], news: LocalDate[]) =>
  [...pairedDays(olds, news, week)].map(([old, day]) => `${old.slice(8)}→${day.slice(8)}`)

test('what is the same day stays, the others keep their order', () => {
  expect(paired(days('17', '19'), days('17', '20'))).toEqual(['17→17', '19→20'])
  expect(paired(days('17', '19'), days('18', '20'))).toEqual(['17→18', '19→20'])
  expect(paired(days('16', '18', '20'), days('17', '19'))).toEqual(['16→17', '18→19'])
})

test('one day goes the short way, and never to another week', () => {
  expect(paired(days('19'), days('16', '20'))).toEqual(['19→20'])
  expect(paired(days('22'), days('23'))).toEqual([])
})

const someDays = fc
  .subarray(Array.from({ length: 21 }, (_, day) => addDays(localDate('2026-11-16'), day)))
  .map((dates) => dates.toSorted())

/** Every way to pair without crossing, and the shortest of those with most pairs. */
function shortest(olds: readonly LocalDate[], news: readonly LocalDate[]): { pairs: number; way: number } {
  const [old, ...othersOld] = olds
  const [day, ...othersNew] = news
  if (old === undefined || day === undefined) return { pairs: 0, way: 0 }
  const both = shortest(othersOld, othersNew)
  const together = { pairs: both.pairs + 1, way: both.way + Math.abs(dayNumber(old) - dayNumber(day)) }
  return [together, shortest(othersOld, news), shortest(olds, othersNew)].reduce((best, one) =>
    one.pairs > best.pairs || (one.pairs === best.pairs && one.way < best.way) ? one : best,
  )
}

test('as many pairs as there can be in each week, by the shortest way that does not cross', () => {
  fc.assert(
    fc.property(someDays, someDays, (olds, news) => {
      const pairs = [...pairedDays(olds, news, week)]
      const same = olds.filter((date) => news.includes(date))
      expect(pairs.filter(([old, day]) => old === day).map(([old]) => old)).toEqual(same)
      expect(new Set(pairs.map(([, day]) => day)).size).toBe(pairs.length)
      for (const start of [0, 1, 2].map((number) => week(localDate('2026-11-16')) + number)) {
        const here = (dates: readonly LocalDate[]) =>
          dates.filter((date) => week(date) === start && !same.includes(date))
        const moved = pairs.filter(([old, day]) => old !== day && week(old) === start)
        const way = moved.reduce((sum, [old, day]) => sum + Math.abs(dayNumber(old) - dayNumber(day)), 0)
        expect({ pairs: moved.length, way }).toEqual(shortest(here(olds), here(news)))
      }
    }),
    { numRuns: 200 },
  )
})
