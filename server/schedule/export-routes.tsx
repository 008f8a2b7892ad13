import { Hono, type Context } from 'hono'
import { allow } from '../access/door.ts'
import { mayReadSchedule } from '../access/permissions.ts'
import { calendarText } from '../feeds/calendar.ts'
import { csvOf } from '../web/csv.ts'
import type { Env } from '../web/env.ts'
import { xlsxOf } from '../web/xlsx.ts'
import type { SessionFacts } from './queries.ts'
import { scheduleSheet, sheetWidths } from './schedule-sheet.ts'
import { sessionsOfView, viewAsked } from './view-queries.ts'

/** What a view shows, as a file: no participants are in it, and one-to-one talks are nobody else's business. */
export const exportRoutes = new Hono<Env>()
const readers = allow(mayReadSchedule)

exportRoutes.get('/schedule.csv', readers, async (c) => {
  const { sessions, name } = await exported(c)
  sendAs(c, 'text/csv; charset=utf-8', `${name}.csv`)
  return c.body(csvOf(scheduleSheet(sessions, c.var.language)))
})

exportRoutes.get('/schedule.xlsx', readers, async (c) => {
  const { sessions, name } = await exported(c)
  const sheet = c.var.t('schedule:export.sheet')
  const file = await xlsxOf(scheduleSheet(sessions, c.var.language), { sheet, widths: sheetWidths })
  sendAs(c, 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', `${name}.xlsx`)
  return c.body(file)
})

exportRoutes.get('/schedule.ics', readers, async (c) => {
  const { sessions, name } = await exported(c)
  const { language, organisation } = c.var
  const text = calendarText({
    name: organisation.name,
    language,
    neutralTitles: false,
    sessions: sessions.map((session) => ({
      id: session.id,
      title: session.activityName,
      place: session.locationName,
      timeZone: session.timeZone,
      startsAt: session.startsAt.epochMilliseconds,
      endsAt: session.endsAt.epochMilliseconds,
      changedAt: session.changedAt.epochMilliseconds,
      sequence: session.sequence,
      cancellationReason: session.cancelledAt === null ? null : (session.cancellationReason ?? ''),
      facts: { leader: session.leaderName, category: session.category, places: session.places },
    })),
  })
  sendAs(c, 'text/calendar; charset=utf-8', `${name}.ics`)
  return c.body(text)
})

async function exported(c: Context<Env>): Promise<{ sessions: SessionFacts[]; name: string }> {
  const { searchParams } = new URL(c.req.url)
  return c.var.db(async (tx) => {
    const { view } = await viewAsked(tx, searchParams, c.var.today)
    // Asked for nobody, every talk is somebody else's.
    const sessions = (await sessionsOfView(tx, view)).filter(({ busy }) => !busy)
    return { sessions, name: `schema-${view.from}-${view.to}` }
  })
}

function sendAs(c: Context<Env>, type: string, file: string): void {
  c.header('Content-Type', type)
  c.header('Content-Disposition', `attachment; filename="${file}"`)
  c.header('Cache-Control', 'no-store')
}
