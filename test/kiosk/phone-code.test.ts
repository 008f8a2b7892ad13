import { randomUUID } from 'node:crypto'
import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import {
  onScreenBehind,
  placeNamed,
  placeOf,
  screenDigits,
  stepAt,
  untilNextStep,
} from '../../server/kiosk/phone-code.ts'
import { fc } from '../properties.ts'

const secret = 'a secret that is long enough'
const moment = fc
  .integer({ min: 0, max: 4_000_000_000_000 })
  .map((milliseconds) => Temporal.Instant.fromEpochMilliseconds(milliseconds))
const screen = fc.record({ kioskId: fc.uuid(), sessionId: fc.uuid() })

test('digits are good while they stand and for twenty seconds more, and not a moment longer or before', () => {
  fc.assert(
    fc.property(screen, moment, fc.integer({ min: -100_000, max: 100_000 }), (one, shownAt, later) => {
      const digits = screenDigits(secret, one, stepAt(shownAt))
      expect(digits).toMatch(/^[0-9]{6}$/)
      const now = shownAt.add({ milliseconds: later })
      const age = stepAt(now) - stepAt(shownAt)
      // Other digits are the same once in a million times.
      fc.pre(age === 0 || screenDigits(secret, one, stepAt(now)) !== digits)
      fc.pre(age === 1 || screenDigits(secret, one, stepAt(now) - 1) !== digits)
      const found = onScreenBehind(digits, [one], { secret, now })
      expect(found).toEqual(age === 0 || age === 1 ? one : undefined)
    }),
  )
})

test('they are another tablet’s, session’s or installation’s as seldom as chance has it', () => {
  const now = Temporal.Instant.from('2026-03-17T08:20:00Z')
  const one = { kioskId: randomUUID(), sessionId: randomUUID() }
  const others = [
    { ...one, kioskId: randomUUID() },
    { ...one, sessionId: randomUUID() },
  ]
  const steps = Array.from({ length: 2000 }, (_, index) => stepAt(now) + index)
  const same = steps.filter((step) => {
    const digits = screenDigits(secret, one, step)
    return [
      ...others.map((other) => screenDigits(secret, other, step)),
      screenDigits('another secret', one, step),
    ].includes(digits)
  })
  expect(same.length).toBeLessThan(3)
  expect(new Set(steps.map((step) => screenDigits(secret, one, step))).size).toBeGreaterThan(1990)
})

test('where two screens happen to show the same digits, nobody is let in at either', () => {
  const now = Temporal.Instant.from('2026-03-17T08:20:00Z')
  const one = { kioskId: randomUUID(), sessionId: randomUUID() }
  const digits = screenDigits(secret, one, stepAt(now))
  expect(onScreenBehind(digits, [one, { ...one }], { secret, now })).toBeUndefined()
})

test('a screen is renewed when its digits change', () => {
  fc.assert(
    fc.property(moment, (now) => {
      const rest = untilNextStep(now)
      expect(rest).toBeGreaterThan(0)
      expect(rest).toBeLessThanOrEqual(20_000)
      expect(stepAt(now.add({ milliseconds: rest }))).toBe(stepAt(now) + 1)
    }),
  )
})

test('a place names its organisation and tablet, and nonsense names none', () => {
  fc.assert(
    fc.property(fc.uuid(), fc.uuid(), (organisationId, kioskId) => {
      expect(placeNamed(placeOf({ organisationId, kioskId }))).toEqual({ organisationId, kioskId })
    }),
  )
  for (const nonsense of ['', 'x', 'x'.repeat(44), `${'x'.repeat(42)}!`])
    expect(placeNamed(nonsense)).toBeUndefined()
})
