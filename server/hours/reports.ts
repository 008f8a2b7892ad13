import type { Problem } from '../problem.ts'
import { minutesOfDay, type LocalDate } from '../time/dates.ts'
import { isoWeekOf, type IsoWeek } from '../time/weeks.ts'
import type { ReportedHours } from './week-totals.ts'

export const reportKinds = ['placement', 'home_activity'] as const
export type ReportKind = (typeof reportKinds)[number]

type Span = { startsOn: LocalDate; endsOn: LocalDate | null }

/** What somebody did outside the sessions, on a day of their enrolment that has been. */
export function whyNotReport(
  report: { kind: ReportKind; onDate: LocalDate; minutes: number },
  enrolment: Span,
  standing: readonly Pick<ReportedHours, 'kind' | 'onDate' | 'minutes' | 'withdrawnAt'>[],
  today: LocalDate,
): Problem[] {
  if (report.onDate > today) return [{ field: 'on_date', text: 'hours:report.notYet' }]
  if (report.onDate < enrolment.startsOn || (enrolment.endsOn !== null && report.onDate > enrolment.endsOn))
    return [{ field: 'on_date', text: 'hours:report.outside' }]

  const sameDay = standing.filter(
    ({ onDate, withdrawnAt }) => onDate === report.onDate && withdrawnAt === null,
  )
  if (sameDay.some(({ kind, minutes }) => kind === report.kind && minutes === report.minutes))
    return [{ field: 'minutes', text: 'hours:report.already' }]
  const sum = sameDay.reduce((minutes, one) => minutes + one.minutes, report.minutes)
  return sum > minutesOfDay ? [{ field: 'minutes', text: 'hours:report.tooMuch' }] : []
}

/** Placement is reported by staff who know of it; what is done at home counts once somebody has approved it. */
export const countsAtOnce = (kind: ReportKind): boolean => kind === 'placement'

export function whyNotExcuse(week: IsoWeek | undefined, enrolment: Span): Problem[] {
  if (week === undefined) return [{ field: 'week', text: 'hours:problem.week' }]
  const outside =
    week < isoWeekOf(enrolment.startsOn) || (enrolment.endsOn !== null && week > isoWeekOf(enrolment.endsOn))
  return outside ? [{ field: 'week', text: 'hours:excused.outside' }] : []
}
