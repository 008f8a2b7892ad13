import type { Problem } from '../problem.ts'
import { addDays, yearOf, type LocalDate } from '../time/dates.ts'

export const targetRange = { min: 0, max: 40 * 60 }
export const weeksRange = { min: 1, max: 260 }
const firstYear = 2000
/** Nobody is enrolled further ahead than this. */
const daysAhead = 366

export type EnrolmentWish = {
  /** Undefined when there is no such programme. */
  programmeId: string | undefined
  startsOn: LocalDate
  endsOn: LocalDate | null
  plannedWeeks: number | null
  weeklyTargetMinutes: number | null
}

/** An enrolment of the same participant. */
export type OtherEnrolment = { programmeId: string; startsOn: LocalDate; endsOn: LocalDate | null }

/** A participant may be in several programmes at once and in one programme several times, but not twice at a time. */
export function whyNotEnrol(
  wish: EnrolmentWish,
  others: readonly OtherEnrolment[],
  today: LocalDate,
): Problem[] {
  const problems: Problem[] = []
  if (wish.programmeId === undefined) problems.push({ field: 'programme_id', text: 'common:problem.choice' })
  if (yearOf(wish.startsOn) < firstYear || wish.startsOn > addDays(today, daysAhead))
    problems.push({ field: 'starts_on', text: 'programme:enrolment.startFarOff' })
  if (wish.endsOn !== null && wish.endsOn < wish.startsOn)
    problems.push({ field: 'ends_on', text: 'programme:enrolment.endsBeforeItStarts' })
  if (isOutside(wish.weeklyTargetMinutes, targetRange))
    problems.push({
      field: 'weekly_target',
      text: 'programme:enrolment.target',
      values: { max: targetRange.max / 60 },
    })
  if (isOutside(wish.plannedWeeks, weeksRange))
    problems.push({ field: 'planned_weeks', text: 'common:problem.between', values: weeksRange })

  const overlapped = others.find((other) => other.programmeId === wish.programmeId && doOverlap(other, wish))
  if (overlapped !== undefined)
    problems.push({
      field: 'starts_on',
      text: 'programme:enrolment.already',
      values: { from: overlapped.startsOn },
    })
  return problems
}

type Span = { startsOn: LocalDate; endsOn: LocalDate | null }

/** The day one ends and the other begins belongs to both. */
function doOverlap(one: Span, other: Span): boolean {
  return (
    (one.endsOn === null || other.startsOn <= one.endsOn) &&
    (other.endsOn === null || one.startsOn <= other.endsOn)
  )
}

function isOutside(value: number | null, { min, max }: { min: number; max: number }): boolean {
  return value !== null && !(Number.isInteger(value) && value >= min && value <= max)
}
