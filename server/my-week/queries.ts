import { Temporal } from 'temporal-polyfill'
import type { Tx } from '../../db/client.ts'
import type { ParticipantLanguage } from '../language/text.ts'
import type { LocalDate } from '../time/dates.ts'
import { mostOwnWishes, type OwnSession } from './week.ts'

/** All that a participant is booked on or may come to, from a day to a day, in the order of the clock; or one session. */
export async function ownSessions(
  tx: Tx,
  participantId: string,
  span: { from: LocalDate; to: LocalDate },
  only?: string,
): Promise<OwnSession[]> {
  type Row = Omit<OwnSession, 'startsAt'> & { startsAt: number }
  const rows = await tx.hot<Row[]>`
    select session.id, session.series_id as "seriesId", activity.name, activity.category,
      session.local_date as "localDate", to_char(session.local_start, 'HH24:MI') as "localStart",
      to_char(session.local_end, 'HH24:MI') as "localEnd",
      (extract(epoch from session.starts_at) * 1000)::float8 as "startsAt",
      location.name as "placeName", activity.outdoors or coalesce(location.outdoors, false) as outdoors,
      staff.name as "leaderName", session.cancellation_reason as "cancellationReason",
      session.talk_enrolment_id is not null as "isTalk",
      case when own.id is null then 'open' when own.waits_since is null then 'booked' else 'waiting' end as state,
      exists (select from booking whole where whole.series_id = session.series_id
        and whole.participant_id = ${participantId} and whole.withdrawn_at is null) as "seriesBooked", session.places,
      (select count(*)::int from booking where booking.session_id = session.id
        and booking.withdrawn_at is null and booking.waits_since is null
        and exists (select from enrolment where enrolment.participant_id = booking.participant_id
          and enrolment.starts_on <= session.local_date
          and coalesce(enrolment.ends_on, 'infinity') >= session.local_date)) as taken,
      coalesce(presence.status in ('present', 'late', 'left_early'), false) as "isHere",
      coalesce(presence.status not in ('present', 'late', 'left_early'), true)
        and exists (select from absence where absence.session_id = session.id
          and absence.participant_id = ${participantId} and absence.withdrawn_at is null) as absent
    from session
    join activity on activity.id = session.activity_id
    left join location on location.id = session.location_id
    left join staff on staff.id = session.leader_id
    left join booking own on own.session_id = session.id and own.participant_id = ${participantId}
      and own.withdrawn_at is null
    left join attendance presence on presence.session_id = session.id
      and presence.participant_id = ${participantId}
    where session.local_date between ${span.from} and ${span.to} and session.removed_at is null
      ${only ? tx.hot`and session.id = ${only}` : tx.hot``}
      and exists (
        select from enrolment
        where enrolment.participant_id = ${participantId} and enrolment.starts_on <= session.local_date
        and coalesce(enrolment.ends_on, 'infinity') >= session.local_date
        and (own.id is not null or (session.talk_enrolment_id is null and (
          not exists (select from activity_programme open_to where open_to.activity_id = session.activity_id)
          or exists (select from activity_programme open_to
            where open_to.activity_id = session.activity_id
            and open_to.programme_id = enrolment.programme_id)))))
    order by session.starts_at, session.id`
  return rows.map((row) => ({ ...row, startsAt: Temporal.Instant.fromEpochMilliseconds(row.startsAt) }))
}

export type OwnWish = { id: string; words: string; becameActivity: string | null }

/** What the participant has wished for, the latest first. */
export async function ownWishes(tx: Tx, participantId: string): Promise<OwnWish[]> {
  return tx.hot<OwnWish[]>`
    select wish.id, wish.words, activity.name as "becameActivity"
    from wish
    left join wish_group on wish_group.id = wish.wish_group_id
    left join activity on activity.id = wish_group.activity_id
    where wish.participant_id = ${participantId} and wish.withdrawn_at is null
    order by activity.id is not null, wish.id desc limit ${mostOwnWishes}`
}

/** How many wishes wait to become something; whoever sends two at once sends them one after the other. */
export async function wishesWaiting(
  tx: Tx,
  { linkId, participantId }: { linkId: string; participantId: string },
): Promise<number> {
  await tx.hot`select from personal_link where id = ${linkId} for update`
  const [row] = await tx.hot<{ waiting: number }[]>`
    select count(*)::int as waiting
    from wish
    left join wish_group on wish_group.id = wish.wish_group_id
    where wish.participant_id = ${participantId} and wish.withdrawn_at is null and wish_group.activity_id is null`
  return row?.waiting ?? 0
}

/** Whether it was another one than before. */
export async function rememberOwnLanguage(
  tx: Tx,
  participantId: string,
  language: ParticipantLanguage,
): Promise<boolean> {
  const changed = await tx.hot`
    update participant set language = ${language}
    where id = ${participantId} and language is distinct from ${language} returning id`
  return changed.length > 0
}
