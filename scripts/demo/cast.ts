import type { Role } from '../../server/access/permissions.ts'
import type { ParticipantLanguage } from '../../server/language/text.ts'
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
  /** Is not at ease among more people than this. */
  largestGroup?: number
  /** What they chose to read at the tablet. */
  language?: ParticipantLanguage
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

/** All who work in the demo's organisation. */
export const demoStaff = {
  ...staffCast,
  /** In the kitchen: breakfast every weekday, and cooking. */
  mirjam: { name: 'Mirjam Ståhlgren', email: 'mirjam@ekdalen.example', roles: ['leader'] },
  /** Outdoors. */
  johan: { name: 'Johan Vintersten', email: 'johan@ekdalen.example', roles: ['leader'] },
  /** In the workshop. */
  nadia: { name: 'Nadia Farhani', email: 'nadia@ekdalen.example', roles: ['leader'] },
  /** Guides those on their way to supporting themselves. */
  elin: { name: 'Elin Kvisthag', email: 'elin@ekdalen.example', roles: ['leader'] },
  /** Leads the team around those who have been away from work for long. */
  tomas: { name: 'Tomas Wiklander', email: 'tomas@ekdalen.example', roles: ['leader'] },
  /** Meets one person at a time, and goes along to the placement. */
  sara: { name: 'Sara Tesfamariam', email: 'sara@ekdalen.example', roles: ['leader'] },
} satisfies Record<string, StaffMember>
export type DemoStaff = keyof typeof demoStaff

type Person = Omit<Participant, 'code'>
const woman = (firstName: string, lastName: string, birthYear: number): Person => ({
  firstName,
  lastName,
  gender: 'woman',
  birthYear,
})
const man = (firstName: string, lastName: string, birthYear: number): Person => ({
  firstName,
  lastName,
  gender: 'man',
  birthYear,
})

/** The demo's further participants; what they do is told in story.ts. Their codes are made when they move in. */
export const demoNewcomers = {
  maja: { ...woman('Maja', 'Törnqvister', 1999), greetedByName: true },
  yusuf: man('Yusuf', 'Warfaa', 1996),
  ingela: woman('Ingela', 'Mobergsson', 1971),
  tariq: man('Tariq', 'Haddadin', 1985),
  linnea: { ...woman('Linnéa', 'Åkersjö', 2003), greetedByName: true, largestGroup: 8 },
  robin: { firstName: 'Robin', lastName: 'Svedmarker', gender: 'other', birthYear: 2001 },
  oksana: woman('Oksana', 'Hrytsenka', 1983),
  kent: man('Kent', 'Rosenlunda', 1966),
  selam: { ...woman('Selam', 'Habtemichael', 1992), language: 'ti' },
  viktor: man('Viktor', 'Lövdalen', 2004),
  hanna: woman('Hanna', 'Pelkola', 1989),
  goran: man('Goran', 'Petrovik', 1974),
  zahra: { ...woman('Zahra', 'Mohsenpour', 1998), largestGroup: 4 },
  anders: man('Anders', 'Kullbäcken', 1979),

  emil: man('Emil', 'Strandgården', 2000),
  fadumo: woman('Fadumo', 'Jimcaaleh', 1987),
  birgitta: woman('Birgitta', 'Näslundh', 1964),
  jonas: man('Jonas', 'Vallgårda', 1993),
  mehret: woman('Mehret', 'Kidanemariam', 1995),
  sixten: man('Sixten', 'Hagborgen', 1969),
  tove: woman('Tove', 'Lindkvist-Aro', 1997),

  nour: { ...woman('Nour', 'Al-Khatibi', 1990), language: 'ar' },
  dragan: man('Dragan', 'Milosavić', 1977),
  elsa: { ...woman('Elsa', 'Rönnbergh', 2002), greetedByName: true },
  abdullahi: man('Abdullahi', 'Nuurow', 1988),
  carina: woman('Carina', 'Hultmarken', 1972),
  piotr: man('Piotr', 'Zalewicz', 1984),
  samira: woman('Samira', 'Rahmatova', 1991),
  leo: man('Leo', 'Brännvallen', 1998),

  marielouise: woman('Marie-Louise', 'Tängdén', 1975),
  hamid: man('Hamid', 'Sadeghpour', 1980),
  ulf: man('Ulf', 'Grenholmer', 1973),
  tsehay: woman('Tsehay', 'Woldemikael', 1982),
  patrik: man('Patrik', 'Sundmarker', 1987),
  agneta: woman('Agneta', 'Forsgårda', 1972),

  jasmine: woman('Jasmine', 'Okonjola', 1996),
  mattias: man('Mattias', 'Bergklint', 1986),
  larysa: woman('Larysa', 'Kovalyka', 1979),
  denny: { firstName: 'Denny', lastName: 'Halvarsberg', gender: 'not_recorded', birthYear: 1993 },
  nilserik: man('Nils-Erik', 'Tallmoen', 1981),
} satisfies Record<string, Person>
export type DemoPerson = keyof typeof demoNewcomers | keyof typeof participantCast
