import type { Temporal } from 'temporal-polyfill'
import type { LocalDate, LocalTime } from '../time/dates.ts'
import type { IsoWeek } from '../time/weeks.ts'
import type { TimeZone } from '../time/zones.ts'
import type { Category } from './categories.ts'

/** What is chosen for the file as a whole. */
export type ImportWish = {
  /** Activities that are not there yet are added, of this type when the file does not say which. */
  addActivities: boolean
  category: Category | undefined
  /** What happens with places that are not there yet. */
  unknownPlaces: 'refuse' | 'add' | 'leave'
  /** Who leads where the file does not say: nobody, the one who usually does, or somebody. */
  leader: 'none' | 'usual' | { id: string }
  /** The week of a table that has weekdays and no dates. */
  week: IsoWeek
  skipAllDay: boolean
}

/** A session that stands already. */
export type SessionThere = {
  id: string
  activityId: string
  activityName: string
  startsAt: Temporal.Instant
  endsAt: Temporal.Instant
  localDate: LocalDate
  localStart: LocalTime
  localEnd: LocalTime
  locationId: string | null
  leaderId: string | null
  /** It may stand beside another of the same leader. */
  doubleBooked: boolean
  cancelled: boolean
  isTalk: boolean
}

export type TimesThere = Pick<SessionThere, 'startsAt' | 'endsAt' | 'localDate' | 'localStart' | 'localEnd'>

export type Named = { id: string; name: string }

/** What there is to plan with. */
export type ImportWorld = {
  activities: readonly (Named & { leaderId: string | null })[]
  places: readonly (Named & { shareable: boolean; archived: boolean })[]
  leaders: readonly Named[]
  sessions: readonly SessionThere[]
  /** The occurrences of calendars that were read in before, and when they stand. */
  imported: ReadonlyMap<string, TimesThere>
  closed: ReadonlyMap<LocalDate, string>
  zone: TimeZone
}

export type PlannedSession = {
  activityId: string
  activityName: string
  localDate: LocalDate
  localStart: LocalTime
  localEnd: LocalTime
  startsAt: Temporal.Instant
  endsAt: Temporal.Instant
  locationId: string | null
  leaderId: string | null
  places: number | null
  importedUid: string | null
}

/**
 * What becomes of a row: a new session, nothing because it is there, there at another time or stands twice, nothing as
 * asked, or nothing yet.
 */
export type RowOutcome = 'new' | 'known' | 'differs' | 'twice' | 'skipped' | 'wrong'
