import type { Temporal } from 'temporal-polyfill'
import type { Tx } from '../../db/client.ts'
import { canEnter } from '../attendance/standing-session.ts'
import { addDays } from '../time/dates.ts'
import { localDateOf, type TimeZone } from '../time/zones.ts'
import type { OnScreen } from './phone-code.ts'
import { sessionsOfToday } from './queries.ts'
import type { KioskSession } from './words.ts'

type PhoneKiosk = {
  id: string
  locationId: string | null
  programmeIds: string[]
  timeZone: TimeZone
}

/** The tablets at which one may check in by phone; or whether this one is among them. */
export async function kiosksForPhones(tx: Tx, only?: string): Promise<PhoneKiosk[]> {
  return tx.hot<PhoneKiosk[]>`
    select kiosk.id, kiosk.location_id as "locationId", organisation.time_zone as "timeZone",
      array(select programme_id from kiosk_programme where kiosk_programme.kiosk_id = kiosk.id) as "programmeIds"
    from kiosk join organisation on organisation.organisation_id = kiosk.organisation_id
    where kiosk.revoked_at is null and kiosk.paired_at is not null and 'phone' = any(kiosk.ways)
      ${only === undefined ? tx.hot`` : tx.hot`and kiosk.id = ${only}`}`
}

/** What one can come in to at a tablet now, the first to begin first. Over midnight too. */
export async function sessionsToEnter(
  tx: Tx,
  kiosk: Omit<PhoneKiosk, 'id'>,
  now: Temporal.Instant,
): Promise<KioskSession[]> {
  const today = localDateOf(now, kiosk.timeZone)
  const around = { today: addDays(today, -1), until: addDays(today, 1) }
  const sessions = await sessionsOfToday(tx, { ...kiosk, ...around })
  return sessions.filter((session) => canEnter(session, now))
}

/** For which tablets and sessions digits are good now. */
export async function onScreensNow(tx: Tx, now: Temporal.Instant, only?: string): Promise<OnScreen[]> {
  const shown: OnScreen[] = []
  for (const kiosk of await kiosksForPhones(tx, only))
    for (const session of await sessionsToEnter(tx, kiosk, now))
      shown.push({ kioskId: kiosk.id, sessionId: session.id })
  return shown
}
