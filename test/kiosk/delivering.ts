import { randomUUID } from 'node:crypto'
import { secret, type Client } from '../world.ts'
import { sealFor } from './sealed.ts'

export type Put = {
  act?: string
  code?: string
  card?: string
  session_id?: string
  because_of?: string
  at: string
  id?: string
  sequence?: number
  kiosk?: string
}

/** What a tablet keeps of one check-in: nothing in it can be read. */
export async function putBy({ at, id = randomUUID(), sequence = 1, kiosk = '', ...what }: Put, key = secret) {
  const device_time = new Date(at).toISOString()
  const text = JSON.stringify({ act: 'check-ins', way: 'code', ...what })
  const sealed = await sealFor(key, text, `${id}|${sequence}|${device_time}`)
  return { id, sequence, device_time, kiosk, sealed: Buffer.from(sealed).toString('base64url') }
}

type Delivery = { status: number; headers: Headers; body: { acknowledged: string[] } }

export const deliver = (
  tablet: Client,
  sentAt: string,
  items: readonly unknown[],
  more: Record<string, unknown> = {},
): Promise<Delivery> =>
  tablet.json('POST', '/kiosk/deliveries', { sent_at: new Date(sentAt).toISOString(), items, ...more })
