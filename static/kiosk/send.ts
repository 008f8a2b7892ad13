import { heard, isDown } from './line.ts'
import { isWaiting, keep, markTried, nextSequence, remove, waitingAfter } from './queue.ts'
import { canSeal, seal } from './seal.ts'
import { idle } from './screens.ts'
import { changed, handIn, leaveOut } from './sync.ts'

/** First the queue, then the wire: what somebody did is safe on the tablet before it is sent. */
const PATIENCE_MS = 3000
/** Where nothing can be kept, there is nothing to fall back on but waiting. */
const LONG_PATIENCE_MS = 8000
const RETRY_AFTER_MS = 1000
/** So long the earlier ones may take to get there first. */
const HEAD_START_MS = 1000

/** What may wait. Anything else is asked again another day. */
const KEPT = ['check-ins', 'departures', 'withdrawals', 'guests', 'guest-withdrawals']
/** Answers of ours after which the report is neither taken nor refused. */
const OPEN = ['again', 'not_paired', 'revoked']

export type Answer = { outcome: string; html: string }
/** The server's answer; or that it is kept here under this id; or neither. */
export type Told = Answer | { kept: string } | undefined
export type Report = Record<string, string>

/** `mayWait` is false where keeping it is no use: a code that cannot be anybody's. */
export async function tell(
  noun: string,
  what: Report,
  spoken: Report,
  { way, mayWait }: { way: string; mayWait: boolean },
): Promise<Told> {
  const id = newId()
  const deviceTime = new Date().toISOString()
  const sequence = await nextSequence().catch(() => undefined)
  const mayKeep = mayWait && sequence !== undefined && KEPT.includes(noun)
  const handInAgain = leaveOut(id)
  try {
    const isKept = mayKeep && (await kept(id, sequence, deviceTime, { act: noun, ...what, way }))
    const report = {
      id,
      ...what,
      ...spoken,
      device_time: deviceTime,
      ...(sequence === undefined ? {} : { sequence }),
    }
    if (!isKept) return (await post(noun, report)) ?? (await postAgain(noun, report))
    const answer = await postKept(noun, report, what['because_of'])
    if (!answer) return { kept: id }
    if (answer.acknowledged === id || !OPEN.includes(answer.outcome)) await remove([id])
    return answer
  } finally {
    handInAgain()
    if (mayKeep) {
      changed()
      void handIn()
    }
  }
}

/** Undefined where it has to go with what waits: after it, or because nobody answered. */
async function postKept(noun: string, report: { id: string }, follows: string | undefined) {
  const { id } = report
  if (isDown() || (follows !== undefined && (await isWaiting(follows)))) return undefined
  await earlierOnes(id)
  await markTried([id])
  const answer = await post(noun, report, PATIENCE_MS)
  const isEarly = noun === 'departures' && answer?.outcome === 'not_in' && (await othersWait(id))
  return isEarly ? undefined : answer
}

/** Sealed and stored; false where the browser can do neither. */
async function kept(id: string, sequence: number, deviceTime: string, what: Report): Promise<boolean> {
  const { key, kiosk } = idle?.dataset ?? {}
  if (!canSeal() || !key || !kiosk) return false
  try {
    const sealed = await seal(key, JSON.stringify(what), `${id}|${sequence}|${deviceTime}`)
    await keep({ id, sequence, deviceTime, kiosk, sealed, tried: false })
    return true
  } catch {
    return false
  }
}

/** Whoever came in while the line was down is in before anybody leaves; but nobody waits long for that. */
async function earlierOnes(id: string) {
  if (!(await othersWait(id))) return
  await Promise.race([handIn(), new Promise((resolve) => setTimeout(resolve, HEAD_START_MS))])
}

async function othersWait(id: string): Promise<boolean> {
  const first = await waitingAfter(0, 2)
  return first.some((item) => item.id !== id)
}

async function postAgain(noun: string, report: object): Promise<Answer | undefined> {
  await new Promise((resolve) => setTimeout(resolve, RETRY_AFTER_MS))
  return post(noun, report)
}

/** Only a whole answer that names its outcome is ours: neither a captive portal's page nor a fault's is. */
async function post(
  noun: string,
  report: object,
  patience = LONG_PATIENCE_MS,
): Promise<(Answer & { acknowledged: string | null }) | undefined> {
  try {
    const response = await fetch(`/kiosk/${noun}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Accept: 'text/html' },
      body: JSON.stringify({ ...report, sent_at: new Date().toISOString() }),
      redirect: 'error',
      cache: 'no-store',
      signal: AbortSignal.timeout(patience),
    })
    const outcome = response.headers.get('Stegvis-Outcome')
    if (outcome === null || response.status >= 500) return undefined
    const html = await response.text()
    heard()
    return { outcome, html, acknowledged: response.headers.get('Stegvis-Acknowledged') }
  } catch {
    return undefined
  }
}

/** A UUID; crypto.randomUUID is missing where the tablet reaches the server without TLS. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = (bytes[6]! & 0x0f) | 0x40
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
