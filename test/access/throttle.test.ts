import { fc } from '../properties.ts'
import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import {
  accountThrottle,
  deviceThrottle,
  isWorthTelling,
  networkThrottle,
  organisationThrottle,
  waitSeconds,
} from '../../server/access/throttle.ts'

const now = Temporal.Instant.from('2026-11-22T08:00:00Z')
const ago = (seconds: number) => now.subtract({ milliseconds: Math.round(seconds * 1000) })
const times = (count: number, seconds: number) => Array.from({ length: count }, () => ago(seconds))
const throttle = fc.constantFrom(accountThrottle, networkThrottle, deviceThrottle, organisationThrottle)
const pasts = fc.array(fc.integer({ min: 0, max: 100_000 }), { maxLength: 150 })

test('the first mistakes cost nothing', () => {
  expect(waitSeconds([], now, accountThrottle)).toBe(0)
  expect(waitSeconds(times(4, 0), now, accountThrottle)).toBe(0)
})

test('from the fifth on, each one doubles the wait', () => {
  expect([5, 6, 7, 8].map((count) => waitSeconds(times(count, 0), now, accountThrottle))).toEqual([
    5, 10, 20, 40,
  ])
})

test('the wait runs from the latest failure, in whole seconds', () => {
  expect(waitSeconds([...times(4, 600), ago(2)], now, accountThrottle)).toBe(3)
  expect(waitSeconds([...times(4, 600), ago(4.5)], now, accountThrottle)).toBe(1)
  expect(waitSeconds([...times(4, 600), ago(5)], now, accountThrottle)).toBe(0)
})

test('however many the failures and however they lie, the wait ends', () => {
  fc.assert(
    fc.property(throttle, pasts, (rule, seconds) => {
      const failures = seconds.map(ago)
      const wait = waitSeconds(failures, now, rule)
      expect(wait).toBeGreaterThanOrEqual(0)
      expect(wait).toBeLessThanOrEqual(rule.longestWaitSeconds)
      expect(waitSeconds(failures, now.add({ seconds: wait }), rule)).toBe(0)
    }),
  )
})

test('one more failure never shortens the wait', () => {
  fc.assert(
    fc.property(throttle, pasts, fc.integer({ min: 0, max: 100_000 }), (rule, seconds, more) => {
      const failures = seconds.map(ago)
      expect(waitSeconds([...failures, ago(more)], now, rule)).toBeGreaterThanOrEqual(
        waitSeconds(failures, now, rule),
      )
    }),
  )
})

test('a patient guesser gets about a hundred tries a day at one account', () => {
  const failures: Temporal.Instant[] = []
  const end = now.add({ hours: 24 })
  for (let at = now; Temporal.Instant.compare(at, end) < 0 && failures.length < 200;) {
    const wait = waitSeconds(failures, at, accountThrottle)
    if (wait === 0) failures.push(at)
    at = at.add({ seconds: Math.max(wait, 1) })
  }
  expect(failures.length).toBeLessThan(110)
})

test('yesterday is forgotten', () => {
  expect(waitSeconds(times(50, 24 * 3600), now, accountThrottle)).toBe(0)
})

test('a clock that stepped back neither forgets nor breaks', () => {
  expect(waitSeconds(times(5, -30), now, accountThrottle)).toBe(5)
})

test('staff are told when guessing goes on', () => {
  expect(isWorthTelling(times(deviceThrottle.tell - 1, 10), now, deviceThrottle)).toBe(false)
  expect(isWorthTelling(times(deviceThrottle.tell, 10), now, deviceThrottle)).toBe(true)
  expect(isWorthTelling(times(deviceThrottle.tell, 900), now, deviceThrottle)).toBe(false)
})
