import type { Temporal } from 'temporal-polyfill'
import type { ClosedDay } from '../organisation/closed-days.ts'
import type { Language, Translate } from '../language/text.ts'
import { weekdayOf, type LocalDate } from '../time/dates.ts'
import { mondayOf, sundayOf, type IsoWeek } from '../time/weeks.ts'
import {
  dayAndMonthInWords,
  datesInWords,
  momentInWords,
  timesInWords,
  weekdayInWords,
  weekInWords,
} from '../time/words.ts'
import type { TimeZone } from '../time/zones.ts'
import type { PosterContent } from './poster-layout.ts'
import { daysOfWeek } from './week.ts'
import type { OpenSession } from './open-session.ts'

export type PosterWish = {
  week: IsoWeek
  sessions: readonly OpenSession[]
  closed: readonly ClosedDay[]
  organisation: string
  /** The programme and the kind of activity it is narrowed to, by name. */
  part: readonly string[]
  withLeaders: boolean
  printedAt: Temporal.Instant
  timeZone: TimeZone
  language: Language
}

/** The week in the words that hang on the wall: no reasons, and of the people at most the leaders' first names. */
export function posterContent(wish: PosterWish, t: Translate): PosterContent {
  const { week, sessions, language } = wish
  const nobodysDay = '' as LocalDate
  const days = daysOfWeek(week, sessions, wish.closed, nobodysDay)
  const printed = momentInWords(wish.printedAt, wish.timeZone, language)
  const isEmpty = sessions.length === 0
  return {
    title: capital(weekInWords(week, language)),
    dates: datesInWords(mondayOf(week), sundayOf(week), language),
    organisation: wish.organisation,
    part: wish.part.length > 0 ? wish.part.join(' · ') : null,
    printed: t('poster:printed', { when: printed }),
    nothing: isEmpty
      ? {
          title: t('poster:nothing'),
          text: wish.closed.length > 0 ? closedInWords(wish.closed, language, t) : t('poster:nothingText'),
        }
      : null,
    days: isEmpty
      ? []
      : days.map((day) => ({
          weekday: capital(weekdayInWords(weekdayOf(day.date), language)),
          date: dayAndMonthInWords(day.date, language),
          closed: day.closed ? t('poster:closed', { name: day.closed[language] }) : null,
          empty: t('poster:emptyDay'),
          sessions: day.sessions.map((session) => ({
            id: session.id,
            name: session.name,
            times: timesInWords(session.localStart, session.localEnd, language),
            category: session.category,
            categoryWord: t(`schedule:category.${session.category}`),
            place: session.place,
            outdoors: session.outdoors ? t('schedule:session.outdoors') : null,
            leader: wish.withLeaders && session.leader ? firstName(session.leader) : null,
            cancelled: session.cancelled ? t('poster:cancelled') : null,
          })),
        })),
  }
}

function closedInWords(closed: readonly ClosedDay[], language: Language, t: Translate): string {
  const first = closed[0]!
  const alike = closed.every((day) => day.name[language] === first.name[language])
  const named = alike ? [first] : closed.slice(0, 7)
  return named.map((day) => t('poster:closed', { name: day.name[language] })).join(' · ')
}

const firstName = (name: string): string => name.trim().split(/\s+/)[0]!

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)
