import { Hono, type Context } from 'hono'
import { EditSessionPage, NewSessionPage, SessionPage } from '../../views/schedule/session-page.tsx'
import { SessionForm } from '../../views/schedule/session-form.tsx'
import { allow } from '../access/door.ts'
import {
  mayCancelSessions,
  mayKeepRollCall,
  mayPlanSchedule,
  mayReadSchedule,
} from '../access/permissions.ts'
import type { Tx } from '../../db/client.ts'
import { closureOf } from './closure-queries.ts'
import type { TextKey } from '../language/text.ts'
import { closedDays } from '../organisation/closed-days.ts'
import { closedPeriodsBetween } from '../organisation/closed-queries.ts'
import { Rejected, type Problem } from '../problem.ts'
import { parseLocalDate, parseLocalTime } from '../time/dates.ts'
import { timesInWords } from '../time/words.ts'
import { done, show, showPart, wantsPart } from '../web/answer.tsx'
import type { Env } from '../web/env.ts'
import { fields, isIdentifier } from '../web/fields.ts'
import { bookedCounts } from './booking-queries.ts'
import { whyNotCancel, whyNotReinstate } from './cancellation.ts'
import { isTalkOfOthers, type Draft, type StandingSession } from './change.ts'
import { heldSession, newId, Outdated, saveChange, type Deed } from './change-queries.ts'
import { orRefused, type Saved } from './clash-queries.ts'
import { historyOf } from './change-routes.tsx'
import { clashProblems, type Saying } from './clash.ts'
import { cancelled, changedLine, newSession, plannedLine, reinstated, stateOf } from './draft.ts'
import { sessionOfVersion } from './history-queries.ts'
import { whyNotMove } from './moving.ts'
import { sessionAt, type SessionFacts, type SessionTime } from './queries.ts'
import { bothVersions, choicesHere, sessionTyped, valuesOf, type SessionTyped } from './session-form.ts'
import { changedBySession, scopesOf } from './series-session-form.tsx'
import { wallEnd } from './session-times.ts'

/** One dated occurrence: planned, looked at, changed, moved, cancelled. */
export const sessionRoutes = new Hono<Env>()
const planners = allow(mayPlanSchedule)

sessionRoutes.get('/sessions/new', planners, async (c) => {
  const choices = await choicesHere(c)
  const asked = c.req.query()
  const activity = choices.activities.find(({ id }) => id === (asked['activity_id'] ?? asked['activity']))
  const start = parseLocalTime(asked['start_time'] ?? asked['start'] ?? '')
  const chosenEnd = asked['length'] === 'chosen' || asked['end'] !== undefined
  const chosenPlace = asked['place'] === 'chosen'
  const usualEnd =
    activity && start && !chosenEnd ? wallEnd(c.var.today, start, activity.usualMinutes).time : undefined
  const values = {
    activity_id: activity?.id,
    date: parseLocalDate(asked['date'] ?? '') ?? c.var.today,
    start_time: start,
    end_time: usualEnd ?? parseLocalTime(asked['end_time'] ?? asked['end'] ?? ''),
    length: chosenEnd ? 'chosen' : undefined,
    place: chosenPlace ? 'chosen' : undefined,
    location_id: activity && !chosenPlace ? (activity.locationId ?? '') : asked['location_id'],
    leader_id: activity ? (activity.leaderId ?? '') : asked['leader_id'],
    places: activity ? String(activity.places ?? '') : asked['places'],
  }
  return wantsPart(c)
    ? showPart(c, <SessionForm {...{ choices, values }} />)
    : show(c, <NewSessionPage {...{ choices, values }} />)
})

sessionRoutes.post('/sessions', planners, async (c) => {
  const form = await fields(c)
  const choices = await choicesHere(c)
  const activityId = form.id('activity_id')
  if (activityId && !choices.activities.some(({ id }) => id === activityId))
    form.refuse('activity_id', 'schedule:session.notOffered')
  const wish = sessionTyped(c, form, choices)

  const again = (problems: readonly Problem[], status: 409 | 422) =>
    wantsPart(c)
      ? showPart(c, <SessionForm {...{ choices, values: form.values, problems }} />, status)
      : show(c, <NewSessionPage {...{ choices, values: form.values, problems }} />, status)
  if ('problems' in wish) return again(wish.problems, 422)

  const { timeZone } = c.var.organisation
  const { doubleBookedBecause } = wish
  const id = newId()
  const draft = {
    sessions: [plannedLine(id, { ...newSession({ ...wish, activityId, timeZone }), doubleBookedBecause })],
    series: [],
  }
  const saved = await orRefused(
    c.var.db,
    () => draft,
    (tx) => saveChange(tx, draft, deed(c, 'planned')),
  )
  if ('clashes' in saved) return again(clashProblems(saved.clashes, sayingOf(c)), 409)
  const surprising = await surprisingTime(c, wish)
  const notice = surprising ?? (wantsPart(c) ? undefined : 'schedule:session.planned')
  return done(c, `/sessions/${id}`, notice, undoOf(saved))
})

sessionRoutes.get('/sessions/:id', allow(mayReadSchedule), async (c) => {
  const session = await sessionHere(c)
  const { history, counts, closure } = await c.var.db(async (tx) => ({
    closure: await closureOf(tx, session.id),
    history: await historyOf(c, tx, { sessionId: session.id }),
    counts: (await bookedCounts(tx, [session.id])).get(session.id),
  }))
  return show(c, <SessionPage {...{ session, history, counts, closure, can: whatCanBeDone(c, session) }} />)
})

sessionRoutes.get('/sessions/:id/edit', planners, async (c) => {
  const session = await sessionHere(c)
  const choices = await choicesHere(c, session)
  return show(
    c,
    <EditSessionPage
      {...{ session, choices, name: session.activityName, scopes: await scopesOf(c, session) }}
      values={{ ...valuesOf(session), scope: 'this' }}
    />,
  )
})

sessionRoutes.patch('/sessions/:id', planners, async (c) => {
  const session = await sessionHere(c)
  const choices = await choicesHere(c, session)
  const form = await fields(c)
  const version = form.whole('version', { min: 1, max: 999_999_999 })
  const wish = sessionTyped(c, form, choices)
  const scopes = await scopesOf(c, session)
  const scope = form.optionalChoice('scope', scopes) ?? 'this'
  const page = { choices, name: session.activityName, values: form.values, scopes }
  const again = (problems: readonly Problem[], status?: 409 | 422) =>
    show(c, <EditSessionPage {...page} session={{ ...session, version }} problems={problems} />, status)
  if ('problems' in wish) return again(wish.problems, 422)
  if (form.problems.length > 0) return again([{ field: '', text: 'series:problem.onlyItself' }], 422)
  const outdated = async () => {
    const now = await sessionHere(c)
    const seen = await c.var.db((tx) => sessionOfVersion(tx, session.id, version))
    const { values, rows } = bothVersions(c, { seen, now, typed: wish }, await choicesHere(c, now))
    if (rows.length > 0 || scope !== 'this') {
      const chosen = { ...values, scope }
      return show(c, <EditSessionPage {...{ ...page, values: chosen, session: now }} versions={rows} />, 409)
    }
    return done(c, `/sessions/${session.id}`, 'schedule:session.changed')
  }
  if (scope !== 'this') return changedBySession(c, form, { session, version, scope, wish, again, outdated })

  const saved = await change(c, session.id, version, wish)
  if ('clashes' in saved) return again(clashProblems(saved.clashes, sayingOf(c)), 409)
  if ('outdated' in saved) return outdated()
  const problems = ofThePage(saved.done.problems)
  if (problems.length > 0) return show(c, <EditSessionPage {...{ ...page, session, problems }} />, 422)
  const notice = (await hasMoreThanPlaces(c, session.id, wish.places))
    ? 'schedule:booking.fewerPlaces'
    : 'schedule:session.changed'
  return done(c, `/sessions/${session.id}`, notice, saved.done.change)
})

sessionRoutes.post('/sessions/:id/cancellation', allow(mayCancelSessions), async (c) => {
  const form = await fields(c)
  const reason = form.lines('reason', { max: 200, optional: true })
  const again = async (problems: readonly Problem[], status: 409 | 422) => {
    const session = await sessionHere(c)
    const can = whatCanBeDone(c, session)
    return show(c, <SessionPage {...{ session, can, values: form.values, problems }} />, status)
  }
  if (form.problems.length > 0) return again(form.problems, 422)

  const saved = await c.var.db(async (tx) => {
    const held = await heldHere(c, tx)
    const problems = ofThePage(whyNotCancel(held, reason, c.var.now))
    if (problems.length > 0) return { problems, stands: held.cancelledAt === null }
    const after = cancelled(stateOf(held), reason.trim(), { by: c.var.viewer.id, at: c.var.now })
    const draft = { sessions: changedLine(held, after), series: [] }
    return { change: await saveChange(tx, draft, { ...deed(c, 'cancelled'), reason: reason.trim() }) }
  })
  if (saved.problems) return again(saved.problems, saved.stands ? 422 : 409)
  return done(c, `/sessions/${c.req.param('id')}`, 'schedule:cancellation.done', saved.change)
})

sessionRoutes.delete('/sessions/:id/cancellation', allow(mayCancelSessions), async (c) => {
  const refuse = async (problems: readonly Problem[], status: 409 | 422) => {
    const session = await sessionHere(c)
    return show(c, <SessionPage {...{ session, can: whatCanBeDone(c, session), problems }} />, status)
  }
  let draft: Draft | undefined
  const saved = await orRefused(
    c.var.db,
    () => draft,
    async (tx) => {
      const held = await heldHere(c, tx)
      const problems = ofThePage(whyNotReinstate(held, c.var.now))
      if (problems.length > 0) return { problems }
      draft = { sessions: changedLine(held, reinstated(stateOf(held))), series: [] }
      return { change: await saveChange(tx, draft, deed(c, 'reinstated')) }
    },
  )
  if ('clashes' in saved) return refuse(clashProblems(saved.clashes, sayingOf(c)), 409)
  if ('outdated' in saved) return refuse([], 409)
  if (saved.done.problems) return refuse(saved.done.problems, 422)
  return done(c, `/sessions/${c.req.param('id')}`, 'schedule:cancellation.undone', saved.done.change)
})

/** Another time, place or leader for one session, as far as the rules let it. */
function change(
  c: Context<Env>,
  id: string,
  version: number,
  wish: SessionTyped,
): Promise<Saved<{ problems: readonly Problem[]; change?: string | undefined }>> {
  let draft: Draft | undefined
  return orRefused(
    c.var.db,
    () => draft,
    async (tx) => {
      const held = await heldSession(tx, id)
      if (!held || isOfOthers(c, held)) throw new Rejected(404, 'common:rejected.missing')
      if (held.version !== version) throw new Outdated()
      const problems = whyNotMove(held, wish, held.attended)
      if (problems.length > 0) return { problems }
      // Whoever changes an exception by hand has decided what becomes of it.
      draft = { sessions: changedLine(held, { ...wish, undecidedSince: null }), series: [] }
      return { problems, change: await saveChange(tx, draft, deed(c, 'edited')) }
    },
  )
}

/** A time that may be meant and may as well be a slip is planned, and told. */
async function surprisingTime(
  c: Context<Env>,
  { startsAt, localDate }: Pick<SessionTyped, 'startsAt' | 'localDate'>,
): Promise<TextKey | undefined> {
  if (startsAt.epochMilliseconds < c.var.now.epochMilliseconds) return 'schedule:session.plannedPast'
  const periods = await c.var.db((tx) => closedPeriodsBetween(tx, localDate, localDate))
  return closedDays(periods, localDate, localDate).length > 0 ? 'schedule:session.plannedClosed' : undefined
}

async function hasMoreThanPlaces(c: Context<Env>, id: string, places: number | null): Promise<boolean> {
  const counts = await c.var.db((tx) => bookedCounts(tx, [id]))
  return places !== null && (counts.get(id)?.booked ?? 0) > places
}

export const deed = (c: Context<Env>, kind: Deed['kind']): Deed => ({
  kind,
  by: c.var.viewer.id,
  at: c.var.now,
})

const undoOf = (saved: Saved<string | undefined>): string | undefined =>
  'done' in saved ? saved.done : undefined

/** A talk is its coach's; to others it is only a time that is taken. */
const isOfOthers = (c: Context<Env>, held: StandingSession): boolean => isTalkOfOthers(held, c.var.viewer.id)

/** The session of the address as it stands, held until the transaction ends. */
export async function heldHere(c: Context<Env>, tx: Tx): Promise<StandingSession> {
  const id = c.req.param('id') ?? ''
  const held = isIdentifier(id) ? await heldSession(tx, id) : undefined
  if (!held || held.removedAt !== null || isOfOthers(c, held))
    throw new Rejected(404, 'common:rejected.missing')
  return held
}

/** The session of the address; another organisation's does not exist here. */
export async function sessionHere(c: Context<Env>): Promise<SessionFacts> {
  const id = c.req.param('id') ?? ''
  const session = isIdentifier(id) ? await c.var.db((tx) => sessionAt(tx, id, c.var.viewer.id)) : undefined
  if (!session || session.busy) throw new Rejected(404, 'common:rejected.missing')
  return session
}

/** What is wrong with the session itself has no field to stand beside. */
const ofThePage = (problems: readonly Problem[]): Problem[] =>
  problems.map((problem) => (problem.field === 'session' ? { ...problem, field: '' } : problem))

function whatCanBeDone(c: Context<Env>, session: SessionFacts) {
  const { viewer, now } = c.var
  return {
    change: mayPlanSchedule(viewer),
    cancel: mayCancelSessions(viewer) && session.endsAt.epochMilliseconds > now.epochMilliseconds,
    reinstate: mayCancelSessions(viewer) && whyNotReinstate(session, now).length === 0,
    rollCall: mayKeepRollCall(viewer),
    closeRollCall:
      mayKeepRollCall(viewer) &&
      session.cancelledAt === null &&
      session.startsAt.epochMilliseconds <= now.epochMilliseconds,
  }
}

const timesOf =
  (c: Context<Env>) =>
  ({ localStart, localEnd }: Pick<SessionTime, 'localStart' | 'localEnd'>): string =>
    timesInWords(localStart, localEnd, c.var.language)

export const sayingOf = (c: Context<Env>): Saying => ({
  when: timesOf(c),
  name: ({ isTalk, activityName }) => (isTalk ? c.var.t('schedule:talk.one') : activityName),
})
