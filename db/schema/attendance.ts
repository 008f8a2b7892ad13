import { sql } from 'drizzle-orm'
import {
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core'
import { identifier, instant, tenant, tenantPolicy } from '../columns.ts'
import type { AttendanceStatus, ClosedBy, EventKind, EventSource } from '../../server/attendance/words.ts'
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
      sql`${t.kind} in ('check_in', 'departure', 'mark', 'correction', 'closing')`,
    ),
    check('attendance_event_source_known', sql`${t.source} in ('kiosk', 'staff', 'system')`),
    tenantPolicy(),
  ],
)
