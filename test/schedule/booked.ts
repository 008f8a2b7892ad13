import { and, asc, eq, isNull } from 'drizzle-orm'
import { booking, enrolment, participant, series, session } from '../../db/schema/index.ts'
import {
  addDays,
  localDate,
  localTime,
  minuteOfDay,
  timeAtMinute,
  weekdayOf,
} from '../../server/time/dates.ts'
import { addMinutes, instantAt } from '../../server/time/zones.ts'
import type { World } from '../world.ts'

const zone = 'Europe/Stockholm'

type Planned = { start?: string; minutes?: number; places?: number | null; activityId?: string }

/** A session on a day, at one in the afternoon for an hour unless the test says otherwise. */
export async function sessionOn(
  { tenant, ids }: World,
  day: string,
  { start = '13:00', minutes = 60, places = null, activityId = ids.activities.yoga }: Planned = {},
  ofSeries: { seriesId?: string; seriesDate?: ReturnType<typeof localDate> } = {},
): Promise<string> {
  const date = localDate(day)
  const localStart = localTime(start)
  const startsAt = instantAt(date, localStart, zone)
  const [row] = await tenant((tx) =>
    tx
      .insert(session)
      .values({
        ...ofSeries,
        activityId,
        startsAt,
        endsAt: addMinutes(startsAt, minutes),
        localDate: date,
        localStart,
        localEnd: timeAtMinute(minuteOfDay(localStart) + minutes) ?? localTime('23:59'),
        timeZone: zone,
        places,
      })
      .returning({ id: session.id }),
  )
  return row!.id
}

/** A weekly series with so many sessions from a day on. */
export async function weekly(here: World, from: string, weeks: number, how: Planned = {}) {
  const startsOn = localDate(from)
  const [row] = await here.tenant((tx) =>
    tx
      .insert(series)
      .values({
        activityId: how.activityId ?? here.ids.activities.yoga,
        weekdays: [weekdayOf(startsOn)],
        startsOn,
        startTime: localTime(how.start ?? '13:00'),
        minutes: how.minutes ?? 60,
        timeZone: zone,
        places: how.places ?? null,
      })
      .returning({ id: series.id }),
  )
  const sessions: string[] = []
  for (let week = 0; week < weeks; week++) {
    const seriesDate = addDays(startsOn, week * 7)
    sessions.push(await sessionOn(here, seriesDate, how, { seriesId: row!.id, seriesDate }))
  }
  return { id: row!.id, sessions }
}

/** People who take part in Promise, with names that nobody has. */
export async function group({ tenant, ids }: World, size: number): Promise<string[]> {
  return tenant(async (tx) => {
    const people = await tx
      .insert(participant)
      .values(
        Array.from({ length: size }, (_, number) => ({
          firstName: `Påhittad ${number + 1}`,
          lastName: 'Person',
          gender: 'not_recorded' as const,
        })),
      )
      .returning({ id: participant.id })
    await tx.insert(enrolment).values(
      people.map(({ id }) => ({
        participantId: id,
        programmeId: ids.programme,
        startsOn: localDate('2026-02-16'),
      })),
    )
    return people.map(({ id }) => id)
  })
}

/** Who is booked in a session and who waits, in the order of the line. */
export async function placesIn({ tenant }: World, sessionId: string) {
  const rows = await tenant((tx) =>
    tx
      .select({ who: booking.participantId, waitsSince: booking.waitsSince })
      .from(booking)
      .where(and(eq(booking.sessionId, sessionId), isNull(booking.withdrawnAt)))
      .orderBy(asc(booking.waitsSince), asc(booking.id)),
  )
  return {
    booked: rows.filter(({ waitsSince }) => waitsSince === null).map(({ who }) => who),
    waiting: rows.filter(({ waitsSince }) => waitsSince !== null).map(({ who }) => who),
  }
}

export const setPlaces = ({ tenant }: World, sessionId: string, places: number) =>
  tenant((tx) => tx.update(session).set({ places }).where(eq(session.id, sessionId)))
