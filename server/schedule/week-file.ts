import type { TextKey } from '../language/text.ts'
import type { Problem } from '../problem.ts'
import { cellShown, readTable, type RefuseRow, type TableRow } from '../table-file.ts'
import {
  minuteOfDay,
  minutes,
  parseLocalTime,
  type LocalTime,
  type Minutes,
  type Weekday,
} from '../time/dates.ts'
import { activityNameLength } from './activity.ts'
import { categories, type Category } from './categories.ts'
import { sessionLength } from './planning.ts'
import { weekdayOfKey } from './weekdays.ts'

/** One line of a programme's ordinary week: what is offered when and where. */
export type WeekRow = {
  row: number
  weekday: Weekday
  startTime: LocalTime
  endTime: LocalTime
  minutes: Minutes
  activity: string
  category: Category
  place: string
  outdoors: boolean
}

const columns = ['weekday', 'start', 'end', 'activity', 'category', 'place', 'outdoors'] as const
const mostRows = 500
const placeLength = 80

type Cells = Record<(typeof columns)[number], string>

/** With a single problem in the file nothing of it is used. */
export function parseWeekFile(content: string | Uint8Array): { rows: WeekRow[]; problems: Problem[] } {
  return readTable(content, { columns, mostRows }, weekRow)
}

function weekRow({ line: row, values }: TableRow<keyof Cells>, refuse: RefuseRow): WeekRow | undefined {
  const cell = <Value>(
    column: keyof Cells,
    parse: (text: string) => Value | undefined,
    text: TextKey,
  ): Value | undefined => {
    const value = parse(values[column])
    if (value === undefined) refuse(text, { column, value: cellShown(values[column]) })
    return value
  }
  const weekday = cell('weekday', weekdayOfKey, 'schedule:weekFile.weekday')
  const startTime = cell('start', parseLocalTime, 'schedule:weekFile.time')
  const endTime = cell('end', parseLocalTime, 'schedule:weekFile.time')
  const activity = cell('activity', (text) => nameOf(text, activityNameLength), 'schedule:weekFile.name')
  const category = cell('category', categoryOf, 'schedule:weekFile.category')
  const place = cell('place', (text) => nameOf(text, placeLength), 'schedule:weekFile.name')
  const outdoors = cell('outdoors', yesOrNo, 'schedule:weekFile.yesOrNo')

  if (startTime === undefined || endTime === undefined) return undefined
  const length = lengthBetween(startTime, endTime)
  if (length === undefined)
    refuse('schedule:weekFile.length', { column: 'end', value: cellShown(values.end) })
  return weekday && length && activity && category && place && outdoors !== undefined
    ? { row, weekday, startTime, endTime, minutes: length, activity, category, place, outdoors }
    : undefined
}

/** An ordinary week has no nights: the end is later the same day. */
function lengthBetween(start: LocalTime, end: LocalTime): Minutes | undefined {
  const length = minuteOfDay(end) - minuteOfDay(start)
  return length >= sessionLength.least && length <= sessionLength.most ? minutes(length) : undefined
}

function nameOf(text: string, most: number): string | undefined {
  const isName = text !== '' && [...text].length <= most && !/\p{C}/u.test(text)
  return isName ? text : undefined
}

function categoryOf(text: string): Category | undefined {
  return categories.find((known) => known === text)
}

function yesOrNo(text: string): boolean | undefined {
  return text === 'yes' ? true : text === 'no' ? false : undefined
}
