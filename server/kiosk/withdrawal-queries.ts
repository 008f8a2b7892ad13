import { Temporal } from 'temporal-polyfill'
import { v7 as uuidv7 } from 'uuid'
import type { Tx } from '../../db/client.ts'
import type { KioskSession } from './words.ts'
import type { Told } from './withdrawal.ts'

/** A check-in or a departure that may be taken back, with all that says whether. */
export type TakenBack = Told & {
  kind: 'check_in' | 'departure'
  participantId: string
  sessionId: string
  language: string | null
  session: Pick<KioskSession, 'name'>
}

/** Whoever comes or goes at the same moment waits until this is over, as in `deviceAtWork`. */
export async function eventToWithdraw(tx: Tx, eventId: string): Promise<TakenBack | undefined> {
  await tx.hot`select pg_advisory_xact_lock(hashtextextended(participant_id::text, 0))
    from attendance_event where id = ${eventId}`
  const [row] = await tx.hot<
    (Omit<TakenBack, 'occurredAt' | 'receivedAt' | 'session'> & {
      occurredAt: number
      receivedAt: number
      name: string
    })[]
  >`
    select event.kind, event.kiosk_id as "kioskId", event.participant_id as "participantId",
      event.session_id as "sessionId", activity.name, participant.language,
      (extract(epoch from event.occurred_at) * 1000)::float8 as "occurredAt",
      (extract(epoch from event.received_at) * 1000)::float8 as "receivedAt",
      (select withdrawal.id from attendance_event withdrawal
        where withdrawal.participant_id = event.participant_id and withdrawal.session_id = event.session_id
          and withdrawal.kind = 'withdrawal' and withdrawal.because_of = event.id limit 1) as "takenBackBy",
      exists (select from attendance_event later
        where later.participant_id = event.participant_id and later.id <> event.id
          and later.received_at >= event.received_at and later.because_of is distinct from event.id
          and (later.source <> 'kiosk' or later.occurred_at > event.occurred_at)
          and later.kind <> 'withdrawal') as overtaken
    from attendance_event event
    join participant on participant.id = event.participant_id
    join session on session.id = event.session_id
    join activity on activity.id = session.activity_id
    where event.id = ${eventId} and event.kind in ('check_in', 'departure') and event.before is not null`
  return (
    row && {
      ...row,
      occurredAt: Temporal.Instant.fromEpochMilliseconds(row.occurredAt),
      receivedAt: Temporal.Instant.fromEpochMilliseconds(row.receivedAt),
      session: { name: row.name },
    }
  )
}

/**
 * The presence is again what it was before the event, and what the event closed is open again. A second tap right after
 * the first is taken back with it: what it found was only what the first had made.
 */
export async function recordWithdrawal(
  tx: Tx,
  withdrawal: {
    id: string
    becauseOf: string
    kioskId: string
    occurredAt: Temporal.Instant
    receivedAt: Temporal.Instant
    sequence?: number
    skewSeconds?: number
  },
): Promise<void> {
  const received = withdrawal.receivedAt.toString()
  const closed = await tx.hot<{ id: string }[]>`
    with event as (select * from attendance_event where id = ${withdrawal.becauseOf}),
    tap as (${sameTap(tx)})
    select closing.id from attendance_event closing join event using (participant_id)
    where closing.kind = 'closing' and closing.because_of in (select id from tap)`
  const lines = [withdrawal.id, ...closed.map(() => uuidv7())]
  await tx.hot`
    with event as (select * from attendance_event where id = ${withdrawal.becauseOf}),
    tap as (${sameTap(tx)}),
    undone as (
      select event.id as because_of, event.session_id, event.participant_id,
        (select tap.before from tap order by tap.received_at, tap.occurred_at, tap.id limit 1) as was,
        ${withdrawal.id}::uuid as line, null::timestamptz as closed_at
      from event
      union all
      select closing.id, closing.session_id, closing.participant_id, closing.before,
        (${lines}::uuid[])[1 + row_number() over (order by closing.id)], closing.occurred_at
      from attendance_event closing join event using (participant_id)
      where closing.kind = 'closing' and closing.because_of in (select id from tap)
    ), restored as (
      update attendance
      set status = coalesce(was ->> 'status', 'unknown'), checked_in_at = (was ->> 'checkedInAt')::timestamptz,
        checked_out_at = (was ->> 'checkedOutAt')::timestamptz, closed_by = was ->> 'closedBy',
        changed_at = ${received}::timestamptz, version = stood.version + 1
      from undone join attendance stood using (session_id, participant_id)
      where attendance.session_id = undone.session_id and attendance.participant_id = undone.participant_id
        and (undone.closed_at is null or stood.checked_out_at = undone.closed_at and stood.closed_by <> 'departure')
      returning attendance.session_id, attendance.participant_id, attendance.status, undone.because_of, undone.line,
        jsonb_build_object('status', stood.status, 'checkedInAt', stood.checked_in_at,
          'checkedOutAt', stood.checked_out_at, 'closedBy', stood.closed_by) as before
    ), noted as (
      insert into attendance_event
        (id, session_id, participant_id, kind, source, occurred_at, received_at, kiosk_id, status, sequence,
          skew_seconds, before, because_of)
      select line, session_id, participant_id, 'withdrawal', 'kiosk', ${withdrawal.occurredAt.toString()}::timestamptz,
        ${received}::timestamptz, ${withdrawal.kioskId}::uuid, status, ${withdrawal.sequence ?? null}::int,
        ${withdrawal.skewSeconds ?? null}::int, before, because_of
      from restored
      returning session_id
    )
    select pg_notify('stegvis', json_build_object('organisation', current_setting('app.organisation'),
      'topic', 'attendance', 'id', changed.session_id)::text)
    from (select distinct session_id from noted) as changed`
}

/** The event and the taps right before it that meant the same. */
const sameTap = (tx: Tx) => tx.hot`
  select tapped.* from event join attendance_event tapped
    on tapped.participant_id = event.participant_id and tapped.session_id = event.session_id
      and tapped.kind = event.kind and tapped.kiosk_id = event.kiosk_id
      and tapped.received_at between event.received_at - interval '20 seconds' and event.received_at
  where tapped.id = event.id or not exists (select from attendance_event meanwhile
    where meanwhile.participant_id = event.participant_id and meanwhile.session_id = event.session_id
      and (meanwhile.because_of = tapped.id and meanwhile.kind = 'withdrawal'
        or meanwhile.kind in ('check_in', 'departure') and meanwhile.kind <> event.kind
          and meanwhile.received_at between tapped.received_at and event.received_at))`
