import { Hono, type Context } from 'hono'
import { NewSeriesPreview } from '../../views/schedule/new-series-preview.tsx'
import { NewSeriesPage, SeriesPage, type SeriesPageProps } from '../../views/schedule/series-pages.tsx'
import { allow } from '../access/door.ts'
import { mayPlanSchedule, mayReadSchedule } from '../access/permissions.ts'
import { closedDays, type ClosedDay } from '../organisation/closed-days.ts'
import { closedPeriodsBetween } from '../organisation/closed-queries.ts'
import { takeTurn } from '../organisation/queries.ts'
import { Rejected, type Problem } from '../problem.ts'
import type { LocalDate } from '../time/dates.ts'
import { show } from '../web/answer.tsx'
import type { Env } from '../web/env.ts'
import { fields, isIdentifier } from '../web/fields.ts'
import { activityHere } from './activity-routes.tsx'
import { previewedOrDone, wantsToChange } from './bulk-form.tsx'
import { namesHere } from './bulk-queries.ts'
import { newId, saveChange } from './change-queries.ts'
import { historyOf } from './change-routes.tsx'
import { whyNotPlanSeries } from './planning.ts'
import { sessionsOfSeries } from './queries.ts'
import { exceptionsOf, placeInSeries } from './series-exceptions.ts'
import { seriesAt, seriesThatContinue, seriesWithSessions } from './series-queries.ts'
import { reachOf } from './recurrence.ts'
import { doublingTyped, ruleTyped } from './series-form.ts'
import { draftOfSeries, skippedDays, stillAhead } from './series-plan.ts'
import { endInWords, seriesInWords } from './series-words.ts'
import { choicesHere, placeTyped } from './session-form.ts'

/** An activity on the same weekdays at the same time, from a date to a date. */
export const seriesRoutes = new Hono<Env>()
const planners = allow(mayPlanSchedule)

seriesRoutes.get('/activities/:id/series/new', planners, async (c) => {
  const activity = await activityHere(c)
  if (activity.archivedAt !== null) throw new Rejected(409, 'schedule:session.notOffered')
  const values = {
    repeat: 'weekly',
    ordinal: '1',
    every_weeks: '1',
    every_months: '1',
    starts_on: c.var.today,
    ends: 'on',
    minutes: String(activity.usualMinutes),
    location_id: activity.locationId ?? '',
    leader_id: activity.leaderId ?? '',
    places: String(activity.places ?? ''),
  }
  return show(c, <NewSeriesPage {...{ activity, choices: await choicesHere(c, activity), values }} />)
})

seriesRoutes.post('/activities/:id/series', planners, async (c) => {
  const activity = await activityHere(c)
  if (activity.archivedAt !== null) throw new Rejected(409, 'schedule:session.notOffered')
  const choices = await choicesHere(c, activity)
  const form = await fields(c)
  const again = (problems: readonly Problem[], status?: 422) =>
    show(c, <NewSeriesPage {...{ activity, choices, values: form.values, problems }} />, status)

  const rule = { ...ruleTyped(form), startsOn: form.date('starts_on') }
  const place = placeTyped(form, choices)
  const wish = { ...rule, ...place, doubleBookedBecause: doublingTyped(form, place) }
  if (wantsToChange(form)) return again([])
  if (form.problems.length > 0) return again(form.problems, 422)
  const { today, now } = c.var
  const plan = { ...wish, activityId: activity.id, timeZone: c.var.organisation.timeZone }
  const seriesId = newId()
  const planned = (closed: readonly ClosedDay[]) => {
    const dates = new Set(closed.map(({ date }) => date))
    const { draft, past } = stillAhead(draftOfSeries(plan, { today, closed: dates, newId, seriesId }), now)
    const hit = new Set(draft.closedDaysHit.filter((date) => date >= today))
    return { draft, past, closed: closed.filter(({ date }) => hit.has(date)) }
  }
  const until = reachOf(wish, today)
  const closed = await closedDaysBetween(c, wish.startsOn, until)
  const dates = new Set(closed.map(({ date }) => date))
  const problems = whyNotPlanSeries(wish, { today, closed: dates })
  if (problems.length > 0) return again(problems, 422)
  const { draft, past } = planned(closed)
  if (past > 0 && draft.sessions.length === 0 && plan.endsOn !== null)
    return again([{ field: 'ends_on', text: 'series:problem.endsInThePast' }], 422)

  return previewedOrDone(c, form, {
    plan: async (tx, { hold }) => {
      if (hold) await takeTurn(tx)
      return planned(closedDays(await closedPeriodsBetween(tx, wish.startsOn, until), wish.startsOn, until))
    },
    preview: (outlook) => <NewSeriesPreview {...{ activity, outlook, plan }} />,
    save: (tx, { draft: kept, clashes }) => {
      if (kept.sessions.length === 0 && clashes.length > 0) throw new Rejected(409, 'series:new.allInTheWay')
      return saveChange(tx, kept, { kind: 'series_planned', by: c.var.viewer.id, at: now })
    },
    address: `/series/${seriesId}`,
    notice: 'schedule:series.planned',
  })
})

seriesRoutes.get('/series/:id', allow(mayReadSchedule), (c) => showSeries(c, c.req.param('id')))

/** The page of a series; `answer` is what was wrong with a decision about one of its sessions. */
export async function showSeries(
  c: Context<Env>,
  id: string,
  answer?: SeriesPageProps['answer'],
  status?: 409 | 422,
) {
  const { now, today, language, viewer } = c.var
  const found = isIdentifier(id)
    ? await c.var.db(async (tx) => ({
        series: await seriesAt(tx, id),
        held: await seriesWithSessions(tx, id),
        sessions: await sessionsOfSeries(tx, id),
        names: await namesHere(tx),
        continuedBy: await seriesThatContinue(tx, id),
        history: await historyOf(c, tx, { seriesId: id }),
      }))
    : undefined
  if (!found?.series || !found.held) throw new Rejected(404, 'common:rejected.missing')
  const { series, held, sessions, names, history } = found
  const to = series.madeUntil ?? series.startsOn
  const from = series.startsOn > today ? series.startsOn : today
  const closed = await closedDaysBetween(c, from, to)
  const closedDates = new Set(closed.map(({ date }) => date))
  const toCome = held.sessions.filter(({ startsAt }) => startsAt.epochMilliseconds > now.epochMilliseconds)
  const first = sessions[0]?.localDate ?? series.startsOn
  const page = {
    series,
    earlier: sessions.filter(({ localDate }) => localDate < today),
    coming: sessions.filter(({ localDate }) => localDate >= today),
    skipped: skippedDays(series, { from, until: to, closed, sessions }),
    period: { from: first, to: to > first ? to : first },
    words: `${seriesInWords(series, language)}, ${endInWords(series, language)}`,
    relatives: { continues: series.continues, continuedBy: found.continuedBy },
    exceptions: exceptionsOf(
      held.series,
      toCome.filter(({ undecidedSince }) => undecidedSince === null),
    ),
    undecided: toCome
      .filter(({ undecidedSince }) => undecidedSince !== null)
      .map((session) => ({
        session,
        mayFollow: placeInSeries(held.series, session, { now, closed: closedDates }) !== undefined,
      })),
    names,
    history,
    mayPlan: mayPlanSchedule(viewer),
    ...(answer && { answer }),
  }
  return show(c, <SeriesPage {...page} />, status)
}

async function closedDaysBetween(c: Context<Env>, from: LocalDate, to: LocalDate) {
  const periods = await c.var.db((tx) => closedPeriodsBetween(tx, from, to))
  return closedDays(periods, from, to)
}
