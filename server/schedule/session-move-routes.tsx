import { Hono, type Context } from 'hono'
import { ScopeForm, type ScopePreview } from '../../views/schedule/scope-form.tsx'
import { allow } from '../access/door.ts'
import { mayPlanSchedule } from '../access/permissions.ts'
import type { Problem } from '../problem.ts'
import { dateInWords, shortDate, timesInWords } from '../time/words.ts'
import { showPart } from '../web/answer.tsx'
import type { Env } from '../web/env.ts'
import { fields, type Fields } from '../web/fields.ts'
import { Outdated, saveChange } from './change-queries.ts'
import { clashesOf, orRefused, participantsTouched } from './clash-queries.ts'
import type { Draft } from './change.ts'
import { clashProblems } from './clash.ts'
import { effectOf } from './draft.ts'
import { eachClashInWords, effectInWords } from './effect-words.ts'
import { draftOfDrag } from './move-queries.ts'
import { whyNotMove } from './moving.ts'
import { whyNotPlanSession } from './planning.ts'
import type { SessionFacts, SessionTime } from './queries.ts'
import { scopes, type Scope } from './series-edit.ts'
import { lookBySession, movedBySession, scopesOf } from './series-session-form.tsx'
import { timeOf } from './session-form.ts'
import { deed, heldHere, sayingOf, sessionHere } from './session-routes.tsx'

/** A session moved or lengthened in the calendar: answered in JSON, with a sentence when it goes back. */
export const sessionMoveRoutes = new Hono<Env>()
const planners = allow(mayPlanSchedule)

type Moved = { version: number; time: SessionTime }

/** What each answer to "how much of its series?" would do; 204 where there is nothing to choose. */
sessionMoveRoutes.post('/sessions/:id/time-previews', planners, async (c) => {
  const session = await sessionHere(c)
  const form = await fields(c)
  const moved = movedTyped(c, form, session)
  if ('problems' in moved) return said(c, moved.problems, 422)
  const offered = await scopesOf(c, session)
  if (offered.length < 2) return c.body(null, 204)
  if (session.version !== moved.version) return said(c, [changedMeanwhile], 409)

  const previews: ScopePreview[] = []
  for (const scope of offered)
    previews.push(
      scope === 'this'
        ? await previewAlone(c, moved.time)
        : await previewWithSeries(c, form, session, { ...moved, scope }),
    )
  const { t, language } = c.var
  const when = ({ localDate, localStart, localEnd }: Omit<SessionTime, 'startsAt' | 'endsAt'>) =>
    `${shortDate(localDate, language)} ${timesInWords(localStart, localEnd, language)}`
  const { time } = moved
  const resized = session.localDate === time.localDate && session.localStart === time.localStart
  const lead = t(resized ? 'history:scope.resized' : 'history:scope.lead', {
    name: session.activityName,
    from: when(session),
    to: when(time),
  })
  const yes = t(resized ? 'history:scope.doResize' : 'history:scope.do')
  return showPart(c, <ScopeForm {...{ lead, yes, previews }} />)
})

sessionMoveRoutes.put('/sessions/:id/time', planners, async (c) => {
  const session = await sessionHere(c)
  const form = await fields(c)
  const scope = form.optionalChoice('scope', scopes) ?? 'this'
  const moved = movedTyped(c, form, session)
  if ('problems' in moved) return said(c, moved.problems, 422)
  if (scope !== 'this') {
    const edit = bySession(session, { ...moved, scope })
    return movedBySession(c, form, { ...edit, said: (problems, status) => said(c, problems, status) })
  }

  let draft: Draft | undefined
  const saved = await orRefused(
    c.var.db,
    () => draft,
    async (tx) => {
      const held = await heldHere(c, tx)
      if (held.version !== moved.version) throw new Outdated()
      const problems = whyNotMove(held, moved.time, held.attended)
      if (problems.length > 0) return { problems }
      draft = await draftOfDrag(tx, held, moved.time)
      return { change: await saveChange(tx, draft, deed(c, 'moved')) }
    },
  )
  if ('clashes' in saved) return said(c, clashProblems(saved.clashes, sayingOf(c)), 409)
  if ('outdated' in saved) return said(c, [changedMeanwhile], 409)
  if (saved.done.problems) return said(c, saved.done.problems, 422)

  const now = await sessionHere(c)
  const { language } = c.var
  const when = `${dateInWords(now.localDate, language)} ${timesInWords(now.localStart, now.localEnd, language)}`
  return c.json({
    version: now.version,
    change: saved.done.change,
    message: c.var.t('schedule:week.saved', { name: now.activityName, when }),
  })
})

const changedMeanwhile: Problem = { field: 'version', text: 'schedule:session.changedWhileDragging' }

/** Where it was dragged to, or why it cannot be there. */
function movedTyped(
  c: Context<Env>,
  form: Fields,
  session: SessionFacts,
): Moved | { problems: readonly Problem[] } {
  const date = form.date('date')
  const startTime = form.time('start')
  const endTime = form.time('end')
  const version = form.whole('version', { min: 1, max: 999_999_999 })
  if (form.problems.length > 0) return { problems: form.problems }
  const times = { date, startTime, endTime }
  const problems = whyNotPlanSession({ ...times, places: session.places }, c.var.organisation.timeZone)
  return problems.length > 0 ? { problems } : { version, time: timeOf(c, times) }
}

function bySession(
  session: SessionFacts,
  { version, time, scope }: Moved & { scope: Exclude<Scope, 'this'> },
) {
  const { locationId, leaderId, places, doubleBookedBecause } = session
  return { session, version, scope, wish: { ...time, locationId, leaderId, places, doubleBookedBecause } }
}

async function previewAlone(c: Context<Env>, time: SessionTime): Promise<ScopePreview> {
  const { t, language } = c.var
  return c.var.db(async (tx) => {
    const held = await heldHere(c, tx)
    const problems = whyNotMove(held, time, held.attended)
    const draft = await draftOfDrag(tx, held, time)
    const clashes = await clashesOf(tx, draft)
    const people = await participantsTouched(tx, draft)
    return {
      scope: 'this',
      seen: '',
      lines: effectInWords({ effect: effectOf(draft), people, closed: [] }, t, language),
      against: [
        ...problems.map(({ text, values }) => t(text, values)),
        ...eachClashInWords(clashes, t, language),
      ],
    }
  })
}

async function previewWithSeries(
  c: Context<Env>,
  form: Fields,
  session: SessionFacts,
  moved: Moved & { scope: Exclude<Scope, 'this'> },
): Promise<ScopePreview> {
  const { t, language } = c.var
  const look = await lookBySession(c, form, bySession(session, moved))
  const { scope } = moved
  const refused = (problems: readonly Problem[]) => ({
    scope,
    seen: '',
    lines: [],
    against: problems.map(({ text, values }) => t(text, values)),
  })
  if ('problems' in look) return refused(look.problems)
  if ('outdated' in look) return refused([changedMeanwhile])
  const { outlook } = look
  const undecided = outlook.draft.undecided.length
  return {
    scope,
    seen: outlook.seen,
    lines: [
      ...effectInWords(outlook, t, language),
      ...(undecided > 0 ? [t('series:preview.undecided', { count: undecided })] : []),
    ],
    against: eachClashInWords(outlook.clashes, t, language),
  }
}

function said(c: Context<Env>, problems: readonly Problem[], status: 409 | 422) {
  const told = problems.map(({ field, text, values }) => ({ field, message: c.var.t(text, values) }))
  return c.json({ message: told[0]?.message ?? '', problems: told }, status)
}
