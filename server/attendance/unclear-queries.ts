import { and, eq, isNull } from 'drizzle-orm'
import { Temporal } from 'temporal-polyfill'
import type { Tx } from '../../db/client.ts'
import { unclearCheckIn } from '../../db/schema/index.ts'
import type { KioskWay } from '../access/kiosk-words.ts'
import { coachIdsOn } from '../people/coaches.ts'
import type { LocalDate, LocalTime } from '../time/dates.ts'
import type { LedBy, UnclearAct, UnclearPlace } from './unclear.ts'
import type { Settlement, UnclearKind } from './words.ts'

export type UnclearPerson = {
  id: string
  firstName: string
  lastName: string
  protected: boolean
  coachIds: readonly string[]
}

export type UnclearCheckIn = UnclearPlace & {
  kind: UnclearAct | 'unreadable'
  problem: UnclearKind
  occurredAt: Temporal.Instant
  receivedAt: Temporal.Instant
  skewSeconds: number | null
  way: KioskWay | null
  kioskName: string | null
  /** Whose it is, where that is known. */
  person: UnclearPerson | null
  sessionId: string | null
  /** The session that was meant, or in which it was put. */
  session: { activityName: string; localDate: LocalDate; localStart: LocalTime; localEnd: LocalTime } | null
  settledAt: Temporal.Instant | null
  settledByName: string | null
  settlement: Settlement | null
  reason: string | null
}

/** So long what has been settled is still shown. */
const DAYS_SHOWN = 30

/** The unclear check-ins that wait for somebody, and those settled lately; the newest first. */
export async function unclearCheckIns(
  tx: Tx,
  { now, today, ledBy }: { now: Temporal.Instant; today: LocalDate; ledBy: LedBy },
): Promise<UnclearCheckIn[]> {
  const since = now.subtract({ hours: DAYS_SHOWN * 24 }).toString()
  const rows = await unclearRows(
    tx,
    today,
    tx.hot`(unclear.settled_at is null or unclear.settled_at > ${since}) ${mayBeLedBy(tx, ledBy)}`,
  )
  return rows.map(unclearOf)
}

/** One of them; held, nobody else settles it until the transaction ends. */
export async function unclearAt(
  tx: Tx,
  id: string,
  today: LocalDate,
  { hold = false }: { hold?: boolean } = {},
): Promise<UnclearCheckIn | undefined> {
  if (hold) await tx.hot`select id from unclear_check_in where id = ${id} for update`
  const [row] = await unclearRows(tx, today, tx.hot`unclear.id = ${id}`)
  return row && unclearOf(row)
}

/** How many wait. Every page asks this. */
export async function countUnclear(tx: Tx, ledBy: LedBy): Promise<number> {
  const [row] = await tx.hot<{ count: number }[]>`
    select count(*)::int as count from unclear_check_in unclear
    where unclear.settled_at is null ${mayBeLedBy(tx, ledBy)}`
  return row!.count
}

/** By the session that was meant; or by whatever went on around that time, which lasts fourteen hours at most. */
const leadersOfUnclear = (tx: Tx) => tx.hot`
  array(select leader_id::text from session
    where id = unclear.session_id and leader_id is not null and removed_at is null
    union select leader_id::text from session
    where unclear.session_id is null and leader_id is not null and removed_at is null and ${wasAround(tx)})`

const mayBeLedBy = (tx: Tx, ledBy: LedBy) =>
  ledBy === 'anybody'
    ? tx.hot``
    : tx.hot`and (exists (select from session
        where id = unclear.session_id and leader_id = ${ledBy} and removed_at is null)
      or unclear.session_id is null and exists (select from session
        where leader_id = ${ledBy} and removed_at is null and ${wasAround(tx)}))`

const wasAround = (tx: Tx) => tx.hot`
  starts_at between unclear.occurred_at - interval '15 hours' and unclear.occurred_at + interval '1 hour'
    and ends_at >= unclear.occurred_at - interval '1 hour'`

const unclearRows = (tx: Tx, today: LocalDate, which: ReturnType<Tx['hot']>) => tx.hot<UnclearRow[]>`
  select unclear.id, unclear.kind, unclear.problem, unclear.skew_seconds as "skewSeconds", unclear.way,
    unclear.session_id as "sessionId", unclear.settlement, unclear.reason,
    ${inMilliseconds(tx, 'unclear.occurred_at')} as "occurredAt",
    ${inMilliseconds(tx, 'unclear.received_at')} as "receivedAt",
    ${inMilliseconds(tx, 'unclear.settled_at')} as "settledAt",
    (select name from staff where staff.id = unclear.settled_by) as "settledByName",
    (select name from kiosk where kiosk.id = unclear.kiosk_id) as "kioskName",
    ${leadersOfUnclear(tx)} as "leaderIds",
    case when participant.id is not null then json_build_object('id', participant.id,
      'firstName', participant.first_name, 'lastName', participant.last_name,
      'protected', exists (select from identity_protection
        where identity_protection.participant_id = participant.id and lifted_at is null),
      'coachIds', ${coachIdsOn((...text) => tx.hot(...text), today)}) end as person,
    case when session.id is not null then json_build_object(
      'activityName', case when session.talk_enrolment_id is null then activity.name else '' end,
      'localDate', session.local_date, 'localStart', to_char(session.local_start, 'HH24:MI'),
      'localEnd', to_char(session.local_end, 'HH24:MI')) end as session
  from unclear_check_in unclear
  left join participant on participant.id = unclear.participant_id
  left join session on session.id = unclear.session_id
  left join activity on activity.id = session.activity_id
  where ${which}
  order by unclear.settled_at is not null, unclear.occurred_at desc, unclear.id desc
  limit 500`

type UnclearRow = Omit<UnclearCheckIn, 'occurredAt' | 'receivedAt' | 'settledAt'> & {
  occurredAt: number
  receivedAt: number
  settledAt: number | null
}

function unclearOf(row: UnclearRow): UnclearCheckIn {
  return {
    ...row,
    occurredAt: Temporal.Instant.fromEpochMilliseconds(row.occurredAt),
    receivedAt: Temporal.Instant.fromEpochMilliseconds(row.receivedAt),
    settledAt: row.settledAt === null ? null : Temporal.Instant.fromEpochMilliseconds(row.settledAt),
  }
}

const inMilliseconds = (tx: Tx, column: string) =>
  tx.hot`(extract(epoch from ${tx.hot.unsafe(column)}) * 1000)::float8`

/** Who took part in something that day and has such a name; or one person, if they did. */
export async function takingPartOn(
  tx: Tx,
  {
    date,
    today,
    name,
    participantId,
  }: { date: LocalDate; today: LocalDate; name: string; participantId?: string },
): Promise<UnclearPerson[]> {
  const words = name.split(/\s+/).map((word) => `%${word.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`)
  return tx.hot<UnclearPerson[]>`
    select participant.id, participant.first_name as "firstName", participant.last_name as "lastName",
      exists (select from identity_protection
        where identity_protection.participant_id = participant.id and lifted_at is null) as "protected",
      ${coachIdsOn((...text) => tx.hot(...text), today)} as "coachIds"
    from participant
    where first_name || ' ' || last_name ilike all (${words})
      ${participantId ? tx.hot`and participant.id = ${participantId}` : tx.hot``}
      and exists (select from enrolment where enrolment.participant_id = participant.id
        and starts_on <= ${date} and coalesce(ends_on, 'infinity') >= ${date})
    order by first_name collate "sv-SE-x-icu", last_name collate "sv-SE-x-icu", participant.id
    limit 50`
}

/** Who has decided, what, and when. The row stays. */
export async function settleUnclear(
  tx: Tx,
  id: string,
  settled: {
    settlement: Settlement
    by: string
    at: Temporal.Instant
    reason?: string
    participantId?: string
    sessionId?: string
  },
): Promise<void> {
  const { by, at, ...rest } = settled
  await tx
    .update(unclearCheckIn)
    .set({ ...rest, settledBy: by, settledAt: at })
    .where(and(eq(unclearCheckIn.id, id), isNull(unclearCheckIn.settledAt)))
}
