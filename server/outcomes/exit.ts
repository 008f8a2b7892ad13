import type { Problem } from '../problem.ts'
import type { LocalDate } from '../time/dates.ts'

/** How an enrolment ended, as the national follow-up asks it. */
export const exitReasons = ['completed', 'moved', 'illness', 'interrupted', 'by_mistake', 'other'] as const
export type ExitReason = (typeof exitReasons)[number]

/** An exit has happened: not before the start, and not tomorrow. */
export function whyNotExit(
  wish: { leftOn: LocalDate; destinations: readonly string[] },
  enrolment: { startsOn: LocalDate },
  today: LocalDate,
): Problem[] {
  const problems: Problem[] = []
  if (wish.leftOn < enrolment.startsOn || wish.leftOn > today)
    problems.push({ field: 'left_on', text: 'programme:exit.wrongDay' })
  if (wish.destinations.length === 0)
    problems.push({ field: 'destinations', text: 'programme:exit.destinationsMissing' })
  return problems
}
