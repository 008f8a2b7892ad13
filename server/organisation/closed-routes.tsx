import { Hono, type Context } from 'hono'
import {
  ClosedPeriodForm,
  ClosedPeriodsPage,
  ClosingPreview,
} from '../../views/organisation/closed-periods-page.tsx'
import type { Tx } from '../../db/client.ts'
import { allow } from '../access/door.ts'
import { mayPlanSchedule } from '../access/permissions.ts'
import type { TextKey } from '../language/text.ts'
import { Rejected, type Problem } from '../problem.ts'
import { previewedOrDone, saveBulk, wantsToChange } from '../schedule/bulk-form.tsx'
import { closingsOfPeriod, sessionsStanding, sessionsToReinstate } from '../schedule/bulk-queries.ts'
import { cancelAll } from '../schedule/bulk-cancellation.ts'
import { Outdated } from '../schedule/change-queries.ts'
import { orRefused } from '../schedule/clash-queries.ts'
import { undoChange } from '../schedule/undo-queries.ts'
import type { Draft } from '../schedule/change.ts'
import type { Clash } from '../schedule/clash.ts'
import { datesInWords } from '../time/words.ts'
import { done, show } from '../web/answer.tsx'
import type { Env } from '../web/env.ts'
import { fields, isIdentifier, type Fields, type Typed } from '../web/fields.ts'
import { rememberedSince, whyNotClose, type ClosedPeriod } from './closed-days.ts'
import {
  addClosedPeriod,
  changeClosedPeriod,
  closedPeriodAt,
  closedPeriodsSince,
  removeClosedPeriod,
  type ClosedPeriodRow,
} from './closed-queries.ts'

/** The days when nothing is offered: summer, planning days. Whoever plans the week says which. */
export const closedRoutes = new Hono<Env>()
const planners = allow(mayPlanSchedule)

closedRoutes.get('/closed-periods', planners, (c) => listPage(c))

closedRoutes.post('/closed-periods', planners, async (c) => {
  const form = await fields(c)
  const { period, problems } = periodTyped(form)
  if (wantsToChange(form)) return listPage(c, form.values)
  if (problems.length > 0) return listPage(c, form.values, problems, 422)
  return closing(c, form, period, {
    action: '/closed-periods',
    method: 'post',
    save: (tx) => addClosedPeriod(tx, period, c.var.viewer.id),
    makes: true,
    stale: () => listPage(c, form.values),
    notice: 'organisation:closed.added',
  })
})

closedRoutes.get('/closed-periods/:id/edit', planners, async (c) => {
  const period = await periodOf(c)
  const values = { name: period.name, starts_on: period.startsOn, ends_on: period.endsOn }
  return onePage(c, period, { values })
})

closedRoutes.patch('/closed-periods/:id', planners, async (c) => {
  const before = await periodOf(c)
  const form = await fields(c)
  const { values } = form
  const { period, problems } = periodTyped(form)
  const version = form.whole('version', { min: 1, max: 999_999_999 })
  const asTyped = { ...before, version }
  if (wantsToChange(form)) return onePage(c, asTyped, { values })
  if (problems.length > 0) return onePage(c, asTyped, { values, problems }, 422)

  const stale = async () => {
    const now = await periodOf(c)
    return onePage(c, now, { values, standsNow: standsNow(c, now, period) }, 409)
  }
  if (version !== before.version && standsNow(c, before, period).length > 0) return stale()
  return closing(c, form, period, {
    action: `/closed-periods/${before.id}`,
    method: 'patch',
    save: async (tx) => {
      if (!(await changeClosedPeriod(tx, before, period))) throw new Outdated()
      return before.id
    },
    stale,
    notice: 'organisation:closed.changed',
  })
})

closedRoutes.delete('/closed-periods/:id', planners, async (c) => {
  const period = await periodOf(c)
  const form = await fields(c)
  const reinstate = form.checked('reinstate')
  const draft: { latest?: Draft } = {}
  const removed = await orRefused(
    c.var.db,
    () => draft.latest,
    async (tx) => {
      await removeClosedPeriod(tx, period.id)
      return reinstate ? reinstated(c, tx, period.id, (latest) => (draft.latest = latest)) : undefined
    },
  )
  if (!('done' in removed)) {
    const clashes = 'clashes' in removed ? removed.clashes : []
    return onePage(c, period, { values: valuesOf(period), clashes }, 409)
  }
  if (removed.done === undefined) return done(c, '/closed-periods', 'organisation:closed.removed')
  const { left, undoneBy } = removed.done
  const notice = left > 0 ? 'organisation:closed.removedInPart' : 'organisation:closed.removedAndReinstated'
  return done(c, '/closed-periods', notice, undoneBy)
})

type Closing = {
  action: string
  method: 'post' | 'patch'
  /** Gives the period's id. */
  save: (tx: Tx) => Promise<string>
  /** Whether the period begins with this, so that it ends when this is taken back. */
  makes?: true
  /** What is answered when somebody else was faster. */
  stale: () => Response | Promise<Response>
  notice: TextKey
}

/** Saves the period; where sessions are held within it, one first says what becomes of them. */
async function closing(c: Context<Env>, form: Fields, period: ClosedPeriod, how: Closing) {
  const { startsOn, endsOn, name } = period
  const planned = async (tx: Tx, holding: { hold: boolean }) => {
    const sessions = await sessionsStanding(tx, { from: startsOn, to: endsOn }, holding)
    const wish = { first: startsOn, last: endsOn, leaderId: null, reason: name }
    return cancelAll(sessions, wish, { by: c.var.viewer.id, at: c.var.now })
  }
  const { draft } = await c.var.db((tx) => planned(tx, { hold: false }))
  const answer = form.optionalChoice('sessions', ['cancel', 'keep'])
  if (answer === 'keep' || draft.sessions.length === 0) {
    const saved = await orRefused(c.var.db, () => undefined, how.save)
    return 'done' in saved ? done(c, '/closed-periods', how.notice) : how.stale()
  }
  const { action, method } = how
  return previewedOrDone(c, form, {
    plan: planned,
    preview: (outlook) => <ClosingPreview {...{ outlook, period, action, method }} />,
    save: async (tx, outlook) => {
      const id = await how.save(tx)
      const facts = { name, period: id, first: startsOn, last: endsOn, ...(how.makes && { made: 1 }) }
      return saveBulk(c, tx, outlook.draft, { kind: 'period_closed', reason: name, facts })
    },
    address: '/closed-periods',
    notice: 'organisation:closed.closedAndCancelled',
  })
}

/** What the period cancelled takes place again, as far as nothing else has happened to it since. */
async function reinstated(c: Context<Env>, tx: Tx, periodId: string, told: (draft: Draft) => void) {
  const hand = { by: c.var.viewer.id, at: c.var.now }
  const undone: { left: number; undoneBy: string | undefined } = { left: 0, undoneBy: undefined }
  for (const change of await closingsOfPeriod(tx, periodId)) {
    const { left, undoneBy } = await undoChange(tx, change, hand, told)
    undone.left += left
    undone.undoneBy ??= undoneBy
  }
  return undone
}

function periodTyped(form: Fields): { period: ClosedPeriod; problems: readonly Problem[] } {
  const period = {
    name: form.text('name', { max: 80 }),
    startsOn: form.date('starts_on'),
    endsOn: form.optionalDate('ends_on') ?? form.date('starts_on'),
  }
  return { period, problems: form.problems.length > 0 ? form.problems : whyNotClose(period) }
}

const valuesOf = ({ name, startsOn, endsOn }: ClosedPeriod): Typed => ({
  name,
  starts_on: startsOn,
  ends_on: endsOn,
})

/** What differs between what is stored now and what was typed, in words. */
function standsNow(c: Context<Env>, now: ClosedPeriod, typed: ClosedPeriod) {
  const { t, language } = c.var
  return [
    { differs: now.name !== typed.name, label: t('organisation:closed.name'), value: now.name },
    {
      differs: now.startsOn !== typed.startsOn || now.endsOn !== typed.endsOn,
      label: t('organisation:closed.days'),
      value: datesInWords(now.startsOn, now.endsOn, language),
    },
  ].filter(({ differs }) => differs)
}

async function listPage(c: Context<Env>, values?: Typed, problems?: readonly Problem[], status?: 422) {
  const periods = await c.var.db((tx) => closedPeriodsSince(tx, rememberedSince(c.var.today)))
  return show(c, <ClosedPeriodsPage {...{ periods, values, problems }} />, status)
}

type OfForm = {
  values: Typed
  problems?: readonly Problem[]
  standsNow?: readonly { label: string; value: string }[]
  clashes?: readonly Clash[]
}

async function onePage(c: Context<Env>, period: ClosedPeriodRow, form: OfForm, status?: 409 | 422) {
  const cancelled = await c.var.db((tx) => sessionsToReinstate(tx, period.id, c.var.now))
  return show(c, <ClosedPeriodForm {...{ period, cancelled, ...form }} />, status)
}

async function periodOf(c: Context<Env>) {
  const id = c.req.param('id') ?? ''
  const period = isIdentifier(id) ? await c.var.db((tx) => closedPeriodAt(tx, id)) : undefined
  if (!period) throw new Rejected(404, 'common:rejected.missing')
  return period
}
