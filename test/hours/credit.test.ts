import { fc } from '../properties.ts'
import { expect, test } from 'vitest'
import { type Attended, creditedMinutes } from '../../server/hours/credit.ts'
import { addMinutes, minutesBetween } from '../../server/time/zones.ts'
import { on, sessionAt, yoga } from '../time/wall.ts'
import { anyAttended, asRegistered, cameTo, scheduled, withoutHand } from './attended.ts'

const at = (time: string | null) => (time === null ? null : on(time))

test.each([
  // Yoga 09.30–10.30, grace 10 minutes      scheduled, as registered
  ['09:30', '10:30', 60, 60, 'the whole hour'],
  ['09:05', '10:30', 60, 60, 'waiting in the hall before it is not attendance'],
  ['09:38', '10:30', 60, 52, 'in time within the grace'],
  ['09:40', '10:30', 60, 50, 'on the last minute of the grace'],
  ['09:41', '10:30', 49, 49, 'later than the grace: from the check-in to the end'],
  ['10:15', '10:30', 15, 15, 'much later'],
  ['09:30', '10:00', 30, 30, 'left earlier: up to the check-out'],
  ['09:35', '10:00', 30, 25, 'in time and left earlier'],
  ['09:50', '10:05', 15, 15, 'late and left earlier'],
  ['09:30', '11:10', 60, 60, 'lingering after it is not attendance'],
  ['09:30', null, 60, 60, 'a forgotten check-out is closed at the end'],
  ['09:50', null, 40, 40, 'late and forgot to check out'],
  [null, null, 60, 60, 'marked as present by the leader'],
  [null, '10:00', 30, 30, 'marked as present, and left earlier'],
  ['10:30', null, 0, 0, 'at the very end'],
  ['09:05', '09:20', 0, 0, 'left before it began'],
])('in %s, out %s: %i minutes, as registered %i: %s', (checkedIn, checkedOut, minutes, registered, _why) => {
  const row = cameTo(yoga, { checkedInAt: at(checkedIn), checkedOutAt: at(checkedOut) })
  expect(creditedMinutes(row, scheduled)).toBe(minutes)
  expect(creditedMinutes(row, asRegistered)).toBe(registered)
})

test.each([
  ['present', 40],
  ['late', 40],
  ['left_early', 40],
  ['excused', 0],
  ['absent', 0],
  ['unknown', 0],
] as const)('whoever is %s is credited %i of forty minutes', (status, minutes) => {
  expect(creditedMinutes(cameTo(yoga, { status, checkedInAt: on('09:50') }), scheduled)).toBe(minutes)
})

test('a cancelled session credits nothing, unless staff say so for those who turned up', () => {
  const cancelled = { ...yoga, cancelledAt: on('09:00') }
  expect(creditedMinutes(cameTo(cancelled), scheduled)).toBe(0)
  expect(creditedMinutes(cameTo(cancelled), asRegistered)).toBe(0)
  expect(creditedMinutes(cameTo(cancelled, { minutesByHand: 20 }), scheduled)).toBe(20)
})

test('minutes by hand win over the times, also when they are none or more than the session', () => {
  expect(creditedMinutes(cameTo(yoga, { minutesByHand: 0 }), scheduled)).toBe(0)
  expect(creditedMinutes(cameTo(yoga, { minutesByHand: 90 }), scheduled)).toBe(90)
  expect(creditedMinutes(cameTo(yoga, { minutesByHand: 45, checkedInAt: on('10:20') }), asRegistered)).toBe(
    45,
  )
})

test('a programme may be stricter or kinder than ten minutes of grace', () => {
  const row = cameTo(yoga, { checkedInAt: on('09:44') })
  expect(creditedMinutes(row, { creditRule: 'scheduled', graceMinutes: 15 })).toBe(60)
  expect(creditedMinutes(row, { creditRule: 'scheduled', graceMinutes: 0 })).toBe(46)
})

test('minutes are those between the times that stand in the list, without their seconds', () => {
  const row = cameTo(yoga, {
    checkedInAt: on('09:45').add({ seconds: 50 }),
    checkedOutAt: on('10:20').add({ seconds: 10 }),
  })
  expect(creditedMinutes(row, scheduled)).toBe(35)
})

test('the night the clocks go back, three hours on the wall are four hours of attendance', () => {
  const night = sessionAt('01:00', '04:00', '2026-10-25')
  expect(creditedMinutes(cameTo(night), scheduled)).toBe(240)
})

test('the night the clocks go forward, three hours on the wall are two hours of attendance', () => {
  const night = sessionAt('01:00', '04:00', '2026-03-29')
  expect(creditedMinutes(cameTo(night), scheduled)).toBe(120)
})

test('late into the night the clocks go back, real time counts and not what the wall showed', () => {
  const night = sessionAt('01:00', '04:00', '2026-10-25')
  const secondHalfPastTwo = on('02:30', '2026-10-25').add({ hours: 1 })
  expect(creditedMinutes(cameTo(night, { checkedInAt: secondHalfPastTwo }), scheduled)).toBe(90)
})

test('a session across midnight is credited whole', () => {
  const vigil = { startsAt: on('22:00', '2026-12-31'), endsAt: on('00:30', '2027-01-01'), cancelledAt: null }
  expect(creditedMinutes(cameTo(vigil), scheduled)).toBe(150)
})

test('no session credits less than nothing or more than its length', () => {
  fc.assert(
    fc.property(anyAttended.map(withoutHand), fc.constantFrom(scheduled, asRegistered), (row, crediting) => {
      const minutes = creditedMinutes(row, crediting)
      expect(Number.isInteger(minutes)).toBe(true)
      expect(minutes).toBeGreaterThanOrEqual(0)
      expect(minutes).toBeLessThanOrEqual(minutesBetween(row.session.startsAt, row.session.endsAt))
    }),
  )
})

test('the scheduled rule is never less kind than presence as registered', () => {
  fc.assert(
    fc.property(anyAttended, (row) => {
      expect(creditedMinutes(row, scheduled)).toBeGreaterThanOrEqual(creditedMinutes(row, asRegistered))
    }),
  )
})

const minutesOnTheWay = fc.integer({ min: 0, max: 120 })

const came = (checkedIn: number, checkedOut: number): Attended =>
  cameTo(yoga, {
    checkedInAt: addMinutes(on('08:30'), checkedIn),
    checkedOutAt: addMinutes(on('08:30'), checkedOut),
  })

test('coming earlier or leaving later never costs anything', () => {
  fc.assert(
    fc.property(
      fc.tuple(minutesOnTheWay, minutesOnTheWay, minutesOnTheWay, minutesOnTheWay),
      fc.constantFrom(scheduled, asRegistered),
      (times, crediting) => {
        const [a = 0, b = 0, c = 0, d = 0] = times.toSorted((x, y) => x - y)
        expect(creditedMinutes(came(a, d), crediting)).toBeGreaterThanOrEqual(
          creditedMinutes(came(b, c), crediting),
        )
      },
    ),
  )
})

test('a kinder grace never costs anything', () => {
  fc.assert(
    fc.property(
      anyAttended,
      fc.integer({ min: 0, max: 60 }),
      fc.integer({ min: 0, max: 60 }),
      (row, a, b) => {
        const credited = (graceMinutes: number) =>
          creditedMinutes(row, { creditRule: 'scheduled', graceMinutes })
        expect(credited(Math.max(a, b))).toBeGreaterThanOrEqual(credited(Math.min(a, b)))
      },
    ),
  )
})
