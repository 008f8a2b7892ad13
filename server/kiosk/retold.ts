import { Temporal } from 'temporal-polyfill'
import { closedByCheckIn } from '../attendance/closing.ts'
import { canLeaveUntil } from '../attendance/standing-session.ts'
import type { ClosedBy } from '../attendance/words.ts'

/** Somebody came or went, as the ledger has it. */
export type ToldEvent = {
  id: string
  kind: 'check_in' | 'departure'
  /** Where it was noted; which presence a departure ends is told by the times. */
  session: ToldSession
  at: Temporal.Instant
  /** At which tablet. */
  kioskId?: string | null
}

export type ToldSession = { id: string; startsAt: Temporal.Instant; endsAt: Temporal.Instant }

export type Retold = {
  session: ToldSession
  checkedInAt: Temporal.Instant
  checkedOutAt: Temporal.Instant | null
  closedBy: ClosedBy | null
  /** The departure or the check-in that ended it. */
  endedBy: string | null
}

/** By two tablets' clocks somebody may have left a little before they came. */
const clocksApartMilliseconds = 120_000

/**
 * One person's presences, told from the beginning in the order in which it happened: the same in whatever order it was
 * heard. Checking in to one session ends the presence in another; who is in stays in; who comes back is in again.
 */
export function retold(told: readonly ToldEvent[]): Retold[] {
  const presences = new Map<string, Retold>()
  for (const event of inOrder(told)) {
    if (event.kind === 'departure') leave(presences, event)
    else enter(presences, event)
  }
  return [...presences.values()]
}

function enter(presences: Map<string, Retold>, { id, session, at }: ToldEvent): void {
  const open = [...presences.values()]
    .filter(({ checkedOutAt }) => checkedOutAt === null)
    .map((presence) => ({ ...presence, sessionId: presence.session.id }))
  for (const closing of closedByCheckIn(open, { sessionId: session.id, at })) {
    const presence = presences.get(closing.attendance.sessionId)!
    Object.assign(presence, { checkedOutAt: closing.at, closedBy: closing.closedBy, endedBy: id })
  }
  const presence = presences.get(session.id)
  if (presence === undefined)
    presences.set(session.id, { session, checkedInAt: at, checkedOutAt: null, closedBy: null, endedBy: null })
  else if (presence.checkedOutAt !== null)
    Object.assign(presence, { checkedOutAt: null, closedBy: null, endedBy: null })
}

function leave(presences: Map<string, Retold>, { id, at }: ToldEvent): void {
  for (const presence of presences.values()) {
    if (
      presence.checkedOutAt === null &&
      at.epochMilliseconds <= canLeaveUntil(presence.session).epochMilliseconds
    )
      Object.assign(presence, { checkedOutAt: at, closedBy: 'departure', endedBy: id })
  }
}

/** Whether a departure at this time ends a presence, or comes after one that has ended: else they were nowhere in. */
export function wasIn(
  presences: readonly Retold[],
  { id, at }: Pick<ToldEvent, 'id' | 'at'>,
): Retold | undefined {
  const ended = presences.find(({ endedBy }) => endedBy === id)
  return (
    ended ??
    presences
      .filter(
        ({ checkedInAt, session }) =>
          checkedInAt.epochMilliseconds <= at.epochMilliseconds &&
          at.epochMilliseconds <= canLeaveUntil(session).epochMilliseconds,
      )
      .sort((a, b) => Temporal.Instant.compare(a.checkedInAt, b.checkedInAt))
      .at(-1)
  )
}

function inOrder(told: readonly ToldEvent[]): ToldEvent[] {
  return told
    .map((event) => (event.kind === 'departure' ? { ...event, at: notBeforeTheyCame(event, told) } : event))
    .sort(
      (a, b) =>
        Temporal.Instant.compare(a.at, b.at) ||
        (a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : a.id < b.id ? -1 : 1),
    )
}

function notBeforeTheyCame(departure: ToldEvent, told: readonly ToldEvent[]): Temporal.Instant {
  const came = told
    .filter(({ kind, session }) => kind === 'check_in' && session.id === departure.session.id)
    .map(({ at }) => at)
    .sort((a, b) => Temporal.Instant.compare(a, b))[0]
  const early = came === undefined ? 0 : came.epochMilliseconds - departure.at.epochMilliseconds
  return came !== undefined && early > 0 && early <= clocksApartMilliseconds ? came : departure.at
}
