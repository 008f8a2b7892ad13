import { Hono } from 'hono'
import type { Tx } from '../../db/client.ts'
import { NoticeCount } from '../../views/notices/notice-count.tsx'
import { UnclearPage, type UnclearForm } from '../../views/attendance/unclear-page.tsx'
import { UnclearListPage } from '../../views/attendance/unclear-list-page.tsx'
import { allow } from '../access/door.ts'
import { noteAccess, noteReading } from '../access/participant-door.ts'
import { mayKeepRollCall } from '../access/permissions.ts'
import { Rejected, type Problem } from '../problem.ts'
import { sessionsBetween } from '../schedule/queries.ts'
import type { LocalDate } from '../time/dates.ts'
import { localDateOf, localTimeOf } from '../time/zones.ts'
import { done, show, showPart } from '../web/answer.tsx'
import type { Env } from '../web/env.ts'
import { fields, isIdentifier, type Fields } from '../web/fields.ts'
import { closedByLaterWord } from './closing.ts'
import { countingEnrolment } from './counting-enrolment.ts'
import type { StaffEvent } from './ledger.ts'
import { endPresences, presencesAround } from './presence-queries.ts'
import { candidatesFor, changePresence, rollCallOf } from './queries.ts'
import { handOf, sessionCalled, type C, type Called } from './roll-call-door.ts'
import { mayName, noPresence, type Presence, type RollCallEnrolment } from './roll-call.ts'
import {
  ledByFor,
  mayAssignUnclear,
  mayDismissUnclear,
  maySeeUnclear,
  maySettleIn,
  momentMeant,
  whyNotAssign,
  withAssigned,
} from './unclear.ts'
import {
  countUnclear,
  settleUnclear,
  takingPartOn,
  unclearAt,
  unclearCheckIns,
  type UnclearCheckIn,
  type UnclearPerson,
} from './unclear-queries.ts'

/** So many are shown of those whom a search found. */
const mostFound = 12

/** What the tablets reported and nobody could place by itself: assigned by hand, or dismissed with a reason. */
export const unclearRoutes = new Hono<Env>()
  .use('/unclear-check-ins', allow(mayKeepRollCall))
  .use('/unclear-check-ins/*', allow(mayKeepRollCall))

  .get('/unclear-check-ins', async (c) => {
    const items = await c.var.db(async (tx) => {
      const ledBy = ledByFor(c.var.viewer)
      const all = await unclearCheckIns(tx, { now: c.var.now, today: c.var.today, ledBy })
      const seen = all.map((one) => named(c, one))
      await noteNamed(c, tx, seen)
      return seen
    })
    const list = {
      open: items.filter(({ settledAt }) => settledAt === null),
      settled: items.filter(({ settledAt }) => settledAt !== null),
    }
    return show(c, <UnclearListPage {...list} timeZone={c.var.organisation.timeZone} />)
  })

  .get('/unclear-check-ins/count', async (c) => {
    const count = await c.var.db((tx) => countUnclear(tx, ledByFor(c.var.viewer)))
    if (count === 0) return c.body(null, 204, { 'Cache-Control': 'no-store' })
    return showPart(c, <NoticeCount count={count} />)
  })

  .get('/unclear-check-ins/:id', async (c) => {
    const page = await c.var.db(async (tx) => {
      const item = await unclearHere(c, tx)
      const date = dayOf(c, item)
      return { item, ...(await choicesFor(c, tx, item, { date })), date }
    })
    const { item, date } = page
    const values = {
      participant_id: item.person?.id ?? '',
      session_id: item.sessionId ?? (page.sessions.length === 1 ? page.sessions[0]!.id : ''),
      date,
      time: localTimeOf(likelyMoment(item), c.var.organisation.timeZone),
    }
    return showUnclear(c, { ...page, values })
  })

  // Whoever reloads or goes back to what came of a form asks for its address, where nothing is to be read.
  .on(
    'GET',
    ['searches', 'assignment', 'dismissal'].map((act) => `/unclear-check-ins/:id/${act}`),
    async (c) => {
      const { id } = await c.var.db((tx) => unclearHere(c, tx))
      return done(c, `/unclear-check-ins/${id}`)
    },
  )

  .post('/unclear-check-ins/:id/searches', async (c) => {
    const form = await fields(c)
    const name = form.text('name', { max: 80, optional: true })
    const date = form.optionalDate('date')
    if (name !== '' && [...name].length < 2) form.refuse('name', 'attendance:dropIn.short')
    const page = await c.var.db(async (tx) => {
      const item = openOne(await unclearHere(c, tx))
      const day = date ?? dayOf(c, item)
      const searched = form.problems.length === 0 ? name : ''
      return { item, ...(await choicesFor(c, tx, item, { date: day, name: searched, form })) }
    })
    const problems = form.problems
    return showUnclear(
      c,
      { ...page, values: form.values, problems, searched: name !== '' },
      problems.length > 0 ? 422 : 200,
    )
  })

  .post('/unclear-check-ins/:id/assignment', async (c) => {
    const form = await fields(c)
    const outcome = await c.var.db(async (tx) => {
      const item = await unclearHere(c, tx, { hold: true })
      if (item.settledAt) return { item, conflict: 'settled' as const, people: [], sessions: [] }
      if (!mayAssignUnclear(c.var.viewer, item)) throw new Rejected(403, 'common:rejected.forbidden')
      const date = form.optionalDate('date') ?? dayOf(c, item)
      const saved = await assign(c, tx, item, form, date)
      if (saved === true) return undefined
      const choices = await choicesFor(c, tx, item, { date, form })
      return { item, ...choices, conflict: saved === 'changed' ? saved : undefined }
    })
    if (!outcome) return done(c, '/unclear-check-ins', 'attendance:unclear.assigned')
    const status = outcome.conflict ? 409 : 422
    return showUnclear(c, { ...outcome, values: form.values, problems: form.problems }, status)
  })

  .post('/unclear-check-ins/:id/dismissal', async (c) => {
    const form = await fields(c)
    const reason = form.text('reason', { max: 200 })
    const outcome = await c.var.db(async (tx) => {
      const item = await unclearHere(c, tx, { hold: true })
      if (item.settledAt) return { item, conflict: 'settled' as const, people: [], sessions: [] }
      if (!mayDismissUnclear(c.var.viewer, item)) throw new Rejected(403, 'common:rejected.forbidden')
      if (form.problems.length > 0)
        return { item, ...(await choicesFor(c, tx, item, { date: dayOf(c, item) })) }
      await settleUnclear(tx, item.id, {
        settlement: 'dismissed',
        reason,
        by: c.var.viewer.id,
        at: c.var.now,
      })
      if (item.person)
        await noteAccess(c, tx, { participantId: item.person.id, act: 'change', what: 'unclearCheckIn' })
      return undefined
    })
    if (!outcome) return done(c, '/unclear-check-ins', 'attendance:unclear.dismissed')
    const dismissal = { values: form.values, problems: form.problems }
    return showUnclear(c, { ...outcome, dismissal }, 'conflict' in outcome ? 409 : 422)
  })

/** The one of this request, for whoever it may concern; for anybody else it is not there. */
async function unclearHere(c: C, tx: Tx, how: { hold?: boolean } = {}): Promise<UnclearCheckIn> {
  const id = c.req.param('id') ?? ''
  const found = isIdentifier(id) ? await unclearAt(tx, id, c.var.today, how) : undefined
  if (!found || !maySeeUnclear(c.var.viewer, found)) throw new Rejected(404, 'common:rejected.missing')
  await noteNamed(c, tx, [named(c, found)])
  return found
}

function openOne(item: UnclearCheckIn): UnclearCheckIn {
  if (item.settledAt) throw new Rejected(409, 'attendance:unclear.alreadySettled')
  return item
}

/** As the viewer may see it: a name that is not for them is not there. */
const named = (c: C, item: UnclearCheckIn): UnclearCheckIn & { hidden: boolean } => {
  const hidden = item.person !== null && !mayName(c.var.viewer, item.person)
  return { ...item, hidden, person: hidden ? null : item.person }
}

const noteNamed = (c: C, tx: Tx, items: readonly UnclearCheckIn[]) =>
  noteReading(
    c,
    tx,
    items.flatMap(({ person }) => (person ? [person.id] : [])),
    'unclearCheckIn',
  )

/** A clock that was far off says nothing of the day: then it is the one on which we heard of it. */
const likelyMoment = ({ problem, occurredAt, receivedAt }: UnclearCheckIn) =>
  problem === 'clock' ? receivedAt : occurredAt

const dayOf = (c: C, item: UnclearCheckIn): LocalDate =>
  localDateOf(likelyMoment(item), c.var.organisation.timeZone)

/** Whom and what it can be put to: who is known already, who was chosen, whom a name found; and that day's sessions. */
async function choicesFor(
  c: C,
  tx: Tx,
  item: UnclearCheckIn,
  { date, name = '', form }: { date: LocalDate; name?: string; form?: Fields },
): Promise<Pick<UnclearForm, 'people' | 'sessions' | 'most'>> {
  const ids = new Set([
    item.person?.id,
    form?.has('participant_id') ? form.optionalId('participant_id') : undefined,
  ])
  const known: UnclearPerson[] = []
  for (const participantId of ids)
    if (participantId)
      known.push(...(await takingPartOn(tx, { date, today: c.var.today, name: '', participantId })))
  const found = name === '' ? [] : await takingPartOn(tx, { date, today: c.var.today, name })
  const all = [...known, ...found.filter(({ id }) => !ids.has(id))]
  const people = all.filter((person) => mayName(c.var.viewer, person))
  const shown = people.slice(0, mostFound)
  await noteReading(
    c,
    tx,
    shown.map(({ id }) => id),
    'unclearCheckIn',
  )
  const sessions = await sessionsBetween(tx, date, date, c.var.viewer.id)
  return {
    people: shown,
    most: people.length > mostFound ? mostFound : undefined,
    sessions: sessions.filter((session) => !session.busy && maySettleIn(c.var.viewer, session)),
  }
}

/** True when it is in its place; what stands against it is noted in the form, or somebody else was there first. */
async function assign(
  c: C,
  tx: Tx,
  item: UnclearCheckIn,
  form: Fields,
  date: LocalDate,
): Promise<boolean | 'changed'> {
  const act = item.kind === 'unreadable' ? form.choice('kind', ['check_in', 'departure'] as const) : item.kind
  const participantId = form.id('participant_id')
  const sessionId = form.id('session_id')
  const time = form.time('time')
  if (form.problems.length > 0) return false

  const session = await sessionCalled(c, tx, sessionId)
  if (!session || !maySettleIn(c.var.viewer, session)) {
    form.refuse('session_id', 'common:problem.choice')
    return false
  }
  const person = await personFor(c, tx, session, participantId)
  const enrolment = person && countingEnrolment(session, person.enrolments)
  if (!person || !enrolment) {
    form.refuse('participant_id', 'attendance:dropIn.notHere')
    return false
  }
  const at = momentMeant(session, { date, time }, item.occurredAt)
  const problems: Problem[] = whyNotAssign(person.presence, act, at, c.var.now)
  for (const { field, text } of problems) form.refuse(field, text)
  if (problems.length > 0 || at === undefined) return false

  const after = withAssigned(session, person.presence, act, at, enrolment.graceMinutes)
  const event: StaffEvent = { kind: act, occurredAt: at, status: after.status, becauseOf: item.id }
  const whose = { sessionId, participantId }
  const enrolmentId = person.presence.enrolmentId ?? enrolment.id
  const changed = await changePresence(
    tx,
    whose,
    person.presence,
    { ...after, enrolmentId },
    [event],
    handOf(c),
  )
  if (!changed) return 'changed'
  if (act === 'check_in') {
    const presences = await presencesAround(tx, participantId, at)
    await endPresences(tx, closedByLaterWord(presences, { sessionId, at }), c.var.now)
  }
  await settleUnclear(tx, item.id, {
    ...whose,
    settlement: 'assigned',
    by: c.var.viewer.id,
    at: c.var.now,
  })
  return true
}

/** Somebody who is on the roll call, or may be; with their presence as it stands. */
async function personFor(
  c: C,
  tx: Tx,
  session: Called,
  participantId: string,
): Promise<{ presence: Presence; enrolments: readonly RollCallEnrolment[] } | undefined> {
  const [listed] = await rollCallOf(tx, session, participantId)
  if (listed) return mayName(c.var.viewer, listed) ? listed : undefined
  const [candidate] = await candidatesFor(tx, session, '', participantId)
  if (!candidate || !mayName(c.var.viewer, candidate)) return undefined
  return { ...candidate, presence: noPresence }
}

function showUnclear(
  c: C,
  page: Omit<UnclearForm, 'item' | 'mayAssign' | 'mayDismiss' | 'timeZone'> & { item: UnclearCheckIn },
  status: 200 | 409 | 422 = 200,
) {
  const { item } = page
  const rights = {
    mayAssign: mayAssignUnclear(c.var.viewer, item),
    mayDismiss: mayDismissUnclear(c.var.viewer, item),
  }
  const { timeZone } = c.var.organisation
  return show(c, <UnclearPage {...page} {...rights} item={named(c, item)} timeZone={timeZone} />, status)
}
