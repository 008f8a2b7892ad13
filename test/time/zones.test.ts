import { fc } from '../properties.ts'
import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { localDate, localTime } from '../../server/time/dates.ts'
import { isoWeek, isoWeekOf } from '../../server/time/weeks.ts'
import {
  addMinutes,
  dayInZone,
  instantAt,
  localDateOf,
  localTimeOf,
  minutesBetween,
  parseTimeZone,
  weekInZone,
  weekOfInstant,
} from '../../server/time/zones.ts'

const stockholm = 'Europe/Stockholm'
const at = (date: string, time: string) => instantAt(localDate(date), localTime(time), stockholm)
const hoursIn = (span: { from: Temporal.Instant; to: Temporal.Instant }) =>
  minutesBetween(span.from, span.to) / 60
const instant = (text: string) => Temporal.Instant.from(text)

test('a time on the wall is an hour ahead of Greenwich in winter and two in summer', () => {
  expect(at('2026-01-15', '09:30').toString()).toBe('2026-01-15T08:30:00Z')
  expect(at('2026-07-15', '09:30').toString()).toBe('2026-07-15T07:30:00Z')
})

test('the night the clocks go back, three hours on the wall are four hours', () => {
  expect(minutesBetween(at('2026-10-25', '01:00'), at('2026-10-25', '04:00'))).toBe(240)
})

test('the night the clocks go forward, three hours on the wall are two hours', () => {
  expect(minutesBetween(at('2026-03-29', '01:00'), at('2026-03-29', '04:00'))).toBe(120)
})

test('a missing hour moves forward and a doubled hour means its first turn', () => {
  expect(at('2026-03-29', '02:30').toString()).toBe('2026-03-29T01:30:00Z')
  expect(localTimeOf(at('2026-03-29', '02:30'), stockholm)).toBe('03:30')
  expect(at('2026-10-25', '02:30').toString()).toBe('2026-10-25T00:30:00Z')
})

test('a day is 23, 24 or 25 hours long', () => {
  const hours = ['2026-03-29', '2026-06-01', '2026-10-25'].map((date) =>
    hoursIn(dayInZone(localDate(date), stockholm)),
  )
  expect(hours).toEqual([23, 24, 25])
})

test('a week in which the clocks change is an hour shorter or longer', () => {
  const hours = ['2026-W13', '2026-W20', '2026-W43'].map((week) =>
    hoursIn(weekInZone(isoWeek(week), stockholm)),
  )
  expect(hours).toEqual([167, 168, 169])
})

test('Monday begins at midnight there, not in Greenwich', () => {
  const sundayInGreenwich = instant('2026-11-22T23:30:00Z')
  expect(localDateOf(sundayInGreenwich, stockholm)).toBe('2026-11-23')
  expect(localTimeOf(sundayInGreenwich, stockholm)).toBe('00:30')
  expect(weekOfInstant(sundayInGreenwich, stockholm)).toBe('2026-W48')
  expect(weekOfInstant(sundayInGreenwich, 'UTC')).toBe('2026-W47')
  expect(weekOfInstant(instant('2026-11-23T04:59:59Z'), 'America/New_York')).toBe('2026-W47')
  expect(weekOfInstant(instant('2026-11-23T05:00:00Z'), 'America/New_York')).toBe('2026-W48')
})

test('the remembered week is everywhere and always that of the local date', () => {
  const moment = fc
    .integer({ min: -2_000_000_000, max: 7_000_000_000 })
    .map((seconds) => Temporal.Instant.fromEpochMilliseconds(seconds * 1000))
  const zone = fc.constantFrom(
    stockholm,
    'Pacific/Kiritimati',
    'Pacific/Pago_Pago',
    'Asia/Kolkata',
    'Asia/Beirut',
  )
  fc.assert(
    fc.property(moment, zone, (moment, zone) => {
      expect(weekOfInstant(moment, zone)).toBe(isoWeekOf(localDateOf(moment, zone)))
    }),
    { numRuns: 500 },
  )
})

test('what the wall shows leads back to the moment, save in the doubled hour', () => {
  const minute = fc
    .integer({ min: 0, max: 5_000_000 })
    .map((count) => addMinutes(instant('2024-01-01T00:00:00Z'), count))
  fc.assert(
    fc.property(minute, (moment) => {
      const back = instantAt(localDateOf(moment, stockholm), localTimeOf(moment, stockholm), stockholm)
      expect([0, 60]).toContain(minutesBetween(back, moment))
    }),
  )
})

test('a begun minute is not a minute', () => {
  expect(minutesBetween(instant('2026-01-01T10:00:01Z'), instant('2026-01-01T10:02:00.999Z'))).toBe(1)
  expect(minutesBetween(instant('2026-01-01T10:00:00Z'), instant('2026-01-01T09:30:00Z'))).toBe(-30)
})

test('a zone must be one that the computer knows', () => {
  expect(parseTimeZone('Europe/Stockholm')).toBe('Europe/Stockholm')
  expect(parseTimeZone('Europe/Ankeborg')).toBeUndefined()
  expect(parseTimeZone('')).toBeUndefined()
})
