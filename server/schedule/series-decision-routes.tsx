import { Hono } from 'hono'
import { allow } from '../access/door.ts'
import { mayPlanSchedule } from '../access/permissions.ts'
import { closedDays } from '../organisation/closed-days.ts'
import { closedPeriodsBetween } from '../organisation/closed-queries.ts'
import { Rejected, type Problem } from '../problem.ts'
import { done } from '../web/answer.tsx'
import type { Env } from '../web/env.ts'
import { fields, isIdentifier } from '../web/fields.ts'
import { heldSession, saveChange } from './change-queries.ts'
import { orRefused } from './clash-queries.ts'
import type { Draft } from './change.ts'
import { clashProblems } from './clash.ts'
import { changedLine } from './draft.ts'
import { decided, decisions } from './series-exceptions.ts'
import { showSeries } from './series-routes.tsx'
import { seriesWithSessions } from './series-queries.ts'
import { sayingOf } from './session-routes.tsx'

/** What becomes of an exception that does not fit its series any more. */
export const decisionRoutes = new Hono<Env>()

decisionRoutes.post('/sessions/:id/decision', allow(mayPlanSchedule), async (c) => {
  const id = c.req.param('id')
  const form = await fields(c)
  const decision = form.optionalChoice('decision', decisions) ?? 'keep'
  const reason = form.lines('reason', { max: 200, optional: true })
  let draft: Draft | undefined
  const saved = await orRefused(
    c.var.db,
    () => draft,
    async (tx) => {
      const session = isIdentifier(id) ? await heldSession(tx, id) : undefined
      const held = session?.seriesId ? await seriesWithSessions(tx, session.seriesId) : undefined
      if (!session || !held || session.removedAt !== null) throw new Rejected(404, 'common:rejected.missing')
      const seriesId = held.series.id
      if (form.problems.length > 0) return { seriesId, problems: form.problems }
      const day = session.seriesDate ?? session.localDate
      const closed = new Set(
        closedDays(await closedPeriodsBetween(tx, day, day), day, day).map(({ date }) => date),
      )
      const { now, viewer } = c.var
      const result = decided(
        { series: held.series, session, decision, reason },
        { by: viewer.id, now, closed },
      )
      if ('problems' in result) return { seriesId, problems: result.problems }
      draft = { sessions: changedLine(session, result.change), series: [] }
      const deed = { kind: 'decided' as const, by: viewer.id, at: now }
      const words = decision === 'cancel' ? { reason: reason.trim() } : {}
      return { seriesId, change: await saveChange(tx, draft, { ...deed, ...words }) }
    },
  )
  if ('done' in saved && !saved.done.problems)
    return done(c, `/series/${saved.done.seriesId}`, 'series:decision.done', saved.done.change)
  const problems: readonly Problem[] =
    'clashes' in saved
      ? clashProblems(saved.clashes, sayingOf(c))
      : ('done' in saved && saved.done.problems) || [{ field: '', text: 'series:decision.already' }]
  const seriesId = 'done' in saved ? saved.done.seriesId : (draft?.sessions[0]?.after.seriesId ?? '')
  const answer = { sessionId: id, problems, values: form.values }
  return showSeries(c, seriesId, answer, 'clashes' in saved ? 409 : 422)
})
