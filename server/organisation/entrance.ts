import { createHmac } from 'node:crypto'

/** Keys of entrances are hashed with the secret, so that the table tells nobody whose addresses stand in it. */
const keyed = (kind: string, key: string, secret: string) =>
  createHmac('sha256', secret).update(`${kind}:${key}`).digest('base64url')

export const emailKey = (email: string, secret: string): string =>
  keyed('email', email.trim().toLowerCase(), secret)

export const pairingKey = (code: string, secret: string): string =>
  keyed('pairing_code', code.toUpperCase(), secret)

/** The one key behind which every organisation of this installation stands: for start-up and for the worker. */
export const installationKey = (secret: string): string => keyed('installation', 'all', secret)
