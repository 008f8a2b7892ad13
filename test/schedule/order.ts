import { isNull } from 'drizzle-orm'
import type { Temporal } from 'temporal-polyfill'
import { booking } from '../../db/schema/index.ts'
import { standingSeries, standingSessions } from '../../server/schedule/change-queries.ts'
import type { StandingSeries, StandingSession } from '../../server/schedule/change.ts'
import { closedDays } from '../../server/organisation/closed-days.ts'
import { closedPeriodsBetween } from '../../server/organisation/closed-queries.ts'
import { addDays, localDate, weekdayOf, type LocalDate } from '../../server/time/dates.ts'
import { instantAt } from '../../server/time/zones.ts'
import type { World } from '../world.ts'

type Latest = { id: string; kind: string; by: string | null; changes: number }

/** Everything that is planned and booked in an organisation, as it stands. */
export type Standing = {
  now: Temporal.Instant
  sessions: ReadonlyMap<string, StandingSession & { sequence: number; bookedNow: number }>
  series: ReadonlyMap<string, StandingSeries>
  bookings: readonly (typeof booking.$inferSelect)[]
  /** The latest change, by its kind. */
  latest: Latest | undefined
  closed: ReadonlySet<LocalDate>
}

const first = localDate('2026-01-01')
const last = localDate('2030-12-31')

export function standingIn({ tenant, clock }: World): Promise<Standing> {
  return tenant(async (tx) => {
    const counts = await tx.hot<{ id: string; sequence: number; bookedNow: number }[]>`
      select session.id, session.sequence, count(booking.id)::int as "bookedNow"
      from session left join booking on booking.session_id = session.id
        and booking.withdrawn_at is null and booking.waits_since is null
      group by session.organisation_id, session.id`
    const counted = new Map(counts.map((row) => [row.id, row]))
    const sessions = await standingSessions(tx, undefined)
    const series = await standingSeries(tx, undefined)
    const [latest] = await tx.hot<Latest[]>`
      select id, kind, by, (select count(*)::int from schedule_change) as changes
      from schedule_change order by id desc limit 1`
    return {
      now: clock.now(),
      sessions: new Map(sessions.map((row) => [row.id, { ...row, ...counted.get(row.id)! }])),
      series: new Map(series.map((row) => [row.id, row])),
      bookings: await tx.select().from(booking).where(isNull(booking.withdrawnAt)),
      latest,
      closed: new Set(
        closedDays(await closedPeriodsBetween(tx, first, last), first, last).map(({ date }) => date),
      ),
    }
  })
}

/** What is never so, whatever was done, each with a sentence and the rows that break it. */
export async function disorderIn({ tenant, clock }: World): Promise<string[]> {
  const rows = await tenant(
    (tx) => tx.hot<{ sentence: string; detail: string }[]>`
      with live as materialized (
        select booking.*, session.starts_at as begins, session.ends_at as finishes, session.cancelled_at is null as held,
          session.removed_at, exists (select from enrolment where enrolment.participant_id = booking.participant_id
            and enrolment.starts_on <= session.local_date
            and coalesce(enrolment.ends_on, 'infinity') >= session.local_date) as enrolled
        from booking join session on session.id = booking.session_id where withdrawn_at is null
      )
      select 'a series has two sessions for one day' as sentence, series_id || ' ' || series_date as detail
        from session where removed_at is null and series_id is not null and series_date is not null
        group by series_id, series_date having count(*) > 1
      union all select 'a leader leads two sessions at once', one.id || ' ' || other.id
        from session one join session other on other.leader_id = one.leader_id and other.id > one.id
          and other.starts_at < one.ends_at and other.ends_at > one.starts_at
        where one.cancelled_at is null and other.cancelled_at is null
          and one.double_booked_because is null and other.double_booked_because is null
      union all select 'a place that is not shared holds two sessions at once', one.id || ' ' || other.id
        from session one join session other on other.location_id = one.location_id and other.id > one.id
          and other.starts_at < one.ends_at and other.ends_at > one.starts_at
        join location on location.id = one.location_id and not location.shareable
        where one.cancelled_at is null and other.cancelled_at is null
      union all select 'a participant is in two places at once', id::text
        from (select id, begins, max(finishes) over (partition by participant_id order by begins, id
            rows between unbounded preceding and 1 preceding) as busy_until
          from live where held and waits_since is null) as one_by_one
        where begins < busy_until
      union all select 'a participant has two places in one session', session_id || ' ' || participant_id
        from live group by session_id, participant_id having count(*) > 1
      union all select 'somebody waits for a place that is free', waiting.id::text
        from live waiting join session on session.id = waiting.session_id
        left join (select session_id, count(*) as places from live where waits_since is null and enrolled
          group by session_id) as taken on taken.session_id = session.id
        where waiting.held and waiting.waits_since is not null and waiting.enrolled
          and session.starts_at > ${clock.now().toString()}
          and (session.places is null or session.places > coalesce(taken.places, 0))
          and not exists (select from live elsewhere where elsewhere.participant_id = waiting.participant_id
            and elsewhere.session_id <> waiting.session_id and elsewhere.held and elsewhere.waits_since is null
            and elsewhere.begins < waiting.finishes and elsewhere.finishes > waiting.begins)
      union all select 'a booking has another moment than its session', id::text from live
        where (starts_at, ends_at, standing) is distinct from (begins, finishes, held)
      union all select 'somebody holds a place in a session that is gone', id::text
        from live where removed_at is not null and standing
      union all select 'a session has another hour on the wall than on the clock', id::text from session
        where ((starts_at at time zone time_zone)::date, (starts_at at time zone time_zone)::time,
          (ends_at at time zone time_zone)::time) is distinct from (local_date, local_start, local_end)
      union all select 'a change of a session is in no history', session.id::text from session
        left join lateral (select count(*)::int as lines, max(version) as version from session_change
          where session_id = session.id) told on true
        where session.version > 1 and (told.version is distinct from session.version
          or told.lines not in (session.version, session.version - 1))
      union all select 'a new session is in no history', session.id::text from session
        where created_by is not null and not exists (select from session_change
          where session_id = session.id and version = 1 and before is null)
      union all select 'a change of a series is in no history', series.id::text from series
        where version is distinct from (select max(version) from series_change where series_id = series.id)
          or version <> (select count(*) from series_change where series_id = series.id)
      union all select 'the history says something else than the session', session.id::text from session
        join session_change told on told.session_id = session.id and told.version = session.version
        where (told.after->>'startsAt')::timestamptz is distinct from starts_at
          or (told.after->>'endsAt')::timestamptz is distinct from ends_at
          or (told.after->>'localDate')::date is distinct from local_date
          or (told.after->>'localStart')::time is distinct from local_start
          or (told.after->>'localEnd')::time is distinct from local_end
          or (told.after->>'seriesId')::uuid is distinct from series_id
          or (told.after->>'seriesDate')::date is distinct from series_date
          or (told.after->>'activityId')::uuid is distinct from activity_id
          or (told.after->>'locationId')::uuid is distinct from location_id
          or (told.after->>'leaderId')::uuid is distinct from leader_id
          or (told.after->>'places')::int is distinct from places
          or told.after->>'doubleBookedBecause' is distinct from double_booked_because
          or (told.after->>'talkEnrolmentId')::uuid is distinct from talk_enrolment_id
          or (told.after->>'undecidedSince')::timestamptz is distinct from undecided_since
          or (told.after->>'cancelledAt')::timestamptz is distinct from cancelled_at
          or (told.after->>'cancelledBy')::uuid is distinct from cancelled_by
          or told.after->>'cancellationReason' is distinct from cancellation_reason
          or (told.after->>'removedAt')::timestamptz is distinct from removed_at
      union all select 'the history says something else than the series', series.id::text from series
        join series_change told on told.series_id = series.id and told.version = series.version
        where (told.after->>'startsOn')::date is distinct from starts_on
          or (told.after->>'endsOn')::date is distinct from ends_on
          or (told.after->>'times')::int is distinct from times
          or (told.after->>'startTime')::time is distinct from start_time
          or (told.after->>'minutes')::int is distinct from minutes
          or told.after->'weekdays' is distinct from to_jsonb(weekdays)
          or (told.after->>'madeUntil')::date is distinct from made_until
          or (told.after->>'leaderId')::uuid is distinct from leader_id
          or (told.after->>'locationId')::uuid is distinct from location_id
          or (told.after->>'places')::int is distinct from places
          or (told.after->>'removedAt')::timestamptz is distinct from removed_at
      union all select 'what a change tells of before is not what the one before it told of after', later.session_id::text
        from session_change later join session_change earlier
          on earlier.session_id = later.session_id and earlier.version = later.version - 1
        where later.before is distinct from earlier.after`,
  )
  return rows.map(({ sentence, detail }) => `${sentence}: ${detail}`)
}

const hasBegun = ({ startsAt }: StandingSession, now: Temporal.Instant) =>
  startsAt.epochMilliseconds <= now.epochMilliseconds

/** What a command may never do to what stood before it. `byHand` are the sessions that it named. */
export function harmDone(before: Standing, after: Standing, byHand: ReadonlySet<string>): string[] {
  const harm: string[] = []
  for (const [id, was] of before.sessions) {
    const is = after.sessions.get(id)
    if (!is) harm.push(`session ${id} is not there any more`)
    else {
      const isMoved = moment(was) !== moment(is)
      const isClosed = hasBegun(was, before.now) || was.attended
      if (isClosed && said(was) !== said(is) && !byHand.has(id))
        harm.push(`what had begun was changed: ${said(was)} → ${said(is)}`)
      if (was.attended && hours(was) !== hours(is)) harm.push(`${id} was attended, and has other hours now`)
      if (is.sequence < was.sequence) harm.push(`the sequence of ${id} fell`)
      if (isMoved && is.sequence === was.sequence)
        harm.push(`${id} has another time, place or status and the same sequence`)
      if (said(was) !== said(is) && is.version === was.version)
        harm.push(`${id} changed and kept its version`)
    }
  }
  for (const [id, is] of after.sessions) {
    const was = before.sessions.get(id)
    if (is.cancelledAt === null && is.places !== null && is.bookedNow > is.places)
      if (is.bookedNow > (was?.bookedNow ?? 0)) harm.push(`${id} has ${is.bookedNow} in ${is.places} places`)
  }
  return harm
}

const hours = ({ startsAt, endsAt }: StandingSession) => `${startsAt.toString()} ${endsAt.toString()}`

/** What decides about the SEQUENCE of a session. */
const moment = ({ startsAt, endsAt, locationId, cancelledAt }: StandingSession) =>
  JSON.stringify([startsAt, endsAt, locationId, cancelledAt === null])

/** All that is planned of a session or a series; counters, and who hangs on it, are not. */
export function said(row: object): string {
  const notPlanned = new Set(['version', 'sequence', 'attended', 'booked', 'bookedNow'])
  return JSON.stringify(
    Object.fromEntries(
      Object.entries(row)
        .filter(([key]) => !notPlanned.has(key))
        .toSorted(([a], [b]) => (a < b ? -1 : 1)),
    ),
  )
}

/** A day to come that a standing series gives, and on which it has no session. */
export type MissingDay = { series: StandingSeries; date: LocalDate }

/** All of them, but for those in whose week, or month, a series has a session of its own that was put, held or kept on another day. */
export function missingDays({ now, sessions, series }: Standing): MissingDay[] {
  const missing: MissingDay[] = []
  for (const one of series.values()) {
    if (one.removedAt !== null || one.madeUntil === null) continue
    const mine = [...sessions.values()].filter(
      ({ seriesId }) => seriesId === one.id || seriesId === one.continues,
    )
    const dates = new Set(mine.flatMap(({ seriesDate }) => seriesDate ?? []))
    const elsewhere = new Set(
      mine
        .map(({ seriesDate, localDate }) => seriesDate ?? localDate)
        .filter((date) => !isGiven(one, date) || !dates.has(date))
        .map((date) => periodOf(one.frequency, date)),
    )
    const until = one.endsOn !== null && one.endsOn < one.madeUntil ? one.endsOn : one.madeUntil
    for (let date = one.startsOn; date <= until; date = addDays(date, 1)) {
      const begins = instantAt(date, one.startTime, one.timeZone)
      if (!isGiven(one, date) || begins.epochMilliseconds <= now.epochMilliseconds) continue
      if (!dates.has(date) && !elsewhere.has(periodOf(one.frequency, date)))
        missing.push({ series: one, date })
    }
  }
  return missing
}

/** Whether something stands in the way of a series on a day: whoever planned it has seen that and said yes to the others. */
export function isInTheWay({ sessions }: Standing, { series, date }: MissingDay): boolean {
  const begins = instantAt(date, series.startTime, series.timeZone)
  const ends = begins.add({ minutes: series.minutes })
  return [...sessions.values()].some(
    (one) =>
      one.cancelledAt === null &&
      one.startsAt.epochMilliseconds < ends.epochMilliseconds &&
      one.endsAt.epochMilliseconds > begins.epochMilliseconds &&
      (one.leaderId === series.leaderId || one.locationId === series.locationId),
  )
}

const mondayOf = (date: LocalDate): LocalDate => addDays(date, 1 - weekdayOf(date))
const periodOf = (frequency: string, date: LocalDate): string =>
  frequency === 'weekly' ? mondayOf(date) : date.slice(0, 7)

/** Whether a rule gives a day, told by looking at the day alone. */
function isGiven(
  { frequency, every, weekdays, ordinal, startsOn }: StandingSeries,
  date: LocalDate,
): boolean {
  if (!weekdays.includes(weekdayOf(date))) return false
  if (frequency === 'weekly') return weeksSinceMonday(startsOn, date) % every === 0
  const months = (day: LocalDate) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7))
  if ((months(date) - months(startsOn)) % every !== 0) return false
  if (ordinal === -1) return addDays(date, 7).slice(0, 7) !== date.slice(0, 7)
  return Math.ceil(Number(date.slice(8)) / 7) === ordinal
}

function weeksSinceMonday(startsOn: LocalDate, date: LocalDate): number {
  let monday = mondayOf(startsOn)
  let weeks = 0
  for (; addDays(monday, 7) <= date; monday = addDays(monday, 7)) weeks += 1
  return weeks
}

/** Who is where: each place and each place in a line of what takes place, and each booking of a series. */
export function whoIsWhere({ sessions, series, bookings }: Standing): string[] {
  return bookings
    .filter(({ sessionId, seriesId }) =>
      sessionId === null
        ? series.get(seriesId ?? '')?.removedAt === null
        : sessions.get(sessionId)?.cancelledAt === null,
    )
    .map(({ participantId, sessionId, seriesId, waitsSince }) =>
      [
        participantId,
        sessionId ?? seriesId,
        sessionId && (waitsSince === null ? 'has a place' : 'waits'),
      ].join(' '),
    )
    .toSorted()
}

/** What is planned, as one reads it: what is gone is as if it had never been. */
export function whatIsPlanned({ sessions, series }: Standing): Map<string, string> {
  const there = [...sessions, ...series].filter(([, row]) => row.removedAt === null)
  return new Map(there.map(([id, row]) => [id, said(row)]))
}
