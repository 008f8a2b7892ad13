import { and, inArray, isNotNull } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { session } from '../../db/schema/index.ts'

/** Those of the sessions that are no one-to-one talks. */
export async function withoutTalks<Session extends { id: string }>(
  tx: Tx,
  sessions: readonly Session[],
): Promise<Session[]> {
  if (sessions.length === 0) return []
  const ids = sessions.map(({ id }) => id)
  const rows = await tx
    .select({ id: session.id })
    .from(session)
    .where(and(inArray(session.id, ids), isNotNull(session.talkEnrolmentId)))
  const talks = new Set(rows.map(({ id }) => id))
  return sessions.filter(({ id }) => !talks.has(id))
}
