import type { Temporal } from 'temporal-polyfill'
import type { KioskWay } from '../access/kiosk-words.ts'
import { mayReadParticipant, type Guarded, type Viewer } from '../access/permissions.ts'
import type { Crediting } from '../hours/credit.ts'
import type { CountingEnrolment } from './counting-enrolment.ts'
import { wasThere, type AttendanceStatus, type ClosedBy } from './words.ts'

/** A presence as it stands: derived from the ledger. */
export type Presence = {
  enrolmentId: string | null
  status: AttendanceStatus
  checkedInAt: Temporal.Instant | null
  checkedOutAt: Temporal.Instant | null
  closedBy: ClosedBy | null
  minutesByHand: number | null
  minutesReason: string | null
  /** When staff last said how it was, and who; until then it stands as the kiosk or nobody told it. */
  confirmedAt: Temporal.Instant | null
  confirmedBy: string | null
  /** 0 where nobody has said anything yet. */
  version: number
}

export const noPresence: Presence = {
  enrolmentId: null,
  status: 'unknown',
  checkedInAt: null,
  checkedOutAt: null,
  closedBy: null,
  minutesByHand: null,
  minutesReason: null,
  confirmedAt: null,
  confirmedBy: null,
  version: 0,
}

/** The latest check-in that a tablet or a phone has told of, by the device's own clock. */
export type KioskClaim = {
  at: Temporal.Instant
  kioskName: string | null
  way: KioskWay | null
  skewSeconds: number | null
}

export type RollCallEnrolment = CountingEnrolment & Crediting

/** Somebody who is expected at a session, or who came. */
export type RollCallPerson = {
  id: string
  firstName: string
  lastName: string
  protected: boolean
  /** Who may know them all the same. */
  coachIds: readonly string[]
  /** How they were booked; whoever came without a booking dropped in. */
  booked: 'session' | 'series' | null
  waitsSince: Temporal.Instant | null
  /** Their number in the line for a place, from 1. */
  waitsAs: number | null
  /** That they will not come was told beforehand, and stands. */
  toldAbsent: boolean
  presence: Presence
  /** What the kiosk says, apart from what staff have confirmed. */
  claim: KioskClaim | null
  confirmedByName: string | null
  enrolments: readonly RollCallEnrolment[]
}

/** A roll call names everybody but those with a protected identity: they are for administrators and their own coach. */
export function mayName(viewer: Viewer, person: Guarded): boolean {
  return !person.protected || mayReadParticipant(viewer, person)
}

export type Counts = {
  expected: number
  /** Who was there at any time, and of them who still is and who has left. */
  there: number
  here: number
  left: number
  byStatus: Record<AttendanceStatus, number>
}

/** Who waits for a place is expected only once they have come. */
export function countsOf(people: readonly Pick<RollCallPerson, 'presence' | 'waitsSince'>[]): Counts {
  const byStatus = { present: 0, late: 0, left_early: 0, excused: 0, absent: 0, unknown: 0 }
  const expected = people.filter(
    ({ waitsSince, presence }) => waitsSince === null || presence.status !== 'unknown',
  )
  for (const { presence } of expected) byStatus[presence.status]++
  const there = people.filter(({ presence }) => wasThere(presence.status))
  const left = there.filter(({ presence }) => hasLeft(presence)).length
  return { expected: expected.length, there: there.length, here: there.length - left, left, byStatus }
}

const hasLeft = ({ status, checkedOutAt }: Pick<Presence, 'status' | 'checkedOutAt'>) =>
  status === 'left_early' || checkedOutAt !== null

export type Arrival<Person> = { person: Person; at: Temporal.Instant }

/** Who came last, or came back, for a screen that says what has just changed. */
export function latestArrival<Person extends Pick<RollCallPerson, 'presence' | 'claim'>>(
  people: readonly Person[],
): Arrival<Person> | undefined {
  return people
    .filter(({ presence }) => wasThere(presence.status))
    .flatMap((person) => {
      const { checkedInAt } = person.presence
      if (checkedInAt === null) return []
      const told = person.claim?.at ?? checkedInAt
      return [{ person, at: told.epochMilliseconds > checkedInAt.epochMilliseconds ? told : checkedInAt }]
    })
    .sort((a, b) => a.at.epochMilliseconds - b.at.epochMilliseconds)
    .at(-1)
}

/** Booked or not, and not waiting for a place: nobody says how it was with them. */
export function stillUnknown<Person extends Pick<RollCallPerson, 'waitsSince' | 'presence'>>(
  people: readonly Person[],
): Person[] {
  return people.filter(({ waitsSince, presence }) => waitsSince === null && saysNothing(presence))
}

/** Those of them who were expected: the others came by themselves, and somebody has taken back that they did. */
export function bookedAndUnknown<Person extends RollCallPerson>(people: readonly Person[]): Person[] {
  return stillUnknown(people).filter(({ booked }) => booked !== null)
}

/** Stands as the kiosk or the system told it: staff have not said yet that it was so. */
export function unconfirmed<Person extends Pick<RollCallPerson, 'presence'>>(
  people: readonly Person[],
): Person[] {
  return people.filter(
    ({ presence }) => presence.version > 0 && presence.confirmedAt === null && !saysNothing(presence),
  )
}

/** Neither a status nor minutes: of such a presence nobody has said how it was. */
export function saysNothing(presence: Pick<Presence, 'status' | 'minutesByHand'>): boolean {
  return presence.status === 'unknown' && presence.minutesByHand === null
}

export const rollCallShows = ['all', 'unknown', 'there', 'away'] as const
/** A part of a long roll call: those of whom nothing is said, those who are there, those who are not. */
export type RollCallShow = (typeof rollCallShows)[number]

export function shownOf<Person extends Pick<RollCallPerson, 'presence'>>(
  people: readonly Person[],
  show: RollCallShow,
): Person[] {
  return show === 'all' ? [...people] : people.filter(({ presence }) => showOf(presence) === show)
}

function showOf(presence: Presence): RollCallShow {
  if (saysNothing(presence)) return 'unknown'
  return wasThere(presence.status) ? 'there' : 'away'
}
