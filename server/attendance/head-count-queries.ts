import type { Temporal } from 'temporal-polyfill'
import { and, eq, sql } from 'drizzle-orm'
import { news, type Tx } from '../../db/client.ts'
import { headCount, headCountEvent } from '../../db/schema/index.ts'
import { headRange, type HeadCount } from './head-count.ts'

const noHeadCount: HeadCount = { guests: 0, heads: null, version: 0 }

export async function headCountOf(tx: Tx, sessionId: string): Promise<HeadCount> {
  const [row] = await tx
    .select({ guests: headCount.guests, heads: headCount.heads, version: headCount.version })
    .from(headCount)
    .where(eq(headCount.sessionId, sessionId))
  return row ?? noHeadCount
}

/** Where and when one more was counted; the id is the tablet's own. */
type GuestReport = {
  eventId: string
  kioskId: string
  occurredAt: Temporal.Instant
  receivedAt: Temporal.Instant
}

/**
 * One more without a name: a guest, or a head where nobody is registered. Told twice it counts once, as long as those
 * who tell with the same id take turns. What is told late was before the staff's count where they have counted since: it
 * is noted, and their number stands.
 */
export async function countGuest(
  tx: Tx,
  guest: GuestReport & { sessionId: string; isLate?: boolean },
): Promise<'counted' | 'full' | 'no_session'> {
  const { eventId, sessionId, kioskId, occurredAt, isLate = false } = guest
  const received = guest.receivedAt.toString()
  const [row] = await tx.hot<{ answer: 'counted' | 'full' | 'no_session' }[]>`
    with before as (select session_id from head_count_event where id = ${eventId}),
    meant as (
      select session.id, activity.heads_only,
        case when ${isLate} and ${countedSince(tx, tx.hot`${occurredAt.toString()}::timestamptz`)} then 0 else 1 end as one
      from session join activity on activity.id = session.activity_id
      where session.id = ${sessionId} and session.cancelled_at is null and session.removed_at is null
        and not exists (select from before)
      for key share of session
    ), counted as (
      insert into head_count (session_id, guests, heads, changed_at)
      select id, case when heads_only then 0 else one end, case when heads_only then one end, ${received}::timestamptz
      from meant
      on conflict (organisation_id, session_id) do update
      set guests = head_count.guests + excluded.guests,
        heads = case when excluded.heads is null then head_count.heads
          else coalesce(head_count.heads, 0) + excluded.heads end,
        changed_at = excluded.changed_at,
        version = head_count.version + excluded.guests + coalesce(excluded.heads, 0)
      where head_count.guests + excluded.guests <= ${headRange.max}
        and coalesce(head_count.heads, 0) + coalesce(excluded.heads, 0) <= ${headRange.max}
      returning session_id, guests, heads
    ), event as (
      insert into head_count_event (id, session_id, kind, number, kiosk_id, occurred_at, received_at)
      select ${eventId}::uuid, session_id, 'guest', case when heads_only then heads else guests end,
        ${kioskId}::uuid, ${occurredAt.toString()}::timestamptz, ${received}::timestamptz
      from counted join meant on meant.id = counted.session_id
      returning session_id
    )
    select case
        when exists (select from event) or exists (select from before where session_id = ${sessionId}) then 'counted'
        when exists (select from meant) then 'full' else 'no_session' end as answer,
      (select ${news(tx, 'attendance', 'changed.session_id')} from event as changed)`
  return row?.answer ?? 'no_session'
}

/** Whether staff have said the number of this session after that. */
const countedSince = (tx: Tx, at: ReturnType<Tx['hot']>) => tx.hot`
  exists (select from head_count_event said
    where said.session_id = session.id and said.staff_id is not null and said.occurred_at >= ${at}
      and said.kind = case when activity.heads_only then 'heads' else 'guests' end)`

/** A guest as the tablet told it. */
type CountedGuest = {
  sessionId: string
  kioskId: string | null
  occurredAt: Temporal.Instant
  receivedAt: Temporal.Instant
  /** By which event it was taken back. */
  takenBackBy: string | null
  /** Staff have counted since. */
  overtaken: boolean
}

/** One less, because of the event that counted them; what staff have counted since stands. */
export async function uncountGuest(
  tx: Tx,
  {
    eventId,
    becauseOf,
    sessionId,
    kioskId,
    occurredAt,
    receivedAt,
  }: GuestReport & { becauseOf: string; sessionId: string },
): Promise<void> {
  const received = receivedAt.toString()
  await tx.hot`
    with counted as (
      update head_count
      set guests = case when activity.heads_only then guests else greatest(0, guests - one) end,
        heads = case when activity.heads_only then greatest(0, heads - one) else heads end,
        changed_at = ${received}::timestamptz, version = head_count.version + one
      from session join activity on activity.id = session.activity_id
        join head_count_event came on came.id = ${becauseOf}
        cross join lateral (
          select case when ${countedSince(tx, tx.hot`came.occurred_at`)} then 0 else 1 end as one) it
      where head_count.session_id = ${sessionId} and session.id = head_count.session_id
      returning head_count.session_id, case when activity.heads_only then heads else guests end as number
    ), event as (
      insert into head_count_event (id, session_id, kind, number, because_of, kiosk_id, occurred_at, received_at)
      select ${eventId}::uuid, session_id, 'guest_withdrawn', number, ${becauseOf}::uuid, ${kioskId}::uuid,
        ${occurredAt.toString()}::timestamptz, ${received}::timestamptz
      from counted
      on conflict do nothing
      returning session_id
    )
    select ${news(tx, 'attendance', 'changed.session_id')} from event as changed`
}

/** What staff say the number is; false when it has been changed since they saw it. */
export async function setHeadCount(
  tx: Tx,
  count: {
    eventId: string
    sessionId: string
    kind: 'guests' | 'heads'
    number: number
    /** As it was when they saw it; 0 where there was none. */
    version: number
    staffId: string
    at: Temporal.Instant
  },
): Promise<boolean> {
  const { eventId, sessionId, kind, number, version, staffId, at } = count
  const [guests, heads] = kind === 'guests' ? [number, null] : [0, number]
  const rows = await tx.hot`
    with counted as (
      insert into head_count (session_id, guests, heads, changed_at)
      select ${sessionId}::uuid, ${guests}::int, ${heads}::int, ${at.toString()}::timestamptz
      where ${version}::int = 0 or exists (select from head_count where session_id = ${sessionId})
      on conflict (organisation_id, session_id) do update
      set guests = case when ${kind} = 'guests' then excluded.guests else head_count.guests end,
        heads = case when ${kind} = 'heads' then excluded.heads else head_count.heads end,
        changed_at = excluded.changed_at, version = head_count.version + 1
      where head_count.version = ${version}::int
      returning session_id
    ), event as (
      insert into head_count_event (id, session_id, kind, number, staff_id, occurred_at, received_at)
      select ${eventId}::uuid, session_id, ${kind}, ${number}::int, ${staffId}::uuid, ${at.toString()}::timestamptz,
        ${at.toString()}::timestamptz
      from counted
      returning session_id
    )
    select ${news(tx, 'attendance', 'changed.session_id')} from event as changed`
  return rows.length > 0
}

/** The event by which a guest was counted, if this is one. */
export async function guestCountedBy(tx: Tx, eventId: string): Promise<CountedGuest | undefined> {
  const [row] = await tx
    .select({
      sessionId: headCountEvent.sessionId,
      kioskId: headCountEvent.kioskId,
      occurredAt: headCountEvent.occurredAt,
      receivedAt: headCountEvent.receivedAt,
      takenBackBy: sql<string | null>`(select later.id from head_count_event later
        where later.because_of = head_count_event.id limit 1)`,
      overtaken: sql<boolean>`exists (select from head_count_event later
        where later.session_id = head_count_event.session_id and later.staff_id is not null
          and later.received_at >= head_count_event.received_at)`,
    })
    .from(headCountEvent)
    .where(and(eq(headCountEvent.id, eventId), eq(headCountEvent.kind, 'guest')))
  return row
}
