import type { TextKey, TextValues } from '../language/text.ts'

/** What a file can say of a session. */
export const importColumns = [
  'date',
  'weekday',
  'start',
  'end',
  'endDate',
  'minutes',
  'activity',
  'category',
  'place',
  'leader',
  'organizer',
  'places',
  'outdoors',
  'status',
] as const
export type ImportColumn = (typeof importColumns)[number]

/** One session as its file says it: still words, to be understood and checked. */
export type FileRow = {
  /** The row of a table, as a spreadsheet counts them; an event of a calendar has a number too. */
  row: number
  cells: Partial<Record<ImportColumn, string>>
  /** Of a calendar: which occurrence of which event this is, hashed. */
  uid?: string
  /** Of a calendar: an event without a time of day. */
  allDay?: boolean
}

/** What is wrong with one row, or with the file when it names none. */
export type FileProblem = { row?: FileRow; column?: ImportColumn; text: TextKey; values?: TextValues }

/** What could be read of a file; with a problem of the file as a whole there are no rows. */
export type FileReading = {
  kind: 'table' | 'calendar'
  rows: FileRow[]
  problems: FileProblem[]
  /** Of a calendar: how many events lie outside the days asked for, and how many are cancelled. */
  outside: number
  /** Of a calendar: how many times of what recurs, and else lies within those days, lie outside them. */
  leftOut: number
  cancelled: number
}

export const mostImportBytes = 10 * 1024 * 1024
export const mostImportRows = 1000

/** A cell is kept only as long as it takes to say that it is too long. */
export const longestCell = 600

export function unreadable(kind: FileReading['kind'], text: TextKey, values?: TextValues): FileReading {
  return {
    kind,
    rows: [],
    problems: [values ? { text, values } : { text }],
    outside: 0,
    leftOut: 0,
    cancelled: 0,
  }
}
