import { weekdayOf, type LocalTime, type Weekday } from '../time/dates.ts'
import { dateIn, weeksFrom } from '../time/weeks.ts'
import type { StandingSession } from './change.ts'
import { minutesFromTo } from './session-times.ts'
import type { WeekSpan, WishedSession } from './week-copy.ts'

export const templateNameLength = 60

/** A session of a week that is kept by name. */
export type TemplateSession = {
  weekday: Weekday
  startTime: LocalTime
  minutes: number
  activityId: string
  locationId: string | null
  leaderId: string | null
  places: number | null
}

/** What a template keeps of a week: what takes place, save for talks, which are somebody's own. */
export function templateOfWeek(standing: readonly StandingSession[]): TemplateSession[] {
  return standing
    .filter(
      ({ cancelledAt, removedAt, talkEnrolmentId }) =>
        cancelledAt === null && removedAt === null && talkEnrolmentId === null,
    )
    .map(({ localDate, localStart, localEnd, activityId, locationId, leaderId, places }) => ({
      weekday: weekdayOf(localDate),
      startTime: localStart,
      minutes: minutesFromTo(localStart, localEnd),
      activityId,
      locationId,
      leaderId,
      places,
    }))
    .toSorted(inOrderOfTheWeek)
}

const inOrderOfTheWeek = (one: TemplateSession, other: TemplateSession): number =>
  one.weekday - other.weekday || (one.startTime < other.startTime ? -1 : 1)

/** What a template wishes for in each week of a span. */
export function sessionsOfTemplate(template: readonly TemplateSession[], onto: WeekSpan): WishedSession[] {
  return weeksFrom(onto.first, onto.last).flatMap((week) =>
    template.map(({ weekday, ...session }) => ({
      ...session,
      date: dateIn(week, weekday),
      doubleBookedBecause: null,
      ofSeries: null,
    })),
  )
}
