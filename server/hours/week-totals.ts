import type { Temporal } from 'temporal-polyfill'
import type { LocalDate, Minutes } from '../time/dates.ts'
import { type IsoWeek, isoWeekOf } from '../time/weeks.ts'
import { type TimeZone, weekOfInstant } from '../time/zones.ts'
import type { Crediting } from './credit.ts'
import type { Excuse } from './excused-weeks.ts'
import { type AttendedSession, creditedOnce } from './overlaps.ts'

export type CountedSession<Category extends string> = AttendedSession & { category: Category }

/** Hours outside the sessions, which count once staff have approved them. */
export type ReportedHours = {
  kind: 'placement' | 'home_activity'
  onDate: LocalDate
  minutes: number
  approvedAt: Temporal.Instant | null
  withdrawnAt: Temporal.Instant | null
}

/** Everything of one enrolment. */
export type EnrolmentHours<Category extends string> = {
  attended: readonly CountedSession<Category>[]
  reported: readonly ReportedHours[]
  excused: ReadonlyMap<IsoWeek, Excuse>
}

export type Columns<Category extends string> = {
  /** Sessions, placement and home activity together. */
  minutes: Minutes
  sessions: Minutes
  /** The sessions' minutes again, by category; a category without any is left out. */
  byCategory: Partial<Record<Category, Minutes>>
  placement: Minutes
  homeActivity: Minutes
}

export type WeekTotal<Category extends string> = Columns<Category> & {
  week: IsoWeek
  /** Why an average leaves this week out. */
  excused: Excuse | undefined
  /** Sessions for which nobody has said whether the participant was there: they count nothing yet. */
  unknown: number
}

/**
 * One enrolment's hours in each of these weeks, in their order. A session belongs to the week in which it starts in
 * the organisation's zone, also when it ends in the next.
 */
export function weekTotals<Category extends string>(
  weeks: readonly IsoWeek[],
  hours: EnrolmentHours<Category>,
  reckoning: { zone: TimeZone; crediting: Crediting },
): WeekTotal<Category>[] {
  const totals = new Map(weeks.map((week) => [week, emptyWeek<Category>(week, hours.excused)]))

  for (const { row, minutes } of creditedOnce(hours.attended, reckoning.crediting)) {
    const total = totals.get(weekOfInstant(row.session.startsAt, reckoning.zone))
    if (total !== undefined) addSession(total, row, minutes)
  }
  for (const report of hours.reported) {
    const total = totals.get(isoWeekOf(report.onDate))
    if (total !== undefined && report.approvedAt !== null && report.withdrawnAt === null)
      addReported(total, report)
  }
  return [...totals.values()]
}

/** The columns of several weeks added up, as for the foot of a table. */
export function sumOfWeeks<Category extends string>(
  totals: readonly WeekTotal<Category>[],
): Columns<Category> {
  const sum: Columns<Category> = emptyColumns()
  for (const total of totals) {
    sum.minutes = plus(sum.minutes, total.minutes)
    sum.sessions = plus(sum.sessions, total.sessions)
    sum.placement = plus(sum.placement, total.placement)
    sum.homeActivity = plus(sum.homeActivity, total.homeActivity)
    for (const category in total.byCategory)
      sum.byCategory[category] = plus(sum.byCategory[category], total.byCategory[category])
  }
  return sum
}

const none = 0 as Minutes

function emptyWeek<Category extends string>(
  week: IsoWeek,
  excused: ReadonlyMap<IsoWeek, Excuse>,
): WeekTotal<Category> {
  return { week, ...emptyColumns<Category>(), excused: excused.get(week), unknown: 0 }
}

function emptyColumns<Category extends string>(): Columns<Category> {
  return { minutes: none, sessions: none, byCategory: {}, placement: none, homeActivity: none }
}

function addSession<Category extends string>(
  total: WeekTotal<Category>,
  row: CountedSession<Category>,
  minutes: Minutes,
): void {
  total.sessions = plus(total.sessions, minutes)
  total.minutes = plus(total.minutes, minutes)
  if (minutes > 0) total.byCategory[row.category] = plus(total.byCategory[row.category], minutes)
  if (row.status === 'unknown' && row.minutesByHand === null && row.session.cancelledAt === null)
    total.unknown++
}

function addReported<Category extends string>(total: WeekTotal<Category>, report: ReportedHours): void {
  const column = report.kind === 'placement' ? 'placement' : 'homeActivity'
  total[column] = plus(total[column], report.minutes)
  total.minutes = plus(total.minutes, report.minutes)
}

function plus(a: number | undefined, b: number | undefined): Minutes {
  return ((a ?? 0) + (b ?? 0)) as Minutes
}
