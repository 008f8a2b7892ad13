import { Hono, type Context } from 'hono'
import { TemplatePage, TemplatePreview, TemplatesPage } from '../../views/schedule/template-pages.tsx'
import { brokenConstraint } from '../../db/client.ts'
import { allow } from '../access/door.ts'
import { mayPlanSchedule } from '../access/permissions.ts'
import { Rejected, type Problem } from '../problem.ts'
import { weekdays } from '../time/dates.ts'
import { isoWeekOf, mondayOf, parseIsoWeek, sundayOf } from '../time/weeks.ts'
import { done, show } from '../web/answer.tsx'
import type { Env } from '../web/env.ts'
import { fields, isIdentifier, type Typed } from '../web/fields.ts'
import {
  hereAndNow,
  previewedOrDone,
  saveBulk,
  spanTyped,
  wantsToChange,
  weekChoices,
  weeksWithDates,
  whyNotSoMany,
} from './bulk-form.tsx'
import { sessionsStanding } from './bulk-queries.ts'
import { wallEnd } from './session-times.ts'
import {
  keepTemplate,
  removeTemplate,
  renameTemplate,
  sessionsOfTemplateAt,
  templateAt,
  weekTemplates,
  type TemplateFacts,
} from './template-queries.ts'
import { sessionsOfTemplate, templateNameLength, templateOfWeek } from './template.ts'
import { layOver } from './week-copy-queries.ts'
import { whyNotOnto } from './week-copy.ts'

/** Weeks that are kept by name: the ordinary one, the summer one. */
export const templateRoutes = new Hono<Env>()
const planners = allow(mayPlanSchedule)

templateRoutes.get('/week-templates', planners, (c) => {
  const week = parseIsoWeek(c.req.query('week') ?? '') ?? isoWeekOf(c.var.today)
  return listPage(c, { week })
})

templateRoutes.post('/week-templates', planners, async (c) => {
  const form = await fields(c)
  const name = form.text('name', { max: templateNameLength })
  const week = parseIsoWeek(form.text('week', { max: 8, anyDigits: true }))
  if (week === undefined) form.refuse('week', 'common:problem.choice')
  if (form.problems.length > 0 || week === undefined) return listPage(c, form.values, form.problems, 422)

  const standing = await c.var.db((tx) => sessionsStanding(tx, { from: mondayOf(week), to: sundayOf(week) }))
  const sessions = templateOfWeek(standing)
  if (sessions.length === 0)
    return listPage(c, form.values, [{ field: 'week', text: 'weeks:template.emptyWeek' }], 422)
  const kept = await orNameTaken(() => c.var.db((tx) => keepTemplate(tx, name, sessions, c.var.viewer.id)))
  if (kept === undefined) return listPage(c, form.values, nameTaken, 409)
  return done(c, `/week-templates/${kept}`, 'weeks:template.kept')
})

templateRoutes.get('/week-templates/:id', planners, async (c) => {
  return onePage(c, await templateHere(c), {})
})

templateRoutes.patch('/week-templates/:id', planners, async (c) => {
  const template = await templateHere(c)
  const form = await fields(c)
  const name = form.text('name', { max: templateNameLength })
  const version = form.whole('version', { min: 1, max: 999_999_999 })
  const again = (problems: readonly Problem[], status: 409 | 422) =>
    onePage(c, template, { renaming: { values: form.values, problems } }, status)
  if (form.problems.length > 0) return again(form.problems, 422)
  const renamed = await orNameTaken(() =>
    c.var.db((tx) => renameTemplate(tx, { id: template.id, version }, name)),
  )
  if (renamed === undefined) return again(nameTaken, 409)
  if (!renamed && template.name !== name) {
    const values = { name: template.name }
    return again([{ field: 'name', text: 'weeks:template.renamedMeanwhile', values }], 409)
  }
  return done(c, `/week-templates/${template.id}`, 'weeks:template.renamed')
})

templateRoutes.delete('/week-templates/:id', planners, async (c) => {
  const { id } = await templateHere(c)
  await c.var.db((tx) => removeTemplate(tx, id))
  return done(c, '/week-templates', 'weeks:template.removed')
})

templateRoutes.post('/week-templates/:id/weeks', planners, async (c) => {
  const template = await templateHere(c)
  const form = await fields(c)
  const onto = spanTyped(c, form, 'onto', { past: false })
  const again = (problems: readonly Problem[], status: 200 | 422) =>
    onePage(c, template, { laying: { values: form.values, problems } }, status)
  if (wantsToChange(form)) return again([], 200)
  const problems = form.problems.length > 0 ? form.problems : whyNotOnto(onto)
  if (problems.length > 0) return again(problems, 422)

  const sessions = await c.var.db((tx) => sessionsOfTemplateAt(tx, template.id))
  const wished = sessionsOfTemplate(sessions, onto)
  const tooMany = whyNotSoMany('onto_last', wished.length)
  if (tooMany.length > 0) return again(tooMany, 422)
  return previewedOrDone(c, form, {
    plan: (tx) => layOver(tx, wished, onto, hereAndNow(c)),
    preview: (outlook) => <TemplatePreview {...{ template, outlook, onto: weeksWithDates(c, onto) }} />,
    save: (tx, { draft }) =>
      saveBulk(c, tx, draft, {
        kind: 'template_applied',
        facts: { name: template.name, ontoFirst: onto.first, ontoLast: onto.last },
      }),
    address: `/schedule?week=${onto.first}`,
    notice: 'weeks:template.laid',
  })
})

const nameTaken: readonly Problem[] = [{ field: 'name', text: 'weeks:template.nameTaken' }]

async function orNameTaken<Result>(work: () => Promise<Result>): Promise<Result | undefined> {
  try {
    return await work()
  } catch (error) {
    if (brokenConstraint(error) === 'week_template_name') return undefined
    throw error
  }
}

async function listPage(c: Context<Env>, values: Typed, problems?: readonly Problem[], status?: 409 | 422) {
  const templates = await c.var.db(weekTemplates)
  const weeks = weekChoices(c, { past: true })
  return show(c, <TemplatesPage {...{ templates, weeks, values, problems }} />, status)
}

type OfForm = { values: Typed; problems?: readonly Problem[] }

async function onePage(
  c: Context<Env>,
  template: TemplateFacts,
  { renaming, laying }: { renaming?: OfForm; laying?: OfForm },
  status?: 200 | 409 | 422,
) {
  const sessions = await c.var.db((tx) => sessionsOfTemplateAt(tx, template.id))
  const days = weekdays
    .map((weekday) => ({
      weekday,
      sessions: sessions
        .filter((session) => session.weekday === weekday)
        .map((session) => ({
          ...session,
          endTime: wallEnd(c.var.today, session.startTime, session.minutes).time,
        })),
    }))
    .filter((day) => day.sessions.length > 0)
  const props = {
    template,
    days,
    targets: weekChoices(c, { past: false }),
    renaming: renaming ?? { values: { name: template.name } },
    laying: laying ?? { values: { onto_first: isoWeekOf(c.var.today) } },
  }
  return show(c, <TemplatePage {...props} />, status)
}

/** The template of the address; another organisation's does not exist here. */
async function templateHere(c: Context<Env>): Promise<TemplateFacts> {
  const id = c.req.param('id') ?? ''
  const template = isIdentifier(id) ? await c.var.db((tx) => templateAt(tx, id)) : undefined
  if (!template) throw new Rejected(404, 'common:rejected.missing')
  return template
}
