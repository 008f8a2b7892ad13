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

/** Moves a cast into an organisation of its own, with their codes and, where given, one password for all staff. */
export async function settle<Staff extends string, Participants extends string>(
  parts: Pick<Parts, 'db' | 'secret'>,
  place: { name: string; language: Language; timeZone: string },
  staffCast: Record<Staff, StaffMember>,
  participantCast: Record<Participants, Participant>,
  password?: { phc: string },
): Promise<Settled<Staff, Participants>> {
  const settled = { staff: {}, participants: {} } as Settled<Staff, Participants>
  settled.organisationId = await foundOrganisation(
    parts.db,
    place,
    parts.secret,
    async (tx, organisationId) => {
      for (const [key, member] of Object.entries<StaffMember>(staffCast)) {
        settled.staff[key as Staff] = await employ(tx, member, parts.secret, password)
      }
      for (const [key, person] of Object.entries<Participant>(participantCast)) {
        settled.participants[key as Participants] = await welcome(tx, person, (code) =>
          hashCode(code, organisationId, parts.secret),
        )
      }
    },
  )
  return settled
}

async function employ(
  tx: Tx,
  member: StaffMember,
  secret: string,
  password?: { phc: string },
): Promise<string> {
  const id = uuidv7()
  await tx.insert(staff).values({ id, name: member.name, email: member.email })
  await tx.insert(staffRole).values(member.roles.map((role) => ({ staffId: id, role })))
  await tx.insert(entrance).values({ kind: 'email', keyHash: emailKey(member.email, secret) })
  if (password) await tx.insert(staffPassword).values({ staffId: id, phc: password.phc })
  return id
}

async function welcome(tx: Tx, person: Participant, hash: (code: string) => string): Promise<string> {
  const id = uuidv7()
  const { firstName, lastName, gender, birthYear } = person
  const greetedByNameSince = person.greetedByName ? Temporal.Now.instant() : null
  await tx.insert(participant).values({ id, firstName, lastName, gender, birthYear, greetedByNameSince })
  await tx.insert(personalCode).values({ participantId: id, codeHash: hash(person.code) })
  if (person.protected) await tx.insert(identityProtection).values({ participantId: id })
  return id
}
