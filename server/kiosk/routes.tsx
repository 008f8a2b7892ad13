import { Hono, type Context } from 'hono'
import type { JSX } from 'hono/jsx/jsx-runtime'
import {
  AlreadyInScreen,
  CancelledScreen,
  ChoiceScreen,
  FullScreen,
} from '../../views/kiosk/choice-screen.tsx'
import { IdlePage } from '../../views/kiosk/idle-screen.tsx'
import {
  AgainScreen,
  NothingNowScreen,
  NotInScreen,
  RestPage,
  Said,
  TooEarlyScreen,
} from '../../views/kiosk/message-screen.tsx'
import { PairingScreenPage } from '../../views/kiosk/pairing-screen.tsx'
import { GoodbyeScreen, WelcomeScreen } from '../../views/kiosk/thanks-screen.tsx'
import { kioskAtDoor } from '../access/kiosk-door.ts'
import type { Guesses } from '../access/kiosk-guesses.ts'
import { hashCard, hashCode } from '../access/tokens.ts'
import { participantLanguages } from '../language/text.ts'
import { addDays, type LocalDate } from '../time/dates.ts'
import { localDateOf, localTimeOf, weekOfInstant } from '../time/zones.ts'
import { show, speakTo } from '../web/answer.tsx'
import type { Env } from '../web/env.ts'
import { questionAfter } from './question.ts'
import { sessionsOfToday } from './queries.ts'
import { atTheDoor, checkIn, leave, type Outcome, type Report, type Spoken } from './report-door.ts'
import { publicSealingKey } from './sealing.ts'
import { answerTablet, languageNamed, refuseMalformed, toldByTablet } from './tablet-door.tsx'
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
    const languages = participantLanguages.filter((one) => one === usual || device.languages.includes(one))
    speakTo(c, languages.find((one) => one === c.req.query('language')) ?? usual)
    if (device.revokedAt) return show(c, <RestPage languages={languages} />)

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
      languages,
      volume: device.volume,
      sealingKey: publicSealingKey(c.var.parts.secret),
      ways: device.ways,
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
  const { form, told } = await toldByTablet(c)
  // Whatever was typed is looked up in the same way, also what can be no code.
  const code = form.text('code', { max: 40, optional: true, anyDigits: true })
  const card = form.text('card', { max: 60, optional: true, anyDigits: true })
  const { secret } = c.var.parts
  const report: Report = {
    ...told,
    keyIn: (organisationId) =>
      card === ''
        ? { codeHash: hashCode(code, organisationId, secret) }
        : { cardHash: hashCard(card, organisationId, secret) },
    way: card === '' ? 'code' : 'card',
    languageChosen: form.optionalChoice('language_chosen', ['yes']) && told.language,
    sessionId: form.optionalId('session_id'),
  }
  refuseMalformed(form)
  return report
}

/** Only what is in the ledger, or told to staff, is acknowledged. */
function answer(c: Context<Env>, sent: Report, outcome: Outcome & Spoken) {
  const { kind } = outcome
  const language = languageNamed(outcome.language)
  if (language) speakTo(c, language)
  if (kind === 'wait') c.header('Retry-After', String(outcome.seconds))
  return answerTablet(c, {
    kind,
    status: statuses[kind],
    acknowledged: durable.includes(kind) ? sent.id : undefined,
    screen: screenOf(outcome, sent.id),
  })
}

const durable: readonly Outcome['kind'][] = ['welcome', 'goodbye', 'full']

const statuses: Partial<Record<Outcome['kind'], 401 | 409 | 422 | 429>> = {
  not_paired: 401,
  revoked: 401,
  again: 409,
  unknown: 422,
  wait: 429,
}

function screenOf(outcome: Outcome, eventId: string): JSX.Element {
  switch (outcome.kind) {
    case 'welcome':
    case 'goodbye': {
      const Screen = outcome.kind === 'welcome' ? WelcomeScreen : GoodbyeScreen
      const { firstName, tomorrow, visit, visits, enrolment, enrolments, timeZone, at } = outcome
      const week = weekOfInstant(at, timeZone)
      const ring = enrolment && weekRing(week, { enrolment, enrolments, visits, zone: timeZone })
      const kind = outcome.kind === 'welcome' ? 'check_in' : 'departure'
      const asks = questionAfter(kind, enrolment, localDateOf(at, timeZone)) !== undefined
      return <Screen {...{ firstName, session: visit.session, ring, tomorrow, eventId, asks }} />
    }
    case 'choice':
      return <ChoiceScreen sessions={outcome.sessions} />
    case 'already_in':
      return <AlreadyInScreen session={outcome.session} others={outcome.others} />
    case 'full':
      return <FullScreen session={outcome.session} others={outcome.others} />
    case 'cancelled':
      return <CancelledScreen session={outcome.session} others={outcome.others} next={outcome.next} />
    case 'too_early':
      return <TooEarlyScreen session={outcome.session} from={outcome.from} />
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
