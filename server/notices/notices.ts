import { rollCallsFor } from '../attendance/open-roll-calls.ts'
import type { KioskWorry } from '../access/kiosk-standing.ts'
import {
  mayManageKiosks,
  mayPlanSchedule,
  mayReadParticipant,
  type Guarded,
  type Viewer,
} from '../access/permissions.ts'
import type { Temporal } from 'temporal-polyfill'
import type { LocalDate, LocalTime } from '../time/dates.ts'
import type { ClosedSessions } from './closed-sessions.ts'

type SessionInWords = {
  id: string
  activityName: string
  localDate: LocalDate
  localStart: LocalTime
  localEnd: LocalTime
  leaderId: string | null
}

/** A session soon, with fewer booked than its activity needs. */
export type TooFew = SessionInWords & { booked: number; fewest: number }

/** Somebody waits although a place is free: they are booked elsewhere at that time, or nobody has looked since. */
export type FreePlace = SessionInWords & { free: number; waiting: number }

/** Changes made by hand that no longer fit their series. */
export type Undecided = { seriesId: string; activityName: string; count: number; firstOn: LocalDate }

/** An enrolment without a one-to-one talk for longer than is meant. */
export type WithoutTalk = Guarded & {
  enrolmentId: string
  participantId: string
  firstName: string
  lastName: string
  programmeName: string
  coachId: string | null
  startsOn: LocalDate
  lastTalkOn: LocalDate | null
}

/** A roll call of an earlier day that nobody has closed, or that was changed after that. */
export type LeftOpen = {
  id: string
  localDate: LocalDate
  leaderId: string | null
  talk: boolean
  changed: boolean
}
/** One thing about one tablet, and since when. */
export type TabletWorry = {
  kioskId: string
  name: string
  worry: KioskWorry
  since: Temporal.Instant | null
  waiting: number
  skewMinutes: number
}

/** All that needs a look, by what kind it is. */
export type Notices = {
  tooFew: readonly TooFew[]
  freePlaces: readonly FreePlace[]
  undecided: readonly Undecided[]
  closed: readonly ClosedSessions[]
  withoutTalk: readonly WithoutTalk[]
  rollCalls: readonly LeftOpen[]
  tablets: readonly TabletWorry[]
  /** How many check-ins could not be placed, and nobody has settled yet. */
  unclear: number
}

/**
 * What one viewer is told: planners all of the schedule, a leader the sessions they lead, and of participants only
 * those whom the viewer may know and has something to do with.
 */
export function noticesFor(viewer: Viewer, all: Notices): Notices {
  const plans = mayPlanSchedule(viewer)
  const leads = ({ leaderId }: SessionInWords) => plans || leaderId === viewer.id
  return {
    tooFew: all.tooFew.filter(leads),
    freePlaces: all.freePlaces.filter(leads),
    undecided: plans ? all.undecided : [],
    closed: plans ? all.closed : [],
    rollCalls: rollCallsFor(viewer, all.rollCalls),
    withoutTalk: all.withoutTalk.filter(
      (one) => (plans || one.coachId === viewer.id) && mayReadParticipant(viewer, one),
    ),
    tablets: mayManageKiosks(viewer) ? all.tablets : [],
    unclear: all.unclear,
  }
}

/** Roll calls left open, and unclear check-ins, are one thing to look at each, however many they are. */
export function countOf({ rollCalls, unclear, ...notices }: Notices): number {
  return (
    Math.min(rollCalls.length, 1) +
    Math.min(unclear, 1) +
    Object.values(notices).reduce((sum, kind: readonly unknown[]) => sum + kind.length, 0)
  )
}
