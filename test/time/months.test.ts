import { expect, test } from 'vitest'
import { localDate } from '../../server/time/dates.ts'
import { addMonths, firstOf, lastOf, localMonth, monthOf, parseLocalMonth } from '../../server/time/months.ts'

test('a month has its first and last day, in a leap year too', () => {
  expect([firstOf(localMonth('2028-02')), lastOf(localMonth('2028-02'))]).toEqual([
    '2028-02-01',
    '2028-02-29',
  ])
  expect(lastOf(localMonth('2026-12'))).toBe('2026-12-31')
  expect(monthOf(localDate('2026-03-17'))).toBe('2026-03')
})

test('months are counted over the turn of the year, both ways', () => {
  expect(addMonths(localMonth('2026-12'), 1)).toBe('2027-01')
  expect(addMonths(localMonth('2026-01'), -1)).toBe('2025-12')
  expect(addMonths(localMonth('2026-03'), -27)).toBe('2023-12')
})

test.each(['2026-13', '2026-00', '0202-01', '2026-3', '2026-03-01', '', 'mars'])('%j is no month', (text) => {
  expect(parseLocalMonth(text)).toBeUndefined()
  expect(() => localMonth(text)).toThrow(RangeError)
})
