import { Hono } from 'hono'
import type { Tx } from '../../db/client.ts'
import { DropIn, type Search } from '../../views/attendance/drop-in.tsx'
import { allow } from '../access/door.ts'
import { noteReading } from '../access/participant-door.ts'
import { mayKeepRollCall } from '../access/permissions.ts'
import { Rejected } from '../problem.ts'
import { done, showPart, wantsPart } from '../web/answer.tsx'
import type { Env } from '../web/env.ts'
import { fields } from '../web/fields.ts'
import {
  bookSeries,
  bookSession,
  candidatesFor,
  rollCallOf,
  withdrawBooking,
  withdrawFromSeries,
} from './queries.ts'
import {
  calledAt,
  handOf,
  personAt,
  readRollCall,
  sessionCalled,
  type C,
  type Called,
} from './roll-call-door.ts'
import { showRollCall } from './roll-call-routes.tsx'
import { mayName } from './roll-call.ts'

/** So many are shown of those whom a search found. */
const mostFound = 12

/** Who is looked for and put on the roll call, for once or for the whole series. */
export const bookingRoutes = new Hono<Env>()
  .use('/sessions/:id/searches', allow(mayKeepRollCall))
  .use('/sessions/:id/bookings', allow(mayKeepRollCall))
  .use('/sessions/:id/bookings/*', allow(mayKeepRollCall))
  .use('/series/:id/bookings/*', allow(mayKeepRollCall))

  .post('/sessions/:id/searches', async (c) => {
    const form = await fields(c)
    const name = form.text('name', { max: 80 })
    if (form.problems.length === 0 && [...name].length < 2) form.refuse('name', 'attendance:dropIn.short')
    const { session, people, shown, more } = await c.var.db(async (tx) => {
      const session = await calledAt(c, tx)
      const people = wantsPart(c) ? [] : await readRollCall(c, tx, session)
      if (form.problems.length > 0) return { session, people }
      const candidates = await candidatesFor(tx, session, name)
      const found = candidates.filter((person) => mayName(c.var.viewer, person))
      const shown = found.slice(0, mostFound)
      await noteReading(
        c,
        tx,
        shown.map(({ id }) => id),
        'search',
      )
      return { session, people, shown, more: found.length > mostFound }
    })
    const search: Search = {
      values: form.values,
      problems: form.problems,
      found: shown,
      most: more ? mostFound : undefined,
    }
    const status = form.problems.length > 0 ? 422 : 200
    if (wantsPart(c)) return showPart(c, <DropIn session={session} search={search} />, status)
    return showRollCall(c, session, people, { search }, status)
  })

  .post('/sessions/:id/bookings', async (c) => {
    const form = await fields(c)
    const participantId = form.id('participant_id')
    const wholeSeries = form.checked('whole_series')
    if (form.problems.length > 0) throw new Rejected(422, 'common:problem.choice')
    const { session, outcome } = await c.var.db(async (tx) => {
      const session = await calledAt(c, tx)
      await refuseUnlessOpenTo(c, tx, session, participantId)
      const outcome =
        wholeSeries && session.seriesId !== null
          ? await bookSeries(tx, { ...session, seriesId: session.seriesId }, participantId, handOf(c))
          : await bookSession(tx, session, participantId, handOf(c))
      return { session, outcome }
    })
    return done(c, `/sessions/${session.id}/roll-call`, `attendance:dropIn.${outcome}`)
  })

  .delete('/sessions/:id/bookings/:participantId', async (c) => {
    const { session, withdrawn } = await c.var.db(async (tx) => {
      const session = await calledAt(c, tx)
      const person = await personAt(c, tx, session)
      return { session, withdrawn: await withdrawBooking(tx, session, person.id, handOf(c)) }
    })
    const notice = withdrawn ? 'attendance:booking.withdrawn' : 'attendance:booking.missing'
    return done(c, `/sessions/${session.id}/roll-call`, notice)
  })

  .delete('/series/:id/bookings/:participantId', async (c) => {
    const form = await fields(c)
    const sessionId = form.id('session_id')
    if (form.problems.length > 0) throw new Rejected(422, 'common:problem.choice')
    const withdrawn = await c.var.db(async (tx) => {
      const session = await sessionCalled(c, tx, sessionId)
      if (session?.seriesId !== c.req.param('id')) throw new Rejected(404, 'common:rejected.missing')
      const person = await personAt(c, tx, session)
      return withdrawFromSeries(tx, { ...session, seriesId: session.seriesId }, person.id, handOf(c))
    })
    const notice = withdrawn ? 'attendance:booking.withdrawn' : 'attendance:booking.missing'
    return done(c, `/sessions/${sessionId}/roll-call`, notice)
  })

async function refuseUnlessOpenTo(c: C, tx: Tx, session: Called, participantId: string): Promise<void> {
  const [standing] = await rollCallOf(tx, session, participantId)
  if (standing !== undefined && mayName(c.var.viewer, standing)) return
  const open = await candidatesFor(tx, session, '', participantId)
  if (!open.some((person) => mayName(c.var.viewer, person)))
    throw new Rejected(422, 'attendance:dropIn.notHere')
}
