import { and, eq, gte, inArray, isNull, sql } from 'drizzle-orm'
import { Temporal } from 'temporal-polyfill'
import { v7 as uuidv7 } from 'uuid'
import { news, type Tx } from '../../db/client.ts'
import { booking } from '../../db/schema/index.ts'
import { takeTurn } from '../organisation/queries.ts'
import type { LocalDate, LocalTime } from '../time/dates.ts'
import {
  movingUp,
  placeIn,
  placesIn,
  type Answered,
  type Line,
  type PlaceAnswer,
  type PlaceWish,
  type Waiting,
} from './booking-rules.ts'
import type { Category } from './categories.ts'
import type { Draft } from './change.ts'
import type { OtherSession } from './clash.ts'

/** Who books or withdraws, null when the participant does it, and when. */
export type BookingHand = {
  by: string | null
  at: Temporal.Instant
  requestId?: string
  /** The change of the schedule that it follows from. */
  change?: string
}

/** Books a place; where all are taken, a place in the line. Two at once get two answers. */
export async function bookSession(
  tx: Tx,
  sessionId: string,
  participantId: string,
  hand: BookingHand,
): Promise<{ answer: PlaceAnswer; elsewhere: OtherSession | null }> {
  await hold(tx, [sessionId], [participantId])
  const admitted = await admit(tx, [sessionId], hand)
  const [wish] = await wishesFor(tx, [sessionId], participantId)
  const answer = wish ? placeIn(wish, { at: hand.at, byThemselves: hand.by === null }) : 'notEnrolled'
  const isMade = answer === 'booked' || answer === 'waiting'
  if (isMade)
    await tx.insert(booking).values({
      participantId,
      sessionId,
      bookedAt: hand.at,
      bookedBy: hand.by,
      waitsSince: answer === 'waiting' ? hand.at : null,
    })
  await noteChanges(tx, [...admitted, ...(isMade ? [{ participantId, sessionId }] : [])], hand)
  return { answer, elsewhere: answer === 'elsewhere' ? (wish?.elsewhere ?? null) : null }
}

/** Books the participant of a talk in each session that has just been made for it. */
export async function bookTalks(
  tx: Tx,
  sessionIds: readonly string[],
  participantId: string,
  hand: BookingHand,
): Promise<void> {
  await hold(tx, sessionIds, [participantId])
  const made = sessionIds.map((sessionId) => ({ participantId, sessionId }))
  await tx.insert(booking).values(made.map((one) => ({ ...one, bookedAt: hand.at, bookedBy: hand.by })))
  await noteChanges(tx, made, hand)
}

/** Whether there was a booking of this session to withdraw. The place goes to whoever has waited longest. */
export async function withdrawBooking(
  tx: Tx,
  sessionId: string,
  participantId: string,
  hand: BookingHand,
): Promise<boolean> {
  return withdraw(tx, [sessionId], participantId, hand)
}

/** A series, and from which day on. */
export type SeriesFrom = { seriesId: string; from: LocalDate }

/**
 * Books every session of a series that is not over, from a day on, and those that will be made. Where all places are
 * taken the participant waits; where they are elsewhere at that time they are left out. The answers are in the order of
 * the sessions; there are none when the series was booked from that day already.
 */
export async function bookSeries(
  tx: Tx,
  { seriesId, from }: SeriesFrom,
  participantId: string,
  hand: BookingHand,
): Promise<Answered[] | undefined> {
  const all = await continuedBy(tx, seriesId)
  await holdSeries(tx, all)
  const standing = await standingWish(tx, all, participantId)
  if (standing !== undefined && (standing.fromDate ?? from) <= from) return undefined
  const sessionIds = await sessionsToBook(tx, all, { from, before: standing?.fromDate ?? null, at: hand.at })
  await hold(tx, sessionIds, [participantId])
  const admitted = await admit(tx, sessionIds, hand)
  await wishForSeries(tx, all, from, participantId, hand)
  const answers = placesIn(await wishesFor(tx, sessionIds, participantId))
  await makeBookings(tx, answers, () => ({ bookedAt: hand.at, bookedBy: hand.by, waitsSince: hand.at }))
  await noteChanges(tx, [...admitted, ...touchedBy(answers), { participantId, sessionId: null }], hand)
  return answers
}

/**
 * Whether there was a booking of the series, or of a session in it for its sake, to withdraw. What has begun stays as
 * it was; a session booked by itself stays booked.
 */
export async function withdrawFromSeries(
  tx: Tx,
  { seriesId, from }: SeriesFrom,
  participantId: string,
  hand: BookingHand,
): Promise<boolean> {
  const all = await connectedWith(tx, seriesId)
  await holdSeries(tx, all)
  const ended = await tx
    .update(booking)
    .set({ withdrawnAt: hand.at, withdrawnBy: hand.by })
    .where(
      and(
        inArray(booking.seriesId, all),
        eq(booking.participantId, participantId),
        isNull(booking.withdrawnAt),
      ),
    )
    .returning({ id: booking.id })
  const rows = await tx.hot<{ id: string }[]>`
    select session.id from session join booking on booking.session_id = session.id
    where session.series_id = any(${all}::uuid[]) and session.local_date >= ${from}
      and session.starts_at > ${hand.at.toString()}
      and booking.participant_id = ${participantId} and booking.withdrawn_at is null and booking.via_series`
  const withdrawn = rows.length > 0 && (await withdraw(tx, idsOf(rows), participantId, hand))
  if (!withdrawn && ended.length > 0) await noteChanges(tx, [{ participantId, sessionId: null }], hand)
  return withdrawn || ended.length > 0
}

/** Makes the bookings of those who have booked the whole series, in sessions that have just been made for it. */
export async function bookingsForNewSessions(
  tx: Tx,
  sessionIds: readonly string[],
  hand: Pick<BookingHand, 'by' | 'requestId'> = { by: null },
): Promise<Answered[]> {
  if (sessionIds.length === 0) return []
  const ids = [...sessionIds]
  const rows = await tx.hot<{ seriesId: string; participantIds: string[] }[]>`
    select series_id as "seriesId", array_agg(distinct participant_id::text) as "participantIds"
    from booking
    where withdrawn_at is null
      and series_id in (select series_id from session where id = any(${ids}::uuid[]))
    group by series_id`
  if (rows.length === 0) return []
  await holdSeries(
    tx,
    rows.map(({ seriesId }) => seriesId),
  )
  await hold(
    tx,
    ids,
    rows.flatMap(({ participantIds }) => participantIds),
  )
  const answers = placesIn(await wishesOfSeries(tx, ids))
  await makeBookings(tx, answers, ({ bookedAt, bookedBy }) => ({ bookedAt, bookedBy, waitsSince: bookedAt }))
  await noteChanges(tx, touchedBy(answers), hand)
  return answers
}

/** Who has booked a series has booked the one that continues it from a day on, too. */
export async function continueSeriesBookings(
  tx: Tx,
  fromSeriesId: string,
  toSeriesId: string,
  fromDate: LocalDate,
): Promise<void> {
  const wishes = await tx
    .select({
      participantId: booking.participantId,
      fromDate: sql<LocalDate>`greatest(${booking.fromDate}, ${fromDate}::date)::text`,
      bookedAt: booking.bookedAt,
      bookedBy: booking.bookedBy,
    })
    .from(booking)
    .where(and(eq(booking.seriesId, fromSeriesId), isNull(booking.withdrawnAt)))
  if (wishes.length === 0) return
  await tx
    .insert(booking)
    .values(wishes.map((wish) => ({ ...wish, seriesId: toSeriesId })))
    .onConflictDoNothing(onePerSeries)
}

/** Lets those who wait have the places that are free by now, as when a session has got more of them. */
export async function admitWaiting(
  tx: Tx,
  sessionIds: readonly string[],
  hand: BookingHand,
): Promise<{ participantId: string; sessionId: string }[]> {
  if (sessionIds.length === 0) return []
  await hold(tx, sessionIds, [])
  const admitted = await admit(tx, sessionIds, hand)
  await noteChanges(tx, admitted, hand)
  return admitted
}

/**
 * What a change of the schedule means for those who book: a series that continues another has its bookings, a new
 * session those of its series, and what has got room or moved out of somebody's way lets in who waits.
 */
export async function bookingsFollow(tx: Tx, draft: Draft, hand: BookingHand): Promise<void> {
  for (const { id, before, after } of draft.series)
    if (before === null && after.continues !== null)
      await continueSeriesBookings(tx, after.continues, id, after.startsOn)
  const made = draft.sessions.filter(
    ({ before, after }) =>
      (before === null || before.cancelledAt !== null) &&
      after.seriesId !== null &&
      after.cancelledAt === null,
  )
  // Who waited for one that takes place again comes before who has booked its series since.
  await admitWaiting(tx, idsOf(made), hand)
  await bookingsForNewSessions(tx, idsOf(made), hand)
  const changed = idsOf(draft.sessions.filter(({ before }) => before !== null))
  if (changed.length === 0) return
  const rows = await tx.hot<{ id: string }[]>`
    select distinct waited.session_id as id
    from booking held join booking waited on waited.participant_id = held.participant_id
    where held.session_id = any(${changed}::uuid[]) and held.withdrawn_at is null
      and waited.session_id is not null and waited.withdrawn_at is null and waited.waits_since is not null
      and waited.starts_at > ${hand.at.toString()}`
  await admitWaiting(tx, idsOf(rows), hand)
}

/**
 * Whoever was let in by a change that is taken back waits again, from when they first did: their place was another's, or
 * they are back where they were.
 */
export async function waitAgain(
  tx: Tx,
  undone: string,
  { sessions }: Draft,
  hand: BookingHand,
): Promise<void> {
  const ids = idsOf(sessions)
  const waiting = await tx.hot<{ participantId: string; sessionId: string }[]>`
    update booking set waits_since = booked_at, admitted_by_change = null
    where admitted_by_change = ${undone} and withdrawn_at is null and starts_at > ${hand.at.toString()}
      and (session_id = any(${ids}::uuid[]) or participant_id in
        (select participant_id from booking where session_id = any(${ids}::uuid[]) and withdrawn_at is null))
      and not exists (select from attendance where attendance.session_id = booking.session_id
        and attendance.participant_id = booking.participant_id)
    returning participant_id as "participantId", session_id as "sessionId"`
  await noteChanges(tx, waiting, hand)
}

const idsOf = (rows: readonly { id: string }[]): string[] => rows.map(({ id }) => id)

/** Whoever is not enrolled any more gives back the places in what is to come, and has no series booked. */
export async function giveBackPlaces(
  tx: Tx,
  participantId: string,
  { today, ...hand }: BookingHand & { today: LocalDate },
): Promise<void> {
  const rows = await tx.hot<{ id: string }[]>`
    select session.id from booking join session on session.id = booking.session_id
    where booking.participant_id = ${participantId} and booking.withdrawn_at is null
      and session.starts_at > ${hand.at.toString()} and not ${enrolledThatDay(tx)}`
  const series = await tx.hot<{ id: string }[]>`
    update booking set withdrawn_at = ${hand.at.toString()}, withdrawn_by = ${hand.by}
    where participant_id = ${participantId} and series_id is not null and withdrawn_at is null
      and not exists (select from enrolment where enrolment.participant_id = ${participantId}
        and coalesce(ends_on, 'infinity') > ${today})
    returning id`
  if (rows.length > 0) await withdraw(tx, idsOf(rows), participantId, hand)
  else if (series.length > 0) await noteChanges(tx, [{ participantId, sessionId: null }], hand)
}

/** Withdraws one participant from these sessions; each place goes to whoever has waited longest. */
async function withdraw(
  tx: Tx,
  sessionIds: readonly string[],
  participantId: string,
  hand: BookingHand,
): Promise<boolean> {
  const beside = await waitedForBeside(tx, sessionIds, participantId)
  await hold(tx, [...sessionIds, ...beside], [participantId])
  const withdrawn = await tx
    .update(booking)
    .set({ withdrawnAt: hand.at, withdrawnBy: hand.by })
    .where(
      and(
        inArray(booking.sessionId, [...sessionIds]),
        eq(booking.participantId, participantId),
        isNull(booking.withdrawnAt),
      ),
    )
    .returning({ sessionId: booking.sessionId })
  const admitted = await admit(tx, [...sessionIds, ...beside], hand)
  await noteChanges(
    tx,
    [...admitted, ...withdrawn.map(({ sessionId }) => ({ participantId, sessionId }))],
    hand,
  )
  return withdrawn.length > 0
}

/** What the participant waits for at these times: it may be theirs once they are not elsewhere any more. */
async function waitedForBeside(tx: Tx, sessionIds: readonly string[], participantId: string) {
  const rows = await tx.hot<{ id: string }[]>`
    select distinct waited.session_id as id
    from booking waited join session on session.id = any(${[...sessionIds]}::uuid[])
      and waited.starts_at < session.ends_at and waited.ends_at > session.starts_at
    where waited.participant_id = ${participantId} and waited.withdrawn_at is null
      and waited.waits_since is not null and waited.session_id <> session.id`
  return idsOf(rows)
}

/**
 * Holds the sessions, and then those who book, withdraw or wait there, always in the same order: two who want the last
 * place take turns, and nobody is given two places at once. Check-ins are not held up.
 */
async function hold(tx: Tx, sessionIds: readonly string[], participantIds: readonly string[]): Promise<void> {
  await takeTurn(tx)
  const sessions = [...new Set(sessionIds)]
  await tx.hot`select id from session where id = any(${sessions}::uuid[]) order by id for no key update`
  await tx.hot`
    select id from participant
    where id in (select unnest(${[...new Set(participantIds)]}::uuid[])
      union select participant_id from booking
        where session_id = any(${sessions}::uuid[]) and withdrawn_at is null and waits_since is not null)
    order by id for no key update`
}

/** Who makes sessions in a series and who books it take turns, so that nobody misses a session made meanwhile. */
async function holdSeries(tx: Tx, seriesIds: readonly string[]): Promise<void> {
  await takeTurn(tx)
  await tx.hot`
    select id from series where id = any(${[...new Set(seriesIds)]}::uuid[]) order by id for no key update`
}

/** Gives the free places of held sessions that have not begun to those who have waited longest for them. */
async function admit(
  tx: Tx,
  sessionIds: readonly string[],
  { at, change }: Pick<BookingHand, 'at' | 'change'>,
): Promise<{ participantId: string; sessionId: string }[]> {
  const rows = await tx.hot<WaitingRow[]>`
    select booking.id as "bookingId", booking.session_id as "sessionId",
      booking.participant_id as "participantId", session.places, ${takenThere(tx)} as taken,
      ${inMilliseconds(tx, 'session.starts_at')} as "startsAt", ${inMilliseconds(tx, 'session.ends_at')} as "endsAt",
      ${enrolledThatDay(tx)} as enrolled,
      exists (select from booking other
        where other.participant_id = booking.participant_id and other.withdrawn_at is null
          and other.waits_since is null and other.standing and other.session_id <> session.id
          and other.starts_at < session.ends_at and other.ends_at > session.starts_at) as elsewhere
    from booking join session on session.id = booking.session_id
    where booking.session_id = any(${[...new Set(sessionIds)]}::uuid[])
      and booking.withdrawn_at is null and booking.waits_since is not null
      and session.standing and session.starts_at > ${at.toString()}
    order by session.starts_at, session.id, booking.waits_since, booking.id`
  const lines = [...Map.groupBy(rows, ({ sessionId }) => sessionId).values()].map(lineOf)
  const admitted = movingUp(lines)
  if (admitted.length === 0) return []
  const ids = admitted.map(({ bookingId }) => bookingId)
  return tx
    .update(booking)
    .set({ waitsSince: null, admittedByChange: change ?? null })
    .where(inArray(booking.id, ids))
    .returning({ participantId: booking.participantId, sessionId: sql<string>`${booking.sessionId}` })
}

type WaitingRow = Pick<Waiting, 'bookingId' | 'participantId' | 'enrolled' | 'elsewhere'> &
  Pick<Line, 'places' | 'taken'> & { sessionId: string; startsAt: number; endsAt: number }

function lineOf(rows: readonly WaitingRow[]): Line {
  const { places, taken } = rows[0]!
  return { places, taken, waiting: rows.map((row) => ({ ...row, ...momentOf(row) })) }
}

/** The wish of one participant for each of these sessions, in the order of the clock. */
async function wishesFor(tx: Tx, sessionIds: readonly string[], participantId: string): Promise<PlaceWish[]> {
  const rows = await tx.hot<WishRow[]>`
    select ${wishColumns(tx)}, booking.participant_id as "participantId",
      exists (select from booking own where own.session_id = session.id
        and own.participant_id = booking.participant_id and own.withdrawn_at is null) as has
    from (select ${participantId}::uuid as participant_id) as booking
    join session on session.id = any(${[...sessionIds]}::uuid[])
    join activity on activity.id = session.activity_id
    ${besides(tx)}
    order by session.starts_at, session.id`
  return rows.map(wishOf)
}

/**
 * The wishes that the standing bookings of their series bring to these sessions, whoever booked first before the
 * others. Who withdrew from the same day of the series stays withdrawn.
 */
async function wishesOfSeries(tx: Tx, sessionIds: readonly string[]) {
  const rows = await tx.hot<(WishRow & { bookedAt: number; bookedBy: string | null })[]>`
    select ${wishColumns(tx)}, booking.participant_id as "participantId", false as has,
      ${inMilliseconds(tx, 'booking.booked_at')} as "bookedAt", booking.booked_by as "bookedBy"
    from session
    join series on series.id = session.series_id
    join booking on booking.series_id = session.series_id and booking.withdrawn_at is null
      and coalesce(booking.from_date, '-infinity') <= session.local_date
    join activity on activity.id = session.activity_id
    ${besides(tx)}
    where session.id = any(${[...sessionIds]}::uuid[]) and session.standing
      and not exists (select from booking own join session that on that.id = own.session_id
        where own.participant_id = booking.participant_id
          and (that.id = session.id
            or that.series_id in (series.id, series.continues) and that.series_date = session.series_date
              and own.withdrawn_at >= booking.booked_at))
    order by session.starts_at, session.id, booking.booked_at, booking.id`
  return rows.map((row) => ({
    ...wishOf(row),
    bookedAt: Temporal.Instant.fromEpochMilliseconds(row.bookedAt),
    bookedBy: row.bookedBy,
  }))
}

type WishRow = Omit<PlaceWish, 'startsAt' | 'endsAt' | 'session'> &
  OtherSession & { startsAt: number; endsAt: number }

const wishColumns = (tx: Tx) => tx.hot`
  session.id, activity.name as "activityName",
  session.talk_enrolment_id is not null as "isTalk", session.local_date as "localDate", to_char(session.local_start, 'HH24:MI') as "localStart",
  to_char(session.local_end, 'HH24:MI') as "localEnd",
  ${inMilliseconds(tx, 'session.starts_at')} as "startsAt", ${inMilliseconds(tx, 'session.ends_at')} as "endsAt",
  session.places, ${takenThere(tx)} as taken, ${openThatDay(tx)} as enrolled, session.standing,
  beside.session as elsewhere`

/** What the participant is booked for at the time of a session that takes place. */
const besides = (tx: Tx) => tx.hot`
  left join lateral (
    select json_build_object('id', other.id, 'activityName', its.name,
      'isTalk', other.talk_enrolment_id is not null,
      'localDate', other.local_date, 'localStart', to_char(other.local_start, 'HH24:MI'),
      'localEnd', to_char(other.local_end, 'HH24:MI')) as session
    from booking held join session other on other.id = held.session_id
    join activity its on its.id = other.activity_id
    where held.participant_id = booking.participant_id and held.withdrawn_at is null
      and held.waits_since is null and held.standing and held.session_id <> session.id and session.standing
      and held.starts_at < session.ends_at and held.ends_at > session.starts_at
    order by held.starts_at limit 1) as beside on true`

function wishOf(row: WishRow): PlaceWish {
  const { id, activityName, isTalk, localDate, localStart, localEnd, ...wish } = row
  const { participantId, places, taken, has, enrolled, standing, elsewhere } = wish
  return {
    participantId,
    places,
    taken,
    has,
    enrolled,
    standing,
    elsewhere,
    session: { id, activityName, isTalk, localDate, localStart, localEnd },
    ...momentOf(row),
  }
}

const momentOf = ({ startsAt, endsAt }: { startsAt: number; endsAt: number }) => ({
  startsAt: Temporal.Instant.fromEpochMilliseconds(startsAt),
  endsAt: Temporal.Instant.fromEpochMilliseconds(endsAt),
})

/** How many hold a place in `session`: who waits, and who is not enrolled on that day, does not. */
export const takenThere = (tx: Tx) => tx.hot`
  (select count(*)::int from booking
    where booking.session_id = session.id and booking.withdrawn_at is null and booking.waits_since is null
      and ${enrolledThatDay(tx)})`

/** Whether whoever `booking` is of is enrolled on the day of `session`. */
export const enrolledThatDay = (tx: Tx) => tx.hot`
  exists (select from enrolment where enrolment.participant_id = booking.participant_id
    and enrolment.starts_on <= session.local_date
    and coalesce(enrolment.ends_on, 'infinity') >= session.local_date)`

/** Whether that is in a programme that the activity is open to. */
const openThatDay = (tx: Tx) => tx.hot`
  exists (select from enrolment where enrolment.participant_id = booking.participant_id
    and enrolment.starts_on <= session.local_date
    and coalesce(enrolment.ends_on, 'infinity') >= session.local_date
    and (not exists (select from activity_programme where activity_id = session.activity_id)
      or programme_id in (select programme_id from activity_programme where activity_id = session.activity_id)))`

const inMilliseconds = (tx: Tx, column: string) =>
  tx.hot`(extract(epoch from ${tx.hot.unsafe(column)}) * 1000)::float8`

/** A series and those that continue it. */
async function continuedBy(tx: Tx, seriesId: string): Promise<string[]> {
  const rows = await tx.hot<{ id: string }[]>`
    with recursive chain (id) as (
      select ${seriesId}::uuid
      union select series.id from series join chain on series.continues = chain.id
      where series.removed_at is null)
    select id from chain`
  return idsOf(rows)
}

/** A series with all that it continues and that continue it: the same for whoever comes to it. */
async function connectedWith(tx: Tx, seriesId: string): Promise<string[]> {
  const rows = await tx.hot<{ id: string }[]>`
    with recursive chain (id) as (
      select ${seriesId}::uuid
      union select case when series.id = chain.id then series.continues else series.id end
      from series join chain on series.continues = chain.id
        or (series.id = chain.id and series.continues is not null))
    select id from chain`
  return idsOf(rows)
}

async function standingWish(tx: Tx, seriesIds: readonly string[], participantId: string) {
  const [row] = await tx
    .select({ fromDate: booking.fromDate })
    .from(booking)
    .where(
      and(
        eq(booking.seriesId, seriesIds[0] ?? ''),
        eq(booking.participantId, participantId),
        isNull(booking.withdrawnAt),
      ),
    )
  return row
}

async function sessionsToBook(
  tx: Tx,
  seriesIds: readonly string[],
  when: { from: LocalDate; before: LocalDate | null; at: Temporal.Instant },
): Promise<string[]> {
  const rows = await tx.hot<{ id: string }[]>`
    select id from session
    where series_id = any(${[...seriesIds]}::uuid[]) and local_date >= ${when.from}
      and local_date < coalesce(${when.before}::date, 'infinity')
      and ends_at > ${when.at.toString()} and standing`
  return idsOf(rows)
}

const onePerSeries = {
  target: [booking.organisationId, booking.seriesId, booking.participantId],
  where: sql`withdrawn_at is null and series_id is not null`,
}

async function wishForSeries(
  tx: Tx,
  seriesIds: readonly string[],
  fromDate: LocalDate,
  participantId: string,
  { by, at }: BookingHand,
): Promise<void> {
  await tx
    .insert(booking)
    .values(seriesIds.map((seriesId) => ({ participantId, seriesId, fromDate, bookedAt: at, bookedBy: by })))
    .onConflictDoUpdate({
      target: onePerSeries.target,
      targetWhere: onePerSeries.where,
      set: { fromDate },
      setWhere: gte(booking.fromDate, fromDate),
    })
}

async function makeBookings<Wish extends PlaceWish>(
  tx: Tx,
  answers: readonly Answered<Wish>[],
  how: (wish: Wish) => {
    bookedAt: Temporal.Instant
    bookedBy: string | null
    waitsSince: Temporal.Instant
  },
): Promise<void> {
  const made = answers.filter(({ answer }) => answer === 'booked' || answer === 'waiting')
  if (made.length === 0) return
  await tx.insert(booking).values(
    made.map(({ wish, answer }) => {
      const { waitsSince, ...rest } = how(wish)
      const { participantId, session } = wish
      return {
        ...rest,
        participantId,
        sessionId: session.id,
        viaSeries: true,
        waitsSince: answer === 'waiting' ? waitsSince : null,
      }
    }),
  )
}

const touchedBy = (answers: readonly Answered[]) =>
  answers
    .filter(({ answer }) => answer === 'booked' || answer === 'waiting')
    .map(({ wish }) => ({ participantId: wish.participantId, sessionId: wish.session.id }))

/** Somebody changed these bookings: what the participants' feeds show is another, and who looks at a roll call hears it. */
async function noteChanges(
  tx: Tx,
  touched: readonly { participantId: string; sessionId: string | null }[],
  { by, requestId }: Pick<BookingHand, 'by' | 'requestId'>,
): Promise<void> {
  if (touched.length === 0) return
  const participants = [...new Set(touched.map(({ participantId }) => participantId))].toSorted()
  const sessions = [...new Set(touched.flatMap(({ sessionId }) => sessionId ?? []))]
  await tx.hot`
    update participant set feed_version = feed_version + 1 where id = any(${participants}::uuid[])`
  await tx.hot`
    insert into access_entry (id, staff_id, participant_id, act, what, request_id)
    select id, ${by}::uuid, participant_id, 'change', 'booking', ${requestId ?? null}
    from unnest(${participants.map(() => uuidv7())}::uuid[], ${participants}::uuid[]) as noted (id, participant_id)`
  await tx.hot`
    select ${news(tx, 'attendance', 'id')}
    from unnest(${sessions}::uuid[]) as changed (id)`
}

/** How many hold a place in each session, and how many wait for one. */
export async function bookedCounts(
  tx: Tx,
  sessionIds: readonly string[],
): Promise<Map<string, { booked: number; waiting: number }>> {
  const rows = await tx.hot<{ id: string; booked: number; waiting: number }[]>`
    select session.id, count(*) filter (where booking.waits_since is null)::int as booked,
      count(*) filter (where booking.waits_since is not null)::int as waiting
    from session join booking on booking.session_id = session.id and booking.withdrawn_at is null
      and ${enrolledThatDay(tx)}
    where session.id = any(${[...sessionIds]}::uuid[])
    group by session.id`
  const counts = new Map(rows.map(({ id, ...count }) => [id, count]))
  return new Map(sessionIds.map((id) => [id, counts.get(id) ?? { booked: 0, waiting: 0 }]))
}

/** One participant's place in one session, or in the line for it. */
export type PlaceFacts = {
  sessionId: string
  seriesId: string | null
  state: 'booked' | 'waiting'
  /** Booked for the sake of the whole series. */
  viaSeries: boolean
  activityName: string
  category: Category
  isTalk: boolean
  localDate: LocalDate
  localStart: LocalTime
  localEnd: LocalTime
  startsAt: Temporal.Instant
  endsAt: Temporal.Instant
  locationName: string | null
  leaderName: string | null
  cancelledAt: Temporal.Instant | null
  cancellationReason: string | null
}

/** Where a participant is booked or waits, from a day to a day, both included, in the order of the clock. */
export async function placesOf(
  tx: Tx,
  participantId: string,
  from: LocalDate,
  to: LocalDate,
): Promise<PlaceFacts[]> {
  type Row = Omit<PlaceFacts, 'startsAt' | 'endsAt' | 'cancelledAt'> & {
    startsAt: number
    endsAt: number
    cancelledAt: number | null
  }
  const rows = await tx.hot<Row[]>`
    select session.id as "sessionId", session.series_id as "seriesId",
      case when booking.waits_since is null then 'booked' else 'waiting' end as state,
      booking.via_series as "viaSeries", activity.name as "activityName", activity.category,
      session.talk_enrolment_id is not null as "isTalk", session.local_date as "localDate",
      to_char(session.local_start, 'HH24:MI') as "localStart", to_char(session.local_end, 'HH24:MI') as "localEnd",
      ${inMilliseconds(tx, 'session.starts_at')} as "startsAt", ${inMilliseconds(tx, 'session.ends_at')} as "endsAt",
      location.name as "locationName", staff.name as "leaderName",
      ${inMilliseconds(tx, 'session.cancelled_at')} as "cancelledAt",
      session.cancellation_reason as "cancellationReason"
    from booking
    join session on session.id = booking.session_id and session.removed_at is null
    join activity on activity.id = session.activity_id
    left join location on location.id = session.location_id
    left join staff on staff.id = session.leader_id
    where booking.participant_id = ${participantId} and booking.withdrawn_at is null
      and session.local_date between ${from} and ${to} and ${enrolledThatDay(tx)}
    order by session.starts_at, session.id`
  return rows.map(({ cancelledAt, ...row }) => ({
    ...row,
    ...momentOf(row),
    cancelledAt: cancelledAt === null ? null : Temporal.Instant.fromEpochMilliseconds(cancelledAt),
  }))
}

/** How large the groups are that a participant would come to, and how large a one they like at most. */
export async function groupsAhead(
  tx: Tx,
  wanted: { sessionId: string } | SeriesFrom,
  participantId: string,
  at: Temporal.Instant,
): Promise<{ largest: number | null; sessions: { taken: number; places: number | null; has: boolean }[] }> {
  const sessionIds =
    'sessionId' in wanted
      ? [wanted.sessionId]
      : await sessionsToBook(tx, await continuedBy(tx, wanted.seriesId), {
          from: wanted.from,
          before: null,
          at,
        })
  const [person] = await tx.hot<{ largest: number | null }[]>`
    select largest_group as largest from participant where id = ${participantId}`
  const largest = person?.largest ?? null
  return { largest, sessions: largest === null ? [] : await wishesFor(tx, sessionIds, participantId) }
}

export type TooFew = {
  id: string
  activityName: string
  localDate: LocalDate
  localStart: LocalTime
  localEnd: LocalTime
  leaderId: string | null
  booked: number
  fewest: number
}

/** What takes place from a day to a day, both included, and has fewer booked than its activity needs. */
export async function sessionsBelowFewest(tx: Tx, from: LocalDate, to: LocalDate): Promise<TooFew[]> {
  return tx.hot<TooFew[]>`
    select * from (
      select session.id, activity.name as "activityName", session.local_date as "localDate",
        to_char(session.local_start, 'HH24:MI') as "localStart", to_char(session.local_end, 'HH24:MI') as "localEnd",
        session.leader_id as "leaderId", ${takenThere(tx)} as booked, activity.fewest
      from session join activity on activity.id = session.activity_id
      where session.standing and session.local_date between ${from} and ${to} and activity.fewest is not null
      order by session.starts_at, session.id) as counted
    where booked < fewest`
}
