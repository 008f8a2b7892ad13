import { bigint, check, foreignKey, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { sql } from 'drizzle-orm'
import type { LocalTime } from '../../server/time/dates.ts'
import { identifier, instant, localDate, localTime, tenant, tenantPolicy } from '../columns.ts'

/** The tenant: a municipality or a coordination association. */
export const organisation = pgTable(
  'organisation',
  {
    organisationId: uuid().notNull(),
    name: text().notNull(),
    timeZone: text().notNull().default('Europe/Stockholm'),
    language: text().notNull().default('sv'),
    /** Bumped by whatever changes what a calendar shows; the ETag of week and feeds. */
    scheduleVersion: bigint({ mode: 'number' }).notNull().default(1),
    /** Neutral words instead of activity names in feeds and letters. */
    neutralTitlesSince: instant(),
    /** On days that are not closed, somebody is there between these; a tablet that is silent then is told of. */
    opensAt: localTime()
      .notNull()
      .default('08:00' as LocalTime),
    closesAt: localTime()
      .notNull()
      .default('17:00' as LocalTime),
    createdAt: instant()
      .notNull()
      .default(sql`now()`),
    /** Of its settings: so that of two who change them, the second is told. */
    version: integer().notNull().default(1),
  },
  (t) => [
    primaryKey({ columns: [t.organisationId] }),
    check('organisation_hours_order', sql`${t.closesAt} > ${t.opensAt}`),
    check('organisation_name_length', sql`char_length(${t.name}) between 1 and 120`),
    tenantPolicy(),
  ],
)

/** A day or a period when nothing is offered. */
export const closedPeriod = pgTable(
  'closed_period',
  {
    ...tenant,
    id: identifier(),
    startsOn: localDate().notNull(),
    endsOn: localDate().notNull(),
    name: text().notNull(),
    createdAt: instant()
      .notNull()
      .default(sql`now()`),
    createdBy: uuid(),
    version: integer().notNull().default(1),
  },
  (t) => [
    primaryKey({ columns: [t.organisationId, t.id] }),
    foreignKey({ columns: [t.organisationId], foreignColumns: [organisation.organisationId] }),
    check('closed_period_order', sql`${t.endsOn} >= ${t.startsOn}`),
    tenantPolicy(),
  ],
)
