import { expect, test } from 'vitest'
import { countsOf, noPresence, type Presence } from '../../server/attendance/roll-call.ts'
import { on } from '../time/wall.ts'

const person = (presence: Partial<Presence>, waitsSince = null as Presence['checkedInAt']) => ({
  presence: { ...noPresence, ...presence },
  waitsSince,
})
const checkedInAt = on('09:30', '2026-03-17')
const checkedOutAt = on('10:00', '2026-03-17')

test('who has checked out or left early was there and is not here', () => {
  const people = [
    person({ status: 'present', checkedInAt }),
    person({ status: 'present', checkedInAt, checkedOutAt, closedBy: 'departure' }),
    person({ status: 'left_early' }),
    person({ status: 'absent' }),
    person({}),
    person({}, checkedInAt),
  ]
  expect(countsOf(people)).toMatchObject({ expected: 5, there: 3, here: 1, left: 2 })
})
