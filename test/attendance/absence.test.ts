import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import {
  isSamePlan,
  presenceBefore,
  statusWhenAbsent,
  statusWhenBack,
  whyNotDays,
  whyNotTakeBackAbsence,
  whyNotTellAbsence,
  type AbsentPresence,
} from '../../server/attendance/absence.ts'
import { attendanceStatuses, type AttendanceStatus } from '../../server/attendance/words.ts'
import { localDate } from '../../server/time/dates.ts'
import { fc } from '../properties.ts'

const now = Temporal.Instant.from('2026-03-17T08:20:00Z')
const yoga = {
  startsAt: now.add({ minutes: 10 }),
  cancelled: false,
  booked: 'place' as const,
  absence: null,
  presence: { status: 'unknown' as AttendanceStatus },
}
const told = { id: 'an absence', before: null }
const nobodySaid: AbsentPresence = {
  status: 'unknown',
  checkedInAt: null,
  checkedOutAt: null,
  closedBy: null,
  minutesByHand: null,
  confirmed: false,
  version: 0,
}

test('one tells of an absence from what one has a place in and what has not begun', () => {
  expect(whyNotTellAbsence(yoga, now)).toBeUndefined()
  expect(whyNotTellAbsence({ ...yoga, presence: { status: 'excused' } }, now)).toBeUndefined()
  expect(whyNotTellAbsence({ ...yoga, startsAt: now }, now)).toBe('begun')
  expect(whyNotTellAbsence({ ...yoga, cancelled: true }, now)).toBe('cancelled')
  expect(whyNotTellAbsence({ ...yoga, booked: null }, now)).toBe('notBooked')
  expect(whyNotTellAbsence({ ...yoga, booked: 'line' }, now)).toBe('waiting')
  expect(whyNotTellAbsence({ ...yoga, absence: told }, now)).toBe('told')
  for (const status of ['present', 'late', 'left_early'] as const)
    expect(whyNotTellAbsence({ ...yoga, presence: { status } }, now)).toBe('here')
})

test('an absence is taken back until the session begins', () => {
  expect(whyNotTakeBackAbsence({ ...yoga, absence: told }, now)).toBeUndefined()
  expect(whyNotTakeBackAbsence(yoga, now)).toBe('none')
  expect(whyNotTakeBackAbsence({ ...yoga, absence: told, startsAt: now }, now)).toBe('begun')
})

test('an absence excuses only where nobody has said anything', () => {
  expect(statusWhenAbsent(nobodySaid)).toBe('excused')
  expect(statusWhenAbsent({ ...nobodySaid, confirmed: true })).toBe('unknown')
  expect(statusWhenAbsent({ ...nobodySaid, minutesByHand: 30 })).toBe('unknown')
  for (const status of attendanceStatuses.filter((one) => one !== 'unknown'))
    expect(statusWhenAbsent({ ...nobodySaid, status })).toBe(status)
})

test('taken back, an absence leaves what staff have said and who has come', () => {
  const excused = { ...nobodySaid, status: 'excused' as const, version: 1 }
  expect(statusWhenBack(excused, null)).toBe('unknown')
  expect(statusWhenBack({ ...excused, confirmed: true }, null)).toBe('excused')
  expect(statusWhenBack({ ...excused, checkedInAt: now }, null)).toBe('excused')
  expect(statusWhenBack({ ...excused, minutesByHand: 20 }, null)).toBe('excused')
  expect(statusWhenBack({ ...excused, status: 'present' }, null)).toBe('present')
})

test('whatever stood before, telling and taking back at once changes nothing', () => {
  const moment = fc.option(
    fc.integer({ min: 0, max: 90 }).map((minutes) => now.add({ minutes })),
    { nil: null },
  )
  const presence = fc.record<AbsentPresence>({
    status: fc.constantFrom(...attendanceStatuses),
    checkedInAt: moment,
    checkedOutAt: moment,
    closedBy: fc.constantFrom(null, 'departure' as const, 'session_end' as const),
    minutesByHand: fc.constantFrom(null, 0, 30),
    confirmed: fc.boolean(),
    version: fc.integer({ min: 1, max: 5 }),
  })
  fc.assert(
    fc.property(presence, (before) => {
      const after = { ...before, status: statusWhenAbsent(before) }
      expect(statusWhenBack(after, presenceBefore(before))).toBe(before.status)
    }),
  )
})

test('the days begin today or later, stand in their order and are not half a year', () => {
  const today = localDate('2026-03-17')
  const wrong = (from: string, to: string) =>
    whyNotDays({ from: localDate(from), to: localDate(to) }, today).map(({ field }) => field)
  expect(wrong('2026-03-17', '2026-03-17')).toEqual([])
  expect(wrong('2026-03-16', '2026-03-17')).toEqual(['from'])
  expect(wrong('2026-03-18', '2026-03-17')).toEqual(['to'])
  expect(wrong('2026-03-17', '2026-06-16')).toEqual([])
  expect(wrong('2026-03-17', '2026-06-17')).toEqual(['to'])
})

test('a plan is the same when it is of the same sessions', () => {
  const sessions = [{ sessionId: 'yoga' }, { sessionId: 'breakfast' }]
  expect(isSamePlan(['breakfast', 'yoga'], sessions)).toBe(true)
  expect(isSamePlan(['yoga'], sessions)).toBe(false)
  expect(isSamePlan(['yoga', 'swimming'], sessions)).toBe(false)
  expect(isSamePlan(['yoga', 'breakfast', 'swimming'], sessions)).toBe(false)
})
