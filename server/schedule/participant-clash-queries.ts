import type { Tx } from '../../db/client.ts'
import type { Draft } from './change.ts'
import type { Clash, OtherSession } from './clash.ts'

/** So many of those who would be in two places at once are looked at together. */
const mostCrowded = 500

/**
 * How many of those booked in the sessions of a draft would be booked elsewhere at the times that it gives them, and
 * for what. Sessions that move together are seen where they go. Each participant's sessions are gone through once, in the
 * order of the clock, so that a thousand of them take no longer than they must.
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
    with line as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(lines)}::text::jsonb) as line(id uuid,
        starts_at timestamptz, ends_at timestamptz, local_date date, local_start time, local_end time, standing boolean)
    ), held as materialized (
      select booking.participant_id, session.id, line.id is not null as changes,
        coalesce(line.starts_at, session.starts_at) as starts_at, coalesce(line.ends_at, session.ends_at) as ends_at
      from booking
      join session on session.id = booking.session_id
      left join line on line.id = session.id
      where booking.participant_id = any(array(select distinct participant_id from booking
          where session_id = any(${standing.map(({ id }) => id)}::uuid[]) and withdrawn_at is null and waits_since is null))
        and booking.withdrawn_at is null and booking.waits_since is null
        and coalesce(line.standing, session.standing)
        and (line.id is not null or session.starts_at < (select max(ends_at) from line)
          and session.ends_at > (select min(starts_at) from line))
    ), crowded as materialized (
      select * from (
        select held.*, max(ends_at) over (partition by participant_id order by starts_at, id
          rows between unbounded preceding and 1 preceding) as busy_until from held) as one_by_one
      where starts_at < busy_until
      order by starts_at, participant_id
      limit ${mostCrowded}
    ), pair as (
      select later.participant_id, later.changes and (not earlier.changes or later.id < earlier.id) as is_later,
        earlier.id as earlier_id, later.id as later_id
      from crowded later
      join held earlier on earlier.participant_id = later.participant_id
        and (earlier.starts_at, earlier.id) < (later.starts_at, later.id) and earlier.ends_at > later.starts_at
      where earlier.changes or later.changes
    ), counted as materialized (
      select case when is_later then later_id else earlier_id end as mine_id,
        case when is_later then earlier_id else later_id end as their_id, count(distinct participant_id)::int as people
      from pair group by mine_id, their_id
    ), named as materialized (
      select session.id, activity.name, session.talk_enrolment_id is not null as is_talk,
        coalesce(line.starts_at, session.starts_at) as starts_at,
        coalesce(line.local_date, session.local_date) as local_date,
        coalesce(line.local_start, session.local_start) as local_start,
        coalesce(line.local_end, session.local_end) as local_end
      from session
      join activity on activity.id = session.activity_id
      left join line on line.id = session.id
      where session.id = any(array(select mine_id from counted union select their_id from counted))
    )
    select people, ${told(tx, 'mine')} as wished, ${told(tx, 'theirs')} as "with"
    from counted
    join named mine on mine.id = counted.mine_id
    join named theirs on theirs.id = counted.their_id
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
