import { Temporal } from 'temporal-polyfill'
import { v7 as uuidv7 } from 'uuid'
import { news, type Tx } from '../../db/client.ts'
import type { KioskWay } from '../access/kiosk-words.ts'
import type { Closing, OpenAttendance, PresenceAround } from './closing.ts'
import type { AttendanceStatus } from './words.ts'

/** What a tablet reports: the id is the tablet's own, so that sending twice counts once. */
export type Reported = {
  eventId: string
  participantId: string
  sessionId: string
  kioskId: string
  /** By the tablet's clock, and by ours. */
  occurredAt: Temporal.Instant
  receivedAt: Temporal.Instant
  way?: KioskWay
  /** The tablet's own count, and how far its clock was ahead of ours when it sent. */
  sequence?: number
  skewSeconds?: number
}

/** A presence that ends without a departure; its status stands unless another is given. */
export type EndedPresence = Closing<OpenAttendance & { id: string }> & { status?: AttendanceStatus }

/**
 * A check-in in one statement: the event in the ledger, the presence itself, what it closes elsewhere, and the news.
 * Whoever is in already stays as they were; whoever had left is in again, and another status than the one that staff
 * confirmed is not confirmed. False, and nothing changed, when the ledger already has an event with this id, or the
 * session has been moved meanwhile.
 */
export async function recordCheckIn(
  tx: Tx,
  report: Reported & {
    session: { startsAt: Temporal.Instant; endsAt: Temporal.Instant }
    enrolmentId: string
    checkedInAt: Temporal.Instant
    status: AttendanceStatus
    closes: readonly EndedPresence[]
  },
): Promise<boolean> {
  const received = report.receivedAt.toString()
  const [row] = await tx.hot<{ recorded: boolean }[]>`
    with held as (
      select id from session
      where id = ${report.sessionId} and starts_at = ${report.session.startsAt.toString()}
        and ends_at = ${report.session.endsAt.toString()} and cancelled_at is null
      for key share
    ), event as (
      insert into attendance_event
        (id, session_id, participant_id, kind, source, occurred_at, received_at, kiosk_id, status, way, sequence,
          skew_seconds, before)
      select ${report.eventId}::uuid, held.id, ${report.participantId}::uuid, 'check_in', 'kiosk',
        ${report.occurredAt.toString()}::timestamptz, ${received}::timestamptz, ${report.kioskId}::uuid, ${report.status},
        ${report.way ?? null}, ${report.sequence ?? null}::int, ${report.skewSeconds ?? null}::int,
        ${asItStood(tx, report)}
      from held
      on conflict (organisation_id, id) do nothing
      returning session_id, participant_id, status
    ), presence as (
      insert into attendance (id, session_id, participant_id, enrolment_id, status, checked_in_at, changed_at)
      select ${uuidv7()}::uuid, session_id, participant_id, ${report.enrolmentId}::uuid, status,
        ${report.checkedInAt.toString()}::timestamptz, ${received}::timestamptz
      from event
      on conflict (organisation_id, session_id, participant_id) do update
      set status = excluded.status,
        enrolment_id = coalesce(attendance.enrolment_id, excluded.enrolment_id),
        checked_in_at = coalesce(attendance.checked_in_at, excluded.checked_in_at),
        checked_out_at = null, closed_by = null,
        confirmed_at = case when attendance.status = excluded.status then attendance.confirmed_at end,
        confirmed_by = case when attendance.status = excluded.status then attendance.confirmed_by end,
        changed_at = excluded.changed_at, version = attendance.version + 1
      where attendance.checked_in_at is null or attendance.checked_out_at is not null
    ), ${endings(tx, report.closes, received, { kioskId: report.kioskId, becauseOf: report.eventId, because: tx.hot`exists (select from event)` })}
    select exists (select from event) as recorded, ${news(tx, 'attendance', 'changed.session_id')}
    from (select session_id from event union select session_id from noted) as changed (session_id)`
  return row?.recorded ?? false
}

/** A departure in one statement; to someone who has left already it only adds its line in the ledger. */
export async function recordDeparture(
  tx: Tx,
  report: Reported & { checkedOutAt: Temporal.Instant; status: AttendanceStatus },
): Promise<boolean> {
  const rows = await tx.hot<{ recorded: boolean }[]>`
    with event as (
      insert into attendance_event
        (id, session_id, participant_id, kind, source, occurred_at, received_at, kiosk_id, status, way, sequence,
          skew_seconds, before)
      values (${report.eventId}, ${report.sessionId}, ${report.participantId}, 'departure', 'kiosk',
        ${report.occurredAt.toString()}, ${report.receivedAt.toString()}, ${report.kioskId}, ${report.status},
        ${report.way ?? null}, ${report.sequence ?? null}, ${report.skewSeconds ?? null}, ${asItStood(tx, report)})
      on conflict (organisation_id, id) do nothing
      returning session_id, participant_id
    ), presence as (
      update attendance
      set checked_out_at = ${report.checkedOutAt.toString()}::timestamptz, closed_by = 'departure',
        status = ${report.status}, changed_at = ${report.receivedAt.toString()}::timestamptz,
        confirmed_at = case when attendance.status = ${report.status} then attendance.confirmed_at end,
        confirmed_by = case when attendance.status = ${report.status} then attendance.confirmed_by end,
        version = attendance.version + 1
      from event
      where attendance.session_id = event.session_id and attendance.participant_id = event.participant_id
        and attendance.checked_in_at is not null
        and (attendance.checked_out_at is null or attendance.closed_by = 'session_end')
    )
    select true as recorded, ${news(tx, 'attendance', 'changed.session_id')} from event as changed`
  return rows.length > 0
}

/** What `before` of an event holds: the presence as the statement found it, and a JSON null where there was none. */
const asItStood = (tx: Tx, { sessionId, participantId }: Pick<Reported, 'sessionId' | 'participantId'>) =>
  tx.hot`coalesce((select ${standing(tx)} from attendance
    where session_id = ${sessionId} and participant_id = ${participantId}), 'null'::jsonb)`

const standing = (tx: Tx) => tx.hot`
  jsonb_build_object('status', attendance.status, 'checkedInAt', attendance.checked_in_at,
    'checkedOutAt', attendance.checked_out_at, 'closedBy', attendance.closed_by)`

/** Presences whose session has ended and that nobody checked out of. */
export async function forgottenPresences(
  tx: Tx,
  now: Temporal.Instant,
): Promise<(OpenAttendance & { id: string })[]> {
  const rows = await tx.hot<{ id: string; sessionId: string; checkedInAt: number; endsAt: number }[]>`
    select attendance.id, attendance.session_id as "sessionId",
      (extract(epoch from attendance.checked_in_at) * 1000)::float8 as "checkedInAt",
      (extract(epoch from session.ends_at) * 1000)::float8 as "endsAt"
    from attendance join session on session.id = attendance.session_id
    where attendance.checked_in_at is not null and attendance.checked_out_at is null
      and session.ends_at <= ${now.toString()}`
  return rows.map(({ id, sessionId, checkedInAt, endsAt }) => ({
    id,
    sessionId,
    checkedInAt: Temporal.Instant.fromEpochMilliseconds(checkedInAt),
    session: { endsAt: Temporal.Instant.fromEpochMilliseconds(endsAt) },
  }))
}

/** Ends these presences, with a line in the ledger and the news for each. */
export async function endPresences(
  tx: Tx,
  ended: readonly EndedPresence[],
  now: Temporal.Instant,
): Promise<void> {
  if (ended.length === 0) return
  await tx.hot`
    with ${endings(tx, ended, now.toString(), { kioskId: null, becauseOf: null, because: tx.hot`true` })}
    select ${news(tx, 'attendance', 'changed.session_id')} from (select distinct session_id from noted) as changed`
}

/** Where somebody was in around this time, and how each presence ended, if it has. */
export async function presencesAround(
  tx: Tx,
  participantId: string,
  at: Temporal.Instant,
): Promise<PresenceAround[]> {
  const rows = await tx.hot<AroundRow[]>`
    select attendance.id, attendance.session_id as "sessionId", attendance.closed_by as "closedBy",
      attendance.confirmed_at is not null as confirmed, coalesce(programme.grace_minutes, 0) as "graceMinutes",
      (extract(epoch from attendance.checked_in_at) * 1000)::float8 as "checkedInAt",
      (extract(epoch from attendance.checked_out_at) * 1000)::float8 as "checkedOutAt",
      (extract(epoch from session.starts_at) * 1000)::float8 as "startsAt",
      (extract(epoch from session.ends_at) * 1000)::float8 as "endsAt"
    from attendance join session on session.id = attendance.session_id
    left join enrolment on enrolment.id = attendance.enrolment_id
    left join programme on programme.id = enrolment.programme_id
    where attendance.participant_id = ${participantId} and attendance.checked_in_at is not null
      and session.starts_at between ${at.toString()}::timestamptz - interval '38 hours'
        and ${at.toString()}::timestamptz + interval '38 hours'`
  const instant = (milliseconds: number) => Temporal.Instant.fromEpochMilliseconds(milliseconds)
  return rows.map(({ startsAt, endsAt, ...row }) => ({
    ...row,
    checkedInAt: instant(row.checkedInAt),
    checkedOutAt: row.checkedOutAt === null ? null : instant(row.checkedOutAt),
    session: { startsAt: instant(startsAt), endsAt: instant(endsAt) },
  }))
}

type AroundRow = Pick<PresenceAround, 'id' | 'sessionId' | 'closedBy' | 'confirmed' | 'graceMinutes'> & {
  checkedInAt: number
  checkedOutAt: number | null
  startsAt: number
  endsAt: number
}

/**
 * Only what is still open is ended, or what the system ended later than this, and only if there is cause: a departure
 * that came in between stands.
 */
function endings(
  tx: Tx,
  ended: readonly EndedPresence[],
  received: string,
  {
    kioskId,
    becauseOf,
    because,
  }: { kioskId: string | null; becauseOf: string | null; because: ReturnType<Tx['hot']> },
) {
  const rows = ended.map(({ attendance, at, closedBy, status }) => ({
    id: attendance.id,
    event_id: uuidv7(),
    at: at.toString(),
    closed_by: closedBy,
    status,
  }))
  return tx.hot`
    ending as (
      select it.*, ${standing(tx)} as before
      from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb)
        as it (id uuid, event_id uuid, at timestamptz, closed_by text, status text)
      join attendance on attendance.id = it.id
    ), ended as (
      update attendance
      set checked_out_at = ending.at, closed_by = ending.closed_by,
        status = coalesce(ending.status, attendance.status),
        changed_at = ${received}::timestamptz, version = attendance.version + 1
      from ending
      where attendance.id = ending.id and attendance.checked_in_at is not null
        and (attendance.checked_out_at is null
          or attendance.closed_by <> 'departure' and attendance.checked_out_at > ending.at)
        and ${because}
      returning ending.event_id, attendance.session_id, attendance.participant_id, attendance.status, ending.at,
        ending.before
    ), noted as (
      insert into attendance_event
        (id, session_id, participant_id, kind, source, occurred_at, received_at, kiosk_id, status, before, because_of)
      select event_id, session_id, participant_id, 'closing', 'system', at, ${received}::timestamptz,
        ${kioskId}::uuid, status, before, ${becauseOf}::uuid
      from ended
      returning session_id
    )`
}
