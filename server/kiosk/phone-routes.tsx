import { randomUUID } from 'node:crypto'
import { Hono, type Context } from 'hono'
import type { Tenant } from '../../db/client.ts'
import { HerePage, HereThanksPage, HereWithdrawnPage } from '../../views/kiosk/here-page.tsx'
import { PhoneCodes } from '../../views/kiosk/phone-codes.tsx'
import { Failures } from '../access/failures.ts'
import { kioskAtDoor } from '../access/kiosk-door.ts'
import { Guesses } from '../access/kiosk-guesses.ts'
import { behindPersonalLink } from '../access/personal-link-queries.ts'
import { networkThrottle } from '../access/throttle.ts'
import { behindToken, hashCode } from '../access/tokens.ts'
import { isParticipantLanguage, type ParticipantTextKey } from '../language/text.ts'
import { Rejected } from '../problem.ts'
import { weekOfInstant } from '../time/zones.ts'
import { done, show, showPart, speakTo } from '../web/answer.tsx'
import type { Env } from '../web/env.ts'
import { fields, type Fields } from '../web/fields.ts'
import { networkOf } from '../web/network.ts'
import { onScreenBehind, placeNamed, placeOf, screenDigits, stepAt, untilNextStep } from './phone-code.ts'
import { forgetPhone, ownerOfPhone, rememberPhone, speakOnPhone } from './phone-door.ts'
import { onScreensNow, sessionsToEnter } from './phone-queries.ts'
import { deviceAtWork, type VisitorKey } from './queries.ts'
import { checkIn, leave, throughDoor, type Outcome, type Report, type Spoken } from './report-door.ts'
import { weekRing } from './week-ring.ts'
import { takeBackEvent } from './withdrawal-door.ts'
import { eventToWithdraw } from './withdrawal-queries.ts'
import { withdrawalOf } from './withdrawal.ts'

type Verb = 'check-ins' | 'departures'

/** Somebody with a phone in the hand: remembered, on their own page, or only standing there with a code. */
type Comer = {
  db: Tenant
  organisationId: string
  /** Who it is, where that is known; and the tablet, where its picture led here. */
  participantId?: string
  kioskId?: string
  /** Whose account a guess goes to. */
  guesser: string
  /** Where the form is, to come back to. */
  path: string
}

/** As many as stand beside each other on the screen. */
const mostOnScreen = 3

/** Checking in by the participant's own phone: the digits on the tablet's screen say that one stands before it. */
export function phoneRoutes(guesses: Guesses) {
  const routes = new Hono<Env>()
  const screenGuesses = new Guesses()
  const byNetwork = new Failures(networkThrottle)

  routes.get('/kiosk/phone-codes', async (c) => {
    const kiosk = await kioskAtDoor(c)
    if (!kiosk || kiosk.device.revokedAt) throw new Rejected(401, 'common:rejected.missing')
    const { device, db } = kiosk
    if (!device.ways.includes('phone')) throw new Rejected(404, 'common:rejected.missing')
    const language = c.req.query('language')
    if (isParticipantLanguage(language)) speakTo(c, language)
    const { now, parts } = c.var
    const sessions = await db((tx) => sessionsToEnter(tx, device, now))
    const place = placeOf({ organisationId: device.organisationId, kioskId: device.id })
    // Whoever chose a language here goes on in it; from the tablet's own, the phone goes by its own.
    const isChosen = isParticipantLanguage(language) && language !== device.organisationLanguage
    const spoken = isChosen ? `?language=${language}` : ''
    const codes = sessions.slice(0, mostOnScreen).map((session) => {
      const shown = { kioskId: device.id, sessionId: session.id }
      const digits = screenDigits(parts.secret, shown, stepAt(now))
      return { session, digits, address: `${parts.publicUrl}/here/${place}${spoken}#${digits}` }
    })
    c.header('Stegvis-Outcome', 'phone_codes')
    return showPart(c, <PhoneCodes codes={codes} renews={untilNextStep(now)} />)
  })

  for (const path of ['/here', '/here/:place'])
    routes.get(path, async (c) => {
      const place = c.req.param('place')
      const owner = await ownerOfPhone(c)
      speakOnPhone(c, owner)
      return showForm(c, { place, known: owner !== undefined })
    })

  // A phone is lent, or was never one's own.
  routes.delete('/here/phone', (c) => {
    forgetPhone(c)
    return done(c, '/here', 'ways:here.forgotten')
  })

  for (const verb of ['check-ins', 'departures'] as const) {
    routes.post(`/here/${verb}`, async (c) => {
      const form = await fields(c)
      const comer = await comerHere(c, form)
      if (!comer) return showForm(c, { known: false, said: 'ways:here.start' }, 422)
      return told(c, verb, comer, form)
    })

    routes.post(`/my-week/:token/${verb}`, async (c) => {
      const form = await fields(c)
      const token = c.req.param('token') ?? ''
      const owner = await ownerOfPage(c, token)
      const path = `/my-week/${token}`
      return told(c, verb, { ...knownComer(owner, ''), path }, form)
    })
  }

  routes.post('/here/withdrawals', async (c) => {
    const form = await fields(c)
    const comer = await comerHere(c, form)
    if (!comer) throw new Rejected(404, 'common:rejected.missing')
    return takenBack(c, comer, form)
  })

  routes.post('/my-week/:token/withdrawals', async (c) => {
    const form = await fields(c)
    const token = c.req.param('token') ?? ''
    const owner = await ownerOfPage(c, token)
    return takenBack(c, { ...knownComer(owner, ''), path: `/my-week/${token}` }, form)
  })

  routes.post('/my-week/:token/phone', async (c) => {
    const token = c.req.param('token') ?? ''
    await ownerOfPage(c, token)
    rememberPhone(c, token)
    return done(c, `/my-week/${token}`, 'ways:here.remembered')
  })

  /** One transaction: where one stands, who one is, and then as at the tablet. */
  async function told(c: Context<Env>, verb: Verb, comer: Comer, form: Fields) {
    const { now, parts } = c.var
    const digits = form.text('digits', { max: 20, optional: true, anyDigits: true }).replaceAll(/\D/g, '')
    const code = form.text('code', { max: 40, optional: true, anyDigits: true }).replaceAll(/\s/g, '')
    const id = form.optionalId('id') ?? randomUUID()
    const { organisationId } = comer
    const guesser = { id: comer.guesser, organisationId }
    const network = networkOf(c)

    const outcome = await comer.db(async (tx): Promise<(Outcome & Spoken) | { kind: 'not_now' }> => {
      const seconds = Math.max(screenGuesses.wait(guesser, now), byNetwork.wait(network, now))
      if (seconds > 0) return { kind: 'wait', seconds }
      const wasNoGuess = screenGuesses.note(guesser, now)
      const shown = await onScreensNow(tx, now, comer.kioskId)
      const screen = onScreenBehind(digits, shown, { secret: parts.secret, now })
      if (!screen) return { kind: 'not_now' }
      wasNoGuess()

      const key: VisitorKey =
        comer.participantId === undefined
          ? { codeHash: hashCode(code, organisationId, parts.secret) }
          : { participantId: comer.participantId }
      const device = await deviceAtWork(tx, { kioskId: screen.kioskId, key })
      if (!device) return { kind: 'not_now' }
      const report: Report = {
        id,
        keyIn: () => key,
        way: 'phone',
        deviceTime: undefined,
        sessionId: verb === 'check-ins' ? screen.sessionId : undefined,
      }
      const isKnown = comer.participantId !== undefined
      const tookNetwork = isKnown ? () => undefined : byNetwork.note(network, now)
      const account = isKnown ? guesser : { id: `${screen.kioskId} by phone`, organisationId }
      const act = verb === 'check-ins' ? checkIn : leave
      const answer = await throughDoor(
        tx,
        { device, key, report, guesses, guesser: account, now },
        (inside, door) => act(inside, door, report),
      )
      if (answer.kind !== 'unknown') tookNetwork()
      return answer
    })

    if ('language' in outcome && isParticipantLanguage(outcome.language)) speakTo(c, outcome.language)
    if (outcome.kind === 'wait') c.header('Retry-After', String(outcome.seconds))
    if (outcome.kind === 'welcome' || outcome.kind === 'goodbye') {
      const { firstName, tomorrow, visit, visits, enrolment, enrolments, timeZone, at } = outcome
      const week = weekOfInstant(at, timeZone)
      const ring = enrolment && weekRing(week, { enrolment, enrolments, visits, zone: timeZone })
      const place = placeOn(form)
      const thanks = { kind: outcome.kind, firstName, session: visit.session, ring, tomorrow }
      return show(c, <HereThanksPage {...thanks} {...{ place, eventId: id, back: comer.path }} />)
    }
    const place = placeOn(form)
    const page = {
      place,
      known: comer.participantId !== undefined,
      action: comer.path,
      said: saidOf(outcome),
      about: 'session' in outcome ? outcome.session.name : undefined,
    }
    return showForm(c, page, outcome.kind === 'wait' ? 429 : 422)
  }

  return routes
}

/** What was just done is taken back, by whoever did it; its id is known to nobody else. */
async function takenBack(c: Context<Env>, comer: Comer, form: Fields) {
  const becauseOf = form.id('because_of')
  const id = form.optionalId('id') ?? randomUUID()
  if (form.problems.length > 0) throw new Rejected(404, 'common:rejected.missing')
  const { now } = c.var
  const { answer, event } = await comer.db(async (tx) => {
    const found = await eventToWithdraw(tx, becauseOf)
    const isOwn = comer.participantId === undefined || found?.participantId === comer.participantId
    const told = isOwn ? found : undefined
    const withdrawal = { id, becauseOf, kioskId: told?.kioskId ?? '', occurredAt: now, receivedAt: now }
    const allowed = withdrawalOf(told, { ...withdrawal, online: true })
    if (allowed === 'take_back' && told) await takeBackEvent(tx, told, withdrawal, now)
    return { answer: allowed, event: told }
  })
  if (isParticipantLanguage(event?.language)) speakTo(c, event.language)
  const undone = answer !== 'too_late' && event ? { what: event.kind, name: event.session.name } : undefined
  return show(c, <HereWithdrawnPage undone={undone} back={comer.path} />, undone ? 200 : 409)
}

const placeOn = (form: Fields): string => form.text('place', { max: 43, optional: true, anyDigits: true })

async function comerHere(c: Context<Env>, form: Fields): Promise<Comer | undefined> {
  const owner = await ownerOfPhone(c)
  speakOnPhone(c, owner)
  return owner ? knownComer(owner, placeOn(form)) : comerAt(c, placeOn(form))
}

type Shown = {
  place?: string | undefined
  known: boolean
  /** Where what is typed goes. */
  action?: string
  said?: ParticipantTextKey
  /** The session that the sentence is about. */
  about?: string | undefined
}

function showForm(
  c: Context<Env>,
  { place, action = '/here', ...page }: Shown,
  status: 200 | 422 | 429 = 200,
) {
  const where = place === undefined ? undefined : placeNamed(place)
  c.header('X-Robots-Tag', 'noindex')
  return show(
    c,
    <HerePage
      {...page}
      action={action}
      place={where && place}
      languagesAt={action === '/here' ? (where ? `/here/${place}` : '/here') : undefined}
      mayType={page.known || where !== undefined}
      forgets={page.known && action === '/here'}
      id={randomUUID()}
    />,
    status,
  )
}

const knownComer = (
  { db, link }: NonNullable<Awaited<ReturnType<typeof ownerOfPhone>>>,
  place: string,
): Comer => {
  const where = placeNamed(place)
  return {
    db,
    organisationId: link.organisationId,
    participantId: link.participantId,
    // The picture of another organisation's tablet opens nothing here.
    kioskId: where?.organisationId === link.organisationId ? where.kioskId : undefined,
    guesser: `link ${link.linkId}`,
    path: '/here',
  }
}

/** Who is not remembered is looked for where the picture says that they stand. */
function comerAt(c: Context<Env>, place: string): Comer | undefined {
  const where = placeNamed(place)
  if (!where) return undefined
  return {
    ...where,
    db: c.var.parts.db.tenant(where.organisationId),
    guesser: `network ${networkOf(c)}`,
    path: '/here',
  }
}

async function ownerOfPage(c: Context<Env>, token: string) {
  const opened = await behindToken(c.var.parts.db, token, (tx, hash) =>
    behindPersonalLink(tx, hash, c.var.now),
  )
  if (!opened) throw new Rejected(404, 'myWeek:missing')
  if (isParticipantLanguage(opened.found.language)) speakTo(c, opened.found.language)
  return { db: opened.db, link: opened.found }
}

/** What to say where nobody came in or went; of what did not hold together, only to try again. */
function saidOf(outcome: { kind: (Outcome | { kind: 'not_now' })['kind'] }): ParticipantTextKey {
  switch (outcome.kind) {
    case 'not_now':
      return 'ways:here.notNow'
    case 'unknown':
      return 'ways:here.unknown'
    case 'wait':
      return 'ways:here.slow'
    case 'full':
      return 'kiosk:full.title'
    case 'cancelled':
      return 'kiosk:cancelled.title'
    case 'not_in':
      return 'kiosk:notIn.title'
    case 'already_in':
      return 'kiosk:alreadyIn.said'
    case 'nothing_now':
    case 'too_early':
    case 'choice':
      return 'kiosk:nothingNow.title'
    default:
      return 'kiosk:again.title'
  }
}
