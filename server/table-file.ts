import { CsvError, parse } from 'csv-parse/sync'
import type { TextKey, TextValues } from './language/text.ts'
import type { Problem } from './problem.ts'

/** One row of a table file, with the line it stands on, as a spreadsheet or an editor counts them. */
export type TableRow<Column extends string> = { line: number; values: Record<Column, string> }

/** Notes what is wrong with the row that is being read. */
export type RefuseRow = (text: TextKey, values?: TextValues) => void

export const mostBytes = 2_000_000

/**
 * Reads a CSV file with a heading of column names; other columns are left alone. Takes what spreadsheets write: a byte
 * order mark, any line ends, commas, semicolons or tabs between the cells. `read` makes a value of each row or refuses
 * it. Every problem is told, each with its row, and with a single one nothing of the file is used.
 */
export function readTable<Column extends string, Value>(
  content: string | Uint8Array,
  { columns, mostRows }: { columns: readonly Column[]; mostRows: number },
  read: (row: TableRow<Column>, refuse: RefuseRow) => Value | undefined,
): { rows: Value[]; problems: Problem[] } {
  if (content.length > mostBytes) return refused('common:file.tooLarge', { megabytes: mostBytes / 1_000_000 })
  const text = asText(content)
  if (text === undefined) return refused('common:file.notText')
  const records = recordsOf(text, mostRows)
  if (records instanceof CsvError) return refused('common:file.malformed', { row: Number(records['lines']) })
  const [heading, ...body] = records
  if (heading === undefined) return refused('common:file.empty')

  const names = heading.record.map((name) => name.toLowerCase())
  const problems = columns.flatMap((column) => whyNotColumn(column, names))
  if (problems.length > 0) return { rows: [], problems }
  if (body.length === 0) return refused('common:file.noRows')
  if (body.length > mostRows) return refused('common:file.tooManyRows', { max: mostRows })

  const rows = body.flatMap(({ record, info: { lines: line } }) => {
    const refuse: RefuseRow = (text, values) => {
      problems.push({ field: 'file', text, values: { ...values, row: line } })
    }
    if (record.length !== names.length) {
      refuse('common:file.cells', { found: record.length, wanted: names.length })
      return []
    }
    const cells = columns.map((column) => [column, record[names.indexOf(column)]])
    return read({ line, values: Object.fromEntries(cells) as Record<Column, string> }, refuse) ?? []
  })
  return problems.length > 0 ? { rows: [], problems } : { rows: rows as Value[], problems }
}

function refused(text: TextKey, values?: TextValues): { rows: never[]; problems: Problem[] } {
  return { rows: [], problems: [values ? { field: 'file', text, values } : { field: 'file', text }] }
}

function whyNotColumn(column: string, names: string[]): Problem[] {
  const count = names.filter((name) => name === column).length
  if (count === 1) return []
  return [
    {
      field: 'file',
      text: count === 0 ? 'common:file.columnMissing' : 'common:file.columnTwice',
      values: { column },
    },
  ]
}

/** A cell as it may be shown again, on a page or in a terminal: short, and without characters that command either. */
export function cellShown(value: string): string {
  const seen = value.replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu, '\ufffd')
  return [...seen].length > 40 ? `${[...seen].slice(0, 40).join('')}…` : seen
}

type CsvRecord = { record: string[]; info: { lines: number } }

function recordsOf(text: string, mostRows: number): CsvRecord[] | CsvError {
  try {
    // With `info` the parser gives each record with where it stood, which its types do not say.
    return parse(text, {
      bom: true,
      info: true,
      trim: true,
      delimiter: delimiterOf(text),
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      to: mostRows + 2,
    }) as unknown as CsvRecord[]
  } catch (error) {
    if (error instanceof CsvError) return error
    throw error
  }
}

/** A Swedish spreadsheet puts semicolons between the cells. The heading tells; what it quotes does not count. */
export function delimiterOf(text: string): string {
  const heading = text
    .trimStart()
    .slice(0, 10_000)
    .split(/[\r\n]/, 1)[0]!
    .replaceAll(/"[^"]*"/g, '')
  const count = (delimiter: string) => heading.split(delimiter).length
  return [',', ';', '\t'].toSorted((one, other) => count(other) - count(one))[0]!
}

function asText(content: string | Uint8Array): string | undefined {
  if (typeof content === 'string') return content.includes('\0') ? undefined : content
  try {
    return asText(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content))
  } catch {
    return undefined
  }
}
