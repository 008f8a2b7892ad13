import { fc } from '../properties.ts'
import { expect, test } from 'vitest'
import {
  everyWeek,
  givenDays,
  horizonOf,
  mostOccurrences,
  occurrences,
  ordinalOf,
  type Recurrence,
} from '../../server/schedule/recurrence.ts'
import {
  addDays,
  datesBetween,
  dayNumber,
  localDate,
  weekdayOf,
  weekdays,
  type LocalDate,
} from '../../server/time/dates.ts'

const date = fc.integer({ min: 0, max: 20_000 }).map((days) => addDays(localDate('1999-12-20'), days))
const span = fc.record({
  startsOn: date,
  length: fc.integer({ min: -5, max: 400 }),
  closed: fc.array(fc.nat(400)),
})
const someWeekdays = fc.subarray([...weekdays])

test('tuesdays and thursdays from a Wednesday to a Tuesday', () => {
  const rule = {
    ...everyWeek,
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
  const rule = { ...everyWeek, weekdays: [1], startsOn: localDate('2026-12-21'), endsOn: null } as const
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
  const rule = {
    ...everyWeek,
    weekdays: [4],
    startsOn: localDate('2026-12-17'),
    endsOn: localDate('2027-01-07'),
  } as const
  const closed = new Set([localDate('2026-12-24'), localDate('2026-12-31')])
  expect(occurrences(rule, { until: localDate('2027-01-07'), closed })).toEqual(['2026-12-17', '2027-01-07'])
})

test('a leap day and the nights the clocks change are days like others', () => {
  const everyDay = {
    ...everyWeek,
    weekdays,
    startsOn: localDate('2028-02-28'),
    endsOn: localDate('2028-03-01'),
  }
  expect(occurrences(everyDay, { until: localDate('2028-03-01') })).toHaveLength(3)
  const sundays = {
    ...everyWeek,
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
  const rule = { ...everyWeek, weekdays: [1, 5], startsOn: localDate('2026-11-16'), endsOn: null } as const
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
      const days = occurrences(
        { ...everyWeek, weekdays: chosen, startsOn, endsOn },
        { until: endsOn, closed },
      )

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
      const rule = { ...everyWeek, weekdays: chosen, startsOn, endsOn: addDays(startsOn, length) }
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
  const forever = {
    ...everyWeek,
    weekdays,
    startsOn: localDate('2000-01-01'),
    endsOn: localDate('2100-12-31'),
  }
  expect(occurrences(forever, { until: forever.endsOn })).toHaveLength(mostOccurrences + 1)
  expect(occurrences({ ...forever, weekdays: [] }, { until: forever.endsOn })).toEqual([])
})

const anyRule: fc.Arbitrary<Recurrence> = fc.record({
  frequency: fc.constantFrom('weekly', 'monthly'),
  every: fc.integer({ min: 1, max: 7 }),
  weekdays: fc.subarray([...weekdays], { minLength: 1 }),
  ordinal: fc.constantFrom(1, 2, 3, 4, -1),
  startsOn: date,
  endsOn: fc.constant(null),
  times: fc.option(fc.integer({ min: 1, max: 40 })),
})

/** Day by day, by what the words say: nothing is reckoned ahead. */
function saysTheRule(rule: Recurrence, day: LocalDate): boolean {
  if (!rule.weekdays.includes(weekdayOf(day))) return false
  if (rule.frequency === 'weekly') {
    const monday = (of: LocalDate) => dayNumber(of) - weekdayOf(of)
    return ((monday(day) - monday(rule.startsOn)) / 7) % rule.every === 0
  }
  const month = (of: LocalDate) => Number(of.slice(0, 4)) * 12 + Number(of.slice(5, 7))
  if ((month(day) - month(rule.startsOn)) % rule.every !== 0) return false
  let [before, after] = [0, 0]
  for (let other = addDays(day, -7); month(other) === month(day); other = addDays(other, -7)) before += 1
  for (let other = addDays(day, 7); month(other) === month(day); other = addDays(other, 7)) after += 1
  return rule.ordinal === -1 ? after === 0 : before + 1 === rule.ordinal
}

test('weeks and months, every so many, so many times: the same days as counted one by one on a calendar', () => {
  fc.assert(
    fc.property(anyRule, fc.array(fc.nat(900)), fc.nat(900), (rule, offsets, length) => {
      const closed = new Set(offsets.map((offset) => addDays(rule.startsOn, offset)))
      const until = addDays(rule.startsOn, length)
      const expected = datesBetween(rule.startsOn, until)
        .filter((day) => saysTheRule(rule, day) && !closed.has(day))
        .slice(0, rule.times ?? undefined)
      expect(occurrences(rule, { until, closed })).toEqual(expected)
    }),
    { numRuns: 400 },
  )
})

test('it goes on from any day to the same days, whether its times are counted from the start or known', () => {
  fc.assert(
    // Together no more than the rule gives at once: beyond the most, counting from the start stops sooner.
    fc.property(anyRule, fc.nat(450), fc.nat(450), (rule, rest, cut) => {
      const from = addDays(rule.startsOn, cut)
      const until = addDays(from, rest)
      const all = occurrences(rule, { until })
      const later = all.filter((day) => day >= from)
      expect(occurrences(rule, { from, until })).toEqual(later)
      const already = all.filter((day) => day < from).length
      expect(occurrences(rule, { from, until, already })).toEqual(later)
    }),
  )
})

test('ten times are ten sessions: closed days are told, and counted for nothing', () => {
  const rule = { ...everyWeek, weekdays: [4], startsOn: localDate('2026-12-03'), times: 4 } as const
  const closed = new Set([localDate('2026-12-24'), localDate('2026-12-31')])
  const until = localDate('2027-12-31')
  expect(occurrences(rule, { until, closed })).toEqual([
    '2026-12-03',
    '2026-12-10',
    '2026-12-17',
    '2027-01-07',
  ])
  expect(givenDays(rule, { until, closed }).filter((day) => day.closed)).toHaveLength(2)
})

test('every other week counts from the week of the first day, over a week 53', () => {
  const rule = { ...everyWeek, every: 2, weekdays: [1, 3], startsOn: localDate('2026-12-16') } as const
  expect(occurrences(rule, { until: localDate('2027-01-31') })).toEqual([
    '2026-12-16',
    '2026-12-28',
    '2026-12-30',
    '2027-01-11',
    '2027-01-13',
    '2027-01-25',
    '2027-01-27',
  ])
})

test('the first Monday and the last Friday of the month', () => {
  const first = { frequency: 'monthly', every: 1, weekdays: [1], ordinal: 1, endsOn: null, times: 3 } as const
  const startsOn = localDate('2026-11-03')
  const until = localDate('2027-12-31')
  expect(occurrences({ ...first, startsOn }, { until })).toEqual(['2026-12-07', '2027-01-04', '2027-02-01'])
  const last = { ...first, weekdays: [5], ordinal: -1, every: 2 } as const
  expect(occurrences({ ...last, startsOn }, { until })).toEqual(['2026-11-27', '2027-01-29', '2027-03-26'])
})

test('a day is the first to the fourth of its month, and the fifth is the last', () => {
  expect(['2026-11-02', '2026-11-23', '2026-11-30'].map((day) => ordinalOf(localDate(day)))).toEqual([
    1, 4, -1,
  ])
  expect(ordinalOf(localDate('2026-11-24'), true)).toBe(-1)
  expect(ordinalOf(localDate('2026-11-23'), true)).toBe(4)
})

test('a rule of ten thousand days costs nothing', () => {
  const started = performance.now()
  const forever = {
    ...everyWeek,
    weekdays,
    startsOn: localDate('2000-01-01'),
    endsOn: localDate('2100-12-31'),
  }
  for (let turn = 0; turn < 20; turn++) occurrences(forever, { until: forever.endsOn })
  expect(performance.now() - started).toBeLessThan(500)
})
