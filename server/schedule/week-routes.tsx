import { Hono } from 'hono'
import type { Tx } from '../../db/client.ts'
import { categoryLook } from '../../views/schedule/category.ts'
import { SchedulePage, ScheduleView, type Seen } from '../../views/schedule/schedule-page.tsx'
import { allow } from '../access/door.ts'
import { mayPlanSchedule, mayReadSchedule } from '../access/permissions.ts'
import { closedDays } from '../organisation/closed-days.ts'
import { closedPeriodsBetween } from '../organisation/closed-queries.ts'
import { Rejected } from '../problem.ts'
import { daysBetween, parseLocalDate, type LocalDate } from '../time/dates.ts'
import { monthOf } from '../time/months.ts'
import { isoWeekOf } from '../time/weeks.ts'
import { timesInWords } from '../time/words.ts'
import { localDateOf, localTimeOf } from '../time/zones.ts'
import { show, showPart, wantsPart } from '../web/answer.tsx'
import { release } from '../web/assets.ts'
import type { Env } from '../web/env.ts'
import { liveStream } from '../web/live-stream.ts'
import { locations } from './location-queries.ts'
import { monthOfSessions } from './month.ts'
import { sessionsBetween, type SessionFacts } from './queries.ts'
import { roomsOfDay } from './rooms.ts'
import { parseView } from './view.ts'
import { sessionsOfView, viewAsked } from './view-queries.ts'
import { daysOfWeek, weeksOfList } from './week.ts'

/** The schedule that staff see all day: as pages, as JSON for the week's calendar, and as a stream of "look again". */
export const weekRoutes = new Hono<Env>()
const readers = allow(mayReadSchedule)

const longestSpan = 62

weekRoutes.get('/schedule', readers, async (c) => {
  const { today, now, organisation } = c.var
  const asked = await c.var.db((tx) =>
    scheduleAsked(tx, new URL(c.req.url).searchParams, today, c.var.viewer.id),
  )
  const canPlan = mayPlanSchedule(c.var.viewer)
  const seen = seenOf(asked, today)
  if (wantsPart(c)) return showPart(c, <ScheduleView {...{ seen, canPlan }} view={asked.view} />)

  const wallNow = `${localDateOf(now, organisation.timeZone)}T${localTimeOf(now, organisation.timeZone)}`
  return show(c, <SchedulePage {...asked} {...{ seen, canPlan, today, wallNow }} />)
})

/** Everything that a view is made of. Rooms hold what the filter leaves out too: it takes them all the same. */
async function scheduleAsked(tx: Tx, query: URLSearchParams, today: LocalDate, viewerId: string) {
  const asked = await viewAsked(tx, query, today)
  const { view } = asked
  return {
    ...asked,
    sessions: await sessionsOfView(tx, view, viewerId),
    ofTheDay: view.kind === 'day' ? await sessionsBetween(tx, view.from, view.to, viewerId) : [],
    places: view.kind === 'day' ? await locations(tx) : [],
    closed: closedDays(await closedPeriodsBetween(tx, view.from, view.to), view.from, view.to),
  }
}

function seenOf(asked: Awaited<ReturnType<typeof scheduleAsked>>, today: LocalDate): Seen {
  const { view, sessions, ofTheDay, places, closed } = asked
  switch (view.kind) {
    case 'list':
      return { as: 'list', weeks: weeksOfList([view.from, view.to], sessions, closed, today) }
    case 'month':
      return { as: 'month', month: monthOfSessions(monthOf(view.date), sessions, closed, today) }
    case 'day': {
      const filter = { chosen: view.filter.location, shown: new Set(sessions.map(({ id }) => id)) }
      return { as: 'day', rooms: roomsOfDay(places, ofTheDay, filter), closed: closed[0]?.name }
    }
    case 'week': {
      const week = isoWeekOf(view.date)
      const days = daysOfWeek(week, sessions, closed, today)
      return { as: 'week', days, weeks: [{ week, days }] }
    }
  }
}

/** The sessions and closed days from one day to another, both included, for a calendar to draw. */
weekRoutes.get('/sessions', readers, async (c) => {
  const { language, organisation, t } = c.var
  const from = parseLocalDate(c.req.query('from') ?? '')
  const to = parseLocalDate(c.req.query('to') ?? '')
  if (!from || !to || from > to || daysBetween(from, to) >= longestSpan)
    throw new Rejected(422, 'schedule:week.range', { max: longestSpan })

  const { filter } = parseView(new URL(c.req.url).searchParams, c.var.today)
  const tag = `"${organisation.id}-${c.var.viewer.id}-${organisation.scheduleVersion}-${language}-${release}"`
  c.header('ETag', tag)
  c.header('Cache-Control', 'private, no-cache')
  c.header('Vary', 'Cookie, Accept-Language')
  if (c.req.header('if-none-match') === tag) return c.body(null, 304)

  const { sessions, periods } = await c.var.db(async (tx) => ({
    sessions: await sessionsOfView(tx, { from, to, filter }, c.var.viewer.id),
    periods: await closedPeriodsBetween(tx, from, to),
  }))
  const cancelledInWords = (reason: string | null) =>
    reason ? t('schedule:cancellation.cancelledBecause', { reason }) : t('schedule:cancellation.cancelled')
  const event = (session: SessionFacts) => ({
    id: session.id,
    version: session.version,
    name: session.busy ? t('schedule:talk.busy') : session.activityName,
    busy: session.busy,
    date: session.localDate,
    start: session.localStart,
    end: session.localEnd,
    times: timesInWords(session.localStart, session.localEnd, language),
    category: session.category,
    tone: session.busy ? 'stone' : categoryLook[session.category].tone,
    categoryWord: t(categoryLook[session.category].word),
    location: session.locationName,
    leader: session.leaderName,
    outdoors: session.outdoors ? t('schedule:session.outdoors') : null,
    inSeries: session.seriesId !== null,
    doubled: session.doubleBookedBecause === null ? null : t('schedule:session.doubled'),
    cancelled: session.cancelledAt && cancelledInWords(session.cancellationReason),
  })
  return c.json({
    sessions: sessions.map(event),
    closedDays: closedDays(periods, from, to).map(({ date, name }) => ({ date, name: name[language] })),
  })
})

weekRoutes.get('/schedule/live', readers, (c) => liveStream(c, ({ topic }) => topic === 'schedule'))
