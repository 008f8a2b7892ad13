import type { Problem } from '../problem.ts'
import { minutes, type LocalDate, type Minutes } from '../time/dates.ts'
import { isoWeekOf } from '../time/weeks.ts'
import { targetRange } from './enrolment.ts'
import type { PlanStep } from './plan.ts'

/** '2', '1,5' or '1.5' hours; at most forty. */
export function parseHours(text: string): Minutes | undefined {
  if (!/^\d{1,2}([.,]\d{1,2})?$/.test(text)) return undefined
  const count = Math.round(Number(text.replace(',', '.')) * 60)
  return count <= targetRange.max ? minutes(count) : undefined
}

/** So many lines of the plan the form has room for. */
export const planLines = 12

/** As many lines as the plan has or as were typed, and two to write more. */
export function linesToShow(
  plan: readonly PlanStep[],
  typed: Record<string, string | readonly string[] | undefined>,
): number {
  const lines = Array.from({ length: planLines }, (_, line) => line)
  const last = lines.findLast((line) => typed[`from_${line}`] || typed[`hours_${line}`]) ?? -1
  return Math.min(planLines, Math.max(plan.length, last + 1) + 2)
}

/** One line of the plan's form: any day of the week from which it holds, and the hours a week. */
export type TypedStep = { from: LocalDate | undefined; hours: string }

/** The plan as it was typed. A line without a day and hours is no step. */
export function planFrom(typed: readonly TypedStep[]): { plan: PlanStep[]; problems: Problem[] } {
  const plan: PlanStep[] = []
  const problems: Problem[] = []
  for (const [index, { from, hours }] of typed.entries()) {
    if (from === undefined && hours === '') continue
    const planned = parseHours(hours)
    if (from === undefined) problems.push({ field: `from_${index}`, text: 'common:problem.date' })
    if (planned === undefined) problems.push({ field: `hours_${index}`, text: 'programme:plan.hoursWrong' })
    if (from === undefined || planned === undefined) continue
    const fromWeek = isoWeekOf(from)
    if (plan.some((step) => step.fromWeek === fromWeek))
      problems.push({ field: `from_${index}`, text: 'programme:plan.sameWeek' })
    else plan.push({ fromWeek, minutes: planned })
  }
  return { plan: plan.toSorted((a, b) => (a.fromWeek < b.fromWeek ? -1 : 1)), problems }
}
