import { Hono, type Context } from 'hono'
import type { JSX } from 'hono/jsx/jsx-runtime'
import { AlreadyInScreen, ChoiceScreen } from '../../views/kiosk/choice-screen.tsx'
import { IdlePage } from '../../views/kiosk/idle-screen.tsx'
import {
  AgainScreen,
  NothingNowScreen,
  NotInScreen,
  RestPage,
  Said,
} from '../../views/kiosk/message-screen.tsx'
import { PairingScreenPage } from '../../views/kiosk/pairing-screen.tsx'
import { GoodbyeScreen, WelcomeScreen } from '../../views/kiosk/thanks-screen.tsx'
import { kioskAtDoor } from '../access/kiosk-door.ts'
import type { Guesses } from '../access/kiosk-guesses.ts'
import { hashCard, hashCode } from '../access/tokens.ts'
import { isParticipantLanguage, participantLanguages, type ParticipantLanguage } from '../language/text.ts'
import { Rejected } from '../problem.ts'
import { addDays, type LocalDate } from '../time/dates.ts'
import { localDateOf, localTimeOf, weekOfInstant } from '../time/zones.ts'
import { show, showPart, speakTo } from '../web/answer.tsx'
import type { Env } from '../web/env.ts'
import { fields } from '../web/fields.ts'
import { parseDeviceTime } from './moment.ts'
import { sessionsOfToday } from './queries.ts'
import { atTheDoor, checkIn, leave, type Outcome, type Report, type Spoken } from './report-door.ts'
import { publicSealingKey } from './sealing.ts'
import { boardOf } from './today.ts'
import { weekRing } from './week-ring.ts'

/** The tablet by the door. Its own token opens this and nothing else; a staff sign-in opens nothing here. */
export function kioskRoutes(guesses: Guesses) {
  const routes = new Hono<Env>()

  routes.get('/kiosk', async (c) => {
    const kiosk = await kioskAtDoor(c)
    if (!kiosk) return show(c, <PairingScreenPage />)
    const { device, db } = kiosk
    const usual = languageNamed(device.organisationLanguage) ?? 'sv'
    speakTo(c, languageNamed(c.req.query('language')) ?? usual)
    if (device.revokedAt) return show(c, <RestPage />)

    const { now } = c.var
    const today = localDateOf(now, device.timeZone)
    const ahead = Array.from({ length: daysAhead }, (_, index) => addDays(today, index + 1))
    const all = await db((tx) => sessionsOfToday(tx, { today, until: ahead.at(-1), ...device }))
    const boardOn = (date: LocalDate) =>
      boardOf(
        all.filter(({ localDate }) => localDate === date),
        now,
      )
    const idle = {
      place: device.place ?? device.organisationName,
      today,
      time: localTimeOf(now, device.timeZone),
      timeZone: device.timeZone,
      epoch: now.epochMilliseconds,
      usual,
      languages: participantLanguages.filter((one) => one === usual || device.languages.includes(one)),
      sealingKey: publicSealingKey(c.var.parts.secret),
      sessions: boardOn(today),
      kiosk: device.id,
      ahead: ahead.map((date) => ({ date, sessions: boardOn(date) })),
    }
    return show(c, <IdlePage {...idle} />)
  })

  routes.post('/kiosk/check-ins', async (c) => {
    const sent = await sentByTablet(c)
    const outcome = await atTheDoor(c, sent, guesses, (tx, door) => checkIn(tx, door, sent))
    return answer(c, sent, outcome)
  })

  routes.post('/kiosk/departures', async (c) => {
    const sent = await sentByTablet(c)
    const outcome = await atTheDoor(c, sent, guesses, (tx, door) => leave(tx, door, sent))
    return answer(c, sent, outcome)
  })

  return routes
}

/** So many days are on the page beside today, for a tablet that is out of reach at midnight. */
const daysAhead = 6

/** What a tablet sends for a check-in or a departure. */
async function sentByTablet(c: Context<Env>): Promise<Report> {
  const form = await fields(c)
  const language = languageNamed(form.text('language', { max: 10, optional: true }))
  if (language) speakTo(c, language)
  const id = form.id('id')
  // Whatever was typed is looked up in the same way, also what can be no code.
  const code = form.text('code', { max: 40, optional: true, anyDigits: true })
  const card = form.text('card', { max: 60, optional: true, anyDigits: true })
  const { secret } = c.var.parts
  const report: Report = {
    id,
    keyIn: (organisationId) =>
      card === ''
        ? { codeHash: hashCode(code, organisationId, secret) }
        : { cardHash: hashCard(card, organisationId, secret) },
    way: card === '' ? 'code' : 'card',
    deviceTime: parseDeviceTime(form.text('device_time', { max: 40, optional: true })),
    sentAt: parseDeviceTime(form.text('sent_at', { max: 40, optional: true })),
    sequence: form.optionalWhole('sequence', { min: 0, max: 999_999_999 }),
    languageChosen: form.optionalChoice('language_chosen', ['yes']) && language,
    sessionId: form.optionalId('session_id'),
  }
  if (form.problems.length > 0) throw new Rejected(422, 'common:rejected.malformed')
  return report
}

/** The next screen for the tablet, or the bare outcome for a program. Only what is in the ledger is acknowledged. */
function answer(c: Context<Env>, sent: Report, outcome: Outcome & Spoken) {
  const language = languageNamed(outcome.language)
  if (language) speakTo(c, language)
  c.header('Stegvis-Language', c.get('participantLanguage') ?? c.var.language)
  const status = statuses[outcome.kind] ?? 200
  const acknowledged = outcome.kind === 'welcome' || outcome.kind === 'goodbye' ? sent.id : undefined
  if (acknowledged) c.header('Stegvis-Acknowledged', acknowledged)
  if (outcome.kind === 'wait') c.header('Retry-After', String(outcome.seconds))
  c.header('Stegvis-Outcome', outcome.kind)
  if ((c.req.header('accept') ?? '').includes('application/json'))
    return c.json({ outcome: outcome.kind, acknowledged }, status, { 'Cache-Control': 'no-store' })
  return showPart(c, screenOf(outcome), status)
}

const statuses: Partial<Record<Outcome['kind'], 401 | 409 | 422 | 429>> = {
  not_paired: 401,
  revoked: 401,
  again: 409,
  unknown: 422,
  wait: 429,
}

function screenOf(outcome: Outcome): JSX.Element {
  switch (outcome.kind) {
    case 'welcome':
    case 'goodbye': {
      const Screen = outcome.kind === 'welcome' ? WelcomeScreen : GoodbyeScreen
      const { firstName, tomorrow, visit, visits, enrolment, enrolments, timeZone, at } = outcome
      const week = weekOfInstant(at, timeZone)
      const ring = enrolment && weekRing(week, { enrolment, enrolments, visits, zone: timeZone })
      return <Screen firstName={firstName} session={visit.session} ring={ring} tomorrow={tomorrow} />
    }
    case 'choice':
      return <ChoiceScreen sessions={outcome.sessions} />
    case 'already_in':
      return <AlreadyInScreen session={outcome.session} others={outcome.others} />
    case 'nothing_now':
      return <NothingNowScreen next={outcome.next} />
    case 'not_in':
      return <NotInScreen />
    case 'unknown':
      return <Said text="unknown" />
    case 'wait':
      return <Said text="wait" />
    case 'again':
    case 'not_paired':
    case 'revoked':
      return <AgainScreen />
  }
}

const languageNamed = (name: string | undefined): ParticipantLanguage | undefined =>
  isParticipantLanguage(name) ? name : undefined
