import { importing } from '../language/sv/schedule-import.ts'
import type { TextKey, TextValues } from '../language/text.ts'
import { addDays, daysBetween, type LocalDate } from '../time/dates.ts'
import { addWeeks, isoWeekOf, parseIsoWeek, type IsoWeek } from '../time/weeks.ts'
import type { Fields } from '../web/fields.ts'
import { categories } from './categories.ts'
import {
  importColumns,
  longestCell,
  mostImportRows,
  type FileProblem,
  type FileReading,
  type FileRow,
} from './import-file.ts'
import type { ImportWish } from './import-world.ts'
import { horizonOf } from './recurrence.ts'

const longestSpanWeeks = 60
const weeksToChoose = 12

/** The weeks that a table of weekdays can be meant for: this one and those to come. */
export const weeksOfChoice = (today: LocalDate): IsoWeek[] =>
  Array.from({ length: weeksToChoose }, (_, weeks) => addWeeks(isoWeekOf(today), weeks))

/** What stands in the form before anything is chosen. */
export const untouchedWish = (today: LocalDate) => ({
  from: today,
  to: horizonOf(today),
  week: addWeeks(isoWeekOf(today), 1),
  leader: 'none',
  unknown_places: 'refuse',
})

/** The days of a calendar that are asked for. */
export function spanTyped(form: Fields, today: LocalDate): { from: LocalDate; to: LocalDate } {
  const from = form.optionalDate('from') ?? today
  const to = form.optionalDate('to') ?? horizonOf(from)
  if (to < from) form.refuse('to', 'schedule:import.spanOrder')
  else if (daysBetween(from, to) > longestSpanWeeks * 7)
    form.refuse('to', 'schedule:import.spanTooLong', { weeks: longestSpanWeeks })
  return { from, to: to < addDays(from, longestSpanWeeks * 7) ? to : addDays(from, longestSpanWeeks * 7) }
}

/** How the file is to be read in; who can be chosen to lead is looked at when it is planned. */
export function wishTyped(form: Fields, today: LocalDate, leaders: readonly { id: string }[]): ImportWish {
  const leader = form.text('leader', { max: 40, optional: true, anyDigits: true })
  const chosen = leaders.find(({ id }) => id === leader)
  if (!chosen && !['', 'none', 'usual'].includes(leader)) form.refuse('leader', 'common:problem.choice')
  const week = form.text('week', { max: 8, optional: true, anyDigits: true })
  return {
    addActivities: form.checked('add_activities'),
    category: form.optionalChoice('category', categories),
    unknownPlaces: form.optionalChoice('unknown_places', ['refuse', 'add', 'leave'] as const) ?? 'refuse',
    leader: chosen ? { id: chosen.id } : leader === 'usual' ? 'usual' : 'none',
    week: parseIsoWeek(week) ?? addWeeks(isoWeekOf(today), 1),
    skipAllDay: form.checked('skip_all_day'),
  }
}

/** What was read of a file, as the preview carries it along: the file itself stays where it came from. */
export function readingWritten({ kind, rows, problems, outside, leftOut, cancelled }: FileReading): string {
  return JSON.stringify({ kind, rows, problems, outside, leftOut, cancelled })
}

/**
 * What a preview carried along, understood as little as the file itself: whoever sends something else here could have
 * put it into a file as well. Undefined when it is nothing of the kind.
 */
export function readingTyped(text: string): FileReading | undefined {
  const sent = parsed(text)
  if (!isThing(sent) || !Array.isArray(sent['rows']) || !Array.isArray(sent['problems'])) return undefined
  if (sent['rows'].length > mostImportRows || sent['problems'].length > mostImportRows * 10) return undefined
  const rows = sent['rows'].map(rowTyped)
  const problems = sent['problems'].map(problemTyped)
  if (rows.includes(undefined) || problems.includes(undefined)) return undefined
  return {
    kind: sent['kind'] === 'calendar' ? 'calendar' : 'table',
    rows: rows as FileRow[],
    problems: problems as FileProblem[],
    outside: countTyped(sent['outside']),
    leftOut: countTyped(sent['leftOut']),
    cancelled: countTyped(sent['cancelled']),
  }
}

function rowTyped(sent: unknown): FileRow | undefined {
  if (!isThing(sent) || !isThing(sent['cells'])) return undefined
  const cells: FileRow['cells'] = {}
  for (const column of importColumns) {
    const cell = sent['cells'][column]
    if (typeof cell === 'string') cells[column] = cell.slice(0, longestCell)
  }
  const { uid } = sent
  return {
    row: countTyped(sent['row']),
    cells,
    ...(typeof uid === 'string' && /^[0-9a-f]{40}$/.test(uid) && { uid }),
    ...(sent['allDay'] === true && { allDay: true }),
  }
}

function problemTyped(sent: unknown): FileProblem | undefined {
  if (!isThing(sent) || typeof sent['text'] !== 'string') return undefined
  const [, name = ''] = /^schedule:import\.([A-Za-z]+)$/.exec(sent['text']) ?? []
  const words: unknown = Object.hasOwn(importing, name)
    ? importing[name as keyof typeof importing]
    : undefined
  if (typeof words !== 'string') return undefined
  const row = sent['row'] === undefined ? undefined : rowTyped(sent['row'])
  const values = isThing(sent['values']) ? valuesTyped(words, sent['values']) : undefined
  return { text: sent['text'] as TextKey, ...(row && { row }), ...(values && { values }) }
}

/** What the sentence has room for, and nothing that would say how it is put together. */
function valuesTyped(words: string, sent: Record<string, unknown>): TextValues {
  const values: TextValues = {}
  for (const [, name = ''] of words.matchAll(/\{\{(\w+)\}\}/g)) {
    const value = Object.hasOwn(sent, name) ? sent[name] : undefined
    if (typeof value === 'string') values[name] = value.slice(0, longestCell)
    if (typeof value === 'number') values[name] = value
  }
  return values
}

const isThing = (sent: unknown): sent is Record<string, unknown> =>
  typeof sent === 'object' && sent !== null && !Array.isArray(sent)

const countTyped = (sent: unknown): number =>
  typeof sent === 'number' && Number.isSafeInteger(sent) && sent >= 0 ? sent : 0

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
