import { minutes, type LocalDate, type Minutes } from '../time/dates.ts'
import type { Fields } from '../web/fields.ts'
import type { EnrolmentWish } from './enrolment.ts'
import { defaultRamp, plannedEnd, type PlanStep } from './plan.ts'
import type { EnrolmentChoices } from './queries.ts'
import { parseHours } from './typed-plan.ts'

export type NewEnrolment = {
  programmeId: string
  referrerId: string | null
  coachId: string | null
  startsOn: LocalDate
  plannedWeeks: number | null
  plannedEndOn: LocalDate | null
  weeklyTargetMinutes: Minutes | null
  talkEveryWeeks: number | null
  plan: PlanStep[]
}

/** A first enrolment as it was typed: what is left empty is as the programme has it, and the plan is the usual ramp. */
export function readEnrolment(form: Fields, choices: EnrolmentChoices): NewEnrolment {
  const programmeId = oneOf(form, 'programme_id', choices.programmes, 'required')
  const programme = choices.programmes.find((one) => one.id === programmeId)
  const startsOn = form.date('starts_on')
  const plannedWeeks =
    form.optionalWhole('planned_weeks', { min: 1, max: 260 }) ?? programme?.plannedWeeks ?? null
  const usualTarget = programme?.weeklyTargetMinutes ?? null
  const weeklyTargetMinutes =
    readHours(form, 'weekly_target') ?? (usualTarget === null ? null : minutes(usualTarget))
  const isWhole = form.problems.length === 0
  return {
    programmeId: programmeId ?? '',
    ...readPeople(form, choices),
    startsOn,
    plannedWeeks,
    plannedEndOn: isWhole && plannedWeeks !== null ? plannedEnd(startsOn, plannedWeeks) : null,
    weeklyTargetMinutes,
    plan: isWhole ? defaultRamp({ startsOn, plannedWeeks, weeklyTargetMinutes }) : [],
  }
}

export function readPeople(form: Fields, { referrers, coaches }: EnrolmentChoices) {
  return {
    referrerId: oneOf(form, 'referrer_id', referrers) ?? null,
    coachId: oneOf(form, 'coach_id', coaches) ?? null,
    talkEveryWeeks: readTalks(form),
  }
}

/** How often the coach and the participant mean to talk: weekly where nothing is said, never where that is chosen. */
function readTalks(form: Fields): number | null {
  if (form.text('talk_every_weeks', { max: 4, optional: true }) === 'none') return null
  return form.optionalWhole('talk_every_weeks', { min: 1, max: 12 }) ?? 1
}

/** Hours as typed, in minutes; undefined where nothing was. */
export function readHours(form: Fields, name: string): Minutes | undefined {
  const text = form.text(name, { max: 10, optional: true })
  const typed = text === '' ? undefined : parseHours(text)
  if (text !== '' && typed === undefined) form.refuse(name, 'programme:plan.hoursWrong')
  return typed
}

export const enrolmentWish = (wish: NewEnrolment): EnrolmentWish => ({ ...wish, endsOn: null })

function oneOf(
  form: Fields,
  name: string,
  rows: readonly { id: string }[],
  need?: 'required',
): string | undefined {
  const id = need ? form.id(name) : form.optionalId(name)
  if (id !== undefined && !rows.some((row) => row.id === id)) form.refuse(name, 'common:problem.choice')
  return id
}
