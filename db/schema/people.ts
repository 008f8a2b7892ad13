import { sql } from 'drizzle-orm'
import {
  bigint,
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { identifier, instant, tenant, tenantPolicy } from '../columns.ts'
import type { Gender, ReferrerKind } from '../../server/people/words.ts'
import type { Role } from '../../server/access/permissions.ts'
import { organisation } from './organisation.ts'

export const staff = pgTable(
  'staff',
  {
    ...tenant,
    id: identifier(),
    name: text().notNull(),
    email: text().notNull(),
    language: text(),
    createdAt: instant()
      .notNull()
      .default(sql`now()`),
    /** When the person stopped working here: signs in no more, stays in the history. */
    leftAt: instant(),
    leftBy: uuid(),
    version: integer().notNull().default(1),
  },
  (t) => [
    primaryKey({ columns: [t.organisationId, t.id] }),
    foreignKey({ columns: [t.organisationId], foreignColumns: [organisation.organisationId] }),
    uniqueIndex('staff_email').on(t.organisationId, sql`lower(${t.email})`),
    check('staff_name_length', sql`char_length(${t.name}) between 1 and 120`),
    tenantPolicy(),
  ],
)

export const staffRole = pgTable(
  'staff_role',
  {
    ...tenant,
    staffId: uuid().notNull(),
    role: text().$type<Role>().notNull(),
    grantedAt: instant()
      .notNull()
      .default(sql`now()`),
    grantedBy: uuid(),
  },
  (t) => [
    primaryKey({ columns: [t.organisationId, t.staffId, t.role] }),
    foreignKey({ columns: [t.organisationId, t.staffId], foreignColumns: [staff.organisationId, staff.id] }),
    check('staff_role_known', sql`${t.role} in ('administrator', 'coordinator', 'leader', 'reader')`),
    tenantPolicy(),
  ],
)

/** Who sends participants to the programme. */
export const referrer = pgTable(
  'referrer',
  {
    ...tenant,
    id: identifier(),
    name: text().notNull(),
    kind: text().$type<ReferrerKind>().notNull(),
    createdAt: instant()
      .notNull()
      .default(sql`now()`),
    archivedAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.organisationId, t.id] }),
    foreignKey({ columns: [t.organisationId], foreignColumns: [organisation.organisationId] }),
    uniqueIndex('referrer_name').on(t.organisationId, t.name),
    tenantPolicy(),
  ],
)

/** The person. Personal identity numbers are never stored. */
export const participant = pgTable(
  'participant',
  {
    ...tenant,
    id: identifier(),
    firstName: text().notNull(),
    lastName: text().notNull(),
    gender: text().$type<Gender>().notNull().default('not_recorded'),
    birthYear: integer(),
    language: text(),
    /** When the person chose to be greeted by first name at the kiosk. */
    greetedByNameSince: instant(),
    /** The largest group in which the person is comfortable. */
    largestGroup: integer(),
    /** Bumped by whatever changes this person's own feed; part of its ETag. */
    feedVersion: bigint({ mode: 'number' }).notNull().default(1),
    createdAt: instant()
      .notNull()
      .default(sql`now()`),
    createdBy: uuid(),
    /** Raised by every edit of the person's facts, so that the second of two editors is told. */
    version: integer().notNull().default(1),
  },
  (t) => [
    primaryKey({ columns: [t.organisationId, t.id] }),
    foreignKey({ columns: [t.organisationId], foreignColumns: [organisation.organisationId] }),
    index('participant_by_name').on(t.organisationId, t.lastName, t.firstName),
    check('participant_birth_year', sql`${t.birthYear} between 1900 and 2100`),
    check('participant_gender_known', sql`${t.gender} in ('woman', 'man', 'other', 'not_recorded')`),
    tenantPolicy(),
  ],
)

/** While a row without an end stands, the person must not be findable. */
export const identityProtection = pgTable(
  'identity_protection',
  {
    ...tenant,
    id: identifier(),
    participantId: uuid().notNull(),
    setAt: instant()
      .notNull()
      .default(sql`now()`),
    setBy: uuid(),
    liftedAt: instant(),
    liftedBy: uuid(),
  },
  (t) => [
    primaryKey({ columns: [t.organisationId, t.id] }),
    foreignKey({
      columns: [t.organisationId, t.participantId],
      foreignColumns: [participant.organisationId, participant.id],
    }),
    uniqueIndex('identity_protection_standing')
      .on(t.organisationId, t.participantId)
      .where(sql`lifted_at is null`),
    tenantPolicy(),
  ],
)
