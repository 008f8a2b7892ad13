import { and, desc, eq, gte, isNull, lt, ne, sql } from 'drizzle-orm'
import type { Temporal } from 'temporal-polyfill'
import { announce, type Tx } from '../../db/client.ts'
import { inSwedishOrder } from '../../db/order.ts'
import { accessEntry, participant, signIn, staff, staffPassword, staffRole } from '../../db/schema/index.ts'
import type { Role } from './permissions.ts'

const rolesOf = sql<Role[]>`array(
  select role from staff_role where staff_role.staff_id = staff.id
  order by array_position(array['administrator', 'coordinator', 'leader', 'reader'], role))`

const columns = {
  id: staff.id,
  name: staff.name,
  email: staff.email,
  leftAt: staff.leftAt,
  roles: rolesOf,
  version: staff.version,
}

/** Everybody who works here, and last those who did. */
export function staffHere(tx: Tx) {
  return tx
    .select(columns)
    .from(staff)
    .orderBy(sql`${staff.leftAt} is not null`, inSwedishOrder(staff.name))
}

export async function staffMember(tx: Tx, id: string) {
  const [row] = await tx.select(columns).from(staff).where(eq(staff.id, id))
  return row
}

/** Those who change who is an administrator do it one after the other, so that one always remains. */
export async function takeTurns(tx: Tx): Promise<void> {
  await tx.execute(
    sql`select pg_advisory_xact_lock(hashtextextended('administrators of ' || current_setting('app.organisation'), 0))`,
  )
}

/** How many administrators there are beside this person. */
export async function otherAdministrators(tx: Tx, id: string): Promise<number> {
  const rows = await tx
    .select({ id: staff.id })
    .from(staff)
    .innerJoin(staffRole, and(eq(staffRole.staffId, staff.id), eq(staffRole.role, 'administrator')))
    .where(and(isNull(staff.leftAt), ne(staff.id, id)))
  return rows.length
}

export async function changeStaff(
  tx: Tx,
  id: string,
  facts: { name: string; email: string; roles: readonly Role[]; by: string },
): Promise<void> {
  const { name, email, roles, by } = facts
  await tx
    .update(staff)
    .set({ name, email, version: sql`${staff.version} + 1` })
    .where(eq(staff.id, id))
  await tx.delete(staffRole).where(eq(staffRole.staffId, id))
  await tx.insert(staffRole).values(roles.map((role) => ({ staffId: id, role, grantedBy: by })))
}

/** Signs in no more; stays in the history. */
export async function endEmployment(tx: Tx, id: string, by: string, at: Temporal.Instant): Promise<void> {
  await tx
    .update(staff)
    .set({ leftAt: at, leftBy: by })
    .where(and(eq(staff.id, id), isNull(staff.leftAt)))
  await tx.delete(staffPassword).where(eq(staffPassword.staffId, id))
  await endSignIns(tx, id, at)
}

export async function resumeEmployment(tx: Tx, id: string): Promise<void> {
  await tx.update(staff).set({ leftAt: null, leftBy: null }).where(eq(staff.id, id))
}

/** Ends every sign-in of this person, or every one but this. */
export async function endSignIns(
  tx: Tx,
  staffId: string,
  at: Temporal.Instant,
  butNot?: string,
): Promise<void> {
  await tx
    .update(signIn)
    .set({ endedAt: at })
    .where(
      and(
        eq(signIn.staffId, staffId),
        isNull(signIn.endedAt),
        butNot === undefined ? undefined : ne(signIn.id, butNot),
      ),
    )
  await announce(tx, 'sign-in', staffId)
}

export async function passwordOf(tx: Tx, staffId: string): Promise<string | undefined> {
  const [row] = await tx
    .select({ phc: staffPassword.phc })
    .from(staffPassword)
    .where(eq(staffPassword.staffId, staffId))
  return row?.phc
}

export type LogWish = {
  participantId: string | undefined
  staffId: string | undefined
  between: { from: Temporal.Instant; to: Temporal.Instant } | undefined
  most: number
}

/** Who read or changed what of whom, the latest first. */
export function accessesLogged(tx: Tx, { participantId, staffId, between, most }: LogWish) {
  return tx
    .select({
      id: accessEntry.id,
      at: accessEntry.at,
      act: accessEntry.act,
      what: accessEntry.what,
      staffName: staff.name,
      participantId: accessEntry.participantId,
      firstName: participant.firstName,
      lastName: participant.lastName,
    })
    .from(accessEntry)
    .leftJoin(staff, eq(staff.id, accessEntry.staffId))
    .leftJoin(participant, eq(participant.id, accessEntry.participantId))
    .where(
      and(
        participantId === undefined ? undefined : eq(accessEntry.participantId, participantId),
        staffId === undefined ? undefined : eq(accessEntry.staffId, staffId),
        between && gte(accessEntry.at, between.from),
        between && lt(accessEntry.at, between.to),
      ),
    )
    .orderBy(desc(accessEntry.at), desc(accessEntry.id))
    .limit(most)
}
