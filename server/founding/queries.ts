import { and, eq, ne, sql } from 'drizzle-orm'
import type { Database, Tx } from '../../db/client.ts'
import { entrance } from '../../db/schema/index.ts'
import type { Language } from '../language/text.ts'
import { installationKey } from '../organisation/entrance.ts'
import { foundOrganisation, organisationsHere } from '../organisation/queries.ts'

/** Somebody else was first. */
export class AlreadyFounded extends Error {}

/** Founds the first organisation; of two who try at the same time, one succeeds. */
export function foundFirst(
  db: Database,
  facts: { name: string; language: Language; timeZone: string },
  secret: string,
  furnish: (tx: Tx, organisationId: string) => Promise<void>,
): Promise<string> {
  return foundOrganisation(db, facts, secret, async (tx, organisationId) => {
    await waitForOthers(tx)
    if (await anotherStandsHere(tx, organisationId, secret)) throw new AlreadyFounded()
    await furnish(tx, organisationId)
  })
}

/** Lets somebody else fill the installation, unless it is filled already. */
export function fillFirst(db: Database, secret: string, fill: () => Promise<void>): Promise<void> {
  return db.atEntrance(installationKey(secret), async (tx) => {
    // The work is done in transactions of its own, while this one only holds the lock.
    await tx.execute(sql`set local idle_in_transaction_session_timeout = 0`)
    await waitForOthers(tx)
    if ((await organisationsHere(db, secret)).length > 0) throw new AlreadyFounded()
    await fill()
  })
}

async function waitForOthers(tx: Tx): Promise<void> {
  await tx.execute(sql`set local lock_timeout = '60s'`)
  await tx.execute(sql`set local statement_timeout = '60s'`)
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('stegvis: the first organisation', 0))`)
}

async function anotherStandsHere(tx: Tx, organisationId: string, secret: string): Promise<boolean> {
  const keyHash = installationKey(secret)
  await tx.execute(sql`select set_config('app.entrance', ${keyHash}, true)`)
  const others = await tx
    .select({ organisationId: entrance.organisationId })
    .from(entrance)
    .where(and(eq(entrance.keyHash, keyHash), ne(entrance.organisationId, organisationId)))
    .limit(1)
  return others.length > 0
}
