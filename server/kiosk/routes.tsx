import { Hono, type Context } from 'hono'
import type { JSX } from 'hono/jsx/jsx-runtime'
import type { Temporal } from 'temporal-polyfill'
import type { Tx } from '../../db/client.ts'
import { AlreadyInScreen, ChoiceScreen } from '../../views/kiosk/choice-screen.tsx'
import { IdlePage } from '../../views/kiosk/idle-screen.tsx'
import {
  AgainScreen,
  NothingNowScreen,
  NotInScreen,
  RestPage,
  Said,
} from '../../views/kiosk/message-screen.tsx'
import { PairingScreenPage } from '../../views/kiosk/pairing-screen.tsx'
import { GoodbyeScreen, WelcomeScreen } from '../../views/kiosk/thanks-screen.tsx'
import { kioskAtDoor, kioskToken } from '../access/kiosk-door.ts'
import type { Guesses } from '../access/kiosk-guesses.ts'
import { hashCode } from '../access/tokens.ts'
import { recordCheckIn, recordDeparture } from '../attendance/presence-queries.ts'
import { textsIn } from '../language/catalogue.ts'
import { languages, type Language } from '../language/text.ts'
import { Rejected } from '../problem.ts'
import { isoWeekOf, mondayOf } from '../time/weeks.ts'
import { localDateOf, localTimeOf, weekInZone, weekOfInstant } from '../time/zones.ts'
import { show, showPart } from '../web/answer.tsx'
import type { Env } from '../web/env.ts'
import { fields } from '../web/fields.ts'
import { arrivalOf, type Arrival } from './arrival.ts'
import { leavingOf, type Leaving } from './leaving.ts'
import { momentOf, parseDeviceTime } from './moment.ts'
import { deviceAtWork, sessionsOfToday, visitorWithCode, type DeviceAtWork } from './queries.ts'
import { boardOf } from './today.ts'
import { afterEntry, afterLeaving, weekRing } from './week-ring.ts'
import type { KioskEnrolment, OwnVisit, Visitor } from './words.ts'

/** The tablet by the door. Its own token opens this and nothing else; a staff sign-in opens nothing here. */
export function kioskRoutes(guesses: Guesses) {
  const routes = new Hono<Env>()

  routes.get('/kiosk', async (c) => {
    const kiosk = await kioskAtDoor(c)
    if (!kiosk) return show(c, <PairingScreenPage />)
    const { device, db } = kiosk
    const usual = languageNamed(device.organisationLanguage) ?? 'sv'
    speak(c, languageNamed(c.req.query('language')) ?? usual)
    if (device.revokedAt) return show(c, <RestPage />)

    const { now } = c.var
    const today = localDateOf(now, device.timeZone)
    const sessions = await db((tx) => sessionsOfToday(tx, { today, locationId: device.locationId }))
    const idle = {
      place: device.place ?? device.organisationName,
      today,
      time: localTimeOf(now, device.timeZone),
      timeZone: device.timeZone,
      epoch: now.epochMilliseconds,
      usual,
      sessions: boardOf(sessions, now),
    }
    return show(c, <IdlePage {...idle} />)
  })

  routes.post('/kiosk/check-ins', async (c) => {
    const sent = await sentByTablet(c)
    const outcome = await atTheDoor(c, sent, guesses, (tx, door) => checkIn(tx, door, sent))
    return answer(c, sent, outcome)
  })

  routes.post('/kiosk/departures', async (c) => {
    const sent = await sentByTablet(c)
    const outcome = await atTheDoor(c, sent, guesses, (tx, door) => leave(tx, door, sent))
    return answer(c, sent, outcome)
  })

  return routes
}

/** What a tablet sends for a check-in or a departure. */
type Sent = {
  id: string
  code: string
  deviceTime: Temporal.Instant | undefined
  sessionId: string | undefined
}

type Door = {
  device: DeviceAtWork
  visitor: Visitor | undefined
  received: Temporal.Instant
  /** When the person stood there, and what the tablet's clock said. */
  at: Temporal.Instant
  occurredAt: Temporal.Instant
}

type Thanked = {
  firstName: string | null
  visit: OwnVisit
  visits: OwnVisit[]
  enrolment?: KioskEnrolment
  enrolments: readonly KioskEnrolment[]
}

type Outcome =
  | { kind: 'not_paired' | 'revoked' | 'again' }
  | { kind: 'wait'; seconds: number }
  | Exclude<Arrival, { kind: 'enter' }>
  | Exclude<Leaving, { kind: 'leave' }>
  | ({ kind: 'welcome' | 'goodbye'; timeZone: string; at: Temporal.Instant } & Thanked)

async function sentByTablet(c: Context<Env>): Promise<Sent> {
  const form = await fields(c)
  const language = languageNamed(form.text('language', { max: 10, optional: true }))
  if (language) speak(c, language)
  const sent = {
    id: form.id('id'),
    // Whatever was typed is looked up in the same way, also what can be no code.
    code: form.text('code', { max: 40, optional: true, anyDigits: true }),
    deviceTime: parseDeviceTime(form.text('device_time', { max: 40, optional: true })),
    sessionId: form.optionalId('session_id'),
  }
  if (form.problems.length > 0) throw new Rejected(422, 'common:rejected.malformed')
  return sent
}

/** One transaction: the tablet, whose code it is, and then what is to be done. */
async function atTheDoor(
  c: Context<Env>,
  sent: Sent,
  guesses: Guesses,
  act: (tx: Tx, door: Door) => Promise<Outcome>,
): Promise<Outcome> {
  const shown = kioskToken(c)
  if (!shown) return { kind: 'not_paired' }
  const { parts, now } = c.var
  const codeHash = hashCode(sent.code, shown.organisationId, parts.secret)

  return parts.db.tenant(shown.organisationId)(async (tx) => {
    const device = await deviceAtWork(tx, { tokenHash: shown.hash, codeHash })
    if (!device) return { kind: 'not_paired' }
    if (device.revoked) return { kind: 'revoked' }
    const seconds = guesses.wait(device, now)
    if (seconds > 0) return { kind: 'wait', seconds }
    const wasNoGuess = guesses.note(device, now)

    const today = localDateOf(now, device.timeZone)
    const week = isoWeekOf(today)
    const visitor = await visitorWithCode(tx, {
      codeHash,
      eventId: sent.id,
      today,
      monday: mondayOf(week),
      week: weekInZone(week, device.timeZone),
      now,
    })
    const outcome = await act(tx, { device, visitor, received: now, ...momentOf(sent.deviceTime, now) })
    if (outcome.kind !== 'unknown') wasNoGuess()
    return outcome
  })
}

async function checkIn(tx: Tx, door: Door, sent: Sent): Promise<Outcome> {
  const { visitor, device, at } = door
  const before = visitor?.reportedBefore
  if (visitor && before) {
    const visit = visitor.visits.find(({ sessionId }) => sessionId === before.sessionId)
    if (!before.own || before.kind !== 'check_in' || !visit) return { kind: 'again' }
    return { kind: 'welcome', at, timeZone: device.timeZone, ...thanked(visitor, visitor.visits, visit) }
  }

  const arrival = arrivalOf(visitor, { at, locationId: device.locationId, chosenId: sent.sessionId })
  if (arrival.kind !== 'enter' || !visitor) return arrival as Exclude<Arrival, { kind: 'enter' }>
  const { entry } = arrival
  const recorded = await recordCheckIn(tx, {
    ...reported(door, visitor, sent, entry.session.id),
    session: entry.session,
    enrolmentId: entry.enrolment.id,
    checkedInAt: entry.checkedInAt,
    status: entry.status,
    closes: entry.closes,
  })
  if (!recorded) return { kind: 'again' }
  const { visit, visits } = afterEntry(visitor.visits, entry)
  return { kind: 'welcome', at, timeZone: device.timeZone, ...thanked(visitor, visits, visit) }
}

async function leave(tx: Tx, door: Door, sent: Sent): Promise<Outcome> {
  const { visitor, device, at } = door
  const before = visitor?.reportedBefore
  if (visitor && before) {
    const visit = visitor.visits.find(({ sessionId }) => sessionId === before.sessionId)
    if (!before.own || before.kind !== 'departure' || !visit) return { kind: 'again' }
    return { kind: 'goodbye', at, timeZone: device.timeZone, ...thanked(visitor, visitor.visits, visit) }
  }

  const leaving = leavingOf(visitor, at)
  if (leaving.kind !== 'leave' || !visitor) return leaving as Exclude<Leaving, { kind: 'leave' }>
  const { checkedOutAt, status } = leaving
  const recorded = await recordDeparture(tx, {
    ...reported(door, visitor, sent, leaving.visit.sessionId),
    checkedOutAt,
    status,
  })
  if (!recorded) return { kind: 'again' }
  const { visit, visits } = afterLeaving(visitor.visits, leaving)
  return { kind: 'goodbye', at, timeZone: device.timeZone, ...thanked(visitor, visits, visit) }
}

const reported = (
  { device, received, occurredAt }: Door,
  visitor: Visitor,
  sent: Sent,
  sessionId: string,
) => ({
  eventId: sent.id,
  participantId: visitor.id,
  sessionId,
  kioskId: device.id,
  occurredAt,
  receivedAt: received,
})

const thanked = (visitor: Visitor, visits: OwnVisit[] | readonly OwnVisit[], visit: OwnVisit): Thanked => ({
  firstName: visitor.firstName,
  visit,
  visits: [...visits],
  enrolment: visitor.enrolments.find(({ id }) => id === visit.enrolmentId),
  enrolments: visitor.enrolments,
})

/** The next screen for the tablet, or the bare outcome for a program. Only what is in the ledger is acknowledged. */
function answer(c: Context<Env>, sent: Sent, outcome: Outcome) {
  const status = statuses[outcome.kind] ?? 200
  const acknowledged = outcome.kind === 'welcome' || outcome.kind === 'goodbye' ? sent.id : undefined
  if (acknowledged) c.header('Stegvis-Acknowledged', acknowledged)
  if (outcome.kind === 'wait') c.header('Retry-After', String(outcome.seconds))
  c.header('Stegvis-Outcome', outcome.kind)
  if ((c.req.header('accept') ?? '').includes('application/json'))
    return c.json({ outcome: outcome.kind, acknowledged }, status, { 'Cache-Control': 'no-store' })
  return showPart(c, screenOf(outcome), status)
}

const statuses: Partial<Record<Outcome['kind'], 401 | 409 | 422 | 429>> = {
  not_paired: 401,
  revoked: 401,
  again: 409,
  unknown: 422,
  wait: 429,
}

function screenOf(outcome: Outcome): JSX.Element {
  switch (outcome.kind) {
    case 'welcome':
    case 'goodbye': {
      const Screen = outcome.kind === 'welcome' ? WelcomeScreen : GoodbyeScreen
      const { firstName, visit, visits, enrolment, enrolments, timeZone, at } = outcome
      const week = weekOfInstant(at, timeZone)
      const ring = enrolment && weekRing(week, { enrolment, enrolments, visits, zone: timeZone })
      return <Screen firstName={firstName} session={visit.session} ring={ring} />
    }
    case 'choice':
      return <ChoiceScreen sessions={outcome.sessions} />
    case 'already_in':
      return <AlreadyInScreen session={outcome.session} others={outcome.others} />
    case 'nothing_now':
      return <NothingNowScreen next={outcome.next} />
    case 'not_in':
      return <NotInScreen />
    case 'unknown':
      return <Said text="unknown" />
    case 'wait':
      return <Said text="wait" />
    case 'again':
    case 'not_paired':
    case 'revoked':
      return <AgainScreen />
  }
}

function speak(c: Context<Env>, language: Language): void {
  c.set('language', language)
  c.set('t', textsIn(language))
}

const languageNamed = (name: string | undefined): Language | undefined =>
  languages.find((language) => language === name)
