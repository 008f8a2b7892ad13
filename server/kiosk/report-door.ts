import type { Context } from 'hono'
import type { Temporal } from 'temporal-polyfill'
import type { Tx } from '../../db/client.ts'
import { kioskToken } from '../access/kiosk-door.ts'
import type { Guesses } from '../access/kiosk-guesses.ts'
import { noteGuessed } from '../access/kiosk-queries.ts'
import type { KioskWay } from '../access/kiosk-words.ts'
import { recordCheckIn, recordDeparture } from '../attendance/presence-queries.ts'
import type { LocalTime } from '../time/dates.ts'
import { isoWeekOf, mondayOf } from '../time/weeks.ts'
import { localDateOf, localTimeOf, weekInZone } from '../time/zones.ts'
import type { Env } from '../web/env.ts'
import { arrivalOf, type Arrival } from './arrival.ts'
import { leavingOf, type Leaving } from './leaving.ts'
import { momentOf, skewOf } from './moment.ts'
import {
  deviceAtWork,
  placesLeftNow,
  rememberLanguage,
  tellOfFull,
  visitorBehind,
  type DeviceAtWork,
  type VisitorKey,
} from './queries.ts'
import { afterEntry, afterLeaving } from './week-ring.ts'
import { settleTakenBack } from './withdrawal-door.ts'
import type { KioskEnrolment, KioskSession, OwnVisit, SessionAhead, Visitor } from './words.ts'

/** What a tablet tells of somebody who comes or goes; the id is its own, so that telling twice counts once. */
export type Report = {
  id: string
  /** What was typed or shown, as it is kept in the organisation that the tablet claims. */
  keyIn: (organisationId: string) => VisitorKey
  way: KioskWay
  deviceTime: Temporal.Instant | undefined
  /** What the tablet's clock said when it sent this, and its own count of what it sends. */
  sentAt?: Temporal.Instant
  sequence?: number
  /** Picked at the tablet by whoever stands there, and remembered. */
  languageChosen?: string
  sessionId: string | undefined
}

export type Door = {
  device: DeviceAtWork
  visitor: Visitor | undefined
  received: Temporal.Instant
  /** When the person stood there, and what the tablet's clock said. */
  at: Temporal.Instant
  occurredAt: Temporal.Instant
}

export type Thanked = {
  firstName: string | null
  tomorrow: readonly SessionAhead[]
  visit: OwnVisit
  visits: OwnVisit[]
  enrolment?: KioskEnrolment
  enrolments: readonly KioskEnrolment[]
}

export type Outcome =
  | { kind: 'not_paired' | 'revoked' | 'again' }
  | { kind: 'wait'; seconds: number }
  | Exclude<Arrival, { kind: 'enter' | 'too_early' }>
  | { kind: 'too_early'; session: KioskSession; from: LocalTime }
  | Exclude<Leaving, { kind: 'leave' }>
  | ({ kind: 'welcome' | 'goodbye'; timeZone: string; at: Temporal.Instant } & Thanked)

/** The language of whoever stands there, where the tablet offers it: chosen now, or remembered. */
export type Spoken = { language?: string }

/** One transaction: the tablet, whose code it is, and then what is to be done. */
export async function atTheDoor(
  c: Context<Env>,
  report: Report,
  guesses: Guesses,
  act: (tx: Tx, door: Door) => Promise<Outcome>,
): Promise<Outcome & Spoken> {
  const shown = kioskToken(c)
  if (!shown) return { kind: 'not_paired' }
  const { parts, now } = c.var
  const key = report.keyIn(shown.organisationId)

  return parts.db.tenant(shown.organisationId)(async (tx) => {
    const device = await deviceAtWork(tx, { tokenHash: shown.hash, key })
    if (!device) return { kind: 'not_paired' }
    if (device.revoked) return { kind: 'revoked' }
    return throughDoor(tx, { device, key, report, guesses, guesser: device, now }, act)
  })
}

/** Who it is, and what is to be done; a guess is put to the account of whoever makes it. */
export async function throughDoor(
  tx: Tx,
  told: {
    device: DeviceAtWork
    key: VisitorKey
    report: Report
    guesses: Guesses
    guesser: { id: string; organisationId: string }
    now: Temporal.Instant
  },
  act: (tx: Tx, door: Door) => Promise<Outcome>,
): Promise<Outcome & Spoken> {
  const { device, key, report, guesses, guesser, now } = told
  const seconds = guesses.wait(guesser, now)
  if (seconds > 0) return { kind: 'wait', seconds }
  const wasNoGuess = guesses.note(guesser, now)
  try {
    // How one may check in here is set by staff; what is off opens nothing.
    if (!device.ways.includes(report.way)) return { kind: 'unknown' }

    const today = localDateOf(now, device.timeZone)
    const week = isoWeekOf(today)
    const visitor = await visitorBehind(tx, {
      key,
      programmeIds: device.programmeIds,
      eventId: report.id,
      today,
      zone: device.timeZone,
      monday: mondayOf(week),
      week: weekInZone(week, device.timeZone),
      now,
    })
    const skewSeconds = skewOf(report.sentAt, now)
    const moment = momentOf({ deviceTime: report.deviceTime, received: now, skewSeconds })
    const outcome = await act(tx, { device, visitor, received: now, ...moment })
    if (outcome.kind === 'unknown' || !visitor) {
      if (guesses.isWorthTelling(guesser, now)) await noteGuessed(tx, device.id, now)
      return outcome
    }
    wasNoGuess()
    return { ...outcome, language: await languageOf(tx, visitor, device, report.languageChosen) }
  } catch (error) {
    // A fault says nothing of a code.
    wasNoGuess()
    throw error
  }
}

async function languageOf(
  tx: Tx,
  visitor: Visitor,
  device: DeviceAtWork,
  chosen: string | undefined,
): Promise<string | undefined> {
  const offered = (language: string | null | undefined) =>
    language != null && (language === device.language || device.languages.includes(language))
  if (chosen !== undefined && offered(chosen)) {
    if (chosen !== visitor.language) await rememberLanguage(tx, visitor.id, chosen)
    return chosen
  }
  return offered(visitor.language) ? (visitor.language ?? undefined) : undefined
}

/** Somebody comes in. */
export async function checkIn(tx: Tx, door: Door, report: Report): Promise<Outcome> {
  const { visitor, device, at } = door
  const before = visitor?.reportedBefore
  if (visitor && before) {
    const visit = visitor.visits.find(({ sessionId }) => sessionId === before.sessionId)
    if (!before.own || before.kind !== 'check_in' || !visit) return { kind: 'again' }
    return { kind: 'welcome', at, timeZone: device.timeZone, ...thanked(visitor, visitor.visits, visit) }
  }

  const arrival = arrivalOf(visitor, {
    at,
    today: localDateOf(at, device.timeZone),
    locationId: device.locationId,
    chosenId: report.sessionId,
  })
  if (!visitor || arrival.kind === 'unknown') return { kind: 'unknown' }
  if (arrival.kind === 'full') return tellFull(tx, door, visitor, report, arrival)
  if (arrival.kind === 'too_early') return { ...arrival, from: localTimeOf(arrival.from, device.timeZone) }
  if (arrival.kind !== 'enter') return arrival
  const { entry } = arrival
  if (entry.takesPlace && (await placesLeftNow(tx, entry.session.id)) === 0)
    return tellFull(tx, door, visitor, report, { kind: 'full', session: entry.session, others: [] })
  const recorded = await recordCheckIn(tx, {
    ...reported(door, visitor, report, entry.session.id),
    session: entry.session,
    enrolmentId: entry.enrolment.id,
    checkedInAt: entry.checkedInAt,
    status: entry.status,
    closes: entry.closes,
  })
  if (!recorded) return { kind: 'again' }
  await settleTakenBack(tx, report.id, door.received)
  const { visit, visits } = afterEntry(visitor.visits, entry)
  return { kind: 'welcome', at, timeZone: device.timeZone, ...thanked(visitor, visits, visit) }
}

/** They are not sent away unseen: staff know that they are here. */
async function tellFull(
  tx: Tx,
  door: Door,
  visitor: Visitor,
  report: Report,
  full: Extract<Arrival, { kind: 'full' }>,
): Promise<Outcome> {
  await tellOfFull(tx, reported(door, visitor, report, full.session.id))
  return full
}

/** Somebody leaves. */
export async function leave(tx: Tx, door: Door, report: Report): Promise<Outcome> {
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
    ...reported(door, visitor, report, leaving.visit.sessionId),
    checkedOutAt,
    status,
  })
  if (!recorded) return { kind: 'again' }
  await settleTakenBack(tx, report.id, door.received)
  const { visit, visits } = afterLeaving(visitor.visits, leaving)
  return { kind: 'goodbye', at, timeZone: device.timeZone, ...thanked(visitor, visits, visit) }
}

const reported = (
  { device, received, occurredAt }: Door,
  visitor: Visitor,
  report: Report,
  sessionId: string,
) => ({
  eventId: report.id,
  participantId: visitor.id,
  sessionId,
  kioskId: device.id,
  occurredAt,
  receivedAt: received,
  way: report.way,
  sequence: report.sequence,
  skewSeconds: skewOf(report.sentAt, received),
})

const thanked = (visitor: Visitor, visits: OwnVisit[] | readonly OwnVisit[], visit: OwnVisit): Thanked => ({
  firstName: visitor.firstName,
  tomorrow: visitor.tomorrow,
  visit,
  visits: [...visits],
  enrolment: visitor.enrolments.find(({ id }) => id === visit.enrolmentId),
  enrolments: visitor.enrolments,
})
