import { Temporal } from 'temporal-polyfill'
import {
  mayBeTouched,
  type Draft,
  type Line,
  type SeriesState,
  type SessionState,
  type StandingSeries,
  type StandingSession,
} from './change.ts'
import type { SessionPlace, SessionTime } from './queries.ts'

type Hand = { by: string | null; at: Temporal.Instant }

/** A new session that belongs to no series. */
export function newSession(
  planned: SessionTime & SessionPlace & { activityId: string; timeZone: SessionState['timeZone'] },
): SessionState {
  return {
    ...nothingSpecial,
    activityId: planned.activityId,
    timeZone: planned.timeZone,
    ...timeOf(planned),
    ...placeOf(planned),
  }
}

const nothingSpecial = {
  seriesId: null,
  seriesDate: null,
  doubleBookedBecause: null,
  talkEnrolmentId: null,
  importedUid: null,
  undecidedSince: null,
  cancelledAt: null,
  cancelledBy: null,
  cancellationReason: null,
  removedAt: null,
} satisfies Partial<SessionState>

/** Cancelled, it stays in the week, struck through. */
export function cancelled(state: SessionState, reason: string, { by, at }: Hand): SessionState {
  return { ...state, cancelledAt: at, cancelledBy: by, cancellationReason: reason }
}

export function reinstated(state: SessionState): SessionState {
  return { ...state, cancelledAt: null, cancelledBy: null, cancellationReason: null, removedAt: null }
}

/** Gone from the week, as if it had never been planned; what is booked on it holds nobody. */
export function removed(state: SessionState, { by, at }: Hand): SessionState {
  const { cancelledAt, cancelledBy, cancellationReason } = state
  return {
    ...state,
    cancelledAt: cancelledAt ?? at,
    cancelledBy: cancelledAt ? cancelledBy : by,
    cancellationReason: cancellationReason ?? '',
    removedAt: at,
  }
}

/** The line that makes a new session. */
export const plannedLine = (id: string, after: SessionState): Line<SessionState> => ({
  id,
  version: 0,
  before: null,
  after,
})

/** The line that changes a session as it stands; none when nothing would change. */
export function changedLine(
  standing: StandingSession,
  change: Partial<SessionState>,
): readonly Line<SessionState>[] {
  const before = stateOf(standing)
  const after = { ...before, ...change }
  return sameState(before, after) ? [] : [{ id: standing.id, version: standing.version, before, after }]
}

export function changedSeriesLine(
  standing: StandingSeries,
  change: Partial<SeriesState>,
): readonly Line<SeriesState>[] {
  const { id, version, ...before } = standing
  const after = { ...before, ...change }
  return sameState(before, after) ? [] : [{ id, version, before, after }]
}

export function stateOf(standing: StandingSession): SessionState {
  const { id: _id, version: _version, attended: _attended, booked: _booked, ...state } = standing
  return state
}

/** Whether two states say the same; moments are compared as moments, whatever the order of the keys. */
export function sameState<State extends object>(one: State, other: State): boolean {
  return Object.keys({ ...one, ...other }).every(
    (key) =>
      JSON.stringify(one[key as keyof State] ?? null) === JSON.stringify(other[key as keyof State] ?? null),
  )
}

const timeOf = ({ localDate, localStart, localEnd, startsAt, endsAt }: SessionTime): SessionTime => ({
  localDate,
  localStart,
  localEnd,
  startsAt,
  endsAt,
})

const placeOf = ({ locationId, leaderId, places }: SessionPlace): SessionPlace => ({
  locationId,
  leaderId,
  places,
})

/** What a draft does, session by session, in the words of a preview. */
export type Effect = {
  planned: number
  /** Begins at another time, or is held at another place. */
  moved: number
  /** Only ends later, or earlier, than it did. */
  longer: number
  shorter: number
  /** Another leader, at the same time and place. */
  leader: number
  cancelled: number
  reinstated: number
  removed: number
  /** Only how many places, or what nobody sees from outside. */
  otherwise: number
}

export type LineEffect = keyof Effect

export function effectOfLine({ before, after }: Line<SessionState>): LineEffect {
  if (after.removedAt !== null) return 'removed'
  if (before === null) return after.cancelledAt === null ? 'planned' : 'cancelled'
  if (before.removedAt !== null) return 'planned'
  if (after.cancelledAt !== null && before.cancelledAt === null) return 'cancelled'
  if (after.cancelledAt === null && before.cancelledAt !== null) return 'reinstated'
  if (isMoved(before, after)) return 'moved'
  const later = Temporal.Instant.compare(after.endsAt, before.endsAt)
  if (later !== 0) return later > 0 ? 'longer' : 'shorter'
  return before.leaderId === after.leaderId ? 'otherwise' : 'leader'
}

export function effectOf(draft: Draft): Effect {
  const effect: Effect = {
    planned: 0,
    moved: 0,
    longer: 0,
    shorter: 0,
    leader: 0,
    cancelled: 0,
    reinstated: 0,
    removed: 0,
    otherwise: 0,
  }
  for (const line of draft.sessions) effect[effectOfLine(line)] += 1
  return effect
}

function isMoved(before: SessionState, after: SessionState): boolean {
  return !before.startsAt.equals(after.startsAt) || before.locationId !== after.locationId
}

/** What was changed, as the history holds it: the version is the one that the row had afterwards. */
export type ChangedLine<State> = { id: string; version: number; before: State | null; after: State }

/** Something that stands now: a row with its version, and whether anything hangs on it since. */
export type Undoable = StandingSession & { bookedSince: boolean }

/** Why a session stays as the change left it. */
export type WhyKept = 'changed' | 'begun' | 'past' | 'attended' | 'booked' | 'series'

export type Undoing = Draft & {
  /** The sessions that stay as they are, and why. */
  kept: readonly { id: string; why: WhyKept }[]
  /** How many those are. */
  left: number
}

/**
 * Takes a change back as far as nothing else has happened since. What was planned is removed; everything else stands
 * again exactly as it stood before.
 */
export function draftOfUndo(
  change: {
    sessions: readonly ChangedLine<SessionState>[]
    series: readonly ChangedLine<SeriesState>[]
  },
  /** The sessions of the change, and all others of a series that it began. */
  standing: { sessions: readonly Undoable[]; series: readonly StandingSeries[] },
  { by, at }: Hand,
): Undoing {
  const sessionsNow = new Map(standing.sessions.map((session) => [session.id, session]))
  const seriesNow = new Map(standing.series.map((series) => [series.id, series]))
  // Of two rules for the same days only one may stand: a series changed since keeps its sessions as well.
  if (change.series.some((line) => seriesNow.get(line.id)?.version !== line.version)) {
    const kept = change.sessions.map(({ id }) => ({ id, why: 'series' as const }))
    return { sessions: [], series: [], kept, left: kept.length }
  }
  const kept: { id: string; why: WhyKept }[] = []
  const sessions = change.sessions.flatMap((line) => {
    const found = sessionsNow.get(line.id)
    const why = whyKept(found, line, at)
    if (!found || why !== undefined) {
      kept.push({ id: line.id, why: why ?? 'changed' })
      return []
    }
    const { bookedSince: _, ...now } = found
    return changedLine(now, line.before ?? removed(stateOf(now), { by, at }))
  })
  const undone = new Map(sessions.map((line) => [line.id, line.after]))
  const after = standing.sessions.map((session) => undone.get(session.id) ?? session)
  const series = change.series.flatMap((line) =>
    changedSeriesLine(seriesNow.get(line.id)!, line.before ?? endOf(seriesNow.get(line.id)!, after, at)),
  )
  return { sessions, series, kept, left: kept.length }
}

/** A series that was begun by the change never was; one that keeps sessions is over after the last of them. */
function endOf(
  series: StandingSeries,
  after: readonly SessionState[],
  at: Temporal.Instant,
): Partial<SeriesState> {
  const days = after
    .filter(({ seriesId, removedAt }) => seriesId === series.id && removedAt === null)
    .map(({ localDate }) => localDate)
    .toSorted()
  const last = days.at(-1)
  if (last === undefined) return { removedAt: at }
  const endsOn = last < series.startsOn ? series.startsOn : last
  return { endsOn, times: null, madeUntil: endsOn }
}

function whyKept(
  now: Undoable | undefined,
  { before, version }: ChangedLine<SessionState>,
  at: Temporal.Instant,
): WhyKept | undefined {
  if (!now || now.version !== version) return 'changed'
  if (now.attended) return 'attended'
  if (!mayBeTouched({ ...now, removedAt: null }, at)) return 'begun'
  if (before !== null && Temporal.Instant.compare(before.startsAt, at) <= 0) return 'past'
  return before === null && now.bookedSince ? 'booked' : undefined
}
