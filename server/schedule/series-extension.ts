import type { Temporal } from 'temporal-polyfill'
import type { LocalDate } from '../time/dates.ts'
import { addDays } from '../time/dates.ts'
import { instantAt } from '../time/zones.ts'
import type { Draft, StandingSeries } from './change.ts'
import type { Clash } from './clash.ts'
import { changedSeriesLine } from './draft.ts'
import { horizonOf, occurrences } from './recurrence.ts'
import { sessionOnDay } from './series-plan.ts'

/** The first day for which a series may lack sessions. */
export const extendedFrom = ({ madeUntil, startsOn }: Pick<StandingSeries, 'madeUntil' | 'startsOn'>) =>
  madeUntil === null ? startsOn : addDays(madeUntil, 1)

/** The sessions that a series gets now that the horizon has moved on; `there` are the days that have one already. */
export function draftOfExtension(
  series: StandingSeries,
  {
    today,
    now,
    closed,
    there,
    newId,
  }: {
    today: LocalDate
    now: Temporal.Instant
    closed: ReadonlySet<LocalDate>
    there: ReadonlySet<LocalDate>
    newId: () => string
  },
): Draft {
  const horizon = horizonOf(today)
  const until = series.endsOn !== null && series.endsOn < horizon ? series.endsOn : horizon
  const days = occurrences(series, { from: extendedFrom(series), until, closed }).filter(
    (date) =>
      !there.has(date) &&
      instantAt(date, series.startTime, series.timeZone).epochMilliseconds > now.epochMilliseconds,
  )
  // Nothing new: the series is left alone until there is.
  if (days.length === 0) return { sessions: [], series: [] }
  return {
    sessions: days.map((date) => sessionOnDay(series, series.id, date, newId)),
    series: changedSeriesLine(series, { madeUntil: until }),
  }
}

/**
 * What is in the way of a new session does not keep the others from being made: it is put in cancelled, holds neither
 * leader nor place, and waits for somebody to decide.
 */
export function withClashesPutOff(
  draft: Draft,
  clashes: readonly Clash[],
  reason: string,
  now: Temporal.Instant,
): Draft {
  const clashing = new Set(clashes.map(({ wished }) => wished?.id))
  return {
    ...draft,
    sessions: draft.sessions.map((line) =>
      clashing.has(line.id)
        ? {
            ...line,
            after: {
              ...line.after,
              cancelledAt: now,
              cancelledBy: null,
              cancellationReason: reason,
              undecidedSince: now,
            },
          }
        : line,
    ),
  }
}
