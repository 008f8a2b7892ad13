import { expect, test } from 'vitest'
import { holdsIdentityNumber } from '../../server/people/identity-number.ts'

// Numbers that are printed as examples everywhere.
test.each([
  '811228-9874',
  '8112289874',
  '19811228-9874',
  'född 811228 9874.',
  '670919–9530',
  '701063-2391',
  '121212+1212',
])('%s holds an identity number', (text) => {
  expect(holdsIdentityNumber(text)).toBe(true)
})

test.each([
  '811228-9875',
  '811328-9874',
  '811200-9874',
  '1234567890123',
  '0701-234567',
  '2026-11-22 09:30',
  'kl. 09.30–10.30 den 24 november 2026',
  '',
])('%j holds none', (text) => {
  expect(holdsIdentityNumber(text)).toBe(false)
})
