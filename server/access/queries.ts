import { and, desc, eq, isNull, sql } from 'drizzle-orm'
import type { Temporal } from 'temporal-polyfill'
import { v7 as uuidv7 } from 'uuid'
import { announce, type Tx } from '../../db/client.ts'
import {
  accessEntry,
  organisation,
  personalCode,
  signIn,
  staff,
  staffPassword,
  staffRole,
} from '../../db/schema/index.ts'

/** The staff member with this address and their password, if they still work here. */
export async function staffWithEmail(tx: Tx, email: string) {
  const [row] = await tx
    .select({ id: staff.id, name: staff.name, phc: staffPassword.phc })
    .from(staff)
    .innerJoin(staffPassword, eq(staffPassword.staffId, staff.id))
    .where(and(sql`lower(${staff.email}) = lower(${email})`, isNull(staff.leftAt)))
  return row
}

/** A password of one's own choice; or a temporary one, `givenBy` somebody else. */
export async function setPassword(
  tx: Tx,
  staffId: string,
  phc: string,
  givenBy: string | null = null,
): Promise<void> {
  await tx
    .insert(staffPassword)
    .values({ staffId, phc, givenBy })
    .onConflictDoUpdate({
      target: [staffPassword.organisationId, staffPassword.staffId],
      set: { phc, givenBy, changedAt: sql`now()` },
    })
}

/** The same password, hashed as is usual now. */
export async function rehashPassword(tx: Tx, staffId: string, phc: string): Promise<void> {
  await tx.update(staffPassword).set({ phc }).where(eq(staffPassword.staffId, staffId))
}

export async function addSignIn(
  tx: Tx,
  row: {
    staffId: string
    tokenHash: string
    device: string
    at: Temporal.Instant
    expiresAt: Temporal.Instant
  },
): Promise<void> {
  const { at, ...rest } = row
  await tx.insert(signIn).values({ ...rest, createdAt: at, lastUsedAt: at })
}

/** Whose sign-in this is, with their roles and the facts of their organisation: one look-up for every page. */
export async function viewerOfSignIn(tx: Tx, tokenHash: string) {
  const [row] = await tx
    .select({
      signInId: signIn.id,
      lastUsedAt: signIn.lastUsedAt,
      expiresAt: signIn.expiresAt,
      staffId: staff.id,
      name: staff.name,
      language: staff.language,
      passwordGivenBy: staffPassword.givenBy,
      roles: sql<string[]>`array(select role from staff_role where staff_role.staff_id = ${staff.id})`,
      organisationId: organisation.organisationId,
      organisationName: organisation.name,
      organisationLanguage: organisation.language,
      timeZone: organisation.timeZone,
      scheduleVersion: organisation.scheduleVersion,
      neutralTitlesSince: organisation.neutralTitlesSince,
    })
    .from(signIn)
    .innerJoin(staff, eq(staff.id, signIn.staffId))
    .innerJoin(organisation, eq(organisation.organisationId, signIn.organisationId))
    .leftJoin(staffPassword, eq(staffPassword.staffId, staff.id))
    .where(and(eq(signIn.tokenHash, tokenHash), isNull(signIn.endedAt), isNull(staff.leftAt)))
    .prepare('viewer_of_sign_in')
    .execute()
  return row
}

export async function noteSignInUse(tx: Tx, signInId: string, at: Temporal.Instant): Promise<void> {
  await tx.update(signIn).set({ lastUsedAt: at }).where(eq(signIn.id, signInId))
}

export async function endSignIn(
  tx: Tx,
  signInId: string,
  staffId: string,
  at: Temporal.Instant,
): Promise<void> {
  await tx
    .update(signIn)
    .set({ endedAt: at })
    .where(and(eq(signIn.id, signInId), eq(signIn.staffId, staffId), isNull(signIn.endedAt)))
  await announce(tx, 'sign-in', staffId)
}

/** Where this person is signed in now, latest first. */
export function standingSignIns(tx: Tx, staffId: string, at: Temporal.Instant) {
  return tx
    .select({
      id: signIn.id,
      device: signIn.device,
      createdAt: signIn.createdAt,
      lastUsedAt: signIn.lastUsedAt,
    })
    .from(signIn)
    .where(
      and(eq(signIn.staffId, staffId), isNull(signIn.endedAt), sql`${signIn.expiresAt} > ${at.toString()}`),
    )
    .orderBy(desc(signIn.lastUsedAt))
}

export async function addStaff(
  tx: Tx,
  person: {
    id?: string
    name: string
    email: string
    language?: string
    roles: readonly string[]
    by?: string
  },
): Promise<string> {
  const [row] = await tx
    .insert(staff)
    .values({ id: person.id, name: person.name, email: person.email, language: person.language })
    .returning({ id: staff.id })
  for (const role of person.roles) {
    await tx
      .insert(staffRole)
      .values({ staffId: row!.id, role: role as typeof staffRole.$inferInsert.role, grantedBy: person.by })
  }
  return row!.id
}

/** Notes in the access log who read or changed what of whom. */
export async function logAccess(
  tx: Tx,
  entry: {
    staffId?: string
    participantId?: string
    act: 'read' | 'change'
    what: string
    requestId?: string
  },
): Promise<void> {
  await tx.insert(accessEntry).values(entry)
}

/** So long the same people on the same page are one reading, however often the page is fetched. */
const HOURS_OF_ONE_READING = 3

/** Notes in the access log whom a page named to somebody, save those whom it named to them a short while ago. */
export async function logReading(
  tx: Tx,
  participantIds: readonly string[],
  what: string,
  { by, requestId }: { by: string; requestId?: string },
): Promise<void> {
  if (participantIds.length === 0) return
  const ids = [...new Set(participantIds)]
  await tx.hot`
    insert into access_entry (id, staff_id, participant_id, act, what, request_id)
    select id, ${by}, participant_id, 'read', ${what}, ${requestId ?? null}
    from unnest(${ids.map(() => uuidv7())}::uuid[], ${ids}::uuid[]) as named (id, participant_id)
    where not exists (select from access_entry as before
      where before.participant_id = named.participant_id and before.staff_id = ${by}
        and before.act = 'read' and before.what = ${what}
        and before.at > now() - make_interval(hours => ${HOURS_OF_ONE_READING}))`
}

/** The participant's code in use: when it was given, never which it is. */
export async function standingCode(tx: Tx, participantId: string) {
  const [row] = await tx
    .select({ id: personalCode.id, issuedAt: personalCode.issuedAt })
    .from(personalCode)
    .where(and(eq(personalCode.participantId, participantId), isNull(personalCode.revokedAt)))
  return row
}

export async function revokeCode(
  tx: Tx,
  participantId: string,
  by: string,
  at: Temporal.Instant,
): Promise<void> {
  await tx
    .update(personalCode)
    .set({ revokedAt: at, revokedBy: by })
    .where(and(eq(personalCode.participantId, participantId), isNull(personalCode.revokedAt)))
}

/** Gives the participant a new code instead of the one before; whether nobody has or had the same one here. */
export async function takeCode(
  tx: Tx,
  code: { participantId: string; codeHash: string; by: string; at: Temporal.Instant },
): Promise<boolean> {
  const { participantId, codeHash, by, at } = code
  // Two at once would each give a code: the second waits for the first.
  await tx.execute(sql`select from participant where id = ${participantId} for update`)
  const taken = await tx
    .select({ id: personalCode.id })
    .from(personalCode)
    .where(eq(personalCode.codeHash, codeHash))
  if (taken.length > 0) return false
  await revokeCode(tx, participantId, by, at)
  const made = await tx
    .insert(personalCode)
    .values({ participantId, codeHash, issuedAt: at, issuedBy: by })
    .onConflictDoNothing()
    .returning({ id: personalCode.id })
  return made.length > 0
}
