import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import {
  isSilent,
  isUnheard,
  worriesOf,
  type KioskTold,
  type OpenHouse,
} from '../../server/access/kiosk-standing.ts'
import { agoInWords } from '../../server/time/ago.ts'
import { localDate, localTime } from '../../server/time/dates.ts'
import { fc } from '../properties.ts'

const house: OpenHouse = {
  opensAt: localTime('08:00'),
  closesAt: localTime('17:00'),
  timeZone: 'Europe/Stockholm',
  closed: new Set([localDate('2026-03-19')]),
}
const at = (text: string) => Temporal.Instant.from(text)
const tuesday = (time: string) => at(`2026-03-17T${time}:00+01:00`)

const well: KioskTold = {
  pairedAt: at('2026-03-01T09:00Z'),
  revokedAt: null,
  lastSeenAt: tuesday('09:59'),
  silentAfterMinutes: 30,
  waiting: 0,
  waitingSince: null,
  skewSeconds: 3,
  guessedAt: null,
}
const silent = (lastSeenAt: Temporal.Instant | null, now: Temporal.Instant) =>
  isSilent({ lastSeenAt, silentAfterMinutes: 30 }, house, now)

test('a tablet is silent once it has not been heard of for longer than set', () => {
  expect(silent(tuesday('09:30'), tuesday('10:00'))).toBe(false)
  expect(silent(tuesday('09:29'), tuesday('10:00'))).toBe(true)
})

test('a silence that began in the night counts from the opening', () => {
  expect(silent(tuesday('02:00'), tuesday('08:30'))).toBe(false)
  expect(silent(tuesday('02:00'), tuesday('08:31'))).toBe(true)
  expect(silent(null, tuesday('08:31'))).toBe(true)
})

test('nobody is told before the opening, from the closing on, at weekends and on closed days', () => {
  const longAgo = at('2026-03-01T09:00Z')
  for (const now of [
    tuesday('07:59'),
    tuesday('17:00'),
    at('2026-03-21T12:00:00+01:00'),
    at('2026-03-22T12:00:00+01:00'),
    at('2026-03-19T12:00:00+01:00'),
  ])
    expect([now.toString(), silent(longAgo, now)]).toEqual([now.toString(), false])
  expect(silent(longAgo, tuesday('16:59'))).toBe(true)
})

test('a tablet that is not heard of is not said to be well, also when nobody is told', () => {
  const sunday = at('2026-03-22T12:00:00+01:00')
  const heard = (minutes: number) => ({ ...well, lastSeenAt: sunday.subtract({ minutes }) })
  expect([isUnheard(heard(30), sunday), isUnheard(heard(31), sunday)]).toEqual([false, true])
  expect(worriesOf(heard(31), house, sunday)).toEqual([])
  const never = { ...well, lastSeenAt: null }
  expect(isUnheard(never, sunday)).toBe(true)
  expect(isUnheard({ ...never, pairedAt: sunday }, sunday)).toBe(false)
  expect(isUnheard({ ...never, pairedAt: null }, sunday)).toBe(false)
  expect(isUnheard({ ...never, revokedAt: sunday }, sunday)).toBe(false)
})

test('the day after the clocks went forward the house opens by the new time', () => {
  const friday = at('2026-03-27T16:00:00+01:00')
  expect(silent(friday, at('2026-03-30T08:30:00+02:00'))).toBe(false)
  expect(silent(friday, at('2026-03-30T08:31:00+02:00'))).toBe(true)
})

test('whatever the times, a tablet heard of a moment ago is not silent, and nobody hears of one at night', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 365 * 24 * 60 }),
      fc.integer({ min: 0, max: 30 }),
      fc.integer({ min: 0, max: 100_000 }),
      (minute, fresh, old) => {
        const now = at('2026-01-01T00:00Z').add({ minutes: minute })
        expect(silent(now.subtract({ minutes: fresh }), now)).toBe(false)
        const told = silent(now.subtract({ minutes: old }), now)
        const { hour } = now.toZonedDateTimeISO('Europe/Stockholm')
        expect(told && (hour < 8 || hour >= 17)).toBe(false)
      },
    ),
  )
})

test('what waits is told after an hour, a clock from more than two minutes on, and guesses until they are seen', () => {
  const now = tuesday('10:00')
  expect(worriesOf(well, house, now)).toEqual([])
  const waits = (time: string) => worriesOf({ ...well, waiting: 2, waitingSince: tuesday(time) }, house, now)
  expect([waits('09:00'), waits('08:59')]).toEqual([[], ['waiting']])
  const skewed = (skewSeconds: number) => worriesOf({ ...well, skewSeconds }, house, now)
  expect([skewed(120), skewed(121), skewed(-121)]).toEqual([[], ['clock'], ['clock']])
  expect(worriesOf({ ...well, guessedAt: tuesday('03:00') }, house, now)).toEqual(['guessed'])
})

test('of a tablet out of use only what it still has to hand in matters; of one not paired yet, nothing', () => {
  const now = tuesday('10:00')
  const bad = { ...well, lastSeenAt: null, skewSeconds: 900, guessedAt: now }
  const revoked = { ...bad, revokedAt: now, waiting: 1, waitingSince: tuesday('08:00') }
  expect(worriesOf(revoked, house, now)).toEqual(['waiting'])
  expect(worriesOf({ ...well, pairedAt: null, lastSeenAt: null }, house, now)).toEqual([])
})

test('how long ago something was is said as one says it', () => {
  const now = tuesday('10:00')
  const ago = (text: string, language: 'sv' | 'en' = 'sv') => agoInWords(at(text), now, language)
  expect(ago('2026-03-17T09:59:30+01:00')).toBe('nyss')
  expect(ago('2026-03-17T10:05:00+01:00')).toBe('nyss')
  expect(ago('2026-03-17T09:58:00+01:00')).toBe('för 2 minuter sedan')
  expect(ago('2026-03-17T08:00:00+01:00')).toBe('för 2 timmar sedan')
  expect(ago('2026-03-14T09:00:00+01:00', 'en')).toBe('3 days ago')
})
