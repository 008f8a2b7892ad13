import { Hono, type Context } from 'hono'
import {
  BulkCancellationPage,
  BulkCancellationPreview,
} from '../../views/schedule/bulk-cancellation-pages.tsx'
import { allow } from '../access/door.ts'
import { mayPlanSchedule } from '../access/permissions.ts'
import type { Problem } from '../problem.ts'
import { parseLocalDate } from '../time/dates.ts'
import { isoWeekOf } from '../time/weeks.ts'
import { show } from '../web/answer.tsx'
import type { Env } from '../web/env.ts'
import { fields, type Typed } from '../web/fields.ts'
import { cancelAll, whyNotCancelAll } from './bulk-cancellation.ts'
import { previewedOrDone, saveBulk, wantsToChange } from './bulk-form.tsx'
import { sessionsStanding } from './bulk-queries.ts'
import { reasonLength } from './cancellation.ts'
import { leadersFrom } from './leader-swap-queries.ts'

/** Everything on a day, or everything of one leader for a while, cancelled for one reason. */
export const bulkCancellationRoutes = new Hono<Env>()
const planners = allow(mayPlanSchedule)

bulkCancellationRoutes.get('/bulk-cancellations/new', planners, async (c) => {
  const values = {
    first: parseLocalDate(c.req.query('date') ?? '') ?? c.var.today,
    leader_id: c.req.query('leader') ?? '',
  }
  return show(c, <BulkCancellationPage {...{ leaders: await leadersHere(c), values }} />)
})

bulkCancellationRoutes.post('/bulk-cancellations', planners, async (c) => {
  const form = await fields(c)
  const leaders = await leadersHere(c)
  const again = (problems: readonly Problem[], status?: 422) =>
    show(c, <BulkCancellationPage {...{ leaders, values: form.values as Typed, problems }} />, status)
  const first = form.date('first')
  const wish = {
    first,
    last: form.optionalDate('last') ?? first,
    leaderId: form.optionalId('leader_id') ?? null,
    reason: form.lines('reason', { max: reasonLength, optional: true }),
  }
  const leader = leaders.find(({ id }) => id === wish.leaderId)
  if (wish.leaderId !== null && !leader) form.refuse('leader_id', 'common:problem.choice')
  if (wantsToChange(form)) return again([])
  const problems = form.problems.length > 0 ? form.problems : whyNotCancelAll(wish)
  if (problems.length > 0) return again(problems, 422)

  const hand = { by: c.var.viewer.id, at: c.var.now }
  return previewedOrDone(c, form, {
    plan: async (tx, how) => {
      const span = { from: first, to: wish.last, leaderId: wish.leaderId }
      return cancelAll(await sessionsStanding(tx, span, how), wish, hand)
    },
    preview: (outlook) => (
      <BulkCancellationPreview
        {...{ outlook, first, last: wish.last, leader: leader?.name, reason: wish.reason }}
      />
    ),
    save: (tx, { draft }) =>
      saveBulk(c, tx, draft, {
        kind: 'bulk_cancelled',
        reason: wish.reason,
        facts: { first, last: wish.last, leader: leader?.name ?? '' },
      }),
    address: `/schedule?week=${isoWeekOf(first)}`,
    notice: 'weeks:cancellation.done',
  })
})

const leadersHere = (c: Context<Env>) => c.var.db((tx) => leadersFrom(tx, c.var.today))
