import { Hono, type Context } from 'hono'
import { NewSeriesPage, SeriesPage, type SeriesPageProps } from '../../views/schedule/series-pages.tsx'
import { allow } from '../access/door.ts'
import { mayPlanSchedule, mayReadSchedule } from '../access/permissions.ts'
import { closedDays } from '../organisation/closed-days.ts'
import { closedPeriodsBetween } from '../organisation/closed-queries.ts'
import { Rejected, type Problem } from '../problem.ts'
import type { LocalDate } from '../time/dates.ts'
import { dateAndYearInWords, dateInWords, timesInWords } from '../time/words.ts'
import { done, show } from '../web/answer.tsx'
import type { Env } from '../web/env.ts'
import { fields, isIdentifier } from '../web/fields.ts'
import { activityHere } from './activity-routes.tsx'
import { namesHere } from './bulk-queries.ts'
import { newId, saveChange } from './change-queries.ts'
import { orRefused } from './clash-queries.ts'
import { historyOf } from './change-routes.tsx'
import type { Clash } from './clash.ts'
import { whyNotPlanSeries } from './planning.ts'
import { sessionsOfSeries } from './queries.ts'
import { exceptionsOf, placeInSeries } from './series-exceptions.ts'
import { seriesAt, seriesThatContinue, seriesWithSessions } from './series-queries.ts'
import { reachOf } from './recurrence.ts'
import { doublingTyped, ruleTyped } from './series-form.ts'
import { draftOfSeries, skippedDays } from './series-plan.ts'
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
  const again = (problems: readonly Problem[], status: 409 | 422) =>
    show(c, <NewSeriesPage {...{ activity, choices, values: form.values, problems }} />, status)

  const rule = { ...ruleTyped(form), startsOn: form.date('starts_on') }
  const place = placeTyped(form, choices)
  const wish = { ...rule, ...place, doubleBookedBecause: doublingTyped(form, place) }
  if (form.problems.length > 0) return again(form.problems, 422)
  const { today } = c.var
  const closed = await closedDatesBetween(c, wish.startsOn, reachOf(wish, today))
  const problems = whyNotPlanSeries(wish, { today, closed })
  if (problems.length > 0) return again(problems, 422)

  const plan = { ...wish, activityId: activity.id, timeZone: c.var.organisation.timeZone }
  const draft = draftOfSeries(plan, { today, closed, newId })
  const saved = await orRefused(
    c.var.db,
    () => draft,
    (tx) => saveChange(tx, draft, { kind: 'series_planned', by: c.var.viewer.id, at: c.var.now }),
  )
  if ('clashes' in saved) return again([firstClash(c, saved.clashes[0]!)], 409)
  const change = 'done' in saved ? saved.done : undefined
  return done(c, `/series/${draft.seriesId}`, 'schedule:series.planned', change)
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

async function closedDatesBetween(c: Context<Env>, from: LocalDate, to: LocalDate) {
  return new Set((await closedDaysBetween(c, from, to)).map((day) => day.date))
}

/** Nothing of the series was put in; the sentence names the first session in its way and its day. */
function firstClash(c: Context<Env>, { of, with: other }: Clash): Problem {
  if (of === 'itself') return { field: 'start_time', text: 'schedule:session.plannedAlready' }
  const field = of === 'leader' ? 'leader_id' : 'location_id'
  if (!other)
    return {
      field,
      text: of === 'leader' ? 'schedule:session.leaderTakenNow' : 'schedule:session.locationTakenNow',
    }
  const { language } = c.var
  const values = {
    date:
      other.localDate.slice(0, 4) === c.var.today.slice(0, 4)
        ? dateInWords(other.localDate, language)
        : dateAndYearInWords(other.localDate, language),
    name: other.isTalk ? c.var.t('schedule:talk.one') : other.activityName,
    when: timesInWords(other.localStart, other.localEnd, language),
    leader: other.leaderName ?? '',
    location: other.locationName ?? '',
  }
  return {
    field,
    text: of === 'leader' ? 'schedule:series.clashLeader' : 'schedule:series.clashLocation',
    values,
  }
}
