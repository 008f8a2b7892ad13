import type { Weekday } from '../time/dates.ts'

/** The weekdays by the name they have in files and texts, Monday first. */
export const weekdayKeys = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const
export type WeekdayKey = (typeof weekdayKeys)[number]

export function weekdayKey(weekday: Weekday): WeekdayKey {
  return weekdayKeys[weekday - 1]!
}

export function weekdayOfKey(text: string): Weekday | undefined {
  const place = weekdayKeys.findIndex((key) => key === text)
  return place === -1 ? undefined : ((place + 1) as Weekday)
}
