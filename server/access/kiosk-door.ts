import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import type { Tenant } from '../../db/client.ts'
import type { Env } from '../web/env.ts'
import { kioskOfToken, noteKioskSeen } from './kiosk-queries.ts'
import { hashToken, organisationOfToken } from './tokens.ts'

export const KIOSK_COOKIE = 'stegvis_kiosk'
/** Browsers keep a cookie for at most 400 days; a tablet in use gets it anew with every page. */
const COOKIE_DAYS = 400

/** A tablet whose cookie we gave, with its door to its organisation. */
export type KioskAtDoor = {
  device: NonNullable<Awaited<ReturnType<typeof kioskOfToken>>>
  db: Tenant
}

/** The cookie goes to /kiosk and nowhere else: it is worth nothing at the pages of the staff. */
export function giveKioskCookie(c: Context<Env>, token: string): void {
  setCookie(c, KIOSK_COOKIE, token, {
    path: '/kiosk',
    httpOnly: true,
    sameSite: 'Lax',
    secure: c.var.parts.publicUrl.startsWith('https:'),
    maxAge: COOKIE_DAYS * 86_400,
  })
}

/** What the tablet shows for itself: the organisation it claims and the hash that must be found there. */
export function kioskToken(
  c: Context<Env>,
): { token: string; hash: string; organisationId: string } | undefined {
  const token = getCookie(c, KIOSK_COOKIE) ?? ''
  const organisationId = organisationOfToken(token)
  return organisationId === undefined ? undefined : { token, hash: hashToken(token), organisationId }
}

/** The tablet at the door, revoked or not; a staff sign-in is no help here. */
export async function kioskAtDoor(c: Context<Env>): Promise<KioskAtDoor | undefined> {
  const shown = kioskToken(c)
  if (!shown) return undefined
  const db = c.var.parts.db.tenant(shown.organisationId)
  const device = await db(async (tx) => {
    const found = await kioskOfToken(tx, shown.hash)
    if (found && !found.revokedAt && isStale(found.lastSeenAt, c.var.now))
      await noteKioskSeen(tx, found.id, c.var.now)
    return found
  })
  if (device && !device.revokedAt) giveKioskCookie(c, shown.token)
  return device && { device, db }
}

function isStale(seen: Env['Variables']['now'] | null, now: Env['Variables']['now']): boolean {
  return seen === null || now.epochMilliseconds - seen.epochMilliseconds > 60_000
}
