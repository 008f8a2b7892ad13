import { Hono } from 'hono'
import { RollCallsPage } from '../../views/attendance/roll-calls-page.tsx'
import { NoticeCount } from '../../views/notices/notice-count.tsx'
import { allow } from '../access/door.ts'
import { mayKeepRollCall, mayPlanSchedule } from '../access/permissions.ts'
import type { Problem } from '../problem.ts'
import { done, show, showPart } from '../web/answer.tsx'
import type { Env } from '../web/env.ts'
import { fields } from '../web/fields.ts'
import { headRange } from './head-count.ts'
import { whyNotMark } from './marks.ts'
import { byDay, rollCallsFor } from './open-roll-calls.ts'
import { closeRollCall, openRollCalls, reopenRollCall } from './roll-call-closing-queries.ts'
import { rests, whyNotClose } from './roll-call-closing.ts'
import {
  calledAt,
  confirm,
  countHeads,
  handOf,
  mark,
  readRollCall,
  toRollCall,
  type C,
} from './roll-call-door.ts'
import { showRollCall } from './roll-call-routes.tsx'
import { mayName, stillUnknown, unconfirmed } from './roll-call.ts'

/** Which roll calls nobody has closed, and the closing of one. */
export const rollCallClosingRoutes = new Hono<Env>()
  .use('/roll-calls', allow(mayKeepRollCall))
  .use('/roll-calls/*', allow(mayKeepRollCall))
  .use('/sessions/:id/roll-call/closure', allow(mayKeepRollCall))

  .get('/roll-calls', async (c) => {
    const open = await openHere(c)
    const today = open.filter(({ localDate }) => localDate === c.var.today)
    const earlier = open.filter(({ localDate }) => localDate < c.var.today)
    return show(
      c,
      <RollCallsPage own={!mayPlanSchedule(c.var.viewer)} today={today} earlier={byDay(earlier)} />,
    )
  })

  .get('/roll-calls/count', async (c) => {
    const count = (await openHere(c)).length
    if (count === 0) return c.body(null, 204, { 'Cache-Control': 'no-store' })
    return showPart(
      c,
      <NoticeCount count={count} things={c.var.t('attendance:rollCalls.things', { count })} />,
    )
  })

  .get('/sessions/:id/roll-call/closure', toRollCall)

  .post('/sessions/:id/roll-call/closure', async (c) => {
    const form = await fields(c)
    const rest = form.optionalChoice('rest', rests)
    const heads = form.optionalWhole('heads', headRange)
    const outcome = await c.var.db(async (tx) => {
      const session = await calledAt(c, tx)
      const people = await readRollCall(c, tx, session)
      const named = people.filter((person) => mayName(c.var.viewer, person))
      const unknown = stillUnknown(named)
      const said = { unknown: unknown.length, rest, heads: heads ?? session.headCount.heads }
      const problems: Problem[] =
        form.problems.length > 0 ? form.problems : whyNotClose(session, said, c.var.now)
      if (session.closure || problems.length > 0) return { session, people, problems }
      if (!(await closeRollCall(tx, session.id, handOf(c))))
        return { session: await calledAt(c, tx), people: await readRollCall(c, tx, session), problems }

      if (heads !== undefined) await countHeads(c, tx, session, { kind: 'heads', number: heads }, undefined)
      for (const person of unconfirmed(named)) await confirm(c, tx, session, person)
      if (rest !== undefined && rest !== 'unknown')
        for (const person of unknown)
          if (whyNotMark(session, person.presence, rest, c.var.now).length === 0)
            await mark(c, tx, session, person, rest)
      return { closed: true as const, session }
    })
    if (outcome.closed) return done(c, `/sessions/${outcome.session.id}/roll-call`, 'attendance:closure.done')
    const { session, people, problems } = outcome
    if (session.closure)
      return showRollCall(
        c,
        session,
        people,
        { problem: { field: '', text: 'attendance:closure.already' } },
        409,
      )
    const [problem] = problems
    const closing = problem && { problem, values: form.values }
    return showRollCall(c, session, people, problem?.field === '' ? { problem } : { closing }, 422)
  })

  .delete('/sessions/:id/roll-call/closure', async (c) => {
    const { session, reopened } = await c.var.db(async (tx) => {
      const session = await calledAt(c, tx)
      return { session, reopened: await reopenRollCall(tx, session.id, handOf(c)) }
    })
    const notice = reopened ? 'attendance:closure.reopened' : 'attendance:closure.wasOpen'
    return done(c, `/sessions/${session.id}/roll-call`, notice)
  })

async function openHere(c: C) {
  return rollCallsFor(c.var.viewer, await c.var.db((tx) => openRollCalls(tx, c.var.now, c.var.today)))
}
