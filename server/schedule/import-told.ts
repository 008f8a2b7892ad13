import type { TextKey, TextValues } from '../language/text.ts'
import type { FileProblem, FileReading, FileRow, ImportColumn } from './import-file.ts'
import { dateOfCell, weekdayOfCell } from './import-cells.ts'
import type { ImportPlan } from './import-rows.ts'
import type { RowOutcome } from './import-world.ts'
import type { LocalDate, LocalTime } from '../time/dates.ts'
import { cellShown } from '../table-file.ts'

/** Where in a file something is: on a row, or at an event by its title and day. */
export type Whereabouts = { row: number } | { title: string; date: LocalDate | undefined }

/** One thing to be told, once for all the places where it is the case. */
export type Told = {
  where: Whereabouts[]
  /** How many places beside those. */
  more: number
  column: ImportColumn | undefined
  text: TextKey
  values: TextValues | undefined
}

const mostPlaces = 8
const mostTold = 100

/** The same thing wrong in many places is told once, with the places. */
export function toldOnce(
  problems: readonly FileProblem[],
  kind: FileReading['kind'],
): { told: Told[]; more: number } {
  const groups = Map.groupBy(problems, ({ column, text, values }) => JSON.stringify([column, text, values]))
  const told = [...groups.values()].map((alike): Told => {
    const { column, text, values } = alike[0]!
    const where = alike.flatMap(({ row }) => (row ? [whereIs(row, kind)] : []))
    return {
      where: where.slice(0, mostPlaces),
      more: Math.max(0, where.length - mostPlaces),
      column,
      text,
      values,
    }
  })
  return { told: told.slice(0, mostTold), more: Math.max(0, told.length - mostTold) }
}

function whereIs({ row, cells }: NonNullable<FileProblem['row']>, kind: FileReading['kind']): Whereabouts {
  return kind === 'table' ? { row } : { title: cells.activity ?? '', date: dateOfCell(cells.date ?? '') }
}

/** How many rows become what. */
export function outcomesOf({ rows }: ImportPlan): Record<RowOutcome, number> {
  const counts: Record<RowOutcome, number> = { new: 0, known: 0, differs: 0, twice: 0, skipped: 0, wrong: 0 }
  for (const { outcome } of rows) counts[outcome] += 1
  return counts
}

/** A row as the preview shows it: what was understood of it, and else what stands in the file. */
export type ShownRow = {
  row: number
  date: LocalDate | undefined
  start: LocalTime | undefined
  end: LocalTime | undefined
  /** What stands in the file where that is no date or time. */
  written: { date: string; times: string }
  activity: string
  place: string
  leader: string
  outcome: RowOutcome
  /** Where it stands at another time: the times, and the day when that is another too. */
  there: { date: LocalDate | undefined; start: LocalTime; end: LocalTime } | undefined
}

export function rowsToShow(
  { rows }: ImportPlan,
  leaders: readonly { id: string; name: string }[],
): ShownRow[] {
  const names = new Map(leaders.map(({ id, name }) => [id, name]))
  return rows.map(({ row: { row, cells }, session, outcome, standing }) => ({
    row,
    date: session?.localDate ?? dateOfCell(cells.date ?? ''),
    start: session?.localStart,
    end: session?.localEnd,
    written: {
      date: cellShown(cells.date || cells.weekday || ''),
      times: [cells.start, cells.end]
        .filter(Boolean)
        .map((cell) => cellShown(cell!))
        .join('–'),
    },
    activity: session?.activityName ?? cellShown(cells.activity ?? ''),
    place: session?.locationId === null ? '' : cellShown(cells.place ?? ''),
    leader: session ? (names.get(session.leaderId ?? '') ?? '') : cellShown(cells.leader ?? ''),
    outcome,
    there: standing && {
      date: standing.localDate === session?.localDate ? undefined : standing.localDate,
      start: standing.localStart,
      end: standing.localEnd,
    },
  }))
}

/** What a file leaves open, so that it is asked. */
export function askedBy({ kind, rows }: FileReading): { leader: boolean; week: boolean; allDay: boolean } {
  const isOpen = ({ leader }: FileRow['cells']) => (kind === 'table' ? leader === undefined : !leader)
  return {
    leader: rows.some(({ cells }) => isOpen(cells)),
    week: rows.some(({ cells }) => weekdayOfCell(cells.date || cells.weekday || '') !== undefined),
    allDay: rows.some(({ allDay }) => allDay),
  }
}
