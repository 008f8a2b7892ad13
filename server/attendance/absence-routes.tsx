import { Hono } from 'hono'
import type { Tx } from '../../db/client.ts'
import { AbsencePage } from '../../views/attendance/absence-page.tsx'
import { allow } from '../access/door.ts'
import { noteReading, readableParticipant } from '../access/participant-door.ts'
import { mayKeepRollCall, mayTellAbsence } from '../access/permissions.ts'
import { Rejected } from '../problem.ts'
import { done, show } from '../web/answer.tsx'
import { fields, isIdentifier, type Fields } from '../web/fields.ts'
import type { Env } from '../web/env.ts'
import {
  absencesOf,
  sessionsToMiss,
  takeBackAbsence,
  tellAbsence,
  tellAbsenceOfDays,
} from './absence-queries.ts'
import { isSamePlan, longestAbsenceReason, whyNotDays } from './absence.ts'
import { loadPresence, showPresence } from './presence-routes.tsx'
import { calledAt, handOf, personAt, toRollCall, type C } from './roll-call-door.ts'

/** Staff tell beforehand that somebody will not come: to one session, or for some days. */
export const absenceRoutes = new Hono<Env>()
  .use('/sessions/:id/absences', allow(mayKeepRollCall))
  .use('/sessions/:id/absences/*', allow(mayKeepRollCall))
  .use('/participants/:id/absences', allow(mayTellAbsence))
  .use('/participants/:id/absences/*', allow(mayTellAbsence))
  .use('/participants/:id/absence-previews', allow(mayTellAbsence))

  .get('/sessions/:id/absences', (c) => toRollCall(c))

  .post('/sessions/:id/absences', async (c) => {
    const form = await fields(c)
    const participantId = form.id('participant_id')
    const reason = reasonIn(form)
    const outcome = await c.var.db(async (tx) => {
      const session = await calledAt(c, tx)
      const person = await personAt(c, tx, session, participantId)
      const absent = { participantId: person.id, sessionId: session.id, reason }
      const whyNot = form.problems.length === 0 ? await tellAbsence(tx, absent, handOf(c)) : undefined
      if (whyNot !== undefined) form.refuse('', `absence:problem.${whyNot}`)
      return {
        session,
        person,
        presence: form.problems.length > 0 && (await loadPresence(c, tx, session, person)),
      }
    })
    const { session, person, presence } = outcome
    if (presence)
      return showPresence(c, presence, { form: 'absence', values: form.values, problems: form.problems })
    return done(c, `/sessions/${session.id}/attendance/${person.id}`, 'absence:saved')
  })

  .delete('/sessions/:id/absences/:participantId', async (c) => {
    const { session, person, whyNot } = await c.var.db(async (tx) => {
      const session = await calledAt(c, tx)
      const person = await personAt(c, tx, session)
      const absent = { participantId: person.id, sessionId: session.id }
      return { session, person, whyNot: await takeBackAbsence(tx, absent, handOf(c)) }
    })
    const notice = whyNot ? (`absence:problem.${whyNot}` as const) : 'absence:takenBack'
    return done(c, `/sessions/${session.id}/attendance/${person.id}`, notice)
  })

  .get('/participants/:id/absences/new', async (c) => {
    const person = await c.var.db((tx) => personHere(c, tx))
    const values = { from: c.var.today, to: c.var.today }
    return show(c, <AbsencePage {...{ person, values }} problems={[]} />)
  })

  // Whoever reloads or goes back to what came of the form asks for its address, where nothing is to be read.
  .on('GET', ['/participants/:id/absences', '/participants/:id/absence-previews'], async (c) => {
    const { id } = await c.var.db((tx) => personHere(c, tx))
    return done(c, `/participants/${id}/absences/new`)
  })

  .post('/participants/:id/absence-previews', async (c) => {
    const form = await fields(c)
    const days = daysIn(c, form)
    const { person, sessions } = await c.var.db(async (tx) => {
      const person = await personHere(c, tx)
      const sessions = form.problems.length > 0 ? [] : await sessionsToMiss(tx, person.id, days, c.var.now)
      return { person, sessions }
    })
    return showDays(c, form, person, sessions)
  })

  .post('/participants/:id/absences', async (c) => {
    const form = await fields(c)
    const days = daysIn(c, form)
    const seen = form.manyIds('session_ids')
    const { person, sessions, told } = await c.var.db(async (tx) => {
      const person = await personHere(c, tx)
      const sessions = form.problems.length > 0 ? [] : await sessionsToMiss(tx, person.id, days, c.var.now)
      const agreed = sessions.length > 0 && isSamePlan(seen, sessions)
      const absent = { participantId: person.id, reason: days.reason }
      return { person, sessions, told: agreed && (await tellAbsenceOfDays(tx, absent, days, handOf(c))) }
    })
    if (told) return done(c, `/participants/${person.id}`, 'absence:savedDays')
    return showDays(c, form, person, sessions, 409)
  })

  .delete('/participants/:id/absences/:absenceId', async (c) => {
    const absenceId = c.req.param('absenceId')
    const { person, whyNot } = await c.var.db(async (tx) => {
      const person = await readableParticipant(c, tx, c.req.param('id'))
      const standing = isIdentifier(absenceId) ? await absencesOf(tx, person.id, { id: absenceId }) : []
      const [absence] = standing
      if (absence === undefined) throw new Rejected(404, 'common:rejected.missing')
      const absent = { participantId: person.id, sessionId: absence.sessionId }
      return { person, whyNot: await takeBackAbsence(tx, absent, handOf(c)) }
    })
    const notice = whyNot ? (`absence:problem.${whyNot}` as const) : 'absence:takenBack'
    return done(c, `/participants/${person.id}`, notice)
  })

/** Whose absence it is; that their name and bookings were read is noted. */
async function personHere(c: C, tx: Tx) {
  const person = await readableParticipant(c, tx, c.req.param('id') ?? '')
  await noteReading(c, tx, [person.id], 'absence')
  return person
}

const reasonIn = (form: Fields) => form.lines('reason', { max: longestAbsenceReason, optional: true })

function daysIn(c: C, form: Fields) {
  const days = { from: form.date('from'), to: form.date('to'), reason: reasonIn(form) }
  if (form.problems.length === 0)
    for (const { field, text, values } of whyNotDays(days, c.var.today)) form.refuse(field, text, values)
  return days
}

type Days = Parameters<typeof AbsencePage>[0]

/** The form as it was sent, with what would be missed: wrong, empty, only looked at, or changed since. */
function showDays(
  c: C,
  form: Fields,
  person: Days['person'],
  sessions: NonNullable<Days['sessions']>,
  status?: 409,
) {
  if (form.problems.length === 0 && sessions.length === 0) form.refuse('to', 'absence:problem.nothing')
  const { values, problems } = form
  if (problems.length > 0) return show(c, <AbsencePage {...{ person, values, problems }} />, 422)
  return show(c, <AbsencePage {...{ person, values, problems, sessions }} changed={status === 409} />, status)
}
