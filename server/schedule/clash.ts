import type { Problem } from '../problem.ts'
import type { SessionFacts } from './queries.ts'

/**
 * A leader or a place that is taken, and by which session, unless that is gone by now; or the very same session, which
 * is there already because a form was sent twice.
 */
export type Clash = { of: 'leader' | 'location' | 'itself'; with: SessionFacts | undefined }

/** The clash as a sentence; `when` is said by the caller, in the reader's language. */
export function clashProblem({ of, with: other }: Clash, when: (session: SessionFacts) => string): Problem {
  if (of === 'itself') return { field: 'start_time', text: 'schedule:session.plannedAlready' }
  if (of === 'leader') {
    if (!other) return { field: 'leader_id', text: 'schedule:session.leaderTakenNow' }
    const values = { leader: other.leaderName ?? '', name: other.activityName, when: when(other) }
    return { field: 'leader_id', text: 'schedule:session.leaderTaken', values }
  }
  if (!other) return { field: 'location_id', text: 'schedule:session.locationTakenNow' }
  const values = { location: other.locationName ?? '', name: other.activityName, when: when(other) }
  return other.leaderName === null
    ? { field: 'location_id', text: 'schedule:session.locationTakenAlone', values }
    : {
        field: 'location_id',
        text: 'schedule:session.locationTaken',
        values: { ...values, leader: other.leaderName },
      }
}
