import type { IsoWeek } from '../time/weeks.ts'
import type { TimeZone } from '../time/zones.ts'
import type { Minutes } from '../time/dates.ts'
import { weekTotals } from '../hours/week-totals.ts'
import type { Entry } from './arrival.ts'
import type { Leaving } from './leaving.ts'
import type { KioskEnrolment, OwnVisit } from './words.ts'

/** This week's hours against what was planned for it. A full ring is full: there is no too little, and no too much. */
export type WeekRing = { minutes: Minutes; planned: Minutes | null; fraction: number }

/**
 * Of the enrolment in which this presence counts. A presence that is still open counts to the end of its session,
 * so the ring shows what the week will hold when the session is over.
 */
export function weekRing(
  week: IsoWeek,
  {
    enrolment,
    enrolments,
    visits,
    zone,
  }: {
    enrolment: KioskEnrolment
    /** All that the person has: what counts in another one is not shown here too. */
    enrolments: readonly KioskEnrolment[]
    visits: readonly OwnVisit[]
    zone: TimeZone
  },
): WeekRing {
  const attended = visits
    .filter((visit) => visit.enrolmentId === enrolment.id)
    .map((visit) => ({ ...visit, category: visit.session.category }))
  const elsewhere = visits
    .filter((visit) => visit.enrolmentId !== null && visit.enrolmentId !== enrolment.id)
    .map((visit) => {
      const { creditRule, graceMinutes } = enrolments.find(({ id }) => id === visit.enrolmentId) ?? enrolment
      return { ...visit, creditRule, graceMinutes }
    })
  const hours = { attended, elsewhere, reported: enrolment.reported, excused: new Map() }
  const [total] = weekTotals([week], hours, { zone, crediting: enrolment })
  const minutes = total?.minutes ?? (0 as Minutes)
  const planned = (enrolment.plannedMinutes ?? enrolment.weeklyTargetMinutes) as Minutes | null
  return { minutes, planned: planned || null, fraction: planned ? Math.min(1, minutes / planned) : 1 }
}

/** The person's visits as they are after the check-in. */
export function afterEntry(
  visits: readonly OwnVisit[],
  entry: Entry,
): { visit: OwnVisit; visits: OwnVisit[] } {
  const before = visits.find(({ sessionId }) => sessionId === entry.session.id)
  const visit: OwnVisit = {
    id: before?.id ?? '',
    sessionId: entry.session.id,
    enrolmentId: before?.enrolmentId ?? entry.enrolment.id,
    status: entry.status,
    checkedInAt: entry.checkedInAt,
    checkedOutAt: null,
    closedBy: null,
    minutesByHand: before?.minutesByHand ?? null,
    session: entry.session,
  }
  const others = visits
    .filter((other) => other !== before)
    .map((other) => {
      const closed = entry.closes.find(({ attendance }) => attendance.id === other.id)
      return closed
        ? {
            ...other,
            checkedOutAt: closed.at,
            closedBy: closed.closedBy,
            status: closed.status ?? other.status,
          }
        : other
    })
  return { visit, visits: [...others, visit] }
}

/** The person's visits as they are after the departure. */
export function afterLeaving(
  visits: readonly OwnVisit[],
  { visit, checkedOutAt, status }: Extract<Leaving, { kind: 'leave' }>,
): { visit: OwnVisit; visits: OwnVisit[] } {
  const left: OwnVisit = {
    ...visit,
    checkedOutAt,
    closedBy: visit.checkedOutAt?.equals(checkedOutAt) ? visit.closedBy : 'departure',
    status,
  }
  return { visit: left, visits: visits.map((other) => (other === visit ? left : other)) }
}
