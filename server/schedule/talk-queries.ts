import { and, asc, desc, eq, gt, isNull, sql } from 'drizzle-orm'
import type { Temporal } from 'temporal-polyfill'
import type { Tx } from '../../db/client.ts'
import { activity, location, session, staff, talkTime } from '../../db/schema/index.ts'
import type { LocalDate, LocalTime, Weekday } from '../time/dates.ts'
import { standingSessions } from './change-queries.ts'
import type { StandingSession } from './change.ts'
import { talkLength, type Busy, type TalkTime } from './talk.ts'

export async function talkTimesOf(tx: Tx, staffId: string): Promise<(TalkTime & { id: string })[]> {
  const rows = await tx
    .select({
      id: talkTime.id,
      weekday: talkTime.weekday,
      startTime: talkTime.startTime,
      endTime: talkTime.endTime,
    })
    .from(talkTime)
    .where(eq(talkTime.staffId, staffId))
    .orderBy(asc(talkTime.weekday), asc(talkTime.startTime))
  return rows.map((row) => ({ ...row, weekday: row.weekday as Weekday }))
}

export async function addTalkTime(tx: Tx, staffId: string, time: TalkTime): Promise<void> {
  await tx.insert(talkTime).values({ staffId, ...time })
}

/** Whether it was the person's own and is gone now. */
export async function removeTalkTime(tx: Tx, staffId: string, id: string): Promise<boolean> {
  const rows = await tx
    .delete(talkTime)
    .where(and(eq(talkTime.id, id), eq(talkTime.staffId, staffId)))
    .returning({ id: talkTime.id })
  return rows.length > 0
}

/** Held while somebody's times are changed, so that of two at once the second sees the first. */
export async function holdStaff(tx: Tx, staffId: string): Promise<void> {
  await tx.select({ id: staff.id }).from(staff).where(eq(staff.id, staffId)).for('no key update')
}

/** All that holds the coach or the participant between two days. */
export async function busyBetween(
  tx: Tx,
  who: { coachId: string; participantId: string },
  from: LocalDate,
  to: LocalDate,
): Promise<Busy[]> {
  return tx
    .select({ startsAt: session.startsAt, endsAt: session.endsAt })
    .from(session)
    .where(
      and(
        isNull(session.cancelledAt),
        sql`${session.localDate} between ${from}::date - 1 and ${to}::date`,
        sql`(${session.leaderId} = ${who.coachId} or exists (select from booking
          where booking.session_id = session.id and booking.participant_id = ${who.participantId}
            and withdrawn_at is null and waits_since is null))`,
      ),
    )
}

export type Talk = {
  id: string
  startsAt: Temporal.Instant
  localDate: LocalDate
  localStart: LocalTime
  localEnd: LocalTime
  coachId: string | null
  coachName: string | null
  locationName: string | null
  cancellationReason: string | null
}

/** The talks of one enrolment, the latest first. */
export async function talksOf(tx: Tx, enrolmentId: string): Promise<Talk[]> {
  return tx
    .select({
      id: session.id,
      startsAt: session.startsAt,
      localDate: session.localDate,
      localStart: session.localStart,
      localEnd: session.localEnd,
      coachId: session.leaderId,
      coachName: staff.name,
      locationName: location.name,
      cancellationReason: session.cancellationReason,
    })
    .from(session)
    .leftJoin(staff, eq(staff.id, session.leaderId))
    .leftJoin(location, eq(location.id, session.locationId))
    .where(and(eq(session.talkEnrolmentId, enrolmentId), isNull(session.removedAt)))
    .orderBy(desc(session.startsAt))
    .limit(200)
}

/** The talks of one enrolment after a day, held until the transaction ends. */
export function heldTalksAfter(tx: Tx, enrolmentId: string, day: LocalDate): Promise<StandingSession[]> {
  const theirs = and(eq(session.talkEnrolmentId, enrolmentId), gt(session.localDate, day))
  return standingSessions(tx, theirs, { hold: true })
}

/** The activity that talks are sessions of, made when the first talk is booked. */
export async function talkActivity(tx: Tx, name: string): Promise<{ id: string; usualMinutes: number }> {
  const known = await knownTalkActivity(tx)
  if (known) return known
  const namesakes = await tx.select({ id: activity.id }).from(activity).where(eq(activity.name, name))
  await tx
    .insert(activity)
    .values({
      name: namesakes.length > 0 ? `${name} 1:1` : name,
      category: 'social_preparation',
      usualMinutes: talkLength.usual,
      oneToOne: true,
    })
    .onConflictDoNothing()
  return (await knownTalkActivity(tx))!
}

export async function knownTalkActivity(tx: Tx): Promise<{ id: string; usualMinutes: number } | undefined> {
  const [row] = await tx
    .select({ id: activity.id, usualMinutes: activity.usualMinutes })
    .from(activity)
    .where(and(activity.oneToOne, isNull(activity.archivedAt)))
    .orderBy(asc(activity.createdAt))
    .limit(1)
  return row
}
