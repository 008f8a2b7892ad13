import { asc, eq, sql } from 'drizzle-orm'
import type { Temporal } from 'temporal-polyfill'
import { v7 as uuidv7 } from 'uuid'
import type { Tx } from '../../db/client.ts'
import { inSwedishOrder } from '../../db/order.ts'
import { exit, exitDestination, programme } from '../../db/schema/index.ts'
import type { Destination } from './destinations.ts'
import type { ReportedExit } from './exit-report.ts'
import type { FiledExit } from './exits-file.ts'

const reportable = {
  id: programme.id,
  preset: programme.preset,
  name: programme.name,
  goalPercent: programme.goalPercent,
}
const byName = inSwedishOrder(programme.name)

/** Every programme, by name, also those that are set aside: their exits stay in the reports. */
export function programmesToReport(tx: Tx) {
  return tx.select(reportable).from(programme).orderBy(byName)
}

export async function programmeToReport(tx: Tx, id: string) {
  const [row] = await tx.select(reportable).from(programme).where(eq(programme.id, id))
  return row
}

/** The exits of one programme in the order in which they were recorded. */
export function exitsOfProgramme(tx: Tx, programmeId: string): Promise<ReportedExit[]> {
  return reportedExits(tx).where(eq(exit.programmeId, programmeId))
}

/** The exits of every programme, each with the programme it left. */
export function exitsOfAll(tx: Tx): Promise<(ReportedExit & { programmeId: string })[]> {
  return reportedExits(tx)
}

const reportedExits = (tx: Tx) =>
  tx
    .select({
      programmeId: exit.programmeId,
      reportingYear: exit.reportingYear,
      destinations: sql<
        Destination[]
      >`coalesce(json_agg(${exitDestination.destination} order by ${exitDestination.position}) filter (where ${exitDestination.destination} is not null), '[]')`,
    })
    .from(exit)
    .leftJoin(exitDestination, eq(exitDestination.exitId, exit.id))
    .groupBy(exit.organisationId, exit.id)
    .orderBy(asc(exit.reportingYear), asc(exit.leftOn), asc(exit.recordedAt), asc(exit.importRow))
    .$dynamic()

/** The programme of this name. */
export async function programmeNamed(tx: Tx, name: string) {
  const [row] = await tx
    .select(reportable)
    .from(programme)
    .where(sql`lower(${programme.name}) = lower(${name})`)
  return row
}

/** A statement has room for some thousand rows. */
const ROWS_AT_ONCE = 2000

/** Writes the exits of a file; those that stand there from the same file already are left as they are. How many are new. */
export async function importExits(
  tx: Tx,
  read: {
    programmeId: string
    digest: string
    exits: readonly FiledExit[]
    by: string | null
    at: Temporal.Instant
  },
): Promise<number> {
  const { exits, ...common } = read
  let made = 0
  for (let from = 0; from < exits.length; from += ROWS_AT_ONCE)
    made += await addExits(tx, common, exits.slice(from, from + ROWS_AT_ONCE))
  return made
}

async function addExits(
  tx: Tx,
  common: { programmeId: string; digest: string; by: string | null; at: Temporal.Instant },
  filed: readonly FiledExit[],
): Promise<number> {
  const { programmeId, digest, by, at } = common
  const exits = filed.map((one) => ({ id: uuidv7(), ...one }))
  const made = await tx
    .insert(exit)
    .values(
      exits.map(({ id, row, reportingYear }) => ({
        id,
        programmeId,
        reportingYear,
        recordedAt: at,
        recordedBy: by,
        importDigest: digest,
        importRow: row,
      })),
    )
    .onConflictDoNothing()
    .returning({ id: exit.id })
  const isNew = new Set(made.map(({ id }) => id))
  const led = exits
    .filter(({ id }) => isNew.has(id))
    .flatMap(({ id, destinations }) =>
      destinations.map((destination, position) => ({ exitId: id, destination, position })),
    )
  if (led.length > 0) await tx.insert(exitDestination).values(led)
  return made.length
}
