import { Hono, type Context } from 'hono'
import { LeaderSwapPage, LeaderSwapPreview } from '../../views/schedule/leader-swap-pages.tsx'
import { allow } from '../access/door.ts'
import { mayPlanSchedule } from '../access/permissions.ts'
import type { Problem } from '../problem.ts'
import { parseLocalDate } from '../time/dates.ts'
import { isoWeekOf } from '../time/weeks.ts'
import { show } from '../web/answer.tsx'
import type { Env } from '../web/env.ts'
import { fields, type Typed } from '../web/fields.ts'
import { activitiesOffered } from './activity-queries.ts'
import { previewedOrDone, saveBulk, wantsToChange } from './bulk-form.tsx'
import { sessionsStanding } from './bulk-queries.ts'
import { reasonLength } from './cancellation.ts'
import { leadersFrom, participantsBooked } from './leader-swap-queries.ts'
import { swapLeader, whyNotSwap } from './leader-swap.ts'
import { possibleLeaders } from './queries.ts'

/** Another leader, or nobody yet, for what one leads between two days. */
export const leaderSwapRoutes = new Hono<Env>()
const planners = allow(mayPlanSchedule)

leaderSwapRoutes.get('/leader-swaps/new', planners, async (c) => {
  const values = {
    from: c.req.query('leader') ?? '',
    first: parseLocalDate(c.req.query('date') ?? '') ?? c.var.today,
  }
  return show(c, <LeaderSwapPage {...{ choices: await choicesHere(c), values }} />)
})

leaderSwapRoutes.post('/leader-swaps', planners, async (c) => {
  const form = await fields(c)
  const choices = await choicesHere(c)
  const again = (problems: readonly Problem[], status?: 422) =>
    show(c, <LeaderSwapPage {...{ choices, values: form.values as Typed, problems }} />, status)
  const first = form.date('first')
  const swap = {
    from: form.id('from'),
    to: form.optionalId('to') ?? null,
    first,
    last: form.optionalDate('last') ?? first,
    activities: new Set(form.manyIds('activities')),
  }
  const reason = form.text('reason', { max: reasonLength, optional: true })
  const from = choices.from.find(({ id }) => id === swap.from)
  const to = choices.to.find(({ id }) => id === swap.to)
  if (!from) form.refuse('from', 'common:problem.choice')
  if (swap.to !== null && !to) form.refuse('to', 'common:problem.choice')
  if (wantsToChange(form)) return again([])
  const problems = form.problems.length > 0 ? form.problems : whyNotSwap(swap)
  if (problems.length > 0 || !from) return again(problems, 422)

  return previewedOrDone(c, form, {
    plan: async (tx, how) => {
      const span = { from: swap.first, to: swap.last, leaderId: swap.from }
      return swapLeader(await sessionsStanding(tx, span, how), swap, c.var.now)
    },
    preview: (outlook) => (
      <LeaderSwapPreview {...{ outlook, from: from.name, to: to?.name, first, last: swap.last }} />
    ),
    save: (tx, { draft }) =>
      saveBulk(c, tx, draft, {
        kind: 'leader_swapped',
        ...(reason && { reason }),
        facts: { from: from.name, to: to?.name ?? '', first, last: swap.last },
      }),
    people: participantsBooked,
    address: `/schedule?week=${isoWeekOf(first)}`,
    notice: 'weeks:swap.done',
  })
})

const choicesHere = (c: Context<Env>) =>
  c.var.db(async (tx) => {
    const to = await possibleLeaders(tx)
    const leading = await leadersFrom(tx, c.var.today)
    const known = new Set(to.map(({ id }) => id))
    const from = [...to, ...leading.filter(({ id }) => !known.has(id))]
    const activities = (await activitiesOffered(tx)).map(({ id, name }) => ({ id, name }))
    return { from, to, activities }
  })
