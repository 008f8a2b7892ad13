import { sql } from 'drizzle-orm'
import {
  boolean,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
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
import type { ChangeKind } from '../../server/schedule/change.ts'
import type { Frequency, Ordinal } from '../../server/schedule/recurrence.ts'
import { organisation } from './organisation.ts'
import { participant, staff } from './people.ts'
import { enrolment, programme } from './programme.ts'

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
    version: integer().notNull().default(1),
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
    /** Below so many booked, staff are told two days before. */
    fewest: integer(),
    /** One-to-one talks are sessions of such an activity. */
    oneToOne: boolean().notNull().default(false),
    /** How many came is counted, and nobody is registered. */
    headsOnly: boolean().notNull().default(false),
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
    check('activity_fewest_range', sql`${t.fewest} between 1 and 500`),
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

/** What was meant: how it recurs, at this time on the wall, from a date to a date. The sessions are what is. */
export const series = pgTable(
  'series',
  {
    ...tenant,
    id: identifier(),
    activityId: uuid().notNull(),
    frequency: text().$type<Frequency>().notNull().default('weekly'),
    /** Every so many weeks, or months. */
    every: smallint().notNull().default(1),
    /** ISO weekdays, Monday 1. */
    weekdays: smallint().array().notNull(),
    /** Which of a month's weekdays: first 1 to fourth 4, last -1. */
    ordinal: smallint().$type<Ordinal>(),
    startsOn: localDate().notNull(),
    endsOn: localDate(),
    /** It ends after so many sessions. */
    times: integer(),
    startTime: localTime().notNull(),
    minutes: integer().notNull(),
    timeZone: text().notNull(),
    locationId: uuid(),
    leaderId: uuid(),
    places: integer(),
    /** Why its leader may be double-booked, when that is meant. */
    doubleBookedBecause: text(),
    /** Sessions exist up to and including this day. */
    madeUntil: localDate(),
    /** The series that this one continues since it was changed from a date on. */
    continues: uuid(),
    version: integer().notNull().default(1),
    createdAt: instant()
      .notNull()
      .default(sql`now()`),
    createdBy: uuid(),
    changedAt: instant()
      .notNull()
      .default(sql`now()`),
    /** When it was taken back: a series that never was. */
    removedAt: instant(),
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
    foreignKey({ columns: [t.organisationId, t.continues], foreignColumns: [t.organisationId, t.id] }),
    check('series_order', sql`${t.endsOn} >= ${t.startsOn}`),
    check('series_frequency_known', sql`${t.frequency} in ('weekly', 'monthly')`),
    check('series_every_range', sql`${t.every} between 1 and 52`),
    check(
      'series_ordinal_of_month',
      sql`case when ${t.frequency} = 'monthly' then ${t.ordinal} in (-1, 1, 2, 3, 4) else ${t.ordinal} is null end`,
    ),
    check('series_times_range', sql`${t.times} between 1 and 1000`),
    check('series_one_end', sql`num_nonnulls(${t.endsOn}, ${t.times}) < 2`),
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
    /** Why its leader is double-booked, when that is meant. */
    doubleBookedBecause: text(),
    /** Whose one-to-one talk it is. */
    talkEnrolmentId: uuid(),
    /** The occurrence of another calendar that it was imported from. */
    importedUid: text(),
    /** Since when a change made by hand no longer fits its series, until somebody decides. */
    undecidedSince: instant(),
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
    /** When it was taken away without a trace in the week: never announced, or undone. It is cancelled as well. */
    removedAt: instant(),
    /** Takes place: a cancelled one holds no leader, no place and nobody booked. */
    standing: boolean()
      .notNull()
      .generatedAlwaysAs(sql`cancelled_at is null`),
  },
  (t) => [
    primaryKey({ columns: [t.organisationId, t.id] }),
    foreignKey({
      columns: [t.organisationId, t.activityId],
      foreignColumns: [activity.organisationId, activity.id],
    }),
    foreignKey({
      columns: [t.organisationId, t.talkEnrolmentId],
      foreignColumns: [enrolment.organisationId, enrolment.id],
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
    unique('session_moment').on(t.organisationId, t.id, t.startsAt, t.endsAt, t.standing),
    uniqueIndex('session_imported').on(t.organisationId, t.importedUid),
    index('session_by_series').on(t.organisationId, t.seriesId, t.seriesDate),
    index('session_by_start').on(t.organisationId, t.startsAt),
    index('session_by_day').on(t.organisationId, t.localDate),
    check(
      'session_order',
      sql`${t.endsAt} > ${t.startsAt} and ${t.endsAt} <= ${t.startsAt} + interval '13 hours'`,
    ),
    check('session_location_sharing', sql`(${t.locationId} is null) = (${t.locationShareable} is null)`),
    check('session_places_range', sql`${t.places} between 1 and 500`),
    check('session_cancellation_whole', sql`(${t.cancelledAt} is null) = (${t.cancellationReason} is null)`),
    check('session_removed_cancelled', sql`${t.removedAt} is null or ${t.cancelledAt} is not null`),
    tenantPolicy(),
  ],
)

/**
 * A participant's place in a session; the one of a whole series is the standing wish from which the places in its
 * sessions are made, each a booking of its own.
 */
export const booking = pgTable(
  'booking',
  {
    ...tenant,
    id: identifier(),
    participantId: uuid().notNull(),
    sessionId: uuid(),
    /** When that session is and whether it takes place, kept by the database: nobody is in two places at once. */
    startsAt: instant(),
    endsAt: instant(),
    standing: boolean(),
    /** Made from the booking of the whole series. */
    viaSeries: boolean().notNull().default(false),
    seriesId: uuid(),
    fromDate: localDate(),
    bookedAt: instant()
      .notNull()
      .default(sql`now()`),
    /** The staff member, or null when the participant did it. */
    bookedBy: uuid(),
    waitsSince: instant(),
    /** The change of the schedule that let in who waited: when it is taken back, they wait again. */
    admittedByChange: uuid(),
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
      name: 'booking_session_moment',
      columns: [t.organisationId, t.sessionId, t.startsAt, t.endsAt, t.standing],
      foreignColumns: [
        session.organisationId,
        session.id,
        session.startsAt,
        session.endsAt,
        session.standing,
      ],
    }).onUpdate('cascade'),
    foreignKey({
      columns: [t.organisationId, t.seriesId],
      foreignColumns: [series.organisationId, series.id],
    }),
    foreignKey({
      columns: [t.organisationId, t.admittedByChange],
      foreignColumns: [scheduleChange.organisationId, scheduleChange.id],
    }),
    uniqueIndex('booking_of_session')
      .on(t.organisationId, t.sessionId, t.participantId)
      .where(sql`withdrawn_at is null and session_id is not null`),
    uniqueIndex('booking_of_series')
      .on(t.organisationId, t.seriesId, t.participantId)
      .where(sql`withdrawn_at is null and series_id is not null`),
    index('booking_of_participant').on(t.organisationId, t.participantId),
    // Each move of a session looks for its bookings, those withdrawn too.
    index('booking_at_session').on(t.organisationId, t.sessionId),
    index('booking_admitted_by_change')
      .on(t.organisationId, t.admittedByChange)
      .where(sql`admitted_by_change is not null`),
    check('booking_of_one', sql`num_nonnulls(${t.sessionId}, ${t.seriesId}) = 1`),
    check(
      'booking_moment_whole',
      sql`num_nonnulls(${t.startsAt}, ${t.endsAt}, ${t.standing}) = case when ${t.sessionId} is null then 0 else 3 end`,
    ),
    tenantPolicy(),
  ],
)

/** One thing that somebody did to the schedule, however many sessions it touched; it is undone as a whole. */
export const scheduleChange = pgTable(
  'schedule_change',
  {
    ...tenant,
    id: identifier(),
    kind: text().$type<ChangeKind>().notNull(),
    at: instant()
      .notNull()
      .default(sql`now()`),
    /** Null when the system did it at night. */
    by: uuid(),
    reason: text(),
    /** What its sentence needs beside the lines, as a name of a template. */
    facts: jsonb().$type<Record<string, string | number>>().notNull().default({}),
    /** The change that this one takes back. */
    undoes: uuid(),
  },
  (t) => [
    primaryKey({ columns: [t.organisationId, t.id] }),
    foreignKey({ columns: [t.organisationId, t.by], foreignColumns: [staff.organisationId, staff.id] }),
    foreignKey({ columns: [t.organisationId, t.undoes], foreignColumns: [t.organisationId, t.id] }),
    index('schedule_change_by_time').on(t.organisationId, t.at),
    index('schedule_change_undoing').on(t.organisationId, t.undoes),
    tenantPolicy(),
  ],
)

/** What one change did to one session: as it stood before, as it stood after, and the version it had then. */
export const sessionChange = pgTable(
  'session_change',
  {
    ...tenant,
    changeId: uuid().notNull(),
    sessionId: uuid().notNull(),
    before: jsonb().$type<object | null>(),
    after: jsonb().$type<object>().notNull(),
    version: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.organisationId, t.changeId, t.sessionId] }),
    foreignKey({
      columns: [t.organisationId, t.changeId],
      foreignColumns: [scheduleChange.organisationId, scheduleChange.id],
    }),
    foreignKey({
      columns: [t.organisationId, t.sessionId],
      foreignColumns: [session.organisationId, session.id],
    }),
    index('session_change_by_session').on(t.organisationId, t.sessionId),
    tenantPolicy(),
  ],
)

/** What one change did to one series. */
export const seriesChange = pgTable(
  'series_change',
  {
    ...tenant,
    changeId: uuid().notNull(),
    seriesId: uuid().notNull(),
    before: jsonb().$type<object | null>(),
    after: jsonb().$type<object>().notNull(),
    version: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.organisationId, t.changeId, t.seriesId] }),
    foreignKey({
      columns: [t.organisationId, t.changeId],
      foreignColumns: [scheduleChange.organisationId, scheduleChange.id],
    }),
    foreignKey({
      columns: [t.organisationId, t.seriesId],
      foreignColumns: [series.organisationId, series.id],
    }),
    index('series_change_by_series').on(t.organisationId, t.seriesId),
    tenantPolicy(),
  ],
)

/** A week kept by name, to be laid over other weeks: the ordinary week, the summer week. */
export const weekTemplate = pgTable(
  'week_template',
  {
    ...tenant,
    id: identifier(),
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
    unique('week_template_name').on(t.organisationId, t.name),
    tenantPolicy(),
  ],
)

export const templateSession = pgTable(
  'template_session',
  {
    ...tenant,
    id: identifier(),
    templateId: uuid().notNull(),
    /** ISO weekday, Monday 1. */
    weekday: smallint().notNull(),
    startTime: localTime().notNull(),
    minutes: integer().notNull(),
    activityId: uuid().notNull(),
    locationId: uuid(),
    leaderId: uuid(),
    places: integer(),
  },
  (t) => [
    primaryKey({ columns: [t.organisationId, t.id] }),
    foreignKey({
      columns: [t.organisationId, t.templateId],
      foreignColumns: [weekTemplate.organisationId, weekTemplate.id],
    }).onDelete('cascade'),
    foreignKey({
      columns: [t.organisationId, t.activityId],
      foreignColumns: [activity.organisationId, activity.id],
    }),
    foreignKey({
      columns: [t.organisationId, t.locationId],
      foreignColumns: [location.organisationId, location.id],
    }),
    foreignKey({ columns: [t.organisationId, t.leaderId], foreignColumns: [staff.organisationId, staff.id] }),
    check('template_session_weekday', sql`${t.weekday} between 1 and 7`),
    check('template_session_minutes_range', sql`${t.minutes} between 5 and 720`),
    tenantPolicy(),
  ],
)

/** When a coach is free for one-to-one talks, week after week. */
export const talkTime = pgTable(
  'talk_time',
  {
    ...tenant,
    id: identifier(),
    staffId: uuid().notNull(),
    /** ISO weekday, Monday 1. */
    weekday: smallint().notNull(),
    startTime: localTime().notNull(),
    endTime: localTime().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.organisationId, t.id] }),
    foreignKey({ columns: [t.organisationId, t.staffId], foreignColumns: [staff.organisationId, staff.id] }),
    unique('talk_time_once').on(t.organisationId, t.staffId, t.weekday, t.startTime),
    check('talk_time_weekday', sql`${t.weekday} between 1 and 7`),
    check('talk_time_order', sql`${t.endTime} > ${t.startTime}`),
    tenantPolicy(),
  ],
)

/** Wishes for the same thing, and the activity that came of them. */
export const wishGroup = pgTable(
  'wish_group',
  {
    ...tenant,
    id: identifier(),
    name: text().notNull(),
    activityId: uuid(),
    createdAt: instant()
      .notNull()
      .default(sql`now()`),
    createdBy: uuid(),
    closedAt: instant(),
    closedBy: uuid(),
  },
  (t) => [
    primaryKey({ columns: [t.organisationId, t.id] }),
    foreignKey({
      columns: [t.organisationId, t.activityId],
      foreignColumns: [activity.organisationId, activity.id],
    }),
    unique('wish_group_name').on(t.organisationId, t.name),
    tenantPolicy(),
  ],
)

/** What somebody would like to do. */
export const wish = pgTable(
  'wish',
  {
    ...tenant,
    id: identifier(),
    words: text().notNull(),
    /** Whose wish, when the person said so. */
    participantId: uuid(),
    wishGroupId: uuid(),
    notedAt: instant()
      .notNull()
      .default(sql`now()`),
    /** The staff member, or null when the participant wrote it. */
    notedBy: uuid(),
    withdrawnAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.organisationId, t.id] }),
    foreignKey({
      columns: [t.organisationId, t.participantId],
      foreignColumns: [participant.organisationId, participant.id],
    }),
    foreignKey({
      columns: [t.organisationId, t.wishGroupId],
      foreignColumns: [wishGroup.organisationId, wishGroup.id],
    }),
    index('wish_of_participant').on(t.organisationId, t.participantId),
    tenantPolicy(),
  ],
)

/** A screen in the hall that shows today and tomorrow; only the hash of its address is kept. */
export const hallScreen = pgTable(
  'hall_screen',
  {
    ...tenant,
    id: identifier(),
    name: text().notNull(),
    tokenHash: text().notNull(),
    locationId: uuid(),
    createdAt: instant()
      .notNull()
      .default(sql`now()`),
    createdBy: uuid(),
    revokedAt: instant(),
    revokedBy: uuid(),
    lastSeenAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.organisationId, t.id] }),
    foreignKey({ columns: [t.organisationId], foreignColumns: [organisation.organisationId] }),
    foreignKey({
      columns: [t.organisationId, t.locationId],
      foreignColumns: [location.organisationId, location.id],
    }),
    unique('hall_screen_token').on(t.organisationId, t.tokenHash),
    tenantPolicy(),
  ],
)
