import { Hono, type Context } from 'hono'
import { brokenConstraint, type Tx } from '../../db/client.ts'
import { EnrolmentPage } from '../../views/programme/enrolment-page.tsx'
import { NewEnrolmentPage } from '../../views/programme/new-enrolment-page.tsx'
import { allow } from '../access/door.ts'
import { editableParticipant, noteAccess, noteReading } from '../access/participant-door.ts'
import { mayEditParticipants } from '../access/permissions.ts'
import { exitOf } from '../outcomes/exit-queries.ts'
import { Rejected } from '../problem.ts'
import { addDays, type LocalDate, type Minutes } from '../time/dates.ts'
import { mondayOf } from '../time/weeks.ts'
import { dayMonthYear, hoursInWords } from '../time/words.ts'
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
  holdEnrolment,
  moveToStage,
  planOf,
  stageChangesOf,
  stagesOf,
  type EnrolmentChoices,
  type EnrolmentFacts,
  type EnrolmentRow,
} from './queries.ts'
import type { PlanStep } from './plan.ts'
import { linesToShow, planFrom, planLines } from './typed-plan.ts'

export const enrolmentRoutes = new Hono<Env>()

enrolmentRoutes.get('/participants/:id/enrolments/new', allow(mayEditParticipants), async (c) => {
  const { person, choices } = await c.var.db(async (tx) => {
    const found = await editableParticipant(c, tx, c.req.param('id'))
    await noteReading(c, tx, [found.id], 'enrolment')
    return { person: found, choices: await choicesOfEnrolment(tx) }
  })
  return show(
    c,
    <NewEnrolmentPage person={person} values={{ starts_on: c.var.today }} problems={[]} choices={choices} />,
  )
})

enrolmentRoutes.post('/participants/:id/enrolments', allow(mayEditParticipants), async (c) => {
  const form = await fields(c)
  const load = async (tx: Tx) => {
    const person = await editableParticipant(c, tx, c.req.param('id'))
    await noteReading(c, tx, [person.id], 'enrolment')
    return { person, choices: await choicesOfEnrolment(tx) }
  }
  const saved = await c.var
    .db(async (tx) => {
      const { person, choices } = await load(tx)
      const wish = readEnrolment(form, choices)
      if (form.problems.length === 0)
        form.problems.push(
          ...whyNotEnrol(enrolmentWish(wish), await enrolmentsOf(tx, person.id), c.var.today),
        )
      if (form.problems.length > 0) return
      await enrol(tx, { ...wish, participantId: person.id, by: c.var.viewer.id })
      await noteAccess(c, tx, { participantId: person.id, act: 'change', what: 'enrolment' })
      return person
    })
    .catch((error: unknown) => refuseOverlap(error, form))
  if (saved) return done(c, `/participants/${saved.id}`, 'programme:enrolment.added')
  const page = await c.var.db(load)
  return show(c, <NewEnrolmentPage {...page} values={form.values} problems={form.problems} />, 422)
})

enrolmentRoutes.get('/enrolments/:id', allow(mayEditParticipants), async (c) => {
  const loaded = await c.var.db((tx) => pageOf(c, tx))
  return showEnrolment(c, loaded, { values: valuesOf(c, loaded), problems: [] })
})

enrolmentRoutes.put('/enrolments/:id', allow(mayEditParticipants), async (c) => {
  const form = await fields(c)
  const version = form.whole('version', { min: 1, max: 999_999_999 })
  const saved = await c.var
    .db(async (tx) => {
      const page = await heldPageOf(c, tx)
      const { enrolment, person } = page
      const { plan, ...facts } = readChange(form, page, c.var.today)
      if (form.problems.length > 0) return
      const stands = version === enrolment.version ? [] : standsNow(c, page, { plan, ...facts })
      const act = stands.length > 0 ? 'read' : 'change'
      if (act === 'change') await changeEnrolment(tx, enrolment, facts, plan)
      await noteAccess(c, tx, { participantId: person.id, act, what: 'enrolment' })
      return { page, stands }
    })
    .catch((error: unknown) => refuseOverlap(error, form))
  if (saved === undefined) {
    const page = await c.var.db((tx) => pageOf(c, tx))
    const enrolment = { ...page.enrolment, version }
    return showEnrolment(c, { ...page, enrolment }, form, 422)
  }
  const { page, stands } = saved
  if (stands.length > 0)
    return showEnrolment(c, page, { values: form.values, problems: [], standsNow: stands }, 409)
  return done(c, `/participants/${page.person.id}`, 'programme:enrolment.saved')
})

enrolmentRoutes.post('/enrolments/:id/stage-changes', allow(mayEditParticipants), async (c) => {
  const form = await fields(c)
  const page = await c.var.db(async (tx) => {
    const loaded = await heldPageOf(c, tx)
    const { person, enrolment, stages } = loaded
    const stageId = form.id('stage_id')
    const onDate = form.date('on_date')
    if (stageId && !stages.some((stage) => stage.id === stageId))
      form.refuse('stage_id', 'common:problem.choice')
    const last = enrolment.endsOn !== null && enrolment.endsOn < c.var.today ? enrolment.endsOn : c.var.today
    if (onDate && (onDate < enrolment.startsOn || onDate > last))
      form.refuse('on_date', 'programme:stageChange.wrongDay')
    if (form.problems.length > 0) return loaded
    await moveToStage(tx, { enrolmentId: enrolment.id, stageId, onDate, by: c.var.viewer.id })
    await noteAccess(c, tx, { participantId: person.id, act: 'change', what: 'stage' })
    return loaded
  })
  if (form.problems.length > 0) {
    const values = { ...valuesOf(c, page), ...form.values }
    return showEnrolment(c, page, { values, problems: form.problems }, 422)
  }
  return done(c, `/enrolments/${page.enrolment.id}`, 'programme:stageChange.saved')
})

type Shown = Pick<Parameters<typeof EnrolmentPage>[0], 'values' | 'problems' | 'standsNow'>

function showEnrolment(c: Context<Env>, page: Page, shown: Shown, status: 200 | 409 | 422 = 200) {
  const { values, problems, standsNow = [] } = shown
  const lines = linesToShow(page.plan, values)
  return show(
    c,
    <EnrolmentPage {...{ ...page, values, problems, standsNow, lines }} today={c.var.today} />,
    status,
  )
}

/** The page of an enrolment that is about to be changed: nobody else changes it meanwhile. */
async function heldPageOf(c: Context<Env>, tx: Tx): Promise<Page> {
  const id = c.req.param('id') ?? ''
  if (isIdentifier(id)) await holdEnrolment(tx, id)
  return pageOf(c, tx)
}

type Page = Awaited<ReturnType<typeof pageOf>>
type Change = EnrolmentFacts & { plan: PlanStep[] }

/** The enrolment of this request with all that its page shows, for those who may change the participant. */
async function pageOf(c: Context<Env>, tx: Tx) {
  const id = c.req.param('id') ?? ''
  const enrolment = isIdentifier(id) ? await enrolmentWith(tx, id) : undefined
  if (!enrolment) throw new Rejected(404, 'common:rejected.missing')
  const person = await editableParticipant(c, tx, enrolment.participantId)
  await noteReading(c, tx, [person.id], 'enrolment')
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

/** The enrolment as it was typed; what is wrong gathers in the form. */
function readChange(form: Fields, { enrolment, choices, others }: Page, today: LocalDate): Change {
  const startsOn = form.date('starts_on')
  const plannedEndOn = form.optionalDate('planned_end_on') ?? null
  const weeklyTargetMinutes = readHours(form, 'weekly_target') ?? null
  const people = readPeople(form, choices)
  const { plan, problems } = planFrom(
    Array.from({ length: planLines }, (_, index) => ({
      from: form.optionalDate(`from_${index}`),
      hours: form.text(`hours_${index}`, { max: 10, optional: true }),
    })),
  )
  form.problems.push(...problems.filter((one) => !form.problems.some(({ field }) => field === one.field)))
  if (form.problems.length === 0) {
    const { programmeId, endsOn, plannedWeeks } = enrolment
    const wish = { programmeId, startsOn, endsOn, plannedWeeks, weeklyTargetMinutes }
    form.problems.push(...whyNotEnrol(wish, others, today))
    if (plannedEndOn !== null && plannedEndOn < startsOn)
      form.refuse('planned_end_on', 'programme:enrolment.endsBeforeItStarts')
  }
  const plannedWeeks =
    plannedEndOn === null || form.problems.length > 0 ? null : wholeWeeks(startsOn, plannedEndOn)
  return { ...people, startsOn, plannedWeeks, plannedEndOn, weeklyTargetMinutes, plan }
}

/** What somebody else has written in the meantime, where it differs from what was typed. */
function standsNow(c: Context<Env>, { enrolment, plan }: Page, wish: Change) {
  const { t, language } = c.var
  const nothing = t('common:nothing')
  const hours = (minutes: number) => hoursInWords(minutes as Minutes, language)
  const steps = plan.map(({ fromWeek, minutes }) =>
    t('programme:plan.step', { hours: hours(minutes), week: dayMonthYear(mondayOf(fromWeek), language) }),
  )
  return [
    {
      differs: enrolment.referrerId !== wish.referrerId,
      label: t('programme:enrolment.referrer'),
      value: enrolment.referrerName ?? nothing,
    },
    {
      differs: enrolment.coachId !== wish.coachId,
      label: t('programme:enrolment.coach'),
      value: enrolment.coachName ?? nothing,
    },
    {
      differs: enrolment.startsOn !== wish.startsOn,
      label: t('programme:enrolment.startsOn'),
      value: dayMonthYear(enrolment.startsOn, language),
    },
    {
      differs: enrolment.plannedEndOn !== wish.plannedEndOn,
      label: t('programme:enrolment.plannedEndOn'),
      value: enrolment.plannedEndOn === null ? nothing : dayMonthYear(enrolment.plannedEndOn, language),
    },
    {
      differs: enrolment.weeklyTargetMinutes !== wish.weeklyTargetMinutes,
      label: t('programme:enrolment.weeklyTarget'),
      value: enrolment.weeklyTargetMinutes === null ? nothing : hours(enrolment.weeklyTargetMinutes),
    },
    {
      differs: enrolment.talkEveryWeeks !== wish.talkEveryWeeks,
      label: t('programme:talks.label'),
      value:
        enrolment.talkEveryWeeks === null
          ? t('programme:talks.none')
          : t('programme:talks.every', { count: enrolment.talkEveryWeeks }),
    },
    {
      differs: JSON.stringify(plan) !== JSON.stringify(wish.plan),
      label: t('programme:plan.title'),
      value: steps.join(', ') || nothing,
    },
  ].filter((row) => row.differs)
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
    talk_every_weeks: enrolment.talkEveryWeeks === null ? 'none' : String(enrolment.talkEveryWeeks),
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
function refuseOverlap(error: unknown, form: Fields): undefined {
  if (brokenConstraint(error) !== 'enrolment_once_at_a_time') throw error
  form.refuse('starts_on', 'programme:enrolment.already', { from: String(form.values['starts_on']) })
}
