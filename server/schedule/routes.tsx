import { Hono } from 'hono'
import type { Env } from '../web/env.ts'
import { activityRoutes } from './activity-routes.tsx'
import { bulkCancellationRoutes } from './bulk-cancellation-routes.tsx'
import { hallScreenRoutes } from './hall-screen-routes.tsx'
import { leaderSwapRoutes } from './leader-swap-routes.tsx'
import { changeRoutes, withUndoBar } from './change-routes.tsx'
import { exportRoutes } from './export-routes.tsx'
import { importRoutes } from './import-routes.tsx'
import { locationRoutes } from './location-routes.tsx'
import { posterRoutes } from './poster-routes.tsx'
import { decisionRoutes } from './series-decision-routes.tsx'
import { seriesEditRoutes } from './series-edit-routes.tsx'
import { seriesRoutes } from './series-routes.tsx'
import { sessionMoveRoutes } from './session-move-routes.tsx'
import { sessionRoutes } from './session-routes.tsx'
import { templateRoutes } from './template-routes.tsx'
import { weekCopyRoutes } from './week-copy-routes.tsx'
import { talkRoutes } from './talk-routes.tsx'
import { weekRoutes } from './week-routes.tsx'
import { wishRoutes } from './wish-routes.tsx'
import { weekToolRoutes } from './week-tools-routes.tsx'

/** The schedule: the week, its sessions, and what they are made of. */
export const scheduleRoutes = new Hono<Env>()
  .use('/schedule', withUndoBar)
  .use('/sessions/:id', withUndoBar)
  .use('/series/:id', withUndoBar)
  .use('/schedule-changes', withUndoBar)
  .route('/', weekRoutes)
  .route('/', posterRoutes)
  .route('/', sessionRoutes)
  .route('/', sessionMoveRoutes)
  .route('/', seriesRoutes)
  .route('/', seriesEditRoutes)
  .route('/', decisionRoutes)
  .route('/', activityRoutes)
  .route('/', locationRoutes)
  .route('/', hallScreenRoutes)
  .route('/', changeRoutes)
  .route('/', wishRoutes)
  .route('/', weekToolRoutes)
  .route('/', weekCopyRoutes)
  .route('/', templateRoutes)
  .route('/', leaderSwapRoutes)
  .route('/', bulkCancellationRoutes)
  .route('/', talkRoutes)
  .route('/', importRoutes)
  .route('/', exportRoutes)
