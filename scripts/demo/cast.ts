import type { Role } from '../../server/access/permissions.ts'
import type { Gender } from '../../server/people/words.ts'

/**
 * The people of the tests and of the demo. All of them are invented, as are their organisations.
 * Each is introduced by what they may do or what is special about them.
 */
export type StaffMember = { name: string; email: string; roles: Role[] }
export type Participant = {
  firstName: string
  lastName: string
  gender: Gender
  birthYear: number
  code: string
  greetedByName?: boolean
  protected?: boolean
}

export const ekdalen = {
  name: 'Ekdalens kommun (påhittad)',
  language: 'sv',
  timeZone: 'Europe/Stockholm',
} as const
export const norrvik = {
  name: 'Norrviks kommun (påhittad)',
  language: 'sv',
  timeZone: 'Europe/Stockholm',
} as const

/** Everyone's password in the demo. */
export const demoPassword = 'steg för steg i Ekdalen'

export const staffCast = {
  /** May do everything. */
  astrid: { name: 'Astrid Ekelund', email: 'astrid@ekdalen.example', roles: ['administrator'] },
  /** Plans the week and knows the participants. */
  karin: { name: 'Karin Holmström', email: 'karin@ekdalen.example', roles: ['coordinator'] },
  /** Leads yoga; coaches Pelle. */
  leif: { name: 'Leif Sandell', email: 'leif@ekdalen.example', roles: ['leader'] },
  /** Reads the week and the reports. */
  rut: { name: 'Rut Åhlén', email: 'rut@ekdalen.example', roles: ['reader'] },
} satisfies Record<string, StaffMember>

/** Of another organisation: must never see a row of Ekdalen. */
export const strangerCast = {
  nils: { name: 'Nils Norling', email: 'nils@norrvik.example', roles: ['administrator'] },
} satisfies Record<string, StaffMember>

export const participantCast = {
  /** On his way from one hour to ten; greeted by his first name. */
  pelle: {
    firstName: 'Pelle',
    lastName: 'Björkvall',
    gender: 'man',
    birthYear: 1988,
    code: '274180',
    greetedByName: true,
  },
  /** In two programmes at once. */
  amina: { firstName: 'Amina', lastName: 'Lindqvist', gender: 'woman', birthYear: 1994, code: '401935' },
  /** Has a protected identity. */
  siv: {
    firstName: 'Siv',
    lastName: 'Dalgren',
    gender: 'woman',
    birthYear: 1979,
    code: '853064',
    protected: true,
  },
} satisfies Record<string, Participant>
