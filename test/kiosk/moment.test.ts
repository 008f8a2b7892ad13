import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { momentOf, parseAnyTime, parseDeviceTime, skewOf } from '../../server/kiosk/moment.ts'
import { fc } from '../properties.ts'

const received = Temporal.Instant.from('2026-03-17T09:00:00Z')
const off = (seconds: number) => received.add({ seconds })
const moment = (deviceSeconds: number, skewSeconds: number | undefined) => {
  const { at, occurredAt, isCertain } = momentOf({ deviceTime: off(deviceSeconds), received, skewSeconds })
  expect(occurredAt).toEqual(off(deviceSeconds))
  return isCertain ? (at.epochMilliseconds - received.epochMilliseconds) / 1000 : 'uncertain'
}

test('what is told as it happens: the tablet’s clock where it agrees with ours, otherwise ours', () => {
  expect(moment(-3, 0)).toBe(-3)
  expect(moment(100, 102)).toBe(100)
  expect(moment(-600, -598)).toBe(0)
  expect(moment(5 * 3600, 5 * 3600)).toBe(0)
  expect(moment(-90, undefined)).toBe(-90)
  expect(moment(-7200, undefined)).toBe(0)
})

test('what waited: the tablet’s clock as it stands, and nobody’s where it was far off or ahead of itself', () => {
  expect(moment(-7200, 0)).toBe(-7200)
  expect(moment(-7200, 1800)).toBe(-7200)
  expect(moment(-7200, -3600)).toBe(-7200)
  expect(moment(-7200, 3601)).toBe('uncertain')
  expect(moment(-40 * 86_400, -3601)).toBe('uncertain')
  expect(moment(121, 0)).toBe('uncertain')
  expect(moment(-60 * 86_400, 0)).toBe(-60 * 86_400)
  expect(moment(-60 * 86_400 - 1, 0)).toBe('uncertain')
})

test('two clocks are never made into a third: it was when the tablet says, or when we heard of it', () => {
  const seconds = fc.integer({ min: -1_000_000, max: 1_000_000 })
  fc.assert(
    fc.property(seconds, fc.option(seconds, { nil: undefined }), (device, skew) => {
      const { at, occurredAt, isCertain } = momentOf({ deviceTime: off(device), received, skewSeconds: skew })
      expect([occurredAt.epochMilliseconds, received.epochMilliseconds]).toContain(at.epochMilliseconds)
      expect(isCertain || at.equals(received)).toBe(true)
    }),
  )
})

test('a clock that has lost its time is read for what it says, and its skew fits the ledger', () => {
  expect(parseDeviceTime('1970-01-01T00:00:07.000Z')).toBeUndefined()
  expect(parseAnyTime('1970-01-01T00:00:07.000Z')?.epochMilliseconds).toBe(7000)
  for (const text of ['', 'förr', '2026-03-17', '+275760-09-13T00:00:00Z', '-000001-01-01T00:00:00Z'])
    expect(parseAnyTime(text)).toBeUndefined()
  expect(skewOf(parseAnyTime('1970-01-01T00:00:07.000Z'), received)).toBe(-1_773_737_993)
  expect(skewOf(parseAnyTime('2999-01-01T00:00:00.000Z'), received)).toBe(2_000_000_000)
  expect(skewOf(undefined, received)).toBeUndefined()
})
