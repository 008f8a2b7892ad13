import { eq, sql } from 'drizzle-orm'
import type { Tx } from '../../db/client.ts'
import { enrolment, exit, exitDestination } from '../../db/schema/index.ts'
import { bumpFeed } from '../programme/queries.ts'
import { yearOf, type LocalDate } from '../time/dates.ts'
import type { Destination } from './destinations.ts'

/** How this enrolment ended, if it has. */
export async function exitOf(tx: Tx, enrolmentId: string) {
  const rows = await tx
    .select({
      id: exit.id,
      leftOn: exit.leftOn,
      reason: exit.reason,
      version: exit.version,
      destination: exitDestination.destination,
    })
    .from(exit)
    .leftJoin(exitDestination, eq(exitDestination.exitId, exit.id))
    .where(eq(exit.enrolmentId, enrolmentId))
    .orderBy(exitDestination.position)
  const [first] = rows
  if (!first) return undefined
  return {
    id: first.id,
    leftOn: first.leftOn,
    reason: first.reason,
    version: first.version,
    destinations: rows.flatMap((row) => row.destination ?? []),
  }
}

export type ExitFacts = { leftOn: LocalDate; reason: string; destinations: readonly Destination[] }

/** The enrolment ends with the exit, and the participant's calendar with it. */
export async function recordExit(
  tx: Tx,
  ended: { id: string; programmeId: string; participantId: string },
  facts: ExitFacts,
  by: string,
): Promise<void> {
  const { leftOn, reason } = facts
  const [row] = await tx
    .insert(exit)
    .values({
      programmeId: ended.programmeId,
      enrolmentId: ended.id,
      reportingYear: String(yearOf(leftOn)),
      leftOn,
      reason,
      recordedBy: by,
    })
    .returning({ id: exit.id })
  await setDestinations(tx, row!.id, facts.destinations)
  await endEnrolment(tx, ended, leftOn)
}

/** What was first recorded was not right: the exit stays one. */
export async function correctExit(
  tx: Tx,
  ended: { id: string; participantId: string },
  exitId: string,
  facts: ExitFacts,
  by: string,
): Promise<void> {
  const { leftOn, reason } = facts
  await tx
    .update(exit)
    .set({
      leftOn,
      reason,
      reportingYear: String(yearOf(leftOn)),
      recordedBy: by,
      version: sql`${exit.version} + 1`,
    })
    .where(eq(exit.id, exitId))
  await tx.delete(exitDestination).where(eq(exitDestination.exitId, exitId))
  await setDestinations(tx, exitId, facts.destinations)
  await endEnrolment(tx, ended, leftOn)
}

async function setDestinations(tx: Tx, exitId: string, destinations: readonly Destination[]): Promise<void> {
  await tx
    .insert(exitDestination)
    .values(destinations.map((destination, index) => ({ exitId, destination, position: index + 1 })))
}

async function endEnrolment(
  tx: Tx,
  ended: { id: string; participantId: string },
  leftOn: LocalDate,
): Promise<void> {
  await tx
    .update(enrolment)
    .set({ endsOn: leftOn, version: sql`${enrolment.version} + 1` })
    .where(eq(enrolment.id, ended.id))
  await bumpFeed(tx, ended.participantId)
}
