import { and, count, eq, gte, inArray, isNotNull, isNull, min, sql } from 'drizzle-orm'
import type { Temporal } from 'temporal-polyfill'
import type { Tx } from '../../db/client.ts'
import { activity, session } from '../../db/schema/index.ts'
import { openRollCalls } from '../attendance/roll-call-closing-queries.ts'
import { kiosksHere, openHouse } from '../access/kiosk-queries.ts'
import { worriesOf } from '../access/kiosk-standing.ts'
import { countUnclear } from '../attendance/unclear-queries.ts'
import type { LedBy } from '../attendance/unclear.ts'
import { closedDays } from '../organisation/closed-days.ts'
import { closedPeriodsBetween } from '../organisation/closed-queries.ts'
import { coachIdsOn } from '../people/coaches.ts'
import { enrolledThatDay, sessionsBelowFewest } from '../schedule/booking-queries.ts'
import { addDays, type LocalDate } from '../time/dates.ts'
import { closedSessions, type ClosedSessions } from './closed-sessions.ts'
import type { FreePlace, Notices, TabletWorry, TooFew, Undecided, WithoutTalk } from './notices.ts'
import { isWithoutTalk, type TalkPace } from './talks.ts'

/** So many days ahead, too few booked is worth a notice. */
const DAYS_BEFORE = 2
/** So far ahead, a session on a closed day is. */
const DAYS_OF_CLOSED = 366

/** All that needs a look now, whoever may see it; of the unclear check-ins only what may be led by these. */
export async function noticesNow(
  tx: Tx,
  now: Temporal.Instant,
  today: LocalDate,
  ledBy: LedBy = 'anybody',
): Promise<Notices> {
  return {
    tooFew: await tooFewSoon(tx, now, today),
    freePlaces: await freePlacesWithWaiting(tx, now),
    undecided: await undecidedSeries(tx, today),
    closed: await sessionsOnClosedDays(tx, today),
    withoutTalk: await enrolmentsWithoutTalk(tx, today),
    rollCalls: (await openRollCalls(tx, now, today)).filter(({ localDate }) => localDate < today),
    tablets: await tabletsToLookAt(tx, now, today),
    unclear: await countUnclear(tx, ledBy),
  }
}

/** One line for each thing about each tablet. */
async function tabletsToLookAt(tx: Tx, now: Temporal.Instant, today: LocalDate): Promise<TabletWorry[]> {
  const house = await openHouse(tx, today)
  const kiosks = await kiosksHere(tx)
  return kiosks.flatMap((kiosk) =>
    worriesOf(kiosk, house, now).map((worry) => ({
      kioskId: kiosk.id,
      name: kiosk.name,
      worry,
      since: { guessed: kiosk.guessedAt, silent: kiosk.lastSeenAt, waiting: kiosk.waitingSince, clock: null }[
        worry
      ],
      waiting: kiosk.waiting,
      skewMinutes: Math.round(Math.abs(kiosk.skewSeconds ?? 0) / 60),
    })),
  )
}

/** What has not begun yet, today and the two days to come. */
async function tooFewSoon(tx: Tx, now: Temporal.Instant, today: LocalDate): Promise<TooFew[]> {
  const few = await sessionsBelowFewest(tx, today, addDays(today, DAYS_BEFORE))
  if (few.length === 0) return []
  const ahead = await tx
    .select({ id: session.id })
    .from(session)
    .where(
      and(
        inArray(
          session.id,
          few.map(({ id }) => id),
        ),
        sql`${session.startsAt} > ${now.toString()}`,
      ),
    )
  return few.filter(({ id }) => ahead.some((one) => one.id === id))
}

/** Sessions to come with somebody waiting beside a place that is free. */
async function freePlacesWithWaiting(tx: Tx, now: Temporal.Instant): Promise<FreePlace[]> {
  return tx.hot<FreePlace[]>`
    with line as (
      select booking.session_id as id, count(*)::int as waiting
      from booking join session on session.id = booking.session_id
      where booking.withdrawn_at is null and booking.waits_since is not null and booking.starts_at > ${now.toString()}
        and booking.standing and ${enrolledThatDay(tx)}
      group by booking.session_id)
    select * from (
      select session.id, activity.name as "activityName", session.local_date as "localDate",
        to_char(session.local_start, 'HH24:MI') as "localStart", to_char(session.local_end, 'HH24:MI') as "localEnd",
        session.leader_id as "leaderId", line.waiting, session.places - (
          select count(*)::int from booking where booking.session_id = session.id and booking.withdrawn_at is null
            and booking.waits_since is null and ${enrolledThatDay(tx)}) as free
      from line join session on session.id = line.id join activity on activity.id = session.activity_id
      where session.places is not null
      order by session.starts_at, session.id) as counted
    where free > 0`
}

async function undecidedSeries(tx: Tx, today: LocalDate): Promise<Undecided[]> {
  const firstOn = min(session.localDate)
  const rows = await tx
    .select({ seriesId: session.seriesId, activityName: activity.name, count: count(), firstOn })
    .from(session)
    .innerJoin(activity, eq(activity.id, session.activityId))
    .where(
      and(
        isNotNull(session.undecidedSince),
        isNull(session.removedAt),
        isNotNull(session.seriesId),
        gte(session.localDate, today),
      ),
    )
    .groupBy(session.seriesId, activity.name)
    .orderBy(firstOn, session.seriesId)
  return rows.map((row) => ({ ...row, seriesId: row.seriesId ?? '', firstOn: row.firstOn ?? today }))
}

async function sessionsOnClosedDays(tx: Tx, today: LocalDate): Promise<ClosedSessions[]> {
  const until = addDays(today, DAYS_OF_CLOSED)
  const closed = closedDays(await closedPeriodsBetween(tx, today, until), today, until)
  const dates = closed.map(({ date }) => date)
  const standing = await tx
    .select({ date: session.localDate, count: count() })
    .from(session)
    .where(and(inArray(session.localDate, dates), session.standing))
    .groupBy(session.localDate)
  return closedSessions(closed, standing)
}

/** Running enrolments whose latest one-to-one talk lies further back than is meant; who has waited longest comes first. */
export async function enrolmentsWithoutTalk(tx: Tx, today: LocalDate): Promise<WithoutTalk[]> {
  const rows = await tx.hot<(WithoutTalk & TalkPace)[]>`
    with talk as (
      select talk_enrolment_id as id, max(local_date) as last_on from session
      where talk_enrolment_id is not null and standing and local_date <= ${today} group by talk_enrolment_id)
    select enrolment.id as "enrolmentId", participant.id as "participantId", participant.first_name as "firstName",
      participant.last_name as "lastName", programme.name as "programmeName", enrolment.coach_id as "coachId",
      enrolment.starts_on as "startsOn", talk.last_on as "lastTalkOn",
      programme.talk_limit_days as "talkLimitDays", enrolment.talk_every_weeks as "talkEveryWeeks",
      exists (select from identity_protection
        where identity_protection.participant_id = participant.id and lifted_at is null) as "protected",
      ${coachIdsOn((...text) => tx.hot(...text), today)} as "coachIds"
    from enrolment
    join participant on participant.id = enrolment.participant_id
    join programme on programme.id = enrolment.programme_id
    left join talk on talk.id = enrolment.id
    where enrolment.starts_on <= ${today} and coalesce(enrolment.ends_on, 'infinity') >= ${today}
    order by coalesce(talk.last_on, enrolment.starts_on), participant.first_name collate "sv-SE-x-icu",
      participant.last_name collate "sv-SE-x-icu", participant.id, programme.name`
  return rows.filter((row) => isWithoutTalk(row, today))
}
