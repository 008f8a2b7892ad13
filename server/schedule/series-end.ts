import type { Temporal } from 'temporal-polyfill'
import { mayBeTouched, type StandingSeries, type StandingSession } from './change.ts'
import { reasonLength } from './cancellation.ts'
import { cancelled, changedLine, changedSeriesLine, stateOf } from './draft.ts'
import type { SeriesChange } from './series-edit.ts'

/**
 * Everything of a series that is still to come, extra dates too, is cancelled with one reason and stays in sight. No
 * more sessions are made for it.
 */
export function draftOfSeriesCancellation({
  series,
  sessions,
  reason,
  by,
  now,
}: {
  series: StandingSeries
  sessions: readonly StandingSession[]
  reason: string
  by: string | null
  now: Temporal.Instant
}): SeriesChange {
  const standing = sessions.filter(({ cancelledAt }) => cancelledAt === null)
  const made = series.madeUntil ?? series.startsOn
  const endsOn = made > series.startsOn ? made : series.startsOn
  return {
    sessions: standing
      .filter((session) => mayBeTouched(session, now))
      .flatMap((session) =>
        changedLine(session, {
          ...cancelled(stateOf(session), reason.trim(), { by, at: now }),
          undecidedSince: null,
        }),
      ),
    series: series.times === null ? changedSeriesLine(series, { endsOn, madeUntil: endsOn }) : [],
    seriesId: series.id,
    splits: false,
    kept: [],
    undecided: [],
    locked: standing.filter((session) => !mayBeTouched(session, now)),
    closedDaysHit: [],
    problems: whyNotThatReason(reason),
  }
}

function whyNotThatReason(reason: string): SeriesChange['problems'] {
  if (reason.trim() === '') return [{ field: 'reason', text: 'schedule:cancellation.reasonMissing' }]
  if ([...reason.trim()].length > reasonLength)
    return [{ field: 'reason', text: 'common:problem.tooLong', values: { max: reasonLength } }]
  return []
}
