import { Temporal } from 'temporal-polyfill'
import { v7 as uuidv7 } from 'uuid'
import type { Tx } from '../../db/client.ts'
import {
  entrance,
  identityProtection,
  participant,
  personalCode,
  staff,
  staffPassword,
  staffRole,
} from '../../db/schema/index.ts'
import { hashCode } from '../../server/access/tokens.ts'
import type { Language } from '../../server/language/text.ts'
import { emailKey } from '../../server/organisation/entrance.ts'
import { foundOrganisation } from '../../server/organisation/queries.ts'
import type { Parts } from '../../server/web/env.ts'
import type { Participant, StaffMember } from './cast.ts'

export type Settled<Staff extends string, Participants extends string> = {
  organisationId: string
  staff: Record<Staff, string>
  participants: Record<Participants, string>
}

/**
 * Moves a cast into an organisation of its own, with their codes and, where given, one password for all staff; `furnish`
 * goes on in the same transaction.
 */
export async function settle<Staff extends string, Participants extends string>(
  parts: Pick<Parts, 'db' | 'secret'>,
  place: { name: string; language: Language; timeZone: string },
  staffCast: Record<Staff, StaffMember>,
  participantCast: Record<Participants, Participant>,
  password?: { phc: string },
  furnish?: (tx: Tx, settled: Settled<Staff, Participants>) => Promise<void>,
): Promise<Settled<Staff, Participants>> {
  const settled = { staff: idsOf(staffCast), participants: idsOf(participantCast) } as Settled<
    Staff,
    Participants
  >
  await foundOrganisation(parts.db, place, parts.secret, async (tx, organisationId) => {
    settled.organisationId = organisationId
    await employ(tx, settled.staff, staffCast, parts.secret, password)
    await welcome(tx, settled.participants, participantCast, (code) =>
      hashCode(code, organisationId, parts.secret),
    )
    await furnish?.(tx, settled)
  })
  return settled
}

function idsOf<Key extends string>(cast: Record<Key, unknown>): Record<Key, string> {
  return Object.fromEntries(Object.keys(cast).map((key) => [key, uuidv7()])) as Record<Key, string>
}

async function employ(
  tx: Tx,
  ids: Record<string, string>,
  cast: Record<string, StaffMember>,
  secret: string,
  password?: { phc: string },
): Promise<void> {
  const members = Object.entries(cast).map(([key, member]) => ({ ...member, id: ids[key]! }))
  if (members.length === 0) return
  await tx.insert(staff).values(members.map(({ id, name, email }) => ({ id, name, email })))
  await tx
    .insert(staffRole)
    .values(members.flatMap(({ id, roles }) => roles.map((role) => ({ staffId: id, role }))))
  await tx
    .insert(entrance)
    .values(members.map(({ email }) => ({ kind: 'email' as const, keyHash: emailKey(email, secret) })))
  if (password)
    await tx.insert(staffPassword).values(members.map(({ id }) => ({ staffId: id, phc: password.phc })))
}

async function welcome(
  tx: Tx,
  ids: Record<string, string>,
  cast: Record<string, Participant>,
  hash: (code: string) => string,
): Promise<void> {
  const people = Object.entries(cast).map(([key, person]) => ({ ...person, id: ids[key]! }))
  if (people.length === 0) return
  const now = Temporal.Now.instant()
  await tx.insert(participant).values(
    people.map(({ id, firstName, lastName, gender, birthYear, greetedByName, largestGroup, language }) => ({
      id,
      firstName,
      lastName,
      gender,
      birthYear,
      largestGroup,
      language,
      greetedByNameSince: greetedByName ? now : null,
    })),
  )
  await tx
    .insert(personalCode)
    .values(people.map(({ id, code }) => ({ participantId: id, codeHash: hash(code) })))
  const hidden = people.filter((person) => person.protected)
  if (hidden.length > 0)
    await tx.insert(identityProtection).values(hidden.map(({ id }) => ({ participantId: id })))
}
