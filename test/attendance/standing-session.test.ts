import { expect, test } from 'vitest'
import {
  canEnter,
  sessionToEnter,
  sessionToLeave,
  type Visit,
} from '../../server/attendance/standing-session.ts'
import { breakfast, on, walk, yoga } from '../time/wall.ts'

const day = [walk, yoga, breakfast]

function visit(sessionId: string, checkedIn: string, checkedOut: string | null = null): Visit {
  return {
    sessionId,
    checkedInAt: on(checkedIn),
    checkedOutAt: checkedOut === null ? null : on(checkedOut),
  }
}

test.each([
  ['07:29', []],
  ['07:30', ['breakfast']],
  ['08:29', ['breakfast']],
  ['08:30', ['breakfast', 'yoga']],
  ['09:14', ['breakfast', 'yoga']],
  ['09:15', ['yoga']],
  ['09:44', ['yoga']],
  ['09:45', ['yoga', 'walk']],
  ['10:30', ['walk']],
  ['11:59', ['walk']],
  ['12:00', []],
])('at %s a check-in can mean %j', (time, expected) => {
  expect(
    day
      .filter((session) => canEnter(session, on(time)))
      .map(({ id }) => id)
      .sort(),
  ).toEqual(expected.sort())
})

test('nothing that runs or starts within the hour: none', () => {
  expect(sessionToEnter(day, [], on('12:30'))).toEqual({ fit: 'none' })
  expect(sessionToEnter([], [], on('09:00'))).toEqual({ fit: 'none' })
})

test('one that fits is entered without a question', () => {
  expect(sessionToEnter(day, [], on('09:20'))).toEqual({ fit: 'one', session: yoga })
})

test('when several fit the participant chooses, the earliest first', () => {
  expect(sessionToEnter(day, [], on('09:00'))).toEqual({ fit: 'several', sessions: [breakfast, yoga] })
})

test('a cancelled session is not entered', () => {
  const cancelled = { ...yoga, cancelledAt: on('08:00') }
  expect(sessionToEnter([breakfast, cancelled], [], on('09:20'))).toEqual({ fit: 'none' })
})

test('a double tap finds the participant already in, and shows where else one could go', () => {
  expect(sessionToEnter(day, [visit('breakfast', '08:25')], on('08:26'))).toEqual({
    fit: 'already_in',
    session: breakfast,
    others: [],
  })
  expect(sessionToEnter(day, [visit('breakfast', '08:25')], on('09:10'))).toEqual({
    fit: 'already_in',
    session: breakfast,
    others: [yoga],
  })
})

test('a forgotten check-out of an ended session does not stand in the way', () => {
  expect(sessionToEnter(day, [visit('breakfast', '08:25')], on('09:20'))).toEqual({
    fit: 'one',
    session: yoga,
  })
})

test('who has left a session that still runs is meant for the next one', () => {
  expect(sessionToEnter(day, [visit('breakfast', '08:25', '09:05')], on('09:10'))).toEqual({
    fit: 'one',
    session: yoga,
  })
})

test('a check-out by mistake can be undone while nothing else fits', () => {
  expect(sessionToEnter([breakfast], [visit('breakfast', '08:25', '08:40')], on('08:41'))).toEqual({
    fit: 'one',
    session: breakfast,
  })
})

test('a mark by staff without a check-in still lets the participant check in', () => {
  const marked = { sessionId: 'yoga', checkedInAt: null, checkedOutAt: null }
  expect(sessionToEnter([yoga], [marked], on('09:20'))).toEqual({ fit: 'one', session: yoga })
})

test('a check-out means the session entered last and not yet left', () => {
  expect(sessionToLeave(day, [], on('10:00'))).toEqual({ fit: 'none' })
  expect(sessionToLeave(day, [visit('yoga', '09:25')], on('10:00'))).toEqual({ fit: 'one', session: yoga })
  const both = [visit('yoga', '09:25'), visit('breakfast', '08:25')]
  expect(sessionToLeave(day, both, on('09:40'))).toEqual({ fit: 'one', session: yoga })
})

test('leaving twice counts once', () => {
  expect(sessionToLeave(day, [visit('yoga', '09:25', '10:28')], on('10:29'))).toEqual({
    fit: 'already_out',
    session: yoga,
  })
})

test('an hour after the end a forgotten check-out is no longer a departure', () => {
  expect(sessionToLeave(day, [visit('yoga', '09:25')], on('11:30'))).toEqual({ fit: 'one', session: yoga })
  expect(sessionToLeave(day, [visit('yoga', '09:25')], on('11:31'))).toEqual({ fit: 'none' })
})

test('who was never in has nothing to leave', () => {
  const marked = { sessionId: 'yoga', checkedInAt: null, checkedOutAt: null }
  expect(sessionToLeave(day, [marked], on('10:00'))).toEqual({ fit: 'none' })
})
