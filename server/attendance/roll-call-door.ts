import type { Context } from 'hono'
import { v7 as uuidv7 } from 'uuid'
import type { Tx } from '../../db/client.ts'
import { noteReading } from '../access/participant-door.ts'
import { enrolmentWith } from '../programme/queries.ts'
import { Rejected } from '../problem.ts'
import { programmesOfActivity } from '../schedule/activity-queries.ts'
import { closureOf, type Closure } from '../schedule/closure-queries.ts'
import { sessionAt, type SessionFacts } from '../schedule/queries.ts'
import type { LocalDate } from '../time/dates.ts'
import { done } from '../web/answer.tsx'
import type { Env } from '../web/env.ts'
import { isIdentifier } from '../web/fields.ts'
import { countingEnrolment } from './counting-enrolment.ts'
import { headCountOf, setHeadCount } from './head-count-queries.ts'
import { numberAfter, type Counted, type HeadCount } from './head-count.ts'
import type { StaffEvent } from './ledger.ts'
import { marked } from './marks.ts'
import { changePresence, rollCallOf, type Hand } from './queries.ts'
import { mayName, type Presence, type RollCallPerson } from './roll-call.ts'
import type { AttendanceStatus } from './words.ts'

export type C = Context<Env>
export type Called = SessionFacts & {
  programmeIds: string[]
  today: LocalDate
  /** Absent while the roll call is open. */
  closure: Closure | undefined
  headCount: HeadCount
}

/** The session of this request, with the programmes that it is open to. */
export async function calledAt(c: C, tx: Tx): Promise<Called> {
  const id = c.req.param('id') ?? ''
  const session = isIdentifier(id) ? await sessionCalled(c, tx, id) : undefined
  if (session === undefined) throw new Rejected(404, 'common:rejected.missing')
  return session
}

export async function sessionCalled(c: C, tx: Tx, id: string): Promise<Called | undefined> {
  const session = await sessionAt(tx, id, c.var.viewer.id)
  if (session?.busy) return undefined
  return (
    session && {
      ...session,
      programmeIds:
        session.talkEnrolmentId === null
          ? await programmesOfActivity(tx, session.activityId)
          : [(await enrolmentWith(tx, session.talkEnrolmentId))!.programmeId],
      today: c.var.today,
      closure: await closureOf(tx, id),
      headCount: await headCountOf(tx, id),
    }
  )
}

/** Whoever reloads or goes back to what came of a form asks for its address: the roll call is what they want to read. */
export async function toRollCall(c: C) {
  const { id } = await c.var.db((tx) => calledAt(c, tx))
  return done(c, `/sessions/${id}/roll-call`)
}

/** Everybody on the roll call, for an answer that names them: that those were read is noted with it. */
export async function readRollCall(c: C, tx: Tx, session: Called): Promise<RollCallPerson[]> {
  const everybody = await rollCallOf(tx, session)
  const named = everybody.filter((person) => mayName(c.var.viewer, person))
  await noteReading(
    c,
    tx,
    named.map(({ id }) => id),
    'rollCall',
  )
  return everybody
}

/** Someone of the roll call whom the viewer may see by name; anybody else is not there. */
export async function personAt(
  c: C,
  tx: Tx,
  session: Called,
  id = c.req.param('participantId') ?? '',
): Promise<RollCallPerson> {
  const [person] = isIdentifier(id) ? await rollCallOf(tx, session, id) : []
  if (person === undefined || !mayName(c.var.viewer, person))
    throw new Rejected(404, 'common:rejected.missing')
  return person
}

export const handOf = (c: C): Hand => ({ by: c.var.viewer.id, at: c.var.now, requestId: c.var.requestId })

export const whose = (session: SessionFacts, person: RollCallPerson) => ({
  sessionId: session.id,
  participantId: person.id,
})

/** Saves a presence with its lines in the ledger, unless it has changed since the sender saw that version. */
export async function change(
  c: C,
  tx: Tx,
  session: Called,
  person: RollCallPerson,
  version: number | undefined,
  after: Presence,
  events: readonly StaffEvent[],
): Promise<boolean> {
  const before = person.presence
  if (version !== undefined && version !== before.version) return false
  const enrolmentId = before.enrolmentId ?? countingEnrolment(session, person.enrolments)?.id ?? null
  return changePresence(tx, whose(session, person), before, { ...after, enrolmentId }, events, handOf(c))
}

export async function mark(
  c: C,
  tx: Tx,
  session: Called,
  person: RollCallPerson,
  status: AttendanceStatus,
): Promise<boolean> {
  const after = marked(person.presence, status, session, c.var.now)
  const event: StaffEvent = { kind: 'mark', occurredAt: c.var.now, status }
  return change(c, tx, session, person, undefined, after, [event])
}

/** Staff say that it was as it stands; nothing changes but that it has been said. */
export function confirm(c: C, tx: Tx, session: Called, person: RollCallPerson): Promise<boolean> {
  const { presence } = person
  const event: StaffEvent = { kind: 'confirmation', occurredAt: c.var.now, status: presence.status }
  return change(c, tx, session, person, undefined, presence, [event])
}

/**
 * Writes a number of guests or heads, unless somebody has changed it since the sender saw that version. One more or
 * less is always one more or less than what stands.
 */
export async function countHeads(
  c: C,
  tx: Tx,
  session: Called,
  counted: Counted,
  seen: number | undefined,
): Promise<boolean> {
  const before = await headCountOf(tx, session.id)
  const version = 'step' in counted ? before.version : (seen ?? before.version)
  const saved = await setHeadCount(tx, {
    eventId: uuidv7(),
    sessionId: session.id,
    kind: counted.kind,
    number: numberAfter(before, counted),
    version,
    staffId: c.var.viewer.id,
    at: c.var.now,
  })
  return saved || !('step' in counted) ? saved : countHeads(c, tx, session, counted, seen)
}
