import { and, eq, sql } from 'drizzle-orm'
import { Temporal } from 'temporal-polyfill'
import { announce, type Tx } from '../../db/client.ts'
import { accessEntry, attendance, attendanceEvent, kiosk, staff } from '../../db/schema/index.ts'
import { coachIdsOn } from '../people/coaches.ts'
import { enrolledThatDay } from '../schedule/booking-queries.ts'
import type { LocalDate } from '../time/dates.ts'
import type { StaffEvent } from './ledger.ts'
import {
  noPresence,
  saysNothing,
  type KioskClaim,
  type Presence,
  type RollCallEnrolment,
  type RollCallPerson,
} from './roll-call.ts'

/** What a roll call needs to know of its session. */
export type CalledSession = {
  id: string
  activityId: string
  localDate: LocalDate
  /** A talk is for whoever this enrolment is of, and for nobody else. */
  talkEnrolmentId: string | null
  /** The day on which it is read. */
  today: LocalDate
}

/** Everybody who is booked or has come, in the order of their names, then the line for a place as it stands; or one of them. */
export async function rollCallOf(
  tx: Tx,
  called: CalledSession,
  participantId?: string,
): Promise<RollCallPerson[]> {
  const only = participantId ? tx.hot`and participant_id = ${participantId}` : tx.hot``
  const onlyBooked = participantId ? tx.hot`and booking.participant_id = ${participantId}` : tx.hot``
  const rows = await tx.hot<PersonRow[]>`
    with booked as (
      select booking.participant_id, booking.via_series, booking.waits_since, booking.id as booking_id,
        case when booking.waits_since is not null then (select count(*)::int from booking other
          where other.session_id = booking.session_id and other.withdrawn_at is null
            and (other.waits_since, other.id) <= (booking.waits_since, booking.id)) end as waits_as
      from booking join session on session.id = booking.session_id
      where session.id = ${called.id} and booking.withdrawn_at is null and ${enrolledThatDay(tx)} ${onlyBooked}
    ), came as (
      select * from attendance where session_id = ${called.id} ${only}
    )
    select participant.id, participant.first_name as "firstName", participant.last_name as "lastName",
      exists (select from identity_protection
        where identity_protection.participant_id = participant.id and lifted_at is null) as "protected",
      case booked.via_series when true then 'series' when false then 'session' end as booked,
      ${inMilliseconds(tx, 'booked.waits_since')} as "waitsSince", booked.waits_as as "waitsAs",
      exists (select from absence where absence.session_id = ${called.id}
        and absence.participant_id = participant.id and withdrawn_at is null) as "toldAbsent",
      came.enrolment_id as "enrolmentId", came.status, ${inMilliseconds(tx, 'came.checked_in_at')} as "checkedInAt",
      ${inMilliseconds(tx, 'came.checked_out_at')} as "checkedOutAt", came.closed_by as "closedBy",
      came.minutes_by_hand as "minutesByHand", came.minutes_reason as "minutesReason", came.version,
      ${inMilliseconds(tx, 'came.confirmed_at')} as "confirmedAt", came.confirmed_by as "confirmedBy",
      (select name from staff where staff.id = came.confirmed_by) as "confirmedByName",
      ${claimOfParticipant(tx, called.id)} as claim,
      ${coachIdsOn((...text) => tx.hot(...text), called.today)} as "coachIds",
      ${enrolmentsOfParticipant(tx)} as enrolments
    from booked full join came using (participant_id)
    join participant on participant.id = participant_id
    ${participantId ? tx.hot`` : tx.hot`where booked.booking_id is not null or ${somethingSaid(tx, 'came')}`}
    order by booked.waits_as nulls first, participant.first_name collate "sv-SE-x-icu", participant.last_name collate "sv-SE-x-icu", participant.id`
  return rows.map(personOf)
}

/** Whoever was taken back from, and holds no place, is not on the list any more; their ledger is. */
export const somethingSaid = (tx: Tx, table: string) => {
  const of = (column: string) => tx.hot.unsafe(`${table}.${column}`)
  return tx.hot`(${of('status')} <> 'unknown' or ${of('checked_in_at')} is not null
    or ${of('minutes_by_hand')} is not null)`
}

type PersonRow = Pick<
  RollCallPerson,
  'id' | 'firstName' | 'lastName' | 'protected' | 'coachIds' | 'booked' | 'toldAbsent'
> & {
  waitsSince: number | null
  waitsAs: number | null
  enrolments: RollCallEnrolment[]
  confirmedByName: string | null
  claim: (Omit<KioskClaim, 'at'> & { at: number }) | null
} & {
  [Key in keyof Presence]: Presence[Key] extends Temporal.Instant | null
    ? number | null
    : Presence[Key] | null
}

function personOf({ id, firstName, lastName, booked, enrolments, ...row }: PersonRow): RollCallPerson {
  return {
    id,
    firstName,
    lastName,
    booked,
    enrolments,
    protected: row.protected,
    coachIds: row.coachIds,
    waitsSince: momentOrNull(row.waitsSince),
    waitsAs: row.waitsAs,
    toldAbsent: row.toldAbsent,
    confirmedByName: row.confirmedByName,
    claim: row.claim && { ...row.claim, at: Temporal.Instant.fromEpochMilliseconds(row.claim.at) },
    presence:
      row.version === null
        ? noPresence
        : {
            enrolmentId: row.enrolmentId,
            status: row.status ?? 'unknown',
            checkedInAt: momentOrNull(row.checkedInAt),
            checkedOutAt: momentOrNull(row.checkedOutAt),
            closedBy: row.closedBy,
            minutesByHand: row.minutesByHand,
            minutesReason: row.minutesReason,
            confirmedAt: momentOrNull(row.confirmedAt),
            confirmedBy: row.confirmedBy,
            version: row.version,
          },
  }
}

const momentOrNull = (milliseconds: number | null) =>
  milliseconds === null ? null : Temporal.Instant.fromEpochMilliseconds(milliseconds)

const inMilliseconds = (tx: Tx, column: string) =>
  tx.hot`(extract(epoch from ${tx.hot.unsafe(column)}) * 1000)::float8`

/** The latest check-in at a tablet that has not been taken back. */
const claimOfParticipant = (tx: Tx, sessionId: string) => tx.hot`
  (select json_build_object('at', (extract(epoch from occurred_at) * 1000)::bigint, 'way', way,
      'skewSeconds', skew_seconds, 'kioskName', (select name from kiosk where kiosk.id = event.kiosk_id))
    from attendance_event event
    where session_id = ${sessionId} and event.participant_id = participant.id
      and kind = 'check_in' and source in ('kiosk', 'participant')
      and not exists (select from attendance_event taken_back where taken_back.session_id = event.session_id
        and taken_back.participant_id = event.participant_id and taken_back.kind = 'withdrawal'
        and taken_back.because_of = event.id)
    order by received_at desc, id desc limit 1)`

/** All that decides where the hours of a participant count, and by which rule. */
const enrolmentsOfParticipant = (tx: Tx) => tx.hot`
  (select coalesce(json_agg(json_build_object('id', enrolment.id, 'programmeId', enrolment.programme_id,
      'startsOn', enrolment.starts_on, 'endsOn', enrolment.ends_on,
      'creditRule', programme.credit_rule, 'graceMinutes', programme.grace_minutes)), '[]')
    from enrolment join programme on programme.id = enrolment.programme_id
    where enrolment.participant_id = participant.id)`

/** Somebody who is not on the roll call yet. */
type Candidate = Omit<
  RollCallPerson,
  'booked' | 'waitsSince' | 'waitsAs' | 'toldAbsent' | 'presence' | 'claim' | 'confirmedByName'
>

/** Who may be added to the session: enrolled that day in a programme it is for, and not in its roll call yet. */
export async function candidatesFor(
  tx: Tx,
  called: CalledSession,
  name: string,
  participantId?: string,
): Promise<Candidate[]> {
  const words = name.split(/\s+/).map((word) => `%${word.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`)
  return tx.hot<Candidate[]>`
    select participant.id, participant.first_name as "firstName", participant.last_name as "lastName",
      exists (select from identity_protection
        where identity_protection.participant_id = participant.id and lifted_at is null) as "protected",
      ${coachIdsOn((...text) => tx.hot(...text), called.today)} as "coachIds",
      ${enrolmentsOfParticipant(tx)} as enrolments
    from participant
    where first_name || ' ' || last_name ilike all (${words})
      ${participantId ? tx.hot`and participant.id = ${participantId}` : tx.hot``}
      and exists (select from enrolment where enrolment.participant_id = participant.id
        and enrolment.id = coalesce(${called.talkEnrolmentId}::uuid, enrolment.id)
        and starts_on <= ${called.localDate} and coalesce(ends_on, 'infinity') >= ${called.localDate}
        and (not exists (select from activity_programme where activity_id = ${called.activityId})
          or programme_id in (select programme_id from activity_programme where activity_id = ${called.activityId})))
      and not exists (select from attendance where session_id = ${called.id}
        and attendance.participant_id = participant.id and ${somethingSaid(tx, 'attendance')})
      and not exists (select from booking
        where booking.participant_id = participant.id and withdrawn_at is null and session_id = ${called.id})
    order by first_name collate "sv-SE-x-icu", last_name collate "sv-SE-x-icu", participant.id
    limit 50`
}

/** Who acts, and when. */
export type Hand = { by: string; at: Temporal.Instant; requestId?: string }

/**
 * Writes what staff said in the ledger and the presence that follows from it. False, and nothing written, when
 * somebody else has changed the presence since it was read.
 */
export async function changePresence(
  tx: Tx,
  whose: { sessionId: string; participantId: string },
  before: Pick<Presence, 'version'>,
  after: Presence,
  events: readonly StaffEvent[],
  { by, at, requestId }: Hand,
): Promise<boolean> {
  const { version: _version, ...presence } = after
  const values = { ...presence, ...(isWord(after, events) ? confirmedNow(after, by, at) : {}) }
  const changed =
    before.version === 0
      ? await tx
          .insert(attendance)
          .values({ ...whose, ...values, changedAt: at })
          .onConflictDoNothing()
          .returning({ id: attendance.id })
      : await tx
          .update(attendance)
          .set({ ...values, changedAt: at, version: before.version + 1 })
          .where(
            and(
              eq(attendance.sessionId, whose.sessionId),
              eq(attendance.participantId, whose.participantId),
              eq(attendance.version, before.version),
            ),
          )
          .returning({ id: attendance.id })
  if (changed.length === 0) return false

  await tx
    .insert(attendanceEvent)
    .values(
      events.map((event) => ({ ...whose, ...event, source: 'staff' as const, staffId: by, receivedAt: at })),
    )
  await tx
    .insert(accessEntry)
    .values({ staffId: by, participantId: whose.participantId, act: 'change', what: 'attendance', requestId })
  await announce(tx, 'attendance', whose.sessionId)
  return true
}

/** What is told beforehand says nothing yet of how it was. */
const isWord = (after: Presence, events: readonly StaffEvent[]): boolean =>
  saysNothing(after) || events.some(({ kind }) => kind !== 'absence')

const confirmedNow = (after: Presence, by: string, at: Temporal.Instant) =>
  saysNothing(after) ? { confirmedAt: null, confirmedBy: null } : { confirmedAt: at, confirmedBy: by }

/** Everything the ledger holds about one participant in one session, the latest first. */
export function ledgerOf(tx: Tx, whose: { sessionId: string; participantId: string }) {
  return tx
    .select({
      id: attendanceEvent.id,
      kind: attendanceEvent.kind,
      source: attendanceEvent.source,
      occurredAt: attendanceEvent.occurredAt,
      receivedAt: attendanceEvent.receivedAt,
      staffName: staff.name,
      kioskName: kiosk.name,
      status: attendanceEvent.status,
      minutes: attendanceEvent.minutes,
      reason: attendanceEvent.reason,
      way: attendanceEvent.way,
      skewSeconds: attendanceEvent.skewSeconds,
    })
    .from(attendanceEvent)
    .leftJoin(staff, eq(staff.id, attendanceEvent.staffId))
    .leftJoin(kiosk, eq(kiosk.id, attendanceEvent.kioskId))
    .where(
      and(
        eq(attendanceEvent.sessionId, whose.sessionId),
        eq(attendanceEvent.participantId, whose.participantId),
      ),
    )
    .orderBy(sql`${attendanceEvent.receivedAt} desc`, sql`${attendanceEvent.id} desc`)
}
