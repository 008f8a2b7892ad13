import { Hono } from 'hono'
import { ChangesPage } from '../../views/schedule/changes-page.tsx'
import { allow } from '../access/door.ts'
import { mayPlanSchedule } from '../access/permissions.ts'
import { parseIsoWeek } from '../time/weeks.ts'
import { show } from '../web/answer.tsx'
import type { Env } from '../web/env.ts'
import { isIdentifier } from '../web/fields.ts'
import { sessionsTouched } from './bulk-queries.ts'
import { latestChanges } from './change-queries.ts'

/** All that can be done to many sessions at once, and what was done lately. */
export const weekToolRoutes = new Hono<Env>()

const shownAtOnce = 30

weekToolRoutes.get('/schedule-changes', allow(mayPlanSchedule), async (c) => {
  const week = parseIsoWeek(c.req.query('week') ?? '')
  const asked = c.req.query('before') ?? ''
  const before = isIdentifier(asked) ? asked : undefined
  const { changes, touched } = await c.var.db(async (tx) => {
    const changes = await latestChanges(tx, { ...(before && { before }), most: shownAtOnce + 1 })
    return {
      changes,
      touched: await sessionsTouched(
        tx,
        changes.map(({ id }) => id),
      ),
    }
  })
  const shown = changes
    .slice(0, shownAtOnce)
    .map((change) => ({ ...change, sessions: touched.get(change.id) ?? 0 }))
  const older = changes.length > shownAtOnce ? shown.at(-1)?.id : undefined
  const zone = c.var.organisation.timeZone
  return show(c, <ChangesPage {...{ week, changes: shown, older, zone, first: before === undefined }} />)
})
