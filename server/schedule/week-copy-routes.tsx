import { Hono, type Context } from 'hono'
import { WeekCopyPage, WeekCopyPreview } from '../../views/schedule/week-copy-pages.tsx'
import { allow } from '../access/door.ts'
import { mayPlanSchedule } from '../access/permissions.ts'
import type { Problem } from '../problem.ts'
import { addWeeks, isoWeekOf, parseIsoWeek } from '../time/weeks.ts'
import { show } from '../web/answer.tsx'
import type { Env } from '../web/env.ts'
import { fields, type Typed } from '../web/fields.ts'
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
import { layOver, wishedByCopy } from './week-copy-queries.ts'
import { whyNotCopyWeeks } from './week-copy.ts'

/** A week, or several, copied onto others. */
export const weekCopyRoutes = new Hono<Env>()
const planners = allow(mayPlanSchedule)

weekCopyRoutes.get('/week-copies/new', planners, (c) => {
  const week = parseIsoWeek(c.req.query('week') ?? '') ?? isoWeekOf(c.var.today)
  const next = addWeeks(week, 1)
  const thisWeek = isoWeekOf(c.var.today)
  return show(c, page(c, { from_first: week, onto_first: next > thisWeek ? next : thisWeek }))
})

weekCopyRoutes.post('/week-copies', planners, async (c) => {
  const form = await fields(c)
  const from = spanTyped(c, form, 'from', { past: true })
  const onto = spanTyped(c, form, 'onto', { past: false })
  if (wantsToChange(form)) return show(c, page(c, form.values))
  const problems = form.problems.length > 0 ? form.problems : whyNotCopyWeeks(from, onto)
  if (problems.length > 0) return show(c, page(c, form.values, problems), 422)

  const wished = await c.var.db((tx) => wishedByCopy(tx, from, onto))
  const tooMany = whyNotSoMany('onto_last', wished.length)
  if (tooMany.length > 0) return show(c, page(c, form.values, tooMany), 422)
  return previewedOrDone(c, form, {
    plan: async (tx) => layOver(tx, await wishedByCopy(tx, from, onto), onto, hereAndNow(c)),
    preview: (outlook) => (
      <WeekCopyPreview {...{ outlook, from: weeksWithDates(c, from), onto: weeksWithDates(c, onto) }} />
    ),
    save: (tx, { draft }) =>
      saveBulk(c, tx, draft, {
        kind: 'week_copied',
        facts: { fromFirst: from.first, fromLast: from.last, ontoFirst: onto.first, ontoLast: onto.last },
      }),
    address: `/schedule?week=${onto.first}`,
    notice: 'weeks:copy.done',
  })
})

const page = (c: Context<Env>, values: Typed, problems?: readonly Problem[]) => (
  <WeekCopyPage
    {...{ values, problems }}
    sources={weekChoices(c, { past: true })}
    targets={weekChoices(c, { past: false })}
  />
)
