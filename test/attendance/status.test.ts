import { expect, test } from 'vitest'
import { statusByTimes } from '../../server/attendance/status.ts'
import { on, yoga } from '../time/wall.ts'

const grace = 10

test.each([
  ['09:00', null, 'present', 'before the start'],
  ['09:30', null, 'present', 'on the minute'],
  ['09:40', null, 'present', 'on the last minute of the grace'],
  ['09:41', null, 'late', 'a minute after the grace'],
  ['10:29', null, 'late', 'just before the end'],
  ['09:30', '10:30', 'present', 'the whole hour'],
  ['09:30', '10:45', 'present', 'and stayed on'],
  ['09:30', '10:29', 'left_early', 'a minute short'],
  ['09:50', '10:10', 'left_early', 'late and left early'],
])('in %s and out %s is %s: %s', (checkedIn, checkedOut, status, _why) => {
  const times = { checkedInAt: on(checkedIn), checkedOutAt: checkedOut === null ? null : on(checkedOut) }
  expect(statusByTimes(yoga, times, grace)).toBe(status)
})

test('seconds do not make anyone late', () => {
  const times = { checkedInAt: on('09:40').add({ seconds: 59 }), checkedOutAt: null }
  expect(statusByTimes(yoga, times, grace)).toBe('present')
})

test('without grace, the first minute after the start is late', () => {
  expect(statusByTimes(yoga, { checkedInAt: on('09:31'), checkedOutAt: null }, 0)).toBe('late')
})
