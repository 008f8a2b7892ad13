import { Hono, type Context } from 'hono'
import { ClosedPeriodForm, ClosedPeriodsPage } from '../../views/organisation/closed-periods-page.tsx'
import { allow } from '../access/door.ts'
import { mayPlanSchedule } from '../access/permissions.ts'
import { Rejected } from '../problem.ts'
import { done, show } from '../web/answer.tsx'
import type { Env } from '../web/env.ts'
import { fields, isIdentifier } from '../web/fields.ts'
import { rememberedSince, whyNotClose } from './closed-days.ts'
import {
  addClosedPeriod,
  changeClosedPeriod,
  closedPeriodAt,
  closedPeriodsSince,
  removeClosedPeriod,
} from './closed-queries.ts'

/** The days when nothing is offered: summer, planning days. Whoever plans the week says which. */
export const closedRoutes = new Hono<Env>()
const planners = allow(mayPlanSchedule)

closedRoutes.get('/closed-periods', planners, async (c) => {
  return show(c, <ClosedPeriodsPage periods={await periodsHere(c)} />)
})

closedRoutes.post('/closed-periods', planners, async (c) => {
  const { period, values, problems } = await periodTyped(c)
  if (problems.length > 0) {
    return show(c, <ClosedPeriodsPage {...{ periods: await periodsHere(c), values, problems }} />, 422)
  }
  await c.var.db((tx) => addClosedPeriod(tx, period, c.var.viewer.id))
  return done(c, '/closed-periods', 'organisation:closed.added')
})

closedRoutes.get('/closed-periods/:id/edit', planners, async (c) => {
  const period = await periodOf(c)
  const values = { name: period.name, starts_on: period.startsOn, ends_on: period.endsOn }
  return show(c, <ClosedPeriodForm {...{ id: period.id, values, problems: [] }} />)
})

closedRoutes.patch('/closed-periods/:id', planners, async (c) => {
  const { id } = await periodOf(c)
  const { period, values, problems } = await periodTyped(c)
  if (problems.length > 0) return show(c, <ClosedPeriodForm {...{ id, values, problems }} />, 422)
  await c.var.db((tx) => changeClosedPeriod(tx, id, period))
  return done(c, '/closed-periods', 'organisation:closed.changed')
})

closedRoutes.delete('/closed-periods/:id', planners, async (c) => {
  const { id } = await periodOf(c)
  await c.var.db((tx) => removeClosedPeriod(tx, id))
  return done(c, '/closed-periods', 'organisation:closed.removed')
})

async function periodTyped(c: Context<Env>) {
  const form = await fields(c)
  const period = {
    name: form.text('name', { max: 80 }),
    startsOn: form.date('starts_on'),
    endsOn: form.optionalDate('ends_on') ?? form.date('starts_on'),
  }
  const problems = form.problems.length > 0 ? form.problems : whyNotClose(period)
  return { period, values: form.values, problems }
}

const periodsHere = (c: Context<Env>) =>
  c.var.db((tx) => closedPeriodsSince(tx, rememberedSince(c.var.today)))

async function periodOf(c: Context<Env>) {
  const id = c.req.param('id') ?? ''
  const period = isIdentifier(id) ? await c.var.db((tx) => closedPeriodAt(tx, id)) : undefined
  if (!period) throw new Rejected(404, 'common:rejected.missing')
  return period
}
