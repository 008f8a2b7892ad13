import { and, eq, isNull } from 'drizzle-orm'
import { Temporal } from 'temporal-polyfill'
import type { Tx } from '../../db/client.ts'
import { answer } from '../../db/schema/index.ts'
import type { AnswerValue, KioskQuestion } from '../programme/words.ts'
import type { LocalDate } from '../time/dates.ts'
import type { TimeZone } from '../time/zones.ts'
import type { Asking } from './question.ts'

/** A check-in or a check-out after which a question may be put. */
export type AskedAfter = Asking & {
  kind: 'check_in' | 'departure'
  kioskId: string | null
  receivedAt: Temporal.Instant
  participantId: string
  sessionId: string
  enrolmentId: string
  language: string | null
  /** What it was already asked after. */
  asked: { question: KioskQuestion; value: number | null } | null
}

export async function eventToAskAfter(
  tx: Tx,
  eventId: string,
  zone: TimeZone,
): Promise<AskedAfter | undefined> {
  const [row] = await tx.hot<(Omit<AskedAfter, 'receivedAt'> & { receivedAt: number })[]>`
    select event.kind, event.kiosk_id as "kioskId", event.participant_id as "participantId",
      event.session_id as "sessionId", attendance.enrolment_id as "enrolmentId", participant.language,
      (extract(epoch from event.received_at) * 1000)::float8 as "receivedAt",
      programme.question, programme.question_every_days as "questionEveryDays",
      (select ((max(before.answered_at) at time zone ${zone})::date)::text from answer before
        where before.enrolment_id = enrolment.id and before.question = programme.question) as "askedOn",
      (select json_build_object('question', own.question, 'value', own.value)
        from answer own where own.id = event.id) as asked
    from attendance_event event
    join participant on participant.id = event.participant_id
    join attendance on attendance.session_id = event.session_id
      and attendance.participant_id = event.participant_id
    join enrolment on enrolment.id = attendance.enrolment_id
    join programme on programme.id = enrolment.programme_id
    where event.id = ${eventId} and event.kind in ('check_in', 'departure')`
  return row && { ...row, receivedAt: Temporal.Instant.fromEpochMilliseconds(row.receivedAt) }
}

/** Asked: until an answer comes it stands as skipped. */
export async function noteAsked(
  tx: Tx,
  eventId: string,
  after: AskedAfter & { question: KioskQuestion },
  at: Temporal.Instant,
): Promise<void> {
  const { participantId, enrolmentId, question, sessionId, kioskId } = after
  await tx
    .insert(answer)
    .values({ id: eventId, participantId, enrolmentId, question, sessionId, kioskId, answeredAt: at })
    .onConflictDoNothing()
}

/** The first answer stands. */
export async function noteAnswer(tx: Tx, eventId: string, value: number): Promise<void> {
  await tx
    .update(answer)
    .set({ value })
    .where(and(eq(answer.id, eventId), isNull(answer.value)))
}

/** One answer as its coach sees it. */
export type OwnAnswer = {
  question: KioskQuestion
  value: AnswerValue
  on: LocalDate
  activityName: string | null
}

/** What somebody answered since a day, the latest first; what they would rather not is theirs. */
export async function answersOfParticipant(
  tx: Tx,
  participantId: string,
  { since, zone }: { since: LocalDate; zone: TimeZone },
): Promise<OwnAnswer[]> {
  return tx.hot<OwnAnswer[]>`
    select answer.question, answer.value, ((answer.answered_at at time zone ${zone})::date)::text as "on",
      activity.name as "activityName"
    from answer
    left join session on session.id = answer.session_id
    left join activity on activity.id = session.activity_id
    where answer.participant_id = ${participantId} and answer.value is not null
      and (answer.answered_at at time zone ${zone})::date >= ${since}::date
    order by answer.answered_at desc, answer.id desc`
}
