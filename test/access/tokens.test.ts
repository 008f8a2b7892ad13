import { fc } from '../properties.ts'
import { expect, test } from 'vitest'
import {
  hashCode,
  hashToken,
  newOrganisationToken,
  newToken,
  organisationOfToken,
} from '../../server/access/tokens.ts'

const organisation = '0193a5c0-7b1e-7c3d-8f00-5a4b3c2d1e0f'
const pepper = 'a pepper for the tests only'

test('a token is 160 random bits that a URL takes as they are', () => {
  expect(newToken()).toMatch(/^[A-Za-z0-9_-]{27}$/)
  expect(new Set(Array.from({ length: 500 }, newToken)).size).toBe(500)
})

test('a token that carries its organisation gives it back', () => {
  fc.assert(
    fc.property(fc.uuid(), (id) => {
      const token = newOrganisationToken(id)
      expect(token).toMatch(/^[A-Za-z0-9_-]{48}$/)
      expect(organisationOfToken(token)).toBe(id)
    }),
  )
})

test('two tokens of one organisation share nothing but it', () => {
  const [one, other] = [newOrganisationToken(organisation), newOrganisationToken(organisation)]
  expect(one.slice(0, 21)).toBe(other.slice(0, 21))
  expect(one.slice(22)).not.toBe(other.slice(22))
})

test('what is no such token names no organisation', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      fc.pre(text.length !== 48)
      expect(organisationOfToken(text)).toBeUndefined()
    }),
  )
  const token = newOrganisationToken(organisation)
  for (const text of [
    '',
    newToken(),
    token.slice(1),
    `${token}A`,
    `${token.slice(0, 47)}=`,
    `${token.slice(0, 47)}.`,
  ])
    expect(organisationOfToken(text)).toBeUndefined()
})

test('a token is not made for what is no organisation', () => {
  expect(() => newOrganisationToken('rexbacka')).toThrow(TypeError)
})

test('a stored hash does not hold the token, and finds it again', () => {
  const token = newToken()
  expect(hashToken(token)).toBe(hashToken(token))
  expect(hashToken(token)).not.toContain(token)
  expect(hashToken('abc')).toBe('ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0')
})

test('the same code looks different in another organisation and under another pepper', () => {
  const other = '0193a5c0-7b1e-7c3d-8f00-000000000000'
  const hash = hashCode('482917', organisation, pepper)
  expect(hashCode('482917', organisation, pepper)).toBe(hash)
  expect(hashCode('482917', organisation.toUpperCase(), pepper)).toBe(hash)
  expect(hashCode('482917', other, pepper)).not.toBe(hash)
  expect(hashCode('482917', organisation, `${pepper}!`)).not.toBe(hash)
  expect(hashCode('482918', organisation, pepper)).not.toBe(hash)
})

test('a short pepper is refused', () => {
  expect(() => hashCode('482917', organisation, 'pepper')).toThrow(RangeError)
})
