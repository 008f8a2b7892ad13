import { addDays, minutes, type LocalDate, type Minutes } from '../time/dates.ts'
import { addWeeks, isoWeekOf, type IsoWeek } from '../time/weeks.ts'

/** From this week on, so many planned minutes a week. */
export type PlanStep = { fromWeek: IsoWeek; minutes: Minutes }

/** An hour and a half: most begin with an activity or two a week. */
const firstMinutes = 90
/** Two weeks to get used to a step, and steps of whole half hours. */
const weeksBetweenSteps = 2
const stepMinutes = 30

/**
 * The plan an enrolment begins with, for the coach to change. It reaches the target three quarters of the way, so that
 * there is time to hold the level. Without a common target or length the plan is made with the person: none here.
 */
export function defaultRamp(enrolment: {
  startsOn: LocalDate
  plannedWeeks: number | null
  weeklyTargetMinutes: number | null
}): PlanStep[] {
  const { plannedWeeks, weeklyTargetMinutes: target } = enrolment
  if (plannedWeeks === null || target === null) return []
  const climb = Math.ceil(((plannedWeeks - 1) * 3) / 4)
  const steps = target <= firstMinutes ? 0 : Math.ceil(climb / weeksBetweenSteps)
  const firstWeek = isoWeekOf(enrolment.startsOn)
  const levels = Array.from({ length: steps + 1 }, (_, step) => ({
    fromWeek: addWeeks(firstWeek, Math.min(step * weeksBetweenSteps, climb)),
    minutes: levelOf(step, steps, target),
  }))
  return levels.filter((level, index) => level.minutes !== levels[index - 1]?.minutes)
}

/** What the plan says for a week; undefined before its first step. */
export function plannedMinutes(steps: readonly PlanStep[], week: IsoWeek): Minutes | undefined {
  return steps
    .filter((step) => step.fromWeek <= week)
    .reduce<PlanStep | undefined>(
      (latest, step) => (latest === undefined || step.fromWeek >= latest.fromWeek ? step : latest),
      undefined,
    )?.minutes
}

/** The last planned day: twenty weeks from a Monday end on a Sunday. */
export function plannedEnd(startsOn: LocalDate, plannedWeeks: number): LocalDate {
  return addDays(startsOn, plannedWeeks * 7 - 1)
}

/** On an even rise from the first to the target, and exactly the target at the top. */
function levelOf(step: number, steps: number, target: number): Minutes {
  if (step === steps) return minutes(target)
  const even = firstMinutes + ((target - firstMinutes) * step) / steps
  return minutes(Math.min(target, Math.round(even / stepMinutes) * stepMinutes))
}
