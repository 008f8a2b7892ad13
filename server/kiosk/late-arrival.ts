import type { Temporal } from 'temporal-polyfill'
import { countingEnrolment } from '../attendance/counting-enrolment.ts'
import { canEnter } from '../attendance/standing-session.ts'
import type { UnclearKind } from '../attendance/words.ts'
import type { LocalDate } from '../time/dates.ts'
import type { KioskEnrolment, OpenKioskSession, Visitor } from './words.ts'

export type LateArrival =
  /** Where all places were others’, they were there all the same. */
  | { kind: 'enter'; session: OpenKioskSession; enrolment: KioskEnrolment; isFull: boolean }
  | { kind: 'unclear'; problem: UnclearKind }

export type LateDoor = {
  at: Temporal.Instant
  /** The day of `at` where the tablet stands. */
  day: LocalDate
  locationId: string | null
  chosenId: string | undefined
}

/**
 * Which session a check-in meant that is told afterwards, when nobody can be asked. It looks only at what was on and at
 * what was booked, never at what else has been told of the person: in whatever order it is told, it means the same.
 */
export function lateArrivalOf(visitor: Visitor | undefined, door: LateDoor): LateArrival {
  if (visitor === undefined) return { kind: 'unclear', problem: 'unknown_person' }
  if (!visitor.enrolments.some((enrolment) => runsOn(enrolment, door.day)))
    return { kind: 'unclear', problem: 'not_enrolled' }

  const fitting = visitor.sessions.filter(
    (session) =>
      canEnter(session, door.at) &&
      countingEnrolment(session, visitor.enrolments) !== undefined &&
      (door.chosenId === undefined || session.id === door.chosenId),
  )
  const [session, ...others] = likeliest(fitting, door)
  if (session === undefined) return { kind: 'unclear', problem: 'no_session' }
  if (others.length > 0) return { kind: 'unclear', problem: 'several_sessions' }
  const enrolment = countingEnrolment(session, visitor.enrolments)
  return enrolment === undefined
    ? { kind: 'unclear', problem: 'not_enrolled' }
    : { kind: 'enter', session, enrolment, isFull: isFullFor(visitor, session) }
}

/** What was booked, of that what was at the tablet's place, of that what began nearest to when the person came. */
function likeliest(sessions: readonly OpenKioskSession[], { at, locationId }: LateDoor): OpenKioskSession[] {
  const booked = preferably(sessions, ({ booked }) => booked)
  const here = preferably(booked, (session) => locationId !== null && session.locationId === locationId)
  return nearestTo(here, at)
}

/** What began nearest to this time; of two as near, what was on already. */
export function nearestTo<Session extends { startsAt: Temporal.Instant }>(
  sessions: readonly Session[],
  at: Temporal.Instant,
): Session[] {
  const near = sessions.map((session) => ({
    session,
    away: Math.abs(session.startsAt.epochMilliseconds - at.epochMilliseconds),
    isOn: session.startsAt.epochMilliseconds <= at.epochMilliseconds,
  }))
  const nearest = near.filter(({ away }) => away === Math.min(...near.map((one) => one.away)))
  return preferably(nearest, ({ isOn }) => isOn).map(({ session }) => session)
}

function preferably<One>(all: readonly One[], is: (one: One) => boolean): readonly One[] {
  const some = all.filter(is)
  return some.length > 0 ? some : all
}

/** Who has a place or is there already takes nobody's. */
function isFullFor(visitor: Visitor, { id, booked, placesLeft }: OpenKioskSession): boolean {
  const isThere = visitor.visits.some((visit) => visit.sessionId === id && visit.checkedInAt !== null)
  return placesLeft === 0 && !booked && !isThere
}

const runsOn = ({ startsOn, endsOn }: KioskEnrolment, day: LocalDate): boolean =>
  startsOn <= day && (endsOn === null || day <= endsOn)
