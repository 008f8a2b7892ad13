import { sql } from 'drizzle-orm'
import {
  boolean,
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
  pgPolicy,
} from 'drizzle-orm/pg-core'
import { appRole, identifier, instant, tenant, tenantPolicy } from '../columns.ts'
import type { KioskWay } from '../../server/access/kiosk-words.ts'
import { organisation } from './organisation.ts'
import { participant, staff } from './people.ts'
import { programme } from './programme.ts'
import { location } from './schedule.ts'

/**
 * Where one may come in without saying to which organisation: an e-mail address at the sign-in, a pairing code at the
 * tablet. Only the row whose key is presented can be seen from outside; it tells nothing but the organisation.
 */
export const entrance = pgTable(
  'entrance',
  {
    ...tenant,
    keyHash: text().notNull(),
    kind: text().$type<'installation' | 'email' | 'pairing_code'>().notNull(),
    createdAt: instant()
      .notNull()
      .default(sql`now()`),
  },
  (t) => [
    primaryKey({ columns: [t.organisationId, t.keyHash] }),
    foreignKey({ columns: [t.organisationId], foreignColumns: [organisation.organisationId] }),
    index('entrance_by_key').on(t.keyHash),
    check('entrance_kind_known', sql`${t.kind} in ('installation', 'email', 'pairing_code')`),
    tenantPolicy(),
    pgPolicy('presented_key', {
      for: 'select',
      to: appRole,
      using: sql`key_hash = nullif(current_setting('app.entrance', true), '')`,
    }),
  ],
)

/** An argon2id password in PHC form. */
export const staffPassword = pgTable(
  'staff_password',
  {
    ...tenant,
    staffId: uuid().notNull(),
    phc: text().notNull(),
    changedAt: instant()
      .notNull()
      .default(sql`now()`),
    /** Who gave it, where it is temporary: until its owner has chosen another, it opens nothing but that choice. */
    givenBy: uuid(),
  },
  (t) => [
    primaryKey({ columns: [t.organisationId, t.staffId] }),
    foreignKey({ columns: [t.organisationId, t.staffId], foreignColumns: [staff.organisationId, staff.id] }),
    foreignKey({ columns: [t.organisationId, t.givenBy], foreignColumns: [staff.organisationId, staff.id] }),
    tenantPolicy(),
  ],
)

/** A second factor: a TOTP secret or a passkey. */
export const secondFactor = pgTable(
  'second_factor',
  {
    ...tenant,
    id: identifier(),
    staffId: uuid().notNull(),
    kind: text().$type<'totp' | 'passkey'>().notNull(),
    name: text().notNull(),
    secret: text().notNull(),
    /** The last TOTP step or passkey counter that was used: a code works once. */
    lastUsedStep: text(),
    createdAt: instant()
      .notNull()
      .default(sql`now()`),
    confirmedAt: instant(),
    revokedAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.organisationId, t.id] }),
    foreignKey({ columns: [t.organisationId, t.staffId], foreignColumns: [staff.organisationId, staff.id] }),
    index('second_factor_of_staff').on(t.organisationId, t.staffId),
    check('second_factor_kind_known', sql`${t.kind} in ('totp', 'passkey')`),
    tenantPolicy(),
  ],
)

/** One sign-in of one staff member on one device. */
export const signIn = pgTable(
  'sign_in',
  {
    ...tenant,
    id: identifier(),
    staffId: uuid().notNull(),
    tokenHash: text().notNull(),
    device: text().notNull(),
    createdAt: instant()
      .notNull()
      .default(sql`now()`),
    lastUsedAt: instant()
      .notNull()
      .default(sql`now()`),
    expiresAt: instant().notNull(),
    endedAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.organisationId, t.id] }),
    foreignKey({ columns: [t.organisationId, t.staffId], foreignColumns: [staff.organisationId, staff.id] }),
    unique('sign_in_token').on(t.organisationId, t.tokenHash),
    index('sign_in_of_staff').on(t.organisationId, t.staffId),
    tenantPolicy(),
  ],
)

/** A participant's code for the kiosk; only its keyed hash is kept. */
export const personalCode = pgTable(
  'personal_code',
  {
    ...tenant,
    id: identifier(),
    participantId: uuid().notNull(),
    codeHash: text().notNull(),
    issuedAt: instant()
      .notNull()
      .default(sql`now()`),
    issuedBy: uuid(),
    revokedAt: instant(),
    revokedBy: uuid(),
  },
  (t) => [
    primaryKey({ columns: [t.organisationId, t.id] }),
    foreignKey({
      columns: [t.organisationId, t.participantId],
      foreignColumns: [participant.organisationId, participant.id],
    }),
    uniqueIndex('personal_code_in_use')
      .on(t.organisationId, t.codeHash)
      .where(sql`revoked_at is null`),
    uniqueIndex('personal_code_of_participant')
      .on(t.organisationId, t.participantId)
      .where(sql`revoked_at is null`),
    tenantPolicy(),
  ],
)

/** A tablet by the door. */
export const kiosk = pgTable(
  'kiosk',
  {
    ...tenant,
    id: identifier(),
    name: text().notNull(),
    locationId: uuid(),
    createdAt: instant()
      .notNull()
      .default(sql`now()`),
    createdBy: uuid(),
    tokenHash: text(),
    pairedAt: instant(),
    lastSeenAt: instant(),
    revokedAt: instant(),
    revokedBy: uuid(),
    /** How one checks in here. */
    ways: text()
      .array()
      .$type<KioskWay[]>()
      .notNull()
      .default(sql`'{code}'`),
    /** The languages to choose from; the organisation's own is always there. */
    languages: text()
      .array()
      .notNull()
      .default(sql`'{sv,sv-easy,en,ar,so,uk,ti,prs}'`),
    /** Of what it reads aloud, in percent. */
    volume: integer().notNull().default(70),
    /** Silent for so long while the house is open, it is told of. */
    silentAfterMinutes: integer().notNull().default(30),
    version: integer().notNull().default(1),
    /** What the tablet last told of itself. */
    release: text(),
    batteryPercent: integer(),
    charging: boolean(),
    /** How many check-ins wait on it, since when the oldest does, and how far its clock is ahead of ours. */
    waiting: integer().notNull().default(0),
    waitingSince: instant(),
    skewSeconds: integer(),
    /** Whether its browser seals and starts without a network: only over TLS, and on the machine itself. */
    keepsOffline: boolean(),
    /** When so many codes had opened nothing that staff should know. */
    guessedAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.organisationId, t.id] }),
    foreignKey({ columns: [t.organisationId], foreignColumns: [organisation.organisationId] }),
    foreignKey({
      columns: [t.organisationId, t.locationId],
      foreignColumns: [location.organisationId, location.id],
    }),
    unique('kiosk_token').on(t.organisationId, t.tokenHash),
    uniqueIndex('kiosk_name')
      .on(t.organisationId, t.name)
      .where(sql`revoked_at is null`),
    check('kiosk_ways_known', sql`${t.ways} <@ '{code,card,phone,guest}' and cardinality(${t.ways}) > 0`),
    check('kiosk_volume_range', sql`${t.volume} between 0 and 100`),
    check('kiosk_silent_range', sql`${t.silentAfterMinutes} between 5 and 1440`),
    tenantPolicy(),
  ],
)

/** A tablet for these programmes only; without a row it is for all. */
export const kioskProgramme = pgTable(
  'kiosk_programme',
  {
    ...tenant,
    kioskId: uuid().notNull(),
    programmeId: uuid().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.organisationId, t.kioskId, t.programmeId] }),
    foreignKey({ columns: [t.organisationId, t.kioskId], foreignColumns: [kiosk.organisationId, kiosk.id] }),
    foreignKey({
      columns: [t.organisationId, t.programmeId],
      foreignColumns: [programme.organisationId, programme.id],
    }),
    tenantPolicy(),
  ],
)

/** A participant's card for the kiosk; only the hash of what its picture says is kept. */
export const personalCard = pgTable(
  'personal_card',
  {
    ...tenant,
    id: identifier(),
    participantId: uuid().notNull(),
    cardHash: text().notNull(),
    issuedAt: instant()
      .notNull()
      .default(sql`now()`),
    issuedBy: uuid(),
    revokedAt: instant(),
    revokedBy: uuid(),
  },
  (t) => [
    primaryKey({ columns: [t.organisationId, t.id] }),
    foreignKey({
      columns: [t.organisationId, t.participantId],
      foreignColumns: [participant.organisationId, participant.id],
    }),
    unique('personal_card_hash').on(t.organisationId, t.cardHash),
    uniqueIndex('personal_card_of_participant')
      .on(t.organisationId, t.participantId)
      .where(sql`revoked_at is null`),
    tenantPolicy(),
  ],
)

/** A one-use code that pairs a tablet with a kiosk within ten minutes. */
export const kioskPairing = pgTable(
  'kiosk_pairing',
  {
    ...tenant,
    id: identifier(),
    kioskId: uuid().notNull(),
    codeHash: text().notNull(),
    createdAt: instant()
      .notNull()
      .default(sql`now()`),
    createdBy: uuid(),
    expiresAt: instant().notNull(),
    usedAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.organisationId, t.id] }),
    foreignKey({ columns: [t.organisationId, t.kioskId], foreignColumns: [kiosk.organisationId, kiosk.id] }),
    unique('kiosk_pairing_code').on(t.organisationId, t.codeHash),
    tenantPolicy(),
  ],
)

/** The access log: who read or changed what of whom. The app can only add to it. */
export const accessEntry = pgTable(
  'access_entry',
  {
    ...tenant,
    id: identifier(),
    at: instant()
      .notNull()
      .default(sql`now()`),
    staffId: uuid(),
    participantId: uuid(),
    act: text().$type<'read' | 'change'>().notNull(),
    what: text().notNull(),
    requestId: text(),
  },
  (t) => [
    primaryKey({ columns: [t.organisationId, t.id] }),
    foreignKey({ columns: [t.organisationId], foreignColumns: [organisation.organisationId] }),
    index('access_entry_of_participant').on(t.organisationId, t.participantId, t.at),
    index('access_entry_by_time').on(t.organisationId, t.at),
    check('access_entry_act_known', sql`${t.act} in ('read', 'change')`),
    tenantPolicy(),
  ],
)

/** A participant's secret way to the own week: no sign-in, only the hash of the address is kept. */
export const personalLink = pgTable(
  'personal_link',
  {
    ...tenant,
    id: identifier(),
    participantId: uuid().notNull(),
    tokenHash: text().notNull(),
    createdAt: instant()
      .notNull()
      .default(sql`now()`),
    createdBy: uuid(),
    revokedAt: instant(),
    revokedBy: uuid(),
    lastUsedAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.organisationId, t.id] }),
    foreignKey({
      columns: [t.organisationId, t.participantId],
      foreignColumns: [participant.organisationId, participant.id],
    }),
    unique('personal_link_token').on(t.organisationId, t.tokenHash),
    uniqueIndex('personal_link_of_participant')
      .on(t.organisationId, t.participantId)
      .where(sql`revoked_at is null`),
    tenantPolicy(),
  ],
)
