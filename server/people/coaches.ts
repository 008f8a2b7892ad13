import type { LocalDate } from '../time/dates.ts'

/**
 * Whoever coaches the participant now or soon, for a query that has `participant` in it: they may read the participant
 * and know a protected identity, and nobody goes on doing so once the enrolment has ended. For the builder's tag as
 * for the raw one.
 */
export function coachIdsOn<Part>(
  tag: (text: TemplateStringsArray, today: LocalDate) => Part,
  today: LocalDate,
): Part {
  return tag`array(select distinct coach_id::text from enrolment
    where enrolment.participant_id = participant.id and coach_id is not null
      and (enrolment.ends_on is null or enrolment.ends_on >= ${today}))`
}
