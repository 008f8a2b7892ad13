import { closedBySessionEnd } from '../attendance/closing.ts'
import { endPresences, forgottenPresences } from '../attendance/presence-queries.ts'
import type { Parts } from '../web/env.ts'
import { inEachOrganisation } from './each-organisation.ts'

/** Closes what nobody checked out of, as of its session's end. */
export const closeForgottenDepartures = (parts: Parts): Promise<void> =>
  inEachOrganisation('forgotten departures', parts, async (tx) => {
    const now = parts.clock.now()
    await endPresences(tx, closedBySessionEnd(await forgottenPresences(tx, now), now), now)
  })
