import type { Context } from 'hono'
import { SeriesPreviewPage } from '../../views/schedule/series-edit-pages.tsx'
import type { Problem } from '../problem.ts'
import { dateInWords, timesInWords } from '../time/words.ts'
import type { Env } from '../web/env.ts'
import type { Fields } from '../web/fields.ts'
import { eachClashInWords, effectInWords } from './effect-words.ts'
import { mayBeTouched } from './change.ts'
import { clashProblems, type Saying } from './clash.ts'
import type { SessionFacts } from './queries.ts'
import {
  editCommand,
  lookedOrSaved,
  previewedOrChanged,
  previewOf,
  reasonTyped,
  type SeriesCommand,
} from './series-change-form.tsx'
import { ruleFromSession, scopes, type Scope } from './series-edit.ts'
import type { SessionTyped } from './session-form.ts'
import { seriesAt, seriesWithSessions, type HeldSeries } from './series-queries.ts'

type BySession = {
  session: SessionFacts
  version: number
  scope: Exclude<Scope, 'this'>
  wish: SessionTyped
}

/** What may change with one session: its series too, as long as it is one of the series' own days and still to come. */
export async function scopesOf(c: Context<Env>, session: SessionFacts): Promise<readonly Scope[]> {
  const { seriesId } = session
  if (seriesId === null) return ['this']
  const held = await c.var.db((tx) => seriesWithSessions(tx, seriesId))
  const standing = held?.sessions.find(({ id }) => id === session.id)
  const follows = standing?.seriesDate && standing.cancelledAt === null && mayBeTouched(standing, c.var.now)
  return follows ? scopes : ['this']
}

/** A session is changed in its form, and its series with it: shown first, then done. */
export async function changedBySession(
  c: Context<Env>,
  form: Fields,
  edit: BySession & {
    again: (problems: readonly Problem[], status?: 409 | 422) => Response | Promise<Response>
    outdated: () => Promise<Response>
  },
) {
  const { session, again } = edit
  if (form.checked('again')) return again([])
  const facts = (await c.var.db((tx) => seriesAt(tx, session.seriesId ?? '')))!
  return previewedOrChanged(c, form, commandBy(c, form, edit), {
    preview: (outlook) => {
      const page = previewOf(c, facts, outlook)
      return <SeriesPreviewPage {...page} action={`/sessions/${session.id}`} />
    },
    again,
    outdated: edit.outdated,
    clashed: (clashes) => again(clashProblems(clashes, dayAndTimes(c)), 409),
    address: () => `/sessions/${session.id}`,
    notice: 'series:edit.done',
  })
}

/** Among many sessions, the one in the way is named with its day. */
const dayAndTimes = (c: Context<Env>): Saying => {
  const { t, language } = c.var
  return {
    when: ({ localDate, localStart, localEnd }) =>
      `${dateInWords(localDate, language)} ${timesInWords(localStart, localEnd, language)}`,
    name: ({ isTalk, activityName }) => (isTalk ? t('schedule:talk.one') : activityName),
  }
}

/** The same by dragging it: what it would do is told in JSON, to be shown in the dialog that asks. */
export async function movedBySession(
  c: Context<Env>,
  form: Fields,
  edit: BySession & { said: (problems: readonly Problem[], status: 409 | 422) => Response },
) {
  const { session, said } = edit
  const { t, language } = c.var
  const allowed = await scopesOf(c, session)
  if (!allowed.includes(edit.scope)) return said([{ field: 'scope', text: 'series:problem.onlyItself' }], 422)
  const look = await lookBySession(c, form, edit)
  if ('problems' in look) return said(look.problems, 422)
  if ('outdated' in look)
    return said([{ field: 'version', text: 'schedule:session.changedWhileDragging' }], 409)

  const { outlook } = look
  if (!look.saved) {
    const clashes = eachClashInWords(outlook.clashes, t, language)
    const preview = {
      seen: outlook.seen,
      lines: effectInWords(outlook, t, language),
      clashes,
      undecided: outlook.draft.undecided.length,
    }
    const blocked = clashes.length > 0 || outlook.askedAgain
    const message = clashes[0] ?? (outlook.askedAgain ? t('weeks:preview.changed') : '')
    return c.json({ message, preview }, blocked ? 409 : 200)
  }
  const after = outlook.draft.sessions.find(({ id }) => id === session.id)
  const { localDate, localStart, localEnd } = after?.after ?? session
  const when = `${dateInWords(localDate, language)} ${timesInWords(localStart, localEnd, language)}`
  return c.json({
    version: after ? after.version + 1 : session.version,
    change: look.change,
    message: t('series:edit.moved', {
      name: session.activityName,
      when,
      count: outlook.draft.sessions.length,
    }),
  })
}

/** What it would do; done, when the form says that just this was seen. */
export const lookBySession = (c: Context<Env>, form: Fields, edit: BySession) =>
  lookedOrSaved(c, form, commandBy(c, form, edit))

function commandBy(c: Context<Env>, form: Fields, edit: BySession): SeriesCommand {
  const { session, version, scope, wish } = edit
  const { now } = c.var
  const reason = reasonTyped(form)
  const standing = ({ sessions }: HeldSeries) => sessions.find(({ id }) => id === session.id)!
  const fromIn = (held: HeldSeries) => (scope === 'all' ? null : standing(held).seriesDate)
  const wished = (held: HeldSeries) =>
    ruleFromSession(held, standing(held), wish, { from: fromIn(held), now })
  const commandIn = (held: HeldSeries, rule: Parameters<typeof editCommand>[1]['wish']) =>
    editCommand(c, { wish: rule, from: fromIn(held), reason, own: { id: session.id, state: wish } })
  return {
    seriesId: session.seriesId ?? '',
    version,
    ofSession: session.id,
    kind: 'series_edited',
    ...(reason && { reason }),
    span: (held) => {
      const found = wished(held)
      return 'problems' in found
        ? { from: c.var.today, to: c.var.today }
        : commandIn(held, found.rule).span(held)
    },
    plan: (held, closed) => {
      const found = wished(held)
      return 'problems' in found ? found : commandIn(held, found.rule).plan(held, closed)
    },
  }
}
