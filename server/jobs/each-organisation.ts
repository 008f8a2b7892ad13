import type { Tx } from '../../db/client.ts'
import { organisationsHere } from '../organisation/queries.ts'
import type { Parts } from '../web/env.ts'

/** Does a job once in every organisation; another process that comes to it at the same moment goes by. */
export async function inEachOrganisation(
  job: string,
  { db, secret }: Parts,
  work: (tx: Tx) => Promise<void>,
): Promise<void> {
  for (const organisationId of await organisationsHere(db, secret)) {
    await db.tenant(organisationId)(async (tx) => {
      const [turn] = await tx.hot<{ ours: boolean }[]>`
        select pg_try_advisory_xact_lock(hashtextextended(${`${job} ${organisationId}`}, 0)) as ours`
      if (turn?.ours) await work(tx)
    })
  }
}
