import type { Temporal } from 'temporal-polyfill'
import type { Problem } from '../problem.ts'
import type { LocalDate } from '../time/dates.ts'
import { instantAt } from '../time/zones.ts'
import { reasonLength } from './cancellation.ts'
import { mayBeTouched, type SessionState, type StandingSeries, type StandingSession } from './change.ts'
import { cancelled, reinstated, stateOf } from './draft.ts'
import { occurrences } from './recurrence.ts'
import { hasOwnLength, isMovedByHand } from './series-edit.ts'
import { sessionSpan } from './session-times.ts'

/** In what a session differs from its series. */
export const deviations = ['extra', 'cancelled', 'moved', 'length', 'location', 'leader', 'places'] as const
export type Deviation = (typeof deviations)[number]

export type Exception = { session: StandingSession; in: readonly Deviation[] }

/** The sessions that somebody made different from their series, in the order of the clock. */
export function exceptionsOf(series: StandingSeries, sessions: readonly StandingSession[]): Exception[] {
  return sessions
    .map((session) => ({ session, in: deviationsOf(series, session) }))
    .filter((exception) => exception.in.length > 0)
}

function deviationsOf(series: StandingSeries, session: StandingSession): Deviation[] {
  const differs: Record<Deviation, boolean> = {
    extra: session.seriesDate === null && session.cancelledAt === null,
    cancelled: session.cancelledAt !== null,
    moved: session.seriesDate !== null && isMovedByHand(session, series),
    length: hasOwnLength(session, series),
    location: session.locationId !== series.locationId,
    leader: session.leaderId !== series.leaderId,
    places: session.places !== series.places,
  }
  return deviations.filter((deviation) => differs[deviation])
}

/** What somebody says of an exception that does not fit its series any more. */
export const decisions = ['keep', 'follow', 'cancel'] as const
export type Decision = (typeof decisions)[number]

/** Where the series would have the session; nowhere when its rule does not give that day, or it has begun already. */
export function placeInSeries(
  series: StandingSeries,
  session: StandingSession,
  { now, closed }: { now: Temporal.Instant; closed: ReadonlySet<LocalDate> },
): Partial<SessionState> | undefined {
  const { seriesDate: date } = session
  if (date === null || date < series.startsOn) return undefined
  if (occurrences({ ...series, times: null }, { from: date, until: date, closed }).length === 0)
    return undefined
  const { startTime, minutes, timeZone, locationId, leaderId, places, doubleBookedBecause } = series
  if (instantAt(date, startTime, timeZone).epochMilliseconds <= now.epochMilliseconds) return undefined
  return {
    localDate: date,
    localStart: startTime,
    ...sessionSpan({ date, startTime, minutes }, timeZone),
    locationId,
    leaderId,
    places,
    doubleBookedBecause,
  }
}

/** The session as decided: it keeps its place, follows its series after all, or is cancelled; or why not. */
export function decided(
  {
    series,
    session,
    decision,
    reason,
  }: {
    series: StandingSeries
    session: StandingSession
    decision: Decision
    reason: string
  },
  { by, now, closed }: { by: string; now: Temporal.Instant; closed: ReadonlySet<LocalDate> },
): { change: Partial<SessionState> } | { problems: Problem[] } {
  if (session.undecidedSince === null) return { problems: [{ field: '', text: 'series:decision.already' }] }
  if (!mayBeTouched(session, now)) return { problems: [{ field: '', text: 'series:decision.tooLate' }] }
  if (decision === 'keep') return { change: { undecidedSince: null } }
  if (decision === 'follow') {
    const place = placeInSeries(series, session, { now, closed })
    if (!place) return { problems: [{ field: '', text: 'series:decision.noPlace' }] }
    return { change: { ...reinstated(stateOf(session)), ...place, undecidedSince: null } }
  }
  const words = reason.trim()
  if (words === '') return { problems: [{ field: 'reason', text: 'schedule:cancellation.reasonMissing' }] }
  if ([...words].length > reasonLength)
    return { problems: [{ field: 'reason', text: 'common:problem.tooLong', values: { max: reasonLength } }] }
  return { change: { ...cancelled(stateOf(session), words, { by, at: now }), undecidedSince: null } }
}
