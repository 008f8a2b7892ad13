import { expect, test } from 'vitest'
import { byPlace, headsInTheHouse, inTheHouse, type HousePresence } from '../../server/attendance/house.ts'
import { fc } from '../properties.ts'
import { addMinutes } from '../../server/time/zones.ts'
import { on } from '../time/wall.ts'

const day = '2026-03-17'
const yoga = { startsAt: on('09:30', day), endsAt: on('10:30', day) }
const lunch = { startsAt: on('11:00', day), endsAt: on('12:00', day) }

const here = (differently: Partial<HousePresence> = {}): HousePresence => ({
  participantId: 'pelle',
  firstName: 'Pelle',
  lastName: 'Björkvall',
  protected: false,
  coachIds: [],
  locationName: 'Salen',
  session: yoga,
  status: 'present',
  checkedInAt: on('09:25', day),
  checkedOutAt: null,
  closedBy: null,
  ...differently,
})
const at = (time: string, ...presences: HousePresence[]) =>
  inTheHouse(presences, on(time, day)).map(({ participantId, overdue }) => [participantId, overdue])

test('who has checked in and not left is in the house, and afterwards is marked until two hours have passed', () => {
  expect(at('09:24', here())).toEqual([])
  expect(at('09:25', here())).toEqual([['pelle', false]])
  expect(at('10:29', here())).toEqual([['pelle', false]])
  expect(at('10:30', here())).toEqual([['pelle', true]])
  expect(at('12:29', here())).toEqual([['pelle', true]])
  expect(at('12:30', here())).toEqual([])
})

test('whom the system checked out may still be there; who left by themselves is not', () => {
  const checkedOutAt = on('10:30', day)
  expect(at('10:40', here({ checkedOutAt, closedBy: 'session_end' }))).toEqual([['pelle', true]])
  expect(at('10:40', here({ checkedOutAt, closedBy: 'departure' }))).toEqual([])
})

test('somebody is in one place: where they came last, and not where they were before', () => {
  const before = here({ checkedOutAt: on('10:30', day), closedBy: 'session_end' })
  const after = here({ session: lunch, checkedInAt: on('10:55', day), locationName: 'Köket' })
  expect(inTheHouse([after, before], on('11:10', day)).map(({ locationName }) => locationName)).toEqual([
    'Köket',
  ])
  const left = { ...after, checkedOutAt: on('11:20', day), closedBy: 'departure' as const }
  expect(at('11:30', before, left)).toEqual([])
})

test('who was marked as there without a time is in while the session goes on; who is absent never', () => {
  expect(at('09:40', here({ checkedInAt: null }))).toEqual([['pelle', false]])
  expect(at('10:31', here({ checkedInAt: null }))).toEqual([])
  expect(at('09:40', here({ status: 'excused' }))).toEqual([])
})

test('guests and heads count while their session goes on and an hour before it', () => {
  const counted = {
    sessionId: 'a',
    activityName: 'Yoga',
    locationName: null,
    session: yoga,
    guests: 2,
    heads: 0,
  }
  const told = (time: string) => headsInTheHouse([counted, { ...counted, guests: 0 }], on(time, day)).length
  expect(['08:29', '08:30', '10:29', '10:30'].map(told)).toEqual([0, 1, 1, 0])
})

test('places stand by name and those without one last; in each who came first stands first', () => {
  const people = inTheHouse(
    [
      here({ participantId: 'b', checkedInAt: on('09:28', day) }),
      here({ participantId: 'a' }),
      here({ participantId: 'c', locationName: null }),
      here({ participantId: 'd', locationName: 'Köket' }),
    ],
    on('09:40', day),
  )
  const guests = {
    sessionId: 'x',
    activityName: 'Yoga',
    locationName: 'Salen',
    session: yoga,
    guests: 3,
    heads: 1,
  }
  const places = byPlace(people, [guests])
  expect(places.map(({ locationName, count }) => [locationName, count])).toEqual([
    ['Köket', 1],
    ['Salen', 6],
    [null, 1],
  ])
  expect(places[1]?.people.map(({ participantId }) => participantId)).toEqual(['a', 'b'])
})

test('nobody is counted twice and nobody twice placed, whatever they did that day', () => {
  const anyPresence = fc
    .record({
      who: fc.constantFrom('a', 'b', 'c'),
      start: fc.integer({ min: 0, max: 600 }),
      length: fc.integer({ min: 15, max: 180 }),
      came: fc.option(fc.integer({ min: -60, max: 60 })),
      left: fc.option(fc.integer({ min: 0, max: 240 })),
      closedBy: fc.constantFrom('departure' as const, 'next_check_in' as const, 'session_end' as const),
    })
    .map(({ who, start, length, came, left, closedBy }) => {
      const startsAt = addMinutes(on('08:00', day), start)
      const checkedInAt = came === null ? null : addMinutes(startsAt, came)
      const checkedOutAt = left === null || checkedInAt === null ? null : addMinutes(checkedInAt, left)
      return here({
        participantId: who,
        session: { startsAt, endsAt: addMinutes(startsAt, length) },
        checkedInAt,
        checkedOutAt,
        closedBy: checkedOutAt && closedBy,
      })
    })
  fc.assert(
    fc.property(fc.array(anyPresence), fc.integer({ min: 0, max: 900 }), (presences, minute) => {
      const people = inTheHouse(presences, addMinutes(on('07:00', day), minute))
      expect(new Set(people.map(({ participantId }) => participantId)).size).toBe(people.length)
      const placed = byPlace(people, []).reduce((sum, { count }) => sum + count, 0)
      expect(placed).toBe(people.length)
    }),
  )
})
