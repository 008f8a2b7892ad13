import { Hono } from 'hono'
import { allow } from '../access/door.ts'
import { mayCancelSessions, mayPlanSchedule } from '../access/permissions.ts'
import { Rejected } from '../problem.ts'
import { done, pageBack } from '../web/answer.tsx'
import type { Env } from '../web/env.ts'
import { fields, isIdentifier } from '../web/fields.ts'
import { changeAt, orRefused, undoChange } from './change-queries.ts'
import type { Draft } from './change.ts'

/** What was done to the schedule, and taking it back. */
export const changeRoutes = new Hono<Env>()

changeRoutes.post('/schedule-changes/:id/undoing', allow(mayCancelSessions), async (c) => {
  const id = c.req.param('id')
  const form = await fields(c)
  const back = pageBack(form, '/schedule')
  const undone: { draft?: Draft } = {}
  const saved = await orRefused(
    c.var.db,
    () => undone.draft,
    async (tx) => {
      const change = isIdentifier(id) ? await changeAt(tx, id) : undefined
      if (!change) throw new Rejected(404, 'common:rejected.missing')
      const { viewer, now } = c.var
      // Who may only cancel takes back only what they did themselves.
      if (!mayPlanSchedule(viewer) && change.by !== viewer.id)
        throw new Rejected(403, 'common:rejected.forbidden')
      return undoChange(tx, change, { by: viewer.id, at: now }, (draft) => (undone.draft = draft))
    },
  )
  if (!('done' in saved)) return done(c, back, 'schedule:change.undoClash')
  const { undone: count, left, undoneBy } = saved.done
  if (count === 0) return done(c, back, 'schedule:change.nothingLeft')
  return done(c, back, left > 0 ? 'schedule:change.undoneInPart' : 'schedule:change.undone', undoneBy)
})
