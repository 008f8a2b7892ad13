import type { Context } from 'hono'
import type { JSX } from 'hono/jsx/jsx-runtime'
import type { Temporal } from 'temporal-polyfill'
import type { Tx } from '../../db/client.ts'
import { AgainScreen } from '../../views/kiosk/message-screen.tsx'
import { kioskToken } from '../access/kiosk-door.ts'
import { isParticipantLanguage, type ParticipantLanguage } from '../language/text.ts'
import { Rejected } from '../problem.ts'
import { showPart, speakTo } from '../web/answer.tsx'
import type { Env } from '../web/env.ts'
import { fields, type Fields } from '../web/fields.ts'
import { parseDeviceTime } from './moment.ts'
import { deviceAtWork, type DeviceAtWork } from './queries.ts'

/** What comes with whatever a tablet tells. The id is its own, so that telling twice counts once. */
export type Told = {
  id: string
  deviceTime: Temporal.Instant | undefined
  /** What the tablet's clock said when it sent this, and its own count of what it sends. */
  sentAt: Temporal.Instant | undefined
  sequence: number | undefined
  language: ParticipantLanguage | undefined
}

/** Reads it, and answers from then on in the language that the screen speaks. */
export async function toldByTablet(c: Context<Env>): Promise<{ form: Fields; told: Told }> {
  const form = await fields(c)
  const language = languageNamed(form.text('language', { max: 10, optional: true }))
  if (language) speakTo(c, language)
  const told = {
    id: form.id('id'),
    deviceTime: parseDeviceTime(form.text('device_time', { max: 40, optional: true })),
    sentAt: parseDeviceTime(form.text('sent_at', { max: 40, optional: true })),
    sequence: form.optionalWhole('sequence', { min: 0, max: 999_999_999 }),
    language,
  }
  return { form, told }
}

export function refuseMalformed(form: Fields): void {
  if (form.problems.length > 0) throw new Rejected(422, 'common:rejected.malformed')
}

/** The tablet itself does something, for whoever has just stood there; the same thing told twice at once takes turns. */
export async function atTablet<Done>(
  c: Context<Env>,
  about: string,
  act: (tx: Tx, device: DeviceAtWork) => Promise<Done>,
): Promise<Done | { kind: 'not_paired' } | { kind: 'revoked' }> {
  const shown = kioskToken(c)
  if (!shown) return { kind: 'not_paired' }
  return c.var.parts.db.tenant(shown.organisationId)(async (tx) => {
    const device = await deviceAtWork(tx, { tokenHash: shown.hash, key: { codeHash: `about ${about}` } })
    if (!device) return { kind: 'not_paired' }
    return device.revoked ? { kind: 'revoked' } : act(tx, device)
  })
}

type Answered = {
  kind: string
  screen: JSX.Element
  status?: 200 | 401 | 409 | 422 | 429
  /** What is durable now, by the tablet's own id. */
  acknowledged?: string
}

/** The next screen for the tablet, or the bare outcome for a program. */
export function answerTablet(c: Context<Env>, { kind, screen, status = 200, acknowledged }: Answered) {
  c.header('Stegvis-Language', c.get('participantLanguage') ?? c.var.language)
  c.header('Stegvis-Outcome', kind)
  if (acknowledged) c.header('Stegvis-Acknowledged', acknowledged)
  if ((c.req.header('accept') ?? '').includes('application/json'))
    return c.json({ outcome: kind, acknowledged }, status, { 'Cache-Control': 'no-store' })
  return showPart(c, screen, status)
}

/** A tablet that is nobody's, or has been put out of use. */
export const notHere = (c: Context<Env>, kind: 'not_paired' | 'revoked') =>
  answerTablet(c, { kind, status: 401, screen: <AgainScreen /> })

export const languageNamed = (name: string | undefined): ParticipantLanguage | undefined =>
  isParticipantLanguage(name) ? name : undefined
