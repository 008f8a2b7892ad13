import { randomUUID } from 'node:crypto'
import { Hono, type Context } from 'hono'
import type { Tenant, Tx } from '../../db/client.ts'
import { MyWeekPage } from '../../views/my-week/my-week-page.tsx'
import { logAccess } from '../access/queries.ts'
import {
  absenceSessions,
  takeBackAbsence,
  takeBackWithPlaces,
  tellAbsence,
  tellAbsenceOfDays,
  type AbsenceHand,
} from '../attendance/absence-queries.ts'
import { longestAbsenceReason } from '../attendance/absence.ts'
import { behindPersonalLink, noteUse, type BehindLink } from '../access/personal-link-queries.ts'
import { behindToken } from '../access/tokens.ts'
import { rememberLanguage } from '../kiosk/phone-door.ts'
import { kiosksForPhones, onScreensNow } from '../kiosk/phone-queries.ts'
import { isParticipantLanguage, participantLanguages } from '../language/text.ts'
import { Rejected, type Problem } from '../problem.ts'
import { bookSeries, bookSession, withdrawBooking, withdrawFromSeries } from '../schedule/booking-queries.ts'
import { noteWish, withdrawWish } from '../schedule/wish-queries.ts'
import { addDays, parseLocalDate, type LocalDate } from '../time/dates.ts'
import { localDateOf } from '../time/zones.ts'
import { done, show, speakTo } from '../web/answer.tsx'
import type { Env } from '../web/env.ts'
import { fields, isIdentifier } from '../web/fields.ts'
import { ownSessions, ownWishes, rememberOwnLanguage, wishesWaiting } from './queries.ts'
import {
  absenceAnswers,
  ownAnswers,
  ownChoice,
  ownDays,
  todayApart,
  whyNotWish,
  type OwnAnswer,
  type OwnSession,
} from './week.ts'

/** A participant's own week behind a secret address: what they are booked on, what they may come to, what they wish. */
export const myWeekRoutes = new Hono<Env>()

const daysShown = 7
/** What one is booked on is shown further ahead than what one may come to. */
const daysOfOwn = 13
const daysAhead = 26 * 7
const longestWish = 200

type Own = { db: Tenant; link: BehindLink; today: LocalDate; path: string }

myWeekRoutes.get('/my-week/:token', async (c) => {
  const own = await ownHere(c)
  return showWeek(c, own)
})

/** Chosen here it holds at the kiosk as well, and in letters. */
myWeekRoutes.put('/my-week/:token/language', async (c) => {
  const own = await ownHere(c)
  const form = await fields(c)
  const language = form.choice('language', participantLanguages)
  if (form.problems.length > 0) throw new Rejected(422, 'common:rejected.malformed')
  await own.db(async (tx) => {
    if (await rememberOwnLanguage(tx, own.link.participantId, language))
      await noteOwnChange(c, tx, own, 'language')
  })
  rememberLanguage(c, language)
  return c.redirect(own.path, 303)
})

myWeekRoutes.post('/my-week/:token/bookings', async (c) => {
  const own = await ownHere(c)
  const form = await fields(c)
  const sessionId = form.id('session_id')
  const wholeSeries = form.checked('whole_series')
  if (form.problems.length > 0) throw new Rejected(404, 'common:rejected.missing')
  const { participantId } = own.link
  const hand = { by: null, at: c.var.now, requestId: c.var.requestId }
  const answer = await own.db(async (tx): Promise<OwnAnswer> => {
    const session = await sessionHere(tx, own, sessionId)
    const choice = ownChoice(session, { now: c.var.now, largestGroup: null })
    if (wholeSeries && session.seriesId !== null) {
      if (!choice.mayBookSeries) return 'already'
      const wished = { seriesId: session.seriesId, from: session.localDate }
      const answers = (await bookSeries(tx, wished, participantId, hand)) ?? []
      if (answers.some((one) => one.answer === 'waiting')) return 'seriesWaiting'
      return answers.some((one) => one.answer === 'elsewhere') ? 'seriesElsewhere' : 'series'
    }
    if (!choice.mayBook) return session.state === 'open' ? 'closed' : 'already'
    return (await bookSession(tx, session.id, participantId, hand)).answer
  })
  return answered(c, own, answer, sessionId)
})

myWeekRoutes.delete('/my-week/:token/bookings/:id', async (c) => {
  const own = await ownHere(c)
  const form = await fields(c)
  const wholeSeries = form.checked('whole_series')
  const sessionId = c.req.param('id')
  const { participantId } = own.link
  const hand = { by: null, at: c.var.now, requestId: c.var.requestId }
  const answer = await own.db(async (tx): Promise<OwnAnswer> => {
    const session = await sessionHere(tx, own, sessionId)
    const choice = ownChoice(session, { now: c.var.now, largestGroup: null })
    if (!choice.mayWithdraw) return 'closed'
    const { seriesId, localDate } = session
    const withdrawn =
      wholeSeries && seriesId !== null
        ? await withdrawFromSeries(tx, { seriesId, from: localDate }, participantId, hand)
        : await withdrawBooking(tx, session.id, participantId, hand)
    await takeBackWithPlaces(tx, participantId, { ...hand, today: own.today })
    return withdrawn ? 'withdrawn' : 'closed'
  })
  return answered(c, own, answer, sessionId)
})

myWeekRoutes.post('/my-week/:token/absences', async (c) => {
  const own = await ownHere(c)
  const form = await fields(c)
  const sessionId = form.optionalId('session_id')
  const day = form.optionalDate('day')
  const reason = form.lines('reason', { max: longestAbsenceReason, optional: true })
  const about = sessionId ?? day
  if (about === undefined || form.problems.some(({ field }) => field !== 'reason'))
    throw new Rejected(404, 'common:rejected.missing')
  if (form.problems.length > 0)
    return showWeek(c, own, { values: form.values, problems: form.problems, about }, 422)
  const absent = { participantId: own.link.participantId, reason }
  const hand = { by: null, at: c.var.now, requestId: c.var.requestId }
  const told = await own.db(async (tx): Promise<{ answer: OwnAnswer; about: string }> => {
    if (sessionId === undefined) return tellDay(tx, absent, day ?? own.today, hand)
    const session = await sessionHere(tx, own, sessionId)
    const whyNot = await tellAbsence(tx, { ...absent, sessionId: session.id }, hand)
    return { answer: whyNot ? absenceAnswers[whyNot] : 'absent', about: session.id }
  })
  return answered(c, own, told.answer, told.about)
})

/** The whole day: what has begun or is told already is left as it is. */
async function tellDay(
  tx: Tx,
  absent: { participantId: string; reason: string },
  day: LocalDate,
  hand: AbsenceHand,
): Promise<{ answer: OwnAnswer; about: string }> {
  const days = { from: day, to: day }
  const sessions = await absenceSessions(tx, absent.participantId, days)
  const about = sessions[0]?.sessionId
  if (about === undefined) throw new Rejected(404, 'common:rejected.missing')
  const told = await tellAbsenceOfDays(tx, absent, days, hand)
  if (told > 0) return { answer: 'absentDay', about }
  return { answer: sessions.some(({ absence }) => absence !== null) ? 'absentAlready' : 'closed', about }
}

myWeekRoutes.delete('/my-week/:token/absences/:id', async (c) => {
  const own = await ownHere(c)
  const sessionId = c.req.param('id')
  const { participantId } = own.link
  const hand = { by: null, at: c.var.now, requestId: c.var.requestId }
  const whyNot = await own.db(async (tx) => {
    await sessionHere(tx, own, sessionId)
    return takeBackAbsence(tx, { participantId, sessionId }, hand)
  })
  return answered(c, own, whyNot === 'begun' ? 'closed' : 'absentBack', sessionId)
})

/** Back on the page, which says what came of it and of which session. */
const answered = (c: Context<Env>, own: Own, answer: OwnAnswer, about: string) =>
  c.redirect(`${own.path}?${new URLSearchParams({ answer, about })}`, 303)

myWeekRoutes.post('/my-week/:token/wishes', async (c) => {
  const own = await ownHere(c)
  const form = await fields(c)
  const words = form.text('words', { max: longestWish })
  if (form.problems.length > 0)
    return showWeek(c, own, { values: form.values, problems: form.problems, about: undefined }, 422)
  const { participantId } = own.link
  const problems = await own.db(async (tx) => {
    const whyNot = whyNotWish(await wishesWaiting(tx, own.link))
    if (whyNot.length > 0) return whyNot
    await noteWish(tx, { words, participantId, notedBy: null, notedAt: c.var.now })
    await noteOwnChange(c, tx, own, 'wish')
    return []
  })
  if (problems.length > 0) return showWeek(c, own, { values: form.values, problems, about: undefined }, 422)
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

type Typed = {
  values: Parameters<typeof MyWeekPage>[0]['values']
  problems: readonly Problem[]
  about: string | undefined
}

async function showWeek(
  c: Context<Env>,
  own: Own,
  typed: Typed = { values: {}, problems: [], about: undefined },
  status: 200 | 422 = 200,
) {
  const { link, today, path } = own
  const asked = parseLocalDate(c.req.query('from') ?? '')
  const latest = addDays(today, daysAhead)
  const from = asked === undefined || asked < today ? today : asked > latest ? latest : asked
  const to = addDays(from, daysShown - 1)
  const said = ownAnswers.find((one) => one === c.req.query('answer'))
  const about = c.req.query('about') ?? ''
  const { sessions, mine, told, wishes, phones, mayCome } = await own.db(async (tx) => {
    await noteUse(tx, link.linkId, c.var.now)
    const ahead = await ownSessions(tx, link.participantId, { from: today, to: addDays(today, daysOfOwn) })
    const [told] =
      said && isIdentifier(about)
        ? await ownSessions(tx, link.participantId, { from: today, to: addDays(latest, daysShown) }, about)
        : []
    return {
      told,
      mine: ahead.filter(({ state }) => state !== 'open'),
      sessions: await ownSessions(tx, link.participantId, { from, to }),
      wishes: await ownWishes(tx, link.participantId),
      phones: (await kiosksForPhones(tx)).length > 0,
      mayCome: (await onScreensNow(tx, c.var.now)).length > 0,
    }
  })
  const { largestGroup } = link
  const withChoice = (session: OwnSession) => ({
    ...session,
    choice: ownChoice(session, { now: c.var.now, largestGroup }),
  })
  const open = sessions.filter(
    ({ state, cancellationReason }) => state === 'open' && cancellationReason === null,
  )
  c.header('X-Robots-Tag', 'noindex')
  return show(
    c,
    <MyWeekPage
      organisation={link.organisationName}
      {...{ path, from, to, today, wishes, ...typed }}
      here={phones ? randomUUID() : undefined}
      mayComeNow={mayCome}
      {...todayApart({ mine: ownDays(mine.map(withChoice)), open: ownDays(open.map(withChoice)) }, today)}
      hasOwn={mine.length > 0}
      answer={said && told && { said, session: told }}
      earlier={from > today ? addDays(from, -daysShown) : undefined}
      later={to < latest ? addDays(to, 1) : undefined}
    />,
    status,
  )
}

/** Whose page it is; unknown, revoked, ended and nonsense are the same to whoever asks. */
async function ownHere(c: Context<Env>): Promise<Own> {
  const token = c.req.param('token') ?? ''
  const opened = await behindToken(c.var.parts.db, token, (tx, hash) =>
    behindPersonalLink(tx, hash, c.var.now),
  )
  if (!opened) throw new Rejected(404, 'myWeek:missing')
  const { db, found: link } = opened
  speakAs(c, link)
  return { db, link, today: localDateOf(c.var.now, link.timeZone), path: `/my-week/${token}` }
}

/** In the participant's own language, where one is known; else as this device's reader chose or asks. */
function speakAs(c: Context<Env>, link: BehindLink): void {
  if (isParticipantLanguage(link.language)) speakTo(c, link.language)
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
