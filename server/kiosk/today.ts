import { Temporal } from 'temporal-polyfill'
import { canEnter } from '../attendance/standing-session.ts'
import type { KioskSession } from './words.ts'

/** A session of today; where nobody is registered whoever comes is only counted. */
export type BoardSession = KioskSession & { headsOnly: boolean }

export type SessionToday = BoardSession & {
  /** Whoever comes to it is counted by a tap, now. */
  tapped: boolean
  standing: 'cancelled' | 'over' | 'now' | 'later'
}

const mostShown = 6

/** The day as it hangs by the door. When it is long, what is over makes room for what is to come. */
export function boardOf(sessions: readonly BoardSession[], now: Temporal.Instant): SessionToday[] {
  const all = sessions.map((session) => ({
    ...session,
    standing: standingOf(session, now),
    tapped: session.headsOnly && canEnter(session, now),
  }))
  const over = all.filter((session) => isOver(session, now))
  const toMakeRoom = new Set(over.slice(0, Math.max(0, all.length - mostShown)))
  return all.filter((session) => !toMakeRoom.has(session))
}

function standingOf(session: KioskSession, now: Temporal.Instant): SessionToday['standing'] {
  if (session.cancelledAt !== null) return 'cancelled'
  if (isOver(session, now)) return 'over'
  return Temporal.Instant.compare(session.startsAt, now) <= 0 ? 'now' : 'later'
}

function isOver(session: KioskSession, now: Temporal.Instant): boolean {
  return Temporal.Instant.compare(session.endsAt, now) <= 0
}
