import { Hono, type Context } from 'hono'
import { brokenConstraint, type Tx } from '../../db/client.ts'
import { EnrolmentPage } from '../../views/programme/enrolment-page.tsx'
import { NewEnrolmentPage } from '../../views/programme/new-enrolment-page.tsx'
import { allow } from '../access/door.ts'
import { editableParticipant, noteAccess } from '../access/participant-door.ts'
import { mayEditParticipants } from '../access/permissions.ts'
import { exitOf } from '../outcomes/exit-queries.ts'
import { Rejected } from '../problem.ts'
import { addDays, type LocalDate, type Minutes } from '../time/dates.ts'
import { mondayOf } from '../time/weeks.ts'
import { hoursInWords } from '../time/words.ts'
import { done, show } from '../web/answer.tsx'
import type { Env } from '../web/env.ts'
import { fields, isIdentifier, type Fields } from '../web/fields.ts'
import { whyNotEnrol } from './enrolment.ts'
import { enrolmentWish, readEnrolment, readHours, readPeople } from './enrolment-form.ts'
import {
  changeEnrolment,
  choicesOfEnrolment,
  enrol,
  enrolmentWith,
  enrolmentsOf,
  moveToStage,
  planOf,
  stageChangesOf,
  stagesOf,
  type EnrolmentChoices,
  type EnrolmentRow,
} from './queries.ts'
import type { PlanStep } from './plan.ts'
import { planFrom } from './typed-plan.ts'

export const enrolmentRoutes = new Hono<Env>()

/** So many lines of the plan the form has room for. */
const PLAN_LINES = 12

enrolmentRoutes.get('/participants/:id/enrolments/new', allow(mayEditParticipants), async (c) => {
  const { person, choices } = await c.var.db(async (tx) => {
    const found = await editableParticipant(c, tx, c.req.param('id'))
    await noteAccess(c, tx, { participantId: found.id, act: 'read', what: 'enrolment' })
    return { person: found, choices: await choicesOfEnrolment(tx) }
  })
  return show(
    c,
    <NewEnrolmentPage person={person} values={{ starts_on: c.var.today }} problems={[]} choices={choices} />,
  )
})

enrolmentRoutes.post('/participants/:id/enrolments', allow(mayEditParticipants), async (c) => {
  const form = await fields(c)
  const { person, choices, others } = await c.var.db(async (tx) => {
    const found = await editableParticipant(c, tx, c.req.param('id'))
    return {
      person: found,
      choices: await choicesOfEnrolment(tx),
      others: await enrolmentsOf(tx, found.id),
    }
  })
  const wish = readEnrolment(form, choices)
  if (form.problems.length === 0) form.problems.push(...whyNotEnrol(enrolmentWish(wish), others, c.var.today))
  if (form.problems.length === 0) {
    await c.var
      .db(async (tx) => {
        await enrol(tx, { ...wish, participantId: person.id, by: c.var.viewer.id })
        await noteAccess(c, tx, { participantId: person.id, act: 'change', what: 'enrolment' })
      })
      .catch((error: unknown) => refuseOverlap(error, form, wish.startsOn))
  }
  if (form.problems.length > 0)
    return show(
      c,
      <NewEnrolmentPage person={person} values={form.values} problems={form.problems} choices={choices} />,
      422,
    )
  return done(c, `/participants/${person.id}`, 'programme:enrolment.added')
})

enrolmentRoutes.get('/enrolments/:id', allow(mayEditParticipants), async (c) => {
  const loaded = await c.var.db(async (tx) => {
    const page = await pageOf(c, tx)
    await noteAccess(c, tx, { participantId: page.person.id, act: 'read', what: 'enrolment' })
    return page
  })
  return show(c, <EnrolmentPage {...loaded} values={valuesOf(c, loaded)} problems={[]} today={c.var.today} />)
})

enrolmentRoutes.put('/enrolments/:id', allow(mayEditParticipants), async (c) => {
  const form = await fields(c)
  const loaded = await c.var.db((tx) => pageOf(c, tx))
  const { person, enrolment, choices, others } = loaded
  const startsOn = form.date('starts_on')
  const plannedEndOn = form.optionalDate('planned_end_on') ?? null
  const weeklyTargetMinutes = readHours(form, 'weekly_target') ?? null
  const people = readPeople(form, choices)
  const typed = planFrom(
    Array.from({ length: PLAN_LINES }, (_, index) => ({
      from: form.optionalDate(`from_${index}`),
      hours: form.text(`hours_${index}`, { max: 10, optional: true }),
    })),
  )
  form.problems.push(
    ...typed.problems.filter((one) => !form.problems.some(({ field }) => field === one.field)),
  )
  if (form.problems.length === 0) {
    const { programmeId, endsOn, plannedWeeks } = enrolment
    const wish = { programmeId, startsOn, endsOn, plannedWeeks, weeklyTargetMinutes }
    form.problems.push(...whyNotEnrol(wish, others, c.var.today))
    if (plannedEndOn !== null && plannedEndOn < startsOn)
      form.refuse('planned_end_on', 'programme:enrolment.endsBeforeItStarts')
  }
  if (form.problems.length === 0) {
    const plannedWeeks = plannedEndOn === null ? null : wholeWeeks(startsOn, plannedEndOn)
    await c.var
      .db(async (tx) => {
        const facts = { ...people, startsOn, plannedWeeks, plannedEndOn, weeklyTargetMinutes }
        await changeEnrolment(tx, enrolment, facts, typed.plan)
        await noteAccess(c, tx, { participantId: person.id, act: 'change', what: 'enrolment' })
      })
      .catch((error: unknown) => refuseOverlap(error, form, startsOn))
  }
  if (form.problems.length > 0)
    return show(
      c,
      <EnrolmentPage {...loaded} values={form.values} problems={form.problems} today={c.var.today} />,
      422,
    )
  return done(c, `/participants/${person.id}`, 'programme:enrolment.saved')
})

enrolmentRoutes.post('/enrolments/:id/stage-changes', allow(mayEditParticipants), async (c) => {
  const form = await fields(c)
  const loaded = await c.var.db((tx) => pageOf(c, tx))
  const { person, enrolment, stages } = loaded
  const stageId = form.id('stage_id')
  const onDate = form.date('on_date')
  if (stageId && !stages.some((stage) => stage.id === stageId))
    form.refuse('stage_id', 'common:problem.choice')
  const last = enrolment.endsOn !== null && enrolment.endsOn < c.var.today ? enrolment.endsOn : c.var.today
  if (onDate && (onDate < enrolment.startsOn || onDate > last))
    form.refuse('on_date', 'programme:stageChange.wrongDay')
  if (form.problems.length > 0) {
    const values = { ...valuesOf(c, loaded), ...form.values }
    return show(
      c,
      <EnrolmentPage {...loaded} values={values} problems={form.problems} today={c.var.today} />,
      422,
    )
  }
  await c.var.db(async (tx) => {
    await moveToStage(tx, { enrolmentId: enrolment.id, stageId, onDate, by: c.var.viewer.id })
    await noteAccess(c, tx, { participantId: person.id, act: 'change', what: 'stage' })
  })
  return done(c, `/enrolments/${enrolment.id}`, 'programme:stageChange.saved')
})

/** The enrolment of this request with all that its page shows, for those who may change the participant. */
async function pageOf(c: Context<Env>, tx: Tx) {
  const id = c.req.param('id') ?? ''
  const enrolment = isIdentifier(id) ? await enrolmentWith(tx, id) : undefined
  if (!enrolment) throw new Rejected(404, 'common:rejected.missing')
  const person = await editableParticipant(c, tx, enrolment.participantId)
  const others = (await enrolmentsOf(tx, person.id)).filter((one) => one.id !== id)
  return {
    enrolment,
    person,
    others,
    choices: keepChosen(await choicesOfEnrolment(tx), enrolment),
    plan: await planOf(tx, id),
    stages: await stagesOf(tx, enrolment.programmeId),
    stageChanges: await stageChangesOf(tx, id),
    exit: await exitOf(tx, id),
  }
}

/** A coach who has left or a referrer who is no longer offered stays chosen until somebody else is. */
function keepChosen(choices: EnrolmentChoices, enrolment: EnrolmentRow): EnrolmentChoices {
  const { coachId, coachName, referrerId, referrerName } = enrolment
  const { coaches, referrers } = choices
  const isThere = (rows: readonly { id: string }[], id: string) => rows.some((row) => row.id === id)
  return {
    ...choices,
    coaches:
      coachId && !isThere(coaches, coachId) ? [...coaches, { id: coachId, name: coachName ?? '' }] : coaches,
    referrers:
      referrerId && !isThere(referrers, referrerId)
        ? [...referrers, { id: referrerId, name: referrerName ?? '', kind: 'other' as const }]
        : referrers,
  }
}

function valuesOf(
  c: Context<Env>,
  { enrolment, plan }: { enrolment: EnrolmentRow; plan: PlanStep[] },
): Record<string, string> {
  const { language } = c.var
  const hours = (minutes: number | null) =>
    minutes === null ? '' : hoursInWords(minutes as Minutes, language)
  return {
    starts_on: enrolment.startsOn,
    planned_end_on: enrolment.plannedEndOn ?? '',
    weekly_target: hours(enrolment.weeklyTargetMinutes),
    referrer_id: enrolment.referrerId ?? '',
    coach_id: enrolment.coachId ?? '',
    on_date: c.var.today,
    stage_id: enrolment.stageId ?? '',
    ...Object.fromEntries(plan.map((step, index) => [`from_${index}`, mondayOf(step.fromWeek)])),
    ...Object.fromEntries(plan.map((step, index) => [`hours_${index}`, hours(step.minutes)])),
  }
}

/** The planned length, when the planned end leaves whole weeks. */
function wholeWeeks(startsOn: LocalDate, plannedEndOn: LocalDate): number | null {
  for (let weeks = 1; weeks <= 260; weeks += 1)
    if (addDays(startsOn, weeks * 7 - 1) >= plannedEndOn) return weeks
  return null
}

/** Of two who enrol at once, the second hears what the first has done. */
function refuseOverlap(error: unknown, form: Fields, startsOn: LocalDate): void {
  if (brokenConstraint(error) !== 'enrolment_once_at_a_time') throw error
  form.refuse('starts_on', 'programme:enrolment.already', { from: startsOn })
}
