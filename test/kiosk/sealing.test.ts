import { expect, test } from 'vitest'
import { publicSealingKey, unseal } from '../../server/kiosk/sealing.ts'
import { fc } from '../properties.ts'
import { sealFor } from './sealed.ts'

const secret = 'a secret of the tests, long enough for everything'
const beside = '0198f0aa-0000-7000-8000-000000000001|7|2026-03-17T08:20:00.000Z'

test('what a browser seals is opened by the secret that the key came from, in any script and of any length', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), async (text, data) => {
      expect(unseal(secret, await sealFor(secret, text, data), data)).toBe(text)
    }),
    { numRuns: 40 },
  )
})

test('the key is the same after a restart, and another one for another secret', () => {
  const key = publicSealingKey(secret)
  expect(Buffer.from(key, 'base64url')).toHaveLength(65)
  expect(publicSealingKey('another secret, just as long as the first')).not.toBe(key)
  expect(publicSealingKey(secret)).toBe(key)
})

test('a changed byte anywhere, a piece cut off or put on: nothing is opened', async () => {
  const sealed = await sealFor(secret, '{"act":"check-ins","code":"274180","way":"code"}', beside)
  fc.assert(
    fc.property(fc.nat({ max: sealed.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, change) => {
      const broken = Uint8Array.from(sealed)
      broken[at] = broken[at]! ^ change
      expect(unseal(secret, broken, beside)).toBeUndefined()
      expect(unseal(secret, sealed.subarray(0, at), beside)).toBeUndefined()
      expect(unseal(secret, sealed.subarray(at + 1), beside)).toBeUndefined()
      expect(unseal(secret, Buffer.concat([sealed, Buffer.from([change])]), beside)).toBeUndefined()
    }),
    { numRuns: 300 },
  )
  expect(unseal(secret, sealed, beside)).toContain('274180')
})

test('beside another id, sequence or time it is not opened, nor by another installation', async () => {
  const sealed = await sealFor(secret, 'something', beside)
  const [id, sequence, time] = beside.split('|') as [string, string, string]
  const others = [
    `0198f0aa-0000-7000-8000-000000000002|${sequence}|${time}`,
    `${id}|8|${time}`,
    `${id}|${sequence}|2026-03-17T08:21:00.000Z`,
    `${beside} `,
    '',
  ]
  for (const other of others) expect(unseal(secret, sealed, other)).toBeUndefined()
  expect(unseal('another secret, just as long as the first', sealed, beside)).toBeUndefined()
})

test('whatever else is sent as sealed opens nothing and breaks nothing', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.string(), (bytes, data) => {
      expect(unseal(secret, bytes, data)).toBeUndefined()
      expect(unseal(secret, Uint8Array.of(1, ...bytes), data)).toBeUndefined()
    }),
  )
})
