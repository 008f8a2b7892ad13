import { fc } from '../properties.ts'
import { expect, test } from 'vitest'
import {
  addDays,
  datesBetween,
  daysBetween,
  localDate,
  localTime,
  minuteOfDay,
  minutes,
  parseLocalDate,
  parseLocalTime,
  parseMinutes,
  parseWeekday,
  timeAtMinute,
  weekday,
  weekdayOf,
} from '../../server/time/dates.ts'

const anyDate = fc.integer({ min: 0, max: 109_000 }).map((days) => addDays(localDate('1900-01-01'), days))

test('a date is a day that exists, from 1900 to 2200', () => {
  expect(parseLocalDate('2026-11-22')).toBe('2026-11-22')
  expect(parseLocalDate('1900-01-01')).toBe('1900-01-01')
  expect(parseLocalDate('2200-12-31')).toBe('2200-12-31')
  expect(
    [
      '',
      '2026-02-29',
      '2026-13-01',
      '2026-00-10',
      '2026-04-31',
      '2026-1-1',
      '1899-12-31',
      '2201-01-01',
      '22/11 2026',
      '2026-11-22T10:00',
      ' 2026-11-22',
      '२०२६-११-२२',
    ].filter((nonsense) => parseLocalDate(nonsense) !== undefined),
  ).toEqual([])
  expect(() => localDate('2026-02-30')).toThrow('not a date: "2026-02-30"')
})

test('the leap day exists in leap years only', () => {
  expect(parseLocalDate('2028-02-29')).toBe('2028-02-29')
  expect(parseLocalDate('2000-02-29')).toBe('2000-02-29')
  expect(parseLocalDate('2100-02-29')).toBeUndefined()
  expect(addDays(localDate('2028-02-28'), 1)).toBe('2028-02-29')
  expect(addDays(localDate('2027-02-28'), 1)).toBe('2027-03-01')
})

test('a time may be written the Swedish way', () => {
  expect(parseLocalTime('09.30')).toBe('09:30')
  expect(parseLocalTime('9:30')).toBe('09:30')
  expect(parseLocalTime('23:59')).toBe('23:59')
  expect(
    ['24:00', '9', '9:60', '09:3', '-1:30', '09:30:00'].filter(
      (nonsense) => parseLocalTime(nonsense) !== undefined,
    ),
  ).toEqual([])
  expect(() => localTime('25:00')).toThrow('not a time')
})

test('minutes are whole and none or more', () => {
  expect(parseMinutes('90')).toBe(90)
  expect(parseMinutes(0)).toBe(0)
  expect(['', '-5', '1.5', '1e3', ' 5'].filter((nonsense) => parseMinutes(nonsense) !== undefined)).toEqual(
    [],
  )
  expect([-1, 1.5, Number.NaN, Infinity].filter((nonsense) => parseMinutes(nonsense) !== undefined)).toEqual(
    [],
  )
  expect(() => minutes(-1)).toThrow('not a number of minutes')
})

test('weekdays are counted from Monday', () => {
  expect(weekdayOf(localDate('2026-11-23'))).toBe(1)
  expect(weekdayOf(localDate('2026-11-22'))).toBe(7)
  expect(weekdayOf(localDate('1900-01-01'))).toBe(1)
  expect(parseWeekday('7')).toBe(7)
  expect(parseWeekday('0')).toBeUndefined()
  expect(parseWeekday('8')).toBeUndefined()
  expect(() => weekday(0)).toThrow('not a weekday')
})

test('going some days ahead and back again ends on the same day', () => {
  fc.assert(
    fc.property(anyDate, fc.integer({ min: -10_000, max: 10_000 }), (date, days) => {
      const there = addDays(date, days)
      expect(daysBetween(date, there)).toBe(days)
      expect(addDays(there, -days)).toBe(date)
    }),
  )
})

test('dates sort as text in the order in which they come', () => {
  fc.assert(
    fc.property(anyDate, anyDate, (a, b) => {
      expect(a < b).toBe(daysBetween(a, b) > 0)
    }),
  )
})

test('the days between two dates include both', () => {
  expect(datesBetween(localDate('2026-12-30'), localDate('2027-01-01'))).toEqual([
    '2026-12-30',
    '2026-12-31',
    '2027-01-01',
  ])
  expect(datesBetween(localDate('2026-12-30'), localDate('2026-12-29'))).toEqual([])
})

test('every minute of the day has its time', () => {
  for (let minute = 0; minute < 1440; minute++) {
    const time = timeAtMinute(minute)
    expect(time === undefined ? undefined : minuteOfDay(time)).toBe(minute)
  }
  expect(timeAtMinute(1440)).toBeUndefined()
  expect(timeAtMinute(-1)).toBeUndefined()
  expect(timeAtMinute(0.5)).toBeUndefined()
})
