import { createHmac } from 'node:crypto'
import type { Temporal } from 'temporal-polyfill'

/** The digits on the screen change so often; those before are still good, for whoever has just read them. */
const stepSeconds = 20

/** A session at a tablet: the digits say that one stands before it now. */
export type OnScreen = { kioskId: string; sessionId: string }

/** Which twenty seconds these are. */
export const stepAt = (now: Temporal.Instant): number =>
  Math.floor(now.epochMilliseconds / 1000 / stepSeconds)

/** How long the digits of now will stand. */
export const untilNextStep = (now: Temporal.Instant): number =>
  (stepAt(now) + 1) * stepSeconds * 1000 - now.epochMilliseconds

/** Six digits that only whoever has the secret can tell beforehand. */
export function screenDigits(secret: string, { kioskId, sessionId }: OnScreen, step: number): string {
  const told = createHmac('sha256', secret).update(`screen:${kioskId}:${sessionId}:${step}`).digest()
  return String(told.readUIntBE(0, 6) % 1_000_000).padStart(6, '0')
}

/**
 * Which tablet and session the digits stand for, of those that show any now. Where two happen to show the same, nobody
 * knows which is meant: the next digits are others.
 */
export function onScreenBehind(
  digits: string,
  shown: readonly OnScreen[],
  { secret, now }: { secret: string; now: Temporal.Instant },
): OnScreen | undefined {
  const step = stepAt(now)
  const fitting = shown.filter((one) =>
    [step, step - 1].some((then) => screenDigits(secret, one, then) === digits),
  )
  return fitting.length === 1 ? fitting[0] : undefined
}

/** A tablet's place in the address that its picture leads to: whose it is and which one. No secret. */
export function placeOf({ organisationId, kioskId }: { organisationId: string; kioskId: string }): string {
  return Buffer.from(`${organisationId}${kioskId}`.replaceAll('-', ''), 'hex').toString('base64url')
}

export function placeNamed(place: string): { organisationId: string; kioskId: string } | undefined {
  if (!/^[A-Za-z0-9_-]{43}$/.test(place)) return undefined
  const hex = Buffer.from(place, 'base64url').toString('hex')
  const identifier = (text: string) => text.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  return { organisationId: identifier(hex.slice(0, 32)), kioskId: identifier(hex.slice(32)) }
}
