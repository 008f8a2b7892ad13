import { and, eq, isNull } from 'drizzle-orm'
import { announce, type Tx } from '../../db/client.ts'
import { rollCallClosing } from '../../db/schema/index.ts'
import { enrolledThatDay } from '../schedule/booking-queries.ts'
import { changedSince } from '../schedule/closure-queries.ts'
import { addDays, type LocalDate, type LocalTime } from '../time/dates.ts'
import type { Temporal } from 'temporal-polyfill'
import { somethingSaid, type Hand } from './queries.ts'

/** So many days back an open roll call is asked for. */
const daysAsked = 30

/** False where somebody else has closed it before. */
export async function closeRollCall(tx: Tx, sessionId: string, { by, at }: Hand): Promise<boolean> {
  const closed = await tx
    .insert(rollCallClosing)
    .values({ sessionId, closedAt: at, closedBy: by })
    .onConflictDoNothing()
    .returning({ id: rollCallClosing.id })
  if (closed.length > 0) await announce(tx, 'attendance', sessionId)
  return closed.length > 0
}

/** False where it stood open already. */
export async function reopenRollCall(tx: Tx, sessionId: string, { by, at }: Hand): Promise<boolean> {
  const reopened = await tx
    .update(rollCallClosing)
    .set({ reopenedAt: at, reopenedBy: by })
    .where(standsFor(sessionId))
    .returning({ id: rollCallClosing.id })
  if (reopened.length > 0) await announce(tx, 'attendance', sessionId)
  return reopened.length > 0
}

const standsFor = (sessionId: string) =>
  and(eq(rollCallClosing.sessionId, sessionId), isNull(rollCallClosing.reopenedAt))

/** A session that has begun and whose roll call nobody has closed, or was changed after that by a tablet. */
export type OpenRollCall = {
  id: string
  activityName: string
  localDate: LocalDate
  localStart: LocalTime
  localEnd: LocalTime
  locationName: string | null
  leaderId: string | null
  leaderName: string | null
  headsOnly: boolean
  /** A talk, which only its leader sees. */
  talk: boolean
  /** It is closed, but of some a tablet has told something since that nobody has confirmed. */
  changed: boolean
  /** How many are booked or came, and of how many of them nobody has said how it was. */
  people: number
  unknown: number
}

/** Those of today and the latest thirty days where somebody was booked, came or is only counted; the latest first. */
export function openRollCalls(tx: Tx, now: Temporal.Instant, today: LocalDate): Promise<OpenRollCall[]> {
  return tx.hot<OpenRollCall[]>`
    select session.id, activity.name as "activityName", session.local_date::text as "localDate",
      to_char(session.local_start, 'HH24:MI') as "localStart", to_char(session.local_end, 'HH24:MI') as "localEnd",
      location.name as "locationName", session.leader_id as "leaderId", staff.name as "leaderName",
      activity.heads_only as "headsOnly", session.talk_enrolment_id is not null as talk, people, unknown,
      closing.id is not null as changed
    from session join activity on activity.id = session.activity_id
    left join location on location.id = session.location_id left join staff on staff.id = session.leader_id
    left join roll_call_closing closing on closing.session_id = session.id and closing.reopened_at is null
    cross join lateral (
      select count(*)::int as people, (count(*) filter (where not said))::int as unknown
      from (select participant_id, bool_or(said) as said
        from (
          select booking.participant_id, false as said from booking
          where booking.session_id = session.id and booking.withdrawn_at is null
            and booking.waits_since is null and ${enrolledThatDay(tx)}
          union all
          select attendance.participant_id,
            attendance.status <> 'unknown' or attendance.minutes_by_hand is not null from attendance
          where attendance.session_id = session.id and ${somethingSaid(tx, 'attendance')}
        ) as expected group by participant_id) as person
    ) as counted
    where session.local_date between ${addDays(today, -daysAsked)} and ${today}
      and session.starts_at <= ${now.toString()} and session.standing
      and (closing.id is null or exists (select from attendance
        where attendance.session_id = session.id and ${changedSince(tx)}))
      and (people > 0 or activity.heads_only)
    order by session.local_date desc, session.starts_at, session.id`
}
