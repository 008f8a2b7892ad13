import { Temporal } from 'temporal-polyfill'
import { addDays, dateOfDayNumber, type LocalDate, type LocalTime, localTime, type Minutes } from './dates.ts'
import { type IsoWeek, mondayOf, mondayOfIndex, sundayOf, weekIndexOfDay, weekOfIndex } from './weeks.ts'

/** An IANA name, 'Europe/Stockholm'. */
export type TimeZone = string

const minuteLength = 60_000

export function parseTimeZone(text: string): TimeZone | undefined {
  try {
    return Temporal.PlainDate.from('2000-01-01').toZonedDateTime(text).timeZoneId
  } catch {
    return undefined
  }
}

export function localDateOf(instant: Temporal.Instant, zone: TimeZone): LocalDate {
  return instant.toZonedDateTimeISO(zone).toPlainDate().toString() as LocalDate
}

export function localTimeOf(instant: Temporal.Instant, zone: TimeZone): LocalTime {
  return instant.toZonedDateTimeISO(zone).toPlainTime().toString().slice(0, 5) as LocalTime
}

/**
 * When the clocks on the wall in that zone show this. In the spring night a missing hour moves forward
 * (02:30 becomes 03:30); in the autumn night the doubled hour means its first turn.
 */
export function instantAt(date: LocalDate, time: LocalTime, zone: TimeZone): Temporal.Instant {
  return Temporal.PlainDateTime.from(`${date}T${time}`)
    .toZonedDateTime(zone, { disambiguation: 'compatible' })
    .toInstant()
}

/** Whole minutes of real time from one instant to another, begun minutes left out; negative when `to` is earlier. */
export function minutesBetween(from: Temporal.Instant, to: Temporal.Instant): Minutes {
  return Math.floor((to.epochMilliseconds - from.epochMilliseconds) / minuteLength) as Minutes
}

/**
 * The minute that a clock on the wall shows at that moment, counted from 1970. Credited time is reckoned in these,
 * so that it is what anyone works out from the times in the list: in at 09.40, out at 10.30, fifty minutes.
 */
export function minuteOf(instant: Temporal.Instant): number {
  return Math.floor(instant.epochMilliseconds / minuteLength)
}

export function addMinutes(instant: Temporal.Instant, minutes: number): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(instant.epochMilliseconds + minutes * minuteLength)
}

/** From the first moment of a day to the first of the next: 23, 24 or 25 hours. */
export function dayInZone(date: LocalDate, zone: TimeZone): { from: Temporal.Instant; to: Temporal.Instant } {
  const midnight = localTime('00:00')
  return { from: instantAt(date, midnight, zone), to: instantAt(addDays(date, 1), midnight, zone) }
}

/** From Monday's first moment to the next Monday's. */
export function weekInZone(week: IsoWeek, zone: TimeZone): { from: Temporal.Instant; to: Temporal.Instant } {
  return { from: dayInZone(mondayOf(week), zone).from, to: dayInZone(sundayOf(week), zone).to }
}

/** The week that a moment lies in there. Tables ask this for thousands of sessions: the Mondays are remembered. */
export function weekOfInstant(instant: Temporal.Instant, zone: TimeZone): IsoWeek {
  const moment = instant.epochMilliseconds
  const inGreenwich = weekIndexOfDay(Math.floor(moment / 86_400_000))
  if (moment < startOfWeek(inGreenwich, zone)) return weekOfIndex(inGreenwich - 1)
  if (moment >= startOfWeek(inGreenwich + 1, zone)) return weekOfIndex(inGreenwich + 1)
  return weekOfIndex(inGreenwich)
}

const mondays = new Map<TimeZone, Map<number, number>>()

function startOfWeek(index: number, zone: TimeZone): number {
  const known = mondays.get(zone) ?? new Map<number, number>()
  mondays.set(zone, known)
  const remembered = known.get(index)
  if (remembered !== undefined) return remembered
  const start = dayInZone(dateOfDayNumber(mondayOfIndex(index)), zone).from.epochMilliseconds
  known.set(index, start)
  return start
}
