import { CsvError, parse } from 'csv-parse/sync'
import { delimiterOf } from '../table-file.ts'
import {
  longestCell,
  mostImportRows,
  unreadable,
  type FileReading,
  type FileRow,
  type ImportColumn,
} from './import-file.ts'

/** The rows of a table with the line that each stands on. */
export type Grid = { line: number; cells: string[] }[]

/** How people and other programs head their columns: Swedish, English, and what Outlook writes. */
const headings: Record<ImportColumn, readonly string[]> = {
  date: ['datum', 'date', 'dag', 'day', 'startdatum', 'startdate'],
  weekday: ['veckodag', 'weekday'],
  start: [
    'start',
    'starttid',
    'starttime',
    'börjar',
    'från',
    'klockan',
    'kl',
    'tid',
    'time',
    'from',
    'begins',
  ],
  end: ['slut', 'sluttid', 'slutar', 'till', 'end', 'endtime', 'ends', 'to'],
  endDate: ['slutdatum', 'enddate'],
  minutes: ['längd', 'längdiminuter', 'minuter', 'minutes', 'length', 'duration'],
  activity: [
    'aktivitet',
    'activity',
    'ämne',
    'subject',
    'titel',
    'title',
    'rubrik',
    'namn',
    'name',
    'summary',
  ],
  category: ['typ', 'aktivitetstyp', 'kategori', 'category', 'type'],
  place: ['plats', 'lokal', 'sal', 'rum', 'place', 'location', 'room'],
  leader: ['ledare', 'leader', 'handledare'],
  organizer: [],
  places: ['platser', 'antalplatser', 'places', 'numberofplaces', 'capacity', 'seats'],
  outdoors: ['utomhus', 'ute', 'outdoors', 'outside'],
  status: ['status', 'inställt', 'inställd', 'cancelled'],
}

const columnOfHeading = new Map(
  Object.entries(headings).flatMap(([column, names]) =>
    names.map((name) => [name, column as ImportColumn] as const),
  ),
)

/** A few lines of words may stand above the headings. */
const headingWithin = 10

/** A title, a quote that is never closed: no row of a schedule is longer. */
const longestRow = 50_000

/** What the text says, cell by cell; undefined when a quotation mark stands wrong, with the line it stands on. */
export function gridOfText(text: string): Grid | { malformed: number } {
  try {
    // With `info` the parser gives each record with where it stood, which its types do not say.
    const records = parse(text, {
      bom: true,
      info: true,
      delimiter: delimiterOf(text),
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      max_record_size: longestRow,
      to: headingWithin + mostImportRows + 1,
    }) as unknown as { record: string[]; info: { lines: number } }[]
    return records.map(({ record, info }) => ({ line: lineOf(record, info.lines), cells: record }))
  } catch (error) {
    if (error instanceof CsvError) return { malformed: Number(error['lines'] ?? 1) }
    throw error
  }
}

/** The parser counts to the record's last line; a row is where it begins. */
function lineOf(record: readonly string[], lastLine: number): number {
  const breaks = record.reduce((count, cell) => count + (cell.match(/\r\n|\n|\r/g)?.length ?? 0), 0)
  return lastLine - breaks
}

/** The sessions of a table: its headings say what stands in which column; columns that nobody knows are left alone. */
export function rowsOfGrid(grid: Grid): FileReading {
  const head = grid.slice(0, headingWithin).findIndex(({ cells }) => isHeading(cells))
  if (head < 0)
    return unreadable('table', grid.length === 0 ? 'common:file.empty' : 'schedule:import.noHeadings')
  const columns = grid[head]!.cells.map((cell) => columnOfHeading.get(plain(cell)))
  const twice = columns.find((column, place) => column && columns.indexOf(column) !== place)
  if (twice) return unreadable('table', 'common:file.columnTwice', { column: twice })
  if (!columns.includes('date') && !columns.includes('weekday'))
    return unreadable('table', 'schedule:import.noDateColumn')
  if (!columns.includes('start')) return unreadable('table', 'schedule:import.noStartColumn')

  const body = grid.slice(head + 1).filter(({ cells }) => cells.some((cell) => cell.trim() !== ''))
  if (body.length === 0) return unreadable('table', 'common:file.noRows')
  if (body.length > mostImportRows)
    return unreadable('table', 'common:file.tooManyRows', { max: mostImportRows })
  const rows = body.map(({ line, cells }) => rowOf(line, cells, columns))
  return { kind: 'table', rows, problems: [], outside: 0, leftOut: 0, cancelled: 0 }
}

const isHeading = (cells: readonly string[]): boolean =>
  new Set(cells.map((cell) => columnOfHeading.get(plain(cell)))).has('activity')

const plain = (heading: string): string => heading.toLowerCase().replaceAll(/[^\p{L}]/gu, '')

function rowOf(
  row: number,
  cells: readonly string[],
  columns: readonly (ImportColumn | undefined)[],
): FileRow {
  const known: FileRow['cells'] = {}
  for (const [place, column] of columns.entries()) {
    if (column) known[column] = unquoted((cells[place] ?? '').trim()).slice(0, longestCell)
  }
  return { row, cells: known }
}

/** The mark that keeps a spreadsheet from running a cell as a formula is not part of its words. */
const unquoted = (cell: string): string => (/^'[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell)
