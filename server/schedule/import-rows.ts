import { INVISIBLE } from '../language/invisible.ts'
import type { TextKey, TextValues } from '../language/text.ts'
import { holdsIdentityNumber } from '../people/identity-number.ts'
import { cellShown } from '../table-file.ts'
import { daysBetween, type LocalDate, type LocalTime } from '../time/dates.ts'
import { dateIn } from '../time/weeks.ts'
import { activityNameLength } from './activity.ts'
import type { Category } from './categories.ts'
import type { FileProblem, FileReading, FileRow, ImportColumn } from './import-file.ts'
import {
  categoryOfCell,
  dateOfCell,
  isCancelled,
  isOddYear,
  minutesBetweenWalls,
  nameKey,
  placesOfCell,
  timeOfCell,
  timesOfCell,
  weekdayOfCell,
  yesOrNo,
} from './import-cells.ts'
import { Taken } from './import-taken.ts'
import type {
  ImportWish,
  ImportWorld,
  Named,
  PlannedSession,
  RowOutcome,
  TimesThere,
} from './import-world.ts'
import { placesRange, sessionLength, whyNotPlanSession } from './planning.ts'
import { minutesFromTo, sessionSpan } from './session-times.ts'

export type ImportPlan = {
  rows: {
    row: FileRow
    outcome: RowOutcome
    session: PlannedSession | undefined
    /** When it stands, where that is another time than the file's. */
    standing: TimesThere | undefined
  }[]
  problems: FileProblem[]
  warnings: FileProblem[]
  newActivities: { name: string; category: Category; minutes: number; outdoors: boolean }[]
  newPlaces: { name: string; outdoors: boolean }[]
  /** Names that are not there, so that it can be asked whether to add them. */
  unknownActivities: string[]
  unknownPlaces: string[]
  /** Whether the file leaves the type of an activity that would be added open. */
  lacksCategory: boolean
}

const placeNameLength = 80

/**
 * What reading in a file would do, each row for itself and against what stands and the rows before it. With a single
 * problem nothing of it may be saved.
 */
export function planImport(reading: FileReading, wish: ImportWish, world: ImportWorld): ImportPlan {
  const plan: ImportPlan = {
    rows: [],
    problems: [...reading.problems],
    warnings: [],
    newActivities: [],
    newPlaces: [],
    unknownActivities: [],
    unknownPlaces: [],
    lacksCategory: false,
  }
  const reader = new RowReader(wish, world, plan, reading.kind)
  const taken = new Taken(world)
  for (const row of reading.rows) {
    const before = plan.problems.length
    const read = reader.read(row)
    const session = read === 'skipped' ? undefined : read
    const outcome =
      read === 'skipped'
        ? 'skipped'
        : plan.problems.length > before || session === undefined
          ? 'wrong'
          : taken.outcomeOf(session, row, plan.problems)
    const standing = outcome === 'differs' && session ? taken.standing(session) : undefined
    plan.rows.push({ row, outcome, session, standing })
    if (outcome !== 'new' || !session) continue
    const closed = world.closed.get(session.localDate)
    if (closed !== undefined)
      plan.warnings.push({ row, text: 'schedule:import.closed', values: { name: closed } })
  }
  return plan
}

/** The first and the last day that a file speaks of. */
export function daysOfReading(
  { rows }: FileReading,
  { week }: Pick<ImportWish, 'week'>,
): { from: LocalDate; to: LocalDate } | undefined {
  const days = rows
    .flatMap(({ cells }) => {
      const named = weekdayOfCell(cells.date || cells.weekday || '')
      return dateOfCell(cells.date ?? '') ?? (named ? dateIn(week, named) : [])
    })
    .toSorted()
  const [from, to] = [days[0], days.at(-1)]
  return from && to && { from, to }
}

/** The sessions that would be planned. */
export const sessionsToPlan = (plan: ImportPlan): PlannedSession[] =>
  plan.rows.flatMap(({ outcome, session }) => (outcome === 'new' && session ? [session] : []))

/** Understands the cells of one row after the other, and notes what is wrong with them. */
class RowReader {
  readonly #wish: ImportWish
  readonly #world: ImportWorld
  readonly #plan: ImportPlan
  readonly #kind: FileReading['kind']
  readonly #activities: Map<string, ImportWorld['activities'][number]>
  readonly #places: Map<string, ImportWorld['places'][number]>
  readonly #leaders: Map<string, Named>

  constructor(wish: ImportWish, world: ImportWorld, plan: ImportPlan, kind: FileReading['kind']) {
    this.#wish = wish
    this.#world = world
    this.#plan = plan
    this.#kind = kind
    this.#activities = byName(world.activities)
    this.#places = byName(world.places)
    this.#leaders = byName(world.leaders)
  }

  read(row: FileRow): PlannedSession | 'skipped' | undefined {
    const { cells } = row
    if (cells.status !== undefined && isCancelled(cells.status)) return 'skipped'
    if (row.allDay && this.#wish.skipAllDay) return 'skipped'
    const unseen = this.#whyNotWritten(row)
    if (row.allDay) {
      this.#refuse(row, undefined, 'schedule:import.allDay')
      return undefined
    }
    const times = this.#times(row)
    const activity = unseen.includes('activity') ? undefined : this.#activity(row, times?.minutes)
    const place = unseen.includes('place') ? undefined : this.#place(row)
    const leaderId = unseen.includes('leader') ? undefined : this.#leader(row, activity)
    const places = this.#numberOfPlaces(row)
    const outdoors = row.cells.outdoors ?? ''
    if (yesOrNo(outdoors) === undefined)
      this.#refuse(row, 'outdoors', 'schedule:import.yesOrNo', { value: cellShown(outdoors) })
    if (!times || !activity || place === undefined || leaderId === undefined || places === undefined)
      return undefined

    const { date, start, minutes } = times
    const span = sessionSpan({ date, startTime: start, minutes }, this.#world.zone)
    return {
      activityId: activity.id,
      activityName: activity.name,
      localDate: date,
      localStart: start,
      ...span,
      locationId: place,
      leaderId,
      places,
      importedUid: row.uid ?? null,
    }
  }

  #refuse(row: FileRow, column: ImportColumn | undefined, text: TextKey, values?: TextValues): undefined {
    this.#plan.problems.push({ row, text, ...(column && { column }), ...(values && { values }) })
  }

  /** The columns whose words hold what may not be written. */
  #whyNotWritten(row: FileRow): ImportColumn[] {
    return (['activity', 'place', 'leader'] as const).filter((column) => {
      const text = row.cells[column] ?? ''
      if (INVISIBLE.test(text)) this.#refuse(row, column, 'common:problem.control')
      else if (holdsIdentityNumber(text)) this.#refuse(row, column, 'people:identityNumber')
      else return false
      return true
    })
  }

  #times(row: FileRow): { date: LocalDate; start: LocalTime; minutes: number } | undefined {
    const date = this.#date(row)
    const { cells } = row
    const both = cells.end === undefined || cells.end === '' ? timesOfCell(cells.start ?? '') : undefined
    const start = both?.start ?? this.#time(row, 'start')
    const minutes = both && start ? minutesFromTo(both.start, both.end) : this.#minutes(row, date, start)
    if (!date || !start || minutes === undefined) return undefined
    if (minutes <= 0) return this.#refuse(row, 'end', 'schedule:session.endsBeforeItStarts')
    const end = cells.end ? timeOfCell(cells.end) : undefined
    const wish = end && this.#endDate(row) === undefined ? { endTime: end } : { minutes }
    const [wrong] = whyNotPlanSession({ date, startTime: start, ...wish, places: null }, this.#world.zone)
    const column = wrong?.field === 'date' ? 'date' : wrong?.field === 'start_time' ? 'start' : 'end'
    if (wrong) return this.#refuse(row, column, wrong.text, wrong.values)
    return { date, start, minutes }
  }

  #date(row: FileRow): LocalDate | undefined {
    const { date: day = '', weekday = '' } = row.cells
    const cell = day === '' ? weekday : day
    const column = day === '' && weekday !== '' ? 'weekday' : 'date'
    if (cell === '') return this.#refuse(row, column, 'common:problem.required')
    const date = dateOfCell(cell)
    if (date) return date
    const named = weekdayOfCell(cell)
    if (named) return dateIn(this.#wish.week, named)
    if (isOddYear(cell)) return this.#refuse(row, column, 'schedule:session.year', { min: 2000, max: 2100 })
    return this.#refuse(row, column, 'schedule:import.date', { value: cellShown(cell) })
  }

  #time(row: FileRow, column: 'start' | 'end'): LocalTime | undefined {
    const cell = row.cells[column] ?? ''
    if (cell === '') return this.#refuse(row, column, 'common:problem.required')
    return timeOfCell(cell) ?? this.#refuse(row, column, 'schedule:import.time', { value: cellShown(cell) })
  }

  /** How long it is: until a clock time, on a day of its own if the file says so, or so many minutes. */
  #minutes(row: FileRow, date: LocalDate | undefined, start: LocalTime | undefined): number | undefined {
    const { end: endCell = '', minutes: length = '' } = row.cells
    if (endCell === '' && length !== '') {
      if (/^\d{1,4}$/.test(length)) return Number(length)
      return this.#refuse(row, 'minutes', 'common:problem.whole')
    }
    const end = this.#time(row, 'end')
    if (!start || !end) return undefined
    const endDate = this.#endDate(row)
    return endDate && date
      ? minutesBetweenWalls(daysBetween(date, endDate), start, end)
      : minutesFromTo(start, end)
  }

  /** The day of the end, in a column of its own or in the cell of the end. */
  #endDate(row: FileRow): LocalDate | undefined {
    const { endDate = '', end = '' } = row.cells
    return dateOfCell(endDate === '' && /\d{4}/.test(end) && end.length > 8 ? end : endDate)
  }

  #activity(
    row: FileRow,
    minutes: number | undefined,
  ): { id: string; name: string; leaderId: string | null } | undefined {
    const name = row.cells.activity ?? ''
    if (name === '') return this.#refuse(row, 'activity', 'common:problem.required')
    const known = this.#activities.get(name) ?? this.#activities.get(nameKey(name))
    if (known) return known
    if ([...name].length > activityNameLength)
      return this.#refuse(row, 'activity', 'common:problem.tooLong', { max: activityNameLength })
    if (!this.#plan.unknownActivities.some((other) => nameKey(other) === nameKey(name)))
      this.#plan.unknownActivities.push(name)
    const category = this.#category(row)
    if (!this.#wish.addActivities)
      return this.#refuse(row, 'activity', 'schedule:import.unknownActivity', { name: cellShown(name) })
    if (!category) return undefined
    const added = { id: `new ${nameKey(name)}`, name, leaderId: null }
    this.#activities.set(nameKey(name), added)
    this.#plan.newActivities.push({
      name,
      category,
      minutes: Math.min(Math.max(minutes ?? 60, sessionLength.least), sessionLength.most),
      outdoors: yesOrNo(row.cells.outdoors ?? '') ?? false,
    })
    return added
  }

  #category(row: FileRow): Category | undefined {
    const cell = row.cells.category ?? ''
    if (cell !== '') {
      const known = categoryOfCell(cell)
      if (known) return known
      if (!this.#wish.category)
        return this.#refuse(row, 'category', 'schedule:import.unknownCategory', { value: cellShown(cell) })
    }
    this.#plan.lacksCategory = true
    if (this.#wish.addActivities && !this.#wish.category)
      return this.#refuse(row, 'category', 'schedule:import.noCategory')
    return this.#wish.category
  }

  /** Null is no place; undefined is one that cannot be. */
  #place(row: FileRow): string | null | undefined {
    const name = row.cells.place ?? ''
    if (name === '') return null
    const known = this.#places.get(name) ?? this.#places.get(nameKey(name))
    if (known?.archived)
      return this.#refuse(row, 'place', 'schedule:import.placeNotUsed', { name: known.name })
    if (known) return known.id
    if (!this.#plan.unknownPlaces.some((other) => nameKey(other) === nameKey(name)))
      this.#plan.unknownPlaces.push(name)
    if (this.#wish.unknownPlaces === 'leave') return null
    if ([...name].length > placeNameLength)
      return this.#refuse(row, 'place', 'common:problem.tooLong', { max: placeNameLength })
    if (this.#wish.unknownPlaces === 'refuse')
      return this.#refuse(row, 'place', 'schedule:import.unknownPlace', { name: cellShown(name) })
    const added = { id: `new ${nameKey(name)}`, name, shareable: false, archived: false }
    this.#places.set(nameKey(name), added)
    this.#plan.newPlaces.push({ name, outdoors: yesOrNo(row.cells.outdoors ?? '') ?? false })
    return added.id
  }

  /** Who leads, as the file says; who only invites to an event may be anybody, and leads only when known here. */
  #leader(row: FileRow, activity: { leaderId: string | null } | undefined): string | null | undefined {
    const { leader = '', organizer = '' } = row.cells
    const known = this.#leaders.get(leader) ?? this.#leaders.get(nameKey(leader))
    if (known) return known.id
    if (leader !== '')
      return this.#refuse(row, 'leader', 'schedule:import.unknownLeader', { name: cellShown(leader) })
    const inviting = organizer === '' ? undefined : this.#leaders.get(nameKey(organizer))
    if (inviting) return inviting.id
    // A column that is there and empty says that nobody leads.
    if (row.cells.leader !== undefined && this.#kind === 'table') return null
    if (this.#wish.leader === 'none') return null
    return this.#wish.leader === 'usual' ? (activity?.leaderId ?? null) : this.#wish.leader.id
  }

  #numberOfPlaces(row: FileRow): number | null | undefined {
    const cell = row.cells.places ?? ''
    const places = placesOfCell(cell)
    if (places === undefined) return this.#refuse(row, 'places', 'common:problem.whole')
    if (places !== null && (places < placesRange.min || places > placesRange.max))
      return this.#refuse(row, 'places', 'common:problem.between', placesRange)
    return places
  }
}

/** Exactly as it is written first, then whatever its case and spaces. */
function byName<Thing extends { name: string }>(things: readonly Thing[]): Map<string, Thing> {
  const found = new Map<string, Thing>()
  for (const thing of things) if (!found.has(nameKey(thing.name))) found.set(nameKey(thing.name), thing)
  for (const thing of things) found.set(thing.name, thing)
  return found
}
