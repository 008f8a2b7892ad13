import type { Tx } from '../../db/client.ts'
import type { Draft } from './change.ts'
import type { Clash, OtherSession } from './clash.ts'

/**
 * How many of those booked in the sessions of a draft would be booked elsewhere at the times that it gives them, and
 * for what. Sessions that move together are seen where they go.
 */
export async function participantClashes(tx: Tx, { sessions }: Pick<Draft, 'sessions'>): Promise<Clash[]> {
  const standing = sessions.filter(({ before, after }) => before !== null && after.cancelledAt === null)
  if (standing.length === 0) return []
  const lines = sessions.map(({ id, after }) => ({
    id,
    starts_at: after.startsAt.toString(),
    ends_at: after.endsAt.toString(),
    local_date: after.localDate,
    local_start: after.localStart,
    local_end: after.localEnd,
    standing: after.cancelledAt === null,
  }))
  const rows = await tx.hot<ClashRow[]>`
    with line as (
      select * from jsonb_to_recordset(${JSON.stringify(lines)}::text::jsonb) as line(id uuid,
        starts_at timestamptz, ends_at timestamptz, local_date date, local_start time, local_end time, standing boolean)
    ), concerned as (
      select distinct participant_id from booking
      where session_id = any(${standing.map(({ id }) => id)}::uuid[]) and withdrawn_at is null and waits_since is null
    ), held as (
      select booking.participant_id, session.id, activity.name, line.id is not null as changes,
        session.talk_enrolment_id is not null as is_talk,
        coalesce(line.starts_at, session.starts_at) as starts_at, coalesce(line.ends_at, session.ends_at) as ends_at,
        coalesce(line.local_date, session.local_date) as local_date,
        coalesce(line.local_start, session.local_start) as local_start,
        coalesce(line.local_end, session.local_end) as local_end
      from concerned
      join booking on booking.participant_id = concerned.participant_id
        and booking.withdrawn_at is null and booking.waits_since is null
      join session on session.id = booking.session_id
      join activity on activity.id = session.activity_id
      left join line on line.id = session.id
      where coalesce(line.standing, session.standing)
    )
    select count(distinct mine.participant_id)::int as people, ${told(tx, 'mine')} as wished, ${told(tx, 'theirs')} as "with"
    from held mine
    join held theirs on theirs.participant_id = mine.participant_id and theirs.id <> mine.id
      and theirs.starts_at < mine.ends_at and theirs.ends_at > mine.starts_at
    where mine.changes and (not theirs.changes or mine.id < theirs.id)
    group by ${namesOf(tx, 'mine')}, ${namesOf(tx, 'theirs')}
    order by mine.starts_at, theirs.starts_at
    limit 200`
  return rows.map(({ people, wished, with: other }) => ({
    of: 'participants',
    people,
    wished,
    with: { ...other, leaderName: null, locationName: null },
  }))
}

type ClashRow = { people: number; wished: OtherSession; with: OtherSession }

const told = (tx: Tx, name: 'mine' | 'theirs') => tx.hot`
  json_build_object('id', ${tx.hot(name)}.id, 'activityName', ${tx.hot(name)}.name,
    'isTalk', ${tx.hot(name)}.is_talk, 'localDate', ${tx.hot(name)}.local_date,
    'localStart', to_char(${tx.hot(name)}.local_start, 'HH24:MI'), 'localEnd', to_char(${tx.hot(name)}.local_end, 'HH24:MI'))`

const namesOf = (tx: Tx, name: 'mine' | 'theirs') => tx.hot`
  ${tx.hot(name)}.id, ${tx.hot(name)}.name, ${tx.hot(name)}.is_talk, ${tx.hot(name)}.starts_at,
  ${tx.hot(name)}.local_date, ${tx.hot(name)}.local_start, ${tx.hot(name)}.local_end`
