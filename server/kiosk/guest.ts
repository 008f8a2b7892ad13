import type { Temporal } from 'temporal-polyfill'
import type { KioskWay } from '../access/kiosk-words.ts'
import { canEnter } from '../attendance/standing-session.ts'
import type { BoardSession } from './today.ts'

type GuestFit =
  | { kind: 'count'; session: BoardSession }
  | { kind: 'guest_choice'; sessions: readonly BoardSession[] }
  | { kind: 'nothing_for_guests' }

/** Which session somebody without a name comes to. Where nobody is registered everybody does; elsewhere guests, if they may here. */
export function guestFitOf(
  sessions: readonly BoardSession[],
  { ways, now, chosenId }: { ways: readonly KioskWay[]; now: Temporal.Instant; chosenId: string | undefined },
): GuestFit {
  const open = sessions.filter(
    (session) =>
      (session.headsOnly || ways.includes('guest')) &&
      (chosenId === undefined || session.id === chosenId) &&
      canEnter(session, now),
  )
  const [session, ...others] = open
  if (session === undefined) return { kind: 'nothing_for_guests' }
  return others.length === 0 ? { kind: 'count', session } : { kind: 'guest_choice', sessions: open }
}
