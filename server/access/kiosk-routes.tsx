import { Hono, type Context } from 'hono'
import { brokenConstraint, type Tx } from '../../db/client.ts'
import { EditKioskPage, NewKioskPage } from '../../views/access/kiosk-form-pages.tsx'
import { KioskNow, KioskPage, type KioskState } from '../../views/access/kiosk-page.tsx'
import { KioskPairingPage } from '../../views/access/kiosk-pairing-page.tsx'
import { KioskList, KiosksPage, type KioskRow } from '../../views/access/kiosks-page.tsx'
import { PairingScreenPage } from '../../views/kiosk/pairing-screen.tsx'
import { pairingKey } from '../organisation/entrance.ts'
import { organisationsBehind } from '../organisation/queries.ts'
import { Rejected } from '../problem.ts'
import { agoInWords } from '../time/ago.ts'
import { momentInWords } from '../time/words.ts'
import { done, show, showPart, wantsPart } from '../web/answer.tsx'
import { release } from '../web/assets.ts'
import type { Env } from '../web/env.ts'
import { fields, isIdentifier, type Fields } from '../web/fields.ts'
import { networkOf } from '../web/network.ts'
import { allow } from './door.ts'
import { Failures } from './failures.ts'
import { giveKioskCookie } from './kiosk-door.ts'
import { newPairingCode, pairingCodeInGroups, pairingMinutes, parsePairingCode } from './kiosk-pairing.ts'
import {
  acknowledgeGuesses,
  addKiosk,
  addPairing,
  changeKiosk,
  heldKiosk,
  isNameTaken,
  kiosksHere,
  kioskWithId,
  openHouse,
  programmesForKiosks,
  redeemPairing,
  revokeKiosk,
  type KioskDevice,
} from './kiosk-queries.ts'
import {
  kioskChoices,
  settingsAsValues,
  settingsStandNow,
  settingsTyped,
  usualSettings,
} from './kiosk-settings-form.ts'
import { isBatteryLow, isClockOff, isUnheard, worriesOf, type OpenHouse } from './kiosk-standing.ts'
import { participantLanguages } from '../language/text.ts'
import { mayManageKiosks } from './permissions.ts'
import { deviceThrottle } from './throttle.ts'
import { NOBODY, hashToken, newOrganisationToken } from './tokens.ts'

/** For administrators: which tablets there are, how each stands and is set, how it is paired and put out of use. */
export function kioskDeviceRoutes() {
  const routes = new Hono<Env>()
  const administrators = allow(mayManageKiosks)

  routes.get('/kiosks', administrators, async (c) => {
    const { rows, house } = await c.var.db(async (tx) => ({
      rows: await kiosksHere(tx),
      house: await openHouse(tx, c.var.today),
    }))
    const kiosks = rows.map((row) => rowOf(c, row, house))
    return wantsPart(c) ? showPart(c, <KioskList kiosks={kiosks} />) : show(c, <KiosksPage kiosks={kiosks} />)
  })

  routes.get('/kiosks/new', administrators, async (c) => {
    const choices = await c.var.db((tx) => kioskChoices(tx, usualSettings))
    const values = {
      ways: usualSettings.ways,
      languages: usualSettings.languages,
      volume: String(usualSettings.volume),
      silent_after: String(usualSettings.silentAfterMinutes),
    }
    return show(c, <NewKioskPage {...choices} values={values} />)
  })

  routes.post('/kiosks', administrators, async (c) => {
    const choices = await c.var.db((tx) => kioskChoices(tx, usualSettings))
    const { form, settings } = await settingsTyped(c, usualSettings, choices)
    if (form.problems.length > 0) await refuseTakenName(c, form, settings.name)
    else {
      let id = ''
      const saved = await nameIsFree(form, async () => {
        id = await c.var.db((tx) => addKiosk(tx, settings, { by: c.var.viewer.id, at: c.var.now }))
      })
      // To its own page, where it is connected.
      if (saved) return done(c, `/kiosks/${id}`, 'access:kiosks.added')
    }
    const { values, problems } = form
    return show(c, <NewKioskPage {...{ ...choices, values, problems }} />, 422)
  })

  routes.get('/kiosks/:id', administrators, async (c) => {
    const { kiosk, house, programmes } = await c.var.db(async (tx) => {
      const found = await kioskHere(c, tx)
      return {
        kiosk: found,
        house: await openHouse(tx, c.var.today),
        programmes: await programmesForKiosks(tx, found.programmeIds),
      }
    })
    const state = stateOf(c, kiosk, house)
    if (wantsPart(c)) return showPart(c, <KioskNow state={state} />)
    const set = {
      programmes: programmes.filter(({ id }) => kiosk.programmeIds.includes(id)).map(({ name }) => name),
      ways: kiosk.ways,
      languages: participantLanguages
        .filter((one) => kiosk.languages.includes(one))
        .map((one) => c.var.t(`access:kiosks.language.${one}`)),
      volume: kiosk.volume,
      silentAfterMinutes: kiosk.silentAfterMinutes,
    }
    return show(c, <KioskPage {...{ state, set }} />)
  })

  routes.get('/kiosks/:id/edit', administrators, async (c) => {
    const { kiosk, choices } = await c.var.db(async (tx) => {
      const found = standing(await kioskHere(c, tx))
      return { kiosk: found, choices: await kioskChoices(tx, found) }
    })
    const { id, name } = kiosk
    return show(c, <EditKioskPage {...{ id, name, ...choices, values: settingsAsValues(kiosk) }} />)
  })

  routes.patch('/kiosks/:id', administrators, async (c) => {
    const { kiosk, choices } = await c.var.db(async (tx) => {
      const found = standing(await kioskHere(c, tx))
      return { kiosk: found, choices: await kioskChoices(tx, found) }
    })
    const { id, name } = kiosk
    const { form, settings, version } = await settingsTyped(c, kiosk, choices)
    let stale: { now: KioskDevice; rows: ReturnType<typeof settingsStandNow> } | undefined
    const save = async (tx: Tx) => {
      const held = standing(await heldKiosk(tx, id))
      const rows = version === held.version ? [] : settingsStandNow(c, held, settings, choices.programmes)
      if (rows.length > 0) stale = { now: held, rows }
      else await changeKiosk(tx, id, settings)
    }
    if (form.problems.length > 0) await refuseTakenName(c, form, settings.name, id)
    const saved = form.problems.length === 0 && (await nameIsFree(form, () => c.var.db(save)))
    if (stale) {
      const values = { ...form.values, version: String(stale.now.version) }
      const page = { id, name: stale.now.name, ...choices, values, standsNow: stale.rows }
      return show(c, <EditKioskPage {...page} />, 409)
    }
    if (saved) return done(c, `/kiosks/${id}`, 'access:kiosks.saved')
    const { values, problems } = form
    return show(c, <EditKioskPage {...{ id, name, ...choices, values, problems }} />, 422)
  })

  routes.delete('/kiosks/:id/guesses', administrators, async (c) => {
    const { id } = await c.var.db(async (tx) => {
      const found = await kioskHere(c, tx)
      await acknowledgeGuesses(tx, found.id)
      return found
    })
    return done(c, `/kiosks/${id}`, 'access:kiosks.guessesAreSeen')
  })

  // Whoever goes back to a code asks for its address, where it is not to be read again.
  routes.on('GET', ['/kiosks/:id/pairings', '/kiosks/:id/pairing'], administrators, async (c) => {
    const { id } = await c.var.db((tx) => kioskHere(c, tx))
    return done(c, `/kiosks/${id}`)
  })

  // The code is shown in the answer itself, once: it is nowhere to be read again.
  routes.post('/kiosks/:id/pairings', administrators, async (c) => {
    const code = newPairingCode()
    const { parts, now, viewer } = c.var
    const device = await c.var.db(async (tx) => {
      const found = standing(await kioskHere(c, tx))
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
      const { id } = standing(await kioskHere(c, tx))
      await revokeKiosk(tx, { id, by: c.var.viewer.id, at: c.var.now })
    })
    return done(c, '/kiosks', 'access:kiosks.revokedNow')
  })

  return routes
}

async function kioskHere(c: Context<Env>, tx: Tx): Promise<KioskDevice> {
  const id = c.req.param('id') ?? ''
  const found = isIdentifier(id) ? await kioskWithId(tx, id) : undefined
  if (!found) throw new Rejected(404, 'common:rejected.missing')
  return found
}

function standing(found: KioskDevice | undefined): KioskDevice {
  if (!found) throw new Rejected(404, 'common:rejected.missing')
  if (found.revokedAt) throw new Rejected(409, 'access:kiosks.alreadyRevoked')
  return found
}

/** A name that another tablet has is told together with whatever else is wrong. */
async function refuseTakenName(c: Context<Env>, form: Fields, name: string, exceptId?: string) {
  if (name === '' || form.problems.some(({ field }) => field === 'name')) return
  const taken = await c.var.db((tx) => isNameTaken(tx, name, exceptId))
  if (taken) form.refuse('name', 'access:kiosks.nameTaken')
}

/** Whether it was saved; a name that another tablet has is a problem of its field. */
async function nameIsFree(form: Fields, save: () => Promise<unknown>): Promise<boolean> {
  try {
    await save()
    return true
  } catch (error) {
    if (brokenConstraint(error) !== 'kiosk_name') throw error
    form.refuse('name', 'access:kiosks.nameTaken')
    return false
  }
}

function rowOf(c: Context<Env>, kiosk: KioskDevice, house: OpenHouse): KioskRow {
  return {
    id: kiosk.id,
    name: kiosk.name,
    place: kiosk.place,
    lastSeen: kiosk.lastSeenAt && agoInWords(kiosk.lastSeenAt, c.var.now, c.var.language),
    waiting: kiosk.waiting,
    revoked: kiosk.revokedAt !== null,
    paired: kiosk.pairedAt !== null,
    unheard: isUnheard(kiosk, c.var.now),
    worries: worriesOf(kiosk, house, c.var.now),
  }
}

/** All that the tablet has told of itself, in words. */
function stateOf(c: Context<Env>, kiosk: KioskDevice, house: OpenHouse): KioskState {
  const { now, language, organisation } = c.var
  const inWords = (at: KioskDevice['lastSeenAt']) => at && momentInWords(at, organisation.timeZone, language)
  const ago = (at: KioskDevice['lastSeenAt']) => at && agoInWords(at, now, language)
  const { skewSeconds, batteryPercent } = kiosk
  return {
    ...rowOf(c, kiosk, house),
    pairedSince: inWords(kiosk.pairedAt),
    revokedSince: inWords(kiosk.revokedAt),
    guessedSince: ago(kiosk.guessedAt),
    release: kiosk.release === null ? null : kiosk.release === release ? 'present' : 'older',
    battery:
      batteryPercent === null
        ? null
        : {
            percent: batteryPercent,
            charging: kiosk.charging,
            low: isBatteryLow(batteryPercent, kiosk.charging),
          },
    waitingFor: ago(kiosk.waitingSince),
    clockOff: isClockOff(skewSeconds)
      ? { minutes: Math.round(Math.abs(skewSeconds) / 60), ahead: skewSeconds > 0 }
      : null,
    keepsOffline: kiosk.keepsOffline,
  }
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
