import { expect, test } from 'vitest'
import { linesToShow, parseHours, planFrom, planLines } from '../../server/programme/typed-plan.ts'
import { localDate } from '../../server/time/dates.ts'

test('hours are written as people write them', () => {
  expect(['2', '1,5', '1.5', '0', '40', '0,25'].map(parseHours)).toEqual([120, 90, 90, 0, 2400, 15])
  expect(['', '41', '-1', '1,555', 'två', '1e2'].map(parseHours)).toEqual(Array(6).fill(undefined))
})

test('any day says its week, lines may stand in any order, and empty lines are none', () => {
  const { plan, problems } = planFrom([
    { from: localDate('2026-03-18'), hours: '3' },
    { from: undefined, hours: '' },
    { from: localDate('2026-02-16'), hours: '1,5' },
  ])
  expect(problems).toEqual([])
  expect(plan).toEqual([
    { fromWeek: '2026-W08', minutes: 90 },
    { fromWeek: '2026-W12', minutes: 180 },
  ])
})

test('half a line and two lines of one week are told', () => {
  const { problems } = planFrom([
    { from: localDate('2026-03-16'), hours: '' },
    { from: undefined, hours: '2' },
    { from: localDate('2026-03-23'), hours: '2' },
    { from: localDate('2026-03-25'), hours: '3' },
  ])
  expect(problems.map((problem) => problem.field)).toEqual(['hours_0', 'from_1', 'from_3'])
})

test('the form has a line for each step or each line typed, and two more while there is room', () => {
  expect(linesToShow([], {})).toBe(2)
  expect(linesToShow([], { from_3: '2026-03-16', hours_4: '' })).toBe(6)
  expect(linesToShow([], { hours_11: '2' })).toBe(planLines)
})
