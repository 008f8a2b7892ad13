import { fc } from '../properties.ts'
import { expect, test } from 'vitest'
import { minutesFromTo, sessionSpan, wallEnd } from '../../server/schedule/session-times.ts'
import { addDays, localDate, localTime, timeAtMinute } from '../../server/time/dates.ts'
import { minutesBetween } from '../../server/time/zones.ts'

const stockholm = 'Europe/Stockholm'
const span = (date: string, start: string, minutes: number) => {
  const { startsAt, endsAt, localEnd } = sessionSpan(
    { date: localDate(date), startTime: localTime(start), minutes },
    stockholm,
  )
  return [startsAt.toString(), endsAt.toString(), localEnd]
}

test('an hour in November', () => {
  expect(span('2026-11-24', '09:30', 60)).toEqual(['2026-11-24T08:30:00Z', '2026-11-24T09:30:00Z', '10:30'])
})

test('a session across midnight ends the next day', () => {
  expect(span('2026-12-31', '22:00', 180)).toEqual(['2026-12-31T21:00:00Z', '2027-01-01T00:00:00Z', '01:00'])
  expect(wallEnd(localDate('2026-12-31'), localTime('22:00'), 120)).toEqual({
    date: '2027-01-01',
    time: '00:00',
  })
  expect(minutesFromTo(localTime('22:00'), localTime('01:00'))).toBe(180)
})

test('the night the clocks go back, three hours on the wall are four', () => {
  expect(span('2026-10-25', '01:00', 180)).toEqual(['2026-10-24T23:00:00Z', '2026-10-25T03:00:00Z', '04:00'])
})

test('the night the clocks go forward, three hours on the wall are two', () => {
  expect(span('2026-03-29', '01:00', 180)).toEqual(['2026-03-29T00:00:00Z', '2026-03-29T02:00:00Z', '04:00'])
})

test('a session inside the missing hour keeps its length', () => {
  expect(span('2026-03-29', '02:30', 30)).toEqual(['2026-03-29T01:30:00Z', '2026-03-29T02:00:00Z', '04:00'])
})

test('a session always ends after it starts, and lasts what the wall says but for one hour', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.nat(400), fc.constantFrom(87, 88, 297, 298)),
      fc.nat(1439),
      fc.integer({ min: 5, max: 720 }),
      (day, start, minutes) => {
        const date = addDays(localDate('2026-01-01'), day)
        const { startsAt, endsAt } = sessionSpan(
          { date, startTime: timeAtMinute(start)!, minutes },
          stockholm,
        )
        const real = minutesBetween(startsAt, endsAt)
        expect(real).toBeGreaterThan(0)
        expect(Math.abs(real - minutes)).toBeLessThanOrEqual(60)
        const { time } = wallEnd(date, timeAtMinute(start)!, minutes)
        expect(minutesFromTo(timeAtMinute(start)!, time)).toBe(minutes)
      },
    ),
  )
})
