import { brokenConstraint, type Tenant, type Tx } from '../../db/client.ts'
import { Outdated, recordset } from './change-queries.ts'
import type { Draft } from './change.ts'
import type { Clash, ClashingSession } from './clash.ts'
import { sameState } from './draft.ts'
import { participantClashes } from './participant-clash-queries.ts'

/**
 * What stands in the way of a draft: the very same session, or a leader or a place that is taken, outside it or by another
 * of its own; and those who are booked and have to be elsewhere.
 */
export async function clashesOf(tx: Tx, draft: Draft): Promise<Clash[]> {
  return [...(await sessionClashes(tx, draft)), ...(await participantClashes(tx, draft))]
}

async function sessionClashes(tx: Tx, draft: Draft): Promise<Clash[]> {
  const standing = draft.sessions.filter(({ after }) => after.cancelledAt === null)
  if (standing.length === 0) return []
  const rows = await tx.hot<ClashRow[]>`
    with line as (
      select line.*, coalesce(location.shareable, true) as shareable
      from ${recordset(tx, 'session', standing)}
      left join location on location.id = line.location_id
    ), other as (
      select id, activity_id, starts_at, ends_at, local_date, local_start, local_end, location_id, leader_id,
        double_booked_because, talk_enrolment_id
      from session where cancelled_at is null and not (id = any(${draft.sessions.map(({ id }) => id)}::uuid[]))
      union all
      select id, activity_id, starts_at, ends_at, local_date, local_start, local_end, location_id, leader_id,
        double_booked_because, talk_enrolment_id
      from line
    )
    select of, line.id as "sessionId", coalesce(wished.name, '') as "wishedName", line.local_date::text as "wishedDate",
      to_char(line.local_start, 'HH24:MI') as "wishedStart", to_char(line.local_end, 'HH24:MI') as "wishedEnd",
      other.id as "otherId", activity.name as "activityName", other.local_date::text as "localDate",
      to_char(other.local_start, 'HH24:MI') as "localStart", to_char(other.local_end, 'HH24:MI') as "localEnd",
      staff.name as "leaderName", location.name as "locationName", other.talk_enrolment_id is not null as "isTalk"
    from line
    join other on other.id <> line.id and other.starts_at < line.ends_at and other.ends_at > line.starts_at
    cross join lateral (
      select coalesce(other.leader_id = line.leader_id, false)
          and line.double_booked_because is null and other.double_booked_because is null as leader,
        coalesce(other.location_id = line.location_id, false) and not line.shareable as location
    ) shared
    cross join lateral (
      select 'leader' as of where shared.leader
      union all select 'location' where shared.location
      union all select 'itself' where not shared.leader and not shared.location
        and (other.activity_id, other.starts_at) = (line.activity_id, line.starts_at)
        and (other.location_id, other.leader_id) is not distinct from (line.location_id, line.leader_id)
    ) taken
    left join activity wished on wished.id = line.activity_id
    join activity on activity.id = other.activity_id
    left join staff on staff.id = other.leader_id
    left join location on location.id = other.location_id
    where not exists (select from line twin where twin.id = other.id and twin.id < line.id)
    order by line.starts_at, of, other.starts_at
    limit 200`
  return rows.map(({ of, sessionId, wishedName, wishedDate, wishedStart, wishedEnd, otherId, ...other }) => ({
    of,
    wished: {
      id: sessionId,
      activityName: wishedName,
      localDate: wishedDate,
      localStart: wishedStart,
      localEnd: wishedEnd,
    },
    with: { id: otherId, ...other },
  }))
}

type ClashRow = {
  of: 'itself' | 'leader' | 'location'
  sessionId: string
  wishedName: string
  wishedDate: ClashingSession['localDate']
  wishedStart: ClashingSession['localStart']
  wishedEnd: ClashingSession['localEnd']
  otherId: string
} & Omit<NonNullable<Clash['with']>, 'id'>

/** How many people's calendars change with the sessions of a draft: those who are booked on what stands now. */
export async function participantsTouched(tx: Tx, draft: Draft): Promise<number> {
  const visible = draft.sessions.filter(
    ({ before, after }) => before !== null && !sameState({ ...before, ...unseen }, { ...after, ...unseen }),
  )
  if (visible.length === 0) return 0
  const [row] = await tx.hot<{ people: number }[]>`
    select count(distinct participant_id)::int as people from booking
    where withdrawn_at is null and session_id = any(${visible.map(({ id }) => id)}::uuid[])`
  return row?.people ?? 0
}

/** What of a session nobody sees in their calendar. */
const unseen = {
  places: null,
  leaderId: null,
  doubleBookedBecause: null,
  seriesId: null,
  seriesDate: null,
  undecidedSince: null,
}

export type Refused = { clashes: readonly Clash[] } | { outdated: true }
export type Saved<Result> = { done: Result } | Refused

const takenBy: Record<string, Clash['of'] | undefined> = {
  session_leader_free: 'leader',
  session_location_free: 'location',
  booking_participant_free: 'participants',
}

const thereAlready = new Set(['session_once', 'session_of_series', 'session_imported'])

/** Saves in one transaction; what the database refuses for the sake of others comes back by name. */
export async function orRefused<Result>(
  db: Tenant,
  draftOf: () => Draft | undefined,
  work: (tx: Tx) => Promise<Result>,
): Promise<Saved<Result>> {
  try {
    return { done: await db(work) }
  } catch (error) {
    if (error instanceof Outdated) return { outdated: true }
    const broken = brokenConstraint(error)
    const draft = draftOf()
    if (broken === undefined || draft === undefined) throw error
    if (thereAlready.has(broken)) return { clashes: [{ of: 'itself', wished: undefined, with: undefined }] }
    const of = takenBy[broken]
    if (of !== undefined) {
      const clashes = await db((tx) => clashesOf(tx, draft))
      return { clashes: clashes.length > 0 ? clashes : [{ of, wished: undefined, with: undefined }] }
    }
    throw error
  }
}
