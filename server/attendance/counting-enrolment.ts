import type { LocalDate } from '../time/dates.ts'

/** As much of an enrolment as decides where the hours of a session count. */
export type CountingEnrolment = {
  id: string
  programmeId: string
  startsOn: LocalDate
  endsOn: LocalDate | null
}

/** The session's day, and the programmes that its activity is for; none named is all of them. */
export type OpenSession = { localDate: LocalDate; programmeIds: readonly string[] }

/**
 * The enrolment in which a session counts: it runs on the session's day, and its programme is one that the activity
 * is for. Of several, the one that began first (then the one made first): always the same, so that no hour wanders.
 */
export function countingEnrolment<Enrolment extends CountingEnrolment>(
  session: OpenSession,
  enrolments: readonly Enrolment[],
): Enrolment | undefined {
  return enrolments
    .filter((enrolment) => runsOn(enrolment, session.localDate) && isFor(session, enrolment.programmeId))
    .sort((a, b) => inOrder(a.startsOn, b.startsOn) || inOrder(a.id, b.id))[0]
}

function runsOn({ startsOn, endsOn }: CountingEnrolment, day: LocalDate): boolean {
  return startsOn <= day && (endsOn === null || day <= endsOn)
}

function isFor({ programmeIds }: OpenSession, programmeId: string): boolean {
  return programmeIds.length === 0 || programmeIds.includes(programmeId)
}

function inOrder(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
