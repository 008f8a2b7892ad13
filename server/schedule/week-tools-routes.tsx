import { Hono } from 'hono'
import { WeekToolsPage } from '../../views/schedule/week-tools-page.tsx'
import { allow } from '../access/door.ts'
import { mayPlanSchedule } from '../access/permissions.ts'
import { parseIsoWeek } from '../time/weeks.ts'
import { show } from '../web/answer.tsx'
import type { Env } from '../web/env.ts'

/** All that can be done to many sessions at once. */
export const weekToolRoutes = new Hono<Env>().get('/schedule-tools', allow(mayPlanSchedule), (c) =>
  show(c, <WeekToolsPage week={parseIsoWeek(c.req.query('week') ?? '')} />),
)
