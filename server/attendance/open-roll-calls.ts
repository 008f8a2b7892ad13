import { mayKeepRollCall, mayPlanSchedule, type Viewer } from '../access/permissions.ts'
import type { LocalDate } from '../time/dates.ts'

type Led = { leaderId: string | null; talk: boolean }

/** Planners see every open roll call but somebody else's talks; a leader those that they lead and those that nobody leads. */
export function rollCallsFor<RollCall extends Led>(viewer: Viewer, open: readonly RollCall[]): RollCall[] {
  const plans = mayPlanSchedule(viewer)
  const forAnybody = mayKeepRollCall(viewer)
  return open.filter(
    ({ leaderId, talk }) => leaderId === viewer.id || (!talk && (plans || (leaderId === null && forAnybody))),
  )
}

/** Day by day, as they came. */
export function byDay<RollCall extends { localDate: LocalDate }>(
  open: readonly RollCall[],
): { date: LocalDate; rollCalls: RollCall[] }[] {
  return [...Map.groupBy(open, ({ localDate }) => localDate)].map(([date, rollCalls]) => ({
    date,
    rollCalls,
  }))
}
