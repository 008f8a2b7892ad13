import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { hallDays } from '../../server/schedule/hall-screen.ts'
import type { OpenSession } from '../../server/schedule/open-session.ts'
import { localDate, localTime } from '../../server/time/dates.ts'
import { instantAt } from '../../server/time/zones.ts'

const zone = 'Europe/Stockholm'
const [today, tomorrow] = [localDate('2026-03-17'), localDate('2026-03-18')]

const session = (name: string, start: string, end: string, about: Partial<OpenSession> = {}): OpenSession => {
  const date = about.localDate ?? today
  return {
    id: name,
    name,
    category: 'health_promotion',
    localDate: date,
    localStart: localTime(start),
    localEnd: localTime(end),
    startsAt: instantAt(date, localTime(start), zone),
    endsAt: instantAt(date, localTime(end), zone),
    place: null,
    outdoors: false,
    leader: null,
    cancelled: false,
    ...about,
  }
}
const at = (time: string) => Temporal.Instant.from(`2026-03-17T${time}:00+01:00`)
const states = (sessions: OpenSession[], time: string) =>
  hallDays(sessions, [], today, at(time)).map((day) =>
    day.sessions.map(({ name, state }) => `${name} ${state}`),
  )

const day = [
  session('Frukost', '08:30', '09:15'),
  session('Yoga', '09:30', '10:30'),
  session('Chiball', '10:45', '12:00'),
  session('Odling', '10:45', '12:00'),
  session('Verkstad', '13:00', '15:00'),
  session('Frukost i morgon', '08:30', '09:15', { localDate: tomorrow }),
]

test('what is on, what begins next, and what is over', () => {
  expect(states(day, '09:40')).toEqual([
    ['Frukost over', 'Yoga now', 'Chiball next', 'Odling next', 'Verkstad ahead'],
    ['Frukost i morgon ahead'],
  ])
})

test('it begins at its first minute and is over at its last', () => {
  expect(states([day[1]!], '09:29')[0]).toEqual(['Yoga next'])
  expect(states([day[1]!], '09:30')[0]).toEqual(['Yoga now'])
  expect(states([day[1]!], '10:30')[0]).toEqual(['Yoga over'])
})

test('a cancelled one is never on nor next, and goes when its time has', () => {
  const cancelled = [session('Yoga', '09:30', '10:30', { cancelled: true }), day[2]!]
  expect(states(cancelled, '09:00')[0]).toEqual(['Yoga ahead', 'Chiball next'])
  expect(states(cancelled, '10:00')[0]).toEqual(['Yoga ahead', 'Chiball next'])
  expect(states(cancelled, '10:30')[0]).toEqual(['Yoga over', 'Chiball next'])
})

test('when today is over, tomorrow is still ahead', () => {
  expect(states(day, '16:00')).toEqual([
    ['Frukost over', 'Yoga over', 'Chiball over', 'Odling over', 'Verkstad over'],
    ['Frukost i morgon ahead'],
  ])
})

test('a closed day says why', () => {
  const closed = [{ date: tomorrow, name: { sv: 'Planeringsdag', en: 'Planeringsdag' } }]
  expect(hallDays([], closed, today, at('09:00')).map((one) => one.closed?.sv)).toEqual([
    undefined,
    'Planeringsdag',
  ])
})
