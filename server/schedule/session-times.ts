import type { Temporal } from 'temporal-polyfill'
import {
  addDays,
  minuteOfDay,
  minutes,
  minutesOfDay,
  modulo,
  timeAtMinute,
  type LocalDate,
  type LocalTime,
  type Minutes,
} from '../time/dates.ts'
import { addMinutes, instantAt, localTimeOf, type TimeZone } from '../time/zones.ts'

/** From one clock time to another; an end that is not later belongs to the next day. */
export function minutesFromTo(start: LocalTime, end: LocalTime): Minutes {
  const length = modulo(minuteOfDay(end) - minuteOfDay(start), minutesOfDay)
  return length === 0 ? minutesOfDay : minutes(length)
}

/** What the clocks show, and on which day, so many minutes on the wall after the start. */
export function wallEnd(
  date: LocalDate,
  start: LocalTime,
  length: number,
): { date: LocalDate; time: LocalTime } {
  const minute = minuteOfDay(start) + length
  return {
    date: addDays(date, Math.floor(minute / minutesOfDay)),
    time: timeAtMinute(modulo(minute, minutesOfDay))!,
  }
}

/**
 * The real moments of a session planned on the wall. It ends when the clocks show its end, so the night they change it
 * is an hour longer or shorter; only where that would leave nothing of it does it keep its length instead.
 */
export function sessionSpan(
  { date, startTime, minutes: length }: { date: LocalDate; startTime: LocalTime; minutes: number },
  zone: TimeZone,
): { startsAt: Temporal.Instant; endsAt: Temporal.Instant; localEnd: LocalTime } {
  const end = wallEnd(date, startTime, length)
  const startsAt = instantAt(date, startTime, zone)
  const endsAt = instantAt(end.date, end.time, zone)
  if (endsAt.epochMilliseconds > startsAt.epochMilliseconds) return { startsAt, endsAt, localEnd: end.time }
  const later = addMinutes(startsAt, length)
  return { startsAt, endsAt: later, localEnd: localTimeOf(later, zone) }
}
