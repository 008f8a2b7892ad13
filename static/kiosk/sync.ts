import { heard, isDown } from './line.ts'
import { markTried, remove, standing, waitingAfter, type Item } from './queue.ts'
import { canSeal } from './seal.ts'

/**
 * Hands in what waits, in order, until our server has acknowledged each by its id; and tells now and then that the
 * tablet is alive. Whatever else answers acknowledges nothing.
 */
const MOST = 50
const PATIENCE_MS = 30_000
const HEARTBEAT_MS = 60_000
const FIRST_PAUSE_MS = 1000
const LONGEST_PAUSE_MS = 120_000

const release = document.querySelector<HTMLElement>('#kiosk')?.dataset['release'] ?? ''
const atChange: (() => void)[] = []

let failures = 0
/** Until then the server looks at no codes from here: they stay, and it is not asked. */
let heldUntil = 0
let next: number | undefined
let running: Promise<void> | undefined
let wanted = false

/** What is on the wire by itself just now: it goes one way at a time. */
const onTheWire = new Set<string>()

/** From now until what is returned is called, this one is not handed in. */
export function leaveOut(id: string): () => void {
  onTheWire.add(id)
  return () => onTheWire.delete(id)
}

export function startSync() {
  addEventListener('online', () => void handIn())
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') void handIn()
  })
  void handIn()
}

/** What looks at the queue each time that something may have come or gone. */
export function onChange(look: () => void) {
  atChange.push(look)
}

export function changed() {
  for (const look of atChange) look()
}

/** Now, and not when the pause is over: the line is back, or something new waits. */
export function handIn(): Promise<void> {
  wanted = true
  running ??= round().finally(() => (running = undefined))
  return running
}

async function round() {
  while (wanted) {
    wanted = false
    clearTimeout(next)
    const isWell = await oneAtATime(handInAll).catch(() => false)
    failures = isWell ? 0 : failures + 1
    // Another tab may have handed in.
    changed()
  }
  next = window.setTimeout(() => void handIn(), pause())
}

/** From a second to two minutes, not all tablets at the same moment; a heartbeat when all is well. */
function pause(): number {
  const held = heldUntil - performance.now()
  if (held > 0) return held
  if (failures === 0) return HEARTBEAT_MS
  const longest = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(failures - 1, 10))
  return longest * (0.5 + Math.random() / 2)
}

/** One tab hands in, however many are open; the others look again later. */
async function oneAtATime(work: () => Promise<boolean>): Promise<boolean> {
  if (!('locks' in navigator)) return work()
  return navigator.locks.request('stegvis-kiosk-hand-in', { ifAvailable: true }, (lock) =>
    lock ? work() : true,
  )
}

/** True when all that waited has been acknowledged. What the server could not take now does not hold up the rest. */
async function handInAll(): Promise<boolean> {
  // What has not left the tablet can still be taken back: first it is seen whether anybody answers.
  const isHeld = performance.now() < heldUntil
  if ((isHeld || isDown()) && (await post([])) === undefined) return false
  if (isHeld) return true
  const left: Item[] = []
  for (let after = 0; ;) {
    const items = await waitingAfter(after, MOST).catch(() => [])
    if (items.length === 0 && after > 0) break
    const ids = items.map(({ id }) => id).filter((id) => !onTheWire.has(id))
    const sent = await markTried(ids).catch(() => [])
    const acknowledged = await post(sent)
    if (acknowledged === undefined) return false
    const taken = sent.filter(({ id }) => acknowledged.includes(id))
    if (taken.length > 0) {
      await remove(taken.map(({ id }) => id))
      changed()
      // Told at once, how many are left.
      wanted = true
    }
    left.push(...sent.filter(({ id }) => !acknowledged.includes(id)))
    if (items.length < MOST || performance.now() < heldUntil) break
    after = items.at(-1)!.sequence
  }
  return left.length === 0
}

/** The ids that our server now has; undefined when it was not our server that answered, or not whole. */
async function post(items: readonly Item[]): Promise<string[] | undefined> {
  try {
    const { waiting, since } = await standing().catch(() => ({ waiting: 0, since: undefined }))
    const response = await fetch('/kiosk/deliveries', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
      body: JSON.stringify({
        sent_at: new Date().toISOString(),
        release,
        ...(await battery()),
        ...(canSeal() ? {} : { sealed: 'no' }),
        waiting,
        waiting_since: since ?? null,
        items: items.map(({ id, sequence, deviceTime, kiosk, sealed }) => ({
          id,
          sequence,
          device_time: deviceTime,
          kiosk,
          sealed,
        })),
      }),
      redirect: 'error',
      cache: 'no-store',
      signal: AbortSignal.timeout(PATIENCE_MS),
    })
    if (!response.ok || response.headers.get('Stegvis-Outcome') !== 'delivered') return undefined
    const { acknowledged } = (await response.json()) as { acknowledged?: unknown }
    if (!Array.isArray(acknowledged)) return undefined
    heard()
    const wait = Number(response.headers.get('Retry-After'))
    if (wait > 0) heldUntil = performance.now() + Math.min(wait * 1000, LONGEST_PAUSE_MS)
    return acknowledged.filter((id) => typeof id === 'string')
  } catch {
    return undefined
  }
}

type Battery = { level: number; charging: boolean }

/** In percent, where the browser tells. */
async function battery(): Promise<{ battery?: number; charging?: boolean }> {
  const asked = (navigator as { getBattery?: () => Promise<Battery> }).getBattery
  const told = await asked?.call(navigator).catch(() => undefined)
  return told ? { battery: Math.round(told.level * 100), charging: told.charging } : {}
}
