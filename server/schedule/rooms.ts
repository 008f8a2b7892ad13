import { minuteOfDay, minutesOfDay, timeAtMinute, type LocalTime } from '../time/dates.ts'

/** Where on the day's hours something stands: from and to, in hours and minutes of five. */
export type OnTheDay = { fromHour: number; fromMinute: number; toHour: number; toMinute: number }

/** A session in its room's column; `shown` unless the filter leaves it out: it takes the room all the same. */
export type Held<Session> = { session: Session; shown: boolean; at: OnTheDay; short: boolean }

/** Time in which nothing takes the room, and where in it one can begin to plan: at its start and at every full hour. */
export type Free = { start: LocalTime; end: LocalTime; slots: { start: LocalTime; at: OnTheDay }[] }

export type Room<Session> = {
  /** None: what has no place yet. */
  place: { id: string; name: string } | undefined
  held: Held<Session>[]
  free: Free[]
  /** Nothing takes it all day. */
  untouched: boolean
}

export type RoomsOfDay<Session> = { firstHour: number; lastHour: number; rooms: Room<Session>[] }

type Timed = {
  id: string
  localStart: LocalTime
  localEnd: LocalTime
  locationId: string | null
  locationName: string | null
  cancelledAt: unknown
}
type Place = { id: string; name: string; shareable: boolean }

const opensAt = 7
const closesAt = 18
/** Too short a pause to plan anything in. */
const shortestFree = 15
const shortSession = 45

/**
 * The rooms of a day beside each other: the places in use, those that are not used any more but still hold something,
 * and what has no place. `chosen` are the places that are looked at alone, `shown` the sessions that the filter lets
 * through.
 */
export function roomsOfDay<Session extends Timed>(
  places: readonly Place[],
  sessions: readonly Session[],
  { chosen, shown }: { chosen: readonly string[]; shown: ReadonlySet<string> },
): RoomsOfDay<Session> {
  const firstHour = Math.min(opensAt, ...sessions.map((one) => Math.floor(startOf(one) / 60)))
  const lastHour = Math.max(closesAt, ...sessions.map((one) => Math.ceil(endOf(one) / 60)))
  const columns = [...places, ...placesPutAside(places, sessions)].filter(
    ({ id }) => chosen.length === 0 || chosen.includes(id),
  )
  const rooms = columns.map((place) =>
    roomOf(
      place,
      sessions.filter(({ locationId }) => locationId === place.id),
    ),
  )
  const placeless = sessions.filter(({ locationId }) => locationId === null)
  if (chosen.length === 0 && placeless.length > 0) rooms.push(roomOf(undefined, placeless))
  return { firstHour, lastHour, rooms }

  function roomOf(place: Place | undefined, here: Session[]): Room<Session> {
    const taking = place && !place.shareable ? here.filter(({ cancelledAt }) => cancelledAt === null) : []
    return {
      place,
      held: here.map((session) => ({
        session,
        shown: shown.has(session.id),
        at: onTheDay(startOf(session), endOf(session)),
        short: endOf(session) - startOf(session) < shortSession,
      })),
      free: place ? freeBetween(taking, firstHour * 60, lastHour * 60) : [],
      untouched: here.every(({ cancelledAt }) => cancelledAt !== null),
    }
  }
}

function placesPutAside(places: readonly Place[], sessions: readonly Timed[]): Place[] {
  const aside = new Map<string, Place>()
  for (const { locationId: id, locationName: name } of sessions)
    if (id !== null && !places.some((place) => place.id === id))
      aside.set(id, { id, name: name ?? '', shareable: false })
  return [...aside.values()]
}

function freeBetween(taking: readonly Timed[], from: number, to: number): Free[] {
  const free: Free[] = []
  let since = from
  for (const one of [...taking].sort((a, b) => startOf(a) - startOf(b))) {
    if (startOf(one) - since >= shortestFree) free.push(freeTime(since, startOf(one)))
    since = Math.max(since, endOf(one))
  }
  if (to - since >= shortestFree) free.push(freeTime(since, to))
  return free
}

function freeTime(from: number, to: number): Free {
  const starts = [from]
  for (let hour = Math.floor(from / 60) * 60 + 60; hour < to; hour += 60)
    if (hour - from >= shortestFree && to - hour >= shortestFree) starts.push(hour)
  const slots = starts.map((start, index) => ({
    start: wallTime(start),
    at: onTheDay(start, starts[index + 1] ?? to),
  }))
  return { start: wallTime(from), end: wallTime(to), slots }
}

const startOf = ({ localStart }: Timed): number => minuteOfDay(localStart)

/** What goes on over midnight takes the rest of its day. */
const endOf = ({ localStart, localEnd }: Timed): number =>
  localEnd > localStart ? minuteOfDay(localEnd) : minutesOfDay

/** Midnight is the day's last moment here. */
const wallTime = (minute: number): LocalTime => timeAtMinute(minute) ?? ('24:00' as LocalTime)

function onTheDay(from: number, to: number): OnTheDay {
  const fives = (minute: number) => Math.floor((minute % 60) / 5) * 5
  return {
    fromHour: Math.floor(from / 60),
    fromMinute: fives(from),
    toHour: Math.floor(to / 60),
    toMinute: fives(to),
  }
}
