import { createHash, createHmac, randomBytes } from 'node:crypto'
import type { Database, Tenant, Tx } from '../../db/client.ts'

const secretBytes = 20
const organisationBytes = 16

/** A secret of 160 random bits, safe in a URL. Only its hash is stored. */
export function newToken(): string {
  return randomBytes(secretBytes).toString('base64url')
}

/** A secret that also says whose it is, so that a request without a sign-in finds its organisation before it asks the database. */
export function newOrganisationToken(organisationId: string): string {
  if (!isUuid(organisationId)) throw new TypeError('An organisation is named by a UUID.')
  const organisation = Buffer.from(organisationId.replaceAll('-', ''), 'hex')
  return Buffer.concat([organisation, randomBytes(secretBytes)]).toString('base64url')
}

/** The organisation that a token claims; the claim is worth nothing until the token's hash is found there. */
export function organisationOfToken(token: string): string | undefined {
  if (!/^[A-Za-z0-9_-]{48}$/.test(token)) return undefined
  const hex = Buffer.from(token, 'base64url').subarray(0, organisationBytes).toString('hex')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** The organisation of nobody: what names none is looked up there. */
export const NOBODY = '00000000-0000-0000-0000-000000000000'

/**
 * What a token opens in the organisation that it claims, with the door to there. What cannot be a token is looked up all
 * the same, so that nothing is learnt from the time it takes.
 */
export async function behindToken<Found>(
  database: Pick<Database, 'tenant'>,
  token: string,
  find: (tx: Tx, tokenHash: string) => Promise<Found | undefined>,
): Promise<{ db: Tenant; found: Found } | undefined> {
  const db = database.tenant(organisationOfToken(token) ?? NOBODY)
  const found = await db((tx) => find(tx, hashToken(token)))
  return found && { db, found }
}

/** How a token is stored and looked up. With 160 random bits a plain hash cannot be guessed backwards. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}

/**
 * How a personal code is stored and looked up. A hundred thousand codes are tried in a blink, so the hash is keyed with
 * a secret that the database does not hold; the organisation is part of it, so that equal codes do not look equal.
 */
export function hashCode(code: string, organisationId: string, pepper: string): string {
  return keyed(`${organisationId.toLowerCase()}:${code}`, pepper)
}

/** How what a card's picture says is stored and looked up: never the same as a code of the same digits. */
export function hashCard(card: string, organisationId: string, pepper: string): string {
  return keyed(`card:${organisationId.toLowerCase()}:${card}`, pepper)
}

function keyed(text: string, pepper: string): string {
  if (Buffer.byteLength(pepper) < 16) throw new RangeError('The secret for codes needs at least 16 bytes.')
  return createHmac('sha256', pepper).update(text).digest('base64url')
}

function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)
}
