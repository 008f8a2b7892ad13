import { sql } from 'drizzle-orm'
import {
  boolean,
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  smallint,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { identifier, instant, localDate, localTime, tenant, tenantPolicy } from '../columns.ts'
import type { Category } from '../../server/schedule/categories.ts'
import { organisation } from './organisation.ts'
import { participant, staff } from './people.ts'
import { programme } from './programme.ts'

/** Where a session is held. */
export const location = pgTable(
  'location',
  {
    ...tenant,
    id: identifier(),
    name: text().notNull(),
    outdoors: boolean().notNull().default(false),
    /** Several sessions may be held here at once, as in a park. */
    shareable: boolean().notNull().default(false),
    createdAt: instant()
      .notNull()
      .default(sql`now()`),
    archivedAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.organisationId, t.id] }),
    foreignKey({ columns: [t.organisationId], foreignColumns: [organisation.organisationId] }),
    unique('location_name').on(t.organisationId, t.name),
    unique('location_sharing').on(t.organisationId, t.id, t.shareable),
    tenantPolicy(),
  ],
)

/** What is offered: Yoga, Chiball, Matlagningstimma … */
export const activity = pgTable(
  'activity',
  {
    ...tenant,
    id: identifier(),
    name: text().notNull(),
    category: text().$type<Category>().notNull(),
    usualMinutes: integer().notNull(),
    locationId: uuid(),
    leaderId: uuid(),
    outdoors: boolean().notNull().default(false),
    places: integer(),
    description: text().notNull().default(''),
    createdAt: instant()
      .notNull()
      .default(sql`now()`),
    archivedAt: instant(),
    version: integer().notNull().default(1),
  },
  (t) => [
    primaryKey({ columns: [t.organisationId, t.id] }),
    foreignKey({ columns: [t.organisationId], foreignColumns: [organisation.organisationId] }),
    foreignKey({
      columns: [t.organisationId, t.locationId],
      foreignColumns: [location.organisationId, location.id],
    }),
    foreignKey({ columns: [t.organisationId, t.leaderId], foreignColumns: [staff.organisationId, staff.id] }),
    uniqueIndex('activity_name')
      .on(t.organisationId, t.name)
      .where(sql`archived_at is null`),
    check(
      'activity_category_known',
      sql`${t.category} in ('social_preparation', 'health_promotion', 'work_preparation')`,
    ),
    check('activity_minutes_range', sql`${t.usualMinutes} between 5 and 720`),
    check('activity_places_range', sql`${t.places} between 1 and 500`),
    tenantPolicy(),
  ],
)

/** An activity with rows here is open to those programmes only; without rows, to all. */
export const activityProgramme = pgTable(
  'activity_programme',
  { ...tenant, activityId: uuid().notNull(), programmeId: uuid().notNull() },
  (t) => [
    primaryKey({ columns: [t.organisationId, t.activityId, t.programmeId] }),
    foreignKey({
      columns: [t.organisationId, t.activityId],
      foreignColumns: [activity.organisationId, activity.id],
    }),
    foreignKey({
      columns: [t.organisationId, t.programmeId],
      foreignColumns: [programme.organisationId, programme.id],
    }),
    tenantPolicy(),
  ],
)

/** What was meant: on these weekdays, at this time on the wall, from a date to a date. The sessions are what is. */
export const series = pgTable(
  'series',
  {
    ...tenant,
    id: identifier(),
    activityId: uuid().notNull(),
    /** ISO weekdays, Monday 1. */
    weekdays: smallint().array().notNull(),
    startsOn: localDate().notNull(),
    endsOn: localDate(),
    startTime: localTime().notNull(),
    minutes: integer().notNull(),
    timeZone: text().notNull(),
    locationId: uuid(),
    leaderId: uuid(),
    places: integer(),
    /** Sessions exist up to and including this day. */
    madeUntil: localDate(),
    createdAt: instant()
      .notNull()
      .default(sql`now()`),
    createdBy: uuid(),
  },
  (t) => [
    primaryKey({ columns: [t.organisationId, t.id] }),
    foreignKey({
      columns: [t.organisationId, t.activityId],
      foreignColumns: [activity.organisationId, activity.id],
    }),
    foreignKey({
      columns: [t.organisationId, t.locationId],
      foreignColumns: [location.organisationId, location.id],
    }),
    foreignKey({ columns: [t.organisationId, t.leaderId], foreignColumns: [staff.organisationId, staff.id] }),
    check('series_order', sql`${t.endsOn} >= ${t.startsOn}`),
    check(
      'series_weekdays',
      sql`${t.weekdays} <@ array[1,2,3,4,5,6,7]::smallint[] and cardinality(${t.weekdays}) between 1 and 7`,
    ),
    check('series_minutes_range', sql`${t.minutes} between 5 and 720`),
    tenantPolicy(),
  ],
)

/** One dated occurrence of an activity. */
export const session = pgTable(
  'session',
  {
    ...tenant,
    id: identifier(),
    activityId: uuid().notNull(),
    seriesId: uuid(),
    /** The day the series' rule gave it, wherever it was moved since. */
    seriesDate: localDate(),
    startsAt: instant().notNull(),
    endsAt: instant().notNull(),
    /** The wall time and zone it was planned in. */
    localDate: localDate().notNull(),
    localStart: localTime().notNull(),
    localEnd: localTime().notNull(),
    timeZone: text().notNull(),
    locationId: uuid(),
    locationShareable: boolean(),
    leaderId: uuid(),
    places: integer(),
    /** RFC 5545 SEQUENCE: grows with each change of time, place or status. */
    sequence: integer().notNull().default(0),
    version: integer().notNull().default(1),
    createdAt: instant()
      .notNull()
      .default(sql`now()`),
    createdBy: uuid(),
    changedAt: instant()
      .notNull()
      .default(sql`now()`),
    cancelledAt: instant(),
    cancelledBy: uuid(),
    cancellationReason: text(),
  },
  (t) => [
    primaryKey({ columns: [t.organisationId, t.id] }),
    foreignKey({
      columns: [t.organisationId, t.activityId],
      foreignColumns: [activity.organisationId, activity.id],
    }),
    foreignKey({
      columns: [t.organisationId, t.seriesId],
      foreignColumns: [series.organisationId, series.id],
    }),
    foreignKey({
      columns: [t.organisationId, t.locationId, t.locationShareable],
      foreignColumns: [location.organisationId, location.id, location.shareable],
    }).onUpdate('cascade'),
    foreignKey({ columns: [t.organisationId, t.leaderId], foreignColumns: [staff.organisationId, staff.id] }),
    unique('session_of_series').on(t.organisationId, t.seriesId, t.seriesDate),
    index('session_by_start').on(t.organisationId, t.startsAt),
    index('session_by_day').on(t.organisationId, t.localDate),
    check(
      'session_order',
      sql`${t.endsAt} > ${t.startsAt} and ${t.endsAt} <= ${t.startsAt} + interval '13 hours'`,
    ),
    check('session_location_sharing', sql`(${t.locationId} is null) = (${t.locationShareable} is null)`),
    check('session_places_range', sql`${t.places} between 1 and 500`),
    check('session_cancellation_whole', sql`(${t.cancelledAt} is null) = (${t.cancellationReason} is null)`),
    tenantPolicy(),
  ],
)

/** A participant's place in one session or in a whole series. */
export const booking = pgTable(
  'booking',
  {
    ...tenant,
    id: identifier(),
    participantId: uuid().notNull(),
    sessionId: uuid(),
    seriesId: uuid(),
    fromDate: localDate(),
    bookedAt: instant()
      .notNull()
      .default(sql`now()`),
    bookedBy: uuid(),
    waitsSince: instant(),
    withdrawnAt: instant(),
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
    foreignKey({
      columns: [t.organisationId, t.seriesId],
      foreignColumns: [series.organisationId, series.id],
    }),
    uniqueIndex('booking_of_session')
      .on(t.organisationId, t.sessionId, t.participantId)
      .where(sql`withdrawn_at is null and session_id is not null`),
    uniqueIndex('booking_of_series')
      .on(t.organisationId, t.seriesId, t.participantId)
      .where(sql`withdrawn_at is null and series_id is not null`),
    index('booking_of_participant').on(t.organisationId, t.participantId),
    check('booking_of_one', sql`num_nonnulls(${t.sessionId}, ${t.seriesId}) = 1`),
    tenantPolicy(),
  ],
)
