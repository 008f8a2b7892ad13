import { and, asc, eq, isNull, lte, gte, sql } from 'drizzle-orm'
import { Temporal } from 'temporal-polyfill'
import type { Tx } from '../../db/client.ts'
import {
  accessEntry,
  closedPeriod,
  enrolment,
  excusedWeek,
  levelReached,
  programme,
  reportedHours,
} from '../../db/schema/index.ts'
import type { AttendanceStatus } from '../attendance/words.ts'
import type { Category } from '../schedule/categories.ts'
import type { LocalDate } from '../time/dates.ts'
import { isoWeekOf, mondayOf, sundayOf, type IsoWeek } from '../time/weeks.ts'
import { weekInZone, type TimeZone } from '../time/zones.ts'
import type { CreditRule } from './credit.ts'
import { hoursIn, type EnrolmentRecord, type Reckoning } from './enrolment-hours.ts'
import type { Excuse } from './excused-weeks.ts'
import type { ReportKind } from './reports.ts'
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

/**
 * The enrolments asked for, with their sessions and reports from one week to another, each in one row. The hours of a
 * table are thousands of presences: they come as arrays, and sessions that many came to are made once.
 */
export async function recordsOf(
  tx: Tx,
  asked: Asked,
  { from, until, zone }: { from: IsoWeek; until: IsoWeek; zone: TimeZone },
): Promise<RecordedEnrolment[]> {
  const begins = weekInZone(from, zone).from.toString()
  const ends = weekInZone(until, zone).to.toString()
  const [firstDay, lastDay] = [mondayOf(from), sundayOf(until)]
  const wanted = asked.enrolmentId
    ? tx.hot`enrolment.id = ${asked.enrolmentId}`
    : asked.participantId
      ? tx.hot`enrolment.participant_id = ${asked.participantId}`
      : asked.programmeId
        ? tx.hot`enrolment.programme_id = ${asked.programmeId}`
        : tx.hot`true`
  // One enrolment at a time by the index of its participant: a plan that is right whatever PostgreSQL knows of the tables.
  const rows = await tx.hot<RecordRow[]>`
    with wanted as materialized (
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
      array(select distinct coach_id from enrolment
        where enrolment.participant_id = participant.id and coach_id is not null) as "coachIds",
      (select coalesce(json_agg(json_build_array(session.id, ${epoch(tx, 'session.starts_at')},
          ${epoch(tx, 'session.ends_at')}, ${epoch(tx, 'session.cancelled_at')},
          (select category from activity where activity.id = session.activity_id), attendance.status,
          ${epoch(tx, 'attendance.checked_in_at')}, ${epoch(tx, 'attendance.checked_out_at')},
          attendance.minutes_by_hand)), '[]')
        from attendance join session on session.id = attendance.session_id
        where attendance.participant_id = wanted.participant_id and attendance.enrolment_id = wanted.id
          and session.starts_at >= ${begins} and session.starts_at < ${ends}) as sessions,
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
  const made: Made = new Map()
  return rows.map((row) => recordOf(row, made))
}

const epoch = (tx: Tx, column: string) =>
  tx.hot`(extract(epoch from ${tx.hot.unsafe(column)}) * 1000)::bigint`

type SessionRow = [
  id: string,
  startsAt: number,
  endsAt: number,
  cancelledAt: number | null,
  category: Category,
  status: AttendanceStatus,
  checkedInAt: number | null,
  checkedOutAt: number | null,
  minutesByHand: number | null,
]
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
type RecordRow = Omit<RecordedEnrolment, 'attended' | 'reported' | 'creditRule'> & {
  creditRule: CreditRule
  sessions: SessionRow[]
  reported: ReportRow[]
}
type Made = Map<string, CountedSession['session']>

function recordOf({ sessions, reported, ...row }: RecordRow, made: Made): RecordedEnrolment {
  return {
    ...row,
    attended: sessions.map((session) => attendedOf(session, made)),
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

function attendedOf(row: SessionRow, made: Made): CountedSession {
  const [
    sessionId,
    startsAt,
    endsAt,
    cancelledAt,
    category,
    status,
    checkedInAt,
    checkedOutAt,
    minutesByHand,
  ] = row
  const session = made.get(sessionId) ?? {
    startsAt: Temporal.Instant.fromEpochMilliseconds(startsAt),
    endsAt: Temporal.Instant.fromEpochMilliseconds(endsAt),
    cancelledAt: moment(cancelledAt),
  }
  made.set(sessionId, session)
  return {
    sessionId,
    session,
    category,
    status,
    checkedInAt: moment(checkedInAt),
    checkedOutAt: moment(checkedOutAt),
    minutesByHand,
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
export async function hoursOfParticipant(tx: Tx, participantId: string, today: LocalDate, zone: TimeZone) {
  const until = isoWeekOf(today)
  const [first] = await tx
    .select({ startsOn: enrolment.startsOn })
    .from(enrolment)
    .where(eq(enrolment.participantId, participantId))
    .orderBy(asc(enrolment.startsOn))
    .limit(1)
  const from = first !== undefined && first.startsOn < today ? isoWeekOf(first.startsOn) : until
  const records = await recordsOf(tx, { participantId }, { from, until, zone })
  const closed = await closedBetween(tx, mondayOf(from), sundayOf(until))
  const reckoning: Reckoning = { today, zone, closed, loaded: { from, until } }
  return { records, reckoning }
}

export function programmesByName(tx: Tx): Promise<{ id: string; name: string }[]> {
  return tx
    .select({ id: programme.id, name: programme.name })
    .from(programme)
    .where(isNull(programme.archivedAt))
    .orderBy(sql`${programme.name} collate "sv-SE-x-icu"`)
}

/** Holds an enrolment's row while its hours are changed: two at once get two answers. */
export async function holdEnrolment(tx: Tx, id: string): Promise<void> {
  await tx.select({ id: enrolment.id }).from(enrolment).where(eq(enrolment.id, id)).for('update')
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
  const span = { from: isoWeekOf(first.startsOn), until: isoWeekOf(today), zone }
  const closed = await closedBetween(tx, mondayOf(span.from), sundayOf(span.until))
  const reached = (await recordsOf(tx, asked, span)).flatMap((record) => {
    const reachedOn =
      record.levelReachedOn === null && hoursIn([], record, { today, zone, closed, loaded: span }).reachedOn
    return reachedOn ? [{ enrolmentId: record.id, reachedOn, recordedAt: at }] : []
  })
  if (reached.length > 0) await tx.insert(levelReached).values(reached).onConflictDoNothing()
  return reached.length
}
