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

/**
 * A leader or a place that is taken, for which session and by which other, unless that is gone by now; or the very same
 * session, which is there already because a form was sent twice.
 */
export type Clash = {
  of: 'leader' | 'location' | 'itself'
  wished: ClashingSession | undefined
  with:
    | (ClashingSession & { leaderName: string | null; locationName: string | null; isTalk: boolean })
    | undefined
}

/** How the caller says, in the reader's language, when a session is and what it is called. */
export type Saying = {
  when: (session: ClashingSession) => string
  name: (session: ClashingSession & { isTalk: boolean }) => string
}

/** Each clash as a sentence beside its field, one for the leader and one for the place. */
export function clashProblems(clashes: readonly Clash[], saying: Saying): Problem[] {
  const first = [...new Map(clashes.toReversed().map((clash) => [clash.of, clash])).values()]
  return first.map((clash) => clashProblem(clash, saying))
}

function clashProblem({ of, with: other }: Clash, { when, name }: Saying): Problem {
  if (of === 'itself') return { field: 'start_time', text: 'schedule:session.plannedAlready' }
  if (of === 'leader') {
    if (!other) return { field: 'leader_id', text: 'schedule:session.leaderTakenNow' }
    const values = { leader: other.leaderName ?? '', name: name(other), when: when(other) }
    return { field: 'leader_id', text: 'schedule:session.leaderTaken', values }
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
