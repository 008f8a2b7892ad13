import { Hono, type Context } from 'hono'
import { HallEndedPage, HallPage } from '../../views/schedule/hall-page.tsx'
import { HallAddressPage, HallScreensPage } from '../../views/schedule/hall-screen-pages.tsx'
import { allow } from '../access/door.ts'
import { mayManageHallScreens } from '../access/permissions.ts'
import { behindToken, hashToken, newOrganisationToken } from '../access/tokens.ts'
import { textsIn } from '../language/catalogue.ts'
import { languages } from '../language/text.ts'
import { closedDays } from '../organisation/closed-days.ts'
import { closedPeriodsBetween } from '../organisation/closed-queries.ts'
import { Rejected } from '../problem.ts'
import { addDays } from '../time/dates.ts'
import { dateInWords, momentInWords, timeInWords, timesInWords } from '../time/words.ts'
import { localDateOf, localTimeOf } from '../time/zones.ts'
import { done, show, showPart } from '../web/answer.tsx'
import { release } from '../web/assets.ts'
import type { Env } from '../web/env.ts'
import { fields, isIdentifier } from '../web/fields.ts'
import { liveStreamOf } from '../web/live-stream.ts'
import { hallDays, type HallDay } from './hall-screen.ts'
import {
  addHallScreen,
  hallScreenAt,
  hallScreenBehind,
  hallScreensHere,
  noteHallScreenSeen,
  revokeHallScreen,
} from './hall-screen-queries.ts'
import { locations } from './location-queries.ts'
import { openSessionsBetween } from './open-queries.ts'

/** Letters of a name that fit on one line beside its time. */
const longestLine = 22
const administrators = allow(mayManageHallScreens)

/** For administrators: which screens hang in the halls, and whose address is worth something. */
export const hallScreenRoutes = new Hono<Env>()

hallScreenRoutes.get('/hall-screens', administrators, async (c) =>
  show(c, <HallScreensPage {...await screensHere(c)} values={{}} problems={[]} />),
)

// The address is shown in the answer itself, once: it is nowhere to be read again.
hallScreenRoutes.post('/hall-screens', administrators, async (c) => {
  const form = await fields(c)
  const name = form.text('name', { max: 60 })
  const locationId = form.optionalId('location_id') ?? null
  const here = await screensHere(c)
  if (locationId !== null && !here.places.some(({ id }) => id === locationId))
    form.refuse('location_id', 'common:problem.choice')
  const { values, problems } = form
  if (problems.length > 0) return show(c, <HallScreensPage {...{ ...here, values, problems }} />, 422)

  const token = newOrganisationToken(c.var.organisation.id)
  const screen = { name, locationId, tokenHash: hashToken(token) }
  await c.var.db((tx) => addHallScreen(tx, screen, { by: c.var.viewer.id, at: c.var.now }))
  return show(c, <HallAddressPage name={name} address={`${c.var.parts.publicUrl}/hall/${token}`} />, 201)
})

hallScreenRoutes.post('/hall-screens/:id/revocation', administrators, async (c) => {
  const id = c.req.param('id')
  const found = isIdentifier(id) && (await c.var.db((tx) => hallScreenAt(tx, id)))
  if (!found) throw new Rejected(404, 'common:rejected.missing')
  await c.var.db((tx) => revokeHallScreen(tx, id, { by: c.var.viewer.id, at: c.var.now }))
  return done(c, '/hall-screens', 'hallScreen:revokedNow')
})

async function screensHere(c: Context<Env>) {
  const { organisation, language } = c.var
  const { rows, places } = await c.var.db(async (tx) => ({
    rows: await hallScreensHere(tx),
    places: await locations(tx),
  }))
  const inWords = (at: typeof c.var.now | null) => at && momentInWords(at, organisation.timeZone, language)
  const screens = rows.map(({ id, name, place, ...row }) => ({
    id,
    name,
    place,
    since: inWords(row.createdAt),
    lastSeen: inWords(row.lastSeenAt),
    revoked: inWords(row.revokedAt),
  }))
  return { screens, places }
}

/** The screen itself: nobody signs in, whoever has the address sees today and tomorrow. */
export const hallRoutes = new Hono<Env>()

hallRoutes.get('/hall/:token', async (c) => {
  const screen = await screenAtDoor(c)
  if (!screen) return missing(c)
  const { today, now, language, organisation, t } = c.var
  const tomorrow = addDays(today, 1)
  const { sessions, periods } = await c.var.db(async (tx) => ({
    sessions: await openSessionsBetween(tx, today, tomorrow, { locationId: screen.locationId ?? undefined }),
    periods: await closedPeriodsBetween(tx, today, tomorrow),
  }))
  const days = hallDays(sessions, closedDays(periods, today, tomorrow), today, now)
  const inWords = (day: HallDay) => ({
    date: day.date,
    dateInWords: dateInWords(day.date, language),
    closed: day.closed ? t('hallScreen:shown.closed', { name: day.closed[language] }) : null,
    sessions: day.sessions.map((session) => ({
      ...session,
      startsAt: session.startsAt.epochMilliseconds,
      endsAt: session.endsAt.epochMilliseconds,
      isLong: [...session.name].length > longestLine,
      times: timesInWords(session.localStart, session.localEnd, language),
    })),
  })
  const clock = timeInWords(localTimeOf(now, organisation.timeZone), language)
  return showPart(
    c,
    <HallPage
      place={screen.place === null ? organisation.name : `${organisation.name} · ${screen.place}`}
      now={now.epochMilliseconds}
      timeZone={organisation.timeZone}
      release={release}
      clock={clock}
      days={days.map(inWords)}
    />,
  )
})

hallRoutes.get('/hall/:token/live', async (c) => {
  const screen = await screenAtDoor(c)
  if (!screen) return missing(c)
  return liveStreamOf(
    c,
    ({ topic }) => topic === 'schedule',
    ({ topic, id }) => topic === 'hall-screen' && id === screen.id,
    { naming: false },
  )
})

/** Sets the screen's organisation and its language; unknown, revoked or nonsense is nobody. */
async function screenAtDoor(c: Context<Env>) {
  const token = c.req.param('token') ?? ''
  const { now, parts, requestId } = c.var
  const opened = await behindToken(parts.db, token, hallScreenBehind)
  c.header('X-Robots-Tag', 'noindex')
  if (!opened) return undefined
  const { db, found: screen } = opened
  const { organisationId, organisationName, timeZone, lastSeenAt } = screen
  const language = languages.find((one) => one === screen.language) ?? 'sv'
  c.set('db', db)
  c.set('organisation', {
    id: organisationId,
    name: organisationName,
    timeZone,
    language,
    scheduleVersion: 0,
    neutralTitles: false,
  })
  c.set('language', language)
  c.set('t', textsIn(language))
  c.set('today', localDateOf(now, timeZone))
  // That it is open is noted at most once a minute, and nobody waits for it.
  if (lastSeenAt === null || now.epochMilliseconds - lastSeenAt.epochMilliseconds > 60_000)
    db((tx) => noteHallScreenSeen(tx, screen.id, now)).catch(() =>
      parts.log({ level: 'warning', kind: 'a hall screen was not noted', request: requestId }),
    )
  return screen
}

/** Unknown, revoked or nonsense: one answer for all. */
const missing = (c: Context<Env>) => showPart(c, <HallEndedPage />, 404)
