import type { Temporal } from 'temporal-polyfill'
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
  version: 0,
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
  enrolments: readonly RollCallEnrolment[]
}

/** A roll call names everybody but those with a protected identity: they are for administrators and their own coach. */
export function mayName(viewer: Viewer, person: Guarded): boolean {
  return !person.protected || mayReadParticipant(viewer, person)
}

export type Counts = { expected: number; there: number; byStatus: Record<AttendanceStatus, number> }

/** Who waits for a place is expected only once they have come. */
export function countsOf(people: readonly Pick<RollCallPerson, 'presence' | 'waitsSince'>[]): Counts {
  const byStatus = { present: 0, late: 0, left_early: 0, excused: 0, absent: 0, unknown: 0 }
  const expected = people.filter(
    ({ waitsSince, presence }) => waitsSince === null || presence.status !== 'unknown',
  )
  for (const { presence } of expected) byStatus[presence.status]++
  return {
    expected: expected.length,
    there: people.filter(({ presence }) => wasThere(presence.status)).length,
    byStatus,
  }
}

/** Who came last, for a screen that says what has just changed. */
export function latestArrival<Person extends RollCallPerson>(people: readonly Person[]): Person | undefined {
  return people
    .filter(({ presence }) => presence.checkedInAt !== null && wasThere(presence.status))
    .sort((a, b) => millisecondsOf(a) - millisecondsOf(b))
    .at(-1)
}

const millisecondsOf = ({ presence }: RollCallPerson) => presence.checkedInAt?.epochMilliseconds ?? 0

/** Booked, not waiting for a place, and nobody has said anything about them. */
export function stillUnknown<Person extends RollCallPerson>(people: readonly Person[]): Person[] {
  return people.filter(
    ({ booked, waitsSince, presence }) =>
      booked !== null &&
      waitsSince === null &&
      presence.status === 'unknown' &&
      presence.minutesByHand === null,
  )
}
