import { Temporal } from 'temporal-polyfill'
import { v7 as uuidv7 } from 'uuid'
import { news, type Tx } from '../../db/client.ts'
import { unclearCheckIn } from '../../db/schema/index.ts'
import type { KioskWay } from '../access/kiosk-words.ts'
import type { AttendanceStatus, ClosedBy, PresenceBefore, UnclearKind } from '../attendance/words.ts'
import type { ChangedPresence, KnownThen, StandingPresence } from './late-presences.ts'
import { momentOf } from './moment.ts'
import type { ToldEvent } from './retold.ts'

/** Where something was told: the tablet that it happened at, which need not be the one that hands it in. */
export type KioskThen = {
  id: string
  locationId: string | null
  revokedAt: Temporal.Instant | null
  ways: readonly KioskWay[]
  programmeIds: readonly string[]
}

/** Whether we have it already, in whatever ledger; and the tablet that it says it happened at, if that is one of ours. */
export async function alreadyTold(
  tx: Tx,
  { id, kioskId }: { id: string; kioskId: string | undefined },
): Promise<{ isKnown: boolean; kiosk: KioskThen | undefined }> {
  const [row] = await tx.hot<{ isKnown: boolean; kiosk: KioskRow | null }[]>`
    select ${known(tx, tx.hot`${id}::uuid`)} as "isKnown",
      (select json_build_object('id', id, 'locationId', location_id, 'revokedAt', ${epoch(tx, 'revoked_at')},
          'ways', ways,
          'programmeIds', array(select programme_id from kiosk_programme where kiosk_programme.kiosk_id = kiosk.id))
        from kiosk where id = ${kioskId ?? null}) as kiosk`
  const { isKnown, kiosk } = row!
  return { isKnown, kiosk: kiosk ? { ...kiosk, revokedAt: instantOf(kiosk.revokedAt) } : undefined }
}

type KioskRow = Omit<KioskThen, 'revokedAt'> & { revokedAt: number | null }

/** Those of them that we have already. */
export async function knownOf(tx: Tx, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const rows = await tx.hot<{ id: string }[]>`
    select it.id from unnest(${[...ids]}::uuid[]) as it (id) where ${known(tx, tx.hot`it.id`)}`
  return new Set(rows.map(({ id }) => id))
}

const known = (tx: Tx, id: ReturnType<Tx['hot']>) => tx.hot`
  (exists (select from attendance_event where attendance_event.id = ${id})
    or exists (select from unclear_check_in where unclear_check_in.id = ${id})
    or exists (select from head_count_event where head_count_event.id = ${id}))`

/** What a tablet told, for the ledger or for staff to look at. */
export type LateReport = {
  id: string
  kioskId: string
  occurredAt: Temporal.Instant
  receivedAt: Temporal.Instant
  way: KioskWay | undefined
  sequence: number | undefined
  skewSeconds: number | undefined
}

/** Kept for staff, who say what it was. */
export async function setAside(
  tx: Tx,
  report: LateReport & {
    kind: 'check_in' | 'departure' | 'unreadable'
    problem: UnclearKind
    participantId?: string
    sessionId?: string
    becauseOf?: string
  },
): Promise<void> {
  await tx.insert(unclearCheckIn).values(report).onConflictDoNothing()
}

/** What somebody took back was before staff: they need not look at it any more. False where it never was. */
export async function dropUnclear(tx: Tx, id: string, at: Temporal.Instant): Promise<boolean> {
  const rows = await tx.hot<{ id: string }[]>`
    update unclear_check_in
    set settled_at = coalesce(settled_at, ${at.toString()}::timestamptz), settlement = coalesce(settlement, 'dismissed')
    where id = ${id} returning id`
  return rows.length > 0
}

/** One at a time what is told of this event, and what takes it back: whichever comes last finds the other. */
export async function awaitTold(tx: Tx, id: string): Promise<void> {
  await tx.hot`select pg_advisory_xact_lock(hashtextextended(${toldOf(id)}, 0))`
}

export const toldOf = (id: string): string => `about ${id}`

/** What took this back before we had heard of it; staff may have put that away, and it still counts. */
export async function takingBackOf(tx: Tx, id: string): Promise<LateReport[]> {
  const rows = await tx.hot<(Omit<LateReport, 'occurredAt' | 'receivedAt'> & TimesRow)[]>`
    select id, kiosk_id as "kioskId", way, sequence, skew_seconds as "skewSeconds",
      ${epoch(tx, 'occurred_at')} as "occurredAt", ${epoch(tx, 'received_at')} as "receivedAt"
    from unclear_check_in where because_of = ${id} and settlement is distinct from 'assigned'
    order by occurred_at, id for update`
  return rows.map((row) => ({
    ...row,
    way: row.way ?? undefined,
    sequence: row.sequence ?? undefined,
    skewSeconds: row.skewSeconds ?? undefined,
    occurredAt: Temporal.Instant.fromEpochMilliseconds(row.occurredAt),
    receivedAt: Temporal.Instant.fromEpochMilliseconds(row.receivedAt),
  }))
}

/**
 * How the presence stood before this event and the taps right before it: when they had not come yet, or as staff had it
 * where no tablet had told of another check-in.
 */
export async function foundBefore(tx: Tx, eventId: string): Promise<PresenceBefore> {
  const [row] = await tx.hot<{ before: PresenceBefore }[]>`
    select tapped.before
    from attendance_event event join attendance_event tapped
      on tapped.session_id = event.session_id and tapped.participant_id = event.participant_id
        and tapped.kind = event.kind and tapped.kiosk_id = event.kiosk_id
        and tapped.occurred_at between event.occurred_at - interval '20 seconds' and event.occurred_at
    where event.id = ${eventId} and tapped.before is not null
      and (tapped.before ->> 'checkedInAt' is null or not exists (select from attendance_event other
        where other.session_id = event.session_id and other.participant_id = event.participant_id
          and other.kind = 'check_in' and (other.kiosk_id is distinct from event.kiosk_id
            or other.occurred_at not between event.occurred_at - interval '20 seconds' and event.occurred_at)))
    order by tapped.received_at, tapped.occurred_at limit 1`
  return row?.before ?? null
}

/** A departure that staff would have to look at, unless the check-in that it belongs to is still told. */
export type WaitingDeparture = LateReport & { kind: 'departure'; at: Temporal.Instant }

/** Staff have said since that the roll call is complete, and nothing of this person: they were not thought to be there. */
export async function isClosedWithout(
  tx: Tx,
  { sessionId, participantId, at }: { sessionId: string; participantId: string; at: Temporal.Instant },
): Promise<boolean> {
  const rows = await tx.hot`
    select from roll_call_closing
    where session_id = ${sessionId} and reopened_at is null and closed_at >= ${at.toString()}
      and not exists (select from attendance
        where attendance.session_id = ${sessionId} and attendance.participant_id = ${participantId}
          and (status <> 'unknown' or confirmed_at is not null))`
  return rows.length > 0
}

/** There is a presence to hold, also where nobody has said anything yet: two who say it first take turns. */
export async function makePresence(
  tx: Tx,
  presence: { sessionId: string; participantId: string; enrolmentId: string },
): Promise<void> {
  const { sessionId, participantId, enrolmentId } = presence
  await tx.hot`
    insert into attendance (id, session_id, participant_id, enrolment_id, status)
    values (${uuidv7()}, ${sessionId}, ${participantId}, ${enrolmentId}, 'unknown')
    on conflict (organisation_id, session_id, participant_id) do nothing`
}

/** Held until the transaction ends: what staff write meanwhile comes after it. */
export async function standingThen(
  tx: Tx,
  { participantId, at }: { participantId: string; at: Temporal.Instant },
): Promise<KnownThen<WaitingDeparture>> {
  const [from, to] = [
    at.subtract({ hours: aroundHours }).toString(),
    at.add({ hours: aroundHours }).toString(),
  ]
  const [row] = await tx.hot<StandingRow[]>`
    with near as (select id, starts_at, ends_at from session where starts_at between ${from} and ${to}),
    stood as materialized (
      select attendance.*, near.starts_at, near.ends_at
      from attendance join near on near.id = attendance.session_id
      where attendance.participant_id = ${participantId}
      for update of attendance
    )
    select
      (select coalesce(json_agg(json_build_object('id', event.id, 'kind', event.kind, 'kioskId', event.kiosk_id,
          'sessionId', near.id, 'startsAt', ${epoch(tx, 'near.starts_at')}, 'endsAt', ${epoch(tx, 'near.ends_at')},
          'occurredAt', ${epoch(tx, 'event.occurred_at')}, 'receivedAt', ${epoch(tx, 'event.received_at')},
          'skewSeconds', event.skew_seconds)), '[]')
        from near join attendance_event event
          on event.session_id = near.id and event.participant_id = ${participantId}
        where event.kind in ('check_in', 'departure') and event.source <> 'staff'
          and not exists (select from attendance_event back
            where back.session_id = event.session_id and back.participant_id = event.participant_id
              and back.kind = 'withdrawal' and back.because_of = event.id
            union all select from attendance_event tapped join attendance_event back
                on back.session_id = tapped.session_id and back.participant_id = tapped.participant_id
                  and back.kind = 'withdrawal' and back.because_of = tapped.id
            where tapped.session_id = event.session_id and tapped.participant_id = event.participant_id
              and tapped.kind = event.kind and tapped.kiosk_id = event.kiosk_id
              and tapped.occurred_at between event.occurred_at and event.occurred_at + interval '20 seconds')) as told,
      (select coalesce(json_agg(json_build_object('sessionId', stood.session_id,
          'startsAt', ${epoch(tx, 'stood.starts_at')}, 'endsAt', ${epoch(tx, 'stood.ends_at')},
          'status', stood.status, 'closedBy', stood.closed_by,
          'checkedInAt', ${epoch(tx, 'stood.checked_in_at')},
          'checkedOutAt', ${epoch(tx, 'stood.checked_out_at')},
          'confirmedAt', ${epoch(tx, 'stood.confirmed_at')},
          'graceMinutes', coalesce(programme.grace_minutes, 0))), '[]')
        from stood
        left join enrolment on enrolment.id = stood.enrolment_id
        left join programme on programme.id = enrolment.programme_id) as standing,
      (select coalesce(json_agg(json_build_object('id', id, 'kioskId', kiosk_id, 'way', way,
          'sequence', sequence, 'skewSeconds', skew_seconds,
          'occurredAt', ${epoch(tx, 'occurred_at')}, 'receivedAt', ${epoch(tx, 'received_at')})), '[]')
        from unclear_check_in
        where participant_id = ${participantId} and problem = 'not_in' and settled_at is null
          and occurred_at between ${from} and ${to}) as waiting`
  const { told, standing, waiting } = row!
  return {
    told: told.map((event) => ({
      id: event.id,
      kind: event.kind,
      kioskId: event.kioskId,
      session: sessionOf(event),
      at: atOf(event),
    })),
    standing: standing.map((presence) => ({
      session: sessionOf(presence),
      status: presence.status,
      closedBy: presence.closedBy,
      checkedInAt: instantOf(presence.checkedInAt),
      checkedOutAt: instantOf(presence.checkedOutAt),
      confirmedAt: instantOf(presence.confirmedAt),
      graceMinutes: presence.graceMinutes,
    })),
    waiting: waiting.map((report) => ({
      id: report.id,
      kind: 'departure' as const,
      kioskId: report.kioskId,
      way: report.way ?? undefined,
      sequence: report.sequence ?? undefined,
      skewSeconds: report.skewSeconds ?? undefined,
      at: atOf(report),
      occurredAt: Temporal.Instant.fromEpochMilliseconds(report.occurredAt),
      receivedAt: Temporal.Instant.fromEpochMilliseconds(report.receivedAt),
    })),
  }
}

/** A session lasts at most fourteen hours, and what is told of one may reach into the day before and after. */
const aroundHours = 38

type SessionRow = { sessionId: string; startsAt: number; endsAt: number }
type TimesRow = { occurredAt: number; receivedAt: number; skewSeconds: number | null }
type StandingRow = {
  told: (SessionRow & TimesRow & { id: string; kind: ToldEvent['kind']; kioskId: string | null })[]
  standing: (SessionRow & {
    status: AttendanceStatus
    closedBy: ClosedBy | null
    checkedInAt: number | null
    checkedOutAt: number | null
    confirmedAt: number | null
    graceMinutes: number
  })[]
  waiting: (TimesRow & { id: string; kioskId: string; way: KioskWay | null; sequence: number | null })[]
}

/** A line of the ledger, with the session that it is noted in. */
type LateEvent = LateReport & {
  kind: ToldEvent['kind'] | 'withdrawal'
  sessionId: string
  /** What it takes back. */
  becauseOf?: string
}

/**
 * Writes what was told late, in one statement: its lines in the ledger, the presences as they are by it, what the system
 * closes because of it, and the news. Departures that waited for it are unclear no more.
 */
export async function recordLate(
  tx: Tx,
  late: {
    participantId: string
    enrolmentId: string | null
    events: readonly LateEvent[]
    changes: readonly ChangedPresence[]
    standing: readonly StandingPresence[]
    received: Temporal.Instant
  },
): Promise<void> {
  const { events, changes, standing } = late
  const received = late.received.toString()
  const statusIn = new Map([
    ...standing.map(({ session, status }) => [session.id, status] as const),
    ...changes.map(({ session, status }) => [session.id, status] as const),
  ])
  const noted = events.map((event) => ({
    id: event.id,
    session_id: event.sessionId,
    kind: event.kind,
    source: 'kiosk',
    occurred_at: event.occurredAt.toString(),
    received_at: event.receivedAt.toString(),
    kiosk_id: event.kioskId,
    status: statusIn.get(event.sessionId),
    way: event.way,
    sequence: event.sequence,
    skew_seconds: event.skewSeconds,
    because_of: event.becauseOf,
    before: beforeOf(standing.find(({ session }) => session.id === event.sessionId)),
  }))
  const closings = changes.filter(({ closedBy }) => closedBy !== null && closedBy !== 'departure')
  const closed = closings.map((change) => ({
    id: uuidv7(),
    session_id: change.session.id,
    kind: 'closing',
    source: 'system',
    occurred_at: change.checkedOutAt?.toString(),
    received_at: received,
    status: change.status,
    because_of: change.endedBy ?? events[0]?.id,
    before: beforeOf(change.before),
  }))
  const presences = changes.map((change) => ({
    id: uuidv7(),
    session_id: change.session.id,
    status: change.status,
    checked_in_at: change.checkedInAt?.toString() ?? null,
    checked_out_at: change.checkedOutAt?.toString() ?? null,
    closed_by: change.closedBy,
  }))
  await tx.hot`
    with event as (
      insert into attendance_event (id, session_id, participant_id, kind, source, occurred_at, received_at, kiosk_id,
        status, way, sequence, skew_seconds, before, because_of)
      select id, session_id, ${late.participantId}::uuid, kind, source, occurred_at, received_at, kiosk_id,
        status, way, sequence, skew_seconds, coalesce(before, 'null'::jsonb), because_of
      from jsonb_to_recordset(${JSON.stringify([...noted, ...closed])}::text::jsonb) as it (id uuid, session_id uuid,
        kind text, source text, occurred_at timestamptz, received_at timestamptz, kiosk_id uuid, status text, way text,
        sequence int, skew_seconds int, before jsonb, because_of uuid)
      on conflict (organisation_id, id) do nothing
      returning session_id
    ), presence as (
      insert into attendance (id, session_id, participant_id, enrolment_id, status, checked_in_at, checked_out_at,
        closed_by, changed_at)
      select id, session_id, ${late.participantId}::uuid, ${late.enrolmentId}::uuid, status, checked_in_at,
        checked_out_at, closed_by, ${received}::timestamptz
      from jsonb_to_recordset(${JSON.stringify(presences)}::text::jsonb) as it (id uuid, session_id uuid, status text,
        checked_in_at timestamptz, checked_out_at timestamptz, closed_by text)
      on conflict (organisation_id, session_id, participant_id) do update
      set status = excluded.status, enrolment_id = coalesce(attendance.enrolment_id, excluded.enrolment_id),
        checked_in_at = excluded.checked_in_at, checked_out_at = excluded.checked_out_at,
        closed_by = excluded.closed_by, changed_at = excluded.changed_at, version = attendance.version + 1,
        confirmed_at = case when attendance.status = excluded.status then attendance.confirmed_at end,
        confirmed_by = case when attendance.status = excluded.status then attendance.confirmed_by end
      returning session_id
    ), found as (
      update unclear_check_in waiting
      set settled_at = ${received}::timestamptz, settlement = 'assigned', session_id = it.session_id
      from jsonb_to_recordset(${JSON.stringify(noted)}::text::jsonb) as it (id uuid, session_id uuid)
      where waiting.id = it.id and waiting.settled_at is null and waiting.problem = 'not_in'
    )
    select ${news(tx, 'attendance', 'changed.session_id')}
    from (select session_id from event union select session_id from presence) as changed`
}

function beforeOf(presence: StandingPresence | undefined): PresenceBefore {
  if (presence === undefined) return null
  const { status, checkedInAt, checkedOutAt, closedBy } = presence
  return {
    status,
    checkedInAt: checkedInAt?.toString() ?? null,
    checkedOutAt: checkedOutAt?.toString() ?? null,
    closedBy,
  }
}

/** A moment as a number: JSON has no moments, and reading one as text is slow. */
const epoch = (tx: Tx, column: string) => tx.hot`(extract(epoch from ${tx.hot(column)}) * 1000)::float8`

const sessionOf = ({ sessionId, startsAt, endsAt }: SessionRow) => ({
  id: sessionId,
  startsAt: Temporal.Instant.fromEpochMilliseconds(startsAt),
  endsAt: Temporal.Instant.fromEpochMilliseconds(endsAt),
})

/** As it was worked out when it was told. */
const atOf = ({ occurredAt, receivedAt, skewSeconds }: TimesRow): Temporal.Instant =>
  momentOf({
    deviceTime: Temporal.Instant.fromEpochMilliseconds(occurredAt),
    received: Temporal.Instant.fromEpochMilliseconds(receivedAt),
    skewSeconds: skewSeconds ?? undefined,
  }).at

const instantOf = (milliseconds: number | null): Temporal.Instant | null =>
  milliseconds === null ? null : Temporal.Instant.fromEpochMilliseconds(milliseconds)
