import { Hono, type Context } from 'hono'
import { getCookie } from 'hono/cookie'
import type { Tenant, Tx } from '../../db/client.ts'
import { MyWeekPage } from '../../views/my-week/my-week-page.tsx'
import { logAccess } from '../access/queries.ts'
import { behindPersonalLink, noteUse, type BehindLink } from '../access/personal-link-queries.ts'
import { hashToken, organisationOfToken } from '../access/tokens.ts'
import { textsIn } from '../language/catalogue.ts'
import { languages, type TextKey } from '../language/text.ts'
import { Rejected, type Problem } from '../problem.ts'
import { bookSeries, bookSession, withdrawBooking, withdrawFromSeries } from '../schedule/booking-queries.ts'
import type { PlaceAnswer } from '../schedule/booking-rules.ts'
import { noteWish, withdrawWish } from '../schedule/wish-queries.ts'
import { addDays, parseLocalDate, type LocalDate } from '../time/dates.ts'
import { localDateOf } from '../time/zones.ts'
import { done, show } from '../web/answer.tsx'
import type { Env } from '../web/env.ts'
import { fields, isIdentifier } from '../web/fields.ts'
import { ownSessions, ownWishes, wishesWaiting } from './queries.ts'
import { ownChoice, ownDays, whyNotWish, type OwnSession } from './week.ts'

/** A participant's own week behind a secret address: what they are booked on, what they may come to, what they wish. */
export const myWeekRoutes = new Hono<Env>()

const NOBODY = '00000000-0000-0000-0000-000000000000'
const daysShown = 14
const daysAhead = 26 * 7
const longestWish = 200

const answers: Record<PlaceAnswer, TextKey> = {
  booked: 'myWeek:answer.booked',
  waiting: 'myWeek:answer.waiting',
  already: 'myWeek:answer.already',
  elsewhere: 'myWeek:answer.elsewhere',
  notEnrolled: 'myWeek:answer.notEnrolled',
  closed: 'myWeek:answer.closed',
}

type Own = { db: Tenant; link: BehindLink; today: LocalDate; path: string }

myWeekRoutes.get('/my-week/:token', async (c) => {
  const own = await ownHere(c)
  return showWeek(c, own)
})

myWeekRoutes.post('/my-week/:token/bookings', async (c) => {
  const own = await ownHere(c)
  const form = await fields(c)
  const sessionId = form.id('session_id')
  const wholeSeries = form.checked('whole_series')
  if (form.problems.length > 0) throw new Rejected(404, 'common:rejected.missing')
  const { participantId } = own.link
  const hand = { by: null, at: c.var.now, requestId: c.var.requestId }
  const notice = await own.db(async (tx): Promise<TextKey> => {
    const session = await sessionHere(tx, own, sessionId)
    const choice = ownChoice(session, { now: c.var.now, largestGroup: null })
    if (wholeSeries && session.seriesId !== null) {
      if (!choice.mayBookSeries) return 'myWeek:answer.already'
      const wished = { seriesId: session.seriesId, from: session.localDate }
      const answers = (await bookSeries(tx, wished, participantId, hand)) ?? []
      if (answers.some(({ answer }) => answer === 'waiting')) return 'myWeek:answer.seriesWaiting'
      return answers.some(({ answer }) => answer === 'elsewhere')
        ? 'myWeek:answer.seriesElsewhere'
        : 'myWeek:answer.series'
    }
    if (!choice.mayBook) return session.state === 'open' ? 'myWeek:answer.closed' : 'myWeek:answer.already'
    const { answer } = await bookSession(tx, session.id, participantId, hand)
    return answers[answer]
  })
  return done(c, own.path, notice)
})

myWeekRoutes.delete('/my-week/:token/bookings/:id', async (c) => {
  const own = await ownHere(c)
  const form = await fields(c)
  const wholeSeries = form.checked('whole_series')
  const { participantId } = own.link
  const hand = { by: null, at: c.var.now, requestId: c.var.requestId }
  const notice = await own.db(async (tx): Promise<TextKey> => {
    const session = await sessionHere(tx, own, c.req.param('id'))
    const choice = ownChoice(session, { now: c.var.now, largestGroup: null })
    if (!choice.mayWithdraw) return 'myWeek:answer.closed'
    const withdrawn =
      wholeSeries && session.seriesId !== null
        ? await withdrawFromSeries(
            tx,
            { seriesId: session.seriesId, from: session.localDate },
            participantId,
            hand,
          )
        : await withdrawBooking(tx, session.id, participantId, hand)
    return withdrawn ? 'myWeek:answer.withdrawn' : 'myWeek:answer.closed'
  })
  return done(c, own.path, notice)
})

myWeekRoutes.post('/my-week/:token/wishes', async (c) => {
  const own = await ownHere(c)
  const form = await fields(c)
  const words = form.text('words', { max: longestWish })
  if (form.problems.length > 0) return showWeek(c, own, { values: form.values, problems: form.problems }, 422)
  const { participantId } = own.link
  const problems = await own.db(async (tx) => {
    const whyNot = whyNotWish(await wishesWaiting(tx, own.link))
    if (whyNot.length > 0) return whyNot
    await noteWish(tx, { words, participantId, notedBy: null, notedAt: c.var.now })
    await noteOwnChange(c, tx, own, 'wish')
    return []
  })
  if (problems.length > 0) return showWeek(c, own, { values: form.values, problems }, 422)
  return done(c, own.path, 'myWeek:wish.noted')
})

myWeekRoutes.delete('/my-week/:token/wishes/:id', async (c) => {
  const own = await ownHere(c)
  const id = c.req.param('id')
  const withdrawn = await own.db(async (tx) => {
    if (!isIdentifier(id) || !(await withdrawWish(tx, id, c.var.now, own.link.participantId))) return false
    await noteOwnChange(c, tx, own, 'wish')
    return true
  })
  if (!withdrawn) throw new Rejected(404, 'common:rejected.missing')
  return done(c, own.path, 'myWeek:wish.withdrawn')
})

type Typed = { values: Parameters<typeof MyWeekPage>[0]['values']; problems: readonly Problem[] }

async function showWeek(
  c: Context<Env>,
  own: Own,
  typed: Typed = { values: {}, problems: [] },
  status: 200 | 422 = 200,
) {
  const { link, today, path } = own
  const asked = parseLocalDate(c.req.query('from') ?? '')
  const latest = addDays(today, daysAhead)
  const from = asked === undefined || asked < today ? today : asked > latest ? latest : asked
  const to = addDays(from, daysShown - 1)
  const { sessions, wishes } = await own.db(async (tx) => {
    await noteUse(tx, link.linkId, c.var.now)
    return {
      sessions: await ownSessions(tx, link.participantId, { from, to }),
      wishes: await ownWishes(tx, link.participantId),
    }
  })
  const { largestGroup } = link
  const withChoices = sessions.map((session) => ({
    ...session,
    choice: ownChoice(session, { now: c.var.now, largestGroup }),
  }))
  c.header('X-Robots-Tag', 'noindex')
  return show(
    c,
    <MyWeekPage
      organisation={link.organisationName}
      {...{ path, from, to, today, wishes, ...typed }}
      days={ownDays(withChoices)}
      earlier={from > today ? addDays(from, -daysShown) : undefined}
      later={to < latest ? addDays(to, 1) : undefined}
    />,
    status,
  )
}

/** Whose page it is; unknown, revoked, ended and nonsense are the same to whoever asks. */
async function ownHere(c: Context<Env>): Promise<Own> {
  const token = c.req.param('token') ?? ''
  // What cannot be a token is looked up all the same, so that nothing is learnt from the time it takes.
  const db = c.var.parts.db.tenant(organisationOfToken(token) ?? NOBODY)
  const link = await db((tx) => behindPersonalLink(tx, hashToken(token), c.var.now))
  if (!link) throw new Rejected(404, 'myWeek:missing')
  speakAs(c, link)
  return { db, link, today: localDateOf(c.var.now, link.timeZone), path: `/my-week/${token}` }
}

/** In the participant's own language, where one is known and none was chosen on this device. */
function speakAs(c: Context<Env>, link: BehindLink): void {
  const own = languages.find((one) => one === link.language)
  if (own === undefined || getCookie(c, 'stegvis_language') !== undefined) return
  c.set('language', own)
  c.set('t', textsIn(own))
}

/** A session that the participant may see; anything else does not exist here. */
async function sessionHere(tx: Tx, own: Own, id: string): Promise<OwnSession> {
  const { today, link } = own
  const span = { from: today, to: addDays(today, daysAhead + daysShown) }
  const [session] = isIdentifier(id) ? await ownSessions(tx, link.participantId, span, id) : []
  if (!session) throw new Rejected(404, 'common:rejected.missing')
  return session
}

const noteOwnChange = (c: Context<Env>, tx: Tx, { link }: Own, what: string): Promise<void> =>
  logAccess(tx, {
    participantId: link.participantId,
    act: 'change',
    what,
    requestId: c.var.requestId,
  })
