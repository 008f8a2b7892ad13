import { sql } from 'drizzle-orm'
import {
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { identifier, instant, tenant, tenantPolicy } from '../columns.ts'
import type { AttendanceStatus, ClosedBy, EventKind, EventSource } from '../../server/attendance/words.ts'
import type { KioskWay } from '../../server/access/kiosk-words.ts'
import type { PresenceBefore, Settlement, UnclearKind } from '../../server/attendance/words.ts'
import type { KioskQuestion } from '../../server/programme/words.ts'
import { kiosk } from './access.ts'
import { participant, staff } from './people.ts'
import { enrolment } from './programme.ts'
import { session } from './schedule.ts'

/** A participant's presence in one session as it stands now: derived from the ledger in the same transaction. */
export const attendance = pgTable(
  'attendance',
  {
    ...tenant,
    id: identifier(),
    sessionId: uuid().notNull(),
    participantId: uuid().notNull(),
    /** The enrolment in which the hours count. */
    enrolmentId: uuid(),
    status: text().$type<AttendanceStatus>().notNull(),
    checkedInAt: instant(),
    checkedOutAt: instant(),
    closedBy: text().$type<ClosedBy>(),
    minutesByHand: integer(),
    minutesReason: text(),
    /** When staff last said how it was; until then it stands as the kiosk or nobody told it. */
    confirmedAt: instant(),
    confirmedBy: uuid(),
    changedAt: instant()
      .notNull()
      .default(sql`now()`),
    version: integer().notNull().default(1),
  },
  (t) => [
    primaryKey({ columns: [t.organisationId, t.id] }),
    unique('attendance_once').on(t.organisationId, t.sessionId, t.participantId),
    foreignKey({
      columns: [t.organisationId, t.sessionId],
      foreignColumns: [session.organisationId, session.id],
    }),
    foreignKey({
      columns: [t.organisationId, t.participantId],
      foreignColumns: [participant.organisationId, participant.id],
    }),
    foreignKey({
      columns: [t.organisationId, t.enrolmentId],
      foreignColumns: [enrolment.organisationId, enrolment.id],
    }),
    index('attendance_of_participant').on(t.organisationId, t.participantId),
    index('attendance_open')
      .on(t.organisationId, t.participantId)
      .where(sql`checked_in_at is not null and checked_out_at is null`),
    check(
      'attendance_status_known',
      sql`${t.status} in ('present', 'late', 'left_early', 'excused', 'absent', 'unknown')`,
    ),
    check('attendance_order', sql`${t.checkedOutAt} >= ${t.checkedInAt}`),
    check('attendance_minutes_range', sql`${t.minutesByHand} between 0 and 1440`),
    check('attendance_minutes_reason', sql`${t.minutesByHand} is null or ${t.minutesReason} is not null`),
    tenantPolicy(),
  ],
)

/** The ledger: everything that was ever said about attendance, in order. The app can only add to it. */
export const attendanceEvent = pgTable(
  'attendance_event',
  {
    ...tenant,
    /** Made by the device that saw it happen, so that sending twice counts once. */
    id: identifier(),
    sessionId: uuid().notNull(),
    participantId: uuid().notNull(),
    kind: text().$type<EventKind>().notNull(),
    source: text().$type<EventSource>().notNull(),
    /** When it happened by the device's clock. */
    occurredAt: instant().notNull(),
    /** When the server had it. */
    receivedAt: instant()
      .notNull()
      .default(sql`now()`),
    kioskId: uuid(),
    staffId: uuid(),
    status: text().$type<AttendanceStatus>(),
    minutes: integer(),
    reason: text(),
    /** By which way in. */
    way: text().$type<KioskWay>(),
    /** The tablet's own count of what it reported. */
    sequence: integer(),
    /** How far the tablet's clock was ahead of ours when it reported. */
    skewSeconds: integer(),
    /** The presence as it stood before, so that the event can be taken back. */
    before: jsonb().$type<PresenceBefore>(),
    /** The event that this one follows from or takes back. */
    becauseOf: uuid(),
  },
  (t) => [
    primaryKey({ columns: [t.organisationId, t.id] }),
    foreignKey({
      columns: [t.organisationId, t.sessionId],
      foreignColumns: [session.organisationId, session.id],
    }),
    foreignKey({
      columns: [t.organisationId, t.participantId],
      foreignColumns: [participant.organisationId, participant.id],
    }),
    foreignKey({ columns: [t.organisationId, t.kioskId], foreignColumns: [kiosk.organisationId, kiosk.id] }),
    foreignKey({ columns: [t.organisationId, t.staffId], foreignColumns: [staff.organisationId, staff.id] }),
    index('attendance_event_of_session').on(t.organisationId, t.sessionId, t.participantId, t.receivedAt),
    check(
      'attendance_event_kind_known',
      sql`${t.kind} in ('check_in', 'departure', 'mark', 'correction', 'closing', 'withdrawal', 'absence', 'confirmation')`,
    ),
    check('attendance_event_source_known', sql`${t.source} in ('kiosk', 'staff', 'system', 'participant')`),
    tenantPolicy(),
  ],
)

/** What a tablet reported and the system could not place: staff say what it was. Nothing reported is ever dropped. */
export const unclearCheckIn = pgTable(
  'unclear_check_in',
  {
    ...tenant,
    /** The id that the device gave the event. */
    id: identifier(),
    kioskId: uuid(),
    kind: text().$type<'check_in' | 'departure' | 'unreadable'>().notNull(),
    problem: text().$type<UnclearKind>().notNull(),
    occurredAt: instant().notNull(),
    receivedAt: instant()
      .notNull()
      .default(sql`now()`),
    sequence: integer(),
    skewSeconds: integer(),
    way: text().$type<KioskWay>(),
    /** Whose it is, where that is known; and the session that it was meant for. */
    participantId: uuid(),
    sessionId: uuid(),
    /** What it takes back, which we had not heard of: both are settled when that comes. */
    becauseOf: uuid(),
    settledAt: instant(),
    settledBy: uuid(),
    settlement: text().$type<Settlement>(),
    reason: text(),
  },
  (t) => [
    primaryKey({ columns: [t.organisationId, t.id] }),
    foreignKey({ columns: [t.organisationId, t.kioskId], foreignColumns: [kiosk.organisationId, kiosk.id] }),
    foreignKey({
      columns: [t.organisationId, t.participantId],
      foreignColumns: [participant.organisationId, participant.id],
    }),
    foreignKey({
      columns: [t.organisationId, t.sessionId],
      foreignColumns: [session.organisationId, session.id],
    }),
    foreignKey({
      columns: [t.organisationId, t.settledBy],
      foreignColumns: [staff.organisationId, staff.id],
    }),
    index('unclear_check_in_open')
      .on(t.organisationId, t.occurredAt)
      .where(sql`settled_at is null`),
    index('unclear_check_in_because_of')
      .on(t.organisationId, t.becauseOf)
      .where(sql`because_of is not null`),
    check('unclear_check_in_kind_known', sql`${t.kind} in ('check_in', 'departure', 'unreadable')`),
    check('unclear_check_in_settled', sql`(${t.settledAt} is null) = (${t.settlement} is null)`),
    tenantPolicy(),
  ],
)

/** Staff have said that a session's roll call is complete; reopened, it stands open again. */
export const rollCallClosing = pgTable(
  'roll_call_closing',
  {
    ...tenant,
    id: identifier(),
    sessionId: uuid().notNull(),
    closedAt: instant()
      .notNull()
      .default(sql`now()`),
    closedBy: uuid(),
    reopenedAt: instant(),
    reopenedBy: uuid(),
  },
  (t) => [
    primaryKey({ columns: [t.organisationId, t.id] }),
    foreignKey({
      columns: [t.organisationId, t.sessionId],
      foreignColumns: [session.organisationId, session.id],
    }),
    foreignKey({ columns: [t.organisationId, t.closedBy], foreignColumns: [staff.organisationId, staff.id] }),
    uniqueIndex('roll_call_closing_standing')
      .on(t.organisationId, t.sessionId)
      .where(sql`reopened_at is null`),
    tenantPolicy(),
  ],
)

/** How many came without a name: guests beside the participants, or everybody where nobody is registered. */
export const headCount = pgTable(
  'head_count',
  {
    ...tenant,
    sessionId: uuid().notNull(),
    guests: integer().notNull().default(0),
    heads: integer(),
    changedAt: instant()
      .notNull()
      .default(sql`now()`),
    version: integer().notNull().default(1),
  },
  (t) => [
    primaryKey({ columns: [t.organisationId, t.sessionId] }),
    foreignKey({
      columns: [t.organisationId, t.sessionId],
      foreignColumns: [session.organisationId, session.id],
    }),
    check('head_count_guests_range', sql`${t.guests} between 0 and 500`),
    check('head_count_heads_range', sql`${t.heads} between 0 and 500`),
    tenantPolicy(),
  ],
)

/** Each time that a count was changed, by whom or where. The app can only add to it. */
export const headCountEvent = pgTable(
  'head_count_event',
  {
    ...tenant,
    id: identifier(),
    sessionId: uuid().notNull(),
    kind: text().$type<'guest' | 'guest_withdrawn' | 'guests' | 'heads'>().notNull(),
    /** The number as it stood afterwards. */
    number: integer(),
    becauseOf: uuid(),
    kioskId: uuid(),
    staffId: uuid(),
    occurredAt: instant().notNull(),
    receivedAt: instant()
      .notNull()
      .default(sql`now()`),
  },
  (t) => [
    primaryKey({ columns: [t.organisationId, t.id] }),
    foreignKey({
      columns: [t.organisationId, t.sessionId],
      foreignColumns: [session.organisationId, session.id],
    }),
    foreignKey({ columns: [t.organisationId, t.kioskId], foreignColumns: [kiosk.organisationId, kiosk.id] }),
    foreignKey({ columns: [t.organisationId, t.staffId], foreignColumns: [staff.organisationId, staff.id] }),
    index('head_count_event_of_session').on(t.organisationId, t.sessionId),
    index('head_count_event_because_of')
      .on(t.organisationId, t.becauseOf)
      .where(sql`because_of is not null`),
    check('head_count_event_kind_known', sql`${t.kind} in ('guest', 'guest_withdrawn', 'guests', 'heads')`),
    tenantPolicy(),
  ],
)

/** Somebody will not come, told beforehand. The reason is for the coach, administrators and whoever wrote it. */
export const absence = pgTable(
  'absence',
  {
    ...tenant,
    id: identifier(),
    participantId: uuid().notNull(),
    sessionId: uuid().notNull(),
    reason: text().notNull().default(''),
    /** Null where the participant told it. */
    toldBy: uuid(),
    toldAt: instant()
      .notNull()
      .default(sql`now()`),
    withdrawnAt: instant(),
    /** Null where the participant took it back. */
    withdrawnBy: uuid(),
  },
  (t) => [
    primaryKey({ columns: [t.organisationId, t.id] }),
    foreignKey({
      columns: [t.organisationId, t.participantId],
      foreignColumns: [participant.organisationId, participant.id],
    }),
    foreignKey({
      columns: [t.organisationId, t.sessionId],
      foreignColumns: [session.organisationId, session.id],
    }),
    foreignKey({ columns: [t.organisationId, t.toldBy], foreignColumns: [staff.organisationId, staff.id] }),
    uniqueIndex('absence_standing')
      .on(t.organisationId, t.sessionId, t.participantId)
      .where(sql`withdrawn_at is null`),
    index('absence_of_participant').on(t.organisationId, t.participantId),
    check('absence_reason_length', sql`char_length(${t.reason}) <= 500`),
    tenantPolicy(),
  ],
)

/** What somebody answered the kiosk's one question, or that they would rather not. */
export const answer = pgTable(
  'answer',
  {
    ...tenant,
    /** The id that the device gave it. */
    id: identifier(),
    participantId: uuid().notNull(),
    enrolmentId: uuid().notNull(),
    question: text().$type<KioskQuestion>().notNull(),
    /** 1 to 5, five the best; null where it was skipped. */
    value: integer(),
    sessionId: uuid(),
    kioskId: uuid(),
    answeredAt: instant()
      .notNull()
      .default(sql`now()`),
  },
  (t) => [
    primaryKey({ columns: [t.organisationId, t.id] }),
    foreignKey({
      columns: [t.organisationId, t.participantId],
      foreignColumns: [participant.organisationId, participant.id],
    }),
    foreignKey({
      columns: [t.organisationId, t.enrolmentId],
      foreignColumns: [enrolment.organisationId, enrolment.id],
    }),
    foreignKey({
      columns: [t.organisationId, t.sessionId],
      foreignColumns: [session.organisationId, session.id],
    }),
    foreignKey({ columns: [t.organisationId, t.kioskId], foreignColumns: [kiosk.organisationId, kiosk.id] }),
    index('answer_of_enrolment').on(t.organisationId, t.enrolmentId, t.answeredAt),
    check('answer_question_known', sql`${t.question} in ('health', 'session')`),
    check('answer_range', sql`${t.value} between 1 and 5`),
    tenantPolicy(),
  ],
)
