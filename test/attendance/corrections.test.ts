import { expect, test } from 'vitest'
import { whyNotCorrect } from '../../server/attendance/corrections.ts'
import { attendanceStatuses } from '../../server/attendance/words.ts'

test('every status may be set without minutes and without a reason', () => {
  const problems = attendanceStatuses.flatMap((status) =>
    whyNotCorrect({ status, minutesByHand: null, reason: '' }),
  )
  expect(problems).toEqual([])
})

test('an unknown status is refused', () => {
  expect(whyNotCorrect({ status: 'asleep', minutesByHand: null, reason: '' })).toEqual([
    { field: 'status', text: 'common:problem.choice' },
  ])
  expect(whyNotCorrect({ status: undefined, minutesByHand: null, reason: '' })).toHaveLength(1)
})

test('minutes by hand need a reason', () => {
  expect(whyNotCorrect({ status: 'present', minutesByHand: 45, reason: 'Hjälpte till i köket' })).toEqual([])
  expect(whyNotCorrect({ status: 'present', minutesByHand: 45, reason: ' ' })).toEqual([
    { field: 'reason', text: 'attendance:correction.reasonMissing' },
  ])
})

test('minutes by hand are whole and fit in a day', () => {
  const tried = [-1, 0, 1440, 1441, 1.5, Number.NaN]
  const refused = tried.filter(
    (minutesByHand) => whyNotCorrect({ status: 'present', minutesByHand, reason: 'Glömde' }).length > 0,
  )
  expect(refused).toEqual([-1, 1441, 1.5, Number.NaN])
  expect(whyNotCorrect({ status: 'present', minutesByHand: 1441, reason: 'Glömde' })).toEqual([
    { field: 'minutes', text: 'common:problem.between', values: { min: 0, max: 1440 } },
  ])
})

test('who was not there gets no minutes', () => {
  const refused = attendanceStatuses.filter(
    (status) => whyNotCorrect({ status, minutesByHand: 30, reason: 'Glömde' }).length > 0,
  )
  expect(refused).toEqual(['excused', 'absent', 'unknown'])
  expect(whyNotCorrect({ status: 'absent', minutesByHand: 0, reason: 'Glömde' })).toEqual([])
})

test('everything that is wrong is told at once', () => {
  const problems = whyNotCorrect({ status: '', minutesByHand: -5, reason: '' })
  expect(problems.map(({ field }) => field)).toEqual(['status', 'minutes', 'reason'])
})
