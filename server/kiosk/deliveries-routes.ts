import { Hono, type Context } from 'hono'
import { brokenConstraint, isUnavailable } from '../../db/client.ts'
import { kioskToken } from '../access/kiosk-door.ts'
import type { Guesses } from '../access/kiosk-guesses.ts'
import { kioskOfToken, noteGuessed, noteKioskHealth, type KioskHealth } from '../access/kiosk-queries.ts'
import { Rejected } from '../problem.ts'
import { traceOf } from '../trace.ts'
import type { Env } from '../web/env.ts'
import { deliveredOf, mostDelivered, type Delivered } from './delivered.ts'
import { takeAside, takeIn, type Handing } from './delivery-door.ts'
import { knownOf } from './late-queries.ts'
import { parseAnyTime, skewOf } from './moment.ts'

const longestRelease = 60
const mostWaiting = 1_000_000

/**
 * What a tablet put by while it could not reach us, and how it fares itself. A revoked one may still hand in its own, and
 * that is all it may. Known and unknown are taken in alike: the answer tells nothing of anybody. But what is looked up is
 * counted as at the door, and while the tablet has to wait its codes and cards stay with it.
 */
export function deliveriesRoutes(guesses: Guesses) {
  const routes = new Hono<Env>()

  routes.post('/kiosk/deliveries', async (c) => {
    const body: unknown = await c.req.json().catch(() => undefined)
    if (typeof body !== 'object' || body === null || Array.isArray(body))
      throw new Rejected(400, 'common:rejected.malformed')
    const sent = body as Record<string, unknown>
    const shown = kioskToken(c)
    const { parts, now } = c.var
    const skewSeconds = skewOf(
      typeof sent['sent_at'] === 'string' ? parseAnyTime(sent['sent_at']) : undefined,
      now,
    )
    const db = shown && parts.db.tenant(shown.organisationId)
    const items = (Array.isArray(sent['items']) ? sent['items'].slice(0, mostDelivered) : []).map((item) =>
      deliveredOf(item, parts.secret),
    )
    const paired = await db?.(async (tx) => {
      const device = await kioskOfToken(tx, shown!.hash)
      if (!device) return undefined
      await noteKioskHealth(tx, device.id, healthIn(sent, { at: now, skewSeconds }))
      const known = await knownOf(
        tx,
        items.map(({ id }) => id),
      )
      return { device, known }
    })
    if (!shown || !db || !paired) {
      c.header('Stegvis-Outcome', 'not_paired')
      return c.json({ acknowledged: [] }, 401, { 'Cache-Control': 'no-store' })
    }

    const { device, known } = paired
    const guesser = { id: device.id, organisationId: shown.organisationId }
    const handing: Handing = {
      tokenHash: shown.hash,
      organisationId: shown.organisationId,
      secret: parts.secret,
      received: now,
      skewSeconds,
    }
    let waitSeconds = 0
    const acknowledged = await takenIn(c, items, async (item) => {
      if (known.has(item.id)) return true
      const isTried = item.what !== undefined && 'shown' in item.what
      const seconds = isTried ? guesses.wait(guesser, now) : 0
      waitSeconds = Math.max(waitSeconds, seconds)
      if (seconds > 0) return false
      const wasNoGuess = isTried ? guesses.note(guesser, now) : () => undefined
      const opened = await db(async (tx) => {
        const opens = await takeIn(tx, item, handing)
        if (!opens && guesses.isWorthTelling(guesser, now)) await noteGuessed(tx, device.id, now)
        return opens
      }).catch(async (error: unknown) => {
        // A fault says nothing of a code.
        wasNoGuess()
        if (brokenConstraint(error) === undefined) throw error
        await db((tx) => takeAside(tx, item, device.id, handing))
        return undefined
      })
      if (opened) wasNoGuess()
      return true
    })
    c.header('Stegvis-Outcome', 'delivered')
    if (waitSeconds > 0) c.header('Retry-After', String(waitSeconds))
    return c.json({ acknowledged }, 200, { 'Cache-Control': 'no-store' })
  })

  return routes
}

/**
 * In order, each by itself. One that is not taken now, or meets a fault, is sent again by the tablet, and so is what the
 * same person did after it; what others did does not wait for it. While the database is away nothing more is tried.
 */
async function takenIn(
  c: Context<Env>,
  items: readonly Delivered[],
  take: (item: Delivered) => Promise<boolean>,
): Promise<string[]> {
  const acknowledged: string[] = []
  const held = new Set<string>()
  for (const item of items) {
    const about = whoseOf(item)
    if (about !== undefined && held.has(about)) continue
    const hold = () => {
      held.add(item.id)
      if (about !== undefined) held.add(about)
    }
    try {
      const isTaken = await take(item)
      if (!isTaken) hold()
      else if (item.sentId !== undefined) acknowledged.push(item.sentId)
    } catch (error) {
      if (error instanceof Rejected) throw error
      hold()
      if (isUnavailable(error)) break
      c.var.parts.log({
        level: 'error',
        request: c.var.requestId,
        route: c.req.routePath,
        ...traceOf(error as Error),
      })
    }
  }
  return acknowledged
}

/** The same for all that one person did at the tablet, by the same code or card; for an undoing, what it undoes. */
function whoseOf({ what }: Delivered): string | undefined {
  if (what === undefined || what.act === 'guests') return undefined
  return 'shown' in what ? JSON.stringify(what.shown) : what.becauseOf
}

/** What cannot be right is as if it were not told. */
function healthIn(
  sent: Record<string, unknown>,
  { at, skewSeconds }: Pick<KioskHealth, 'at' | 'skewSeconds'>,
): KioskHealth {
  const { release, battery, charging, waiting } = sent
  const since = sent['waiting_since']
  return {
    at,
    skewSeconds,
    release: typeof release === 'string' && release.length <= longestRelease ? release : undefined,
    batteryPercent: isWhole(battery, 100) ? battery : undefined,
    charging: typeof charging === 'boolean' ? charging : undefined,
    keepsOffline: sent['sealed'] !== 'no',
    waiting: isWhole(waiting, mostWaiting) ? waiting : undefined,
    waitingSince: since === null ? null : typeof since === 'string' ? parseAnyTime(since) : undefined,
  }
}

const isWhole = (value: unknown, most: number): value is number =>
  Number.isInteger(value) && (value as number) >= 0 && (value as number) <= most
