import type { Temporal } from 'temporal-polyfill'
import type { CountingEnrolment } from '../attendance/counting-enrolment.ts'
import type { AttendanceStatus, ClosedBy } from '../attendance/words.ts'
import type { Crediting } from '../hours/credit.ts'
import type { ReportedHours } from '../hours/week-totals.ts'
import type { Category } from '../schedule/categories.ts'
import type { LocalDate, LocalTime } from '../time/dates.ts'
import type { Asking } from './question.ts'

/** A session as the tablet speaks of it: never of its people. */
export type KioskSession = {
  id: string
  name: string
  category: Category
  place: string | null
  locationId: string | null
  localDate: LocalDate
  localStart: LocalTime
  localEnd: LocalTime
  startsAt: Temporal.Instant
  endsAt: Temporal.Instant
  cancelledAt: Temporal.Instant | null
}

/** A session that somebody at the door may come to. */
export type OpenKioskSession = KioskSession & {
  programmeIds: readonly string[]
  /** Whether they have a place in it; who waits for one has none. */
  booked: boolean
  /** For whoever comes without a booking; null where there is no limit. */
  placesLeft: number | null
}

/** What somebody is told of a session to come: its name, its time and what kind it is. */
export type SessionAhead = Pick<
  KioskSession,
  'id' | 'name' | 'category' | 'place' | 'localStart' | 'localEnd'
>

export type KioskEnrolment = CountingEnrolment &
  Crediting & {
    weeklyTargetMinutes: number | null
    question: Asking['question']
    questionEveryDays: number
    askedOn: LocalDate | null
    /** The latest step of the plan that has begun. */
    plannedMinutes: number | null
    reported: readonly ReportedHours[]
  }

/** A presence of the person at the door, this week or still open. */
export type OwnVisit = {
  id: string
  sessionId: string
  enrolmentId: string | null
  status: AttendanceStatus
  checkedInAt: Temporal.Instant | null
  checkedOutAt: Temporal.Instant | null
  closedBy: ClosedBy | null
  minutesByHand: number | null
  session: KioskSession
}

/** Who stands at the door, and all that a check-in or a departure needs to know. */
export type Visitor = {
  id: string
  /** Only when the person chose to be greeted so, and never with a protected identity. */
  firstName: string | null
  /** The language that they chose at a tablet before. */
  language: string | null
  enrolments: readonly KioskEnrolment[]
  /** What they may come to, about now. */
  sessions: readonly OpenKioskSession[]
  /** What they have a place in about now, and that will not be. */
  cancelled: readonly KioskSession[]
  visits: readonly OwnVisit[]
  /** The next session that they may come to, later than now. */
  next: OpenKioskSession | null
  /** What they are booked on tomorrow, else what is open to them then. */
  tomorrow: readonly SessionAhead[]
  /** What the ledger already holds under the id that the tablet sent. */
  reportedBefore: { sessionId: string; kind: string; own: boolean } | null
}
