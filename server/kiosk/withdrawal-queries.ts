import { Temporal } from 'temporal-polyfill'
import type { Tx } from '../../db/client.ts'
import type { KioskSession } from './words.ts'
import type { ToldBefore } from './withdrawal.ts'

/** A check-in or a departure that may be taken back, with all that says whether. */
export type TakenBack = ToldBefore & {
  kind: 'check_in' | 'departure'
  participantId: string
  sessionId: string
  language: string | null
  session: Pick<KioskSession, 'name' | 'startsAt'>
}

/** Whoever comes or goes at the same moment waits until this is over, as in `deviceAtWork`, and so does staff’s word. */
export async function eventToWithdraw(tx: Tx, eventId: string): Promise<TakenBack | undefined> {
  await tx.hot`select pg_advisory_xact_lock(hashtextextended(participant_id::text, 0))
    from attendance_event where id = ${eventId}`
  await tx.hot`select from attendance join attendance_event event using (session_id, participant_id)
    where event.id = ${eventId} for update of attendance`
  const [row] = await tx.hot<
    (Omit<TakenBack, 'occurredAt' | 'receivedAt' | 'session'> & {
      occurredAt: number
      receivedAt: number
      name: string
      startsAt: number
    })[]
  >`
    select event.kind, event.kiosk_id as "kioskId", event.participant_id as "participantId",
      event.session_id as "sessionId", activity.name, participant.language,
      (extract(epoch from session.starts_at) * 1000)::float8 as "startsAt",
      (extract(epoch from event.occurred_at) * 1000)::float8 as "occurredAt",
      (extract(epoch from event.received_at) * 1000)::float8 as "receivedAt",
      (select withdrawal.id from attendance_event withdrawal
        where withdrawal.participant_id = event.participant_id and withdrawal.session_id = event.session_id
          and withdrawal.kind = 'withdrawal' and withdrawal.because_of = event.id limit 1) as "takenBackBy",
      exists (select from attendance_event later
        where later.participant_id = event.participant_id and later.id <> event.id
          and later.received_at >= event.received_at and later.because_of is distinct from event.id
          and (later.source <> 'kiosk' or later.occurred_at > event.occurred_at)
          and later.kind <> 'withdrawal') as overtaken
    from attendance_event event
    join participant on participant.id = event.participant_id
    join session on session.id = event.session_id
    join activity on activity.id = session.activity_id
    where event.id = ${eventId} and event.kind in ('check_in', 'departure') and event.before is not null`
  return (
    row && {
      ...row,
      occurredAt: Temporal.Instant.fromEpochMilliseconds(row.occurredAt),
      receivedAt: Temporal.Instant.fromEpochMilliseconds(row.receivedAt),
      session: { name: row.name, startsAt: Temporal.Instant.fromEpochMilliseconds(row.startsAt) },
    }
  )
}
