import type { Temporal } from 'temporal-polyfill'
import { localDate, localTime } from '../../server/time/dates.ts'
import { instantAt } from '../../server/time/zones.ts'

export const stockholm = 'Europe/Stockholm'

/** A time on the wall in Stockholm, on an ordinary Tuesday unless another day is named. */
export function on(time: string, date = '2026-11-24'): Temporal.Instant {
  return instantAt(localDate(date), localTime(time), stockholm)
}

export function sessionAt(from: string, to: string, date?: string) {
  return { startsAt: on(from, date), endsAt: on(to, date), cancelledAt: null as Temporal.Instant | null }
}

export const breakfast = { id: 'breakfast', ...sessionAt('08:30', '09:15') }
export const yoga = { id: 'yoga', ...sessionAt('09:30', '10:30') }
export const walk = { id: 'walk', ...sessionAt('10:45', '12:00') }
