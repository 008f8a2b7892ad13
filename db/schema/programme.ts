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
  uuid,
} from 'drizzle-orm/pg-core'
import { identifier, instant, localDate, tenant, tenantPolicy } from '../columns.ts'
import type { KioskQuestion } from '../../server/programme/words.ts'
import { organisation } from './organisation.ts'
import { participant, referrer, staff } from './people.ts'

/** Begun from a preset, then the organisation's own. */
export const programme = pgTable(
  'programme',
  {
    ...tenant,
    id: identifier(),
    preset: text().notNull(),
    name: text().notNull(),
    ageFrom: integer(),
    ageTo: integer(),
    plannedWeeks: integer(),
    weeklyTargetMinutes: integer(),
    graceMinutes: integer().notNull().default(10),
    creditRule: text().$type<'scheduled' | 'as_registered'>().notNull().default('scheduled'),
    goalPercent: integer(),
    followUpDays: integer().array().notNull().default([]),
    talkLimitDays: integer().notNull().default(7),
    /** What the kiosk asks after a check-in or a check-out, and how many days pass before it asks anybody again. */
    question: text().$type<KioskQuestion>(),
    questionEveryDays: integer().notNull().default(7),
    createdAt: instant()
      .notNull()
      .default(sql`now()`),
    archivedAt: instant(),
    version: integer().notNull().default(1),
  },
  (t) => [
    primaryKey({ columns: [t.organisationId, t.id] }),
    foreignKey({ columns: [t.organisationId], foreignColumns: [organisation.organisationId] }),
    unique('programme_name').on(t.organisationId, t.name),
    check('programme_target_range', sql`${t.weeklyTargetMinutes} between 0 and 2400`),
    check('programme_grace_range', sql`${t.graceMinutes} between 0 and 60`),
    check('programme_question_known', sql`${t.question} in ('health', 'session')`),
    check('programme_question_range', sql`${t.questionEveryDays} between 1 and 365`),
    check('programme_credit_rule_known', sql`${t.creditRule} in ('scheduled', 'as_registered')`),
    tenantPolicy(),
  ],
)

/** A step of the programme's ladder. */
export const stage = pgTable(
  'stage',
  {
    ...tenant,
    id: identifier(),
    programmeId: uuid().notNull(),
    position: integer().notNull(),
    key: text().notNull(),
    name: text().notNull(),
    /** At a gate it is decided whether the participant goes on or back. */
    isGate: boolean().notNull().default(false),
  },
  (t) => [
    primaryKey({ columns: [t.organisationId, t.id] }),
    foreignKey({
      columns: [t.organisationId, t.programmeId],
      foreignColumns: [programme.organisationId, programme.id],
    }),
    unique('stage_position').on(t.organisationId, t.programmeId, t.position),
    tenantPolicy(),
  ],
)

/** One participant in one programme, from a date to a date. */
export const enrolment = pgTable(
  'enrolment',
  {
    ...tenant,
    id: identifier(),
    participantId: uuid().notNull(),
    programmeId: uuid().notNull(),
    referrerId: uuid(),
    coachId: uuid(),
    startsOn: localDate().notNull(),
    /** The length it began with: a later change of the programme does not touch it. */
    plannedWeeks: integer(),
    plannedEndOn: localDate(),
    weeklyTargetMinutes: integer(),
    /** A one-to-one talk is meant every so many weeks; without a number none is. */
    talkEveryWeeks: integer().default(1),
    endsOn: localDate(),
    /** Grows with each change, so that of two who change it the second is told. */
    version: integer().notNull().default(1),
    createdAt: instant()
      .notNull()
      .default(sql`now()`),
    createdBy: uuid(),
  },
  (t) => [
    primaryKey({ columns: [t.organisationId, t.id] }),
    foreignKey({
      columns: [t.organisationId, t.participantId],
      foreignColumns: [participant.organisationId, participant.id],
    }),
    foreignKey({
      columns: [t.organisationId, t.programmeId],
      foreignColumns: [programme.organisationId, programme.id],
    }),
    foreignKey({
      columns: [t.organisationId, t.referrerId],
      foreignColumns: [referrer.organisationId, referrer.id],
    }),
    foreignKey({ columns: [t.organisationId, t.coachId], foreignColumns: [staff.organisationId, staff.id] }),
    index('enrolment_of_participant').on(t.organisationId, t.participantId),
    index('enrolment_of_programme').on(t.organisationId, t.programmeId),
    check('enrolment_order', sql`${t.endsOn} >= ${t.startsOn}`),
    check('enrolment_talks_range', sql`${t.talkEveryWeeks} between 1 and 12`),
    check('enrolment_target_range', sql`${t.weeklyTargetMinutes} between 0 and 2400`),
    tenantPolicy(),
  ],
)

/** From this week on, so many planned minutes a week. */
export const planStep = pgTable(
  'plan_step',
  {
    ...tenant,
    enrolmentId: uuid().notNull(),
    /** A Monday. */
    fromMonday: localDate().notNull(),
    minutes: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.organisationId, t.enrolmentId, t.fromMonday] }),
    foreignKey({
      columns: [t.organisationId, t.enrolmentId],
      foreignColumns: [enrolment.organisationId, enrolment.id],
    }),
    check('plan_step_on_monday', sql`extract(isodow from ${t.fromMonday}) = 1`),
    check('plan_step_range', sql`${t.minutes} between 0 and 2400`),
    tenantPolicy(),
  ],
)

/** A small goal in the plan. */
export const milestone = pgTable(
  'milestone',
  {
    ...tenant,
    id: identifier(),
    enrolmentId: uuid().notNull(),
    title: text().notNull(),
    createdAt: instant()
      .notNull()
      .default(sql`now()`),
    createdBy: uuid(),
    reachedOn: localDate(),
  },
  (t) => [
    primaryKey({ columns: [t.organisationId, t.id] }),
    foreignKey({
      columns: [t.organisationId, t.enrolmentId],
      foreignColumns: [enrolment.organisationId, enrolment.id],
    }),
    index('milestone_of_enrolment').on(t.organisationId, t.enrolmentId),
    tenantPolicy(),
  ],
)

/** The participant's way along the ladder; the latest row is where they stand. */
export const stageChange = pgTable(
  'stage_change',
  {
    ...tenant,
    id: identifier(),
    enrolmentId: uuid().notNull(),
    stageId: uuid().notNull(),
    onDate: localDate().notNull(),
    recordedAt: instant()
      .notNull()
      .default(sql`now()`),
    recordedBy: uuid(),
  },
  (t) => [
    primaryKey({ columns: [t.organisationId, t.id] }),
    foreignKey({
      columns: [t.organisationId, t.enrolmentId],
      foreignColumns: [enrolment.organisationId, enrolment.id],
    }),
    foreignKey({ columns: [t.organisationId, t.stageId], foreignColumns: [stage.organisationId, stage.id] }),
    index('stage_change_of_enrolment').on(t.organisationId, t.enrolmentId, t.onDate),
    tenantPolicy(),
  ],
)

/** What a participant has agreed to; dated, withdrawable, asked again at each enrolment. */
export const consent = pgTable(
  'consent',
  {
    ...tenant,
    id: identifier(),
    participantId: uuid().notNull(),
    enrolmentId: uuid(),
    kind: text().$type<'email' | 'feed' | 'national_follow_up'>().notNull(),
    givenAt: instant()
      .notNull()
      .default(sql`now()`),
    recordedBy: uuid(),
    withdrawnAt: instant(),
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
    index('consent_of_participant').on(t.organisationId, t.participantId),
    check('consent_kind_known', sql`${t.kind} in ('email', 'feed', 'national_follow_up')`),
    tenantPolicy(),
  ],
)
