import { fc } from '../properties.ts'
import { expect, test } from 'vitest'
import { roomsOfDay } from '../../server/schedule/rooms.ts'
import { localTime, minuteOfDay, timeAtMinute } from '../../server/time/dates.ts'

const salen = { id: 'salen', name: 'Salen', shareable: false }
const parken = { id: 'parken', name: 'Parken', shareable: true }

function held(id: string, place: { id: string; name: string } | undefined, from: string, to: string) {
  return {
    id,
    localStart: localTime(from),
    localEnd: localTime(to),
    locationId: place?.id ?? null,
    locationName: place?.name ?? null,
    cancelledAt: null as string | null,
  }
}
const everything = (sessions: { id: string }[]) => ({
  chosen: [],
  shown: new Set(sessions.map(({ id }) => id)),
})
const dayOf = (...sessions: ReturnType<typeof held>[]) =>
  roomsOfDay([parken, salen], sessions, everything(sessions))
const times = (free: { start: string; end: string }[]) => free.map(({ start, end }) => `${start}-${end}`)

test('a room is free between what is held in it, and one can begin at every full hour', () => {
  const { rooms } = dayOf(held('yoga', salen, '09:30', '10:30'), held('chi', salen, '10:40', '11:00'))
  const room = rooms[1]!
  expect(times(room.free)).toEqual(['07:00-09:30', '11:00-18:00'])
  expect(room.free[0]!.slots.map(({ start }) => start)).toEqual(['07:00', '08:00', '09:00'])
  expect(room.held[0]!.at).toEqual({ fromHour: 9, fromMinute: 30, toHour: 10, toMinute: 30 })
  expect([room.untouched, rooms[0]!.untouched]).toEqual([false, true])
})

test('a few minutes before the full hour are no place to begin of their own', () => {
  const [, room] = dayOf(held('open', salen, '09:55', '11:55')).rooms
  expect(room!.free[1]!.slots.slice(0, 2).map(({ start }) => start)).toEqual(['11:55', '13:00'])
  const [, early] = dayOf(held('open', salen, '09:05', '11:00')).rooms
  expect(early!.free[0]!.slots.map(({ start }) => start)).toEqual(['07:00', '08:00'])
})

test('what is cancelled takes no room, nor does what others may share', () => {
  const cancelled = { ...held('yoga', salen, '09:30', '10:30'), cancelledAt: 'then' }
  const { rooms } = dayOf(cancelled, held('walk', parken, '10:00', '11:00'))
  expect(rooms.map(({ free }) => times(free))).toEqual([['07:00-18:00'], ['07:00-18:00']])
  expect(rooms[1]).toMatchObject({ untouched: true, held: [{ session: { id: 'yoga' } }] })
})

test('the hours stretch to what is held, and what goes on past midnight ends its day', () => {
  const day = dayOf(held('early', salen, '05:30', '06:30'), held('night', parken, '22:00', '01:00'))
  expect([day.firstHour, day.lastHour]).toEqual([5, 24])
  expect(day.rooms[0]!.held[0]!.at).toMatchObject({ toHour: 24, toMinute: 0 })
  expect(times(day.rooms[1]!.free)).toEqual(['05:00-05:30', '06:30-24:00'])
})

test('what has no place, and a place that is not used any more, have columns only when something is there', () => {
  expect(dayOf().rooms.map(({ place }) => place?.name)).toEqual(['Parken', 'Salen'])
  const old = { id: 'old', name: 'Gamla salen' }
  const { rooms } = dayOf(held('a', undefined, '09:00', '10:00'), held('b', old, '09:00', '10:00'))
  expect(rooms.map(({ place }) => place?.name)).toEqual(['Parken', 'Salen', 'Gamla salen', undefined])
  expect(rooms[3]!.free).toEqual([])
})

test('what the filter leaves out takes its room all the same', () => {
  const yoga = held('yoga', salen, '09:30', '10:30')
  const { rooms } = roomsOfDay([parken, salen], [yoga], { chosen: ['salen'], shown: new Set() })
  expect(rooms).toHaveLength(1)
  expect(rooms[0]!.held).toMatchObject([{ shown: false }])
  expect(times(rooms[0]!.free)).toEqual(['07:00-09:30', '10:30-18:00'])
})

const anySession = fc
  .record({ start: fc.integer({ min: 0, max: 1380 }), length: fc.integer({ min: 5, max: 300 }) })
  .map(({ start, length }) => {
    const end = Math.min(start + length, 1439)
    return [timeAtMinute(start)!, timeAtMinute(end)!] as const
  })

test('free time never meets what is held, and together they fill the day but for short pauses', () => {
  fc.assert(
    fc.property(fc.array(anySession, { maxLength: 8 }), (spans) => {
      const day = dayOf(...spans.map(([from, to], at) => held(String(at), salen, from, to)))
      const room = day.rooms[1]!
      const busy = spans.map(([from, to]) => [minuteOfDay(from), minuteOfDay(to)] as const)
      const free = room.free.map(({ start, end }) => [
        minuteOfDay(start),
        end === '24:00' ? 1440 : minuteOfDay(end),
      ])
      for (const [from, to] of free)
        expect(busy.every(([start, end]) => end <= from! || start >= to!)).toBe(true)
      for (let minute = day.firstHour * 60; minute + 15 <= day.lastHour * 60; minute += 5) {
        const quarterIsFree = busy.every(([start, end]) => end <= minute || start >= minute + 15)
        expect(!quarterIsFree || free.some(([from, to]) => from! <= minute && minute + 15 <= to!)).toBe(true)
      }
    }),
  )
})
