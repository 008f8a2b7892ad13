import { createHash } from 'node:crypto'
import ICAL from 'ical.js'
import { Temporal } from 'temporal-polyfill'
import type { TextKey, TextValues } from '../language/text.ts'
import type { LocalDate } from '../time/dates.ts'
import { localDateOf, localTimeOf, type TimeZone } from '../time/zones.ts'
import {
  longestCell,
  mostImportRows,
  unreadable,
  type FileProblem,
  type FileReading,
  type FileRow,
} from './import-file.ts'
import { clockBehind, clockOf, type WallClock, type ZoneDefinition } from './import-zones.ts'

/** The days that are asked for, both included, and the zone in which sessions are planned. */
export type CalendarWish = { from: LocalDate; to: LocalDate; zone: TimeZone }

const mostEvents = 10_000

/** Steps through rules, over the whole file: a daily event of forty years takes 15,000. */
const mostSteps = 300_000

/** What recurs longer than this after the last day asked for is as good as endless: its times are not counted. */
const mostStepsAfter = 500
const mostStepsAfterInAll = 10_000

/** What ical.js makes of a line: its name, its parameters, its kind and its values. */
type Property = [
  name: string,
  parameters: Record<string, string | string[]>,
  kind: string,
  ...values: unknown[],
]
type Component = [name: string, properties: Property[], components: Component[]]

/**
 * The sessions of an iCalendar file (RFC 5545) within the days asked for, their times as the clocks show them in the
 * organisation's zone. A recurring event becomes its occurrences, without EXDATE, with RDATE, each moved or cancelled as
 * its own RECURRENCE-ID says; each keeps a name of its own, so that it is known when the file comes again.
 *
 * The zones are our own work: ical.js would ask the whole file for each time, and knows no zone the file leaves out.
 */
export function readCalendar(text: string, wish: CalendarWish): FileReading {
  const count = text.match(/^BEGIN:VEVENT/gim)?.length ?? 0
  if (count > mostEvents) return unreadable('calendar', 'schedule:import.tooManyEvents', { max: mostEvents })
  const calendars = parsed(text)
  if (calendars === undefined) return unreadable('calendar', 'schedule:import.brokenCalendar')
  const events = calendars.flatMap(([, , components]) => components.filter(([name]) => name === 'vevent'))
  if (events.length === 0) return unreadable('calendar', 'schedule:import.noEvents')
  return new CalendarReader(calendars, wish).read(events)
}

function parsed(text: string): Component[] | undefined {
  try {
    const found = ICAL.parse(text.trim()) as unknown[]
    // One calendar comes by itself, several in a list.
    const all = (typeof found[0] === 'string' ? [found] : found) as Component[]
    return all.filter(([name]) => name === 'vcalendar')
  } catch {
    return undefined
  }
}

/** The time of a property: on which wall clock it shows what. A day alone has no time. */
type Moment = { wall: Temporal.PlainDateTime; clock: WallClock; isDay: boolean }

type Occurrence = { startsAt: Temporal.Instant; endsAt: Temporal.Instant; recurrence: string }

class Unreadable extends Error {
  readonly text: TextKey
  readonly values: TextValues | undefined

  constructor(text: TextKey, values?: TextValues) {
    super(text)
    this.text = text
    this.values = values
  }
}

class CalendarReader {
  readonly #wish: CalendarWish
  readonly #here: WallClock
  readonly #definitions = new Map<string, ZoneDefinition>()
  readonly #clocks = new Map<string, WallClock | undefined>()
  readonly #rows: FileRow[] = []
  readonly #problems: FileProblem[] = []
  #outside = 0
  #leftOut = 0
  #cancelled = 0
  #steps = 0
  #stepsAfter = 0

  constructor(calendars: readonly Component[], wish: CalendarWish) {
    this.#wish = wish
    this.#here = clockOf(wish.zone)
    for (const [, , components] of calendars) {
      for (const component of components) {
        const tzid = component[0] === 'vtimezone' ? textOf(component, 'tzid') : ''
        if (tzid !== '') this.#definitions.set(tzid, component)
      }
    }
  }

  read(events: readonly Component[]): FileReading {
    const families = Map.groupBy(
      events,
      (event) =>
        textOf(event, 'uid') || `${textOf(event, 'summary')} ${String(valuesOf(event, 'dtstart')[0])}`,
    )
    for (const [uid, family] of families) {
      const [found, leftOut] = [this.#found(), this.#leftOut]
      this.#readFamily(uid, family)
      if (this.#found() === found) {
        this.#outside += 1
        this.#leftOut = leftOut
      }
      if (this.#rows.length > mostImportRows)
        return unreadable('calendar', 'schedule:import.tooManySessions', { max: mostImportRows })
      if (this.#steps > mostSteps) return unreadable('calendar', 'schedule:import.tooMuchWork')
    }
    this.#rows.sort((one, other) => compare(keyOf(one), keyOf(other)))
    for (const [index, row] of this.#rows.entries()) row.row = index + 1
    return {
      kind: 'calendar',
      rows: this.#rows,
      problems: this.#problems,
      outside: this.#outside,
      leftOut: this.#leftOut,
      cancelled: this.#cancelled,
    }
  }

  #found(): number {
    return this.#rows.length + this.#problems.length + this.#cancelled
  }

  /** An event and the occurrences that were changed by themselves; those may also come without it. */
  #readFamily(uid: string, family: readonly Component[]): void {
    const changed = family.filter((event) => has(event, 'recurrence-id'))
    const [master] = family
      .filter((event) => !has(event, 'recurrence-id'))
      .toSorted((one, other) => Number(textOf(other, 'sequence')) - Number(textOf(one, 'sequence')))
    const replaced = new Set<string>()
    for (const event of changed) {
      this.#attempt(event, () => {
        if (String(property(event, 'recurrence-id')![1]['range'] ?? '').toUpperCase() === 'THISANDFUTURE')
          throw new Unreadable('schedule:import.thisAndFuture')
        const recurrence = this.#nameOf(this.#moment(property(event, 'recurrence-id')!))
        replaced.add(recurrence)
        const occurrence = this.#span(event)
        if (occurrence === 'day') this.#add(uid, event, undefined)
        else this.#add(uid, event, { ...occurrence, recurrence })
      })
    }
    if (master) this.#attempt(master, () => this.#readMaster(uid, master, replaced))
  }

  #readMaster(uid: string, event: Component, replaced: ReadonlySet<string>): void {
    const first = this.#span(event)
    if (first === 'day') return this.#add(uid, event, undefined)
    const recurs = has(event, 'rrule') || has(event, 'rdate')
    if (!recurs) return this.#add(uid, event, { ...first, recurrence: '' })

    const start = this.#moment(property(event, 'dtstart')!)
    const length = this.#wallLength(event, start, first)
    const without = new Set(
      properties(event, 'exdate').flatMap((line) => this.#moments(line).map((one) => this.#nameOf(one))),
    )
    const isLeft = (name: string, day: string) =>
      [name, day].some((one) => without.has(one) || replaced.has(one))
    const daysLeft = new Set(
      [...without, ...replaced].flatMap((name) => [-1, 0, 1].map((days) => margin(name.slice(0, 10), days))),
    )
    const isLeftAt = (written: string, date: string) =>
      daysLeft.has(date) &&
      isLeft(this.#nameOf({ ...start, wall: Temporal.PlainDateTime.from(written) }), date)
    const ends = properties(event, 'rrule').every((line) => isLimited(line))
    const walls = new Map<string, Moment>()
    const put = (moment: Moment) => walls.set(this.#nameOf(moment), moment)
    put(start)
    for (const line of properties(event, 'rrule'))
      for (const wall of this.#steppedThrough(line, start, isLeftAt)) put({ ...start, wall })
    for (const line of properties(event, 'rdate')) for (const moment of this.#moments(line)) put(moment)

    for (const [recurrence, { wall, clock, isDay }] of walls) {
      const begins = isDay ? wall.withPlainTime(start.wall) : wall
      const startsAt = isDay ? start.clock(begins) : clock(begins)
      if (isLeft(recurrence, begins.toPlainDate().toString())) continue
      const endsAt = clock(begins.add(length))
      this.#add(uid, event, { startsAt, endsAt, recurrence }, ends)
      if (this.#rows.length > mostImportRows) return
    }
  }

  /**
   * The wall times that a rule gives until the last day asked for; those long before the first are stepped over. Of a
   * rule that ends, what lies outside the days is counted.
   */
  *#steppedThrough(
    line: Property,
    start: Moment,
    isLeftAt: (written: string, date: string) => boolean,
  ): Generator<Temporal.PlainDateTime> {
    const value = line[3]
    const ends = isLimited(line)
    const rule = value as Record<string, unknown> & { freq: string; until?: string }
    if (['SECONDLY', 'MINUTELY', 'HOURLY'].includes(rule.freq))
      throw new Unreadable('schedule:import.tooOften')
    const lastMoment = rule.until === undefined ? undefined : this.#until(rule.until, start)
    const { year, month, day, hour, minute, second } = start.wall
    const { until: _until, ...endless } = rule
    const steps = ICAL.Recur.fromData(endless as never).iterator(
      new ICAL.Time({ year, month, day, hour, minute, second, isDate: false }, ICAL.Timezone.localTimezone),
    )
    const [from, to] = [margin(this.#wish.from, -2), margin(this.#wish.to, 2)]
    const first = start.wall.toPlainDate().toString()
    let [after, counted] = [0, 0]
    for (let next = steps.next(); next; next = steps.next()) {
      const written = next.toString()
      const date = written.slice(0, 10)
      if (date > to) {
        if (!ends) return
        after += 1
        this.#stepsAfter += 1
        if (after > mostStepsAfter || this.#stepsAfter > mostStepsAfterInAll) break
      } else this.#steps += 1
      if (this.#steps > mostSteps) return
      if (date < from) {
        // The first is told by itself.
        if (ends && date !== first && !isLeftAt(written, date)) this.#leftOut += 1
        continue
      }
      const wall = Temporal.PlainDateTime.from(written)
      if (lastMoment && Temporal.Instant.compare(start.clock(wall), lastMoment) > 0) break
      if (date <= to) yield wall
      else if (date !== first && !isLeftAt(written, date)) counted += 1
    }
    if (after <= mostStepsAfter && this.#stepsAfter <= mostStepsAfterInAll) this.#leftOut += counted
  }

  /** UNTIL as a moment; as a day it is that whole day. */
  #until(until: string, { clock }: Moment): Temporal.Instant {
    if (until.endsWith('Z')) return Temporal.Instant.from(until)
    if (until.includes('T')) return clock(Temporal.PlainDateTime.from(until))
    return clock(Temporal.PlainDate.from(until).toPlainDateTime('23:59:59'))
  }

  /** When an event begins and ends, or that it is a day without times. */
  #span(event: Component): Omit<Occurrence, 'recurrence'> | 'day' {
    const begins = property(event, 'dtstart')
    if (!begins) throw new Unreadable('schedule:import.noStart')
    const start = this.#moment(begins)
    if (start.isDay) return 'day'
    const startsAt = start.clock(start.wall)
    const ends = property(event, 'dtend')
    if (ends) {
      const end = this.#moment(ends)
      return { startsAt, endsAt: end.clock(end.wall) }
    }
    const [duration] = valuesOf(event, 'duration')
    if (duration === undefined) throw new Unreadable('schedule:import.noEnd')
    return { startsAt, endsAt: start.clock(start.wall.add(Temporal.Duration.from(String(duration)))) }
  }

  /** How long it lasts on the wall: three hours there are four in the night when the clocks go back. */
  #wallLength(
    event: Component,
    start: Moment,
    { startsAt, endsAt }: Omit<Occurrence, 'recurrence'>,
  ): Temporal.Duration {
    const ends = property(event, 'dtend')
    const end = ends && this.#moment(ends)
    if (end && end.clock === start.clock) return start.wall.until(end.wall)
    return startsAt.until(endsAt)
  }

  #moment(line: Property): Moment {
    const [moment] = this.#moments(line)
    if (!moment) throw new Unreadable('schedule:import.noStart')
    return moment
  }

  #moments([, parameters, , ...values]: Property): Moment[] {
    return values.map((value) => {
      // A period is its start and its end or length.
      const text = String(Array.isArray(value) ? value[0] : value)
      try {
        if (!text.includes('T'))
          return { wall: Temporal.PlainDate.from(text).toPlainDateTime(), clock: this.#here, isDay: true }
        const wall = Temporal.PlainDateTime.from(text.replace(/Z$/, ''))
        return { wall, clock: text.endsWith('Z') ? utc : this.#clock(parameters['tzid']), isDay: false }
      } catch (error) {
        if (error instanceof Unreadable) throw error
        throw new Unreadable('schedule:import.brokenTime')
      }
    })
  }

  /** A time without a zone is what the clocks show wherever one is: here, in the organisation's zone. */
  #clock(tzid: string | string[] | undefined): WallClock {
    if (tzid === undefined) return this.#here
    const name = String(tzid)
    if (!this.#clocks.has(name)) this.#clocks.set(name, clockBehind(name, this.#definitions))
    const clock = this.#clocks.get(name)
    if (!clock) throw new Unreadable('schedule:import.unknownZone', { zone: name.slice(0, 60) })
    return clock
  }

  /** Occurrences are told apart by when they were meant to begin. */
  #nameOf({ wall, clock, isDay }: Moment): string {
    return isDay ? wall.toPlainDate().toString() : clock(wall).toString()
  }

  #add(uid: string, event: Component, occurrence: Occurrence | undefined, counted = true): void {
    const { zone, from, to } = this.#wish
    const date = occurrence
      ? localDateOf(occurrence.startsAt, zone)
      : (this.#moment(property(event, 'dtstart')!).wall.toPlainDate().toString() as LocalDate)
    if (date < from || date > to) {
      if (counted) this.#leftOut += 1
      return
    }
    if (textOf(event, 'status').toUpperCase() === 'CANCELLED') return void (this.#cancelled += 1)
    const cells: FileRow['cells'] = { ...wordsOf(event), date }
    if (!occurrence) return void this.#rows.push({ row: 0, cells, allDay: true })
    const { startsAt, endsAt, recurrence } = occurrence
    const times = {
      start: localTimeOf(startsAt, zone),
      end: localTimeOf(endsAt, zone),
      endDate: localDateOf(endsAt, zone),
    }
    this.#rows.push({ row: 0, cells: { ...cells, ...times }, uid: hashOf(uid, recurrence) })
  }

  /** What one event does wrong is said of that event. */
  #attempt(event: Component, work: () => void): void {
    try {
      work()
    } catch (error) {
      const known = error instanceof Unreadable ? error : new Unreadable('schedule:import.brokenTime')
      const day = /^\d{4}-\d{2}-\d{2}/.exec(String(valuesOf(event, 'dtstart')[0] ?? ''))?.[0]
      const row: FileRow = { row: 0, cells: { ...wordsOf(event), ...(day && { date: day }) } }
      this.#problems.push({ row, text: known.text, ...(known.values && { values: known.values }) })
    }
  }
}

const utc = clockOf('UTC')

/** Whether a rule says when it ends. */
const isLimited = ([, , , value]: Property): boolean => {
  const { until, count } = value as { until?: string; count?: number }
  return until !== undefined || count !== undefined
}

const keyOf = ({ cells }: FileRow): string =>
  `${cells.date} ${cells.start ?? ''} ${cells.activity ?? ''} ${cells.place ?? ''}`

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)

const margin = (date: string, days: number): string => Temporal.PlainDate.from(date).add({ days }).toString()

/** The words of an event, on one line each. Who leads stands where our own files say it, else with the one who invites. */
function wordsOf(event: Component): FileRow['cells'] {
  const inviting = property(event, 'organizer')?.[1]['cn']
  const words = {
    activity: textOf(event, 'summary'),
    place: textOf(event, 'location'),
    leader: plainText(event, 'x-stegvis-leader'),
    organizer: inviting === undefined ? '' : String(inviting),
    category: plainText(event, 'x-stegvis-category'),
    places: plainText(event, 'x-stegvis-places'),
  }
  return Object.fromEntries(
    Object.entries(words)
      .map(([column, text]) => [column, text.replaceAll(/\s+/g, ' ').trim().slice(0, longestCell)])
      .filter(([, text]) => text !== ''),
  ) as FileRow['cells']
}

/** ical.js leaves the text of a property that it does not know as it stands in the file. */
const plainText = (event: Component, name: string): string =>
  textOf(event, name).replaceAll(/\\([\\,;nN])/g, (_, escaped: string) =>
    /n/i.test(escaped) ? ' ' : escaped,
  )

const properties = ([, all]: Component, name: string): Property[] => all.filter(([own]) => own === name)
const property = (component: Component, name: string): Property | undefined => properties(component, name)[0]
const has = (component: Component, name: string): boolean => property(component, name) !== undefined
const valuesOf = (component: Component, name: string): unknown[] => property(component, name)?.slice(3) ?? []
const textOf = (component: Component, name: string): string => {
  const [value] = valuesOf(component, name)
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : ''
}

const hashOf = (uid: string, recurrence: string): string =>
  createHash('sha256').update(`${uid}\n${recurrence}`).digest('hex').slice(0, 40)
