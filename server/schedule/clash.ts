import { brokenConstraint, type Tenant } from '../../db/client.ts'
import type { Problem } from '../problem.ts'
import { sessionInTheWay, type SessionFacts, type SessionPlace, type SessionTime } from './queries.ts'

/**
 * A leader or a place that is taken, and by which session, unless that is gone by now; or the very same session, which
 * is there already because a form was sent twice.
 */
export type Clash = { of: 'leader' | 'location' | 'itself'; with: SessionFacts | undefined }

/** Does what the database may refuse; a refusal for the sake of another session comes back as a clash. */
export async function orClash<Result>(
  db: Tenant,
  wish: SessionPlace & { times: readonly Pick<SessionTime, 'startsAt' | 'endsAt'>[]; except?: string },
  work: Parameters<typeof db<Result>>[0],
): Promise<{ done: Result } | { clash: Clash }> {
  try {
    return { done: await db(work) }
  } catch (error) {
    const broken = brokenConstraint(error)
    if (broken === 'session_leader_free' && wish.leaderId !== null) {
      const leaderId = wish.leaderId
      return {
        clash: {
          of: 'leader',
          with: await db((tx) => sessionInTheWay(tx, { leaderId }, wish.times, wish.except)),
        },
      }
    }
    if (broken === 'session_location_free' && wish.locationId !== null) {
      const locationId = wish.locationId
      return {
        clash: {
          of: 'location',
          with: await db((tx) => sessionInTheWay(tx, { locationId }, wish.times, wish.except)),
        },
      }
    }
    if (broken === 'session_once') return { clash: { of: 'itself', with: undefined } }
    throw error
  }
}

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
