import { and, eq, gt, isNull, or } from 'drizzle-orm'
import type { Temporal } from 'temporal-polyfill'
import type { Tx } from '../../db/client.ts'
import { enrolment, personalLink } from '../../db/schema/index.ts'
import type { LocalDate } from '../time/dates.ts'

/** The participant's way to the own week, while it stands: never its address. */
export async function standingPersonalLink(tx: Tx, participantId: string) {
  const [row] = await tx
    .select({
      id: personalLink.id,
      createdAt: personalLink.createdAt,
      lastUsedAt: personalLink.lastUsedAt,
    })
    .from(personalLink)
    .where(and(eq(personalLink.participantId, participantId), isNull(personalLink.revokedAt)))
  return row
}

/** A new address instead of the one before. */
export async function addPersonalLink(
  tx: Tx,
  given: { participantId: string; tokenHash: string; by: string; at: Temporal.Instant },
): Promise<void> {
  const { by, at, ...rest } = given
  await revokePersonalLink(tx, given.participantId, by, at)
  await tx.insert(personalLink).values({ ...rest, createdAt: at, createdBy: by })
}

export async function revokePersonalLink(
  tx: Tx,
  participantId: string,
  by: string,
  at: Temporal.Instant,
): Promise<void> {
  await tx
    .update(personalLink)
    .set({ revokedAt: at, revokedBy: by })
    .where(and(eq(personalLink.participantId, participantId), isNull(personalLink.revokedAt)))
}

/** Whoever is enrolled no more has no address: a later enrolment does not bring it back. */
export async function revokeLinkOfLeaver(
  tx: Tx,
  participantId: string,
  { by, at, today }: { by: string; at: Temporal.Instant; today: LocalDate },
): Promise<void> {
  const [going] = await tx
    .select({ id: enrolment.id })
    .from(enrolment)
    .where(
      and(
        eq(enrolment.participantId, participantId),
        or(isNull(enrolment.endsOn), gt(enrolment.endsOn, today)),
      ),
    )
    .limit(1)
  if (!going) await revokePersonalLink(tx, participantId, by, at)
}

export type BehindLink = {
  linkId: string
  participantId: string
  language: string | null
  largestGroup: number | null
  organisationId: string
  organisationName: string
  timeZone: string
}

/**
 * Whose link it is, while it stands: not revoked, of somebody whose identity is not protected and who is enrolled today
 * or will be.
 */
export async function behindPersonalLink(
  tx: Tx,
  tokenHash: string,
  now: Temporal.Instant,
): Promise<BehindLink | undefined> {
  const [row] = await tx.hot<BehindLink[]>`
    select personal_link.id as "linkId", participant.id as "participantId", participant.language,
      participant.largest_group as "largestGroup", organisation.organisation_id as "organisationId",
      organisation.name as "organisationName",
      organisation.time_zone as "timeZone"
    from personal_link
    join participant on participant.id = personal_link.participant_id
    join organisation on organisation.organisation_id = personal_link.organisation_id
    where token_hash = ${tokenHash} and revoked_at is null
      and exists (select from enrolment where enrolment.participant_id = participant.id
        and coalesce(ends_on, 'infinity') >= (${now.toString()}::timestamptz at time zone time_zone)::date)
      and not exists (select from identity_protection
        where identity_protection.participant_id = participant.id and lifted_at is null)`
  return row
}

/** When it was last used, to the hour. */
export async function noteUse(tx: Tx, linkId: string, at: Temporal.Instant): Promise<void> {
  await tx.hot`
    update personal_link set last_used_at = ${at.toString()}
    where id = ${linkId} and coalesce(last_used_at, '-infinity') < ${at.toString()}::timestamptz - interval '1 hour'`
}
