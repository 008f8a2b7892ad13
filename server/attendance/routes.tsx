import { Hono, type Context } from 'hono'
import { streamSSE } from 'hono/streaming'
import { DropIn, type Search } from '../../views/attendance/drop-in.tsx'
import { whatHappened, whoSaid } from '../../views/attendance/ledger.tsx'
import { PresencePage, type SentBack } from '../../views/attendance/presence-page.tsx'
import {
  RollCall,
  RollCallNotice,
  RollCallPage,
  type CalledPerson,
  type MarkConflict,
} from '../../views/attendance/roll-call-page.tsx'
import type { Tx } from '../../db/client.ts'
import { allow } from '../access/door.ts'
import { mayKeepRollCall } from '../access/permissions.ts'
import { creditedMinutes } from '../hours/credit.ts'
import { Rejected, type Problem } from '../problem.ts'
import { programmesOfActivity } from '../schedule/activity-queries.ts'
import { sessionAt, type SessionFacts } from '../schedule/queries.ts'
import type { LocalTime } from '../time/dates.ts'
import { done, show, showPart, wantsPart } from '../web/answer.tsx'
import type { Env } from '../web/env.ts'
import { fields, isIdentifier, type Fields } from '../web/fields.ts'
import { whyNotCorrect } from './corrections.ts'
import { countingEnrolment } from './counting-enrolment.ts'
import type { StaffEvent } from './ledger.ts'
import { marked, whyNotMark } from './marks.ts'
import {
  bookSeries,
  bookSession,
  candidatesFor,
  changePresence,
  ledgerOf,
  logReading,
  rollCallOf,
  withdrawBooking,
  withdrawFromSeries,
  type Hand,
} from './queries.ts'
import {
  countsOf,
  latestArrival,
  mayName,
  noPresence,
  stillUnknown,
  type Presence,
  type RollCallEnrolment,
  type RollCallPerson,
} from './roll-call.ts'
import { timed, whyNotTimes, withTimes } from './times-by-hand.ts'
import { attendanceStatuses, wasThere, type AttendanceStatus } from './words.ts'

type C = Context<Env>
type Called = SessionFacts & { programmeIds: string[] }

/** So many are shown of those whom a search found. */
const mostFound = 12

export const attendanceRoutes = new Hono<Env>()
  .use('/sessions/:id/roll-call', allow(mayKeepRollCall))
  .use('/sessions/:id/roll-call/live', allow(mayKeepRollCall))
  .use('/sessions/:id/attendance', allow(mayKeepRollCall))
  .use('/sessions/:id/attendance/*', allow(mayKeepRollCall))
  .use('/sessions/:id/corrections', allow(mayKeepRollCall))
  .use('/sessions/:id/corrections/*', allow(mayKeepRollCall))
  .use('/sessions/:id/searches', allow(mayKeepRollCall))
  .use('/sessions/:id/bookings', allow(mayKeepRollCall))
  .use('/sessions/:id/bookings/*', allow(mayKeepRollCall))
  .use('/series/:id/bookings/*', allow(mayKeepRollCall))

  .get('/sessions/:id/roll-call', async (c) => {
    const { session, people } = await c.var.db(async (tx) => {
      const called = await calledAt(c, tx)
      const everybody = await rollCallOf(tx, called)
      // What the open page fetches again as people come in is still the same reading.
      if (!wantsPart(c)) await logReading(tx, namedIds(c, everybody), 'rollCall', handOf(c))
      return { session: called, people: everybody }
    })
    return showRollCall(c, session, people)
  })

  .get('/sessions/:id/roll-call/live', async (c) => {
    const session = await c.var.db((tx) => calledAt(c, tx))
    const { live } = c.var.parts
    const organisationId = c.var.organisation.id
    return streamSSE(c, async (stream) => {
      const tell = () => void stream.writeSSE({ event: 'changed', data: '' })
      const forget = live.listen(organisationId, ({ topic, id }) => {
        if (topic === 'again' || (topic === 'attendance' && id === session.id)) tell()
      })
      const over = new Promise<void>((resolve) => stream.onAbort(resolve))
      // Whatever came between the page and this stream is fetched now.
      tell()
      const beat = setInterval(() => void stream.write(': \n\n'), 20_000)
      await over
      clearInterval(beat)
      forget()
    })
  })

  .put('/sessions/:id/attendance', async (c) => {
    const form = await fields(c)
    const status = form.choice('status', ['present'] as const)
    if (form.problems.length > 0) throw new Rejected(422, 'common:problem.choice')
    const outcome = await c.var.db(async (tx) => {
      const session = await calledAt(c, tx)
      const everybody = await rollCallOf(tx, session)
      const unknown = stillUnknown(everybody.filter((person) => mayName(c.var.viewer, person)))
      const [problem] = whyNotMark(session, noPresence, status, c.var.now)
      if (problem) return { session, people: everybody, problem }
      for (const person of unknown) await mark(c, tx, session, person, status)
      return { session, people: await rollCallOf(tx, session) }
    })
    if (outcome.problem) return showRollCall(c, outcome.session, outcome.people, { problem: outcome.problem })
    if (wantsPart(c)) return showRollCall(c, outcome.session, outcome.people)
    return done(c, `/sessions/${outcome.session.id}/roll-call`, 'attendance:mark.allDone')
  })

  .get('/sessions/:id/attendance/:participantId', async (c) => {
    const own = await c.var.db(async (tx) => {
      const session = await calledAt(c, tx)
      const person = await personAt(c, tx, session)
      await logReading(tx, [person.id], 'attendance', handOf(c))
      return { session, person, events: await ledgerOf(tx, whose(session, person)) }
    })
    return show(c, <PresencePage {...own} person={called(c, own.session, own.person)} />)
  })

  .put('/sessions/:id/attendance/:participantId', async (c) => {
    const form = await fields(c)
    const status = form.choice('status', attendanceStatuses)
    const version = versionIn(form)
    const fromPresence = form.values['from'] === 'presence'
    const outcome = await c.var.db(async (tx) => {
      const session = await calledAt(c, tx)
      const person = await personAt(c, tx, session)
      const problems =
        form.problems.length > 0 ? form.problems : whyNotMark(session, person.presence, status, c.var.now)
      const saved = problems.length === 0 && (await markFrom(c, tx, session, person, status, version))
      const events = saved ? [] : await ledgerOf(tx, whose(session, person))
      return { session, person, problems, saved, events, people: await rollCallOf(tx, session) }
    })
    const { session, people, saved } = outcome
    const problems = outcome.problems

    if (saved) {
      if (wantsPart(c)) return showRollCall(c, session, people)
      const path = `/sessions/${session.id}`
      return fromPresence
        ? done(c, `${path}/attendance/${outcome.person.id}`, 'attendance:mark.saved')
        : done(c, `${path}/roll-call#person-${outcome.person.id}`)
    }
    const meanwhile = problems.length > 0 ? undefined : latestOf(c, outcome)
    if (fromPresence)
      return showPresence(c, outcome, { form: 'status', values: form.values, problems, meanwhile })
    if (problems.length > 0) return showRollCall(c, session, people, { problem: problems[0] })
    const person = called(c, session, outcome.person)
    return showRollCall(c, session, people, { conflict: { person, wanted: status, what: meanwhile ?? '' } })
  })

  .put('/sessions/:id/attendance/:participantId/times', async (c) => {
    const form = await fields(c)
    const written = { in: form.optionalTime('checked_in_at'), out: form.optionalTime('checked_out_at') }
    const version = versionIn(form)
    return changeOne(c, 'times', form, 'attendance:times.saved', async (tx, session, person) => {
      const problems = whyNotTimes(session, person.presence, written, c.var.now)
      if (problems.length > 0) return { problems }
      const grace = countingEnrolment(session, person.enrolments)?.graceMinutes ?? 0
      const after = timed(session, person.presence, written, grace)
      const events = timeEvents(session, person.presence, after, written)
      if (events.length === 0) return { saved: true }
      return { saved: await change(c, tx, session, person, version, after, events) }
    })
  })

  .post('/sessions/:id/corrections', async (c) => {
    const form = await fields(c)
    const participantId = form.id('participant_id')
    const minutesByHand = form.whole('minutes', { min: 0, max: 1440 })
    const reason = form.text('reason', { max: 200 })
    const version = versionIn(form)
    if (!isIdentifier(participantId ?? '')) throw new Rejected(404, 'common:rejected.missing')
    return changeOne(
      c,
      'minutes',
      form,
      'attendance:correction.saved',
      async (tx, session, person) => {
        const { status } = person.presence
        const problems = whyNotCorrect({ status, minutesByHand, reason })
        if (problems.length > 0) return { problems }
        const after = { ...person.presence, minutesByHand, minutesReason: reason }
        if (isSame(after, person.presence)) return { saved: true }
        const event: StaffEvent = {
          kind: 'correction',
          occurredAt: c.var.now,
          status,
          minutes: minutesByHand,
          reason,
        }
        return { saved: await change(c, tx, session, person, version, after, [event]) }
      },
      participantId,
    )
  })

  .delete('/sessions/:id/corrections/:participantId', async (c) => {
    const form = await fields(c)
    const version = versionIn(form)
    return changeOne(c, 'minutes', form, 'attendance:correction.withdrawn', async (tx, session, person) => {
      if (person.presence.minutesByHand === null)
        return { problems: [{ field: '', text: 'attendance:correction.none' }] }
      const after = { ...person.presence, minutesByHand: null, minutesReason: null }
      const event: StaffEvent = { kind: 'correction', occurredAt: c.var.now, status: after.status }
      return { saved: await change(c, tx, session, person, version, after, [event]) }
    })
  })

  .post('/sessions/:id/searches', async (c) => {
    const form = await fields(c)
    const name = form.text('name', { max: 80 })
    if (form.problems.length === 0 && [...name].length < 2) form.refuse('name', 'attendance:dropIn.short')
    const { session, people, found } = await c.var.db(async (tx) => {
      const session = await calledAt(c, tx)
      const people = await rollCallOf(tx, session)
      const found = form.problems.length > 0 ? undefined : await candidatesFor(tx, session, name)
      return { session, people, found: found?.filter((person) => mayName(c.var.viewer, person)) }
    })
    const search: Search = {
      values: form.values,
      problems: form.problems,
      found: found?.slice(0, mostFound),
      most: found && found.length > mostFound ? mostFound : undefined,
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
    const notice =
      outcome === true
        ? 'attendance:dropIn.bookedSeries'
        : outcome === false
          ? 'attendance:dropIn.already'
          : (`attendance:dropIn.${outcome}` as const)
    return done(c, `/sessions/${session.id}/roll-call`, notice)
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
      const session = await sessionCalled(tx, sessionId)
      if (session?.seriesId !== c.req.param('id')) throw new Rejected(404, 'common:rejected.missing')
      const person = await personAt(c, tx, session)
      return withdrawFromSeries(tx, session.seriesId, person.id, handOf(c))
    })
    const notice = withdrawn ? 'attendance:booking.withdrawn' : 'attendance:booking.missing'
    return done(c, `/sessions/${sessionId}/roll-call`, notice)
  })

async function calledAt(c: C, tx: Tx): Promise<Called> {
  const id = c.req.param('id') ?? ''
  const session = isIdentifier(id) ? await sessionCalled(tx, id) : undefined
  if (session === undefined) throw new Rejected(404, 'common:rejected.missing')
  return session
}

async function sessionCalled(tx: Tx, id: string): Promise<Called | undefined> {
  const session = await sessionAt(tx, id)
  return session && { ...session, programmeIds: await programmesOfActivity(tx, session.activityId) }
}

/** Someone of the roll call whom the viewer may see by name; anybody else is not there. */
async function personAt(
  c: C,
  tx: Tx,
  session: Called,
  id = c.req.param('participantId') ?? '',
): Promise<RollCallPerson> {
  const [person] = isIdentifier(id) ? await rollCallOf(tx, session, id) : []
  if (person === undefined || !mayName(c.var.viewer, person))
    throw new Rejected(404, 'common:rejected.missing')
  return person
}

async function refuseUnlessOpenTo(c: C, tx: Tx, session: Called, participantId: string): Promise<void> {
  const [standing] = await rollCallOf(tx, session, participantId)
  if (standing !== undefined && mayName(c.var.viewer, standing)) return
  const open = await candidatesFor(tx, session, '', participantId)
  if (!open.some((person) => mayName(c.var.viewer, person)))
    throw new Rejected(422, 'attendance:dropIn.notHere')
}

const handOf = (c: C): Hand => ({ by: c.var.viewer.id, at: c.var.now, requestId: c.var.requestId })

const whose = (session: SessionFacts, person: RollCallPerson) => ({
  sessionId: session.id,
  participantId: person.id,
})

/** The version that the sender saw; a list on paper or an old page has none and is believed. */
const versionIn = (form: Fields): number | undefined =>
  form.optionalWhole('version', { min: 0, max: 1_000_000 })

const namedIds = (c: C, people: readonly RollCallPerson[]) =>
  people.filter((person) => mayName(c.var.viewer, person)).map(({ id }) => id)

const crediting: Pick<RollCallEnrolment, 'creditRule' | 'graceMinutes'> = {
  creditRule: 'scheduled',
  graceMinutes: 0,
}

/** A person with the minutes that this session alone credits. */
function called(c: C, session: Called, person: RollCallPerson): CalledPerson {
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
    forgotten: presence.closedBy === 'session_end' || (open && ended),
  }
}

type Beside = { conflict?: MarkConflict; problem?: Problem; search?: Search }

function showRollCall(
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

async function showPresence(
  c: C,
  own: { session: Called; person: RollCallPerson; events: Awaited<ReturnType<typeof ledgerOf>> },
  sentBack: SentBack,
) {
  const status = sentBack.meanwhile === undefined ? 422 : 409
  const person = called(c, own.session, own.person)
  return show(c, <PresencePage {...own} person={person} sentBack={sentBack} />, status)
}

/** The latest line of the ledger in words: what the other one did. */
function latestOf(
  c: C,
  { session, events }: { session: Called; events: Awaited<ReturnType<typeof ledgerOf>> },
): string {
  const [latest] = events
  if (latest === undefined) return c.var.t('attendance:conflict.nobody')
  const what = whatHappened(latest, session.timeZone, c.var.language, c.var.t)
  return `${whoSaid(latest, c.var.t)}: ${what}`
}

async function mark(
  c: C,
  tx: Tx,
  session: Called,
  person: RollCallPerson,
  status: AttendanceStatus,
): Promise<boolean> {
  const after = marked(person.presence, status, session, c.var.now)
  const event: StaffEvent = { kind: 'mark', occurredAt: c.var.now, status }
  return change(c, tx, session, person, undefined, after, [event])
}

/** Saves a mark unless the presence has changed since the sender saw it; to what it already is, it is done. */
async function markFrom(
  c: C,
  tx: Tx,
  session: Called,
  person: RollCallPerson,
  status: AttendanceStatus,
  version: number | undefined,
): Promise<boolean> {
  if (person.presence.status === status && person.presence.version > 0) return true
  if (version !== undefined && version !== person.presence.version) return false
  return mark(c, tx, session, person, status)
}

async function change(
  c: C,
  tx: Tx,
  session: Called,
  person: RollCallPerson,
  version: number | undefined,
  after: Presence,
  events: readonly StaffEvent[],
): Promise<boolean> {
  const before = person.presence
  if (version !== undefined && version !== before.version) return false
  const enrolmentId = before.enrolmentId ?? countingEnrolment(session, person.enrolments)?.id ?? null
  return changePresence(tx, whose(session, person), before, { ...after, enrolmentId }, events, handOf(c))
}

type Changed = { problems: Problem[]; saved?: undefined } | { saved: boolean; problems?: undefined }

/** One of the forms of a presence: saved, sent back with its problems, or with what somebody else did meanwhile. */
async function changeOne(
  c: C,
  which: SentBack['form'],
  form: Fields,
  notice: Parameters<typeof done>[2],
  work: (tx: Tx, session: Called, person: RollCallPerson) => Promise<Changed>,
  participantId?: string,
) {
  const outcome = await c.var.db(async (tx) => {
    const session = await calledAt(c, tx)
    const person = await personAt(c, tx, session, participantId)
    const changed: Changed =
      form.problems.length > 0 ? { problems: form.problems } : await work(tx, session, person)
    // Read again: two may have come at the same moment, and only now is it known what the other one did.
    const now = changed.saved === false ? await personAt(c, tx, session, person.id) : person
    const events = changed.saved ? [] : await ledgerOf(tx, whose(session, person))
    return { session, person: now, events, changed }
  })
  const { session, person, changed } = outcome
  if (changed.saved) return done(c, `/sessions/${session.id}/attendance/${person.id}`, notice)
  const meanwhile = changed.problems ? undefined : latestOf(c, outcome)
  return showPresence(c, outcome, {
    form: which,
    values: form.values,
    problems: changed.problems ?? [],
    meanwhile,
  })
}

/** A line in the ledger for each time that was changed. */
function timeEvents(
  session: Called,
  before: Presence,
  after: Presence,
  written: { in: LocalTime | undefined; out: LocalTime | undefined },
): StaffEvent[] {
  const { checkedInAt, checkedOutAt } = withTimes(session, before, written)
  const { status } = after
  const events: StaffEvent[] = []
  if (checkedInAt !== null && !isSameMoment(checkedInAt, before.checkedInAt))
    events.push({ kind: 'check_in', occurredAt: checkedInAt, status })
  if (checkedOutAt !== null && !isSameMoment(checkedOutAt, before.checkedOutAt))
    events.push({ kind: 'departure', occurredAt: checkedOutAt, status })
  return events
}

const isSameMoment = (a: Presence['checkedInAt'], b: Presence['checkedInAt']) =>
  a?.epochMilliseconds === b?.epochMilliseconds

const isSame = (a: Presence, b: Presence) =>
  a.minutesByHand === b.minutesByHand && a.minutesReason === b.minutesReason
