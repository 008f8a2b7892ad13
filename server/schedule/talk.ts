import { Temporal } from 'temporal-polyfill'
import type { Problem } from '../problem.ts'
import {
  addDays,
  datesBetween,
  minuteOfDay,
  timeAtMinute,
  weekdayOf,
  type LocalDate,
  type LocalTime,
  type Weekday,
} from '../time/dates.ts'
import type { TimeZone } from '../time/zones.ts'
import { mayBeTouched, type Draft, type StandingSession } from './change.ts'
import { cancelled, changedLine, stateOf } from './draft.ts'
import { sessionSpan } from './session-times.ts'

/** When a coach is free for talks, week after week. */
export type TalkTime = { weekday: Weekday; startTime: LocalTime; endTime: LocalTime }

/** Something that already holds the coach or the participant. */
export type Busy = { startsAt: Temporal.Instant; endsAt: Temporal.Instant }

export type FreeTime = { date: LocalDate; startTime: LocalTime }

export const talkLength = { least: 10, usual: 45, most: 180 }
/** Talks are offered from every half hour of the coach's time. */
const step = 30
export const mostTalksAtOnce = 12

/** The times at which a talk fits: within the coach's time, still to come, and neither of the two is busy. */
export function freeTimes(asked: {
  times: readonly TalkTime[]
  busy: readonly Busy[]
  closed: ReadonlySet<LocalDate>
  from: LocalDate
  to: LocalDate
  minutes: number
  now: Temporal.Instant
  zone: TimeZone
}): FreeTime[] {
  const { times, busy, closed, from, to, minutes, now, zone } = asked
  return datesBetween(from, to)
    .filter((date) => !closed.has(date))
    .flatMap((date) =>
      times
        .filter(({ weekday }) => weekday === weekdayOf(date))
        .flatMap((time) => startsWithin(time, minutes))
        .toSorted()
        .filter((startTime, index, all) => startTime !== all[index - 1])
        .map((startTime) => ({ date, startTime })),
    )
    .filter(({ date, startTime }) => {
      const span = sessionSpan({ date, startTime, minutes }, zone)
      return Temporal.Instant.compare(span.startsAt, now) > 0 && !busy.some((taken) => overlap(taken, span))
    })
}

function startsWithin({ startTime, endTime }: TalkTime, minutes: number): LocalTime[] {
  const starts: LocalTime[] = []
  for (
    let minute: number = minuteOfDay(startTime);
    minute + minutes <= minuteOfDay(endTime);
    minute += step
  ) {
    const time = timeAtMinute(minute)
    if (time) starts.push(time)
  }
  return starts
}

const overlap = (one: Busy, other: Busy): boolean =>
  Temporal.Instant.compare(one.startsAt, other.endsAt) < 0 &&
  Temporal.Instant.compare(other.startsAt, one.endsAt) < 0

/** Whether the enrolment that the talks are part of holds on a day. */
export const holdsOn = (
  { startsOn, endsOn }: { startsOn: LocalDate; endsOn: LocalDate | null },
  date: LocalDate,
): boolean => startsOn <= date && (endsOn === null || date <= endsOn)

/** A talk in the list of an enrolment: why it was cancelled is for the two who meet. */
export function talkSeenBy<Talk extends { coachId: string | null; cancellationReason: string | null }>(
  viewer: { id: string },
  talk: Talk,
): Talk & { isOwn: boolean } {
  const isOwn = talk.coachId === viewer.id
  const { cancellationReason } = talk
  return { ...talk, isOwn, cancellationReason: isOwn ? cancellationReason : cancellationReason && '' }
}

/** What of these talks takes place and has not begun is cancelled. */
export function cancelTalks(
  talks: readonly StandingSession[],
  reason: string,
  hand: { by: string; at: Temporal.Instant },
): Draft {
  const coming = talks.filter((talk) => talk.cancelledAt === null && mayBeTouched(talk, hand.at))
  const sessions = coming.flatMap((talk) => changedLine(talk, cancelled(stateOf(talk), reason, hand)))
  return { sessions, series: [] }
}

/** The days of talks that recur every so many weeks. */
export function talkDates(first: LocalDate, everyWeeks: number, times: number): LocalDate[] {
  return Array.from({ length: times }, (_, index) => addDays(first, index * everyWeeks * 7))
}

export function whyNotTalkTime(time: TalkTime, others: readonly TalkTime[]): Problem[] {
  if (minuteOfDay(time.endTime) <= minuteOfDay(time.startTime))
    return [{ field: 'end_time', text: 'schedule:talk.times.endsBeforeItStarts' }]
  const isTaken = others.some(
    (other) =>
      other.weekday === time.weekday &&
      minuteOfDay(other.startTime) < minuteOfDay(time.endTime) &&
      minuteOfDay(time.startTime) < minuteOfDay(other.endTime),
  )
  return isTaken ? [{ field: 'start_time', text: 'schedule:talk.times.already' }] : []
}
