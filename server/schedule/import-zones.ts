import ICAL from 'ical.js'
import { Temporal } from 'temporal-polyfill'
import { parseTimeZone, type TimeZone } from '../time/zones.ts'

/** How the clocks of an event are read: a wall time becomes a moment. */
export type WallClock = (wall: Temporal.PlainDateTime) => Temporal.Instant

export const clockOf =
  (zone: TimeZone): WallClock =>
  (wall) =>
    wall.toZonedDateTime(zone, { disambiguation: 'compatible' }).toInstant()

/** What Windows calls the zones of Europe and some more, where the file does not define them itself (Unicode CLDR). */
const windowsZones: Record<string, TimeZone> = {
  'w. europe standard time': 'Europe/Berlin',
  'romance standard time': 'Europe/Paris',
  'central europe standard time': 'Europe/Budapest',
  'central european standard time': 'Europe/Warsaw',
  'gmt standard time': 'Europe/London',
  'greenwich standard time': 'Atlantic/Reykjavik',
  'fle standard time': 'Europe/Kiev',
  'gtb standard time': 'Europe/Bucharest',
  'e. europe standard time': 'Europe/Chisinau',
  'turkey standard time': 'Europe/Istanbul',
  'russian standard time': 'Europe/Moscow',
  'kaliningrad standard time': 'Europe/Kaliningrad',
  'israel standard time': 'Asia/Jerusalem',
  'arabic standard time': 'Asia/Baghdad',
  'iran standard time': 'Asia/Tehran',
  'e. africa standard time': 'Africa/Nairobi',
  'eastern standard time': 'America/New_York',
  'central standard time': 'America/Chicago',
  'mountain standard time': 'America/Denver',
  'pacific standard time': 'America/Los_Angeles',
  'india standard time': 'Asia/Kolkata',
  utc: 'UTC',
  'coordinated universal time': 'UTC',
}

/** A VTIMEZONE of the file, as ical.js parsed it. */
export type ZoneDefinition = unknown[]

/**
 * The clock behind a TZID: a place of the zone database, also behind a prefix as in
 * '/freeassociation.sourceforge.net/Europe/Stockholm'; else what the file itself defines by that name; else a name of
 * Windows. Undefined when nobody knows it.
 */
export function clockBehind(
  tzid: string,
  definitions: ReadonlyMap<string, ZoneDefinition>,
): WallClock | undefined {
  const named = placeIn(tzid)
  if (named) return clockOf(named)
  const definition = definitions.get(tzid)
  if (definition) return clockDefinedBy(definition, tzid)
  const known = windowsZones[tzid.toLowerCase()]
  return known === undefined ? undefined : clockOf(known)
}

function placeIn(tzid: string): TimeZone | undefined {
  const parts = tzid.split('/').filter((part) => part !== '')
  const names = parts.map((_, index) => parts.slice(index).join('/'))
  // What holds a slash is a place; 'EST' or '+02:00' alone may mean something else to whoever wrote it.
  return names
    .filter((name) => name.includes('/') || name === 'UTC')
    .map(parseTimeZone)
    .find((zone) => zone !== undefined)
}

function clockDefinedBy(definition: ZoneDefinition, tzid: string): WallClock | undefined {
  try {
    const zone = new ICAL.Timezone({ component: new ICAL.Component(definition), tzid })
    const clock: WallClock = (wall) => {
      const { year, month, day, hour, minute, second } = wall
      const time = new ICAL.Time({ year, month, day, hour, minute, second, isDate: false }, zone)
      return Temporal.Instant.fromEpochMilliseconds(time.toUnixTime() * 1000)
    }
    clock(Temporal.PlainDateTime.from('2026-01-01T12:00'))
    return clock
  } catch {
    return undefined
  }
}
