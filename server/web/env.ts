import type { Temporal } from 'temporal-polyfill'
import type { Database, Tenant } from '../../db/client.ts'
import type { Role, Viewer } from '../access/permissions.ts'
import type { Language, ParticipantLanguage, Translate } from '../language/text.ts'
import type { Clock } from '../time/clock.ts'
import type { LocalDate } from '../time/dates.ts'
import type { Live } from './live.ts'
import type { Frame } from '../../views/layout.tsx'

/** What the application is made of: everything that reaches outside it, given by main.ts or by a test. */
export type Parts = {
  db: Database
  clock: Clock
  live: Live
  /** Keys the hashes of what is too short to be hashed plainly: codes, addresses. */
  secret: string
  /** Where people reach the system, without a slash at the end. */
  publicUrl: string
  /** The addresses of our own proxies, whose word on where a request came from is taken. */
  trustedProxies?: readonly string[]
  /** The one-time code printed in the terminal while there is no organisation yet. */
  setupCode: string
  /** Fills the organisation-to-be with the demo; absent where the demo is not offered. */
  fillDemo?: (parts: Parts) => Promise<void>
  /** Who may be signed in as in the demo; shown only where the demo is what fills the installation. */
  demoSignIns?: readonly { name: string; email: string; roles: readonly Role[]; password: string }[]
  /** A participant of the demo, to check in and look at the calendar as. */
  demoGuest?: (parts: Parts) => Promise<DemoGuest | undefined>
  /** One line about the running of the system: never personal data. */
  log: (line: Record<string, string | number | undefined>) => void
}

/** Somebody in the demo, with their code and card at the tablet, the secret addresses that are theirs, and the hall's. */
export type DemoGuest = {
  name: string
  code: string
  /** The digits that their card's picture says. */
  card: string
  /** Who reads another language at the tablet. */
  readers: readonly { name: string; language: ParticipantLanguage; code: string }[]
  calendar: string
  ownWeek: string
  hall: string
}

/** The facts of the organisation that every page needs. */
export type OrganisationFacts = {
  id: string
  name: string
  timeZone: string
  language: Language
  scheduleVersion: number
  neutralTitles: boolean
}

/** A paired tablet. */
export type KioskDevice = { id: string; organisationId: string; name: string; locationId: string | null }

export type Env = {
  Variables: {
    parts: Parts
    requestId: string
    now: Temporal.Instant
    language: Language
    t: Translate
    /** What a participant reads, at the kiosk and on their own pages: it goes before `language` where it is set. */
    participantLanguage: ParticipantLanguage
    /** The door to the viewer's organisation; set where somebody is signed in or a kiosk is paired. */
    db: Tenant
    viewer: Viewer
    organisation: OrganisationFacts
    /** Today in the organisation's time zone. */
    today: LocalDate
    kiosk: KioskDevice
    /** The sign-in that this request rests on. */
    signInId: string
    /** Somebody else has given the password: first of all the viewer chooses their own. */
    passwordIsTemporary: boolean
    /** What the viewer has just done to the schedule; on its pages only. */
    undoBar: Frame['undoBar']
  }
}
