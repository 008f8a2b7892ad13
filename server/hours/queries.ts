import { and, asc, eq, isNull, lte, gte, sql } from 'drizzle-orm'
import { Temporal } from 'temporal-polyfill'
import type { Tx } from '../../db/client.ts'
import { inSwedishOrder } from '../../db/order.ts'
import {
  accessEntry,
  closedPeriod,
  enrolment,
  excusedWeek,
  levelReached,
  programme,
  reportedHours,
} from '../../db/schema/index.ts'
import type { CountingEnrolment } from '../attendance/counting-enrolment.ts'
import type { AttendanceStatus } from '../attendance/words.ts'
import { coachIdsOn } from '../people/coaches.ts'
import type { Category } from '../schedule/categories.ts'
import type { LocalDate } from '../time/dates.ts'
import { isoWeekOf, mondayOf, sundayOf, type IsoWeek } from '../time/weeks.ts'
import { weekInZone, type TimeZone } from '../time/zones.ts'
import type { Crediting, CreditRule } from './credit.ts'
import { hoursIn, type EnrolmentRecord, type Reckoning } from './enrolment-hours.ts'
import type { Excuse } from './excused-weeks.ts'
import type { SessionElsewhere } from './overlaps.ts'
import type { ReportKind } from './reports.ts'
import { isUnsaidTooEarly, unsaidByEnrolment, type UnsaidPlace } from './unsaid.ts'
import type { CountedSession, ReportedHours } from './week-totals.ts'

export type Report = ReportedHours & {
  id: string
  kind: ReportKind
  note: string
  reportedByName: string | null
}

/** One enrolment with everything that its hours are made of. */
export type RecordedEnrolment = Omit<EnrolmentRecord, 'reported'> & {
  id: string
  participantId: string
  firstName: string
  lastName: string
  programmeId: string
  programmeName: string
  /** Whose page it is decides who may read it. */
  protected: boolean
  coachIds: string[]
  reported: Report[]
}

type Asked = { programmeId?: string; participantId?: string; enrolmentId?: string }

type Window = { from: IsoWeek; until: IsoWeek; zone: TimeZone; today: LocalDate; now: Temporal.Instant }

/** The enrolments asked for, with their sessions and reports from one week to another. */
export async function recordsOf(tx: Tx, asked: Asked, window: Window): Promise<RecordedEnrolment[]> {
  const rows = await enrolmentRows(tx, asked, window)
  const enrolments = await creditingsOf(tx, rows)
  const attended = await attendedBy(tx, asked, rows, enrolments, window)
  const creditings = Map.groupBy(enrolments, ({ participantId }) => participantId)
  return rows.map((row) => {
    const elsewhere = (creditings.get(row.participantId) ?? [])
      .filter(({ id }) => id !== row.id)
      .flatMap(({ id, creditRule, graceMinutes }) =>
        (attended.get(id) ?? []).map((one) => ({ ...one, creditRule, graceMinutes })),
      )
    return recordOf(row, attended.get(row.id) ?? [], elsewhere)
  })
}

/** How each enrolment of these participants credits, also those that were not asked for. */
function creditingsOf(tx: Tx, rows: readonly RecordRow[]) {
  const participantIds = [...new Set(rows.map(({ participantId }) => participantId))]
  return tx.hot<CreditingEnrolment[]>`
    select enrolment.id, participant_id as "participantId", programme_id as "programmeId",
      starts_on::text as "startsOn", ends_on::text as "endsOn", credit_rule as "creditRule",
      grace_minutes as "graceMinutes"
    from enrolment join programme on programme.id = enrolment.programme_id
    where participant_id = any(${participantIds}::uuid[])`
}

type CreditingEnrolment = CountingEnrolment & Crediting & { participantId: string }

async function enrolmentRows(tx: Tx, asked: Asked, { from, until, today }: Window): Promise<RecordRow[]> {
  const [firstDay, lastDay] = [mondayOf(from), sundayOf(until)]
  const wanted = asked.enrolmentId
    ? tx.hot`enrolment.id = ${asked.enrolmentId}`
    : asked.participantId
      ? tx.hot`enrolment.participant_id = ${asked.participantId}`
      : asked.programmeId
        ? tx.hot`enrolment.programme_id = ${asked.programmeId}`
        : tx.hot`true`
  return tx.hot<RecordRow[]>`
    with wanted as (
      select enrolment.id, enrolment.participant_id, enrolment.programme_id, enrolment.starts_on, enrolment.ends_on,
        enrolment.weekly_target_minutes
      from enrolment
      where ${wanted} and starts_on <= ${lastDay} and coalesce(ends_on, 'infinity') >= ${firstDay}
    )
    select wanted.id, wanted.participant_id as "participantId", wanted.programme_id as "programmeId",
      wanted.starts_on::text as "startsOn", wanted.ends_on::text as "endsOn",
      wanted.weekly_target_minutes as "weeklyTargetMinutes",
      participant.first_name as "firstName", participant.last_name as "lastName", programme.name as "programmeName",
      programme.credit_rule as "creditRule", programme.grace_minutes as "graceMinutes",
      exists (select from identity_protection
        where identity_protection.participant_id = participant.id and lifted_at is null) as "protected",
      ${coachIdsOn((...text) => tx.hot(...text), today)} as "coachIds",
      (select coalesce(json_agg(json_build_array(reported_hours.id, kind, on_date, minutes, note,
          ${epoch(tx, 'approved_at')}, ${epoch(tx, 'withdrawn_at')}, staff.name) order by on_date desc, reported_hours.id), '[]')
        from reported_hours left join staff on staff.id = reported_by
        where enrolment_id = wanted.id and on_date between ${firstDay} and ${lastDay}) as reported,
      (select coalesce(json_agg(json_build_object('monday', monday, 'reason', reason) order by monday), '[]')
        from excused_week where enrolment_id = wanted.id) as excused,
      (select coalesce(json_agg(json_build_object('fromMonday', from_monday, 'minutes', minutes)), '[]')
        from plan_step where enrolment_id = wanted.id) as plan,
      (select reached_on::text from level_reached where enrolment_id = wanted.id) as "levelReachedOn"
    from wanted
    join participant on participant.id = wanted.participant_id
    join programme on programme.id = wanted.programme_id
    order by participant.first_name collate "sv-SE-x-icu", participant.last_name collate "sv-SE-x-icu",
      wanted.starts_on desc, wanted.id`
}

/**
 * Who came to what, by enrolment. In a table everybody's sessions come first and then who was in them; for one
 * participant it is the other way round. Each step has one index to go by, so that it is quick also on a new database
 * of which PostgreSQL knows nothing yet; a join was planned thirty times slower then. What comes in thousands comes
 * as arrays, and a session that many came to is made once.
 */
async function attendedBy(
  tx: Tx,
  asked: Asked,
  rows: readonly RecordRow[],
  enrolments: readonly CreditingEnrolment[],
  window: Window,
): Promise<Map<string, CountedSession[]>> {
  if (rows.length === 0) return new Map()
  const ofOne = asked.participantId !== undefined || asked.enrolmentId !== undefined
  if (!ofOne) {
    const sessions = await sessionsIn(tx, window)
    const presences = await presencesWhere(tx, 'session_id', [...sessions.keys()])
    const unsaid = await unsaidWhere(tx, 'session_id', [...sessions.keys()], enrolments, window)
    return byEnrolment([...presences, ...unsaid], sessions, window.now)
  }
  const participantIds = rows.map(({ participantId }) => participantId)
  const presences = await presencesWhere(tx, 'participant_id', participantIds)
  const unsaid = await unsaidWhere(tx, 'participant_id', participantIds, enrolments, window)
  const all = [...presences, ...unsaid]
  const sessionIds = all.map(([, sessionId]) => sessionId)
  return byEnrolment(all, await sessionsIn(tx, window, sessionIds), window.now)
}

/** Places in sessions that are over about which nobody has said anything: presences that nothing is known of. */
async function unsaidWhere(
  tx: Tx,
  column: 'session_id' | 'participant_id',
  ids: readonly string[],
  enrolments: readonly CreditingEnrolment[],
  { from, zone, now }: Window,
): Promise<PresenceRow[]> {
  const [row] = await tx.hot<{ places: UnsaidPlace[] }[]>`
    select coalesce(json_agg(json_build_object('participantId', participant_id, 'sessionId', session_id,
      'localDate', (select local_date from session where session.id = booking.session_id),
      'talkEnrolmentId', (select talk_enrolment_id from session where session.id = booking.session_id),
      'programmeIds', array(select programme_id from activity_programme where activity_id =
        (select activity_id from session where session.id = booking.session_id)))), '[]') as places
    from booking
    where ${tx.hot(column)} = any(${[...ids]}::uuid[]) and session_id is not null
      and withdrawn_at is null and waits_since is null and standing
      and starts_at >= ${weekInZone(from, zone).from.toString()} and ends_at <= ${now.toString()}
      and not exists (select from attendance where attendance.session_id = booking.session_id
        and attendance.participant_id = booking.participant_id)`
  return unsaidByEnrolment(row?.places ?? [], enrolments).map(({ enrolmentId, sessionId }): PresenceRow => [
    enrolmentId,
    sessionId,
    'unknown',
    null,
    null,
    null,
  ])
}

function byEnrolment(
  presences: readonly PresenceRow[],
  sessions: Sessions,
  now: Temporal.Instant,
): Map<string, CountedSession[]> {
  const attended = new Map<string, CountedSession[]>()
  for (const [enrolmentId, sessionId, status, checkedInAt, checkedOutAt, minutesByHand] of presences) {
    const held = sessions.get(sessionId)
    if (held === undefined || isUnsaidTooEarly({ status, minutesByHand }, held.session, now)) continue
    const own = attended.get(enrolmentId) ?? []
    attended.set(enrolmentId, own)
    own.push({
      sessionId,
      ...held,
      status,
      checkedInAt: moment(checkedInAt),
      checkedOutAt: moment(checkedOutAt),
      minutesByHand,
    })
  }
  return attended
}

async function presencesWhere(
  tx: Tx,
  column: 'session_id' | 'participant_id',
  ids: readonly string[],
): Promise<PresenceRow[]> {
  const [row] = await tx.hot<{ presences: PresenceRow[] }[]>`
    select coalesce(json_agg(json_build_array(enrolment_id, session_id, status, ${epoch(tx, 'checked_in_at')},
      ${epoch(tx, 'checked_out_at')}, minutes_by_hand)), '[]') as presences
    from attendance where ${tx.hot(column)} = any(${[...ids]}::uuid[]) and enrolment_id is not null`
  return row?.presences ?? []
}

async function sessionsIn(tx: Tx, { from, until, zone }: Window, ids?: readonly string[]): Promise<Sessions> {
  const only = ids ? tx.hot`and session.id = any(${[...new Set(ids)]}::uuid[])` : tx.hot``
  const rows = await tx.hot<SessionRow[]>`
    select session.id, ${epoch(tx, 'starts_at')}::float8 as "startsAt", ${epoch(tx, 'ends_at')}::float8 as "endsAt",
      ${epoch(tx, 'cancelled_at')}::float8 as "cancelledAt",
      (select category from activity where activity.id = session.activity_id) as category
    from session
    where starts_at >= ${weekInZone(from, zone).from.toString()}
      and starts_at < ${weekInZone(until, zone).to.toString()} ${only}`
  return new Map(
    rows.map(({ id, startsAt, endsAt, cancelledAt, category }) => [
      id,
      {
        category,
        session: {
          startsAt: Temporal.Instant.fromEpochMilliseconds(startsAt),
          endsAt: Temporal.Instant.fromEpochMilliseconds(endsAt),
          cancelledAt: moment(cancelledAt),
        },
      },
    ]),
  )
}

const epoch = (tx: Tx, column: string) =>
  tx.hot`(extract(epoch from ${tx.hot.unsafe(column)}) * 1000)::bigint`

type PresenceRow = [
  enrolmentId: string,
  sessionId: string,
  status: AttendanceStatus,
  checkedInAt: number | null,
  checkedOutAt: number | null,
  minutesByHand: number | null,
]
type SessionRow = {
  id: string
  startsAt: number
  endsAt: number
  cancelledAt: number | null
  category: Category
}
type Sessions = Map<string, Pick<CountedSession, 'session' | 'category'>>
type ReportRow = [
  id: string,
  kind: ReportKind,
  onDate: LocalDate,
  minutes: number,
  note: string,
  approvedAt: number | null,
  withdrawnAt: number | null,
  reportedByName: string | null,
]
type RecordRow = Omit<RecordedEnrolment, 'attended' | 'elsewhere' | 'reported' | 'creditRule'> & {
  creditRule: CreditRule
  reported: ReportRow[]
}

function recordOf(
  { reported, ...row }: RecordRow,
  attended: readonly CountedSession[],
  elsewhere: readonly SessionElsewhere[],
): RecordedEnrolment {
  return {
    ...row,
    attended,
    elsewhere,
    reported: reported.map(([id, kind, onDate, minutes, note, approvedAt, withdrawnAt, reportedByName]) => ({
      id,
      kind,
      onDate,
      minutes,
      note,
      approvedAt: moment(approvedAt),
      withdrawnAt: moment(withdrawnAt),
      reportedByName,
    })),
  }
}

const moment = (milliseconds: number | null) =>
  milliseconds === null ? null : Temporal.Instant.fromEpochMilliseconds(milliseconds)

/** The days on which nothing was offered, for the weeks that nobody is blamed for. */
export function closedBetween(tx: Tx, from: LocalDate, until: LocalDate) {
  return tx
    .select({ startsOn: closedPeriod.startsOn, endsOn: closedPeriod.endsOn })
    .from(closedPeriod)
    .where(and(lte(closedPeriod.startsOn, until), gte(closedPeriod.endsOn, from)))
}

/** Everything of one participant's enrolments, from the first day of the first one. */
export async function hoursOfParticipant(
  tx: Tx,
  participantId: string,
  { today, zone, now }: { today: LocalDate; zone: TimeZone; now: Temporal.Instant },
) {
  const until = isoWeekOf(today)
  const [first] = await tx
    .select({ startsOn: enrolment.startsOn })
    .from(enrolment)
    .where(eq(enrolment.participantId, participantId))
    .orderBy(asc(enrolment.startsOn))
    .limit(1)
  const from = first !== undefined && first.startsOn < today ? isoWeekOf(first.startsOn) : until
  const records = await recordsOf(tx, { participantId }, { from, until, zone, today, now })
  const closed = await closedBetween(tx, mondayOf(from), sundayOf(until))
  const reckoning: Reckoning = { today, zone, closed, loaded: { from, until } }
  return { records, reckoning }
}

export function programmesByName(tx: Tx): Promise<{ id: string; name: string }[]> {
  return tx
    .select({ id: programme.id, name: programme.name })
    .from(programme)
    .where(isNull(programme.archivedAt))
    .orderBy(inSwedishOrder(programme.name))
}

/** Who acts, and when. */
export type Hand = { by: string; at: Temporal.Instant; requestId?: string }

async function logChange(
  tx: Tx,
  participantId: string,
  what: string,
  { by, requestId }: Hand,
): Promise<void> {
  await tx.insert(accessEntry).values({ staffId: by, participantId, act: 'change', what, requestId })
}

export async function addReport(
  tx: Tx,
  whose: Pick<RecordedEnrolment, 'id' | 'participantId'>,
  report: { kind: ReportKind; onDate: LocalDate; minutes: number; note: string; approved: boolean },
  hand: Hand,
): Promise<void> {
  const { approved, ...facts } = report
  await tx.insert(reportedHours).values({
    ...facts,
    enrolmentId: whose.id,
    reportedAt: hand.at,
    reportedBy: hand.by,
    approvedAt: approved ? hand.at : null,
    approvedBy: approved ? hand.by : null,
  })
  await logChange(tx, whose.participantId, 'reportedHours', hand)
}

/** The enrolment that a report belongs to. */
export async function enrolmentOfReport(tx: Tx, reportId: string): Promise<string | undefined> {
  const [row] = await tx
    .select({ enrolmentId: reportedHours.enrolmentId })
    .from(reportedHours)
    .where(eq(reportedHours.id, reportId))
  return row?.enrolmentId
}

/** Approving twice, or what was withdrawn, changes nothing. */
export async function approveReport(tx: Tx, id: string, participantId: string, hand: Hand): Promise<boolean> {
  const rows = await tx
    .update(reportedHours)
    .set({ approvedAt: hand.at, approvedBy: hand.by })
    .where(and(eq(reportedHours.id, id), isNull(reportedHours.approvedAt), isNull(reportedHours.withdrawnAt)))
    .returning({ id: reportedHours.id })
  if (rows.length > 0) await logChange(tx, participantId, 'reportedHours', hand)
  return rows.length > 0
}

export async function withdrawReport(
  tx: Tx,
  id: string,
  participantId: string,
  hand: Hand,
): Promise<boolean> {
  const rows = await tx
    .update(reportedHours)
    .set({ withdrawnAt: hand.at, withdrawnBy: hand.by })
    .where(and(eq(reportedHours.id, id), isNull(reportedHours.withdrawnAt)))
    .returning({ id: reportedHours.id })
  if (rows.length > 0) await logChange(tx, participantId, 'reportedHours', hand)
  return rows.length > 0
}

export async function excuseWeek(
  tx: Tx,
  whose: Pick<RecordedEnrolment, 'id' | 'participantId'>,
  monday: LocalDate,
  reason: Excuse,
  hand: Hand,
): Promise<void> {
  const stated = { reason, recordedAt: hand.at, recordedBy: hand.by }
  await tx
    .insert(excusedWeek)
    .values({ enrolmentId: whose.id, monday, ...stated })
    .onConflictDoUpdate({
      target: [excusedWeek.organisationId, excusedWeek.enrolmentId, excusedWeek.monday],
      set: stated,
    })
  await logChange(tx, whose.participantId, 'excusedWeek', hand)
}

export async function withdrawExcuse(
  tx: Tx,
  whose: Pick<RecordedEnrolment, 'id' | 'participantId'>,
  monday: LocalDate,
  hand: Hand,
): Promise<void> {
  await tx
    .delete(excusedWeek)
    .where(and(eq(excusedWeek.enrolmentId, whose.id), eq(excusedWeek.monday, monday)))
  await logChange(tx, whose.participantId, 'excusedWeek', hand)
}

/**
 * Keeps the day on which each running enrolment first reached its level; once kept it stands, whatever is corrected
 * later. For the night's work, and for whoever has just changed hours.
 */
export async function keepReachedLevels(
  tx: Tx,
  asked: Asked,
  { today, zone, at }: { today: LocalDate; zone: TimeZone; at: Temporal.Instant },
): Promise<number> {
  const [first] = await tx
    .select({ startsOn: sql<LocalDate | null>`min(${enrolment.startsOn})::text` })
    .from(enrolment)
    .where(
      and(
        asked.enrolmentId ? eq(enrolment.id, asked.enrolmentId) : undefined,
        sql`coalesce(${enrolment.endsOn}, 'infinity') >= ${today}::date - 7`,
        sql`not exists (select from level_reached where level_reached.enrolment_id = ${enrolment.id})`,
      ),
    )
  if (!first?.startsOn) return 0
  const span = { from: isoWeekOf(first.startsOn), until: isoWeekOf(today), zone, today, now: at }
  const closed = await closedBetween(tx, mondayOf(span.from), sundayOf(span.until))
  const reached = (await recordsOf(tx, asked, span)).flatMap((record) => {
    const reachedOn =
      record.levelReachedOn === null && hoursIn([], record, { today, zone, closed, loaded: span }).reachedOn
    return reachedOn ? [{ enrolmentId: record.id, reachedOn, recordedAt: at }] : []
  })
  if (reached.length > 0) await tx.insert(levelReached).values(reached).onConflictDoNothing()
  return reached.length
}
