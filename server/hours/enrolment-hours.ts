import type { LocalDate, Minutes } from '../time/dates.ts'
import { isoWeekOf, weeksFrom, type IsoWeek } from '../time/weeks.ts'
import type { TimeZone } from '../time/zones.ts'
import type { Crediting } from './credit.ts'
import { excusedWeeks, type Excuse } from './excused-weeks.ts'
import type { SessionElsewhere } from './overlaps.ts'
import { plannedMinutes, progressionOf, weeksOfEnrolment, type Progression } from './progression.ts'
import {
  sumOfWeeks,
  weekTotals,
  type CountedSession,
  type ReportedHours,
  type Sum,
  type WeekTotal,
} from './week-totals.ts'

/** All that the hours of one enrolment are made of, as far back as it was loaded. */
export type EnrolmentRecord = Crediting & {
  startsOn: LocalDate
  endsOn: LocalDate | null
  weeklyTargetMinutes: number | null
  attended: readonly CountedSession[]
  elsewhere: readonly SessionElsewhere[]
  reported: readonly ReportedHours[]
  excused: readonly { monday: LocalDate; reason: Excuse }[]
  plan: readonly { fromMonday: LocalDate; minutes: number }[]
  /** The day on which the level was first reached, once that has been kept. */
  levelReachedOn: LocalDate | null
}

export type WeekCell = WeekTotal & {
  planned: Minutes | undefined
  /** Before the enrolment began or after it ended nothing is expected. */
  within: boolean
  /** The present week is not over yet. */
  running: boolean
  /** At or above the target; with none, never. */
  atTarget: boolean
  /** At or above the plan of that week. */
  atPlan: boolean
}

export type HoursView = {
  cells: WeekCell[]
  sum: Sum
  progression: Progression
  reachedOn: LocalDate | undefined
}

export type Reckoning = {
  today: LocalDate
  zone: TimeZone
  closed: readonly { startsOn: LocalDate; endsOn: LocalDate }[]
  /** The weeks for which the record was loaded. */
  loaded: { from: IsoWeek; until: IsoWeek }
}

/** One enrolment's hours in the weeks asked for, and how far it has come. */
export function hoursIn(weeks: readonly IsoWeek[], record: EnrolmentRecord, reckoning: Reckoning): HoursView {
  const { today, zone, loaded } = reckoning
  // A week that was not loaded would look like one without hours.
  const own = weeksOfEnrolment(record, today).filter((week) => loaded.from <= week && week <= loaded.until)
  const all = spanOf([...weeks, ...own])
  const excused = excusedWeeks(all, record.excused, reckoning.closed)
  const totals = weekTotals(all, { ...record, excused }, { zone, crediting: record })
  const byWeek = new Map(totals.map((total) => [total.week, total]))
  const present = isoWeekOf(today)
  const last = isoWeekOf(record.endsOn ?? today)

  const cells = weeks.flatMap((week) => {
    const total = byWeek.get(week)
    if (total === undefined) return []
    const within = isoWeekOf(record.startsOn) <= week && (record.endsOn === null || week <= last)
    const planned = within ? plannedMinutes([...record.plan], week) : undefined
    const target = record.weeklyTargetMinutes
    return [
      {
        ...total,
        within,
        planned,
        running: week === present,
        atTarget: target !== null && target > 0 && total.minutes >= target,
        atPlan: planned !== undefined && planned > 0 && total.minutes >= planned,
      },
    ]
  })
  const progression = progressionOf(
    own.flatMap((week) => byWeek.get(week) ?? []),
    record.weeklyTargetMinutes,
    today,
  )
  return {
    cells,
    sum: sumOfWeeks(cells),
    progression,
    reachedOn: record.levelReachedOn ?? progression.firstReachedOn,
  }
}

/** As many weeks as a chart shows legibly. */
const weeksInChart = 20

/** Each enrolment with its latest weeks, for a participant's page. */
export function enrolmentViews<Row extends EnrolmentRecord>(
  records: readonly Row[],
  reckoning: Reckoning,
): { record: Row; view: HoursView }[] {
  return records.map((record) => ({
    record,
    view: hoursIn(weeksOfEnrolment(record, reckoning.today).slice(-weeksInChart), record, reckoning),
  }))
}

function spanOf(weeks: readonly IsoWeek[]): IsoWeek[] {
  const inOrder = weeks.toSorted()
  const [first, last] = [inOrder[0], inOrder.at(-1)]
  return first === undefined || last === undefined ? [] : weeksFrom(first, last)
}
