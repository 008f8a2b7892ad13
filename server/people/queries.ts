import { and, asc, eq, isNotNull, isNull, sql } from 'drizzle-orm'
import type { Temporal } from 'temporal-polyfill'
import type { Tx } from '../../db/client.ts'
import { inSwedishOrder } from '../../db/order.ts'
import { identityProtection, participant, referrer, staff, staffRole } from '../../db/schema/index.ts'
import type { LocalDate } from '../time/dates.ts'
import { coachIdsOn } from './coaches.ts'
import type { Gender, ReferrerKind } from './words.ts'

const coachIds = (today: LocalDate) => coachIdsOn((...text) => sql<string[]>(...text), today)

const isProtected = sql<boolean>`exists (
  select from identity_protection where identity_protection.participant_id = participant.id and lifted_at is null)`

export type RunningEnrolment = {
  id: string
  programmeId: string
  programme: string
  coach: string | null
  stage: string | null
  startsOn: LocalDate
}

/** Everybody on the register with where they are enrolled today; who may see whom, the reader decides. */
export function participantsHere(tx: Tx, today: LocalDate) {
  return tx
    .select({
      id: participant.id,
      firstName: participant.firstName,
      lastName: participant.lastName,
      protected: isProtected,
      coachIds: coachIds(today),
      enrolments: sql<RunningEnrolment[]>`coalesce((
        select json_agg(json_build_object(
          'id', enrolment.id, 'programmeId', programme.id, 'programme', programme.name, 'coach', staff.name,
          'startsOn', starts_on, 'stage', (
            select stage.name from stage_change join stage on stage.id = stage_change.stage_id
            where stage_change.enrolment_id = enrolment.id order by on_date desc, recorded_at desc limit 1)
        ) order by programme.name)
        from enrolment join programme on programme.id = enrolment.programme_id
        left join staff on staff.id = enrolment.coach_id
        where enrolment.participant_id = participant.id and (ends_on is null or ends_on >= ${today})
      ), '[]'::json)`,
    })
    .from(participant)
    .orderBy(inSwedishOrder(participant.lastName), inSwedishOrder(participant.firstName))
}

export async function participantWith(tx: Tx, id: string, today: LocalDate) {
  const [row] = await tx
    .select({
      id: participant.id,
      firstName: participant.firstName,
      lastName: participant.lastName,
      gender: participant.gender,
      birthYear: participant.birthYear,
      language: participant.language,
      greetedByNameSince: participant.greetedByNameSince,
      largestGroup: participant.largestGroup,
      createdAt: participant.createdAt,
      version: participant.version,
      protected: isProtected,
      coachIds: coachIds(today),
    })
    .from(participant)
    .where(eq(participant.id, id))
  return row
}

export type Person = NonNullable<Awaited<ReturnType<typeof participantWith>>>

export type ParticipantFacts = {
  firstName: string
  lastName: string
  gender: Gender
  birthYear: number | null
  language: string | null
  largestGroup: number | null
}

export async function addParticipant(
  tx: Tx,
  facts: ParticipantFacts & { greetedByNameSince: Temporal.Instant | null; by: string },
): Promise<string> {
  const { by, ...rest } = facts
  const [row] = await tx
    .insert(participant)
    .values({ ...rest, createdBy: by })
    .returning({ id: participant.id })
  return row!.id
}

/** Changes the facts unless somebody else has done so since this version; whether it did. */
export async function changeParticipant(
  tx: Tx,
  id: string,
  version: number,
  facts: ParticipantFacts & { greetedByNameSince: Temporal.Instant | null },
): Promise<boolean> {
  const changed = await tx
    .update(participant)
    .set({
      ...facts,
      version: sql`${participant.version} + 1`,
      feedVersion: sql`${participant.feedVersion} + 1`,
    })
    .where(and(eq(participant.id, id), eq(participant.version, version)))
    .returning({ id: participant.id })
  return changed.length > 0
}

export async function protectIdentity(tx: Tx, participantId: string, by: string): Promise<void> {
  await tx.insert(identityProtection).values({ participantId, setBy: by }).onConflictDoNothing()
}

export async function liftProtection(
  tx: Tx,
  participantId: string,
  by: string,
  at: Temporal.Instant,
): Promise<void> {
  await tx
    .update(identityProtection)
    .set({ liftedAt: at, liftedBy: by })
    .where(and(eq(identityProtection.participantId, participantId), isNull(identityProtection.liftedAt)))
}

/** Who may be named as referrer today. */
export function referrersHere(tx: Tx) {
  return tx
    .select({ id: referrer.id, name: referrer.name, kind: referrer.kind })
    .from(referrer)
    .where(isNull(referrer.archivedAt))
    .orderBy(inSwedishOrder(referrer.name))
}

/** Adds a referrer, or offers one again that was archived under this name. */
export async function addReferrer(tx: Tx, facts: { name: string; kind: ReferrerKind }): Promise<void> {
  const revived = await tx
    .update(referrer)
    .set({ ...facts, archivedAt: null })
    .where(and(eq(referrer.name, facts.name), isNotNull(referrer.archivedAt)))
    .returning({ id: referrer.id })
  if (revived.length === 0) await tx.insert(referrer).values(facts)
}

/** Whether there was such a referrer to take out of the lists; it stays with those it has sent. */
export async function archiveReferrer(tx: Tx, id: string, at: Temporal.Instant): Promise<boolean> {
  const rows = await tx
    .update(referrer)
    .set({ archivedAt: at })
    .where(eq(referrer.id, id))
    .returning({ id: referrer.id })
  return rows.length > 0
}

/** Who may be somebody's coach: whoever works here and does more than read. */
export function coachesHere(tx: Tx) {
  return tx
    .selectDistinct({ id: staff.id, name: staff.name })
    .from(staff)
    .innerJoin(staffRole, eq(staffRole.staffId, staff.id))
    .where(and(isNull(staff.leftAt), sql`${staffRole.role} <> 'reader'`))
    .orderBy(asc(staff.name))
}
