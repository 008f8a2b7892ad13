import { fc } from '../properties.ts'
import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { addDays, localDate, weekdayOf } from '../../server/time/dates.ts'
import {
  addWeeks,
  dateIn,
  datesOf,
  isoWeek,
  isoWeekOf,
  mondayOf,
  parseIsoWeek,
  sundayOf,
  weekNumberOf,
  weeksBetween,
  weeksFrom,
  weeksInYear,
} from '../../server/time/weeks.ts'

const anyDate = fc.integer({ min: 0, max: 109_000 }).map((days) => addDays(localDate('1900-01-01'), days))

test('2026 has a week 53, which reaches into January', () => {
  expect(weeksInYear(2026)).toBe(53)
  expect(weeksInYear(2027)).toBe(52)
  expect(isoWeekOf(localDate('2026-12-31'))).toBe('2026-W53')
  expect(isoWeekOf(localDate('2027-01-03'))).toBe('2026-W53')
  expect(isoWeekOf(localDate('2027-01-04'))).toBe('2027-W01')
  expect(datesOf(isoWeek('2026-W53'))).toEqual([
    '2026-12-28',
    '2026-12-29',
    '2026-12-30',
    '2026-12-31',
    '2027-01-01',
    '2027-01-02',
    '2027-01-03',
  ])
  expect(addWeeks(isoWeek('2026-W52'), 1)).toBe('2026-W53')
  expect(addWeeks(isoWeek('2026-W53'), 1)).toBe('2027-W01')
  expect(addWeeks(isoWeek('2025-W52'), 1)).toBe('2026-W01')
})

test('the first days of a year may belong to the last week of the year before', () => {
  expect(isoWeekOf(localDate('2023-01-01'))).toBe('2022-W52')
  expect(isoWeekOf(localDate('2024-12-30'))).toBe('2025-W01')
})

test('a week must exist', () => {
  expect(parseIsoWeek('2026-W53')).toBe('2026-W53')
  expect(
    ['2027-W53', '2026-W00', '2026-W54', '2026-47', '2026-W7', '1899-W10', '2201-W01', ''].filter(
      (nonsense) => parseIsoWeek(nonsense) !== undefined,
    ),
  ).toEqual([])
  expect(() => isoWeek('2027-W53')).toThrow('not a week: "2027-W53"')
})

test('the week of every date from 1900 to 2198 is the one that Temporal names', () => {
  fc.assert(
    fc.property(anyDate, (date) => {
      const { yearOfWeek, weekOfYear } = Temporal.PlainDate.from(date)
      expect(isoWeekOf(date)).toBe(`${yearOfWeek}-W${String(weekOfYear).padStart(2, '0')}`)
    }),
    { numRuns: 1000 },
  )
})

test('a week runs from its Monday to its Sunday and holds all seven days', () => {
  fc.assert(
    fc.property(anyDate, (date) => {
      const week = isoWeekOf(date)
      expect(parseIsoWeek(week)).toBe(week)
      expect(weekdayOf(mondayOf(week))).toBe(1)
      expect(sundayOf(week)).toBe(addDays(mondayOf(week), 6))
      expect(datesOf(week)).toContain(date)
      expect(datesOf(week).map((day) => isoWeekOf(day))).toEqual(Array(7).fill(week))
      expect(dateIn(week, weekdayOf(date))).toBe(date)
    }),
  )
})

test('weeks are counted across years without a gap', () => {
  fc.assert(
    fc.property(anyDate, fc.integer({ min: -600, max: 600 }), (date, weeks) => {
      const from = isoWeekOf(date)
      const to = addWeeks(from, weeks)
      expect(weeksBetween(from, to)).toBe(weeks)
      expect(to).toBe(isoWeekOf(addDays(date, 7 * weeks)))
      expect(from < to).toBe(weeks > 0)
    }),
  )
  expect(weeksFrom(isoWeek('2026-W52'), isoWeek('2027-W02'))).toEqual([
    '2026-W52',
    '2026-W53',
    '2027-W01',
    '2027-W02',
  ])
  expect(weeksFrom(isoWeek('2026-W52'), isoWeek('2026-W51'))).toEqual([])
  expect(weekNumberOf(isoWeek('2026-W07'))).toBe(7)
})
