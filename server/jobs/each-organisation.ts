import { isUnavailable, type Tx } from '../../db/client.ts'
import { organisationsHere } from '../organisation/queries.ts'
import type { Parts } from '../web/env.ts'

/**
 * Does a job once in every organisation; another process that comes to it at the same moment goes by. A fault in one
 * keeps nobody else waiting: the first is thrown when all have had their turn; without a database nobody has one.
 */
export async function inEachOrganisation(
  job: string,
  { db, secret }: Parts,
  work: (tx: Tx) => Promise<void>,
): Promise<void> {
  const faults: unknown[] = []
  for (const organisationId of await organisationsHere(db, secret)) {
    try {
      await db.tenant(organisationId)(async (tx) => {
        const [turn] = await tx.hot<{ ours: boolean }[]>`
          select pg_try_advisory_xact_lock(hashtextextended(${`${job} ${organisationId}`}, 0)) as ours`
        if (turn?.ours) await work(tx)
      })
    } catch (error) {
      if (isUnavailable(error)) throw error
      faults.push(error)
    }
  }
  if (faults.length > 0) throw faults[0]
}
