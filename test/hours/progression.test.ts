import { fc } from '../properties.ts'
import { expect, test } from 'vitest'
import {
  countedWeeks,
  plannedMinutes,
  type Progression,
  progressionOf,
  shareOfTarget,
  weeksOfEnrolment,
} from '../../server/hours/progression.ts'
import { addDays, localDate } from '../../server/time/dates.ts'
import { addWeeks, isoWeek, mondayOf, sundayOf } from '../../server/time/weeks.ts'

const tenHours = 600
const first = isoWeek('2026-W36')
const nextYear = localDate('2027-06-01')

/** Hours week by week from week 36; 'ill' is an excused week. */
function weeksWith(...hours: (number | 'ill')[]) {
  return hours.map((count, week) => ({
    week: addWeeks(first, week),
    minutes: count === 'ill' ? 0 : Math.round(count * 60),
    excused: count === 'ill' ? 'illness' : undefined,
  }))
}

test('four weeks at ten hours reach the level on the Sunday of the fourth', () => {
  expect(progressionOf(weeksWith(10, 10, 10, 10), tenHours, nextYear)).toEqual({
    latest: ['2026-W36', '2026-W37', '2026-W38', '2026-W39'],
    mean: 600,
    reached: true,
    firstReachedOn: '2026-09-27',
  })
})

test('three weeks are not enough, however many hours', () => {
  expect(progressionOf(weeksWith(20, 20, 20), tenHours, nextYear)).toMatchObject({
    mean: 1200,
    reached: false,
    firstReachedOn: undefined,
  })
})

test('the mean counts: a week below is made up for by one above', () => {
  expect(progressionOf(weeksWith(8, 12, 9, 11), tenHours, nextYear).reached).toBe(true)
})

test('a minute short of four times the target is not there yet', () => {
  const weeks = weeksWith(10, 10, 10, 10).map((week, place) =>
    place === 2 ? { ...week, minutes: 599 } : week,
  )
  expect(progressionOf(weeks, tenHours, nextYear)).toMatchObject({ reached: false, mean: 599 })
})

test('the first date is kept when a dip follows', () => {
  expect(progressionOf(weeksWith(2, 10, 10, 10, 10, 3, 0), tenHours, nextYear)).toEqual({
    latest: ['2026-W39', '2026-W40', '2026-W41', '2026-W42'],
    mean: 345,
    reached: false,
    firstReachedOn: '2026-10-04',
  })
})

test('an excused week is left out of the average, and the weeks around it stand together', () => {
  expect(progressionOf(weeksWith(10, 10, 'ill', 10, 10), tenHours, nextYear)).toMatchObject({
    latest: ['2026-W36', '2026-W37', '2026-W39', '2026-W40'],
    reached: true,
    firstReachedOn: '2026-10-04',
  })
})

test('an empty week that is not excused counts as none', () => {
  expect(progressionOf(weeksWith(10, 10, 0, 10, 10), tenHours, nextYear)).toMatchObject({
    mean: 450,
    reached: false,
  })
})

test('the present week does not count before it is over, not even on its Sunday', () => {
  const weeks = weeksWith(10, 10, 10, 10)
  expect(progressionOf(weeks, tenHours, localDate('2026-09-27'))).toMatchObject({ mean: 600, reached: false })
  expect(progressionOf(weeks, tenHours, localDate('2026-09-28')).reached).toBe(true)
})

test('without a fixed target there is a mean but no level', () => {
  expect(progressionOf(weeksWith(10, 10, 10, 10), null, nextYear)).toMatchObject({
    mean: 600,
    reached: false,
    firstReachedOn: undefined,
  })
})

test('before the first counted week there is no mean', () => {
  expect(progressionOf([], tenHours, nextYear)).toEqual({
    latest: [],
    mean: undefined,
    reached: false,
    firstReachedOn: undefined,
  })
})

const anyWeeks = fc
  .array(
    fc.oneof(
      { weight: 6, arbitrary: fc.integer({ min: 0, max: 20 }) },
      { weight: 1, arbitrary: fc.constant('ill' as const) },
    ),
    {
      maxLength: 30,
    },
  )
  .map((hours) => weeksWith(...hours))

const dateOrNever = ({ firstReachedOn }: Progression) => firstReachedOn ?? 'never'

test('more hours never move the first date later or take the level away', () => {
  fc.assert(
    fc.property(anyWeeks, fc.nat(), fc.integer({ min: 0, max: 600 }), (weeks, place, more) => {
      const richer = weeks.map((week, index) =>
        index === place % weeks.length ? { ...week, minutes: week.minutes + more } : week,
      )
      const before = progressionOf(weeks, tenHours, nextYear)
      const after = progressionOf(richer, tenHours, nextYear)
      expect(Number(after.reached)).toBeGreaterThanOrEqual(Number(before.reached))
      expect(dateOrNever(after) <= dateOrNever(before)).toBe(true)
    }),
  )
})

test('once reached, the first date never changes as the weeks go by', () => {
  fc.assert(
    fc.property(anyWeeks, fc.integer({ min: 0, max: 300 }), (weeks, days) => {
      const today = addDays(mondayOf(first), days)
      const then = progressionOf(weeks, tenHours, today).firstReachedOn
      const inTheEnd = progressionOf(weeks, tenHours, nextYear).firstReachedOn
      expect(then).toBe(inTheEnd !== undefined && inTheEnd < today ? inTheEnd : undefined)
    }),
  )
})

test('excused weeks might as well not be there', () => {
  fc.assert(
    fc.property(anyWeeks, (weeks) => {
      const unexcused = weeks.filter(({ excused }) => excused === undefined)
      expect(progressionOf(weeks, tenHours, nextYear)).toEqual(progressionOf(unexcused, tenHours, nextYear))
    }),
  )
})

test('an enrolment has weeks from the one in which it began to the present or its last', () => {
  const startsOn = localDate('2026-12-17')
  const today = localDate('2027-01-05')
  expect(weeksOfEnrolment({ startsOn, endsOn: null }, today)).toEqual([
    '2026-W51',
    '2026-W52',
    '2026-W53',
    '2027-W01',
  ])
  expect(weeksOfEnrolment({ startsOn, endsOn: localDate('2026-12-28') }, today)).toEqual([
    '2026-W51',
    '2026-W52',
    '2026-W53',
  ])
  expect(weeksOfEnrolment({ startsOn, endsOn: localDate('2027-03-01') }, today)).toHaveLength(4)
  expect(weeksOfEnrolment({ startsOn: localDate('2027-02-01'), endsOn: null }, today)).toEqual([])
})

test('finished weeks count, the present and excused ones do not', () => {
  const weeks = weeksWith(1, 'ill', 2, 3)
  expect(countedWeeks(weeks, sundayOf(addWeeks(first, 3))).map(({ minutes }) => minutes)).toEqual([60, 120])
})

test('the plan of a week is its latest step that has begun', () => {
  const steps = [
    { fromMonday: localDate('2026-10-12'), minutes: 300 },
    { fromMonday: localDate('2026-09-14'), minutes: 120 },
    { fromMonday: localDate('2026-11-09'), minutes: 600 },
  ]
  const plan = ['2026-W37', '2026-W38', '2026-W41', '2026-W42', '2026-W46', '2026-W53', '2027-W10'].map(
    (week) => plannedMinutes(steps, isoWeek(week)),
  )
  expect(plan).toEqual([undefined, 120, 120, 300, 600, 600, 600])
  expect(plannedMinutes([], isoWeek('2026-W37'))).toBeUndefined()
})

test('the ring fills up to the target and not beyond', () => {
  expect([0, 150, 600, 900].map((minutes) => shareOfTarget(minutes, tenHours))).toEqual([0, 0.25, 1, 1])
  expect(shareOfTarget(150, null)).toBeUndefined()
  expect(shareOfTarget(150, 0)).toBeUndefined()
})
