import { fc } from '../properties.ts'
import { expect, test } from 'vitest'
import { creditedSpan } from '../../server/hours/credit.ts'
import { type AttendedSession, creditedOnce } from '../../server/hours/overlaps.ts'
import { on, sessionAt } from '../time/wall.ts'
import { anyAttendedRows, asRegistered, cameTo, scheduled, withoutHand } from './attended.ts'

const anyCrediting = fc.constantFrom(scheduled, asRegistered)

function minutesOf(rows: AttendedSession[], crediting = scheduled): Record<string, number> {
  const credited = creditedOnce(rows, crediting).map(({ row, minutes }) => [row.sessionId, minutes] as const)
  return Object.fromEntries(credited.sort(([a], [b]) => (a < b ? -1 : 1)))
}

const total = (minutes: Record<string, number>) =>
  Object.values(minutes).reduce((sum, count) => sum + count, 0)

const workshop = cameTo(sessionAt('09:00', '11:00'), { sessionId: 'workshop' })
const yoga = cameTo(sessionAt('10:00', '12:00'), { sessionId: 'yoga' })
const talk = cameTo(sessionAt('09:30', '10:30'), { sessionId: 'talk' })

test('sessions one after the other are credited whole', () => {
  const afternoon = cameTo(sessionAt('11:00', '12:00'), { sessionId: 'afternoon' })
  expect(minutesOf([workshop, afternoon])).toEqual({ afternoon: 60, workshop: 120 })
})

test('the hour that two sessions share is credited once, to the one that began earlier', () => {
  expect(minutesOf([yoga, workshop])).toEqual({ workshop: 120, yoga: 60 })
})

test('a talk in the middle of a workshop adds nothing', () => {
  expect(minutesOf([talk, workshop])).toEqual({ talk: 0, workshop: 120 })
})

test('three that overlap are credited for the time from the first to the last', () => {
  expect(minutesOf([talk, yoga, workshop])).toEqual({ talk: 0, workshop: 120, yoga: 60 })
})

test('sessions that begin together leave the shorter one whole', () => {
  const long = cameTo(sessionAt('09:00', '11:00'), { sessionId: 'a' })
  const short = cameTo(sessionAt('09:00', '10:00'), { sessionId: 'b' })
  expect(minutesOf([long, short])).toEqual({ a: 60, b: 60 })
})

test('what counts is when the participant was there, not when the sessions were planned', () => {
  const lateToWorkshop = { ...workshop, status: 'late' as const, checkedInAt: on('10:15') }
  expect(minutesOf([lateToWorkshop, talk])).toEqual({ talk: 60, workshop: 30 })
})

test('a session that was missed takes nothing from the one beside it', () => {
  expect(minutesOf([{ ...workshop, status: 'absent' }, yoga])).toEqual({ workshop: 0, yoga: 120 })
})

test('minutes by hand stand as stated, and what they cover is not credited again beside them', () => {
  const byHand = { ...workshop, minutesByHand: 90 }
  expect(minutesOf([byHand, yoga])).toEqual({ workshop: 90, yoga: 90 })
  expect(minutesOf([byHand, talk])).toEqual({ talk: 0, workshop: 90 })
  expect(minutesOf([{ ...talk, minutesByHand: 60 }, workshop])).toEqual({ talk: 60, workshop: 60 })
  expect(minutesOf([{ ...workshop, minutesByHand: 0 }, talk])).toEqual({ talk: 60, workshop: 0 })
})

test('a short statement inside a long one does not lay the rest of the long one open', () => {
  const both = [
    { ...workshop, minutesByHand: 120 },
    { ...talk, minutesByHand: 30 },
  ]
  expect(minutesOf([...both, yoga])).toEqual({ talk: 30, workshop: 120, yoga: 60 })
})

test('two overlapping sessions that both have minutes by hand stand as staff stated them', () => {
  expect(
    minutesOf([
      { ...workshop, minutesByHand: 120 },
      { ...yoga, minutesByHand: 120 },
    ]),
  ).toEqual({
    workshop: 120,
    yoga: 120,
  })
})

test('what counts in another enrolment is not credited here too, and each credits by its own rule', () => {
  const late = { status: 'late' as const, checkedInAt: on('09:05') }
  const elsewhere = [{ ...workshop, ...late, ...asRegistered }]
  const here = creditedOnce([yoga, talk], scheduled, elsewhere)
  expect(here.map(({ row, minutes }) => [row.sessionId, minutes])).toEqual([
    ['talk', 0],
    ['yoga', 60],
  ])
  const there = creditedOnce([{ ...workshop, ...late }], asRegistered, [
    { ...yoga, ...scheduled },
    { ...talk, ...scheduled },
  ])
  expect(there.map(({ minutes }) => minutes)).toEqual([115])
})

test('split over two enrolments the minutes are together what they are in one', () => {
  fc.assert(
    fc.property(anyAttendedRows, anyCrediting, (rows, crediting) => {
      const halves = [0, 1].map((half) => rows.filter((_, at) => at % 2 === half))
      const sums = halves.map((own, half) =>
        creditedOnce(
          own,
          crediting,
          halves[1 - half]!.map((row) => ({ ...row, ...crediting })),
        ).reduce((sum, { minutes }) => sum + minutes, 0),
      )
      expect(sums[0]! + sums[1]!).toBe(total(minutesOf(rows, crediting)))
    }),
  )
})

test('no moment is credited twice and none is lost: together exactly the time in which one was there', () => {
  fc.assert(
    fc.property(anyAttendedRows, anyCrediting, (any, crediting) => {
      const rows = any.map(withoutHand)
      const moments = new Set(
        rows.flatMap((row) => {
          const { from, to } = creditedSpan(row, crediting)
          return Array.from({ length: to - from }, (_, minute) => from + minute)
        }),
      )
      expect(total(minutesOf(rows, crediting))).toBe(moments.size)
    }),
  )
})

test('minutes by hand together with the moments that they do not cover', () => {
  fc.assert(
    fc.property(anyAttendedRows, anyCrediting, (rows, crediting) => {
      const moments = (byHand: boolean) =>
        rows
          .filter((row) => (row.minutesByHand !== null) === byHand)
          .flatMap((row) => {
            const { from, to } = creditedSpan(row, crediting)
            return Array.from({ length: to - from }, (_, minute) => from + minute)
          })
      const beside = new Set(moments(false)).difference(new Set(moments(true)))
      expect(total(minutesOf(rows, crediting))).toBe(moments(true).length + beside.size)
    }),
  )
})

test('the order in which the rows come changes nothing', () => {
  const shuffled = anyAttendedRows.chain((rows) =>
    fc.record({
      rows: fc.constant(rows),
      other: fc.shuffledSubarray(rows, { minLength: rows.length }),
    }),
  )
  fc.assert(
    fc.property(shuffled, ({ rows, other }) => {
      expect(minutesOf(other)).toEqual(minutesOf(rows))
    }),
  )
})

test('every session has its row, with no more than its own minutes', () => {
  fc.assert(
    fc.property(anyAttendedRows, anyCrediting, (rows, crediting) => {
      const credited = creditedOnce(rows, crediting)
      expect(credited).toHaveLength(rows.length)
      for (const { row, minutes } of credited) {
        const { from, to } = creditedSpan(row, crediting)
        expect(minutes).toBeGreaterThanOrEqual(0)
        expect(minutes).toBeLessThanOrEqual(to - from)
      }
    }),
  )
})

test('one more attendance without minutes by hand never lowers the sum', () => {
  fc.assert(
    fc.property(anyAttendedRows, anyCrediting, (any, crediting) => {
      const rows = any.map(withoutHand)
      expect(total(minutesOf(rows, crediting))).toBeGreaterThanOrEqual(
        total(minutesOf(rows.slice(1), crediting)),
      )
    }),
  )
})
