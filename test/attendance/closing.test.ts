import { expect, test } from 'vitest'
import { closedByCheckIn, closedBySessionEnd } from '../../server/attendance/closing.ts'
import { breakfast, on, yoga } from '../time/wall.ts'

const inBreakfast = { sessionId: 'breakfast', checkedInAt: on('08:25'), session: breakfast }
const inYoga = { sessionId: 'yoga', checkedInAt: on('09:20'), session: yoga }

test('checking in to yoga ends a breakfast that is still on', () => {
  expect(closedByCheckIn([inBreakfast], { sessionId: 'yoga', at: on('09:05') })).toEqual([
    { attendance: inBreakfast, at: on('09:05'), closedBy: 'next_check_in' },
  ])
})

test('checking in to yoga after breakfast has ended closes breakfast at its end, as forgotten', () => {
  expect(closedByCheckIn([inBreakfast], { sessionId: 'yoga', at: on('09:25') })).toEqual([
    { attendance: inBreakfast, at: on('09:15'), closedBy: 'session_end' },
  ])
})

test('checking in again to the same session closes nothing', () => {
  expect(closedByCheckIn([inYoga], { sessionId: 'yoga', at: on('09:21') })).toEqual([])
})

test('a check-in from the queue of a tablet never closes a presence before it began', () => {
  expect(closedByCheckIn([inYoga], { sessionId: 'breakfast', at: on('08:40') })).toEqual([
    { attendance: inYoga, at: on('09:20'), closedBy: 'next_check_in' },
  ])
})

test('forgotten check-outs are closed at the end of their session, and only theirs', () => {
  expect(closedBySessionEnd([inBreakfast, inYoga], on('09:14'))).toEqual([])
  expect(closedBySessionEnd([inBreakfast, inYoga], on('09:15'))).toEqual([
    { attendance: inBreakfast, at: on('09:15'), closedBy: 'session_end' },
  ])
})

test('a session that was shortened after someone came closes when they came', () => {
  const shortened = { ...inYoga, session: { endsAt: on('09:10') } }
  expect(closedBySessionEnd([shortened], on('12:00'))).toEqual([
    { attendance: shortened, at: on('09:20'), closedBy: 'session_end' },
  ])
})
