import type { LocalDate, Minutes } from '../time/dates.ts'
import { type IsoWeek, isoWeekOf, sundayOf, weeksFrom } from '../time/weeks.ts'

/** So many counted weeks an average is made of. */
export const weeksOfAverage = 4

export type WeekOfHours = { week: IsoWeek; minutes: number; excused: string | undefined }

export type Progression = {
  /** The latest counted weeks, at most four, the oldest first. */
  latest: IsoWeek[]
  /** Their mean a week, begun minutes left out; undefined before the first counted week. */
  mean: Minutes | undefined
  /** The mean of the latest four is at or above the target now. */
  reached: boolean
  /** The Sunday on which that first held, kept also when a dip follows. */
  firstReachedOn: LocalDate | undefined
}

/**
 * How far one enrolment has come. Weeks are those of the enrolment, in order; the target is undefined or null where
 * the programme fixes none.
 */
export function progressionOf(
  weeks: readonly WeekOfHours[],
  target: number | null | undefined,
  today: LocalDate,
): Progression {
  const counted = countedWeeks(weeks, today)
  const latest = counted.slice(-weeksOfAverage)
  const fours = counted
    .slice(weeksOfAverage - 1)
    .map((_, first) => counted.slice(first, first + weeksOfAverage))
  const first = fours.find((four) => isAtLevel(four, target))?.at(-1)
  return {
    latest: latest.map(({ week }) => week),
    mean: latest.length === 0 ? undefined : (Math.floor(minutesOf(latest) / latest.length) as Minutes),
    reached: isAtLevel(latest, target),
    firstReachedOn: first === undefined ? undefined : sundayOf(first.week),
  }
}

/** From the week in which the enrolment began to the one in which it ended, or the present one; none before it begins. */
export function weeksOfEnrolment(
  enrolment: { startsOn: LocalDate; endsOn: LocalDate | null },
  today: LocalDate,
): IsoWeek[] {
  const last = enrolment.endsOn !== null && enrolment.endsOn < today ? enrolment.endsOn : today
  return weeksFrom(isoWeekOf(enrolment.startsOn), isoWeekOf(last))
}

/** The weeks an average is made of: finished (the present one is not, even on its Sunday) and not excused. */
export function countedWeeks<Week extends WeekOfHours>(weeks: readonly Week[], today: LocalDate): Week[] {
  const present = isoWeekOf(today)
  return weeks.filter(({ week, excused }) => week < present && excused === undefined)
}

/** The planned minutes of a week: those of the latest step that has begun; undefined before the first. */
export function plannedMinutes(
  steps: readonly { fromMonday: LocalDate; minutes: number }[],
  week: IsoWeek,
): Minutes | undefined {
  const begun = steps.filter(({ fromMonday }) => isoWeekOf(fromMonday) <= week)
  const latest = begun.sort((a, b) => (a.fromMonday < b.fromMonday ? -1 : 1)).at(-1)
  return latest?.minutes as Minutes | undefined
}

/** How much of the ring is filled: 0 to 1; undefined without a target. */
export function shareOfTarget(minutes: number, target: number | null | undefined): number | undefined {
  if (target === null || target === undefined || target <= 0) return undefined
  return Math.min(minutes / target, 1)
}

function isAtLevel(weeks: readonly WeekOfHours[], target: number | null | undefined): boolean {
  if (target === null || target === undefined) return false
  return weeks.length === weeksOfAverage && minutesOf(weeks) >= target * weeksOfAverage
}

function minutesOf(weeks: readonly WeekOfHours[]): number {
  return weeks.reduce((sum, { minutes }) => sum + minutes, 0)
}
