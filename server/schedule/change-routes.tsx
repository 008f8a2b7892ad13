import { Hono, type Context, type MiddlewareHandler } from 'hono'
import { getCookie } from 'hono/cookie'
import type { Tx } from '../../db/client.ts'
import { ChangePage, ChangesPage } from '../../views/schedule/change-pages.tsx'
import { UndoBar, type LatestChange } from '../../views/schedule/undo-bar.tsx'
import { allow } from '../access/door.ts'
import { mayCancelSessions, mayPlanSchedule, mayReadSchedule } from '../access/permissions.ts'
import type { TextKey } from '../language/text.ts'
import { closedPeriodAt, putBackPeriod, takeBackPeriod } from '../organisation/closed-queries.ts'
import { Rejected } from '../problem.ts'
import { parseLocalDate } from '../time/dates.ts'
import { addMinutes } from '../time/zones.ts'
import { done, ownPage, pageBack, pageOf, show, showPart, wantsPart } from '../web/answer.tsx'
import type { Env } from '../web/env.ts'
import { fields, isIdentifier } from '../web/fields.ts'
import {
  changeAt,
  latestChangeBy,
  latestChanges,
  type Change,
  type ChangeWithLines,
} from './change-queries.ts'
import { orRefused, type Refused } from './clash-queries.ts'
import { undoChange, undoingOf } from './undo-queries.ts'
import {
  changeInBrief,
  entryInWords,
  isHidden,
  onlyAbout,
  seriesLineInWords,
  sessionInWords,
  type HistoryEntry,
  type Reader,
} from './change-words.ts'
import type { Draft } from './change.ts'
import { changesAbout, namesIn, stillThere, toldChanges } from './history-queries.ts'

/** What was done to the schedule, and taking it back. */
export const changeRoutes = new Hono<Env>()
const readers = allow(mayReadSchedule)

const offeredMinutes = 10
const closedBar = 'stegvis_undo_closed'
const pageLength = 30
const mostLines = 200
const mostOfOne = 50

changeRoutes.get('/schedule-changes', readers, async (c) => {
  const before = c.req.query('before') ?? ''
  const page = isIdentifier(before) ? { before } : {}
  const { found, entries } = await c.var.db(async (tx) => {
    const found = await latestChanges(tx, { ...page, most: pageLength + 1 })
    return { found, entries: await entriesOf(c, tx, found.slice(0, pageLength)) }
  })
  const next = found.length > pageLength ? found[pageLength - 1]?.id : undefined
  return show(c, <ChangesPage entries={entries} before={next} first={!isIdentifier(before)} />)
})

/** The bar at the foot of the page, when the schedule has changed under it. */
changeRoutes.get('/schedule-changes/latest', readers, async (c) => {
  const latest = await latestHere(c)
  return showPart(c, <UndoBar latest={latest} back={ownPage(c.req.query('back') ?? '', '/schedule')} />)
})

changeRoutes.get('/schedule-changes/:id', readers, async (c) => {
  const id = c.req.param('id')
  const { viewer, now } = c.var
  const reader = readerOf(c)
  const page = await c.var.db(async (tx) => {
    const change = isIdentifier(id) ? await changeAt(tx, id) : undefined
    if (!change) throw new Rejected(404, 'common:rejected.missing')
    const [told] = await toldChanges(tx, [change])
    const shown = {
      ...told!,
      series: change.series,
      sessions: change.sessions
        .toSorted((a, b) => a.after.startsAt.epochMilliseconds - b.after.startsAt.epochMilliseconds)
        .slice(0, mostLines),
    }
    const names = await namesIn(tx, [shown])
    const undoing =
      mayUndo(c, change) && change.undoneBy === null
        ? await undoingOf(tx, change, { by: viewer.id, at: now })
        : undefined
    const kept = new Map(undoing?.kept.map((one) => [one.id, one.why]))
    const there = await stillThere(
      tx,
      [...shown.sessions, ...shown.series].map((line) => line.id),
    )
    const sessions = shown.sessions.map((line) => ({
      sentence: sessionInWords(line, shown, names, reader),
      href: there.has(line.id) && !isHidden(line, reader) ? `/sessions/${line.id}` : null,
      why: kept.get(line.id),
    }))
    const series = shown.series.map((line) => ({
      sentence: seriesLineInWords(line, shown, names, reader),
      href: there.has(line.id) ? `/series/${line.id}` : null,
      why: undefined,
    }))
    return {
      entry: entryInWords(told!, names, reader, c.var.organisation.timeZone),
      lines: [...series, ...sessions],
      sessionCount: change.sessions.length + change.series.length,
      undoing: undoing && { sessions: undoing.sessions.length, series: undoing.series.length },
      undoneBy: change.undoneBy,
    }
  })
  return show(c, <ChangePage {...page} />)
})

changeRoutes.post('/schedule-changes/:id/undoing', allow(mayCancelSessions), async (c) => {
  const id = c.req.param('id')
  const form = await fields(c)
  const back = pageBack(form, '/schedule')
  const undone: { draft?: Draft } = {}
  const saved = await orRefused(
    c.var.db,
    () => undone.draft,
    async (tx) => {
      const change = isIdentifier(id) ? await changeAt(tx, id) : undefined
      if (!change) throw new Rejected(404, 'common:rejected.missing')
      if (!mayUndo(c, change)) throw new Rejected(403, 'common:rejected.forbidden')
      const { viewer, now } = c.var
      const done = await undoChange(tx, change, { by: viewer.id, at: now }, (draft) => (undone.draft = draft))
      return { ...done, days: done.undone > 0 ? await daysFollow(c, tx, change) : undefined }
    },
  )
  if (!('done' in saved)) return done(c, back, whyNotUndone(saved))
  const { undone: count, left, undoneBy, days } = saved.done
  if (count === 0) return done(c, back, 'schedule:change.nothingLeft')
  if (days !== undefined) return done(c, back, `schedule:change.days.${days}`, undoneBy)
  return done(c, back, left > 0 ? 'schedule:change.undoneInPart' : 'schedule:change.undone', undoneBy)
})

/**
 * A closed period that came with the change goes with it, as long as it stands as it was made, and comes again when that
 * is taken back in turn. Whatever becomes of the days is told.
 */
async function daysFollow(c: Context<Env>, tx: Tx, change: ChangeWithLines) {
  let closing = change
  let again = false
  while (closing.undoes !== null) {
    const before = await changeAt(tx, closing.undoes)
    if (!before) return undefined
    closing = before
    again = !again
  }
  if (closing.kind !== 'period_closed') return undefined
  const { period, made, name, first, last } = closing.facts
  const [id, startsOn, endsOn] = [String(period), parseLocalDate(String(first)), parseLocalDate(String(last))]
  const follows = made === 1 && startsOn && endsOn && mayPlanSchedule(c.var.viewer)
  if (again) {
    if (!follows) return undefined
    await putBackPeriod(tx, id, { startsOn, endsOn, name: String(name) }, c.var.viewer.id)
    return 'closedAgain' as const
  }
  if (follows && (await takeBackPeriod(tx, id, { startsOn, endsOn, name: String(name) })))
    return 'open' as const
  return (await closedPeriodAt(tx, id)) ? ('stillClosed' as const) : undefined
}

/** What stood in the way, by the first of it: the page one comes back to shows the rest. */
function whyNotUndone(refused: Refused): TextKey {
  if ('outdated' in refused) return 'schedule:change.undoClash.outdated'
  const [first] = refused.clashes
  if (first?.of === 'itself') return 'schedule:change.undoClash.itself'
  if (first?.of === 'participants') return 'schedule:change.undoClash.participants'
  return 'schedule:change.undoClash.taken'
}

/** Who may only cancel takes back only what they did themselves; a talk is for the two who meet. */
function mayUndo(c: Context<Env>, { by, sessions }: ChangeWithLines): boolean {
  const { viewer } = c.var
  if (by === viewer.id) return mayCancelSessions(viewer)
  return mayPlanSchedule(viewer) && !sessions.some((line) => isHidden(line, readerOf(c)))
}

/** The story of one session or one series, for the foot of its page. */
export async function historyOf(
  c: Context<Env>,
  tx: Tx,
  what: { sessionId: string } | { seriesId: string },
): Promise<HistoryEntry[]> {
  const found = await changesAbout(tx, what, mostOfOne)
  return entriesOf(c, tx, found, 'sessionId' in what ? what.sessionId : undefined)
}

async function entriesOf(
  c: Context<Env>,
  tx: Tx,
  found: readonly Change[],
  sessionId?: string,
): Promise<HistoryEntry[]> {
  const told = await toldChanges(tx, found, sessionId)
  const about = sessionId === undefined ? told : told.map((change) => onlyAbout(change, sessionId))
  const names = await namesIn(tx, about)
  return about.map((change) => entryInWords(change, names, readerOf(c), c.var.organisation.timeZone))
}

const readerOf = (c: Context<Env>): Reader => ({ id: c.var.viewer.id, language: c.var.language })

/** A page of the schedule that says what the viewer has just done to it. */
export const withUndoBar: MiddlewareHandler<Env> = async (c, next) => {
  const { viewer } = c.var
  const page = c.req.method === 'GET' && !wantsPart(c) && mayCancelSessions(viewer)
  if (page) c.set('undoBar', { latest: await latestHere(c), back: pageOf(c) ?? '/schedule' })
  await next()
}

/** What the viewer did within the last minutes, unless it is taken back or they closed the bar. */
async function latestHere(c: Context<Env>): Promise<LatestChange | undefined> {
  const { now, viewer } = c.var
  return c.var.db(async (tx) => {
    const change = await latestChangeBy(tx, viewer.id, addMinutes(now, -offeredMinutes))
    if (!change || change.undoneBy !== null || getCookie(c, closedBar) === change.id) return undefined
    const [told] = await toldChanges(tx, [change])
    const sentence = changeInBrief(told!, await namesIn(tx, [told!]), readerOf(c))
    const until = addMinutes(change.at, offeredMinutes)
    const seconds = Math.round((until.epochMilliseconds - now.epochMilliseconds) / 1000)
    return { id: change.id, sentence, takesBack: change.undoes !== null, seconds }
  })
}
