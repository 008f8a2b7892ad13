import type { Temporal } from 'temporal-polyfill'
import type { WhyNotAbsent } from '../attendance/absence.ts'
import type { Problem } from '../problem.ts'
import type { Category } from '../schedule/categories.ts'
import type { LocalDate, LocalTime } from '../time/dates.ts'

/** A session as a participant sees it on the own page: nothing about anybody else but how many. */
export type OwnSession = {
  id: string
  seriesId: string | null
  name: string
  category: Category
  localDate: LocalDate
  localStart: LocalTime
  localEnd: LocalTime
  startsAt: Temporal.Instant
  placeName: string | null
  outdoors: boolean
  leaderName: string | null
  cancellationReason: string | null
  isTalk: boolean
  state: 'booked' | 'waiting' | 'open'
  /** Every time of its series is booked, from some day on. */
  seriesBooked: boolean
  places: number | null
  taken: number
  /** That they will not come has been told, and they have not come all the same. */
  absent: boolean
  /** They are there already. */
  isHere: boolean
}

/** What a participant can do about a session from the own page. */
export type OwnChoice = {
  /** A place, or a place in the line. */
  mayBook: 'place' | 'line' | undefined
  /** Every time it recurs, too. */
  mayBookSeries: boolean
  mayWithdraw: boolean
  mayWithdrawSeries: boolean
  mayTellAbsence: boolean
  mayTakeBackAbsence: boolean
  /** More people than the participant likes. */
  large: boolean
}

/** A talk is changed with the coach, and one can still be absent from it; what has begun or is cancelled stays as it is. */
export function ownChoice(
  session: OwnSession,
  { now, largestGroup }: { now: Temporal.Instant; largestGroup: number | null },
): OwnChoice {
  const isAhead =
    session.cancellationReason === null && session.startsAt.epochMilliseconds > now.epochMilliseconds
  const isOpen = isAhead && !session.isTalk
  const isBooked = session.state !== 'open'
  const isFull = session.places !== null && session.taken >= session.places
  return {
    mayBook: isOpen && !isBooked ? (isFull ? 'line' : 'place') : undefined,
    mayBookSeries: isOpen && session.seriesId !== null && !session.seriesBooked,
    mayWithdraw: isOpen && isBooked,
    mayWithdrawSeries: isOpen && isBooked && session.seriesBooked,
    mayTellAbsence: isAhead && session.state === 'booked' && !session.absent && !session.isHere,
    mayTakeBackAbsence: isAhead && session.absent,
    large: isOpen && !isBooked && largestGroup !== null && session.taken + 1 > largestGroup,
  }
}

type Chosen = OwnSession & { choice: OwnChoice }

export type OwnDay<Session extends Chosen = Chosen> = {
  date: LocalDate
  sessions: Session[]
  /** Of several sessions at once. */
  mayTellAbsence: boolean
}

/** The days that have something, in their order. */
export function ownDays<Session extends Chosen>(sessions: readonly Session[]): OwnDay<Session>[] {
  const days = Map.groupBy(sessions, ({ localDate }) => localDate)
  return [...days].map(([date, ofDay]) => ({
    date,
    sessions: ofDay,
    mayTellAbsence: ofDay.filter(({ choice }) => choice.mayTellAbsence).length > 1,
  }))
}

/** Today with all that it has, one's own and what else there is; and the other days of both. */
export function todayApart<Session extends Chosen>(
  { mine, open }: { mine: readonly OwnDay<Session>[]; open: readonly OwnDay<Session>[] },
  today: LocalDate,
): { dayNow: OwnDay<Session> | undefined; mine: OwnDay<Session>[]; open: OwnDay<Session>[] } {
  const [mineToday, openToday] = [mine, open].map((days) => days.find(({ date }) => date === today))
  const sessions = [...(mineToday?.sessions ?? []), ...(openToday?.sessions ?? [])]
  return {
    dayNow:
      sessions.length === 0
        ? undefined
        : {
            date: today,
            sessions: sessions.toSorted((a, b) => a.localStart.localeCompare(b.localStart)),
            mayTellAbsence: mineToday?.mayTellAbsence ?? false,
          },
    mine: mine.filter(({ date }) => date !== today),
    open: open.filter(({ date }) => date !== today),
  }
}

/** So many wishes can wait at once; those that became something are seen beside them as far as there is room. */
export const mostOwnWishes = 20

export const whyNotWish = (waiting: number): Problem[] =>
  waiting < mostOwnWishes
    ? []
    : [{ field: 'words', text: 'myWeek:wish.many', values: { max: mostOwnWishes } }]

/** What came of something that a participant did. */
export const ownAnswers = [
  'booked',
  'waiting',
  'already',
  'elsewhere',
  'notEnrolled',
  'closed',
  'series',
  'seriesWaiting',
  'seriesElsewhere',
  'withdrawn',
  'absent',
  'absentDay',
  'absentAlready',
  'absentBack',
  'absentHere',
  'absentNotBooked',
] as const
export type OwnAnswer = (typeof ownAnswers)[number]

const refusals: readonly OwnAnswer[] = ['elsewhere', 'notEnrolled', 'closed', 'absentNotBooked']

/** What came of telling an absence, or of taking it back. */
export const absenceAnswers: Record<WhyNotAbsent, OwnAnswer> = {
  told: 'absentAlready',
  cancelled: 'closed',
  begun: 'closed',
  notBooked: 'absentNotBooked',
  waiting: 'absentNotBooked',
  here: 'absentHere',
}

/** Whether it was done as it was wished. */
export const isRefusal = (answer: OwnAnswer): boolean => refusals.includes(answer)
