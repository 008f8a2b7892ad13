import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { lateArrivalOf } from '../../server/kiosk/late-arrival.ts'
import type { KioskEnrolment, OpenKioskSession, OwnVisit, Visitor } from '../../server/kiosk/words.ts'
import { localDate, type LocalDate, type LocalTime } from '../../server/time/dates.ts'

const day = localDate('2026-03-17')
const instant = (time: string) => Temporal.Instant.from(`2026-03-17T${time}:00+01:00`)

const session = (
  id: string,
  [start, end]: [string, string],
  more: Partial<OpenKioskSession> = {},
): OpenKioskSession => ({
  id,
  name: id,
  category: 'health_promotion',
  place: null,
  locationId: null,
  localDate: day,
  localStart: start as LocalTime,
  localEnd: end as LocalTime,
  startsAt: instant(start),
  endsAt: instant(end),
  cancelledAt: null,
  programmeIds: [],
  booked: false,
  placesLeft: null,
  ...more,
})

const enrolment = {
  id: 'enrolment',
  programmeId: 'promise',
  startsOn: localDate('2026-03-01'),
  endsOn: null as LocalDate | null,
} as KioskEnrolment

function arrival(
  sessions: OpenKioskSession[],
  time: string,
  more: { locationId?: string; chosenId?: string; endsOn?: LocalDate; visits?: OwnVisit[] } = {},
) {
  const visitor = {
    enrolments: [{ ...enrolment, endsOn: more.endsOn ?? null }],
    sessions,
    visits: more.visits ?? [],
  } as unknown as Visitor
  const { locationId = null, chosenId } = more
  const found = lateArrivalOf(visitor, { at: instant(time), day, locationId, chosenId })
  if (found.kind !== 'enter') return found.problem
  return found.isFull ? `${found.session.id}, full` : found.session.id
}

const yoga = session('yoga', ['09:30', '10:30'])
const music = session('music', ['10:30', '11:30'])

test('of what went on about then it is what began nearest to when they came', () => {
  expect(arrival([yoga, music], '09:20')).toBe('yoga')
  expect(arrival([yoga, music], '09:50')).toBe('yoga')
  expect(arrival([yoga, music], '10:25')).toBe('music')
  expect(arrival([yoga, music], '10:00')).toBe('yoga')
  expect(arrival([yoga, music], '11:29')).toBe('music')
})

test('what was booked comes before what was near, and what was at the tablet’s place before the rest', () => {
  expect(arrival([yoga, { ...music, booked: true }], '09:35')).toBe('music')
  const kitchen = session('kitchen', ['09:30', '10:30'], { locationId: 'kitchen' })
  expect(arrival([yoga, kitchen], '09:35', { locationId: 'kitchen' })).toBe('kitchen')
  expect(arrival([{ ...yoga, booked: true }, kitchen], '09:35', { locationId: 'kitchen' })).toBe('yoga')
})

test('two that began at once are for staff, unless one was chosen', () => {
  const art = session('art', ['09:30', '10:30'])
  expect(arrival([yoga, art], '09:35')).toBe('several_sessions')
  expect(arrival([yoga, art], '09:35', { chosenId: 'art' })).toBe('art')
  expect(arrival([yoga, art], '09:35', { chosenId: 'moved since' })).toBe('no_session')
})

test('what was over, far off or cancelled is nothing to come to; where all places were taken they were there, and that is said', () => {
  expect(arrival([yoga], '10:30')).toBe('no_session')
  expect(arrival([yoga], '08:29')).toBe('no_session')
  expect(arrival([{ ...yoga, cancelledAt: instant('08:00') }], '09:35')).toBe('no_session')
  const full = { ...yoga, placesLeft: 0 }
  expect(arrival([full], '09:35')).toBe('yoga, full')
  expect(arrival([{ ...full, booked: true }], '09:35')).toBe('yoga')
  const visits = [{ sessionId: 'yoga', checkedInAt: instant('09:31') } as OwnVisit]
  expect(arrival([full], '09:35', { visits })).toBe('yoga')
})

test('nobody, and somebody whose time here was over that day', () => {
  const door = { at: instant('09:35'), day, locationId: null, chosenId: undefined }
  expect(lateArrivalOf(undefined, door)).toEqual({ kind: 'unclear', problem: 'unknown_person' })
  expect(arrival([yoga], '09:35', { endsOn: localDate('2026-03-16') })).toBe('not_enrolled')
  expect(arrival([yoga], '09:35', { endsOn: day })).toBe('yoga')
})
