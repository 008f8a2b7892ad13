import { and, eq, isNull } from 'drizzle-orm'
import type { Temporal } from 'temporal-polyfill'
import type { Tx } from '../../db/client.ts'
import { feed } from '../../db/schema/index.ts'
import { bumpFeed } from '../programme/queries.ts'
import type { LocalDate } from '../time/dates.ts'
import type { CalendarSession } from './calendar.ts'

export const feedScopes = ['programme', 'bookings'] as const
export type FeedScope = (typeof feedScopes)[number]

/** The participant's feed in use: never its address. */
export async function standingFeed(tx: Tx, participantId: string) {
  const [row] = await tx
    .select({ id: feed.id, scope: feed.scope, createdAt: feed.createdAt, lastFetchedAt: feed.lastFetchedAt })
    .from(feed)
    .where(and(eq(feed.participantId, participantId), isNull(feed.revokedAt)))
  return row
}

/** A new address instead of the one before. */
export async function addFeed(
  tx: Tx,
  facts: { participantId: string; tokenHash: string; scope: FeedScope; by: string; at: Temporal.Instant },
): Promise<void> {
  const { by, at, ...rest } = facts
  await revokeFeed(tx, facts.participantId, by, at)
  await tx.insert(feed).values({ ...rest, createdAt: at, createdBy: by })
}

export async function revokeFeed(
  tx: Tx,
  participantId: string,
  by: string,
  at: Temporal.Instant,
): Promise<void> {
  await bumpFeed(tx, participantId)
  await tx
    .update(feed)
    .set({ revokedAt: at, revokedBy: by })
    .where(and(eq(feed.participantId, participantId), isNull(feed.revokedAt)))
}

/** Everything that decides what the feed shows, in one look-up. */
export type FoundFeed = {
  id: string
  participantId: string
  scope: FeedScope
  feedVersion: string
  scheduleVersion: string
  timeZone: string
  language: string
  neutralTitles: boolean
  programmes: string[]
  fetchedLately: boolean
}

/**
 * The feed behind a token, while it stands: not revoked, of somebody whose identity is not protected and who is enrolled
 * on that day or will be.
 */
export async function feedBehind(
  tx: Tx,
  tokenHash: string,
  now: Temporal.Instant,
): Promise<FoundFeed | undefined> {
  const [row] = await tx.hot<FoundFeed[]>`
    select feed.id, participant_id as "participantId", scope, feed_version as "feedVersion",
      schedule_version as "scheduleVersion", time_zone as "timeZone",
      coalesce(participant.language, organisation.language) as language,
      neutral_titles_since is not null as "neutralTitles",
      coalesce(last_fetched_at > ${now.toString()}::timestamptz - interval '1 hour', false) as "fetchedLately",
      enrolled.programmes
    from feed
    join participant on participant.id = feed.participant_id
    join organisation on organisation.organisation_id = feed.organisation_id
    cross join lateral (
      select array_agg(distinct programme.name order by programme.name) as programmes
      from enrolment join programme on programme.id = enrolment.programme_id
      where enrolment.participant_id = participant.id
      and (ends_on is null or ends_on >= (${now.toString()}::timestamptz at time zone time_zone)::date)
    ) enrolled
    where token_hash = ${tokenHash} and revoked_at is null and enrolled.programmes is not null
    and not exists (
      select from identity_protection
      where identity_protection.participant_id = participant.id and lifted_at is null)`
  return row
}

/**
 * What a participant may come to between two days: what they have booked and, unless only that is wished for, all that is
 * open to the programmes they are enrolled in on that day. A cancelled session stays until its day has passed.
 */
export async function sessionsOfFeed(
  tx: Tx,
  wish: { participantId: string; scope: FeedScope; from: LocalDate; to: LocalDate; today: LocalDate },
): Promise<CalendarSession[]> {
  return tx.hot<CalendarSession[]>`
    select session.id, activity.name as title, location.name as place, time_zone as "timeZone",
      (extract(epoch from starts_at) * 1000)::float8 as "startsAt",
      (extract(epoch from ends_at) * 1000)::float8 as "endsAt",
      (extract(epoch from changed_at) * 1000)::float8 as "changedAt", sequence,
      cancellation_reason as "cancellationReason"
    from session
    join activity on activity.id = session.activity_id
    left join location on location.id = session.location_id
    where local_date between ${wish.from} and ${wish.to}
    and (cancelled_at is null or local_date >= ${wish.today}) and removed_at is null
    and exists (
      select from enrolment
      where participant_id = ${wish.participantId} and starts_on <= local_date
      and (ends_on is null or ends_on >= local_date)
      and (
        exists (
          select from booking
          where booking.participant_id = enrolment.participant_id and booking.session_id = session.id
          and withdrawn_at is null and waits_since is null)
        or (${wish.scope} = 'programme' and session.talk_enrolment_id is null and (
          not exists (select from activity_programme ap where ap.activity_id = session.activity_id)
          or exists (
            select from activity_programme ap
            where ap.activity_id = session.activity_id and ap.programme_id = enrolment.programme_id)))))
    order by starts_at, session.id`
}

/** When the calendar program last came for it, to the hour. */
export async function noteFetch(tx: Tx, id: string, at: Temporal.Instant): Promise<void> {
  await tx.update(feed).set({ lastFetchedAt: at }).where(eq(feed.id, id))
}
