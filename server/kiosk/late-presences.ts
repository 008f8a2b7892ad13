import { Temporal } from 'temporal-polyfill'
import { closedBySessionEnd } from '../attendance/closing.ts'
import { statusByTimes } from '../attendance/status.ts'
import { wasThere, type AttendanceStatus, type ClosedBy, type PresenceBefore } from '../attendance/words.ts'
import { retold, wasIn, type Retold, type ToldEvent, type ToldSession } from './retold.ts'

/** A presence as it stands, with what it is judged by. */
export type StandingPresence = {
  session: ToldSession
  status: AttendanceStatus
  checkedInAt: Temporal.Instant | null
  checkedOutAt: Temporal.Instant | null
  closedBy: ClosedBy | null
  /** When staff said how it was. */
  confirmedAt: Temporal.Instant | null
  graceMinutes: number
}

export type ChangedPresence = {
  session: ToldSession
  /** Null where it turns out that they never came. */
  checkedInAt: Temporal.Instant | null
  checkedOutAt: Temporal.Instant | null
  closedBy: ClosedBy | null
  status: AttendanceStatus
  /** What ended it, where that is news. */
  endedBy: string | null
  before: StandingPresence | undefined
}

/** What is known of one person about the time of something that is told late. */
export type KnownThen<Waiting extends Departure = Departure> = {
  told: readonly ToldEvent[]
  standing: readonly StandingPresence[]
  /** Departures of somebody who was nowhere in, as far as was known. */
  waiting: readonly Waiting[]
}
type Departure = Pick<ToldEvent, 'id' | 'at'>

/** What follows from a check-in that is told late: what it changes, and the departures that had waited for it. */
export function toldComing<Waiting extends Departure>(
  own: ToldEvent,
  graceMinutes: number,
  { told, standing, waiting }: KnownThen<Waiting>,
  now: Temporal.Instant,
): {
  changes: ChangedPresence[]
  found: (Waiting & { sessionId: string })[]
  /** Staff have said meanwhile that they were not there. */
  isContradicted: boolean
} {
  const presences = presencesToldOf([...told, own, ...waiting.map(departed)], standing)
  const found = waiting.flatMap((departure) => {
    const presence = wasIn(presences, departure)
    return presence ? [{ ...departure, sessionId: presence.session.id }] : []
  })
  const entered = { sessionId: own.session.id, graceMinutes }
  const word = standing.find(({ session }) => session.id === own.session.id)
  return {
    changes: changedBy(presences, standing, { at: own.at, entered }, now),
    found,
    isContradicted: word !== undefined && saidAfter(word, own.at) && !wasThere(word.status),
  }
}

/** What follows from a departure that is told late; undefined where they were nowhere in. */
export function toldLeaving(
  own: Departure,
  { told, standing }: Omit<KnownThen, 'waiting'>,
  now: Temporal.Instant,
): { changes: ChangedPresence[]; sessionId: string } | undefined {
  const presences = presencesToldOf([...told, departed(own)], standing)
  const presence = wasIn(presences, own)
  return (
    presence && {
      changes: changedBy(presences, standing, { at: own.at }, now),
      sessionId: presence.session.id,
    }
  )
}

/**
 * What follows when something told is taken back: all else is as if it had never been, and so is a second tap right
 * before it. Where nothing is left, it is again as it was found.
 */
export function toldBack(
  back: { id: string; found: PresenceBefore },
  { told, standing }: Omit<KnownThen, 'waiting'>,
  now: Temporal.Instant,
): ChangedPresence[] {
  const undone = told.find(({ id }) => id === back.id)
  if (undone === undefined) return []
  const left = told.filter((event) => !isSameTap(event, undone))
  const { session, at } = undone
  const before = standing.find((presence) => presence.session.id === session.id)
  const isNowhere = undone.kind === 'check_in' && !left.some((event) => isCheckInTo(event, session))
  if (!isNowhere) {
    const open = standing.map((presence) => (presence === before ? openAgain(presence, undone) : presence))
    return changedBy(presencesToldOf(left, open), standing, { at }, now)
  }

  const others = standing.filter((presence) => presence !== before)
  const changes = changedBy(presencesToldOf(left, others), others, { at }, now)
  if (before === undefined || saidAfter(before, at)) return changes
  return [...changes, { ...asFound(back.found), endedBy: null, session, before }]
}

/** Where staff had them in, what a tablet's departure ended goes on. */
const openAgain = (presence: StandingPresence, undone: ToldEvent): StandingPresence =>
  undone.kind === 'departure' && presence.closedBy === 'departure'
    ? { ...presence, checkedOutAt: null, closedBy: null }
    : presence

const asFound = (found: PresenceBefore) => ({
  status: found?.status ?? 'unknown',
  checkedInAt: momentIn(found?.checkedInAt),
  checkedOutAt: momentIn(found?.checkedOutAt),
  closedBy: found?.closedBy ?? null,
})

const momentIn = (text: string | null | undefined) => (text == null ? null : Temporal.Instant.from(text))

const isCheckInTo = ({ kind, session }: ToldEvent, { id }: ToldSession): boolean =>
  kind === 'check_in' && session.id === id

function isSameTap(event: ToldEvent, undone: ToldEvent): boolean {
  const before = undone.at.epochMilliseconds - event.at.epochMilliseconds
  const isSame = event.kind === undone.kind && event.session.id === undone.session.id
  const isHere = event.kioskId === undone.kioskId
  return event.id === undone.id || (isSame && isHere && before >= 0 && before <= tapMilliseconds)
}

/** Where they went out is noted in the session that they turn out to have been in. */
const departed = ({ id, at }: Departure): ToldEvent => ({
  id,
  kind: 'departure',
  session: { id: '', startsAt: at, endsAt: at },
  at,
})

/** Two taps within this time are one. */
const tapMilliseconds = 20_000

/**
 * What has been told about one person, on top of what staff said: their word stands for all that happened before it,
 * and a presence that no tablet told of stands as it is.
 */
function presencesToldOf(told: readonly ToldEvent[], standing: readonly StandingPresence[]): Retold[] {
  const came = new Set(told.filter(({ kind }) => kind === 'check_in').map(({ session }) => session.id))
  const isTheirs = ({ confirmedAt, checkedInAt, session }: StandingPresence) =>
    confirmedAt !== null || (checkedInAt !== null && !came.has(session.id))
  const theirs = standing.filter(isTheirs)
  const heard = told.filter(({ session, at }) => {
    const word = theirs.find((presence) => presence.session.id === session.id)?.confirmedAt
    return word == null || word.epochMilliseconds < at.epochMilliseconds
  })
  return retold([...theirs.flatMap((presence) => asTold(presence, heard)), ...heard])
}

function asTold(
  { session, checkedInAt, checkedOutAt, closedBy }: StandingPresence,
  heard: readonly ToldEvent[],
): ToldEvent[] {
  if (checkedInAt === null) return []
  const came: ToldEvent = { id: `in ${session.id}`, kind: 'check_in', session, at: checkedInAt }
  const isHeard = heard.some(({ kind, session: other }) => kind === 'departure' && other.id === session.id)
  return checkedOutAt !== null && closedBy === 'departure' && !isHeard
    ? [came, { id: `out ${session.id}`, kind: 'departure', session, at: checkedOutAt }]
    : [came]
}

/** The presences that are no longer as they stand; what staff said after `at` is never touched. */
function changedBy(
  presences: readonly Retold[],
  standing: readonly StandingPresence[],
  /** Who comes to a session that they were not in has the grace of the enrolment in which it counts. */
  own: { at: Temporal.Instant; entered?: { sessionId: string; graceMinutes: number } },
  now: Temporal.Instant,
): ChangedPresence[] {
  return presences.flatMap((presence) => {
    const { session } = presence
    const before = standing.find((one) => one.session.id === session.id)
    const entered = own.entered?.sessionId === session.id ? own.entered : undefined
    const grace = (before?.checkedInAt ? before : (entered ?? before))?.graceMinutes
    if (grace === undefined || saidAfter(before, own.at)) return []
    const times = ended(presence, now)
    if (before && isSame(before, times)) return []
    return [{ ...times, session, status: statusByTimes(session, times, grace), before }]
  })
}

const saidAfter = (presence: StandingPresence | undefined, at: Temporal.Instant): boolean =>
  presence?.confirmedAt != null && presence.confirmedAt.epochMilliseconds >= at.epochMilliseconds

/** Forgotten departures count as they would have at the session's end. */
function ended({ session, checkedInAt, checkedOutAt, closedBy, endedBy }: Retold, now: Temporal.Instant) {
  const times = { checkedInAt, checkedOutAt, closedBy, endedBy }
  const open = checkedOutAt === null ? [{ sessionId: session.id, checkedInAt, session }] : []
  const [closing] = closedBySessionEnd(open, now)
  return closing ? { ...times, checkedOutAt: closing.at, closedBy: closing.closedBy } : times
}

function isSame(
  before: StandingPresence,
  after: Omit<ChangedPresence, 'session' | 'status' | 'before'>,
): boolean {
  const same = (a: Temporal.Instant | null, b: Temporal.Instant | null) =>
    a?.epochMilliseconds === b?.epochMilliseconds
  return (
    same(before.checkedInAt, after.checkedInAt) &&
    same(before.checkedOutAt, after.checkedOutAt) &&
    before.closedBy === after.closedBy
  )
}
