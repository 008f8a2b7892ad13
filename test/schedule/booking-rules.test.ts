import { fc } from '../properties.ts'
import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import {
  crowdFor,
  leftOutFor,
  movingUp,
  placeIn,
  placesIn,
  type Line,
  type PlaceWish,
} from '../../server/schedule/booking-rules.ts'
import { localDate, localTime } from '../../server/time/dates.ts'

const minute = (after: number) => Temporal.Instant.from('2026-03-17T08:00:00Z').add({ minutes: after })
const moment = (from: number, length: number) => ({
  startsAt: minute(from),
  endsAt: minute(from + length),
})

const called = (id: string, activityName = 'Yoga') => ({
  id,
  activityName,
  isTalk: false,
  localDate: localDate('2026-03-24'),
  localStart: localTime('09:30'),
  localEnd: localTime('10:30'),
})

const wish = (changes: Partial<PlaceWish> = {}): PlaceWish => ({
  participantId: 'pelle',
  session: called('yoga'),
  ...moment(0, 60),
  places: 2,
  taken: 0,
  has: false,
  enrolled: true,
  standing: true,
  elsewhere: null,
  ...changes,
})

test.each([
  ['there is room', {}, 'booked'],
  ['there is no limit', { places: null, taken: 400 }, 'booked'],
  ['the last place is taken', { taken: 2 }, 'waiting'],
  ['more came in while there were more places', { taken: 3 }, 'waiting'],
  ['they are in the list', { has: true, taken: 2 }, 'already'],
  ['they are at something else', { elsewhere: called('cooking') }, 'elsewhere'],
  [
    'they are at something else and have to wait anyway',
    { elsewhere: called('cooking'), taken: 2 },
    'waiting',
  ],
  ['they are not enrolled that day', { enrolled: false }, 'notEnrolled'],
  ['it is cancelled', { standing: false, taken: 2 }, 'closed'],
])('where %s, somebody is %j → %s', (_when, changes, answer) => {
  expect(placeIn(wish(changes), { at: minute(-1), byThemselves: true })).toBe(answer)
})

test('what has begun is closed to whoever books for themselves, and staff may still add those who came', () => {
  expect(placeIn(wish(), { at: minute(0), byThemselves: true })).toBe('closed')
  expect(placeIn(wish(), { at: minute(0), byThemselves: false })).toBe('booked')
})

test('of a series what is cancelled is left out', () => {
  expect(placesIn([wish({ standing: false })])).toMatchObject([{ answer: 'closed', elsewhere: null }])
})

test('a series is booked session by session: where it is full one waits, where one is elsewhere one is left out', () => {
  const answers = placesIn([
    wish({ session: called('17 March') }),
    wish({ session: called('24 March'), ...moment(100, 60), elsewhere: called('cooking', 'Matlagning') }),
    wish({ session: called('31 March'), ...moment(200, 60), taken: 2 }),
    wish({ session: called('7 April'), ...moment(300, 60), enrolled: false }),
    wish({ session: called('14 April'), ...moment(400, 60), has: true }),
  ])
  expect(answers.map(({ answer }) => answer)).toEqual([
    'booked',
    'elsewhere',
    'waiting',
    'notEnrolled',
    'already',
  ])
  expect(leftOutFor(answers)).toEqual([
    { other: called('cooking', 'Matlagning'), sessions: [called('24 March')] },
  ])
})

test('a session of the series that lies over another one of it is left out', () => {
  const answers = placesIn([
    wish({ session: called('first') }),
    wish({ session: called('moved onto it'), ...moment(30, 60) }),
    wish({ session: called('right after'), ...moment(60, 60) }),
  ])
  expect(answers.map(({ answer }) => answer)).toEqual(['booked', 'elsewhere', 'booked'])
  expect(answers[1]?.elsewhere?.id).toBe('first')
})

test('the group is warned of when it gets larger than the participant likes, now or once a place is free', () => {
  const session = (taken: number, places: number | null = 12, has = false) => ({ taken, places, has })
  expect(crowdFor(4, [session(3)])).toBeUndefined()
  expect(crowdFor(4, [session(8), session(3)])).toEqual({ group: 9, largest: 4 })
  expect(crowdFor(null, [session(8)])).toBeUndefined()
  expect(crowdFor(12, [session(12)])).toBeUndefined()
  expect(crowdFor(11, [session(12)])).toEqual({ group: 12, largest: 11 })
  expect(crowdFor(4, [session(400, null)])).toEqual({ group: 401, largest: 4 })
  expect(crowdFor(4, [session(8, 12, true)])).toBeUndefined()
  expect(crowdFor(4, [])).toBeUndefined()
})

type Place = { participantId: string; startsAt: Temporal.Instant; endsAt: Temporal.Instant }
const isTwice = (one: Place, other: Place) =>
  one !== other &&
  one.participantId === other.participantId &&
  Temporal.Instant.compare(one.startsAt, other.endsAt) < 0 &&
  Temporal.Instant.compare(other.startsAt, one.endsAt) < 0
const doublyPlaced = (all: readonly Place[]) => all.filter((one) => all.some((other) => isTwice(one, other)))

const names = ['pelle', 'amina', 'siv', 'viktor', 'maja', 'omar']
const line = fc.record({
  places: fc.option(fc.integer({ min: 1, max: 5 }), { nil: null }),
  taken: fc.integer({ min: 0, max: 6 }),
  from: fc.integer({ min: 0, max: 120 }),
  length: fc.integer({ min: 5, max: 90 }),
  waiting: fc.uniqueArray(
    fc.record({
      participantId: fc.constantFrom(...names),
      enrolled: fc.boolean(),
      elsewhere: fc.boolean(),
    }),
    { selector: ({ participantId }) => participantId },
  ),
})
const lines: fc.Arbitrary<Line[]> = fc.array(line, { maxLength: 4 }).map((all) =>
  all.map(({ places, taken, from, length, waiting }, number) => ({
    places,
    taken,
    waiting: waiting.map((one) => ({
      ...one,
      ...moment(from, length),
      bookingId: `${number} ${one.participantId}`,
    })),
  })),
)

test('whoever waits longest moves up first, never more than there are places, and nobody to two places at once', () => {
  fc.assert(
    fc.property(lines, (all) => {
      const up = movingUp(all)
      expect(doublyPlaced(up)).toEqual([])
      for (const { places, taken, waiting } of all) {
        const admitted = waiting.filter((one) => up.includes(one))
        const may = waiting.filter(({ enrolled, elsewhere }) => enrolled && !elsewhere)
        expect(admitted.filter((one) => !may.includes(one))).toEqual([])
        expect(admitted.length).toBeLessThanOrEqual(Math.max(0, (places ?? Infinity) - taken))
        // Whoever was passed over was given another place at that time.
        const last = waiting.findLastIndex((one) => admitted.includes(one))
        const isFull = places !== null && taken + admitted.length >= places
        const passed = may.filter(
          (one) => !admitted.includes(one) && (!isFull || waiting.indexOf(one) < last),
        )
        expect(passed.filter((one) => !up.some((other) => isTwice(one, other)))).toEqual([])
      }
    }),
  )
})

test('a booking of a series never gives more places than there are, nor two at once', () => {
  const wishes = fc.array(
    fc.record({
      who: fc.constantFrom(...names),
      number: fc.integer({ min: 0, max: 4 }),
    }),
    { maxLength: 25 },
  )
  const spans = [moment(0, 60), moment(30, 60), moment(60, 60), moment(200, 10), moment(205, 300)]
  const room = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 5, maxLength: 5 })
  fc.assert(
    fc.property(wishes, room, (all, places) => {
      const once = [...new Map(all.map((one) => [`${one.who} ${one.number}`, one])).values()]
      const answers = placesIn(
        once.map(({ who, number }) =>
          wish({
            participantId: who,
            session: called(String(number)),
            ...spans[number]!,
            places: places[number]! + 1,
            taken: 1,
          }),
        ),
      )
      const booked = answers.filter(({ answer }) => answer === 'booked').map((one) => one.wish)
      for (const [number, most] of places.entries())
        expect(booked.filter(({ session }) => session.id === String(number)).length).toBeLessThanOrEqual(most)
      expect(doublyPlaced(booked)).toEqual([])
    }),
  )
})
