import { Hono } from 'hono'
import type { Tx } from '../../db/client.ts'
import { whatHappened, whoSaid } from '../../views/attendance/ledger.tsx'
import { PresencePage, type SentBack } from '../../views/attendance/presence-page.tsx'
import { allow } from '../access/door.ts'
import { noteReading } from '../access/participant-door.ts'
import { mayKeepRollCall } from '../access/permissions.ts'
import { Rejected, type Problem } from '../problem.ts'
import type { LocalTime } from '../time/dates.ts'
import { done, show, wantsPart } from '../web/answer.tsx'
import type { Env } from '../web/env.ts'
import { fields, isIdentifier, type Fields } from '../web/fields.ts'
import { seenAbsences, type SeenAbsence } from './absence-door.ts'
import { whyNotTellAbsence } from './absence.ts'
import { whyNotCorrect } from './corrections.ts'
import { countingEnrolment } from './counting-enrolment.ts'
import type { StaffEvent } from './ledger.ts'
import { whyNotMark } from './marks.ts'
import { ledgerOf } from './queries.ts'
import {
  calledAt,
  change,
  confirm,
  mark,
  personAt,
  readRollCall,
  whose,
  toRollCall,
  type C,
  type Called,
} from './roll-call-door.ts'
import { called, rollCallPath, showRollCall } from './roll-call-routes.tsx'
import { saysNothing, type Presence, type RollCallPerson } from './roll-call.ts'
import { timed, whyNotTimes, withTimes } from './times-by-hand.ts'
import { attendanceStatuses, type AttendanceStatus } from './words.ts'

/** One participant's presence in one session: its mark, its times, its minutes by hand, and its ledger. */
export const presenceRoutes = new Hono<Env>()
  .use('/sessions/:id/attendance/*', allow(mayKeepRollCall))
  .use('/sessions/:id/corrections', allow(mayKeepRollCall))
  .use('/sessions/:id/corrections/*', allow(mayKeepRollCall))

  .get('/sessions/:id/attendance/:participantId', async (c) => {
    const own = await c.var.db(async (tx) => {
      const session = await calledAt(c, tx)
      const person = await personAt(c, tx, session)
      return loadPresence(c, tx, session, person)
    })
    return show(
      c,
      <PresencePage {...own} {...absenceAt(c, own)} person={called(c, own.session, own.person)} />,
    )
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
      if (session.closure && !fromPresence) problems.push({ field: '', text: 'attendance:closure.marksOver' })
      const saved = problems.length === 0 && (await markFrom(c, tx, session, person, status, version))
      const told = saved ? noneTold : await readTold(c, tx, session, person)
      return { session, person, problems, saved, ...told, people: await readRollCall(c, tx, session) }
    })
    const { session, people, saved } = outcome
    const problems = outcome.problems

    if (saved) {
      if (wantsPart(c)) return showRollCall(c, session, people)
      const path = `/sessions/${session.id}`
      return fromPresence
        ? done(c, `${path}/attendance/${outcome.person.id}`, 'attendance:mark.saved')
        : done(c, `${rollCallPath(c, session)}#person-${outcome.person.id}`)
    }
    const meanwhile = problems.length > 0 ? undefined : latestOf(c, outcome)
    if (fromPresence)
      return showPresence(c, outcome, { form: 'status', values: form.values, problems, meanwhile })
    if (problems.length > 0)
      return showRollCall(c, session, people, { problem: problems[0] }, session.closure ? 409 : 422)
    const person = called(c, session, outcome.person)
    return showRollCall(c, session, people, { conflict: { person, wanted: status, what: meanwhile ?? '' } })
  })

  // Whoever reloads or goes back to what came of the times asks for their address, where nothing is to be read.
  .get('/sessions/:id/attendance/:participantId/times', async (c) => {
    const { session, person } = await c.var.db(async (tx) => {
      const session = await calledAt(c, tx)
      return { session, person: await personAt(c, tx, session) }
    })
    return done(c, `/sessions/${session.id}/attendance/${person.id}`)
  })

  .get('/sessions/:id/corrections', toRollCall)

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

/** One presence with all that was told of it, for a page that shows it. */
export async function loadPresence(c: C, tx: Tx, session: Called, person: RollCallPerson) {
  return { session, person, ...(await readTold(c, tx, session, person)) }
}

type Told = { events: Awaited<ReturnType<typeof ledgerOf>>; absence: SeenAbsence | undefined }
type Own = { session: Called; person: RollCallPerson } & Told
const noneTold: Told = { events: [], absence: undefined }

/** The ledger of one presence and the absence told beforehand: that they were read is noted with it. */
async function readTold(c: C, tx: Tx, session: Called, person: RollCallPerson): Promise<Told> {
  await noteReading(c, tx, [person.id], 'attendance')
  const [absence] = await seenAbsences(c, tx, person, { sessionId: session.id })
  return { events: await ledgerOf(tx, whose(session, person)), absence }
}

/** Whether one can tell from here that they will not come. */
function absenceAt(c: C, { session, person, absence }: Own) {
  const { now } = c.var
  const booked = person.booked === null ? null : person.waitsSince === null ? 'place' : 'line'
  const told = absence ? { id: absence.id, before: null } : null
  const cancelled = session.cancelledAt !== null
  const { presence } = person
  return {
    mayTellAbsence:
      whyNotTellAbsence({ ...session, cancelled, booked, absence: told, presence }, now) === undefined,
  }
}

/** The version that the sender saw; a list on paper or an old page has none and is believed. */
const versionIn = (form: Fields): number | undefined =>
  form.optionalWhole('version', { min: 0, max: 1_000_000 })

/** Saves a mark unless the presence has changed since the sender saw it; what staff have said already is done. */
async function markFrom(
  c: C,
  tx: Tx,
  session: Called,
  person: RollCallPerson,
  status: AttendanceStatus,
  version: number | undefined,
): Promise<boolean> {
  const same = person.presence.status === status && person.presence.version > 0
  if (same && (person.presence.confirmedAt !== null || saysNothing(person.presence))) return true
  if (version !== undefined && version !== person.presence.version) return false
  // Whoever presses what stands already says that it is so.
  if (same) return confirm(c, tx, session, person)
  return mark(c, tx, session, person, status)
}

export async function showPresence(c: C, own: Own, sentBack: SentBack) {
  const status = sentBack.meanwhile === undefined ? 422 : 409
  const person = called(c, own.session, own.person)
  return show(c, <PresencePage {...own} {...absenceAt(c, own)} person={person} sentBack={sentBack} />, status)
}

/** The latest line of the ledger in words: what the other one did. */
function latestOf(c: C, { session, events }: Pick<Own, 'session' | 'events'>): string {
  const [latest] = events
  if (latest === undefined) return c.var.t('attendance:conflict.nobody')
  const what = whatHappened(latest, session.timeZone, c.var.language, c.var.t)
  return `${whoSaid(latest, c.var.t)}: ${what}`
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
    const told = changed.saved ? noneTold : await readTold(c, tx, session, person)
    return { session, person: now, ...told, changed }
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
