import type { Temporal } from 'temporal-polyfill'
import type { Tx } from '../../db/client.ts'
import { hashCard, hashCode } from '../access/tokens.ts'
import { Rejected } from '../problem.ts'
import { isoWeekOf, mondayOf } from '../time/weeks.ts'
import { localDateOf, weekInZone } from '../time/zones.ts'
import type { Deed, Delivered } from './delivered.ts'
import { lateArrivalOf, type LateArrival } from './late-arrival.ts'
import { toldComing, toldLeaving } from './late-presences.ts'
import {
  alreadyTold,
  recordLate,
  setAside,
  standingThen,
  type KioskTold,
  type LateReport,
} from './late-queries.ts'
import { momentOf, type Moment } from './moment.ts'
import { deviceAtWork, visitorBehind, type DeviceAtWork, type VisitorKey } from './queries.ts'
import type { Told } from './retold.ts'
import type { Visitor } from './words.ts'

/** A tablet that hands in what it had put by. */
export type Handing = {
  tokenHash: string
  organisationId: string
  secret: string
  received: Temporal.Instant
  /** How far its clock is ahead of ours. */
  skewSeconds: number | undefined
}

type Late = {
  report: LateReport
  kiosk: KioskTold
  moment: Moment
  visitor: Visitor | undefined
  device: DeviceAtWork
}

/**
 * One thing that was put by, in a transaction of its own: in the ledger, or before staff, and never twice. Whoever it is
 * of waits their turn, as at the door.
 */
export async function takeIn(tx: Tx, item: Delivered, handing: Handing): Promise<void> {
  const key = keyOf(item, handing)
  const device = await deviceAtWork(tx, { tokenHash: handing.tokenHash, key })
  if (!device) throw new Rejected(401, 'common:rejected.missing')
  const { isKnown, kiosk: told } = await alreadyTold(tx, item)
  if (isKnown) return

  const kiosk = told ?? device
  const moment = momentOf({
    deviceTime: item.occurredAt,
    received: handing.received,
    skewSeconds: handing.skewSeconds,
  })
  const report = reportOf(item, kiosk.id, handing)
  const { what } = item
  if (what?.act !== 'check-ins' && what?.act !== 'departures')
    return setAside(tx, { ...report, kind: 'unreadable', problem: 'unreadable' })

  const visitor = await visitorThen(tx, { key, eventId: item.id, moment, device, kiosk })
  const late = { report, kiosk, moment, visitor, device }
  if (what.act === 'check-ins') await comeIn(tx, late, what.sessionId)
  else await goOut(tx, late)
}

/** One that the database will never take as it is: nothing is lost, and nothing is tried for ever. */
export async function takeAside(tx: Tx, item: Delivered, kioskId: string, handing: Handing): Promise<void> {
  const report = reportOf(item, kioskId, handing)
  await setAside(tx, { ...report, kind: 'unreadable', problem: 'unreadable' })
}

const reportOf = (item: Delivered, kioskId: string, { received, skewSeconds }: Handing): LateReport => ({
  id: item.id,
  kioskId,
  occurredAt: item.occurredAt ?? received,
  receivedAt: received,
  way: item.what?.way,
  sequence: item.sequence,
  skewSeconds,
})

function visitorThen(
  tx: Tx,
  asked: { key: VisitorKey; eventId: string; moment: Moment; device: DeviceAtWork; kiosk: KioskTold },
): Promise<Visitor | undefined> {
  const { key, eventId, device, kiosk } = asked
  const { at, isCertain } = asked.moment
  const today = localDateOf(at, device.timeZone)
  const week = isoWeekOf(today)
  return visitorBehind(tx, {
    key,
    eventId,
    goodAt: isCertain ? at : undefined,
    programmeIds: kiosk.programmeIds,
    today,
    monday: mondayOf(week),
    zone: device.timeZone,
    week: weekInZone(week, device.timeZone),
    now: at,
  })
}

async function comeIn(tx: Tx, late: Late, chosenId: string | undefined): Promise<void> {
  const { report, kiosk, moment, visitor, device } = late
  const door = {
    at: moment.at,
    day: localDateOf(moment.at, device.timeZone),
    locationId: kiosk.locationId,
    chosenId,
  }
  const arrival: LateArrival = doubt(late) ?? lateArrivalOf(visitor, door)
  if (arrival.kind === 'unclear' || !visitor) {
    const { problem, sessionId } = arrival as Extract<LateArrival, { kind: 'unclear' }>
    return setAside(tx, { ...report, kind: 'check_in', problem, sessionId, participantId: visitor?.id })
  }

  const { session, enrolment } = arrival
  const own: Told = { id: report.id, kind: 'check_in', session, at: moment.at }
  const then = await standingThen(tx, { participantId: visitor.id, at: moment.at })
  const { changes, found, isContradicted } = toldComing(own, enrolment.graceMinutes, then, report.receivedAt)
  await recordLate(tx, {
    participantId: visitor.id,
    enrolmentId: enrolment.id,
    events: [{ ...report, kind: 'check_in', sessionId: session.id }, ...found],
    changes,
    standing: then.standing,
    received: report.receivedAt,
  })
  if (isContradicted)
    await setAside(tx, {
      ...report,
      kind: 'check_in',
      problem: 'staff_said_otherwise',
      participantId: visitor.id,
      sessionId: session.id,
    })
}

async function goOut(tx: Tx, late: Late): Promise<void> {
  const { report, moment, visitor } = late
  const doubtful = doubt(late)
  const aside = (problem: Extract<LateArrival, { kind: 'unclear' }>['problem']) =>
    setAside(tx, { ...report, kind: 'departure', problem, participantId: visitor?.id })
  if (doubtful || !visitor) return aside(doubtful?.problem ?? 'unknown_person')

  const then = await standingThen(tx, { participantId: visitor.id, at: moment.at })
  const left = toldLeaving({ id: report.id, at: moment.at }, then, report.receivedAt)
  if (!left) return aside('not_in')
  await recordLate(tx, {
    participantId: visitor.id,
    enrolmentId: null,
    events: [{ ...report, kind: 'departure', sessionId: left.sessionId }],
    changes: left.changes,
    standing: then.standing,
    received: report.receivedAt,
  })
}

/** What nobody can place, whoever it is of. */
function doubt({ moment, kiosk }: Late): Extract<LateArrival, { kind: 'unclear' }> | undefined {
  if (!moment.isCertain) return { kind: 'unclear', problem: 'clock' }
  const { revokedAt } = kiosk
  return revokedAt !== null && revokedAt.epochMilliseconds <= moment.at.epochMilliseconds
    ? { kind: 'unclear', problem: 'revoked' }
    : undefined
}

/** As it is kept in the organisation; what shows nobody takes its turn by itself. */
function keyOf({ what, id }: Delivered, { organisationId, secret }: Handing): VisitorKey {
  const shown = shownIn(what)
  if (shown && 'card' in shown) return { cardHash: hashCard(shown.card, organisationId, secret) }
  return { codeHash: hashCode(shown?.code ?? id, organisationId, secret) }
}

const shownIn = (what: Deed | undefined) => (what && 'shown' in what ? what.shown : undefined)
