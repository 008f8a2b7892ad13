import { Hono, type Context } from 'hono'
import { brokenConstraint } from '../../db/client.ts'
import { KiosksPage } from '../../views/access/kiosks-page.tsx'
import { NewKioskPage } from '../../views/access/new-kiosk-page.tsx'
import { KioskPairingPage } from '../../views/access/kiosk-pairing-page.tsx'
import { PairingScreenPage } from '../../views/kiosk/pairing-screen.tsx'
import { pairingKey } from '../organisation/entrance.ts'
import { organisationsBehind } from '../organisation/queries.ts'
import { Rejected } from '../problem.ts'
import { momentInWords } from '../time/words.ts'
import { done, show } from '../web/answer.tsx'
import type { Env } from '../web/env.ts'
import { fields, isIdentifier } from '../web/fields.ts'
import { networkOf } from '../web/network.ts'
import { allow } from './door.ts'
import { Failures } from './failures.ts'
import { giveKioskCookie } from './kiosk-door.ts'
import type { Guesses } from './kiosk-guesses.ts'
import { newPairingCode, pairingCodeInGroups, pairingMinutes, parsePairingCode } from './kiosk-pairing.ts'
import {
  addKiosk,
  addPairing,
  kiosksHere,
  kioskWithId,
  placesForKiosks,
  redeemPairing,
  revokeKiosk,
} from './kiosk-queries.ts'
import { mayManageKiosks } from './permissions.ts'
import { deviceThrottle } from './throttle.ts'
import { NOBODY, hashToken, newOrganisationToken } from './tokens.ts'

/** For administrators: which tablets there are, how one is paired, and how it is put out of use. */
export function kioskDeviceRoutes(guesses: Guesses) {
  const routes = new Hono<Env>()
  const administrators = allow(mayManageKiosks)

  routes.get('/kiosks', administrators, async (c) => {
    const rows = await c.var.db(kiosksHere)
    const inWords = (at: typeof c.var.now | null) =>
      at && momentInWords(at, c.var.organisation.timeZone, c.var.language)
    const kiosks = rows.map((row) => ({
      id: row.id,
      name: row.name,
      place: row.place,
      paired: inWords(row.pairedAt),
      lastSeen: inWords(row.lastSeenAt),
      revoked: inWords(row.revokedAt),
      guessed: guesses.isWorthTelling(row.id, c.var.now),
    }))
    return show(c, <KiosksPage kiosks={kiosks} />)
  })

  routes.get('/kiosks/new', administrators, async (c) => {
    const places = await c.var.db(placesForKiosks)
    return show(c, <NewKioskPage places={places} values={{}} problems={[]} />)
  })

  routes.post('/kiosks', administrators, async (c) => {
    const form = await fields(c)
    const name = form.text('name', { max: 60 })
    const locationId = form.optionalId('location_id') ?? null
    const places = await c.var.db(placesForKiosks)
    if (locationId !== null && !places.some((place) => place.id === locationId))
      form.refuse('location_id', 'common:problem.choice')

    if (form.problems.length === 0) {
      try {
        const row = { name, locationId, by: c.var.viewer.id, at: c.var.now }
        await c.var.db((tx) => addKiosk(tx, row))
        return done(c, '/kiosks', 'access:kiosks.added')
      } catch (error) {
        if (brokenConstraint(error) !== 'kiosk_name') throw error
        form.refuse('name', 'access:kiosks.nameTaken')
      }
    }
    const { values, problems } = form
    return show(c, <NewKioskPage {...{ places, values, problems }} />, 422)
  })

  // The code is shown in the answer itself, once: it is nowhere to be read again.
  routes.post('/kiosks/:id/pairings', administrators, async (c) => {
    const code = newPairingCode()
    const { parts, now, viewer } = c.var
    const device = await c.var.db(async (tx) => {
      const found = await standingKiosk(c, (id) => kioskWithId(tx, id))
      await addPairing(tx, {
        kioskId: found.id,
        codeHash: pairingKey(code, parts.secret),
        by: viewer.id,
        at: now,
        expiresAt: now.add({ minutes: pairingMinutes }),
      })
      return found
    })
    const pairing = {
      kiosk: device.name,
      replaces: device.pairedAt !== null,
      code: pairingCodeInGroups(code),
      link: `${parts.publicUrl}/kiosk/pairings/${code}`,
      screen: `${parts.publicUrl}/kiosk`,
      minutes: pairingMinutes,
    }
    return show(c, <KioskPairingPage {...pairing} />, 201)
  })

  routes.delete('/kiosks/:id/pairing', administrators, async (c) => {
    await c.var.db(async (tx) => {
      const { id } = await standingKiosk(c, (kioskId) => kioskWithId(tx, kioskId))
      await revokeKiosk(tx, { id, by: c.var.viewer.id, at: c.var.now })
    })
    return done(c, '/kiosks', 'access:kiosks.revokedNow')
  })

  return routes
}

async function standingKiosk(
  c: Context<Env>,
  load: (id: string) => ReturnType<typeof kioskWithId>,
): Promise<NonNullable<Awaited<ReturnType<typeof kioskWithId>>>> {
  const id = c.req.param('id') ?? ''
  const found = isIdentifier(id) ? await load(id) : undefined
  if (!found) throw new Rejected(404, 'common:rejected.missing')
  if (found.revokedAt) throw new Rejected(409, 'access:kiosks.alreadyRevoked')
  return found
}

/** On the tablet, before it is anybody's: the code that an administrator has just been shown. */
export function kioskPairingRoutes() {
  const routes = new Hono<Env>()
  const failures = new Failures(deviceThrottle)

  routes.get('/kiosk/pairings', (c) => show(c, <PairingScreenPage />))

  // The link only fills in the code: nothing is paired until somebody says so on the tablet.
  routes.get('/kiosk/pairings/:code', (c) => {
    const code = parsePairingCode(c.req.param('code'))
    return show(c, <PairingScreenPage given={code && pairingCodeInGroups(code)} />)
  })

  routes.post('/kiosk/pairings', async (c) => {
    const network = networkOf(c)
    const wait = failures.wait(network, c.var.now)
    if (wait > 0) {
      c.header('Retry-After', String(wait))
      return show(c, <PairingScreenPage problem="kiosk:pairing.wait" />, 429)
    }
    const wasNoGuess = failures.note(network, c.var.now)
    const typed = (await fields(c)).text('code', { max: 40, optional: true, anyDigits: true })
    const token = await pair(c, parsePairingCode(typed) ?? '')
    if (token === undefined) return show(c, <PairingScreenPage problem="kiosk:pairing.wrong" />, 422)
    wasNoGuess()
    giveKioskCookie(c, token)
    return c.redirect('/kiosk', 303)
  })

  return routes
}

/** A code that never was takes as long as one that has run out. */
async function pair(c: Context<Env>, code: string): Promise<string | undefined> {
  const { db, secret } = c.var.parts
  const codeHash = pairingKey(code, secret)
  const [organisationId = NOBODY] = await organisationsBehind(db, codeHash)
  const token = newOrganisationToken(organisationId)
  const redeemed = await db.tenant(organisationId)((tx) =>
    redeemPairing(tx, { codeHash, tokenHash: hashToken(token), at: c.var.now }),
  )
  return redeemed ? token : undefined
}
