import type { Problem } from '../problem.ts'
import type { LocalDate, LocalTime } from '../time/dates.ts'

/** A session as a clash names it. */
export type ClashingSession = {
  id: string
  activityName: string
  localDate: LocalDate
  localStart: LocalTime
  localEnd: LocalTime
}

/** A session in the way, as it is told to somebody whom it does not concern: of a talk, only that it is one. */
export type OtherSession = ClashingSession & { isTalk: boolean }

/**
 * A leader or a place that is taken, or so many who are booked and have to be elsewhere: for which session and by which
 * other, unless that is gone by now; or the very same session, which is there already because a form was sent twice.
 */
export type Clash = {
  of: 'leader' | 'location' | 'participants' | 'itself'
  wished: ClashingSession | undefined
  with: (OtherSession & { leaderName: string | null; locationName: string | null }) | undefined
  /** How many participants: they are counted, never named. */
  people?: number
}

/** How the caller says, in the reader's language, when a session is and what it is called. */
export type Saying = {
  when: (session: ClashingSession) => string
  name: (session: OtherSession) => string
}

/** Each clash as a sentence beside its field: one for the leader, one for the place, one for those who are booked. */
export function clashProblems(clashes: readonly Clash[], saying: Saying): Problem[] {
  const first = [...new Map(clashes.toReversed().map((clash) => [clash.of, clash])).values()]
  return first.map((clash) => clashProblem(clash, saying))
}

function clashProblem({ of, with: other, people = 1 }: Clash, { when, name }: Saying): Problem {
  if (of === 'itself') return { field: 'start_time', text: 'schedule:session.plannedAlready' }
  if (of === 'leader') {
    if (!other) return { field: 'leader_id', text: 'schedule:session.leaderTakenNow' }
    const values = { leader: other.leaderName ?? '', name: name(other), when: when(other) }
    return { field: 'leader_id', text: 'schedule:session.leaderTaken', values }
  }
  if (of === 'participants') {
    if (!other) return { field: 'start_time', text: 'schedule:booking.clashNow' }
    const values = { count: people, name: name(other), when: when(other) }
    return { field: 'start_time', text: 'schedule:booking.clash', values }
  }
  if (!other) return { field: 'location_id', text: 'schedule:session.locationTakenNow' }
  const values = { location: other.locationName ?? '', name: name(other), when: when(other) }
  return other.leaderName === null
    ? { field: 'location_id', text: 'schedule:session.locationTakenAlone', values }
    : {
        field: 'location_id',
        text: 'schedule:session.locationTaken',
        values: { ...values, leader: other.leaderName },
      }
}
