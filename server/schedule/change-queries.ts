import { and, asc, desc, eq, type SQL, sql } from 'drizzle-orm'
import { Temporal } from 'temporal-polyfill'
import { v7 as uuidv7 } from 'uuid'
import { announce, type Tx } from '../../db/client.ts'
import { scheduleChange, series, seriesChange, session, sessionChange, staff } from '../../db/schema/index.ts'
import { bumpSchedule, takeTurn } from '../organisation/queries.ts'
import type { Weekday } from '../time/dates.ts'
import { bookingsFollow, waitAgain } from './booking-queries.ts'
import type {
  ChangeKind,
  Draft,
  Line,
  SeriesState,
  SessionState,
  StandingSeries,
  StandingSession,
} from './change.ts'
import type { ChangedLine } from './draft.ts'

/** Who changes the schedule, when, and how it is told: `facts` are what its sentence needs beside the lines. */
export type Deed = {
  kind: ChangeKind
  by: string | null
  at: Temporal.Instant
  reason?: string
  facts?: Record<string, string | number>
  undoes?: string
}

/** Somebody else changed one of the rows since the draft was made: nothing was saved. */
export class Outdated extends Error {}

const sessionColumns = [
  ['activityId', 'activity_id', 'uuid'],
  ['seriesId', 'series_id', 'uuid'],
  ['seriesDate', 'series_date', 'date'],
  ['localDate', 'local_date', 'date'],
  ['localStart', 'local_start', 'time'],
  ['localEnd', 'local_end', 'time'],
  ['startsAt', 'starts_at', 'timestamptz'],
  ['endsAt', 'ends_at', 'timestamptz'],
  ['timeZone', 'time_zone', 'text'],
  ['locationId', 'location_id', 'uuid'],
  ['leaderId', 'leader_id', 'uuid'],
  ['places', 'places', 'integer'],
  ['doubleBookedBecause', 'double_booked_because', 'text'],
  ['talkEnrolmentId', 'talk_enrolment_id', 'uuid'],
  ['importedUid', 'imported_uid', 'text'],
  ['undecidedSince', 'undecided_since', 'timestamptz'],
  ['cancelledAt', 'cancelled_at', 'timestamptz'],
  ['cancelledBy', 'cancelled_by', 'uuid'],
  ['cancellationReason', 'cancellation_reason', 'text'],
  ['removedAt', 'removed_at', 'timestamptz'],
] as const satisfies readonly (readonly [keyof SessionState, string, string])[]

const seriesColumns = [
  ['activityId', 'activity_id', 'uuid'],
  ['frequency', 'frequency', 'text'],
  ['every', 'every', 'smallint'],
  ['weekdays', 'weekdays', 'smallint[]'],
  ['ordinal', 'ordinal', 'smallint'],
  ['startsOn', 'starts_on', 'date'],
  ['endsOn', 'ends_on', 'date'],
  ['times', 'times', 'integer'],
  ['startTime', 'start_time', 'time'],
  ['minutes', 'minutes', 'integer'],
  ['timeZone', 'time_zone', 'text'],
  ['locationId', 'location_id', 'uuid'],
  ['leaderId', 'leader_id', 'uuid'],
  ['places', 'places', 'integer'],
  ['doubleBookedBecause', 'double_booked_because', 'text'],
  ['madeUntil', 'made_until', 'date'],
  ['continues', 'continues', 'uuid'],
  ['removedAt', 'removed_at', 'timestamptz'],
] as const satisfies readonly (readonly [keyof SeriesState, string, string])[]

const columnsOf = (table: 'session' | 'series') => (table === 'session' ? sessionColumns : seriesColumns)

/** Somebody's hours rest on it (Drizzle leaves a lone table's name out, so it is written here); who was excused beforehand has none. */
const attended = sql<boolean>`exists (select from attendance where attendance.session_id = session.id
  and (attendance.checked_in_at is not null or attendance.minutes_by_hand is not null
    or attendance.status in ('present', 'late', 'left_early')))`

const booked = sql<number>`(select count(*)::int from booking
  where booking.session_id = session.id and booking.withdrawn_at is null)`

const standingColumns = {
  id: session.id,
  version: session.version,
  activityId: session.activityId,
  seriesId: session.seriesId,
  seriesDate: session.seriesDate,
  localDate: session.localDate,
  localStart: session.localStart,
  localEnd: session.localEnd,
  startsAt: session.startsAt,
  endsAt: session.endsAt,
  timeZone: session.timeZone,
  locationId: session.locationId,
  leaderId: session.leaderId,
  places: session.places,
  doubleBookedBecause: session.doubleBookedBecause,
  talkEnrolmentId: session.talkEnrolmentId,
  importedUid: session.importedUid,
  undecidedSince: session.undecidedSince,
  cancelledAt: session.cancelledAt,
  cancelledBy: session.cancelledBy,
  cancellationReason: session.cancellationReason,
  removedAt: session.removedAt,
  attended,
  booked,
}

/**
 * The sessions that a change is about, in the order of the clock. `hold` is for the transaction that saves: the rows
 * stay as they are until then, and nobody is checked in to them meanwhile.
 */
export async function standingSessions(
  tx: Tx,
  which: SQL | undefined,
  { hold = false }: { hold?: boolean } = {},
): Promise<StandingSession[]> {
  if (hold) {
    await takeTurn(tx)
    await tx.select({ id: session.id }).from(session).where(which).orderBy(asc(session.id)).for('update')
  }
  return tx.select(standingColumns).from(session).where(which).orderBy(asc(session.startsAt), asc(session.id))
}

/** One session as it stands, held until the transaction ends. */
export async function heldSession(tx: Tx, id: string): Promise<StandingSession | undefined> {
  const [held] = await standingSessions(tx, eq(session.id, id), { hold: true })
  return held
}

export async function standingSeries(
  tx: Tx,
  which: SQL | undefined,
  { hold = false }: { hold?: boolean } = {},
): Promise<StandingSeries[]> {
  if (hold) await takeTurn(tx)
  const query = tx
    .select({
      id: series.id,
      version: series.version,
      activityId: series.activityId,
      frequency: series.frequency,
      every: series.every,
      weekdays: series.weekdays,
      ordinal: series.ordinal,
      startsOn: series.startsOn,
      endsOn: series.endsOn,
      times: series.times,
      startTime: series.startTime,
      minutes: series.minutes,
      timeZone: series.timeZone,
      locationId: series.locationId,
      leaderId: series.leaderId,
      places: series.places,
      doubleBookedBecause: series.doubleBookedBecause,
      madeUntil: series.madeUntil,
      continues: series.continues,
      removedAt: series.removedAt,
    })
    .from(series)
    .where(which)
    .orderBy(asc(series.id))
  const rows = await (hold ? query.for('update') : query)
  return rows.map((row) => ({ ...row, weekdays: row.weekdays as Weekday[] }))
}

/**
 * Saves a draft whole, with its lines in the history, or nothing of it. The constraints look once every row has its new
 * place. Gives the change's id, by which it is undone; undefined when the draft changes nothing.
 */
export async function saveChange(tx: Tx, draft: Draft, deed: Deed): Promise<string | undefined> {
  if (draft.sessions.length === 0 && draft.series.length === 0) return undefined
  await bumpSchedule(tx)
  const [change] = await tx
    .insert(scheduleChange)
    .values({
      kind: deed.kind,
      by: deed.by,
      at: deed.at,
      reason: deed.reason,
      facts: deed.facts ?? {},
      undoes: deed.undoes,
    })
    .returning({ id: scheduleChange.id })
  await tx.execute(sql`set constraints all deferred`)
  await write(tx, 'series', draft.series, deed)
  await write(tx, 'session', draft.sessions, deed)
  await note(tx, 'series', change!.id, draft.series)
  await note(tx, 'session', change!.id, draft.sessions)
  if (deed.undoes !== undefined) await waitAgain(tx, deed.undoes, draft, deed)
  await tx.execute(sql`set constraints all immediate`)
  await bookingsFollow(tx, draft, { ...deed, change: change!.id })
  const only = draft.sessions.length === 1 ? draft.sessions[0]!.id : ''
  await announce(tx, 'schedule', only)
  return change!.id
}

async function write<State extends object>(
  tx: Tx,
  table: 'session' | 'series',
  lines: readonly Line<State>[],
  { by, at }: Deed,
): Promise<void> {
  const made = lines.filter(({ before }) => before === null)
  const changed = lines.filter(({ before }) => before !== null)
  if (made.length > 0) await insertLines(tx, table, made, { by, at })
  if (changed.length > 0 && (await updateLines(tx, table, changed, at)) < changed.length) throw new Outdated()
}

async function insertLines<State extends object>(
  tx: Tx,
  table: 'session' | 'series',
  lines: readonly Line<State>[],
  { by, at }: Pick<Deed, 'by' | 'at'>,
): Promise<void> {
  const names = columnsOf(table).map(([, name]) => name)
  const sharing = table === 'session' ? ', location_shareable' : ''
  const shared =
    table === 'session' ? ', (select shareable from location where location.id = line.location_id)' : ''
  await tx.hot`
    insert into ${tx.hot(table)} (id, created_by, created_at, changed_at, ${tx.hot.unsafe(names.join(', ') + sharing)})
    select id, ${by}::uuid, ${at.toString()}::timestamptz, ${at.toString()}::timestamptz,
      ${tx.hot.unsafe(names.map((name) => `line.${name}`).join(', ') + shared)}
    from ${recordset(tx, table, lines)}`
}

/** How many rows still had the version that the draft was made from, and so were changed. */
async function updateLines<State extends object>(
  tx: Tx,
  table: 'session' | 'series',
  lines: readonly Line<State>[],
  at: Temporal.Instant,
): Promise<number> {
  const settings = columnsOf(table).map(([, name]) => `${name} = line.${name}`)
  // RFC 5545 3.8.7.4: the sequence grows with each change of time, place or status.
  if (table === 'session')
    settings.push(
      'location_shareable = (select shareable from location where location.id = line.location_id)',
      `sequence = row.sequence + case when
        (row.starts_at, row.ends_at, row.location_id, row.cancelled_at is null) is distinct from
        (line.starts_at, line.ends_at, line.location_id, line.cancelled_at is null) then 1 else 0 end`,
    )
  const rows = await tx.hot`
    update ${tx.hot(table)} as row
    set version = row.version + 1, changed_at = ${at.toString()}::timestamptz, ${tx.hot.unsafe(settings.join(', '))}
    from ${recordset(tx, table, lines)}
    where row.id = line.id and row.version = line.version
    returning row.id`
  return rows.length
}

/** The rows as they are to be, as one parameter however many there are. */
export function recordset<State extends object>(
  tx: Tx,
  table: 'session' | 'series',
  lines: readonly Line<State>[],
) {
  const columns = columnsOf(table)
  const rows = lines.map(({ id, version, after }) => ({
    id,
    version,
    ...Object.fromEntries(columns.map(([key, name]) => [name, (after as Record<string, unknown>)[key]])),
  }))
  const kinds = columns.map(([, name, kind]) => `${name} ${kind}`).join(', ')
  return tx.hot`jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as line(id uuid, version integer, ${tx.hot.unsafe(kinds)})`
}

async function note<State extends object>(
  tx: Tx,
  table: 'session' | 'series',
  changeId: string,
  lines: readonly Line<State>[],
): Promise<void> {
  const written = lines.map(({ id, version, before, after }) => ({
    id,
    version: version + 1,
    before,
    after,
  }))
  if (written.length === 0) return
  const name = table === 'session' ? 'session_change' : 'series_change'
  await tx.hot`
    insert into ${tx.hot(name)} (change_id, ${tx.hot(`${table}_id`)}, before, after, version)
    select ${changeId}::uuid, line.id, nullif(line.before, 'null'), line.after, line.version
    from jsonb_to_recordset(${JSON.stringify(written)}::text::jsonb)
      as line(id uuid, version integer, before jsonb, after jsonb)`
}

export type Change = {
  id: string
  kind: ChangeKind
  at: Temporal.Instant
  by: string | null
  byName: string | null
  reason: string | null
  facts: Record<string, string | number>
  undoes: string | null
  /** The change that took this one back. */
  undoneBy: string | null
}

export const changes = (tx: Tx) =>
  tx
    .select({
      id: scheduleChange.id,
      kind: scheduleChange.kind,
      at: scheduleChange.at,
      by: scheduleChange.by,
      byName: staff.name,
      reason: scheduleChange.reason,
      facts: scheduleChange.facts,
      undoes: scheduleChange.undoes,
      undoneBy: sql<string | null>`(select undoing.id from schedule_change undoing
        where undoing.undoes = schedule_change.id order by undoing.id desc limit 1)`,
    })
    .from(scheduleChange)
    .leftJoin(staff, eq(staff.id, scheduleChange.by))

/** What was done lately, the latest first. */
export function latestChanges(
  tx: Tx,
  { before, most }: { before?: string; most: number },
): Promise<Change[]> {
  return changes(tx)
    .where(before === undefined ? undefined : sql`${scheduleChange.id} < ${before}`)
    .orderBy(desc(scheduleChange.id))
    .limit(most)
}

/** The latest thing that one person did to the schedule since then. */
export async function latestChangeBy(
  tx: Tx,
  staffId: string,
  since: Temporal.Instant,
): Promise<Change | undefined> {
  const [change] = await changes(tx)
    .where(and(eq(scheduleChange.by, staffId), sql`${scheduleChange.at} >= ${since.toString()}::timestamptz`))
    .orderBy(desc(scheduleChange.id))
    .limit(1)
  return change
}

export type ChangeWithLines = Change & {
  sessions: ChangedLine<SessionState>[]
  series: ChangedLine<SeriesState>[]
}

export async function changeAt(tx: Tx, id: string): Promise<ChangeWithLines | undefined> {
  const [change] = await changes(tx).where(eq(scheduleChange.id, id))
  if (!change) return undefined
  const sessionLines = await tx.select().from(sessionChange).where(eq(sessionChange.changeId, id))
  const seriesLines = await tx.select().from(seriesChange).where(eq(seriesChange.changeId, id))
  return {
    ...change,
    sessions: sessionLines.map(({ sessionId, ...line }) => ({
      id: sessionId,
      ...revivedLine<SessionState>(line),
    })),
    series: seriesLines.map(({ seriesId, ...line }) => ({ id: seriesId, ...revivedLine<SeriesState>(line) })),
  }
}

function revivedLine<State>({
  version,
  before,
  after,
}: {
  version: number
  before: object | null
  after: object
}) {
  return {
    version,
    before: before === null ? null : revived<State>(before),
    after: revived<State>(after),
  }
}

const moments = new Set(['startsAt', 'endsAt', 'undecidedSince', 'cancelledAt', 'removedAt'])

/** JSON has no moments: those of a state come back as such. */
export function revived<State>(written: object): State {
  return Object.fromEntries(
    Object.entries(written).map(([key, value]) => [
      key,
      moments.has(key) && typeof value === 'string' ? Temporal.Instant.from(value) : (value as unknown),
    ]),
  ) as State
}

/** An id for a row that a draft makes. */
export const newId = (): string => uuidv7()
