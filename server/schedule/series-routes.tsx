import { Hono, type Context } from 'hono'
import { NewSeriesPage, SeriesPage } from '../../views/schedule/series-pages.tsx'
import { allow } from '../access/door.ts'
import { mayPlanSchedule, mayReadSchedule } from '../access/permissions.ts'
import { closedDays } from '../organisation/closed-days.ts'
import { closedPeriodsBetween } from '../organisation/closed-queries.ts'
import { Rejected, type Problem } from '../problem.ts'
import { addDays, parseWeekday, weekdayOf, type LocalDate } from '../time/dates.ts'
import { dateAndYearInWords, dateInWords, timesInWords } from '../time/words.ts'
import { done, show } from '../web/answer.tsx'
import type { Env } from '../web/env.ts'
import { fields, isIdentifier, type Fields } from '../web/fields.ts'
import { activityHere } from './activity-routes.tsx'
import { newId, orRefused, saveChange } from './change-queries.ts'
import type { SeriesState } from './change.ts'
import type { Clash } from './clash.ts'
import { newSession, plannedLine } from './draft.ts'
import { sessionLength, whyNotPlanSeries } from './planning.ts'
import { sessionsOfSeries } from './queries.ts'
import { seriesAt } from './series-queries.ts'
import { occurrences } from './recurrence.ts'
import { seriesInWords } from './series-words.ts'
import { choicesHere, placeTyped } from './session-routes.tsx'
import { sessionSpan } from './session-times.ts'

/** An activity on the same weekdays at the same time, from a date to a date. */
export const seriesRoutes = new Hono<Env>()
const planners = allow(mayPlanSchedule)

/** Long enough for the longest series that fits into the most occurrences. */
const longestYears = 20

seriesRoutes.get('/activities/:id/series/new', planners, async (c) => {
  const activity = await activityHere(c)
  if (activity.archivedAt !== null) throw new Rejected(409, 'schedule:session.notOffered')
  const values = {
    starts_on: c.var.today,
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

  const wish = { ...ruleTyped(form), ...placeTyped(form, choices) }
  if (form.problems.length > 0) return again(form.problems, 422)
  const furthest = addDays(wish.startsOn, longestYears * 366)
  const closed = await closedDatesBetween(c, wish.startsOn, wish.endsOn < furthest ? wish.endsOn : furthest)
  const problems = whyNotPlanSeries(wish, { until: wish.endsOn, closed })
  if (problems.length > 0) return again(problems, 422)

  const { timeZone } = c.var.organisation
  const seriesId = newId()
  const plan: SeriesState = {
    ...wish,
    activityId: activity.id,
    frequency: 'weekly',
    every: 1,
    ordinal: null,
    times: null,
    timeZone,
    madeUntil: wish.endsOn,
    doubleBookedBecause: null,
    continues: null,
    removedAt: null,
  }
  const sessions = occurrences(wish, { until: wish.endsOn, closed }).map((date) => {
    const span = sessionSpan({ date, startTime: wish.startTime, minutes: wish.minutes }, timeZone)
    const time = { ...span, localDate: date, localStart: wish.startTime }
    return plannedLine(newId(), { ...newSession({ ...plan, ...time }), seriesId, seriesDate: date })
  })
  const draft = { sessions, series: [{ id: seriesId, version: 0, before: null, after: plan }] }
  const saved = await orRefused(
    c.var.db,
    () => draft,
    (tx) => saveChange(tx, draft, { kind: 'series_planned', by: c.var.viewer.id, at: c.var.now }),
  )
  if ('clashes' in saved) return again([firstClash(c, saved.clashes[0]!)], 409)
  const change = 'done' in saved ? saved.done : undefined
  return done(c, `/series/${seriesId}`, 'schedule:series.planned', change)
})

seriesRoutes.get('/series/:id', allow(mayReadSchedule), async (c) => {
  const id = c.req.param('id')
  const found = isIdentifier(id)
    ? await c.var.db(async (tx) => ({
        series: await seriesAt(tx, id),
        sessions: await sessionsOfSeries(tx, id),
      }))
    : undefined
  if (!found?.series) throw new Rejected(404, 'common:rejected.missing')
  const { series, sessions } = found
  const until = series.endsOn ?? series.madeUntil
  const closed = await closedDaysBetween(c, series.startsOn, until)
  const made = new Set(sessions.map((session) => session.localDate))
  const skipped = closed.filter(({ date }) => series.weekdays.includes(weekdayOf(date)) && !made.has(date))
  const words = seriesInWords(series, c.var.language)
  const earlier = sessions.filter(({ localDate }) => localDate < c.var.today)
  const coming = sessions.filter(({ localDate }) => localDate >= c.var.today)
  return show(c, <SeriesPage {...{ series, earlier, coming, skipped, until, words }} />)
})

function ruleTyped(form: Fields) {
  const weekdays = form.many('weekdays').map(parseWeekday)
  const known = weekdays.filter((weekday) => weekday !== undefined)
  if (known.length < weekdays.length) form.refuse('weekdays', 'common:problem.choice')
  if (weekdays.length === 0) form.refuse('weekdays', 'schedule:series.noWeekday')
  return {
    weekdays: [...new Set(known)].toSorted((a, b) => a - b),
    startsOn: form.date('starts_on'),
    endsOn: form.date('ends_on'),
    startTime: form.time('start_time'),
    minutes: form.whole('minutes', { min: sessionLength.least, max: sessionLength.most }),
  }
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
