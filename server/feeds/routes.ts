import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { Hono, type Context } from 'hono'
import type { Tenant } from '../../db/client.ts'
import { behindToken } from '../access/tokens.ts'
import { languages } from '../language/text.ts'
import type { LocalDate } from '../time/dates.ts'
import { addWeeks, isoWeekOf, mondayOf, sundayOf } from '../time/weeks.ts'
import { localDateOf } from '../time/zones.ts'
import type { Env } from '../web/env.ts'
import { calendarText } from './calendar.ts'
import { feedBehind, noteFetch, sessionsOfFeed, type FoundFeed } from './queries.ts'

const WEEKS_BACK = 4
const WEEKS_AHEAD = 26
const compressed = promisify(gzip)

/** A participant's secret address, for calendar programs: nobody signs in, whoever has the token reads. */
export const feedRoutes = new Hono<Env>()

// Hono answers HEAD with the headers of GET.
feedRoutes.get('/feeds/:file', async (c) => {
  const token = c.req.param('file').replace(/\.ics$/, '')
  const opened = await behindToken(c.var.parts.db, token, (tx, hash) => feedBehind(tx, hash, c.var.now))
  if (!opened) return missing(c)
  const { db, found: feed } = opened

  const today = localDateOf(c.var.now, feed.timeZone)
  const zipped = acceptsGzip(c)
  const etag = etagOf(feed, today, zipped)
  c.header('ETag', etag)
  c.header('Cache-Control', 'private, no-cache')
  c.header('Vary', 'Accept-Encoding')
  if (!feed.fetchedLately) noteLater(c, db, feed)
  if (isKnown(c.req.header('if-none-match'), etag)) return c.body(null, 304)

  const language = languages.find((one) => one === feed.language) ?? 'sv'
  const week = isoWeekOf(today)
  const sessions = await db((tx) =>
    sessionsOfFeed(tx, {
      participantId: feed.participantId,
      scope: feed.scope,
      from: mondayOf(addWeeks(week, -WEEKS_BACK)),
      to: sundayOf(addWeeks(week, WEEKS_AHEAD)),
      today,
    }),
  )
  const { neutralTitles } = feed
  const text = calendarText({ name: feed.programmes.join(', '), language, neutralTitles, sessions })
  c.header('Content-Type', 'text/calendar; charset=utf-8')
  c.header('Content-Disposition', 'inline; filename="stegvis.ics"')
  if (!zipped) return c.body(text)
  c.header('Content-Encoding', 'gzip')
  return c.body(new Uint8Array(await compressed(text)))
})

/** Unknown, revoked, ended or nonsense: one answer for all. */
function missing(c: Context<Env>) {
  c.header('Cache-Control', 'private, no-cache')
  return c.text(`${c.var.t('feeds:missing')}\n`, 404)
}

/**
 * Everything the bytes depend on: what the calendar shows, the participant's own, and the day, which moves the weeks shown
 * and lets cancelled sessions go.
 */
function etagOf(feed: FoundFeed, today: LocalDate, zipped: boolean): string {
  const parts = [feed.id, feed.scheduleVersion, feed.feedVersion, today]
  return `"${parts.join('.')}${zipped ? '.gz' : ''}"`
}

function isKnown(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false
  return ifNoneMatch.split(',').some((one) => ['*', etag].includes(one.trim().replace(/^W\//, '')))
}

function acceptsGzip(c: Context<Env>): boolean {
  return (c.req.header('accept-encoding') ?? '')
    .split(',')
    .map((one) =>
      one
        .trim()
        .toLowerCase()
        .split(/\s*;\s*q=/),
    )
    .some(([coding, weight]) => coding === 'gzip' && weight !== '0' && weight !== '0.0')
}

/** That it was fetched is noted at most once an hour, and nobody waits for it. */
function noteLater(c: Context<Env>, db: Tenant, feed: FoundFeed): void {
  const { parts, now, requestId } = c.var
  db((tx) => noteFetch(tx, feed.id, now)).catch(() =>
    parts.log({ level: 'warning', kind: 'fetch of a feed was not noted', request: requestId }),
  )
}
