import type { Temporal } from 'temporal-polyfill'
import { weekdayOf, type LocalDate, type LocalTime } from '../time/dates.ts'
import { addMinutes, instantAt, localDateOf, type TimeZone } from '../time/zones.ts'

/** When somebody is in the house: on days that are not closed, Monday to Friday. */
export type OpenHouse = {
  opensAt: LocalTime
  closesAt: LocalTime
  timeZone: TimeZone
  /** Holidays and closed periods, as far as they matter here. */
  closed: ReadonlySet<LocalDate>
}

/** What a tablet last told of itself. */
export type KioskTold = {
  pairedAt: Temporal.Instant | null
  revokedAt: Temporal.Instant | null
  lastSeenAt: Temporal.Instant | null
  silentAfterMinutes: number
  waiting: number
  waitingSince: Temporal.Instant | null
  skewSeconds: number | null
  guessedAt: Temporal.Instant | null
}

/** What about a tablet needs a look. */
const kioskWorries = ['guessed', 'silent', 'waiting', 'clock'] as const
export type KioskWorry = (typeof kioskWorries)[number]

/** So long a check-in may wait on a tablet before somebody should look. */
const waitingMinutes = 60
/** Under so many per cent it will soon be dark. */
const lowBattery = 15
/** So far its clock may be off (RULES R5). */
const mostSkewSeconds = 120

export function worriesOf(kiosk: KioskTold, house: OpenHouse, now: Temporal.Instant): KioskWorry[] {
  // Of a tablet that is out of use only what it still has to hand in matters.
  const inUse = kiosk.pairedAt !== null && kiosk.revokedAt === null
  const worries: Record<KioskWorry, boolean> = {
    guessed: kiosk.revokedAt === null && kiosk.guessedAt !== null,
    silent: inUse && isSilent(kiosk, house, now),
    waiting: waitsTooLong(kiosk, now),
    clock: inUse && isClockOff(kiosk.skewSeconds),
  }
  return kioskWorries.filter((worry) => worries[worry])
}

export const isClockOff = (skewSeconds: number | null): skewSeconds is number =>
  skewSeconds !== null && Math.abs(skewSeconds) > mostSkewSeconds

/** Of a tablet that does not tell whether it is charged, one takes care too. */
export const isBatteryLow = (percent: number, charging: boolean | null): boolean =>
  percent < lowBattery && charging !== true

/** Not heard of for longer than set, whatever the hour: all that is known of it is what it told before. */
export function isUnheard(
  { pairedAt, revokedAt, lastSeenAt, silentAfterMinutes }: KioskTold,
  now: Temporal.Instant,
): boolean {
  if (pairedAt === null || revokedAt !== null) return false
  return now.epochMilliseconds - (lastSeenAt ?? pairedAt).epochMilliseconds > silentAfterMinutes * 60_000
}

/** Silent for longer than set while the house is open; a silence that began before counts from the opening. */
export function isSilent(
  { lastSeenAt, silentAfterMinutes }: Pick<KioskTold, 'lastSeenAt' | 'silentAfterMinutes'>,
  { opensAt, closesAt, timeZone, closed }: OpenHouse,
  now: Temporal.Instant,
): boolean {
  const today = localDateOf(now, timeZone)
  if (weekdayOf(today) > 5 || closed.has(today)) return false
  const opening = instantAt(today, opensAt, timeZone).epochMilliseconds
  const closing = instantAt(today, closesAt, timeZone).epochMilliseconds
  const moment = now.epochMilliseconds
  if (moment < opening || moment >= closing) return false
  const since = Math.max(opening, lastSeenAt?.epochMilliseconds ?? opening)
  return moment - since > silentAfterMinutes * 60_000
}

function waitsTooLong({ waiting, waitingSince }: KioskTold, now: Temporal.Instant): boolean {
  if (waiting === 0 || waitingSince === null) return false
  return addMinutes(waitingSince, waitingMinutes).epochMilliseconds < now.epochMilliseconds
}
