import { Hono } from 'hono'
import type { BookingTold } from '../../views/attendance/booking-told.tsx'
import type { Search } from '../../views/attendance/drop-in.tsx'
import {
  RollCall,
  RollCallNotice,
  RollCallPage,
  type CalledPerson,
  type MarkConflict,
} from '../../views/attendance/roll-call-page.tsx'
import { allow } from '../access/door.ts'
import { mayKeepRollCall } from '../access/permissions.ts'
import { creditedMinutes } from '../hours/credit.ts'
import { Rejected, type Problem } from '../problem.ts'
import { done, show, showPart, wantsPart } from '../web/answer.tsx'
import type { Env } from '../web/env.ts'
import { fields } from '../web/fields.ts'
import { liveStream } from '../web/live-stream.ts'
import { countingEnrolment } from './counting-enrolment.ts'
import { whyNotMark } from './marks.ts'
import { calledAt, mark, readRollCall, type C, type Called } from './roll-call-door.ts'
import {
  countsOf,
  latestArrival,
  mayName,
  noPresence,
  stillUnknown,
  type RollCallEnrolment,
  type RollCallPerson,
} from './roll-call.ts'
import { wasThere } from './words.ts'

/** The leader's list of a session, live, and the mark for everybody at once. */
export const rollCallRoutes = new Hono<Env>()
  .use('/sessions/:id/roll-call', allow(mayKeepRollCall))
  .use('/sessions/:id/roll-call/live', allow(mayKeepRollCall))
  .use('/sessions/:id/attendance', allow(mayKeepRollCall))

  .get('/sessions/:id/roll-call', async (c) => {
    const { session, people } = await c.var.db(async (tx) => {
      const called = await calledAt(c, tx)
      return { session: called, people: await readRollCall(c, tx, called) }
    })
    return showRollCall(c, session, people)
  })

  .get('/sessions/:id/roll-call/live', async (c) => {
    const session = await c.var.db((tx) => calledAt(c, tx))
    return liveStream(c, ({ topic, id }) => topic === 'attendance' && id === session.id)
  })

  .put('/sessions/:id/attendance', async (c) => {
    const form = await fields(c)
    const status = form.choice('status', ['present'] as const)
    if (form.problems.length > 0) throw new Rejected(422, 'common:problem.choice')
    const outcome = await c.var.db(async (tx) => {
      const session = await calledAt(c, tx)
      const everybody = await readRollCall(c, tx, session)
      const unknown = stillUnknown(everybody.filter((person) => mayName(c.var.viewer, person)))
      const [problem] = whyNotMark(session, noPresence, status, c.var.now)
      if (problem) return { session, people: everybody, problem }
      for (const person of unknown) await mark(c, tx, session, person, status)
      return { session, people: await readRollCall(c, tx, session) }
    })
    if (outcome.problem) return showRollCall(c, outcome.session, outcome.people, { problem: outcome.problem })
    if (wantsPart(c)) return showRollCall(c, outcome.session, outcome.people)
    return done(c, `/sessions/${outcome.session.id}/roll-call`, 'attendance:mark.allDone')
  })

const crediting: Pick<RollCallEnrolment, 'creditRule' | 'graceMinutes'> = {
  creditRule: 'scheduled',
  graceMinutes: 0,
}

/** A person with the minutes that this session alone credits. */
export function called(c: C, session: Called, person: RollCallPerson): CalledPerson {
  const { presence } = person
  const enrolment =
    person.enrolments.find(({ id }) => id === presence.enrolmentId) ??
    countingEnrolment(session, person.enrolments)
  const ended = session.endsAt.epochMilliseconds <= c.var.now.epochMilliseconds
  const open = presence.checkedInAt !== null && presence.checkedOutAt === null
  return {
    ...person,
    minutes:
      wasThere(presence.status) || presence.minutesByHand !== null
        ? creditedMinutes({ session, ...presence }, enrolment ?? crediting)
        : null,
    came: wasThere(presence.status),
    forgotten: presence.closedBy === 'session_end' || (open && ended),
  }
}

type Beside = { conflict?: MarkConflict; problem?: Problem; search?: Search; booking?: BookingTold }

/** The whole page, or for a script the list and what came of its latest mark. */
export function showRollCall(
  c: C,
  session: Called,
  everybody: readonly RollCallPerson[],
  beside: Beside = {},
  status: 200 | 409 | 422 = beside.conflict ? 409 : beside.problem ? 422 : 200,
) {
  const named = everybody.filter((person) => mayName(c.var.viewer, person))
  const people = named.map((person) => called(c, session, person))
  const rollCall = {
    session,
    people,
    unnamed: everybody.length - named.length,
    counts: countsOf(everybody),
    toldAbsent: everybody.filter((person) => person.toldAbsent).length,
    latest: latestArrival(people),
    someUnknown: stillUnknown(people).length > 0,
  }
  if (!wantsPart(c))
    return show(c, <RollCallPage {...rollCall} {...beside} search={beside.search ?? {}} />, status)
  return showPart(
    c,
    <>
      <RollCall {...rollCall} />
      {c.req.method !== 'GET' && <RollCallNotice session={session} {...beside} beside />}
    </>,
    status,
  )
}
