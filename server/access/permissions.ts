import type { Language } from '../language/text.ts'

export const roles = ['administrator', 'coordinator', 'leader', 'reader'] as const
export type Role = (typeof roles)[number]

/** The staff member who is signed in. */
export type Viewer = {
  id: string
  organisationId: string
  name: string
  roles: readonly Role[]
  language: Language
}

/** A permission is named after the act and stands beside the route. */
export type Permission = (viewer: Viewer) => boolean

export const mayReadSchedule = anyOf(...roles)
export const mayPlanSchedule = anyOf('administrator', 'coordinator')
export const mayCancelSessions = anyOf('administrator', 'coordinator', 'leader')
export const mayKeepRollCall = anyOf('administrator', 'coordinator', 'leader')
/** Who is in the house, for whoever must empty it. */
export const maySeeTheHouse = anyOf('administrator', 'coordinator', 'leader')
/** Whether there are participants' pages to open at all; which ones, mayReadParticipant says. */
export const mayReadParticipants = anyOf('administrator', 'coordinator', 'leader')
export const mayEditParticipants = anyOf('administrator', 'coordinator')
/** Hours outside the sessions and weeks that do not count, of those whose page one may open. */
export const mayReportHours = anyOf('administrator', 'coordinator', 'leader')
/** That somebody will not come, of those whose page one may open. */
export const mayTellAbsence = anyOf('administrator', 'coordinator', 'leader')
/** What a participant wishes for, of those whose page one may open. */
export const mayNoteWishes = anyOf('administrator', 'coordinator', 'leader')
export const mayReadHours = anyOf('administrator', 'coordinator')
export const mayReadReports = anyOf(...roles)
/** Exits from before the system, read from a file. */
export const mayImportExits = anyOf('administrator')
/** What needs a look; of each kind only what one can do something about. */
export const mayReadNotices = anyOf('administrator', 'coordinator', 'leader')
export const mayManageKiosks = anyOf('administrator')
export const mayManageHallScreens = anyOf('administrator')
export const mayManageStaff = anyOf('administrator')
export const mayManageProgrammes = anyOf('administrator')
export const mayManageOrganisation = anyOf('administrator')
export const mayReadAccessLog = anyOf('administrator')

/** What decides who may open one participant's page. */
export type Guarded = { coachIds: readonly string[]; protected: boolean }

/** A leader reads those they coach; a protected identity is for administrators and the participant's own coach. */
export function mayReadParticipant(viewer: Viewer, participant: Guarded): boolean {
  if (!mayReadParticipants(viewer)) return false
  if (participant.coachIds.includes(viewer.id)) return true
  return participant.protected ? isAdministrator(viewer) : mayEditParticipants(viewer)
}

/** Nobody changes what they may not read. */
export function mayEditParticipant(viewer: Viewer, participant: Guarded): boolean {
  return mayEditParticipants(viewer) && mayReadParticipant(viewer, participant)
}

/** Why somebody does not come is for their own coach, administrators and whoever wrote it. */
export function mayReadAbsenceReason(
  viewer: Viewer,
  { coachIds, toldBy }: { coachIds: readonly string[]; toldBy: string | null },
): boolean {
  return coachIds.includes(viewer.id) || toldBy === viewer.id || isAdministrator(viewer)
}

/** How somebody says that they are is for their own coach and administrators. */
export function mayReadAnswers(viewer: Viewer, { coachIds }: Pick<Guarded, 'coachIds'>): boolean {
  return coachIds.includes(viewer.id) || isAdministrator(viewer)
}

const isAdministrator = anyOf('administrator')

function anyOf(...allowed: Role[]): Permission {
  return (viewer) => viewer.roles.some((role) => allowed.includes(role))
}
