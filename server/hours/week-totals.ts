import type { Temporal } from 'temporal-polyfill'
import { categories, type Category } from '../schedule/categories.ts'
import type { LocalDate, Minutes } from '../time/dates.ts'
import { type IsoWeek, isoWeekOf } from '../time/weeks.ts'
import { type TimeZone, weekOfInstant } from '../time/zones.ts'
import type { Crediting } from './credit.ts'
import type { Excuse } from './excused-weeks.ts'
import { type AttendedSession, creditedOnce, type SessionElsewhere } from './overlaps.ts'

export type CountedSession = AttendedSession & { category: Category }

/** Hours outside the sessions, which count once staff have approved them. */
export type ReportedHours = {
  kind: 'placement' | 'home_activity'
  onDate: LocalDate
  minutes: number
  approvedAt: Temporal.Instant | null
  withdrawnAt: Temporal.Instant | null
}

/** Everything of one enrolment. */
export type EnrolmentHours = {
  attended: readonly CountedSession[]
  /** What the participant attended in other enrolments: no moment is credited in two. */
  elsewhere: readonly SessionElsewhere[]
  reported: readonly ReportedHours[]
  excused: ReadonlyMap<IsoWeek, Excuse>
}

export type Columns = {
  /** Sessions, placement and home activity together. */
  minutes: Minutes
  sessions: Minutes
  /** The sessions' minutes again. */
  byCategory: Record<Category, Minutes>
  placement: Minutes
  homeActivity: Minutes
}

/** A sum that may still grow: of some sessions nobody has said whether the participant was there. */
export type Sum = Columns & { unknown: number }

export type WeekTotal = Columns & {
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
export function weekTotals(
  weeks: readonly IsoWeek[],
  hours: EnrolmentHours,
  reckoning: { zone: TimeZone; crediting: Crediting },
): WeekTotal[] {
  const totals = new Map(weeks.map((week) => [week, emptyWeek(week, hours.excused)]))

  for (const { row, minutes } of creditedOnce(hours.attended, reckoning.crediting, hours.elsewhere)) {
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
export function sumOfWeeks(totals: readonly WeekTotal[]): Sum {
  const sum: Sum = { ...emptyColumns(), unknown: 0 }
  for (const total of totals) {
    sum.minutes = plus(sum.minutes, total.minutes)
    sum.sessions = plus(sum.sessions, total.sessions)
    sum.placement = plus(sum.placement, total.placement)
    sum.homeActivity = plus(sum.homeActivity, total.homeActivity)
    sum.unknown += total.unknown
    for (const category of categories)
      sum.byCategory[category] = plus(sum.byCategory[category], total.byCategory[category])
  }
  return sum
}

const none = 0 as Minutes

function emptyWeek(week: IsoWeek, excused: ReadonlyMap<IsoWeek, Excuse>): WeekTotal {
  return { week, ...emptyColumns(), excused: excused.get(week), unknown: 0 }
}

function emptyColumns(): Columns {
  return {
    minutes: none,
    sessions: none,
    byCategory: { social_preparation: none, health_promotion: none, work_preparation: none },
    placement: none,
    homeActivity: none,
  }
}

function addSession(total: WeekTotal, row: CountedSession, minutes: Minutes): void {
  total.sessions = plus(total.sessions, minutes)
  total.minutes = plus(total.minutes, minutes)
  total.byCategory[row.category] = plus(total.byCategory[row.category], minutes)
  if (row.status === 'unknown' && row.minutesByHand === null && row.session.cancelledAt === null)
    total.unknown++
}

function addReported(total: WeekTotal, report: ReportedHours): void {
  const column = report.kind === 'placement' ? 'placement' : 'homeActivity'
  total[column] = plus(total[column], report.minutes)
  total.minutes = plus(total.minutes, report.minutes)
}

function plus(a: number, b: number): Minutes {
  return (a + b) as Minutes
}
