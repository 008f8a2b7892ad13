import { expect, test } from 'vitest'
import { isUnsaidTooEarly, unsaidByEnrolment, type UnsaidPlace } from '../../server/hours/unsaid.ts'
import { localDate } from '../../server/time/dates.ts'
import { fc } from '../properties.ts'
import { on } from '../time/wall.ts'

const place = (differently: Partial<UnsaidPlace> = {}): UnsaidPlace => ({
  participantId: 'pelle',
  sessionId: 'yoga',
  localDate: localDate('2026-03-10'),
  programmeIds: [],
  talkEnrolmentId: null,
  ...differently,
})
const enrolment = (id: string, from: string, to: string | null, programmeId = 'promise') => ({
  id,
  participantId: 'pelle',
  programmeId,
  startsOn: localDate(from),
  endsOn: to === null ? null : localDate(to),
})

test('a place about which nobody has said anything counts where its hours would', () => {
  const first = enrolment('first', '2026-02-01', null)
  const track = enrolment('track', '2026-02-01', null, 'track')
  const counted = (one: UnsaidPlace) => unsaidByEnrolment([one], [first, track])
  expect(counted(place())).toEqual([{ enrolmentId: 'first', sessionId: 'yoga' }])
  expect(counted(place({ programmeIds: ['track'] }))).toEqual([{ enrolmentId: 'track', sessionId: 'yoga' }])
  expect(counted(place({ talkEnrolmentId: 'track' }))).toEqual([{ enrolmentId: 'track', sessionId: 'yoga' }])
})

test('who was not enrolled that day, or is somebody else, lacks no word', () => {
  const later = enrolment('later', '2026-03-11', null)
  expect(unsaidByEnrolment([place()], [later])).toEqual([])
  expect(
    unsaidByEnrolment([place({ participantId: 'amina' })], [enrolment('a', '2026-01-01', null)]),
  ).toEqual([])
})

test('each place is counted once at the most, whatever enrolments there are', () => {
  const anyEnrolments = fc.array(
    fc.record({
      from: fc.integer({ min: 1, max: 28 }),
      open: fc.boolean(),
      programme: fc.constantFrom('a', 'b'),
    }),
    { maxLength: 5 },
  )
  fc.assert(
    fc.property(
      anyEnrolments,
      fc.array(fc.constantFrom('a', 'b'), { maxLength: 2 }),
      (several, programmeIds) => {
        const enrolments = several.map(({ from, open, programme }, n) =>
          enrolment(
            `${n}`,
            `2026-03-${String(from).padStart(2, '0')}`,
            open ? null : '2026-03-28',
            programme,
          ),
        )
        const counted = unsaidByEnrolment([place({ programmeIds })], enrolments)
        expect(counted.length).toBeLessThanOrEqual(1)
        const fits = enrolments.some(
          ({ startsOn, programmeId }) =>
            startsOn <= '2026-03-10' &&
            (programmeIds.length === 0 || programmeIds.some((id) => id === programmeId)),
        )
        expect(counted.length === 1).toBe(fits)
      },
    ),
  )
})

test('nobody lacks word of a session that still goes on', () => {
  const session = { endsAt: on('10:30', '2026-03-17') }
  const unknown = { status: 'unknown', minutesByHand: null } as const
  expect(isUnsaidTooEarly(unknown, session, on('10:29', '2026-03-17'))).toBe(true)
  expect(isUnsaidTooEarly(unknown, session, on('10:30', '2026-03-17'))).toBe(false)
  expect(isUnsaidTooEarly({ ...unknown, minutesByHand: 20 }, session, on('10:00', '2026-03-17'))).toBe(false)
  expect(isUnsaidTooEarly({ ...unknown, status: 'present' }, session, on('10:00', '2026-03-17'))).toBe(false)
})
