import type { PropsWithChildren } from 'hono/jsx'
import type { WeekRing } from '../../server/kiosk/week-ring.ts'
import type { SessionAhead } from '../../server/kiosk/words.ts'
import { minutesInWords, timeInWords, timesInWords } from '../../server/time/words.ts'
import { KioskScreen } from '../kiosk-layout.tsx'
import { useLanguage } from '../participant-language.tsx'
import { Icon } from '../parts/icon.tsx'
import { Ring } from '../parts/ring.tsx'
import { categoryLook } from '../schedule/category.ts'
import { toneOf, type SessionWords } from './session-facts.tsx'
import { UndoButton } from './undo-button.tsx'

type ThanksProps = {
  /** Only when the person chose to be greeted so. */
  firstName: string | null
  session: SessionWords
  ring: WeekRing | undefined
  tomorrow: readonly SessionAhead[]
  /** The event that is thanked for, to take it back. */
  eventId: string
  /** A question comes next. */
  asks: boolean
}

/** Checked in: thanks, and the hours of the week. */
export function WelcomeScreen({ firstName, session, ...thanking }: ThanksProps) {
  const { t, language } = useLanguage()
  const when = timesInWords(session.localStart, session.localEnd, language)
  return (
    <Thanks
      title={firstName ? t('kiosk:welcome.named', { name: firstName }) : t('kiosk:welcome.title')}
      {...thanking}
    >
      <p>{t('kiosk:welcome.checkedIn', { name: session.name })}</p>
      <p>{session.place ? t('kiosk:welcome.whenWhere', { when, place: session.place }) : when}</p>
    </Thanks>
  )
}

/** Checked out: goodbye. */
export function GoodbyeScreen({ firstName, session, ...thanking }: ThanksProps) {
  const { t } = useLanguage()
  return (
    <Thanks
      title={firstName ? t('kiosk:goodbye.named', { name: firstName }) : t('kiosk:goodbye.title')}
      {...thanking}
    >
      <p>{t('kiosk:goodbye.checkedOut', { name: session.name })}</p>
      <p>{t('kiosk:goodbye.thanks')}</p>
    </Thanks>
  )
}

type Thanking = Omit<ThanksProps, 'firstName' | 'session'> & { title: string }

function Thanks(props: PropsWithChildren<Thanking>) {
  const { t, language } = useLanguage()
  const { title, ring, eventId, asks } = props
  // A short visit may leave nothing to count: then a goodbye is enough.
  const hours = ring && ring.minutes > 0 ? minutesInWords(ring.minutes, language) : undefined
  const planned = ring?.planned ? minutesInWords(ring.planned, language) : undefined
  return (
    <KioskScreen screen="thanks" returns={10}>
      {ring && hours && (
        <Ring
          fraction={ring.fraction}
          label={
            planned ? t('kiosk:ring.ofPlanned', { hours, planned }) : t('kiosk:ring.thisWeek', { hours })
          }
          large
        >
          <strong class={hours.length > mostLetters ? 'is-long' : undefined}>{unbroken(hours)}</strong>
          {t('kiosk:ring.week')}
        </Ring>
      )}
      <div class="kiosk-thanks-words">
        <h1>{title}</h1>
        {props.children}
        {planned && <p>{t('kiosk:ring.planned', { planned })}</p>}
        <Tomorrow sessions={props.tomorrow} />
        <div class="kiosk-verbs">
          {asks ? (
            <button
              type="button"
              class="kiosk-button kiosk-button-primary"
              data-act="post"
              data-path="/kiosk/questions"
              data-body={JSON.stringify({ because_of: eventId })}
            >
              {t('kiosk:question.next')}
              <Icon name="arrow-right" />
            </button>
          ) : (
            <button type="button" class="kiosk-button kiosk-button-primary" data-act="back">
              <Icon name="check" />
              {t('kiosk:thanks.done')}
            </button>
          )}
          <UndoButton path="/kiosk/withdrawals" becauseOf={eventId} />
          <button type="button" class="kiosk-button" data-act="more">
            <Icon name="alarm-clock-plus" />
            {t('kiosk:thanks.more')}
          </button>
        </div>
      </div>
      <div class="kiosk-countdown" />
    </KioskScreen>
  )
}

/** What is on tomorrow, each with its picture, its name and when it begins. */
function Tomorrow({ sessions }: { sessions: readonly SessionAhead[] }) {
  const { t, language } = useLanguage()
  return (
    sessions.length > 0 && (
      <section class="kiosk-tomorrow">
        <h2>{t('kiosk:welcome.tomorrow')}</h2>
        <ul>
          {sessions.map((session) => (
            <li class={toneOf(session)}>
              <span class="kiosk-session-picture">
                <Icon name={categoryLook[session.category].icon} />
              </span>
              <span>{session.name}</span>
              <strong>{timeInWords(session.localStart, language)}</strong>
            </li>
          ))}
        </ul>
      </section>
    )
  )
}

/** More than that are written smaller in the ring. */
const mostLetters = 14

/** '1 tim 45 min' may break between its two parts, never inside one. */
const unbroken = (words: string): string => words.replaceAll(/(\d) /g, '$1\u00a0')
