import type { Context } from 'hono'
import type { Tx } from '../../db/client.ts'
import { noteReading } from '../access/participant-door.ts'
import { mayReadAbsenceReason } from '../access/permissions.ts'
import type { Env } from '../web/env.ts'
import { whyNotTakeBackAbsence } from './absence.ts'
import { absencesOf, type ToldAbsence, type WhichAbsences } from './absence-queries.ts'

/** An absence as the viewer may see it; why, only where that is for their eyes. */
export type SeenAbsence = Omit<ToldAbsence, 'reason'> & {
  reason: string | undefined
  /** Something was written that is not for the viewer. */
  reasonHidden: boolean
  mayTakeBack: boolean
}

/** What somebody is absent from, for the viewer's eyes: that a reason was read is noted with it. */
export async function seenAbsences(
  c: Context<Env>,
  tx: Tx,
  person: { id: string; coachIds: readonly string[] },
  which: WhichAbsences,
): Promise<SeenAbsence[]> {
  const { viewer, now } = c.var
  const seen = (await absencesOf(tx, person.id, which)).map(({ reason, ...absence }): SeenAbsence => {
    const mayRead = mayReadAbsenceReason(viewer, { coachIds: person.coachIds, toldBy: absence.toldBy })
    const written = reason !== ''
    return {
      ...absence,
      reason: written && mayRead ? reason : undefined,
      reasonHidden: written && !mayRead,
      mayTakeBack:
        whyNotTakeBackAbsence({ ...absence, absence: { id: absence.id, before: null } }, now) === undefined,
    }
  })
  if (seen.some(({ reason }) => reason !== undefined)) await noteReading(c, tx, [person.id], 'absenceReason')
  return seen
}
