import type { Temporal } from 'temporal-polyfill'
import type { Problem } from '../problem.ts'
import { daysBetween, type LocalDate } from '../time/dates.ts'
import { mayBeTouched, type Draft, type StandingSession } from './change.ts'
import { changedLine } from './draft.ts'

export const longestSwap = 366

/** Another leader, or nobody yet, for what one leads between two days. */
export type LeaderSwap = {
  from: string
  to: string | null
  first: LocalDate
  last: LocalDate
  /** Only these activities; all of them when none is named. */
  activities: ReadonlySet<string>
}

export type Swapped = {
  draft: Draft
  /** Talks are left: each is between two people, and is booked anew. */
  talks: number
  /** Begun, or somebody's hours rest on it. */
  begun: number
}

export function whyNotSwap({ from, to, first, last }: LeaderSwap): Problem[] {
  if (last < first) return [{ field: 'last', text: 'weeks:days.endsBeforeItStarts' }]
  if (daysBetween(first, last) >= longestSwap)
    return [{ field: 'last', text: 'weeks:days.tooLong', values: { max: longestSwap } }]
  return from === to ? [{ field: 'to', text: 'weeks:swap.same' }] : []
}

/** Each session becomes an exception of its own; a series goes on as it was meant. */
export function swapLeader(
  standing: readonly StandingSession[],
  { from, to, first, last, activities }: LeaderSwap,
  now: Temporal.Instant,
): Swapped {
  const led = standing.filter(
    (session) =>
      session.leaderId === from &&
      session.cancelledAt === null &&
      session.removedAt === null &&
      session.localDate >= first &&
      session.localDate <= last &&
      (activities.size === 0 || activities.has(session.activityId)),
  )
  const groups = led.filter(({ talkEnrolmentId }) => talkEnrolmentId === null)
  const coming = groups.filter((session) => mayBeTouched(session, now))
  return {
    draft: {
      // The reason to be in two places at once was the other leader's.
      sessions: coming.flatMap((session) =>
        changedLine(session, { leaderId: to, doubleBookedBecause: null }),
      ),
      series: [],
    },
    talks: led.length - groups.length,
    begun: groups.length - coming.length,
  }
}
