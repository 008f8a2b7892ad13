import type { Temporal } from 'temporal-polyfill'
import type { Problem } from '../problem.ts'
import { daysBetween, type LocalDate } from '../time/dates.ts'
import { whyNotReason } from './cancellation.ts'
import { mayBeTouched, type Draft, type StandingSession } from './change.ts'
import { cancelled, changedLine, stateOf } from './draft.ts'

export const longestCancellation = 366

/** Everything on some days, or everything of one leader then, for one reason. */
export type BulkCancellation = {
  first: LocalDate
  last: LocalDate
  leaderId: string | null
  reason: string
}

export type BulkCancelled = {
  draft: Draft
  /** Begun, or somebody's hours rest on it. */
  begun: number
  already: number
}

export function whyNotCancelAll({ first, last, reason }: BulkCancellation): Problem[] {
  return [...whyNotDays({ first, last }), ...whyNotReason(reason)]
}

function whyNotDays({ first, last }: Pick<BulkCancellation, 'first' | 'last'>): Problem[] {
  if (last < first) return [{ field: 'last', text: 'weeks:days.endsBeforeItStarts' }]
  if (daysBetween(first, last) >= longestCancellation)
    return [{ field: 'last', text: 'weeks:days.tooLong', values: { max: longestCancellation } }]
  return []
}

/** What takes place then is cancelled; what has begun, or was attended, stays as it is. */
export function cancelAll(
  standing: readonly StandingSession[],
  { first, last, leaderId, reason }: BulkCancellation,
  { by, at }: { by: string; at: Temporal.Instant },
): BulkCancelled {
  const meant = standing.filter(
    (session) =>
      session.removedAt === null &&
      session.localDate >= first &&
      session.localDate <= last &&
      (leaderId === null || session.leaderId === leaderId),
  )
  const takingPlace = meant.filter(({ cancelledAt }) => cancelledAt === null)
  const coming = takingPlace.filter((session) => mayBeTouched(session, at))
  return {
    draft: {
      sessions: coming.flatMap((session) =>
        changedLine(session, cancelled(stateOf(session), reason, { by, at })),
      ),
      series: [],
    },
    begun: takingPlace.length - coming.length,
    already: meant.length - takingPlace.length,
  }
}
