import { expect, test } from 'vitest'
import { hashPassword, needsRehash, verifyPassword, whyNotPassword } from '../../server/access/password.ts'

const karin = { name: 'Karin Åkerlund', email: 'karin.akerlund@rexbacka.example' }
const why = (password: string) => whyNotPassword(password, karin).map((problem) => problem.text)

test('the right password opens, any other does not', async () => {
  const stored = await hashPassword('fyra gula kängor')
  expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/)
  expect(await verifyPassword(stored, 'fyra gula kängor')).toBe(true)
  expect(await verifyPassword(stored, 'Fyra gula kängor')).toBe(false)
  expect(await verifyPassword(stored, '')).toBe(false)
})

test('the same password is stored differently each time', async () => {
  expect(await hashPassword('fyra gula kängor')).not.toBe(await hashPassword('fyra gula kängor'))
})

test('an ä written as a and two dots is the same ä', async () => {
  const stored = await hashPassword('fyra gula kängor'.normalize('NFC'))
  expect(await verifyPassword(stored, 'fyra gula kängor'.normalize('NFD'))).toBe(true)
})

test('a hash that another argon2 program made is understood', async () => {
  // RFC 9106's algorithm through the reference program: echo -n password | argon2 somesalt -id -t 2 -m 16 -p 1 -l 32
  const stored = '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc'
  expect(await verifyPassword(stored, 'password')).toBe(true)
  expect(needsRehash(stored)).toBe(true)
})

test('a broken or missing hash says no, and does the same work for it', async () => {
  const stored = await hashPassword('fyra gula kängor')
  expect(await verifyPassword(undefined, 'fyra gula kängor')).toBe(false)
  expect(await verifyPassword('', '')).toBe(false)
  expect(await verifyPassword(stored.replace('argon2id', 'argon2i'), 'fyra gula kängor')).toBe(false)
  expect(await verifyPassword(stored.slice(0, -20), 'fyra gula kängor')).toBe(false)

  // In turns, so that a busy moment of the machine meets both; the quickest of each is the work itself.
  const taken: Record<'known' | 'unknown', number[]> = { known: [], unknown: [] }
  for (let turn = 0; turn < 8; turn++) {
    taken.known.push(await secondsOf(() => verifyPassword(stored, 'fel lösenord')))
    taken.unknown.push(await secondsOf(() => verifyPassword(undefined, 'fel lösenord')))
  }
  expect(Math.min(...taken.unknown)).toBeGreaterThan(Math.min(...taken.known) / 2)
})

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return (performance.now() - start) / 1000
}

test('only a hash of another cost is made anew', async () => {
  const stored = await hashPassword('fyra gula kängor')
  expect(needsRehash(stored)).toBe(false)
  expect(needsRehash(stored.replace('t=2', 't=1'))).toBe(true)
  expect(needsRehash(stored.replace('m=19456', 'm=12288'))).toBe(true)
  expect(needsRehash('$2b$12$an-old-bcrypt-hash')).toBe(true)
})

test('eight characters are required, two hundred are enough', () => {
  expect(why('åtta oc')).toEqual(['access:password.tooShort'])
  expect(why('åtta och')).toEqual([])
  expect(why('å'.repeat(4) + 'abcdefg '.repeat(24) + '1234')).toEqual([])
  expect(why('å'.repeat(4) + 'abcdefg '.repeat(24) + '12345')).toEqual(['access:password.tooLong'])
  expect(why('👣👣👣👣')).toEqual(['access:password.tooShort'])
})

test.each(['password', 'PassWord', 'football', '12345678', 'iloveyou'])('%s is too common', (password) => {
  expect(why(password)).toEqual(['access:password.common'])
})

test('a few keys held down are no password', () => {
  expect(why('xyxyxyxyxyxyxyxyxyxy')).toEqual(['access:password.tooSimple'])
})

test.each([
  'karinkarin',
  'KarinÅkerlund1',
  'akerlund2026',
  'Rexbacka26!',
  'stegvis123',
  'karin.akerlund@rexbacka.example',
])("%s is one's own name or address with a little added", (password) => {
  expect(why(password)).toEqual(['access:password.ownName'])
})

test('a long sentence may mention oneself', () => {
  expect(why('Karin plockar blåbär i skogen')).toEqual([])
})
