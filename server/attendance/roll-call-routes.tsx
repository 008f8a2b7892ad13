import { Hono } from 'hono'
import { Temporal } from 'temporal-polyfill'
import type { Tx } from '../../db/client.ts'
import type { BookingTold } from '../../views/attendance/booking-told.tsx'
import type { Search } from '../../views/attendance/drop-in.tsx'
import {
  RollCall,
  RollCallNotice,
  RollCallPage,
  type MarkConflict,
} from '../../views/attendance/roll-call-page.tsx'
import type { CalledPerson, SentBack } from '../../views/attendance/roll-call-props.ts'
import { allow } from '../access/door.ts'
import { mayKeepRollCall } from '../access/permissions.ts'
import { creditedMinutes } from '../hours/credit.ts'
import { Rejected, type Problem } from '../problem.ts'
import { done, show, showPart, wantsPart } from '../web/answer.tsx'
import type { Env } from '../web/env.ts'
import { fields, type Fields } from '../web/fields.ts'
import { liveStream } from '../web/live-stream.ts'
import { countingEnrolment } from './counting-enrolment.ts'
import { countedMeanwhile, headRange, type Counted } from './head-count.ts'
import { whyNotMark } from './marks.ts'
import { hasBegun } from './roll-call-closing.ts'
import {
  calledAt,
  confirm,
  countHeads,
  mark,
  readRollCall,
  toRollCall,
  type C,
  type Called,
} from './roll-call-door.ts'
import {
  bookedAndUnknown,
  countsOf,
  latestArrival,
  mayName,
  noPresence,
  rollCallShows,
  shownOf,
  stillUnknown,
  unconfirmed,
  type RollCallEnrolment,
  type RollCallPerson,
  type RollCallShow,
} from './roll-call.ts'
import { wasThere } from './words.ts'

/** The leader's list of a session, live, and the mark for everybody at once. */
export const rollCallRoutes = new Hono<Env>()
  .use('/sessions/:id/roll-call', allow(mayKeepRollCall))
  .use('/sessions/:id/roll-call/live', allow(mayKeepRollCall))
  .use('/sessions/:id/attendance', allow(mayKeepRollCall))
  .use('/sessions/:id/confirmations', allow(mayKeepRollCall))
  .use('/sessions/:id/head-count', allow(mayKeepRollCall))

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

  .get('/sessions/:id/attendance', toRollCall)
  .get('/sessions/:id/confirmations', toRollCall)
  .get('/sessions/:id/head-count', toRollCall)

  .put('/sessions/:id/attendance', async (c) => {
    const form = await fields(c)
    const status = form.choice('status', ['present'] as const)
    if (form.problems.length > 0) throw new Rejected(422, 'common:problem.choice')
    const outcome = await c.var.db(async (tx) => {
      const session = await calledAt(c, tx)
      const everybody = await readRollCall(c, tx, session)
      const unknown = bookedAndUnknown(everybody.filter((person) => mayName(c.var.viewer, person)))
      const [problem] = whyNotMark(session, noPresence, status, c.var.now)
      if (session.closure) return { session, people: everybody, problem: marksOver }
      if (problem) return { session, people: everybody, problem }
      for (const person of unknown) await mark(c, tx, session, person, status)
      await confirmAll(c, tx, session, everybody)
      return { session, people: await readRollCall(c, tx, session) }
    })
    const { problem } = outcome
    if (problem)
      return showRollCall(c, outcome.session, outcome.people, { problem }, problem === marksOver ? 409 : 422)
    if (wantsPart(c)) return showRollCall(c, outcome.session, outcome.people)
    return done(c, rollCallPath(c, outcome.session), 'attendance:mark.allDone')
  })

  .post('/sessions/:id/confirmations', async (c) => {
    const { session, people, confirmed } = await c.var.db(async (tx) => {
      const session = await calledAt(c, tx)
      const everybody = await readRollCall(c, tx, session)
      if (mayNotConfirm(session, c.var.now)) return { session, people: everybody }
      await confirmAll(c, tx, session, everybody)
      return { session, people: await readRollCall(c, tx, session), confirmed: await calledAt(c, tx) }
    })
    if (confirmed === undefined && session.closure)
      return showRollCall(c, session, people, { problem: marksOver }, 409)
    if (confirmed === undefined) return showRollCall(c, session, people, { problem: notYet }, 422)
    if (wantsPart(c)) return showRollCall(c, confirmed, people)
    return done(c, rollCallPath(c, session), 'attendance:confirmation.allDone')
  })

  .put('/sessions/:id/head-count', async (c) => {
    const form = await fields(c)
    const counted = countedIn(form)
    const version = form.optionalWhole('version', { min: 0, max: 1_000_000 })
    const { session, problem } = await c.var.db(async (tx) => {
      const session = await calledAt(c, tx)
      if (session.closure) return { session, problem: marksOver }
      if (counted === undefined) return { session, problem: form.problems[0] ?? notCounted }
      const saved = await countHeads(c, tx, session, counted, version)
      const now = await calledAt(c, tx)
      return { session: now, problem: saved ? undefined : countedMeanwhile(now.headCount, counted) }
    })
    if (problem === undefined && !wantsPart(c))
      return done(c, rollCallPath(c, session), 'attendance:headCount.saved')
    const people = await c.var.db((tx) => readRollCall(c, tx, session))
    if (problem === undefined) return showRollCall(c, session, people)
    const headProblem = { problem, values: form.values }
    return showRollCall(c, session, people, { headProblem }, form.problems.length > 0 ? 422 : 409)
  })

/** A closed roll call is confirmed again only where a tablet has changed it since. */
const mayNotConfirm = (session: Called, now: Temporal.Instant) =>
  session.closure?.changed === 0 || !hasBegun(session, now)

const marksOver: Problem = { field: '', text: 'attendance:closure.marksOver' }
const notCounted: Problem = { field: 'guests', text: 'common:problem.whole' }
const notYet: Problem = { field: '', text: 'attendance:mark.notYet' }

/** What stands as the kiosk told it, of those whom the viewer may name. */
async function confirmAll(c: C, tx: Tx, session: Called, everybody: readonly RollCallPerson[]) {
  const named = everybody.filter((person) => mayName(c.var.viewer, person))
  for (const person of unconfirmed(named)) await confirm(c, tx, session, person)
}

/** One guest more or less, or a number that somebody has counted. */
function countedIn(form: Fields): Counted | undefined {
  if (form.has('step')) {
    const step = form.whole('step', { min: -1, max: 1 })
    return step === 1 || step === -1 ? { kind: 'guests', step } : undefined
  }
  const kind = form.has('heads') || !form.has('guests') ? 'heads' : 'guests'
  const number = form.whole(kind, headRange)
  return form.problems.length > 0 ? undefined : { kind, number }
}

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
    toConfirm: unconfirmed([person]).length > 0,
  }
}

type Beside = {
  conflict?: MarkConflict
  problem?: Problem
  search?: Search
  booking?: BookingTold
  /** What was typed of guests or heads, and why it was not saved. */
  headProblem?: SentBack
  /** The closing that came back. */
  closing?: SentBack
}

/** The whole page, or for a script the list and what came of its latest mark. */
export function showRollCall(
  c: C,
  session: Called,
  everybody: readonly RollCallPerson[],
  beside: Beside = {},
  status: 200 | 409 | 422 = beside.conflict ? 409 : beside.problem ? 422 : 200,
) {
  const asked = showAsked(c)
  const named = everybody.filter((person) => mayName(c.var.viewer, person))
  const people = named.map((person) => called(c, session, person))
  const rollCall = {
    session,
    people,
    unnamed: everybody.length - named.length,
    counts: countsOf(everybody),
    toldAbsent: everybody.filter((person) => person.toldAbsent).length,
    latest: latestArrival(people),
    show: asked,
    parts: rollCallShows.map((show) => ({ show, count: shownOf(people, show).length })),
    shown: shownOf(people, asked),
    initials: initialsOf(people),
    unknown: stillUnknown(people).length,
    bookedAndUnknown: bookedAndUnknown(people).length,
    unconfirmed: unconfirmed(people).length,
    begun: hasBegun(session, c.var.now),
    over: session.closure !== undefined || Temporal.Instant.compare(session.endsAt, c.var.now) <= 0,
    headProblem: beside.headProblem,
    closing: beside.closing,
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

/** The roll call, in the part of it that somebody was in. */
export function rollCallPath(c: C, { id }: { id: string }): string {
  const show = showAsked(c)
  return show === 'all' ? `/sessions/${id}/roll-call` : `/sessions/${id}/roll-call?show=${show}`
}

/** Which part of the list was asked for; nonsense is all of it. */
function showAsked(c: C): RollCallShow {
  const asked = c.req.query('show')
  return rollCallShows.find((show) => show === asked) ?? 'all'
}

/** The first of each letter, to leap to in a long list. */
function initialsOf(people: readonly CalledPerson[]): { letter: string; id: string }[] {
  const firsts = new Map<string, string>()
  for (const { id, firstName } of people) {
    const letter = firstName.slice(0, 1).toLocaleUpperCase('sv')
    if (!firsts.has(letter)) firsts.set(letter, id)
  }
  return [...firsts].map(([letter, id]) => ({ letter, id }))
}
