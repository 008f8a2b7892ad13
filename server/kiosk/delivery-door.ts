import type { Temporal } from 'temporal-polyfill'
import type { Tx } from '../../db/client.ts'
import { hashCard, hashCode } from '../access/tokens.ts'
import { countGuest } from '../attendance/head-count-queries.ts'
import type { UnclearKind } from '../attendance/words.ts'
import { Rejected } from '../problem.ts'
import { isoWeekOf, mondayOf } from '../time/weeks.ts'
import { localDateOf, weekInZone } from '../time/zones.ts'
import type { Delivered } from './delivered.ts'
import { lateArrivalOf, nearestTo, type LateArrival } from './late-arrival.ts'
import { toldComing, toldLeaving } from './late-presences.ts'
import { guestFitOf } from './guest.ts'
import {
  alreadyTold,
  awaitTold,
  isClosedWithout,
  makePresence,
  recordLate,
  setAside,
  standingThen,
  toldOf,
  type KioskThen,
  type LateReport,
} from './late-queries.ts'
import { momentOf, type Moment } from './moment.ts'
import {
  deviceAtWork,
  sessionsOfToday,
  visitorBehind,
  type DeviceAtWork,
  type VisitorKey,
} from './queries.ts'
import type { ToldEvent } from './retold.ts'
import { settleTakenBack, takeBackLate } from './withdrawal-door.ts'
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

type Turn = { report: LateReport; kiosk: KioskThen; moment: Moment; device: DeviceAtWork }
type Late = Turn & { visitor: Visitor | undefined }

/**
 * One thing that was put by, in a transaction of its own: in the ledger, or before staff, and never twice. Whoever it is
 * of waits their turn, as at the door. False where the code or card that was shown opened nothing.
 */
export async function takeIn(tx: Tx, item: Delivered, handing: Handing): Promise<boolean> {
  await awaitTold(tx, item.id)
  const hasOpened = await place(tx, item, handing)
  await settleTakenBack(tx, item.id, handing.received)
  return hasOpened
}

async function place(tx: Tx, item: Delivered, handing: Handing): Promise<boolean> {
  const key = keyOf(item, handing)
  const moment = momentOf({
    deviceTime: item.occurredAt,
    received: handing.received,
    skewSeconds: handing.skewSeconds,
  })
  const device = await deviceAtWork(tx, { tokenHash: handing.tokenHash, key, goodAt: goodAt(moment) })
  if (!device) throw new Rejected(401, 'common:rejected.missing')
  const { isKnown, kiosk: told } = await alreadyTold(tx, item)
  if (isKnown) return true

  const kiosk = told ?? device
  const report = reportOf(item, kiosk.id, handing)
  const { what } = item
  const turn: Turn = { report, kiosk, moment, device }
  if (what === undefined || !('shown' in what)) {
    if (what === undefined) await unreadable(tx, turn)
    else if ('becauseOf' in what) await takeBack(tx, turn, what.becauseOf)
    else await countOne(tx, turn, what.sessionId)
    return true
  }
  const visitor = await visitorThen(tx, { key, eventId: item.id, moment, device, kiosk })
  // How one may check in at a tablet is set by staff: what is off opens nothing, and they see whose it was.
  if (!kiosk.ways.includes('card' in what.shown ? 'card' : 'code')) {
    const kind = what.act === 'check-ins' ? 'check_in' : 'departure'
    await setAside(tx, { ...report, kind, problem: 'unknown_person', participantId: visitor?.id })
    return false
  }
  if (what.act === 'check-ins') await comeIn(tx, { ...turn, visitor }, what.sessionId)
  else await goOut(tx, { ...turn, visitor })
  return visitor !== undefined
}

/** One that the database will never take as it is: nothing is lost, and nothing is tried for ever. */
export async function takeAside(tx: Tx, item: Delivered, kioskId: string, handing: Handing): Promise<void> {
  const { isKnown } = await alreadyTold(tx, { id: item.id, kioskId })
  if (!isKnown)
    await setAside(tx, { ...reportOf(item, kioskId, handing), kind: 'unreadable', problem: 'unreadable' })
}

const unreadable = (tx: Tx, { report }: Turn): Promise<void> =>
  setAside(tx, { ...report, kind: 'unreadable', problem: 'unreadable' })

const reportOf = (item: Delivered, kioskId: string, { received, skewSeconds }: Handing): LateReport => ({
  id: item.id,
  kioskId,
  occurredAt: item.occurredAt ?? received,
  receivedAt: received,
  way: item.what?.way,
  sequence: item.sequence,
  skewSeconds,
})

const goodAt = ({ at, isCertain }: Moment) => (isCertain ? at : undefined)

function visitorThen(
  tx: Tx,
  asked: { key: VisitorKey; eventId: string; moment: Moment; device: DeviceAtWork; kiosk: KioskThen },
): Promise<Visitor | undefined> {
  const { key, eventId, device, kiosk } = asked
  const { at } = asked.moment
  const today = localDateOf(at, device.timeZone)
  const week = isoWeekOf(today)
  return visitorBehind(tx, {
    key,
    eventId,
    goodAt: goodAt(asked.moment),
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
    const { problem } = arrival as Extract<LateArrival, { kind: 'unclear' }>
    return setAside(tx, { ...report, kind: 'check_in', problem, participantId: visitor?.id })
  }

  const { session, enrolment, isFull } = arrival
  const who = { sessionId: session.id, participantId: visitor.id }
  if (await isClosedWithout(tx, { ...who, at: moment.at }))
    return setAside(tx, { ...report, ...who, kind: 'check_in', problem: 'staff_said_otherwise' })
  const own: ToldEvent = { id: report.id, kind: 'check_in', session, at: moment.at }
  await makePresence(tx, { ...who, enrolmentId: enrolment.id })
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
  if (isContradicted || isFull)
    await setAside(tx, {
      ...report,
      kind: 'check_in',
      problem: isContradicted ? 'staff_said_otherwise' : 'full',
      ...who,
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

/** What takes back something that we have not heard of yet waits for that, before staff. */
async function takeBack(tx: Tx, turn: Turn, becauseOf: string): Promise<void> {
  const { report } = turn
  if (!(await takeBackLate(tx, { ...report, becauseOf }, report.receivedAt)))
    await setAside(tx, { ...report, kind: 'unreadable', problem: 'unreadable', becauseOf })
}

/** Somebody without a name: which of several sessions they came to is what began nearest to it. */
async function countOne(tx: Tx, turn: Turn, chosenId: string | undefined): Promise<void> {
  const { report, kiosk, moment, device } = turn
  const aside = (problem: UnclearKind) => setAside(tx, { ...report, kind: 'check_in', problem })
  const doubtful = doubt(turn)
  if (doubtful) return aside(doubtful.problem)
  const today = localDateOf(moment.at, device.timeZone)
  const sessions = await sessionsOfToday(tx, { ...kiosk, today })
  const fit = guestFitOf(sessions, { ways: ['guest'], now: moment.at, chosenId })
  if (fit.kind === 'nothing_for_guests') return aside('no_session')
  const [session, ...others] = fit.kind === 'count' ? [fit.session] : nearestTo(fit.sessions, moment.at)
  if (session === undefined || others.length > 0) return aside('several_sessions')
  const { id: eventId, kioskId, occurredAt, receivedAt } = report
  const guest = { eventId, sessionId: session.id, kioskId, occurredAt, receivedAt, isLate: true }
  const answer = await countGuest(tx, guest)
  if (answer !== 'counted') await aside(answer)
}

/** What nobody can place, whoever it is of. */
function doubt({ moment, kiosk, device }: Turn): Extract<LateArrival, { kind: 'unclear' }> | undefined {
  if (!moment.isCertain) return { kind: 'unclear', problem: 'clock' }
  const isOutOfUse = ({ revokedAt }: Pick<KioskThen, 'revokedAt'>) =>
    revokedAt !== null && revokedAt.epochMilliseconds <= moment.at.epochMilliseconds
  // Whoever hands in may say that it was at another tablet: one that is out of use is not believed in that either.
  return isOutOfUse(kiosk) || isOutOfUse(device) ? { kind: 'unclear', problem: 'revoked' } : undefined
}

/** As it is kept in the organisation; what shows nobody waits for what is about the same, as at the door. */
function keyOf({ what, id }: Delivered, { organisationId, secret }: Handing): VisitorKey {
  if (what === undefined || what.act === 'guests') return { codeHash: toldOf(id) }
  if ('becauseOf' in what) return { codeHash: toldOf(what.becauseOf) }
  const { shown } = what
  return 'card' in shown
    ? { cardHash: hashCard(shown.card, organisationId, secret) }
    : { codeHash: hashCode(shown.code, organisationId, secret) }
}
