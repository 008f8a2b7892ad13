import { and, asc, eq, gte, lte, sql } from 'drizzle-orm'
import { announce, type Tx } from '../../db/client.ts'
import { closedPeriod } from '../../db/schema/index.ts'
import type { LocalDate } from '../time/dates.ts'
import type { ClosedPeriod } from './closed-days.ts'
import { bumpSchedule, takeTurn } from './queries.ts'

export type ClosedPeriodRow = ClosedPeriod & { id: string; version: number }

const facts = {
  id: closedPeriod.id,
  startsOn: closedPeriod.startsOn,
  endsOn: closedPeriod.endsOn,
  name: closedPeriod.name,
  version: closedPeriod.version,
}

/** The periods that touch a day from one to another, both included. */
export function closedPeriodsBetween(tx: Tx, from: LocalDate, to: LocalDate): Promise<ClosedPeriodRow[]> {
  return tx
    .select(facts)
    .from(closedPeriod)
    .where(and(lte(closedPeriod.startsOn, to), gte(closedPeriod.endsOn, from)))
    .orderBy(asc(closedPeriod.startsOn), asc(closedPeriod.id))
}

export function closedPeriodsSince(tx: Tx, day: LocalDate): Promise<ClosedPeriodRow[]> {
  return tx
    .select(facts)
    .from(closedPeriod)
    .where(gte(closedPeriod.endsOn, day))
    .orderBy(asc(closedPeriod.startsOn), asc(closedPeriod.id))
}

export async function closedPeriodAt(tx: Tx, id: string): Promise<ClosedPeriodRow | undefined> {
  const [row] = await tx.select(facts).from(closedPeriod).where(eq(closedPeriod.id, id))
  return row
}

export async function addClosedPeriod(tx: Tx, period: ClosedPeriod, by: string): Promise<string> {
  const [row] = await tx
    .insert(closedPeriod)
    .values({ ...period, createdBy: by })
    .returning({ id: closedPeriod.id })
  await scheduleChanged(tx)
  return row!.id
}

/** Whether the period still had the version that the change was made from, and so was changed. */
export async function changeClosedPeriod(
  tx: Tx,
  before: Pick<ClosedPeriodRow, 'id' | 'version'>,
  period: ClosedPeriod,
): Promise<boolean> {
  await takeTurn(tx)
  const rows = await tx
    .update(closedPeriod)
    .set({ ...period, version: sql`${closedPeriod.version} + 1` })
    .where(and(eq(closedPeriod.id, before.id), eq(closedPeriod.version, before.version)))
    .returning({ id: closedPeriod.id })
  if (rows.length > 0) await scheduleChanged(tx)
  return rows.length > 0
}

export async function removeClosedPeriod(tx: Tx, id: string): Promise<void> {
  await takeTurn(tx)
  await tx.delete(closedPeriod).where(eq(closedPeriod.id, id))
  await scheduleChanged(tx)
}

/** Whether the period still stood as it was made, and so is gone. */
export async function takeBackPeriod(tx: Tx, id: string, made: ClosedPeriod): Promise<boolean> {
  await takeTurn(tx)
  const rows = await tx
    .delete(closedPeriod)
    .where(
      and(
        eq(closedPeriod.id, id),
        eq(closedPeriod.startsOn, made.startsOn),
        eq(closedPeriod.endsOn, made.endsOn),
        eq(closedPeriod.name, made.name),
      ),
    )
    .returning({ id: closedPeriod.id })
  if (rows.length > 0) await scheduleChanged(tx)
  return rows.length > 0
}

/** Closes the days of a period again that was taken back, unless it stands. */
export async function putBackPeriod(tx: Tx, id: string, period: ClosedPeriod, by: string): Promise<void> {
  await takeTurn(tx)
  if (await closedPeriodAt(tx, id)) return
  await tx.insert(closedPeriod).values({ ...period, id, createdBy: by })
  await scheduleChanged(tx)
}

async function scheduleChanged(tx: Tx): Promise<void> {
  await bumpSchedule(tx)
  await announce(tx, 'schedule')
}
