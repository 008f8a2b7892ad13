import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { settableClock, systemClock } from '../../server/time/clock.ts'

test('a clock of the tests stands still until it is moved', () => {
  const clock = settableClock('2026-03-17T08:25:00Z')
  expect(clock.now()).toEqual(clock.now())
  clock.advance({ minutes: 5 })
  expect(clock.now().toString()).toBe('2026-03-17T08:30:00Z')
  clock.set(Temporal.Instant.from('2026-10-25T00:00:00Z'))
  expect(clock.now().toString()).toBe('2026-10-25T00:00:00Z')
})

test('the real clock tells whole milliseconds, as the database keeps them', () => {
  expect(systemClock.now().epochNanoseconds % 1_000_000n).toBe(0n)
})
