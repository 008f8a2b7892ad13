import { randomUUID } from 'node:crypto'
import { browser, type Client, type World } from '../world.ts'

/** A tablet that Astrid, the administrator, has just paired. */
export async function pairedTablet(
  here: Pick<World, 'astrid' | 'app' | 'tenant'>,
  { name = 'Entrén', locationId = '' }: { name?: string; locationId?: string } = {},
): Promise<Client & { kioskId: string }> {
  await here.astrid.post('/kiosks', { name, location_id: locationId })
  const kioskId = await kioskNamed(here, name)
  const tablet = browser(here.app, new Map())
  await tablet.post('/kiosk/pairings', { code: await pairingCode(here, kioskId) })
  return Object.assign(tablet, { kioskId })
}

/** The code that is shown once, read off the administrator's page. */
export async function pairingCode({ astrid }: Pick<World, 'astrid'>, kioskId: string): Promise<string> {
  const page = await astrid.post(`/kiosks/${kioskId}/pairings`)
  return /class="pairing-code">([^<]+)</.exec(page.text)?.[1] ?? 'no code'
}

export async function kioskNamed({ tenant }: Pick<World, 'tenant'>, name: string): Promise<string> {
  const [row] = await tenant(
    (tx) =>
      tx.hot<{ id: string }[]>`select id from kiosk where name = ${name} order by created_at desc limit 1`,
  )
  return row?.id ?? 'no kiosk'
}

export const checkIn = (tablet: Client, code: string, more: Record<string, string> = {}) =>
  tablet.post('/kiosk/check-ins', { id: randomUUID(), code, ...more })

export const checkOut = (tablet: Client, code: string, more: Record<string, string> = {}) =>
  tablet.post('/kiosk/departures', { id: randomUUID(), code, ...more })

export const outcomeOf = (answer: { headers: Headers }) => answer.headers.get('stegvis-outcome')

type Presence = {
  name: string
  status: string
  checkedInAt: string | null
  checkedOutAt: string | null
  closedBy: string | null
  enrolmentId: string | null
}

/** One person's presences as they stand, by session. */
export async function presencesOf({ tenant }: Pick<World, 'tenant'>, participantId: string) {
  return tenant(
    (tx) => tx.hot<Presence[]>`
      select activity.name, status, enrolment_id as "enrolmentId", closed_by as "closedBy",
        to_char(checked_in_at at time zone 'Europe/Stockholm', 'HH24:MI') as "checkedInAt",
        to_char(checked_out_at at time zone 'Europe/Stockholm', 'HH24:MI') as "checkedOutAt"
      from attendance
      join session on session.id = attendance.session_id
      join activity on activity.id = session.activity_id
      where participant_id = ${participantId} order by session.starts_at, activity.name`,
  )
}

/** The ledger's lines about one person, in order. */
export async function ledgerOf({ tenant }: Pick<World, 'tenant'>, participantId: string) {
  return tenant(
    (tx) => tx.hot<{ kind: string; source: string; kioskId: string | null; skewSeconds: number }[]>`
      select kind, source, kiosk_id as "kioskId",
        extract(epoch from received_at - occurred_at)::float8 as "skewSeconds"
      from attendance_event where participant_id = ${participantId} order by received_at, id`,
  )
}
