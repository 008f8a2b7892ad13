import { createHash } from 'node:crypto'
import type { Temporal } from 'temporal-polyfill'
import { kioskWays, type KioskWay } from '../access/kiosk-words.ts'
import { parseAnyTime } from './moment.ts'
import { unseal } from './sealing.ts'

/** So many a tablet hands in at once, and so long one of them may be. */
export const mostDelivered = 50
const longestSealed = 4000
const longestId = 100
const longestKey = 100
const largestSequence = 2_147_483_647

/** What a tablet had put by while it could not reach us. */
export type Delivered = {
  /** The tablet knows it by this, and it is kept under `id`: the same, unless that can be no id. */
  sentId: string | undefined
  id: string
  sequence: number | undefined
  occurredAt: Temporal.Instant | undefined
  kioskId: string | undefined
  /** What somebody did there; undefined where nobody can read it. */
  what: Deed | undefined
}

export type Deed = { way: KioskWay | undefined } & (
  | { act: 'check-ins' | 'departures'; shown: Shown; sessionId: string | undefined }
  | { act: 'withdrawals' | 'guest-withdrawals'; becauseOf: string }
  | { act: 'guests'; sessionId: string | undefined }
)

/** What was typed or shown. */
export type Shown = { code: string } | { card: string }

type Sent = Record<string, unknown>

/** Nothing that is sent is refused: what cannot be read is kept as that. */
export function deliveredOf(sent: unknown, secret: string): Delivered {
  const item = isObject(sent) ? sent : {}
  const sentId = ['string', 'number'].includes(typeof item['id']) ? String(item['id']) : undefined
  const time = textOf(item['device_time'], 40)
  const sealed = textOf(item['sealed'], longestSealed)
  const id = identifierOf(item['id'])
  const occurredAt = time === undefined ? undefined : parseAnyTime(time)
  const beside = `${sentId}|${String(item['sequence'])}|${time}`
  const text = sealed && unseal(secret, Buffer.from(sealed, 'base64url'), beside)
  return {
    sentId: sentId !== undefined && sentId.length <= longestId ? sentId : undefined,
    id: id ?? idMadeOf(sent),
    sequence: sequenceOf(item['sequence']),
    occurredAt,
    kioskId: identifierOf(item['kiosk']),
    what: id && occurredAt && text ? deedOf(text) : undefined,
  }
}

function deedOf(text: string): Deed | undefined {
  const said = parsed(text)
  const act = said['act']
  const way = kioskWays.find((one) => one === said['way'])
  const sessionId = identifierOf(said['session_id'])
  if (act === 'check-ins' || act === 'departures') {
    const [code, card] = [textOf(said['code'], longestKey), textOf(said['card'], longestKey)]
    const shown = code !== undefined ? { code } : card !== undefined ? { card } : undefined
    return shown && { act, way, shown, sessionId }
  }
  if (act === 'withdrawals' || act === 'guest-withdrawals') {
    const becauseOf = identifierOf(said['because_of'])
    return becauseOf === undefined ? undefined : { act, way, becauseOf }
  }
  return act === 'guests' ? { act, way, sessionId } : undefined
}

/** Always the same for the same, in the form of a UUID, so that it too is kept once. */
function idMadeOf(sent: unknown): string {
  const hash = createHash('sha256')
    .update(`unreadable ${JSON.stringify(sent)}`)
    .digest()
  hash[6] = (hash[6]! & 0x0f) | 0x80
  hash[8] = (hash[8]! & 0x3f) | 0x80
  return hash.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5')
}

function parsed(text: string): Sent {
  try {
    const said: unknown = JSON.parse(text)
    return isObject(said) ? said : {}
  } catch {
    return {}
  }
}

function identifierOf(value: unknown): string | undefined {
  return typeof value === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value)
    ? value
    : undefined
}

function sequenceOf(value: unknown): number | undefined {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= largestSequence
    ? (value as number)
    : undefined
}

const textOf = (value: unknown, max: number): string | undefined =>
  typeof value === 'string' && value.length <= max ? value : undefined

const isObject = (value: unknown): value is Sent =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
