import { fc } from '../properties.ts'
import type { AttendanceStatus } from '../../server/attendance/words.ts'
import type { Crediting } from '../../server/hours/credit.ts'
import type { CountedSession } from '../../server/hours/week-totals.ts'
import { categories } from '../../server/schedule/categories.ts'
import { addMinutes } from '../../server/time/zones.ts'
import { on, sessionAt } from '../time/wall.ts'

export const scheduled: Crediting = { creditRule: 'scheduled', graceMinutes: 10 }
export const asRegistered: Crediting = { creditRule: 'as_registered', graceMinutes: 10 }

/** Someone who came to a session in time and stayed, save for what the test says differently. */
export function cameTo(
  session: ReturnType<typeof sessionAt>,
  differently: Partial<CountedSession> = {},
): CountedSession {
  return {
    sessionId: session.startsAt.toString(),
    session,
    category: 'health_promotion',
    status: 'present',
    checkedInAt: session.startsAt,
    checkedOutAt: null,
    minutesByHand: null,
    ...differently,
  }
}

const anyStatus = fc.constantFrom<AttendanceStatus>(
  'present',
  'present',
  'late',
  'left_early',
  'excused',
  'absent',
  'unknown',
)
const anyMoment = (from: number, to: number) =>
  // The seconds are there because real check-ins have them.
  fc
    .record({ minute: fc.integer({ min: from, max: to }), second: fc.integer({ min: 0, max: 59 }) })
    .map(({ minute, second }) => addMinutes(on('08:00', '2026-10-23'), minute).add({ seconds: second }))

/** Anything that may stand in the table, over the weekend in which the clocks go back and the Monday after it. */
export const anyAttended: fc.Arbitrary<CountedSession> = fc
  .record({
    sessionId: fc.uuid(),
    start: fc.integer({ min: 0, max: 72 * 4 }),
    quarters: fc.integer({ min: 1, max: 24 }),
    cancelled: fc.integer({ min: 0, max: 9 }).map((chance) => chance === 0),
    category: fc.constantFrom(...categories),
    status: anyStatus,
    checkedInAt: fc.option(anyMoment(-60, 80 * 60)),
    checkedOutAt: fc.option(anyMoment(-60, 80 * 60)),
    minutesByHand: fc.oneof(
      { weight: 3, arbitrary: fc.constant(null) },
      { weight: 1, arbitrary: fc.integer({ min: 0, max: 600 }) },
    ),
  })
  .map(({ start, quarters, cancelled, ...rest }) => {
    const startsAt = addMinutes(on('08:00', '2026-10-23'), start * 15)
    const endsAt = addMinutes(startsAt, quarters * 15)
    return { ...rest, session: { startsAt, endsAt, cancelledAt: cancelled ? startsAt : null } }
  })

/** Rows as they come from the table: each session at most once. */
export const anyAttendedRows = fc.uniqueArray(anyAttended, {
  selector: ({ sessionId }) => sessionId,
  maxLength: 14,
})

export const withoutHand = (row: CountedSession) => ({ ...row, minutesByHand: null })
