import { Temporal } from 'temporal-polyfill'
import type { ClosedDay } from '../organisation/closed-days.ts'
import { addDays, type LocalDate } from '../time/dates.ts'
import type { OpenSession } from './open-session.ts'

/** Where in the day a session stands. A cancelled one is never on, nor next: it only goes when its time has. */
export type HallState = 'over' | 'now' | 'next' | 'ahead'
export type HallSession = OpenSession & { state: HallState }
export type HallDay = { date: LocalDate; closed: ClosedDay['name'] | undefined; sessions: HallSession[] }

/** Today and tomorrow as the hall sees them. */
export function hallDays(
  sessions: readonly OpenSession[],
  closed: readonly ClosedDay[],
  today: LocalDate,
  now: Temporal.Instant,
): [today: HallDay, tomorrow: HallDay] {
  const next = sessions.find(
    ({ cancelled, startsAt, localDate }) => !cancelled && localDate === today && isAfter(startsAt, now),
  )
  const stateOf = ({ startsAt, endsAt, cancelled }: OpenSession): HallState => {
    if (!isAfter(endsAt, now)) return 'over'
    if (cancelled) return 'ahead'
    if (!isAfter(startsAt, now)) return 'now'
    return next && startsAt.equals(next.startsAt) ? 'next' : 'ahead'
  }
  const day = (date: LocalDate): HallDay => ({
    date,
    closed: closed.find((one) => one.date === date)?.name,
    sessions: sessions
      .filter((session) => session.localDate === date)
      .map((session) => ({ ...session, state: stateOf(session) })),
  })
  return [day(today), day(addDays(today, 1))]
}

const isAfter = (one: Temporal.Instant, other: Temporal.Instant) => Temporal.Instant.compare(one, other) > 0
