import { and, asc, desc, eq, inArray, or, type SQL, sql } from 'drizzle-orm'
import { Temporal } from 'temporal-polyfill'
import { v7 as uuidv7 } from 'uuid'
import { announce, brokenConstraint, type Tenant, type Tx } from '../../db/client.ts'
import { scheduleChange, series, seriesChange, session, sessionChange, staff } from '../../db/schema/index.ts'
import { bumpSchedule, takeTurn } from '../organisation/queries.ts'
import type { Weekday } from '../time/dates.ts'
import { bookingsFollow, participantClashes, waitAgain } from './booking-queries.ts'
import type {
  ChangeKind,
  Draft,
  Line,
  SeriesState,
  SessionState,
  StandingSeries,
  StandingSession,
} from './change.ts'
import type { Clash, ClashingSession } from './clash.ts'
import { draftOfUndo, sameState, type ChangedLine, type Undoable, type Undoing } from './draft.ts'

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
function recordset<State extends object>(tx: Tx, table: 'session' | 'series', lines: readonly Line<State>[]) {
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

/**
 * What stands in the way of a draft: the very same session, or a leader or a place that is taken, outside it or by another
 * of its own; and those who are booked and have to be elsewhere.
 */
export async function clashesOf(tx: Tx, draft: Draft): Promise<Clash[]> {
  return [...(await sessionClashes(tx, draft)), ...(await participantClashes(tx, draft))]
}

async function sessionClashes(tx: Tx, draft: Draft): Promise<Clash[]> {
  const standing = draft.sessions.filter(({ after }) => after.cancelledAt === null)
  if (standing.length === 0) return []
  const rows = await tx.hot<ClashRow[]>`
    with line as (
      select line.*, coalesce(location.shareable, true) as shareable
      from ${recordset(tx, 'session', standing)}
      left join location on location.id = line.location_id
    ), other as (
      select id, activity_id, starts_at, ends_at, local_date, local_start, local_end, location_id, leader_id,
        double_booked_because, talk_enrolment_id
      from session where cancelled_at is null and not (id = any(${draft.sessions.map(({ id }) => id)}::uuid[]))
      union all
      select id, activity_id, starts_at, ends_at, local_date, local_start, local_end, location_id, leader_id,
        double_booked_because, talk_enrolment_id
      from line
    )
    select of, line.id as "sessionId", coalesce(wished.name, '') as "wishedName", line.local_date::text as "wishedDate",
      to_char(line.local_start, 'HH24:MI') as "wishedStart", to_char(line.local_end, 'HH24:MI') as "wishedEnd",
      other.id as "otherId", activity.name as "activityName", other.local_date::text as "localDate",
      to_char(other.local_start, 'HH24:MI') as "localStart", to_char(other.local_end, 'HH24:MI') as "localEnd",
      staff.name as "leaderName", location.name as "locationName", other.talk_enrolment_id is not null as "isTalk"
    from line
    join other on other.id <> line.id and other.starts_at < line.ends_at and other.ends_at > line.starts_at
    cross join lateral (
      select coalesce(other.leader_id = line.leader_id, false)
          and line.double_booked_because is null and other.double_booked_because is null as leader,
        coalesce(other.location_id = line.location_id, false) and not line.shareable as location
    ) shared
    cross join lateral (
      select 'leader' as of where shared.leader
      union all select 'location' where shared.location
      union all select 'itself' where not shared.leader and not shared.location
        and (other.activity_id, other.starts_at) = (line.activity_id, line.starts_at)
        and (other.location_id, other.leader_id) is not distinct from (line.location_id, line.leader_id)
    ) taken
    left join activity wished on wished.id = line.activity_id
    join activity on activity.id = other.activity_id
    left join staff on staff.id = other.leader_id
    left join location on location.id = other.location_id
    where not exists (select from line twin where twin.id = other.id and twin.id < line.id)
    order by line.starts_at, of, other.starts_at
    limit 200`
  return rows.map(({ of, sessionId, wishedName, wishedDate, wishedStart, wishedEnd, otherId, ...other }) => ({
    of,
    wished: {
      id: sessionId,
      activityName: wishedName,
      localDate: wishedDate,
      localStart: wishedStart,
      localEnd: wishedEnd,
    },
    with: { id: otherId, ...other },
  }))
}

type ClashRow = {
  of: 'itself' | 'leader' | 'location'
  sessionId: string
  wishedName: string
  wishedDate: ClashingSession['localDate']
  wishedStart: ClashingSession['localStart']
  wishedEnd: ClashingSession['localEnd']
  otherId: string
} & Omit<NonNullable<Clash['with']>, 'id'>

/** How many people's calendars change with the sessions of a draft: those who are booked on what stands now. */
export async function participantsTouched(tx: Tx, draft: Draft): Promise<number> {
  const visible = draft.sessions.filter(
    ({ before, after }) => before !== null && !sameState({ ...before, ...unseen }, { ...after, ...unseen }),
  )
  if (visible.length === 0) return 0
  const [row] = await tx.hot<{ people: number }[]>`
    select count(distinct participant_id)::int as people from booking
    where withdrawn_at is null and session_id = any(${visible.map(({ id }) => id)}::uuid[])`
  return row?.people ?? 0
}

/** What of a session nobody sees in their calendar. */
const unseen = {
  places: null,
  leaderId: null,
  doubleBookedBecause: null,
  seriesId: null,
  seriesDate: null,
  undecidedSince: null,
}

export type Refused = { clashes: readonly Clash[] } | { outdated: true }
export type Saved<Result> = { done: Result } | Refused

const takenBy: Record<string, Clash['of'] | undefined> = {
  session_leader_free: 'leader',
  session_location_free: 'location',
  booking_participant_free: 'participants',
}

const thereAlready = new Set(['session_once', 'session_of_series', 'session_imported'])

/** Saves in one transaction; what the database refuses for the sake of others comes back by name. */
export async function orRefused<Result>(
  db: Tenant,
  draftOf: () => Draft | undefined,
  work: (tx: Tx) => Promise<Result>,
): Promise<Saved<Result>> {
  try {
    return { done: await db(work) }
  } catch (error) {
    if (error instanceof Outdated) return { outdated: true }
    const broken = brokenConstraint(error)
    const draft = draftOf()
    if (broken === undefined || draft === undefined) throw error
    if (thereAlready.has(broken)) return { clashes: [{ of: 'itself', wished: undefined, with: undefined }] }
    const of = takenBy[broken]
    if (of !== undefined) {
      const clashes = await db((tx) => clashesOf(tx, draft))
      return { clashes: clashes.length > 0 ? clashes : [{ of, wished: undefined, with: undefined }] }
    }
    throw error
  }
}

/** Takes a change back as far as nothing else has happened since. `told` hears what is about to be saved. */
export async function undoChange(
  tx: Tx,
  change: ChangeWithLines,
  { by, at }: { by: string; at: Temporal.Instant },
  told: (draft: Draft) => void = () => {},
): Promise<{ undoneBy: string | undefined; undone: number; left: number }> {
  const draft = await undoingOf(tx, change, { by, at, hold: true })
  told(draft)
  const undoneBy = await saveChange(tx, draft, { kind: 'undone', by, at, undoes: change.id })
  return { undoneBy, undone: draft.sessions.length + draft.series.length, left: draft.left }
}

/** What of a change could be taken back now, and what stays and why. */
export async function undoingOf(
  tx: Tx,
  change: ChangeWithLines,
  { by, at, hold = false }: { by: string; at: Temporal.Instant; hold?: boolean },
): Promise<Undoing> {
  const seriesIds = change.series.map((line) => line.id)
  const standing =
    seriesIds.length === 0 ? [] : await standingSeries(tx, inArray(series.id, seriesIds), { hold })
  const ids = change.sessions.map((line) => line.id)
  const begun = change.series.filter(({ before }) => before === null).map(({ id }) => id)
  const which = or(inArray(session.id, ids), inArray(session.seriesId, begun))
  const sessions = await undoableSessions(tx, which, change.at, hold)
  return draftOfUndo(change, { sessions, series: standing }, { by, at })
}

async function undoableSessions(
  tx: Tx,
  which: SQL | undefined,
  since: Temporal.Instant,
  hold: boolean,
): Promise<Undoable[]> {
  const sessions = await standingSessions(tx, which, { hold })
  const ids = sessions.map(({ id }) => id)
  const rows = await tx.hot<{ sessionId: string }[]>`
    select distinct session_id as "sessionId" from booking
    where session_id = any(${ids}::uuid[]) and withdrawn_at is null and booked_at > ${since.toString()}::timestamptz`
  const bookedSince = new Set(rows.map(({ sessionId }) => sessionId))
  return sessions.map((standing) => ({ ...standing, bookedSince: bookedSince.has(standing.id) }))
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
  return change && (await withLines(tx, [change]))[0]
}

/** All that happened to one session, the latest first. */
export async function changesOfSession(tx: Tx, sessionId: string): Promise<ChangeWithLines[]> {
  const found = await changes(tx)
    .where(sql`exists (select from session_change
      where session_change.change_id = schedule_change.id and session_change.session_id = ${sessionId})`)
    .orderBy(desc(scheduleChange.id))
    .limit(200)
  return withLines(tx, found, { sessionId })
}

async function withLines(
  tx: Tx,
  found: readonly Change[],
  only: { sessionId?: string } = {},
): Promise<ChangeWithLines[]> {
  if (found.length === 0) return []
  const ids = found.map(({ id }) => id)
  const sessionLines = await tx
    .select()
    .from(sessionChange)
    .where(
      and(
        inArray(sessionChange.changeId, ids),
        only.sessionId === undefined ? undefined : eq(sessionChange.sessionId, only.sessionId),
      ),
    )
  const seriesLines = await tx.select().from(seriesChange).where(inArray(seriesChange.changeId, ids))
  return found.map((change) => ({
    ...change,
    sessions: sessionLines
      .filter(({ changeId }) => changeId === change.id)
      .map(({ sessionId, version, before, after }) => ({
        id: sessionId,
        version,
        before: before === null ? null : revived<SessionState>(before),
        after: revived<SessionState>(after),
      })),
    series: seriesLines
      .filter(({ changeId }) => changeId === change.id)
      .map(({ seriesId, version, before, after }) => ({
        id: seriesId,
        version,
        before: before === null ? null : revived<SeriesState>(before),
        after: revived<SeriesState>(after),
      })),
  }))
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
