import { Temporal } from 'temporal-polyfill'
import { countingEnrolment, type CountingEnrolment } from '../attendance/counting-enrolment.ts'
import type { AttendanceStatus } from '../attendance/words.ts'
import type { LocalDate } from '../time/dates.ts'

/** A place in a session about which nobody has said whether the participant was there. */
export type UnsaidPlace = {
  participantId: string
  sessionId: string
  localDate: LocalDate
  programmeIds: readonly string[]
  /** A talk counts in the enrolment that it is of. */
  talkEnrolmentId: string | null
}

type PersonsEnrolment = CountingEnrolment & { participantId: string }

/** In which enrolment each of them would count; who was not enrolled that day could not have come. */
export function unsaidByEnrolment(
  places: readonly UnsaidPlace[],
  enrolments: readonly PersonsEnrolment[],
): { enrolmentId: string; sessionId: string }[] {
  const ofPerson = Map.groupBy(enrolments, ({ participantId }) => participantId)
  return places.flatMap((place) => {
    const own = ofPerson.get(place.participantId) ?? []
    const counting = countingEnrolment(
      place,
      place.talkEnrolmentId === null ? own : own.filter(({ id }) => id === place.talkEnrolmentId),
    )
    return counting ? [{ enrolmentId: counting.id, sessionId: place.sessionId }] : []
  })
}

/** Nobody has said anything of a session that is still to come or goes on, and nobody is asked to. */
export function isUnsaidTooEarly(
  presence: { status: AttendanceStatus; minutesByHand: number | null },
  session: { endsAt: Temporal.Instant },
  now: Temporal.Instant,
): boolean {
  const saysNothing = presence.status === 'unknown' && presence.minutesByHand === null
  return saysNothing && Temporal.Instant.compare(now, session.endsAt) < 0
}
