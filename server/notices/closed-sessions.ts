import type { ClosedDay } from '../organisation/closed-days.ts'
import type { LocalDate } from '../time/dates.ts'

/** Sessions that still stand on one closed day, or on days in a row that are closed for the same reason. */
export type ClosedSessions = { name: ClosedDay['name']; from: LocalDate; to: LocalDate; count: number }

export function closedSessions(
  closed: readonly ClosedDay[],
  standing: readonly { date: LocalDate; count: number }[],
): ClosedSessions[] {
  const found: ClosedSessions[] = []
  for (const { date, name } of closed) {
    const count = standing.find((day) => day.date === date)?.count ?? 0
    if (count === 0) continue
    const before = found.at(-1)
    if (before?.name.sv === name.sv) Object.assign(before, { to: date, count: before.count + count })
    else found.push({ name, from: date, to: date, count })
  }
  return found
}
