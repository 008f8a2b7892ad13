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
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { identifier, instant, localDate, tenant, tenantPolicy } from '../columns.ts'
import type { Destination } from '../../server/outcomes/destinations.ts'
import { enrolment, programme } from './programme.ts'

/** When and to what a participant left. Exits from before the system have no enrolment, only a reporting year. */
export const exit = pgTable(
  'exit',
  {
    ...tenant,
    id: identifier(),
    programmeId: uuid().notNull(),
    enrolmentId: uuid(),
    reportingYear: text().notNull(),
    leftOn: localDate(),
    reason: text(),
    recordedAt: instant()
      .notNull()
      .default(sql`now()`),
    recordedBy: uuid(),
    /** The file it was imported from, by its hash, and the row there: the same file twice makes nothing twice. */
    importDigest: text(),
    importRow: integer(),
    version: integer().notNull().default(1),
  },
  (t) => [
    primaryKey({ columns: [t.organisationId, t.id] }),
    foreignKey({
      columns: [t.organisationId, t.programmeId],
      foreignColumns: [programme.organisationId, programme.id],
    }),
    foreignKey({
      columns: [t.organisationId, t.enrolmentId],
      foreignColumns: [enrolment.organisationId, enrolment.id],
    }),
    uniqueIndex('exit_of_enrolment')
      .on(t.organisationId, t.enrolmentId)
      .where(sql`enrolment_id is not null`),
    unique('exit_imported_once').on(t.organisationId, t.programmeId, t.importDigest, t.importRow),
    index('exit_of_programme').on(t.organisationId, t.programmeId, t.reportingYear),
    check('exit_of_someone', sql`${t.enrolmentId} is not null or ${t.importDigest} is not null`),
    tenantPolicy(),
  ],
)

/** An exit may have more than one destination. */
export const exitDestination = pgTable(
  'exit_destination',
  {
    ...tenant,
    exitId: uuid().notNull(),
    destination: text().$type<Destination>().notNull(),
    position: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.organisationId, t.exitId, t.destination] }),
    foreignKey({ columns: [t.organisationId, t.exitId], foreignColumns: [exit.organisationId, exit.id] }),
    tenantPolicy(),
  ],
)
