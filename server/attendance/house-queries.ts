import { Temporal } from 'temporal-polyfill'
import type { Tx } from '../../db/client.ts'
import { coachIdsOn } from '../people/coaches.ts'
import type { LocalDate } from '../time/dates.ts'
import { addMinutes } from '../time/zones.ts'
import type { HouseHeads, HousePresence } from './house.ts'

/** Longer than a session and the time that one may linger after it. */
const hoursBack = 18
const minutesAhead = 60

/** Everybody who was there today, or is, in any session. */
export async function presencesAround(
  tx: Tx,
  now: Temporal.Instant,
  today: LocalDate,
): Promise<HousePresence[]> {
  const rows = await tx.hot<(InMilliseconds<HousePresence> & Span)[]>`
    select participant.id as "participantId", participant.first_name as "firstName",
      participant.last_name as "lastName", location.name as "locationName", attendance.status,
      ${epoch(tx, 'session.starts_at')} as "startsAt", ${epoch(tx, 'session.ends_at')} as "endsAt",
      ${epoch(tx, 'attendance.checked_in_at')} as "checkedInAt",
      ${epoch(tx, 'attendance.checked_out_at')} as "checkedOutAt", attendance.closed_by as "closedBy",
      exists (select from identity_protection
        where identity_protection.participant_id = participant.id and lifted_at is null) as "protected",
      ${coachIdsOn((...text) => tx.hot(...text), today)} as "coachIds"
    from session join attendance on attendance.session_id = session.id
    join participant on participant.id = attendance.participant_id
    left join location on location.id = session.location_id
    where ${aroundNow(tx, now)} and attendance.status in ('present', 'late', 'left_early')`
  return rows.map(({ startsAt, endsAt, ...row }) => ({
    ...row,
    session: spanOf({ startsAt, endsAt }),
    checkedInAt: momentOrNull(row.checkedInAt),
    checkedOutAt: momentOrNull(row.checkedOutAt),
  }))
}

/** What has been counted without names, session by session; a talk's name is nobody else's. */
export async function headsAround(tx: Tx, now: Temporal.Instant): Promise<HouseHeads[]> {
  const rows = await tx.hot<(Omit<HouseHeads, 'session'> & Span)[]>`
    select session.id as "sessionId", activity.name as "activityName", location.name as "locationName",
      ${epoch(tx, 'session.starts_at')} as "startsAt", ${epoch(tx, 'session.ends_at')} as "endsAt",
      head_count.guests, coalesce(head_count.heads, 0) as heads
    from session join head_count on head_count.session_id = session.id
    join activity on activity.id = session.activity_id
    left join location on location.id = session.location_id
    where ${aroundNow(tx, now)} and session.talk_enrolment_id is null
    order by session.starts_at, session.id`
  return rows.map(({ startsAt, endsAt, ...row }) => ({ ...row, session: spanOf({ startsAt, endsAt }) }))
}

const aroundNow = (tx: Tx, now: Temporal.Instant) => tx.hot`
  session.starts_at between ${addMinutes(now, -hoursBack * 60).toString()}
    and ${addMinutes(now, minutesAhead).toString()} and session.standing`

type Span = { startsAt: number; endsAt: number }
type InMilliseconds<Row> = Omit<Row, 'session' | 'checkedInAt' | 'checkedOutAt'> & {
  checkedInAt: number | null
  checkedOutAt: number | null
}

const epoch = (tx: Tx, column: string) =>
  tx.hot`(extract(epoch from ${tx.hot.unsafe(column)}) * 1000)::float8`

const momentOrNull = (milliseconds: number | null) =>
  milliseconds === null ? null : Temporal.Instant.fromEpochMilliseconds(milliseconds)

const spanOf = ({ startsAt, endsAt }: Span) => ({
  startsAt: Temporal.Instant.fromEpochMilliseconds(startsAt),
  endsAt: Temporal.Instant.fromEpochMilliseconds(endsAt),
})
