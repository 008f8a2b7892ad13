import { closedBySessionEnd } from '../attendance/closing.ts'
import { endPresences, forgottenPresences } from '../attendance/presence-queries.ts'
import { organisationsHere } from '../organisation/queries.ts'
import type { Parts } from '../web/env.ts'

/**
 * Closes what nobody checked out of, as of its session's end. Whichever process comes first does it; another that
 * comes at the same moment goes by.
 */
export async function closeForgottenDepartures({ db, clock, secret }: Parts): Promise<void> {
  for (const organisationId of await organisationsHere(db, secret)) {
    await db.tenant(organisationId)(async (tx) => {
      const [turn] = await tx.hot<{ ours: boolean }[]>`
        select pg_try_advisory_xact_lock(hashtextextended(${`forgotten departures ${organisationId}`}, 0)) as ours`
      if (!turn?.ours) return
      const now = clock.now()
      await endPresences(tx, closedBySessionEnd(await forgottenPresences(tx, now), now), now)
    })
  }
}
