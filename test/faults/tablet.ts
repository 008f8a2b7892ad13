import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'

/** What came back, and after how long. */
export type Reply = { status: number; headers: Headers; text: string; ms: number }

/** One request over real HTTP; undefined when nothing answers at all. */
export async function ask(
  url: string,
  cookie: string,
  init: { method?: string; body?: string; headers?: Record<string, string> } = {},
): Promise<Reply | undefined> {
  const begun = performance.now()
  try {
    const response = await fetch(url, {
      method: init.method ?? (init.body === undefined ? 'GET' : 'POST'),
      headers: { accept: 'text/html', 'sec-fetch-site': 'same-origin', cookie, ...init.headers },
      body: init.body,
      redirect: 'manual',
      signal: AbortSignal.timeout(20_000),
    })
    const text = await response.text()
    return { status: response.status, headers: response.headers, text, ms: performance.now() - begun }
  } catch (error) {
    if ((error as Error).name === 'TimeoutError') throw error
    return undefined
  }
}

export const checkIn = (url: string, tablet: string, code: string, id: string = randomUUID()) =>
  ask(`${url}/kiosk/check-ins`, tablet, {
    body: JSON.stringify({ id, code, device_time: new Date().toISOString() }),
    headers: { 'content-type': 'application/json' },
  })

export const acknowledged = (reply: Reply | undefined) => reply?.headers.get('stegvis-acknowledged')

/** Tablets beside each other that send until everybody is acknowledged: the same id again when no acknowledgement came. */
export async function comeIn(
  url: string,
  { tablets, codes }: { tablets: string[]; codes: string[] },
  onAcknowledged: (count: number) => void = () => undefined,
) {
  const waiting = [...codes]
  const ids: string[] = []
  const replies: Reply[] = []
  let resent = 0
  const worker = async (tablet: string) => {
    for (let code = waiting.pop(); code !== undefined; code = waiting.pop()) {
      const id = randomUUID()
      for (let reply = await send(code, id, tablet); acknowledged(reply) !== id; resent++) {
        await wait(50)
        reply = await send(code, id, tablet)
      }
      ids.push(id)
      onAcknowledged(ids.length)
    }
  }
  const send = async (code: string, id: string, tablet: string) => {
    const reply = await checkIn(url, tablet, code, id)
    if (reply) replies.push(reply)
    return reply
  }
  await Promise.all(tablets.map(worker))
  return { ids: ids.sort(), replies, resent }
}

/** A page that listens: how often it was told to look again. */
export async function listening(url: string, cookie: string) {
  const leaving = new AbortController()
  const response = await fetch(url, {
    headers: { cookie, accept: 'text/event-stream' },
    signal: leaving.signal,
  })
  const heard = { status: response.status, count: 0, ended: false }
  const read = async () => {
    for await (const part of response.body!.pipeThrough(new TextDecoderStream()))
      heard.count += part.split('event: ').length - 1
  }
  read()
    .catch(() => undefined)
    .finally(() => (heard.ended = true))
  return { heard, leave: () => leaving.abort() }
}
