import { Temporal } from 'temporal-polyfill'
import { v7 as uuidv7 } from 'uuid'
import { announce, type Tx } from '../../db/client.ts'
import { logAccess } from '../access/queries.ts'
import { takeTurn } from '../organisation/queries.ts'
import { enrolledThatDay } from '../schedule/booking-queries.ts'
import { addDays, type LocalDate, type LocalTime } from '../time/dates.ts'
import {
  presenceBefore,
  statusWhenAbsent,
  statusWhenBack,
  whyNotTakeBackAbsence,
  whyNotTellAbsence,
  type AbsenceSession,
  type AbsentPresence,
  type WhyNotAbsent,
} from './absence.ts'
import { countingEnrolment } from './counting-enrolment.ts'
import type { RollCallEnrolment } from './roll-call.ts'
import type { AttendanceStatus, PresenceBefore } from './words.ts'

/** Who tells it, and when; without anybody of the staff it is the participant. */
export type AbsenceHand = { by: string | null; at: Temporal.Instant; requestId?: string }

type Which = { sessionIds: readonly string[] } | { from: LocalDate; to: LocalDate }

/** These sessions, or all that the participant is booked on or absent from on these days, in the order of the clock. */
export async function absenceSessions(
  tx: Tx,
  participantId: string,
  which: Which,
): Promise<AbsenceSession[]> {
  const chosen =
    'sessionIds' in which
      ? tx.hot`session.id = any(${[...which.sessionIds]}::uuid[])`
      : tx.hot`session.local_date between ${which.from} and ${which.to}
          and (booking.id is not null or absence.id is not null)`
  const rows = await tx.hot<AbsenceRow[]>`
    select session.id as "sessionId", activity.name, session.talk_enrolment_id is not null as "isTalk",
      session.local_date as "localDate", to_char(session.local_start, 'HH24:MI') as "localStart",
      to_char(session.local_end, 'HH24:MI') as "localEnd", ${milliseconds(tx, 'session.starts_at')} as "startsAt",
      session.cancelled_at is not null as cancelled,
      case when booking.waits_since is not null then 'line' when booking.id is not null then 'place' end as booked,
      absence.id as "absenceId",
      (select before from attendance_event where attendance_event.id = absence.id) as before,
      attendance.status, ${milliseconds(tx, 'attendance.checked_in_at')} as "checkedInAt",
      ${milliseconds(tx, 'attendance.checked_out_at')} as "checkedOutAt", attendance.closed_by as "closedBy",
      attendance.minutes_by_hand as "minutesByHand", attendance.confirmed_at is not null as confirmed,
      attendance.version, attendance.enrolment_id as "enrolmentId",
      array(select programme_id::text from activity_programme
        where activity_programme.activity_id = session.activity_id) as "programmeIds",
      (select coalesce(json_agg(json_build_object('id', enrolment.id, 'programmeId', enrolment.programme_id,
          'startsOn', enrolment.starts_on, 'endsOn', enrolment.ends_on)), '[]')
        from enrolment where enrolment.participant_id = ${participantId}
        and enrolment.id = coalesce(session.talk_enrolment_id, enrolment.id)) as enrolments
    from session
    join activity on activity.id = session.activity_id
    left join booking on booking.session_id = session.id and booking.participant_id = ${participantId}
      and booking.withdrawn_at is null and ${enrolledThatDay(tx)}
    left join absence on absence.session_id = session.id and absence.participant_id = ${participantId}
      and absence.withdrawn_at is null
    left join attendance on attendance.session_id = session.id and attendance.participant_id = ${participantId}
    where ${chosen} and session.removed_at is null
    order by session.starts_at, session.id`
  return rows.map(absenceSessionOf)
}

type AbsenceRow = Omit<AbsenceSession, 'startsAt' | 'absence' | 'presence'> & {
  startsAt: number
  absenceId: string | null
  before: PresenceBefore
  status: AttendanceStatus | null
  checkedInAt: number | null
  checkedOutAt: number | null
  closedBy: AbsentPresence['closedBy']
  minutesByHand: number | null
  confirmed: boolean
  version: number | null
  programmeIds: string[]
  enrolments: RollCallEnrolment[]
}

function absenceSessionOf(row: AbsenceRow): AbsenceSession {
  const { sessionId, name, isTalk, localDate, localStart, localEnd, cancelled, booked } = row
  return {
    sessionId,
    name,
    isTalk,
    localDate,
    localStart,
    localEnd,
    cancelled,
    booked,
    startsAt: Temporal.Instant.fromEpochMilliseconds(row.startsAt),
    enrolmentId: row.enrolmentId ?? countingEnrolment(row, row.enrolments)?.id ?? null,
    absence: row.absenceId === null ? null : { id: row.absenceId, before: row.before },
    presence: {
      status: row.status ?? 'unknown',
      checkedInAt: momentOrNull(row.checkedInAt),
      checkedOutAt: momentOrNull(row.checkedOutAt),
      closedBy: row.closedBy,
      minutesByHand: row.minutesByHand,
      confirmed: row.confirmed,
      version: row.version ?? 0,
    },
  }
}

const momentOrNull = (at: number | null) => (at === null ? null : Temporal.Instant.fromEpochMilliseconds(at))
const milliseconds = (tx: Tx, column: string) =>
  tx.hot`(extract(epoch from ${tx.hot.unsafe(column)}) * 1000)::float8`

type Absent = { participantId: string; reason: string }

/** Tells of one absence; or why it was not. */
export async function tellAbsence(
  tx: Tx,
  absent: Absent & { sessionId: string },
  hand: AbsenceHand,
): Promise<WhyNotAbsent | undefined> {
  await takeTurn(tx)
  const [session] = await absenceSessions(tx, absent.participantId, { sessionIds: [absent.sessionId] })
  if (session === undefined) return 'notBooked'
  const whyNot = whyNotTellAbsence(session, hand.at)
  if (whyNot === undefined) await noteAbsence(tx, session, absent, hand)
  return whyNot
}

/** Tells of every session of these days that one can be absent from; how many there were. */
export async function tellAbsenceOfDays(
  tx: Tx,
  absent: Absent,
  days: { from: LocalDate; to: LocalDate },
  hand: AbsenceHand,
): Promise<number> {
  const sessions = await sessionsToMiss(tx, absent.participantId, days, hand.at)
  for (const session of sessions) await noteAbsence(tx, session, absent, hand)
  return sessions.length
}

/** What one would be absent from on these days; it stands until this transaction ends. */
export async function sessionsToMiss(
  tx: Tx,
  participantId: string,
  days: { from: LocalDate; to: LocalDate },
  now: Temporal.Instant,
): Promise<AbsenceSession[]> {
  await takeTurn(tx)
  const sessions = await absenceSessions(tx, participantId, days)
  return sessions.filter((session) => whyNotTellAbsence(session, now) === undefined)
}

async function noteAbsence(
  tx: Tx,
  session: AbsenceSession,
  { participantId, reason }: Absent,
  hand: AbsenceHand,
): Promise<void> {
  const { by, at } = hand
  const id = uuidv7()
  await tx.hot`
    insert into absence (id, participant_id, session_id, reason, told_by, told_at)
    values (${id}, ${participantId}, ${session.sessionId}, ${reason}, ${by}, ${at.toString()})`
  await saveStatus(tx, participantId, session, { id, kind: 'absence', statusFor: statusWhenAbsent }, hand)
}

/** Takes back an absence; or why not. */
export async function takeBackAbsence(
  tx: Tx,
  { participantId, sessionId }: { participantId: string; sessionId: string },
  hand: AbsenceHand,
): Promise<'none' | 'begun' | undefined> {
  await takeTurn(tx)
  const [session] = await absenceSessions(tx, participantId, { sessionIds: [sessionId] })
  const whyNot = session ? whyNotTakeBackAbsence(session, hand.at) : 'none'
  if (session && whyNot === undefined) await withdrawAbsence(tx, participantId, session, hand)
  return whyNot
}

/** Whoever has given back a place is no longer absent from there. */
export async function takeBackWithPlaces(
  tx: Tx,
  participantId: string,
  { today, ...hand }: AbsenceHand & { today: LocalDate },
): Promise<void> {
  const ahead = { from: today, to: addDays(today, 4000) }
  for (const session of await absenceSessions(tx, participantId, ahead))
    if (session.booked === null && whyNotTakeBackAbsence(session, hand.at) === undefined)
      await withdrawAbsence(tx, participantId, session, hand)
}

/** What was written about why goes with it: nobody needs it any more. */
async function withdrawAbsence(tx: Tx, participantId: string, session: AbsenceSession, hand: AbsenceHand) {
  const { by, at } = hand
  if (session.absence === null) return
  const { id, before } = session.absence
  await tx.hot`
    update absence set withdrawn_at = ${at.toString()}, withdrawn_by = ${by}, reason = ''
    where id = ${id} and withdrawn_at is null`
  const statusFor = (presence: AbsentPresence) => statusWhenBack(presence, before)
  await saveStatus(
    tx,
    participantId,
    session,
    { id: uuidv7(), kind: 'withdrawal', statusFor, becauseOf: id },
    hand,
  )
}

type Line = {
  id: string
  kind: 'absence' | 'withdrawal'
  statusFor: (presence: AbsentPresence) => AttendanceStatus
  becauseOf?: string
}

/** The line in the ledger, and the presence that follows from it as it stands when the line is written. */
async function saveStatus(
  tx: Tx,
  participantId: string,
  session: AbsenceSession,
  line: Line,
  hand: AbsenceHand,
): Promise<void> {
  const { by, requestId } = hand
  const at = hand.at.toString()
  const presence = await held(tx, participantId, session)
  const status = line.statusFor(presence)
  const before = presenceBefore(presence)
  if (status !== presence.status)
    await tx.hot`
      update attendance set status = ${status}, enrolment_id = coalesce(enrolment_id, ${session.enrolmentId}),
        changed_at = ${at}, version = version + ${presence.version === 0 ? 0 : 1}
      where session_id = ${session.sessionId} and participant_id = ${participantId}`
  await tx.hot`
    insert into attendance_event
      (id, session_id, participant_id, kind, source, occurred_at, received_at, staff_id, status, before, because_of)
    values (${line.id}, ${session.sessionId}, ${participantId}, ${line.kind}, ${by === null ? 'participant' : 'staff'},
      ${at}, ${at}, ${by}, ${status}, ${before === null ? null : JSON.stringify(before)}::text::jsonb,
      ${line.becauseOf ?? null})`
  await logAccess(tx, { staffId: by ?? undefined, participantId, act: 'change', what: 'absence', requestId })
  await announce(tx, 'attendance', session.sessionId)
}

/** The presence as it is now, and nobody changes it before this is done. Of version 0 where it has just been made. */
async function held(tx: Tx, participantId: string, session: AbsenceSession): Promise<AbsentPresence> {
  const made = await tx.hot`
    insert into attendance (id, session_id, participant_id, enrolment_id, status)
    values (${uuidv7()}, ${session.sessionId}, ${participantId}, ${session.enrolmentId}, 'unknown')
    on conflict (organisation_id, session_id, participant_id) do nothing
    returning id`
  if (made.length > 0) return { ...nobodySaid }
  await tx.hot`
    select from attendance where session_id = ${session.sessionId} and participant_id = ${participantId} for update`
  const [now] = await absenceSessions(tx, participantId, { sessionIds: [session.sessionId] })
  return now?.presence ?? session.presence
}

const nobodySaid: AbsentPresence = {
  status: 'unknown',
  checkedInAt: null,
  checkedOutAt: null,
  closedBy: null,
  minutesByHand: null,
  confirmed: false,
  version: 0,
}

/** An absence as staff see it. The reason is there only where the query was asked for it. */
export type ToldAbsence = {
  id: string
  sessionId: string
  participantId: string
  name: string
  localDate: LocalDate
  localStart: LocalTime
  localEnd: LocalTime
  startsAt: Temporal.Instant
  toldAt: Temporal.Instant
  toldBy: string | null
  toldByName: string | null
  reason: string
  /** They came all the same. */
  came: boolean
}

/** From a day on, from one session, or one by its id. */
export type WhichAbsences = { from: LocalDate } | { sessionId: string } | { id: string }

/** What a participant is absent from. */
export async function absencesOf(
  tx: Tx,
  participantId: string,
  which: WhichAbsences,
): Promise<ToldAbsence[]> {
  const chosen =
    'from' in which
      ? tx.hot`session.local_date >= ${which.from}`
      : 'id' in which
        ? tx.hot`absence.id = ${which.id}`
        : tx.hot`session.id = ${which.sessionId}`
  type Row = Omit<ToldAbsence, 'startsAt' | 'toldAt'> & { startsAt: number; toldAt: number }
  const rows = await tx.hot<Row[]>`
    select absence.id, absence.session_id as "sessionId", absence.participant_id as "participantId", activity.name,
      session.local_date as "localDate", to_char(session.local_start, 'HH24:MI') as "localStart",
      to_char(session.local_end, 'HH24:MI') as "localEnd", ${milliseconds(tx, 'session.starts_at')} as "startsAt",
      ${milliseconds(tx, 'absence.told_at')} as "toldAt", absence.told_by as "toldBy", staff.name as "toldByName",
      absence.reason, coalesce(attendance.status in ('present', 'late', 'left_early'), false) as came
    from absence
    join session on session.id = absence.session_id
    join activity on activity.id = session.activity_id
    left join staff on staff.id = absence.told_by
    left join attendance on attendance.session_id = absence.session_id
      and attendance.participant_id = absence.participant_id
    where absence.participant_id = ${participantId} and absence.withdrawn_at is null
      and session.cancelled_at is null and session.removed_at is null and ${chosen}
    order by session.starts_at, session.id limit 200`
  return rows.map((row) => ({
    ...row,
    startsAt: Temporal.Instant.fromEpochMilliseconds(row.startsAt),
    toldAt: Temporal.Instant.fromEpochMilliseconds(row.toldAt),
  }))
}
