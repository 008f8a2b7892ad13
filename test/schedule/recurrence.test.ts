import fc from 'fast-check'
import { expect, test } from 'vitest'
import { horizonOf, mostOccurrences, occurrences } from '../../server/schedule/recurrence.ts'
import { addDays, datesBetween, localDate, weekdayOf, weekdays } from '../../server/time/dates.ts'

const date = fc.integer({ min: 0, max: 20_000 }).map((days) => addDays(localDate('1999-12-20'), days))
const span = fc.record({
  startsOn: date,
  length: fc.integer({ min: -5, max: 400 }),
  closed: fc.array(fc.nat(400)),
})
const someWeekdays = fc.subarray([...weekdays])

test('tuesdays and thursdays from a Wednesday to a Tuesday', () => {
  const rule = {
    weekdays: [2, 4],
    startsOn: localDate('2026-11-18'),
    endsOn: localDate('2026-12-01'),
  } as const
  expect(occurrences(rule, { until: localDate('2027-01-01') })).toEqual([
    '2026-11-19',
    '2026-11-24',
    '2026-11-26',
    '2026-12-01',
  ])
})

test('a series without an end stops at the horizon, and one with an end stops there too', () => {
  const rule = { weekdays: [1], startsOn: localDate('2026-12-21'), endsOn: null } as const
  expect(occurrences(rule, { until: localDate('2027-01-04') })).toEqual([
    '2026-12-21',
    '2026-12-28',
    '2027-01-04',
  ])
  const ended = { ...rule, endsOn: localDate('2027-06-01') }
  expect(occurrences(ended, { until: localDate('2027-01-03') })).toEqual(['2026-12-21', '2026-12-28'])
  expect(horizonOf(localDate('2026-11-22'))).toBe('2027-05-23')
})

test('closed days are left out, and nothing moves because of them', () => {
  const rule = { weekdays: [4], startsOn: localDate('2026-12-17'), endsOn: localDate('2027-01-07') } as const
  const closed = new Set([localDate('2026-12-24'), localDate('2026-12-31')])
  expect(occurrences(rule, { until: localDate('2027-01-07'), closed })).toEqual(['2026-12-17', '2027-01-07'])
})

test('a leap day and the nights the clocks change are days like others', () => {
  const everyDay = { weekdays, startsOn: localDate('2028-02-28'), endsOn: localDate('2028-03-01') }
  expect(occurrences(everyDay, { until: localDate('2028-03-01') })).toHaveLength(3)
  const sundays = {
    weekdays: [7],
    startsOn: localDate('2026-10-18'),
    endsOn: localDate('2026-11-01'),
  } as const
  expect(occurrences(sundays, { until: localDate('2026-11-01') })).toEqual([
    '2026-10-18',
    '2026-10-25',
    '2026-11-01',
  ])
})

test('it goes on from a later day, never from before the start', () => {
  const rule = { weekdays: [1, 5], startsOn: localDate('2026-11-16'), endsOn: null } as const
  const until = localDate('2026-11-30')
  expect(occurrences(rule, { from: localDate('2026-11-21'), until })).toEqual([
    '2026-11-23',
    '2026-11-27',
    '2026-11-30',
  ])
  expect(occurrences(rule, { from: localDate('2026-01-01'), until })).toEqual(occurrences(rule, { until }))
})

test('exactly the chosen weekdays of the span that are open, in order, none twice', () => {
  fc.assert(
    fc.property(someWeekdays, span, (chosen, { startsOn, length, closed: offsets }) => {
      const endsOn = addDays(startsOn, length)
      const closed = new Set(offsets.map((offset) => addDays(startsOn, offset)))
      const days = occurrences({ weekdays: chosen, startsOn, endsOn }, { until: endsOn, closed })

      for (const day of days) {
        expect(chosen).toContain(weekdayOf(day))
        expect(day >= startsOn && day <= endsOn).toBe(true)
        expect(closed.has(day)).toBe(false)
      }
      expect(days).toEqual([...new Set(days)].toSorted())
      const missed = datesBetween(startsOn, endsOn).filter((day) => !days.includes(day))
      for (const day of missed) expect(closed.has(day) || !chosen.includes(weekdayOf(day))).toBe(true)
    }),
  )
})

test('made in two turns, a series is the same as made in one', () => {
  fc.assert(
    fc.property(someWeekdays, span, fc.nat(400), (chosen, { startsOn, length }, cut) => {
      const rule = { weekdays: chosen, startsOn, endsOn: addDays(startsOn, length) }
      const until = rule.endsOn
      const middle = addDays(startsOn, cut)
      expect([
        ...occurrences(rule, { until: middle }),
        ...occurrences(rule, { from: addDays(middle, 1), until }),
      ]).toEqual(occurrences(rule, { until }))
    }),
  )
})

test('a rule without sense ends at once', () => {
  const forever = { weekdays, startsOn: localDate('2000-01-01'), endsOn: localDate('2100-12-31') }
  expect(occurrences(forever, { until: forever.endsOn })).toHaveLength(mostOccurrences + 1)
  expect(occurrences({ ...forever, weekdays: [] }, { until: forever.endsOn })).toEqual([])
})
