import { Temporal } from 'temporal-polyfill'
import { and, asc, between, eq, inArray, isNull, or, sql, type SQL } from 'drizzle-orm'
import { news, type Tx } from '../../db/client.ts'
import { activity, activityProgramme, location, participant, session } from '../../db/schema/index.ts'
import type { KioskWay } from '../access/kiosk-words.ts'
import type { Reported } from '../attendance/presence-queries.ts'
import type { AttendanceStatus, ClosedBy } from '../attendance/words.ts'
import type { CreditRule } from '../hours/credit.ts'
import { languages, type Language } from '../language/text.ts'
import { takenThere } from '../schedule/booking-queries.ts'
import type { KioskQuestion } from '../programme/words.ts'
import type { Category } from '../schedule/categories.ts'
import type { LocalDate, LocalTime } from '../time/dates.ts'
import type { TimeZone } from '../time/zones.ts'
import type { BoardSession } from './today.ts'
import type { Visitor } from './words.ts'

/** What goes on today where the tablet stands, for its programmes; everywhere, when it stands nowhere in particular. */
export async function sessionsOfToday(
  tx: Tx,
  {
    today,
    until = today,
    locationId,
    programmeIds = [],
  }: { today: LocalDate; until?: LocalDate; locationId: string | null; programmeIds?: readonly string[] },
): Promise<BoardSession[]> {
  const where: (SQL | undefined)[] = [between(session.localDate, today, until)]
  if (locationId !== null) where.push(or(eq(session.locationId, locationId), isNull(session.locationId)))
  if (programmeIds.length > 0)
    where.push(sql`(
      not exists (select from activity_programme where activity_programme.activity_id = ${session.activityId})
      or exists (select from activity_programme where activity_programme.activity_id = ${session.activityId}
        and ${inArray(activityProgramme.programmeId, [...programmeIds])}))`)
  return tx
    .select({
      id: session.id,
      name: activity.name,
      category: activity.category,
      headsOnly: activity.headsOnly,
      place: location.name,
      locationId: session.locationId,
      localDate: session.localDate,
      localStart: session.localStart,
      localEnd: session.localEnd,
      startsAt: session.startsAt,
      endsAt: session.endsAt,
      cancelledAt: session.cancelledAt,
    })
    .from(session)
    .innerJoin(activity, eq(activity.id, session.activityId))
    .leftJoin(location, eq(location.id, session.locationId))
    .where(and(...where, isNull(session.removedAt), isNull(session.talkEnrolmentId)))
    .orderBy(asc(session.startsAt), asc(session.id))
}

export type DeviceAtWork = {
  id: string
  organisationId: string
  locationId: string | null
  revoked: boolean
  revokedAt: Temporal.Instant | null
  /** How one may check in at it, in which languages it speaks, and how loud. */
  ways: readonly KioskWay[]
  languages: readonly string[]
  volume: number
  /** The programmes that it is for; none named is all of them. */
  programmeIds: readonly string[]
  timeZone: TimeZone
  language: Language
}

/** What says who somebody is: what was typed or shown, as it is kept; or who they are known to be already. */
export type VisitorKey = { codeHash: string } | { cardHash: string } | { participantId: string }

/**
 * The tablet that holds this token, or that somebody's phone stands before. Whoever comes at the same moment, here or at another tablet, by whatever way,
 * waits until this transaction is over: each then sees what the other did. Whose it was at that time, as in `visitorBehind`.
 */
export async function deviceAtWork(
  tx: Tx,
  {
    key,
    goodAt,
    ...which
  }: { key: VisitorKey; goodAt?: Temporal.Instant | undefined } & (
    | { tokenHash: string }
    | { kioskId: string }
  ),
): Promise<DeviceAtWork | undefined> {
  const { codeHash, cardHash, participantId } = columnsOf(key)
  const [row] = await tx.hot<
    (Omit<DeviceAtWork, 'language' | 'revokedAt'> & { language: string; revokedAt: number | null })[]
  >`
    select kiosk.id, kiosk.organisation_id as "organisationId", kiosk.location_id as "locationId",
      kiosk.revoked_at is not null as revoked, ${epoch(tx, 'kiosk.revoked_at')} as "revokedAt",
      kiosk.ways, kiosk.languages, kiosk.volume,
      array(select programme_id from kiosk_programme where kiosk_programme.kiosk_id = kiosk.id) as "programmeIds",
      organisation.time_zone as "timeZone", organisation.language,
      pg_advisory_xact_lock(hashtextextended(coalesce(
        (select personal_code.participant_id from personal_code
          where code_hash = ${codeHash}
            and (revoked_at is null or revoked_at > ${goodAt?.toString() ?? 'infinity'}::timestamptz)
          order by revoked_at nulls last limit 1)::text,
        (select personal_card.participant_id from personal_card where card_hash = ${cardHash})::text,
        ${participantId}, ${codeHash ?? cardHash}), 0))
    from kiosk join organisation on organisation.organisation_id = kiosk.organisation_id
    where ${'kioskId' in which ? tx.hot`kiosk.id = ${which.kioskId}` : tx.hot`kiosk.token_hash = ${which.tokenHash}`}`
  return (
    row && {
      ...row,
      revokedAt: instantOf(row.revokedAt),
      language: languages.find((one) => one === row.language) ?? 'sv',
    }
  )
}

const columnsOf = (key: VisitorKey) => ({
  codeHash: 'codeHash' in key ? key.codeHash : null,
  cardHash: 'cardHash' in key ? key.cardHash : null,
  participantId: 'participantId' in key ? key.participantId : null,
})

const mostOfTomorrow = 3

/** Remembered for the next time, at whatever tablet. */
export async function rememberLanguage(tx: Tx, participantId: string, language: string): Promise<void> {
  await tx
    .update(participant)
    .set({ language })
    .where(and(eq(participant.id, participantId), sql`${participant.language} is distinct from ${language}`))
}

/** Those who want the last place of a session take turns, here and where places are booked: see `hold` there. */
export async function placesLeftNow(tx: Tx, sessionId: string): Promise<number | null> {
  await tx.hot`select id from session where id = ${sessionId} for no key update`
  const [row] = await tx.hot<{ left: number | null }[]>`
    select ${placesLeft(tx)} as left from session where id = ${sessionId}`
  return row?.left ?? null
}

/** Somebody stands at a full session: staff are told, once, until they have seen to it. */
export async function tellOfFull(
  tx: Tx,
  full: Pick<Reported, 'eventId' | 'kioskId' | 'participantId' | 'sessionId' | 'occurredAt' | 'receivedAt'> &
    Pick<Reported, 'way' | 'sequence' | 'skewSeconds'>,
): Promise<void> {
  await tx.hot`
    with told as (
      insert into unclear_check_in (id, kiosk_id, kind, problem, occurred_at, received_at, sequence, skew_seconds, way,
        participant_id, session_id)
      select ${full.eventId}::uuid, ${full.kioskId}::uuid, 'check_in', 'full', ${full.occurredAt.toString()}::timestamptz,
        ${full.receivedAt.toString()}::timestamptz, ${full.sequence ?? null}::int, ${full.skewSeconds ?? null}::int,
        ${full.way ?? null}, ${full.participantId}::uuid, ${full.sessionId}::uuid
      where not exists (select from unclear_check_in before
        where before.participant_id = ${full.participantId} and before.session_id = ${full.sessionId}
          and before.problem = 'full' and before.settled_at is null)
      on conflict do nothing
      returning session_id)
    select ${news(tx, 'attendance', 'told.session_id')} from told`
}

/** Everything that a check-in or a departure is decided on, in one statement and one row. */
export async function visitorBehind(
  tx: Tx,
  asked: {
    key: VisitorKey
    /** A code or card that was good then opens also what is told later; without it only what is good now does. */
    goodAt?: Temporal.Instant
    /** Only what these programmes may come to is chosen from; none named is all of them. */
    programmeIds?: readonly string[]
    eventId: string
    today: LocalDate
    monday: LocalDate
    zone: TimeZone
    week: { from: Temporal.Instant; to: Temporal.Instant }
    now: Temporal.Instant
  },
): Promise<Visitor | undefined> {
  const now = asked.now.toString()
  const goodAt = asked.goodAt?.toString() ?? 'infinity'
  const programmeIds = [...(asked.programmeIds ?? [])]
  const { codeHash, cardHash, participantId } = columnsOf(asked.key)
  const facts = sessionFacts(tx)
  const openFacts = openSessionFacts(tx)
  const [row] = await tx.hot<VisitorRow[]>`
    with person as (
      select participant.id, case
          when participant.greeted_by_name_since is not null and not exists (
            select from identity_protection protection
            where protection.participant_id = participant.id and protection.lifted_at is null)
          then participant.first_name end as first_name, participant.language
      from participant where participant.id = (
        select participant_id from (
          select participant_id, revoked_at from personal_code where code_hash = ${codeHash}
          union all select participant_id, revoked_at from personal_card where card_hash = ${cardHash}
          union all select id, null from participant known where known.id = ${participantId}::uuid) known
        where revoked_at is null or revoked_at > ${goodAt}::timestamptz
        order by revoked_at nulls last limit 1)
    ), enrolled as (
      select enrolment.*, programme.grace_minutes, programme.credit_rule, programme.question,
        programme.question_every_days
      from person
      join enrolment on enrolment.participant_id = person.id
      join programme on programme.id = enrolment.programme_id
      where enrolment.starts_on <= ${asked.today}::date + 1
        and (enrolment.ends_on is null or enrolment.ends_on >= ${asked.today}::date - 1)
    ), own_place as (
      select booking.session_id from person join booking on booking.participant_id = person.id
      where booking.withdrawn_at is null and booking.waits_since is null
        and booking.starts_at > ${now}::timestamptz - interval '14 hours'
        and booking.starts_at < ${now}::timestamptz + interval '14 days'
    ), open_session as (
      select session.*, programmes.ids as programme_ids,
        session.id in (select session_id from own_place) as booked
      from session cross join lateral (
        select case when session.talk_enrolment_id is null
          then array(select programme_id from activity_programme
            where activity_programme.activity_id = session.activity_id)
          else array(select programme_id from enrolment
            where enrolment.id = session.talk_enrolment_id) end as ids) programmes
      where session.starts_at > ${now}::timestamptz - interval '14 hours'
        and session.starts_at < ${now}::timestamptz + interval '14 days'
        and session.cancelled_at is null
        and (session.talk_enrolment_id is null or session.talk_enrolment_id in (select id from enrolled))
        and (cardinality(programmes.ids) = 0
          or programmes.ids && array(select programme_id from enrolled))
        and (cardinality(${programmeIds}::uuid[]) = 0 or cardinality(programmes.ids) = 0
          or programmes.ids && ${programmeIds}::uuid[])
    )
    select person.id, person.first_name as "firstName", person.language,
      (select coalesce(json_agg(json_build_object('id', enrolled.id, 'programmeId', enrolled.programme_id,
          'startsOn', enrolled.starts_on, 'endsOn', enrolled.ends_on,
          'graceMinutes', enrolled.grace_minutes, 'creditRule', enrolled.credit_rule,
          'weeklyTargetMinutes', enrolled.weekly_target_minutes,
          'question', enrolled.question, 'questionEveryDays', enrolled.question_every_days,
          'askedOn', case when enrolled.question is not null then
            (select (max(answered_at) at time zone ${asked.zone})::date from answer
              where enrolment_id = enrolled.id and question = enrolled.question) end,
          'plannedMinutes', (select minutes from plan_step
            where enrolment_id = enrolled.id and from_monday <= ${asked.monday}::date
            order by from_monday desc limit 1),
          'reported', (select coalesce(json_agg(json_build_object('kind', kind, 'onDate', on_date,
              'minutes', minutes, 'approvedAt', ${epoch(tx, 'approved_at')},
              'withdrawnAt', ${epoch(tx, 'withdrawn_at')})), '[]')
            from reported_hours
            where enrolment_id = enrolled.id and on_date between ${asked.monday}::date and ${asked.monday}::date + 6)
        )), '[]') from enrolled) as enrolments,
      (select coalesce(json_agg(${openFacts}), '[]')
        from open_session session
        join activity on activity.id = session.activity_id
        left join location on location.id = session.location_id
        where not activity.heads_only
          and session.starts_at < ${now}::timestamptz + interval '2 hours'
          and session.ends_at > ${now}::timestamptz - interval '2 hours') as sessions,
      (select coalesce(json_agg(${facts}), '[]')
        from own_place
        join session on session.id = own_place.session_id
        join activity on activity.id = session.activity_id
        left join location on location.id = session.location_id
        where session.cancelled_at is not null and session.removed_at is null
          and session.starts_at < ${now}::timestamptz + interval '2 hours'
          and session.ends_at > ${now}::timestamptz) as cancelled,
      (select coalesce(json_agg(json_build_object('id', attendance.id, 'sessionId', attendance.session_id,
          'enrolmentId', attendance.enrolment_id, 'status', attendance.status, 'closedBy', attendance.closed_by,
          'checkedInAt', ${epoch(tx, 'attendance.checked_in_at')},
          'checkedOutAt', ${epoch(tx, 'attendance.checked_out_at')},
          'minutesByHand', attendance.minutes_by_hand, 'session', ${facts})), '[]')
        from attendance
        join session on session.id = attendance.session_id
        join activity on activity.id = session.activity_id
        left join location on location.id = session.location_id
        where attendance.participant_id = person.id
          and (session.starts_at >= ${asked.week.from.toString()}::timestamptz - interval '1 day'
              and session.starts_at < ${asked.week.to.toString()}
            or attendance.checked_in_at is not null and attendance.checked_out_at is null
            or attendance.session_id = (select event.session_id from attendance_event event
              where event.id = ${asked.eventId}))) as visits,
      (select ${openFacts}
        from (select * from open_session where starts_at > ${now}::timestamptz
            and not exists (select from activity where activity.id = activity_id and heads_only)
          order by local_date, booked desc, starts_at, id limit 1) session
        join activity on activity.id = session.activity_id
        left join location on location.id = session.location_id) as next,
      (select coalesce(json_agg(${facts} order by session.starts_at, session.id), '[]')
        from (select * from open_session session
          where local_date = ${asked.today}::date + 1 and (booked
            or not exists (select from open_session own where own.local_date = session.local_date and own.booked)
              and coalesce(${placesLeft(tx)}, 1) > 0)
          order by starts_at, id limit ${mostOfTomorrow}) session
        join activity on activity.id = session.activity_id
        left join location on location.id = session.location_id) as tomorrow,
      (select json_build_object('sessionId', session_id, 'kind', kind, 'own', event.participant_id = person.id)
        from attendance_event event where event.id = ${asked.eventId}) as "reportedBefore"
    from person`
  return row && visitorOf(row)
}

/** A moment as a number: JSON has no moments, and reading one as text is slow. */
const epoch = (tx: Tx, column: string) => tx.hot`(extract(epoch from ${tx.hot(column)}) * 1000)::float8`

const sessionFacts = (tx: Tx) => tx.hot`
  json_build_object('id', session.id, 'name', activity.name, 'category', activity.category,
    'place', location.name, 'locationId', session.location_id, 'localDate', session.local_date,
    'localStart', to_char(session.local_start, 'HH24:MI'), 'localEnd', to_char(session.local_end, 'HH24:MI'),
    'startsAt', ${epoch(tx, 'session.starts_at')}, 'endsAt', ${epoch(tx, 'session.ends_at')},
    'cancelledAt', ${epoch(tx, 'session.cancelled_at')})`

const openSessionFacts = (tx: Tx) => tx.hot`
  (${sessionFacts(tx)}::jsonb || jsonb_build_object('programmeIds', session.programme_ids,
    'booked', session.booked, 'placesLeft', ${placesLeft(tx)}))`

/** Who dropped in and is there has a place too. */
const placesLeft = (tx: Tx) => tx.hot`
  case when session.places is not null then
    greatest(0, session.places - ${takenThere(tx)} - (select count(*)::int from attendance
      where attendance.session_id = session.id and attendance.checked_in_at is not null
        and attendance.checked_out_at is null
        and not exists (select from booking where booking.session_id = session.id
          and booking.participant_id = attendance.participant_id
          and booking.withdrawn_at is null and booking.waits_since is null))) end`

type SessionRow = {
  id: string
  name: string
  category: Category
  place: string | null
  locationId: string | null
  localDate: LocalDate
  localStart: LocalTime
  localEnd: LocalTime
  startsAt: number
  endsAt: number
  cancelledAt: number | null
}

type OpenSessionRow = SessionRow & { programmeIds: string[]; booked: boolean; placesLeft: number | null }

type VisitorRow = {
  id: string
  firstName: string | null
  language: string | null
  enrolments: {
    id: string
    programmeId: string
    startsOn: LocalDate
    endsOn: LocalDate | null
    graceMinutes: number
    creditRule: CreditRule
    weeklyTargetMinutes: number | null
    question: KioskQuestion | null
    questionEveryDays: number
    askedOn: LocalDate | null
    plannedMinutes: number | null
    reported: {
      kind: 'placement' | 'home_activity'
      onDate: LocalDate
      minutes: number
      approvedAt: number | null
      withdrawnAt: number | null
    }[]
  }[]
  sessions: OpenSessionRow[]
  cancelled: SessionRow[]
  visits: {
    id: string
    sessionId: string
    enrolmentId: string | null
    status: AttendanceStatus
    closedBy: ClosedBy | null
    checkedInAt: number | null
    checkedOutAt: number | null
    minutesByHand: number | null
    session: SessionRow
  }[]
  next: OpenSessionRow | null
  tomorrow: SessionRow[]
  reportedBefore: { sessionId: string; kind: string; own: boolean } | null
}

function visitorOf(row: VisitorRow): Visitor {
  return {
    ...row,
    enrolments: row.enrolments.map((enrolment) => ({
      ...enrolment,
      reported: enrolment.reported.map((report) => ({
        ...report,
        approvedAt: instantOf(report.approvedAt),
        withdrawnAt: instantOf(report.withdrawnAt),
      })),
    })),
    sessions: row.sessions.map(sessionOf),
    cancelled: row.cancelled.map(sessionOf),
    visits: row.visits.map((visit) => ({
      ...visit,
      checkedInAt: instantOf(visit.checkedInAt),
      checkedOutAt: instantOf(visit.checkedOutAt),
      session: sessionOf(visit.session),
    })),
    next: row.next && sessionOf(row.next),
    tomorrow: row.tomorrow.map(sessionOf),
  }
}

function sessionOf<Row extends SessionRow>(row: Row) {
  return {
    ...row,
    startsAt: Temporal.Instant.fromEpochMilliseconds(row.startsAt),
    endsAt: Temporal.Instant.fromEpochMilliseconds(row.endsAt),
    cancelledAt: instantOf(row.cancelledAt),
  }
}

function instantOf(milliseconds: number | null): Temporal.Instant | null {
  return milliseconds === null ? null : Temporal.Instant.fromEpochMilliseconds(milliseconds)
}
