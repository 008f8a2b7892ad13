import type { HeadCount } from '../../server/attendance/head-count.ts'
import type { Closure } from '../../server/schedule/closure-queries.ts'
import type { Arrival, Counts, RollCallPerson, RollCallShow } from '../../server/attendance/roll-call.ts'
import type { Problem } from '../../server/problem.ts'
import type { SessionFacts } from '../../server/schedule/queries.ts'
import type { Minutes } from '../../server/time/dates.ts'
import type { FormValues } from '../parts/form.tsx'

export type CalledPerson = RollCallPerson & {
  minutes: Minutes | null
  forgotten: boolean
  came: boolean
  /** Stands as the kiosk told it: staff have not said yet that it was so. */
  toConfirm: boolean
}

/** A session with what its roll call needs to know of it. */
export type CalledFacts = SessionFacts & { closure: Closure | undefined; headCount: HeadCount }

/** A form that came back: what was typed, and what is wrong with it. */
export type SentBack = { problem: Problem; values: FormValues }

export type RollCallProps = {
  session: CalledFacts
  /** Those whom the reader may see by name. */
  people: readonly CalledPerson[]
  /** The part of them that was asked for. */
  show: RollCallShow
  parts: readonly { show: RollCallShow; count: number }[]
  shown: readonly CalledPerson[]
  /** The first of each letter. */
  initials: readonly { letter: string; id: string }[]
  /** How many there are beside them. */
  unnamed: number
  counts: Counts
  /** How many have told that they will not come. */
  toldAbsent: number
  latest: Arrival<CalledPerson> | undefined
  /** How many are still not filled in, how many of them are booked, and how many stand as the kiosk told it. */
  unknown: number
  bookedAndUnknown: number
  unconfirmed: number
  begun: boolean
  /** The session has ended, or its roll call is closed. */
  over: boolean
  headProblem?: SentBack
  closing?: SentBack
}
