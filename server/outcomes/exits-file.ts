import type { Problem } from '../problem.ts'
import { cellShown, readTable, type RefuseRow, type TableRow } from '../table-file.ts'
import { parseDestination, type Destination } from './destinations.ts'
import type { ReportedExit } from './exit-report.ts'

/** An exit of the file and the line it stands on. */
export type FiledExit = ReportedExit & { row: number }

const columns = ['reporting_year', 'destinations'] as const
const mostRows = 10_000

/** Exits from before the system. With a single problem in the file nothing of it is used. */
export function parseExitsFile(content: string | Uint8Array): { exits: FiledExit[]; problems: Problem[] } {
  const { rows, problems } = readTable(content, { columns, mostRows }, exitOfRow)
  return { exits: rows, problems }
}

function exitOfRow({ line: row, values }: TableRow<(typeof columns)[number]>, refuse: RefuseRow): FiledExit {
  const reportingYear = values.reporting_year
  if (!isReportingYear(reportingYear)) refuse('outcomes:exitsFile.year', { value: cellShown(reportingYear) })
  return { row, reportingYear, destinations: destinationsOf(values.destinations, refuse) }
}

function destinationsOf(cell: string, refuse: RefuseRow): Destination[] {
  const named = cell
    .split(';')
    .map((part) => part.trim().toLowerCase())
    .filter((part) => part !== '')
  if (named.length === 0) refuse('outcomes:exitsFile.noDestination')

  const known: Destination[] = []
  for (const name of named) {
    const destination = parseDestination(name)
    if (destination === undefined) refuse('outcomes:exitsFile.unknownDestination', { value: cellShown(name) })
    else if (known.includes(destination)) refuse('outcomes:exitsFile.sameTwice', { value: name })
    else known.push(destination)
  }
  return known
}

/** A year, or the two that one report covers: 2020 or 2018/2019. */
export function isReportingYear(text: string): boolean {
  const [, from, to] = /^(\d{4})(?:\/(\d{4}))?$/.exec(text) ?? []
  if (from === undefined || from < '2000' || from > '2100') return false
  return to === undefined || Number(to) === Number(from) + 1
}
