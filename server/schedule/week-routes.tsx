import { Hono } from 'hono'
import { categoryLook } from '../../views/schedule/category.ts'
import { WeekList, WeekPage } from '../../views/schedule/week-page.tsx'
import { allow } from '../access/door.ts'
import { mayPlanSchedule, mayReadSchedule } from '../access/permissions.ts'
import { closedDays } from '../organisation/closed-days.ts'
import { closedPeriodsBetween } from '../organisation/closed-queries.ts'
import { Rejected } from '../problem.ts'
import { daysBetween, parseLocalDate } from '../time/dates.ts'
import { isoWeekOf, mondayOf, parseIsoWeek, sundayOf } from '../time/weeks.ts'
import { timesInWords } from '../time/words.ts'
import { localDateOf, localTimeOf } from '../time/zones.ts'
import { show, showPart, wantsPart } from '../web/answer.tsx'
import { release } from '../web/assets.ts'
import type { Env } from '../web/env.ts'
import { liveStream } from '../web/live-stream.ts'
import { sessionsBetween, type SessionFacts } from './queries.ts'
import { daysOfWeek } from './week.ts'

/** The week that staff see all day: as a page, as JSON for its calendar, and as a stream of "look again". */
export const weekRoutes = new Hono<Env>()
const readers = allow(mayReadSchedule)

const longestSpan = 62

weekRoutes.get('/schedule', readers, async (c) => {
  const { today, now, organisation } = c.var
  const thisWeek = isoWeekOf(today)
  const week = parseIsoWeek(c.req.query('week') ?? '') ?? thisWeek
  const asked = c.req.query('view')
  const view = asked === 'list' || asked === 'calendar' ? asked : undefined
  const [from, to] = [mondayOf(week), sundayOf(week)]
  const { sessions, periods } = await c.var.db(async (tx) => ({
    sessions: await sessionsBetween(tx, from, to),
    periods: await closedPeriodsBetween(tx, from, to),
  }))
  const days = daysOfWeek(week, sessions, closedDays(periods, from, to), today)
  if (wantsPart(c)) return showPart(c, <WeekList {...{ week, view, days }} />)

  const wallNow = `${localDateOf(now, organisation.timeZone)}T${localTimeOf(now, organisation.timeZone)}`
  const canPlan = mayPlanSchedule(c.var.viewer)
  return show(c, <WeekPage {...{ week, thisWeek, view, days, canPlan, wallNow }} />)
})

/** The sessions and closed days from one day to another, both included, for a calendar to draw. */
weekRoutes.get('/sessions', readers, async (c) => {
  const { language, organisation, t } = c.var
  const from = parseLocalDate(c.req.query('from') ?? '')
  const to = parseLocalDate(c.req.query('to') ?? '')
  if (!from || !to || from > to || daysBetween(from, to) >= longestSpan)
    throw new Rejected(422, 'schedule:week.range', { max: longestSpan })

  const tag = `"${organisation.id}-${organisation.scheduleVersion}-${language}-${release}"`
  c.header('ETag', tag)
  c.header('Cache-Control', 'private, no-cache')
  c.header('Vary', 'Cookie, Accept-Language')
  if (c.req.header('if-none-match') === tag) return c.body(null, 304)

  const { sessions, periods } = await c.var.db(async (tx) => ({
    sessions: await sessionsBetween(tx, from, to),
    periods: await closedPeriodsBetween(tx, from, to),
  }))
  const event = (session: SessionFacts) => ({
    id: session.id,
    version: session.version,
    name: session.activityName,
    date: session.localDate,
    start: session.localStart,
    end: session.localEnd,
    times: timesInWords(session.localStart, session.localEnd, language),
    category: session.category,
    tone: categoryLook[session.category].tone,
    categoryWord: t(categoryLook[session.category].word),
    location: session.locationName,
    leader: session.leaderName,
    outdoors: session.outdoors ? t('schedule:session.outdoors') : null,
    cancelled:
      session.cancelledAt === null
        ? null
        : t('schedule:cancellation.cancelledBecause', { reason: session.cancellationReason ?? '' }),
  })
  return c.json({
    sessions: sessions.map(event),
    closedDays: closedDays(periods, from, to).map(({ date, name }) => ({ date, name: name[language] })),
  })
})

weekRoutes.get('/schedule/live', readers, (c) => liveStream(c, ({ topic }) => topic === 'schedule'))
