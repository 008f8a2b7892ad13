import { Hono, type Context } from 'hono'
import { brokenConstraint, type Tx } from '../../db/client.ts'
import { NewProgrammePage } from '../../views/programme/new-programme-page.tsx'
import { ProgrammePage } from '../../views/programme/programme-page.tsx'
import { ProgrammesPage } from '../../views/programme/programmes-page.tsx'
import { allow } from '../access/door.ts'
import { mayManageProgrammes } from '../access/permissions.ts'
import { bumpSchedule } from '../organisation/queries.ts'
import { Rejected } from '../problem.ts'
import type { Minutes } from '../time/dates.ts'
import { hoursInWords } from '../time/words.ts'
import { done, show } from '../web/answer.tsx'
import type { Env } from '../web/env.ts'
import { fields, isIdentifier, type Fields } from '../web/fields.ts'
import { weeksRange } from './enrolment.ts'
import { readHours } from './enrolment-form.ts'
import { creditRules, presetKeys, presets } from './presets.ts'
import {
  addProgramme,
  archiveProgramme,
  arrangeStages,
  changeProgramme,
  programmeWith,
  programmes,
  stagesInUse,
  stagesOf,
} from './queries.ts'
import { arrange, namesFrom, whyNotArrange } from './stages.ts'
import { kioskQuestions } from './words.ts'

export const programmeRoutes = new Hono<Env>()

programmeRoutes.get('/programmes', allow(mayManageProgrammes), async (c) => {
  const rows = await c.var.db((tx) => programmes(tx, c.var.today))
  return show(c, <ProgrammesPage programmes={rows} />)
})

programmeRoutes.get('/programmes/new', allow(mayManageProgrammes), (c) =>
  show(c, <NewProgrammePage values={{ preset: 'promise' }} problems={[]} />),
)

programmeRoutes.post('/programmes', allow(mayManageProgrammes), async (c) => {
  const form = await fields(c)
  const preset = form.choice('preset', presetKeys)
  const name = form.text('name', { max: 80, optional: true })
  if (form.problems.length === 0) {
    const id = await c.var
      .db((tx) => addProgramme(tx, preset, c.var.organisation.language, name || presets[preset].name))
      .catch((error: unknown) => refuseName(error, form))
    if (id !== undefined) return done(c, `/programmes/${id}`, 'programme:added')
  }
  return show(c, <NewProgrammePage values={form.values} problems={form.problems} />, 422)
})

programmeRoutes.get('/programmes/:id', allow(mayManageProgrammes), async (c) => {
  const page = await c.var.db((tx) => pageOf(c, tx))
  return show(c, <ProgrammePage programme={page.programme} values={valuesOf(c, page)} problems={[]} />)
})

programmeRoutes.put('/programmes/:id', allow(mayManageProgrammes), async (c) => {
  const form = await fields(c)
  const asked = form.optionalChoice('question', ['none', ...kioskQuestions])
  const facts = {
    name: form.text('name', { max: 80 }),
    plannedWeeks: form.optionalWhole('planned_weeks', weeksRange) ?? null,
    weeklyTargetMinutes: readHours(form, 'weekly_target') ?? null,
    graceMinutes: form.whole('grace', { min: 0, max: 60 }),
    creditRule: form.choice('credit', creditRules),
    goalPercent: form.optionalWhole('goal', { min: 0, max: 100 }) ?? null,
    question: kioskQuestions.find((one) => one === asked) ?? null,
    questionEveryDays: form.optionalWhole('question_every_days', { min: 1, max: 365 }) ?? weekly,
  }
  const names = namesFrom(form.lines('stages', { max: 2000 }))
  const version = form.optionalWhole('version', { min: 1, max: 999_999_999 })
  let stale: ReturnType<typeof standsNow> = []

  const programme = await c.var
    .db(async (tx) => {
      const found = await pageOf(c, tx, { hold: true })
      if (form.problems.length === 0 && version !== found.programme.version)
        stale = standsNow(c, found, facts, names)
      if (stale.length > 0) return found.programme
      const arranged = arrange(found.stages, names)
      const inUse = arranged.removed.length > 0 ? await stagesInUse(tx, found.programme.id) : []
      if (form.problems.length === 0) form.problems.push(...whyNotArrange(names, arranged, inUse))
      if (form.problems.length > 0) return found.programme
      await changeProgramme(tx, found.programme.id, facts)
      await arrangeStages(tx, found.programme.id, arranged)
      // Its name stands in the feeds.
      await bumpSchedule(tx)
      return found.programme
    })
    .catch((error: unknown) => refuseName(error, form))
  if (programme && stale.length > 0) {
    const values = { ...form.values, version: String(programme.version) }
    return show(c, <ProgrammePage {...{ programme, values, problems: [], standsNow: stale }} />, 409)
  }
  if (form.problems.length === 0) return done(c, '/programmes', 'programme:saved')
  const known = programme ?? (await c.var.db((tx) => pageOf(c, tx))).programme
  return show(c, <ProgrammePage programme={known} values={form.values} problems={form.problems} />, 422)
})

programmeRoutes.post('/programmes/:id/closing', allow(mayManageProgrammes), async (c) => {
  await c.var.db(async (tx) => archiveProgramme(tx, (await pageOf(c, tx)).programme.id, true))
  return done(c, '/programmes', 'programme:saved')
})

programmeRoutes.delete('/programmes/:id/closing', allow(mayManageProgrammes), async (c) => {
  await c.var.db(async (tx) => archiveProgramme(tx, (await pageOf(c, tx)).programme.id, false))
  return done(c, '/programmes', 'programme:saved')
})

/** How many days pass before the kiosk asks again, where nothing else is said. */
const weekly = 7

async function pageOf(c: Context<Env>, tx: Tx, holding: { hold: boolean } = { hold: false }) {
  const id = c.req.param('id') ?? ''
  const programme = isIdentifier(id) ? await programmeWith(tx, id, holding) : undefined
  if (!programme) throw new Rejected(404, 'common:rejected.missing')
  return { programme, stages: await stagesOf(tx, id) }
}

type Page = Awaited<ReturnType<typeof pageOf>>

const valuesOf = (c: Context<Env>, { programme, stages }: Page) => ({
  name: programme.name,
  planned_weeks: String(programme.plannedWeeks ?? ''),
  weekly_target: targetInWords(c, programme) ?? '',
  grace: String(programme.graceMinutes),
  credit: programme.creditRule,
  goal: String(programme.goalPercent ?? ''),
  question: programme.question ?? 'none',
  question_every_days: String(programme.questionEveryDays),
  stages: stages.map((stage) => stage.name).join('\n'),
  version: String(programme.version),
})

const targetInWords = (c: Context<Env>, { weeklyTargetMinutes }: Page['programme']) =>
  weeklyTargetMinutes === null ? undefined : hoursInWords(weeklyTargetMinutes as Minutes, c.var.language)

/** What differs between what is stored now and what was typed, in words. */
function standsNow(
  c: Context<Env>,
  page: Page,
  wish: Parameters<typeof changeProgramme>[2],
  names: readonly string[],
) {
  const { t } = c.var
  const { programme: now, stages } = page
  const nothing = t('common:nothing')
  const ladder = stages.map((stage) => stage.name)
  return [
    { differs: now.name !== wish.name, label: t('programme:name'), value: now.name },
    {
      differs: now.plannedWeeks !== wish.plannedWeeks,
      label: t('programme:plannedWeeks'),
      value: String(now.plannedWeeks ?? nothing),
    },
    {
      differs: now.weeklyTargetMinutes !== wish.weeklyTargetMinutes,
      label: t('programme:target'),
      value: targetInWords(c, now) ?? nothing,
    },
    {
      differs: now.graceMinutes !== wish.graceMinutes,
      label: t('programme:grace'),
      value: String(now.graceMinutes),
    },
    {
      differs: now.creditRule !== wish.creditRule,
      label: t('programme:credit.label'),
      value: t(`programme:credit.${now.creditRule}`),
    },
    {
      differs: now.goalPercent !== wish.goalPercent,
      label: t('programme:goal'),
      value: String(now.goalPercent ?? nothing),
    },
    {
      differs: now.question !== wish.question,
      label: t('programme:question.label'),
      value: t(`programme:question.${now.question ?? 'none'}`),
    },
    {
      differs: now.questionEveryDays !== wish.questionEveryDays,
      label: t('programme:question.every'),
      value: String(now.questionEveryDays),
    },
    {
      differs: ladder.join('\n') !== names.join('\n'),
      label: t('programme:stages'),
      value: ladder.join(' · '),
    },
  ].filter((row) => row.differs)
}

function refuseName(error: unknown, form: Fields): undefined {
  if (brokenConstraint(error) !== 'programme_name') throw error
  form.refuse('name', 'programme:nameTaken')
}
