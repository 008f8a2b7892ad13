import { expect, test } from 'vitest'
import { byDay, rollCallsFor } from '../../server/attendance/open-roll-calls.ts'
import { whyNotClose } from '../../server/attendance/roll-call-closing.ts'
import { clockOff } from '../../server/attendance/ledger.ts'
import { latestArrival, noPresence } from '../../server/attendance/roll-call.ts'
import type { AttendanceStatus } from '../../server/attendance/words.ts'
import { countedMeanwhile, numberAfter } from '../../server/attendance/head-count.ts'
import type { Role } from '../../server/access/permissions.ts'
import { localDate } from '../../server/time/dates.ts'
import { fc } from '../properties.ts'
import { on } from '../time/wall.ts'

const yoga = { startsAt: on('09:30', '2026-03-17'), cancelledAt: null, headsOnly: false }
const nobodyUnknown = { unknown: 0, rest: undefined, heads: null }
const during = on('09:30', '2026-03-17')
const fieldsOf = (...asked: Parameters<typeof whyNotClose>) => whyNotClose(...asked).map(({ text }) => text)

test('a roll call is closed once its session has begun, not before and not when it is cancelled', () => {
  expect(fieldsOf(yoga, nobodyUnknown, during)).toEqual([])
  expect(fieldsOf(yoga, nobodyUnknown, on('09:29', '2026-03-17'))).toEqual(['attendance:closure.notYet'])
  expect(fieldsOf({ ...yoga, cancelledAt: during }, nobodyUnknown, during)).toEqual([
    'attendance:closure.cancelled',
  ])
})

test('what becomes of the rest must be said only where there is one, and staying unknown is an answer', () => {
  const some = { ...nobodyUnknown, unknown: 2 }
  expect(fieldsOf(yoga, some, during)).toEqual(['attendance:closure.restMissing'])
  for (const rest of ['absent', 'excused', 'unknown'] as const)
    expect(fieldsOf(yoga, { ...some, rest }, during)).toEqual([])
})

test('where only heads are counted a number closes it, and nobody is one too', () => {
  const hall = { ...yoga, headsOnly: true }
  expect(fieldsOf(hall, nobodyUnknown, during)).toEqual(['attendance:closure.headsMissing'])
  expect(fieldsOf(hall, { ...nobodyUnknown, heads: 0 }, during)).toEqual([])
})

test('planners see every open roll call but the talks of others; a leader their own and those of nobody', () => {
  const viewer = (id: string, role: Role) => ({
    id,
    organisationId: '',
    name: id,
    roles: [role],
    language: 'sv' as const,
  })
  const open = [
    { leaderId: 'leif', talk: false },
    { leaderId: 'leif', talk: true },
    { leaderId: null, talk: false },
    { leaderId: 'lena', talk: false },
    { leaderId: null, talk: true },
  ]
  expect(rollCallsFor(viewer('leif', 'leader'), open)).toEqual(open.slice(0, 3))
  expect(rollCallsFor(viewer('karin', 'coordinator'), open)).toEqual([open[0], open[2], open[3]])
  expect(rollCallsFor(viewer('rut', 'reader'), open)).toEqual([])
})

test('who came last is whoever came or came back last, and is still counted as there', () => {
  const person = (
    id: string,
    came: string,
    claimed: string | null,
    status: AttendanceStatus = 'present',
  ) => ({
    id,
    presence: { ...noPresence, status, checkedInAt: on(came, '2026-03-17') },
    claim: claimed === null ? null : { ...claim, at: on(claimed, '2026-03-17') },
  })
  const claim = { kioskName: null, way: null, skewSeconds: null }
  const latest = (...people: ReturnType<typeof person>[]) => {
    const found = latestArrival(people)
    return found && [found.person.id, found.at.toString()]
  }
  const [pelle, amina] = [person('pelle', '09:20', '09:20'), person('amina', '09:30', null)]
  expect(latest(pelle, amina)).toEqual(['amina', on('09:30', '2026-03-17').toString()])
  const back = person('pelle', '09:20', '10:05')
  expect(latest(back, amina)).toEqual(['pelle', on('10:05', '2026-03-17').toString()])
  expect(latest(person('siv', '09:40', '10:10', 'absent'), amina)?.[0]).toBe('amina')
  // Staff have moved the coming to later than the tablet told.
  expect(latest(person('siv', '10:10', '09:20'), back)?.[0]).toBe('siv')
  expect(latest()).toBeUndefined()
})

test('open roll calls stand day by day in the order in which they came', () => {
  const on = (date: string) => ({ localDate: localDate(date) })
  const days = byDay([on('2026-03-16'), on('2026-03-16'), on('2026-03-13')])
  expect(days.map(({ date, rollCalls }) => [date, rollCalls.length])).toEqual([
    ['2026-03-16', 2],
    ['2026-03-13', 1],
  ])
})

test('a clock is marked as wrong from more than two minutes, ahead or behind', () => {
  expect([clockOff(null), clockOff(120), clockOff(-120)]).toEqual([undefined, undefined, undefined])
  expect(clockOff(420)).toEqual({ minutes: 7, direction: 'ahead' })
  expect(clockOff(-3600)).toEqual({ minutes: 60, direction: 'behind' })
})

test('guests never are fewer than none or more than five hundred, however often one more or less is said', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(1 as const, -1 as const)), (steps) => {
      let guests = 0
      for (const step of steps) {
        const before = { guests, heads: null, version: 1 }
        guests = numberAfter(before, { kind: 'guests', step })
        expect(guests).toBeGreaterThanOrEqual(0)
        expect(Math.abs(guests - before.guests)).toBeLessThanOrEqual(1)
      }
    }),
  )
  expect(numberAfter({ guests: 500, heads: null, version: 1 }, { kind: 'guests', step: 1 })).toBe(500)
  expect(
    countedMeanwhile({ guests: 3, heads: null, version: 2 }, { kind: 'heads', number: 9 }).values,
  ).toEqual({
    number: 0,
  })
})
