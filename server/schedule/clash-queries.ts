import { brokenConstraint, type Tenant } from '../../db/client.ts'
import type { Clash } from './clash.ts'
import { sessionInTheWay, type SessionPlace, type SessionTime } from './queries.ts'

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
