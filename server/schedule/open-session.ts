import type { Temporal } from 'temporal-polyfill'
import type { LocalDate, LocalTime } from '../time/dates.ts'
import type { Category } from './categories.ts'

/** A session as anybody may read of it on a wall: no talk, nobody who takes part, and not why it is cancelled. */
export type OpenSession = {
  id: string
  name: string
  category: Category
  startsAt: Temporal.Instant
  endsAt: Temporal.Instant
  localDate: LocalDate
  localStart: LocalTime
  localEnd: LocalTime
  place: string | null
  outdoors: boolean
  leader: string | null
  cancelled: boolean
}
