import type { Context } from 'hono'
import type { JSX } from 'hono/jsx/jsx-runtime'
import type { Tx } from '../../db/client.ts'
import { textsIn } from '../language/catalogue.ts'
import type { TextKey } from '../language/text.ts'
import { closedDays } from '../organisation/closed-days.ts'
import { closedPeriodsBetween } from '../organisation/closed-queries.ts'
import { Rejected, type Problem } from '../problem.ts'
import type { LocalDate } from '../time/dates.ts'
import { dayMonthYear } from '../time/words.ts'
import { done, show } from '../web/answer.tsx'
import type { Env } from '../web/env.ts'
import type { Fields } from '../web/fields.ts'
import { carried, type Outlook } from './bulk-form.tsx'
import { listed, markOf } from './bulk.ts'
import { namesHere } from './bulk-queries.ts'
import { newId, saveChange } from './change-queries.ts'
import { clashesOf, orRefused, participantsTouched } from './clash-queries.ts'
import { reasonLength } from './cancellation.ts'
import type { ChangeKind } from './change.ts'
import type { Clash } from './clash.ts'
import { effectOf } from './draft.ts'
import type { ClosedInWords } from './effect-words.ts'
import {
  draftOfSeriesEdit,
  seenOf,
  sessionsLeft,
  spanOfEdit,
  type SeriesChange,
  type SeriesEdit,
  type SeriesRule,
} from './series-edit.ts'
import { seriesWithSessions, type HeldSeries, type SeriesFacts } from './series-queries.ts'
import { endInWords, seriesInWords } from './series-words.ts'

/** Something that is to be done to a series and its sessions. */
export type SeriesCommand = {
  seriesId: string
  /** The version of the series, or of the one session in hand, that was seen when it was typed. */
  version: number
  ofSession?: string
  kind: ChangeKind
  reason?: string
  /** The days for which the plan has to know whether they are closed. */
  span: (held: HeldSeries) => { from: LocalDate; to: LocalDate }
  plan: (held: HeldSeries, closed: ReadonlySet<LocalDate>) => SeriesChange | { problems: readonly Problem[] }
}

/** What it would do, as it is shown before it is done. */
export type SeriesOutlook = Omit<Outlook, 'draft'> & {
  draft: SeriesChange
  held: HeldSeries
  closed: readonly ClosedInWords[]
}

export type Look =
  | { outlook: SeriesOutlook }
  | { problems: readonly Problem[] }
  /** Somebody else changed it meanwhile: how it stands now. */
  | { outdated: HeldSeries }

/** Shows what a change of a series would do; once that was seen, and nothing stands in its way, does it. */
export async function previewedOrChanged(
  c: Context<Env>,
  form: Fields,
  command: SeriesCommand,
  page: {
    preview: (outlook: SeriesOutlook) => JSX.Element
    again: (problems: readonly Problem[], status: 422) => Response | Promise<Response>
    outdated: (held: HeldSeries) => Response | Promise<Response>
    /** How clashes are told, where it is not the preview that tells them. */
    clashed?: (clashes: readonly Clash[]) => Response | Promise<Response>
    address: (outlook: SeriesOutlook) => string
    notice: TextKey
  },
) {
  const look = await lookedOrSaved(c, form, command)
  if ('problems' in look) return page.again(look.problems, 422)
  if ('outdated' in look) return page.outdated(look.outdated)
  const { outlook } = look
  if (page.clashed && outlook.clashes.length > 0) return page.clashed(outlook.clashes)
  if (look.saved) return done(c, page.address(outlook), page.notice, look.change)
  return show(c, page.preview(outlook), outlook.askedAgain || outlook.clashes.length > 0 ? 409 : 200)
}

/** The change done, when the form says that just this was seen; else what it would do. */
export async function lookedOrSaved(
  c: Context<Env>,
  form: Fields,
  command: SeriesCommand,
): Promise<
  Exclude<Look, { outlook: unknown }> | { outlook: SeriesOutlook; saved: boolean; change?: string }
> {
  const seen = form.text('seen', { max: 40, optional: true, anyDigits: true })
  const look = (askedAgain: boolean) =>
    c.var.db(async (tx) => asked(await lookAt(c, tx, form, command), askedAgain))
  if (seen === '') return look(false)

  let outlook: SeriesOutlook | undefined
  const saved = await orRefused(
    c.var.db,
    () => outlook?.draft,
    async (tx) => {
      const found = await lookAt(c, tx, form, command, { hold: true })
      if (!('outlook' in found)) return found
      outlook = found.outlook
      if (outlook.seen !== seen || outlook.clashes.length > 0) return asked(found, true)
      const { kind, reason } = command
      const deed = { kind, by: c.var.viewer.id, at: c.var.now, ...(reason && { reason }) }
      const change = await saveChange(tx, outlook.draft, deed)
      return { outlook, saved: true, ...(change && { change }) }
    },
  )
  return 'done' in saved ? saved.done : look(true)
}

const asked = (look: Look, askedAgain: boolean) =>
  'outlook' in look ? { outlook: { ...look.outlook, askedAgain }, saved: false } : look

async function lookAt(
  c: Context<Env>,
  tx: Tx,
  form: Fields,
  { seriesId, version, ofSession, span, plan }: SeriesCommand,
  how: { hold?: boolean } = {},
): Promise<Look> {
  const held = await seriesWithSessions(tx, seriesId, how)
  if (!held) throw new Rejected(404, 'common:rejected.missing')
  const seen = ofSession === undefined ? held.series : held.sessions.find(({ id }) => id === ofSession)
  if (seen?.version !== version) return { outdated: held }

  const { from, to } = span(held)
  const closed = closedDays(await closedPeriodsBetween(tx, from, to), from, to)
  const planned = plan(held, new Set(closed.map(({ date }) => date)))
  if (planned.problems.length > 0 || !('series' in planned)) return { problems: planned.problems }
  const hit = new Set(planned.closedDaysHit)
  return {
    outlook: {
      plan: { draft: planned },
      draft: planned,
      clashes: await clashesOf(tx, planned),
      effect: effectOf(seenOf(planned)),
      people: await participantsTouched(tx, planned),
      sessions: listed(planned, await namesHere(tx), { id: c.var.viewer.id, language: c.var.language }),
      seen: markOf(planned),
      askedAgain: false,
      values: carried(form),
      held,
      closed: closed
        .filter(({ date }) => hit.has(date))
        .map(({ date, name }) => ({ date, name: name[c.var.language] })),
    },
  }
}

/** The plan of a change, whoever asks for it: by its own form, or by one of its sessions. */
export function editCommand(
  c: Context<Env>,
  { wish, from, reason, own }: Pick<SeriesEdit, 'wish' | 'from' | 'reason' | 'own'>,
) {
  const { now, today, viewer, organisation } = c.var
  const wished = ({ series, sessions }: HeldSeries): SeriesRule => {
    // So many times as are left all told, from a later day on, are as many as are left from there.
    const same =
      wish.times !== null && series.times !== null && wish.times === sessionsLeft(sessions, null, now)
    return same ? { ...wish, times: Math.max(1, sessionsLeft(sessions, from, now)) } : wish
  }
  return {
    ...(reason && { reason }),
    span: (held: HeldSeries) => spanOfEdit({ series: held.series, wish: wished(held), from }, today),
    plan: (held: HeldSeries, closed: ReadonlySet<LocalDate>) =>
      draftOfSeriesEdit({
        ...held,
        wish: wished(held),
        from,
        ...(own && { own }),
        reason: reason || textsIn(organisation.language)('series:edit.usualReason'),
        by: viewer.id,
        now,
        today,
        closed,
        newId,
      }),
  }
}

/** How the preview says what is going to be. */
export function previewOf(c: Context<Env>, facts: SeriesFacts, outlook: SeriesOutlook) {
  const { t, language } = c.var
  const { draft, held } = outlook
  const after = draft.series.find(({ id }) => id === draft.seriesId)?.after ?? held.series
  const rule = `${seriesInWords(after, language)}, ${endInWords(after, language)}`
  const date = dayMonthYear(after.startsOn, language)
  return {
    series: facts,
    outlook,
    lead: draft.splits ? t('series:edit.from', { date, rule }) : rule,
    action: `/series/${facts.id}`,
    method: 'patch' as const,
  }
}

export const reasonTyped = (form: Fields): string =>
  form.lines('reason', { max: reasonLength, optional: true }).trim()
