import { fc } from '../properties.ts'
import { expect, test } from 'vitest'
import { defaultRamp, plannedEnd, plannedMinutes } from '../../server/programme/plan.ts'
import { presets } from '../../server/programme/presets.ts'
import { addDays, localDate, minutes } from '../../server/time/dates.ts'
import { addWeeks, isoWeek, isoWeekOf, weeksBetween } from '../../server/time/weeks.ts'

const startsOn = localDate('2026-11-23')

test('Promise: from an hour and a half to ten hours in fifteen weeks, then five weeks at the level', () => {
  const ramp = defaultRamp({ startsOn, ...presets.promise })
  expect(ramp.map((step) => [step.fromWeek, step.minutes])).toEqual([
    ['2026-W48', 90],
    ['2026-W50', 150],
    ['2026-W52', 210],
    ['2027-W01', 270],
    ['2027-W03', 360],
    ['2027-W05', 420],
    ['2027-W07', 480],
    ['2027-W09', 540],
    ['2027-W10', 600],
  ])
})

test('without a common target or length the plan is made with the person', () => {
  expect(defaultRamp({ startsOn, ...presets.self_sufficiency })).toEqual([])
  expect(defaultRamp({ startsOn, ...presets.individual_track })).toEqual([])
  expect(defaultRamp({ startsOn, plannedWeeks: null, weeklyTargetMinutes: 600 })).toEqual([])
})

test('a small target is the plan from the first week', () => {
  expect(defaultRamp({ startsOn, plannedWeeks: 20, weeklyTargetMinutes: 60 })).toEqual([
    { fromWeek: '2026-W48', minutes: 60 },
  ])
  expect(defaultRamp({ startsOn, plannedWeeks: 1, weeklyTargetMinutes: 600 })).toEqual([
    { fromWeek: '2026-W48', minutes: 600 },
  ])
})

test('every ramp rises from the first week to the target, and holds it for the last quarter', () => {
  const enrolment = fc.record({
    startsOn: fc.integer({ min: 0, max: 2000 }).map((days) => addDays(localDate('2024-01-01'), days)),
    plannedWeeks: fc.integer({ min: 1, max: 260 }),
    weeklyTargetMinutes: fc.integer({ min: 0, max: 2400 }),
  })
  fc.assert(
    fc.property(enrolment, (wish) => {
      const ramp = defaultRamp(wish)
      const first = isoWeekOf(wish.startsOn)
      expect(ramp[0]!.fromWeek).toBe(first)
      expect(ramp.at(-1)!.minutes).toBe(wish.weeklyTargetMinutes)
      expect(weeksBetween(first, ramp.at(-1)!.fromWeek)).toBeLessThan(wish.plannedWeeks)
      for (const [index, step] of ramp.entries()) {
        if (index === 0) continue
        expect(step.fromWeek > ramp[index - 1]!.fromWeek).toBe(true)
        expect(step.minutes).toBeGreaterThan(ramp[index - 1]!.minutes)
      }
      const hasNoRoom = wish.plannedWeeks < 3 || wish.weeklyTargetMinutes < 90
      expect(hasNoRoom || ramp[0]!.minutes === 90).toBe(true)
    }),
  )
})

test('a week is planned as its latest step says, in whatever order the steps come', () => {
  const steps = [
    { fromWeek: isoWeek('2027-W02'), minutes: minutes(240) },
    { fromWeek: isoWeek('2026-W48'), minutes: minutes(90) },
    { fromWeek: isoWeek('2026-W53'), minutes: minutes(150) },
  ]
  const planned = ['2026-W47', '2026-W48', '2026-W52', '2026-W53', '2027-W01', '2027-W02', '2028-W01'].map(
    (week) => plannedMinutes(steps, isoWeek(week)),
  )
  expect(planned).toEqual([undefined, 90, 90, 150, 150, 240, 240])
  expect(plannedMinutes([], isoWeek('2026-W48'))).toBeUndefined()
})

test('a dip may be planned', () => {
  const steps = [
    { fromWeek: isoWeek('2026-W48'), minutes: minutes(300) },
    { fromWeek: isoWeek('2026-W52'), minutes: minutes(0) },
  ]
  expect(plannedMinutes(steps, isoWeek('2026-W52'))).toBe(0)
})

test('twenty weeks from a Monday end on a Sunday', () => {
  expect(plannedEnd(startsOn, 20)).toBe('2027-04-11')
  expect(isoWeekOf(plannedEnd(startsOn, 20))).toBe(addWeeks(isoWeekOf(startsOn), 19))
  expect(plannedEnd(localDate('2028-02-24'), 1)).toBe('2028-03-01')
})
