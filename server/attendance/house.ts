import { Temporal } from 'temporal-polyfill'
import type { Guarded } from '../access/permissions.ts'
import { addMinutes } from '../time/zones.ts'
import { canBeThereBefore } from './standing-session.ts'
import { wasThere, type AttendanceStatus, type ClosedBy } from './words.ts'

/**
 * So long after the end of a session whoever has not checked out may still be in the house. The system closes what is
 * forgotten, but nobody has seen them leave.
 */
const mayLinger = 120

type HeldSession = { startsAt: Temporal.Instant; endsAt: Temporal.Instant }

/** One participant's presence of today in one session. */
export type HousePresence = Guarded & {
  participantId: string
  firstName: string
  lastName: string
  locationName: string | null
  session: HeldSession
  status: AttendanceStatus
  checkedInAt: Temporal.Instant | null
  checkedOutAt: Temporal.Instant | null
  closedBy: ClosedBy | null
}

/** Guests and heads at a session: they are counted and have no names. */
export type HouseHeads = {
  sessionId: string
  activityName: string
  locationName: string | null
  session: HeldSession
  guests: number
  heads: number
}

/** Somebody in the house; overdue when their session is over and they have not checked out. */
export type InHouse<Presence> = Presence & { overdue: boolean }

/**
 * Who is in the house: everybody whose latest presence of the day has not been left. Whoever was marked as there
 * without a time is in until the session ends.
 */
export function inTheHouse<Presence extends HousePresence>(
  presences: readonly Presence[],
  now: Temporal.Instant,
): InHouse<Presence>[] {
  const latest = new Map<string, Presence>()
  for (const presence of presences) {
    if (!wasThere(presence.status) || isBefore(now, enteredAt(presence))) continue
    const before = latest.get(presence.participantId)
    if (before === undefined || !isBefore(enteredAt(presence), enteredAt(before)))
      latest.set(presence.participantId, presence)
  }
  return [...latest.values()]
    .filter((presence) => isIn(presence, now))
    .map((presence) => ({ ...presence, overdue: !isBefore(now, presence.session.endsAt) }))
}

function isIn(
  { session, checkedInAt, checkedOutAt, closedBy }: HousePresence,
  now: Temporal.Instant,
): boolean {
  const goesOn = isBefore(now, session.endsAt)
  if (checkedOutAt !== null && closedBy !== 'session_end') return false
  if (checkedInAt === null) return goesOn && !isBefore(now, session.startsAt)
  return goesOn || isBefore(now, addMinutes(session.endsAt, mayLinger))
}

const enteredAt = ({ checkedInAt, session }: HousePresence) => checkedInAt ?? session.startsAt

/** Of the sessions that go on now, or begin within the hour: guests may come before them. */
export function headsInTheHouse<Heads extends HouseHeads>(
  counted: readonly Heads[],
  now: Temporal.Instant,
): Heads[] {
  return counted.filter(
    ({ session, guests, heads }) =>
      guests + heads > 0 &&
      !isBefore(now, addMinutes(session.startsAt, -canBeThereBefore)) &&
      isBefore(now, session.endsAt),
  )
}

export type HousePlace<Person, Heads> = {
  locationName: string | null
  count: number
  people: readonly Person[]
  heads: readonly Heads[]
}

/** By place in the order of their names, where no place comes last; in each the one who came first stands first. */
export function byPlace<Presence extends HousePresence, Heads extends HouseHeads>(
  people: readonly InHouse<Presence>[],
  heads: readonly Heads[],
): HousePlace<InHouse<Presence>, Heads>[] {
  const names = [...new Set([...people, ...heads].map(({ locationName }) => locationName))]
  return names.sort(byName).map((locationName) => {
    const here = people.filter((person) => person.locationName === locationName).toSorted(byTimeIn)
    const counted = heads.filter((one) => one.locationName === locationName)
    const count = here.length + counted.reduce((sum, one) => sum + one.guests + one.heads, 0)
    return { locationName, count, people: here, heads: counted }
  })
}

function byName(a: string | null, b: string | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null)
  return a.localeCompare(b, 'sv')
}

const byTimeIn = (a: HousePresence, b: HousePresence) =>
  Temporal.Instant.compare(enteredAt(a), enteredAt(b)) || (a.participantId < b.participantId ? -1 : 1)

const isBefore = (a: Temporal.Instant, b: Temporal.Instant) => Temporal.Instant.compare(a, b) < 0
