import type { Context } from 'hono'
import type { Tx } from '../../db/client.ts'
import { participantWith, type Person } from '../people/queries.ts'
import { Rejected } from '../problem.ts'
import type { Env } from '../web/env.ts'
import { isIdentifier } from '../web/fields.ts'
import { mayEditParticipant, mayReadParticipant } from './permissions.ts'
import { logAccess, logReading } from './queries.ts'

/** The participant of this request, for those who may read them; for anybody else there is no such page. */
export async function readableParticipant(c: Context<Env>, tx: Tx, id: string): Promise<Person> {
  const person = isIdentifier(id) ? await participantWith(tx, id, c.var.today) : undefined
  if (!person || !mayReadParticipant(c.var.viewer, person)) throw new Rejected(404, 'common:rejected.missing')
  return person
}

/** The participant of this request, for those who may change them. */
export async function editableParticipant(c: Context<Env>, tx: Tx, id: string): Promise<Person> {
  const person = await readableParticipant(c, tx, id)
  if (!mayEditParticipant(c.var.viewer, person)) throw new Rejected(403, 'common:rejected.forbidden')
  return person
}

/** Notes in the access log whom a page names to the viewer. Which headers they send decides nothing. */
export function noteReading(
  c: Context<Env>,
  tx: Tx,
  participantIds: readonly string[],
  what: string,
): Promise<void> {
  return logReading(tx, participantIds, what, { by: c.var.viewer.id, requestId: c.var.requestId })
}

/** Notes in the access log what the viewer read or changed, in the transaction that did it. */
export function noteAccess(
  c: Context<Env>,
  tx: Tx,
  entry: { participantId: string; act: 'read' | 'change'; what: string },
): Promise<void> {
  return logAccess(tx, { ...entry, staffId: c.var.viewer.id, requestId: c.var.requestId })
}
