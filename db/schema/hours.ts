import { sql } from 'drizzle-orm'
import { check, foreignKey, index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { identifier, instant, localDate, tenant, tenantPolicy } from '../columns.ts'
import { enrolment } from './programme.ts'

/** Hours outside the sessions: at a placement, or a home activity that counts once staff approve it. */
export const reportedHours = pgTable(
  'reported_hours',
  {
    ...tenant,
    id: identifier(),
    enrolmentId: uuid().notNull(),
    kind: text().$type<'placement' | 'home_activity'>().notNull(),
    onDate: localDate().notNull(),
    minutes: integer().notNull(),
    note: text().notNull().default(''),
    reportedAt: instant()
      .notNull()
      .default(sql`now()`),
    reportedBy: uuid(),
    approvedAt: instant(),
    approvedBy: uuid(),
    withdrawnAt: instant(),
    withdrawnBy: uuid(),
  },
  (t) => [
    primaryKey({ columns: [t.organisationId, t.id] }),
    foreignKey({
      columns: [t.organisationId, t.enrolmentId],
      foreignColumns: [enrolment.organisationId, enrolment.id],
    }),
    index('reported_hours_of_enrolment').on(t.organisationId, t.enrolmentId, t.onDate),
    check('reported_hours_range', sql`${t.minutes} between 1 and 1440`),
    check('reported_hours_kind_known', sql`${t.kind} in ('placement', 'home_activity')`),
    tenantPolicy(),
  ],
)

/** A week that an average leaves out: illness, holiday, closed. */
export const excusedWeek = pgTable(
  'excused_week',
  {
    ...tenant,
    enrolmentId: uuid().notNull(),
    monday: localDate().notNull(),
    reason: text().$type<'illness' | 'holiday' | 'closed' | 'other'>().notNull(),
    recordedAt: instant()
      .notNull()
      .default(sql`now()`),
    recordedBy: uuid(),
  },
  (t) => [
    primaryKey({ columns: [t.organisationId, t.enrolmentId, t.monday] }),
    foreignKey({
      columns: [t.organisationId, t.enrolmentId],
      foreignColumns: [enrolment.organisationId, enrolment.id],
    }),
    check('excused_week_on_monday', sql`extract(isodow from ${t.monday}) = 1`),
    check('excused_week_reason_known', sql`${t.reason} in ('illness', 'holiday', 'closed', 'other')`),
    tenantPolicy(),
  ],
)

/** When an enrolment first reached its level (DOMAIN, "Counting hours"); kept, whatever is corrected later. */
export const levelReached = pgTable(
  'level_reached',
  {
    ...tenant,
    enrolmentId: uuid().notNull(),
    reachedOn: localDate().notNull(),
    recordedAt: instant()
      .notNull()
      .default(sql`now()`),
  },
  (t) => [
    primaryKey({ columns: [t.organisationId, t.enrolmentId] }),
    foreignKey({
      columns: [t.organisationId, t.enrolmentId],
      foreignColumns: [enrolment.organisationId, enrolment.id],
    }),
    tenantPolicy(),
  ],
)
