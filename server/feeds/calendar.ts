import { getVtimezoneComponent } from '@touch4it/ical-timezones'
import ical, { ICalEventStatus } from 'ical-generator'
import { Temporal } from 'temporal-polyfill'
import { textsIn } from '../language/catalogue.ts'
import type { Language } from '../language/text.ts'

/** One session as a calendar shows it; moments in milliseconds since 1970. */
export type CalendarSession = {
  id: string
  title: string
  place: string | null
  timeZone: string
  startsAt: number
  endsAt: number
  changedAt: number
  sequence: number
  cancellationReason: string | null
  /** For those inside: what reading the file in again needs beside the rest. */
  facts?: { leader: string | null; category: string; places: number | null }
}

export type CalendarWish = {
  name: string
  language: Language
  /** Neutral words instead of what the activities are called and why they are cancelled. */
  neutralTitles: boolean
  sessions: readonly CalendarSession[]
}

/** How often a calendar program should come for it; before the first component, where ical-generator does not put it. */
const VERSION = 'VERSION:2.0\r\n'
const REFRESH = 'REFRESH-INTERVAL;VALUE=DURATION:PT1H\r\nX-PUBLISHED-TTL:PT1H\r\n'

/**
 * The feed as iCalendar (RULES F1–F3). Everything in it comes from the rows: while nothing changes, not a byte does.
 * The time zone stands on each event: on the calendar, ical-generator writes DTSTAMP in local time.
 */
export function calendarText({ name, language, neutralTitles, sessions }: CalendarWish): string {
  const t = textsIn(language)
  const calendar = ical({
    name: neutralTitles ? t('feeds:neutralCalendar') : name,
    prodId: { company: 'Stegvis', product: 'Stegvis', language: language.toUpperCase() },
    timezone: { name: null, generator: getVtimezoneComponent },
  })
  for (const session of sessions) {
    const { cancellationReason: reason, timeZone } = session
    const title = neutralTitles ? t('feeds:neutral') : session.title
    calendar.createEvent({
      id: `${session.id}@stegvis`,
      sequence: session.sequence,
      stamp: instant(session.changedAt),
      lastModified: instant(session.changedAt),
      start: instant(session.startsAt).toZonedDateTimeISO(timeZone),
      end: instant(session.endsAt).toZonedDateTimeISO(timeZone),
      timezone: timeZone,
      summary: reason === null ? title : t('feeds:cancelled', { title }),
      location: session.place,
      description: reason === null || neutralTitles ? null : reason,
      status: reason === null ? ICalEventStatus.CONFIRMED : ICalEventStatus.CANCELLED,
      x: session.facts ? factsOf(session.facts) : [],
    })
  }
  return `${calendar.toString().trimEnd()}\r\n`.replace(VERSION, VERSION + REFRESH)
}

const factsOf = ({ leader, category, places }: NonNullable<CalendarSession['facts']>) => [
  { key: 'X-STEGVIS-CATEGORY', value: category },
  ...(leader === null ? [] : [{ key: 'X-STEGVIS-LEADER', value: leader }]),
  ...(places === null ? [] : [{ key: 'X-STEGVIS-PLACES', value: String(places) }]),
]

const instant = (milliseconds: number) => Temporal.Instant.fromEpochMilliseconds(milliseconds)
