import type { KioskWay } from '../../server/access/kiosk-words.ts'
import type { SessionToday } from '../../server/kiosk/today.ts'
import type { ParticipantLanguage } from '../../server/language/text.ts'
import type { LocalDate, LocalTime } from '../../server/time/dates.ts'
import { dateInWords, timeInWords } from '../../server/time/words.ts'
import { fontsFor } from '../../server/web/assets.ts'
import { KioskLayout, KioskScreen } from '../kiosk-layout.tsx'
import { useLanguage } from '../participant-language.tsx'
import { Icon } from '../parts/icon.tsx'
import { categoryLook } from '../schedule/category.ts'
import { Languages, ReadAloud } from './languages.tsx'
import { OfflineScreens } from './offline-screens.tsx'
import { buttonOf, OtherWays } from './other-ways.tsx'
import { SessionFacts, toneOf } from './session-facts.tsx'

export type IdleProps = {
  /** Where the tablet stands, or whose it is. */
  place: string
  today: LocalDate
  time: LocalTime
  timeZone: string
  /** The same moment as a number, for the clock that ticks in the browser. */
  epoch: number
  /** The language that the tablet returns to. */
  usual: ParticipantLanguage
  /** Those that it offers, its usual one among them. */
  languages: readonly ParticipantLanguage[]
  /** With this the tablet seals what it keeps until we have it. */
  sealingKey: string
  sessions: readonly SessionToday[]
  /** The tablet's own row. */
  kiosk: string
  /** How one may come in here, and how loud it is. */
  ways: readonly KioskWay[]
  volume: number
  /** The days after this one: the line may be down at midnight. */
  ahead: readonly { date: LocalDate; sessions: readonly SessionToday[] }[]
}

/** Now, and today's sessions; never anybody. Beside them the pad. */
export function IdlePage(props: IdleProps) {
  const { t } = useLanguage()
  return (
    <KioskLayout title={props.place} place={props.place} corner={<Corner {...props} />}>
      <KioskScreen
        screen="idle"
        label={t('kiosk:idle.title')}
        data={{
          usual: props.usual,
          key: props.sealingKey,
          kiosk: props.kiosk,
          languages: props.languages,
          fonts: fontsFor(props.languages),
        }}
      >
        <Day {...props} />
        <Ask ways={props.ways} volume={props.volume} />
        <template id="kiosk-days-ahead">
          {props.ahead.map((day) => (
            <Day {...props} today={day.date} sessions={day.sessions} />
          ))}
          <Day {...props} today={undefined} sessions={[]} />
        </template>
        <OfflineScreens />
      </KioskScreen>
    </KioskLayout>
  )
}

/** What stands at every screen: reading aloud, and the languages. */
const Corner = ({ languages, volume }: IdleProps) => (
  <>
    <ReadAloud offered={languages} volume={volume} />
    <Languages offered={languages} />
  </>
)

type DayProps = Pick<IdleProps, 'time' | 'timeZone' | 'epoch' | 'sessions'> & {
  /** None for a day that the tablet has not heard of yet. */
  today: LocalDate | undefined
}

function Day({ today, time, timeZone, epoch, sessions }: DayProps) {
  const { t, language } = useLanguage()
  return (
    <section class="kiosk-day" id="kiosk-day" data-date={today ?? ''} aria-label={t('kiosk:idle.today')}>
      <time class="kiosk-clock" datetime={time} data-zone={timeZone} data-epoch={String(epoch)}>
        {timeInWords(time, language)}
      </time>
      <p class="kiosk-date">{today && dateInWords(today, language)}</p>
      {sessions.length === 0 ? (
        <div class="kiosk-nothing">
          <RisingSteps />
          {today && <p>{t('kiosk:idle.nothing')}</p>}
        </div>
      ) : (
        <>
          <ul class="kiosk-sessions">
            {sessions.map((session) => (
              <li
                class={`kiosk-session ${toneOf(session)} is-${session.standing}`}
                {...(session.standing === 'cancelled' ? {} : timesOf(session, t))}
              >
                <SessionFacts session={session} said={saidOf[session.standing]} />
                {session.tapped && <Here session={session} />}
              </li>
            ))}
          </ul>
          <RisingSteps />
        </>
      )}
    </section>
  )
}

/** For the clock in the browser: when it begins and ends, and its words before, during and after. */
const timesOf = (session: SessionToday, t: ReturnType<typeof useLanguage>['t']) => {
  const kind = t(categoryLook[session.category].word)
  return {
    'data-starts': String(session.startsAt.epochMilliseconds),
    'data-ends': String(session.endsAt.epochMilliseconds),
    'data-now': t('kiosk:idle.now', { kind }),
    'data-kind': kind,
  }
}

/** Where nobody is registered: one tap, and no code. */
function Here({ session }: { session: SessionToday }) {
  const { t } = useLanguage()
  return (
    <button
      type="button"
      class="kiosk-button kiosk-button-primary kiosk-here"
      aria-label={`${t('kiosk:guest.here')}: ${session.name}`}
      data-act="post"
      data-path="/kiosk/guests"
      data-body={JSON.stringify({ session_id: session.id })}
    >
      <Icon name="check" />
      {t('kiosk:guest.here')}
    </button>
  )
}

/** A calm picture for a day without sessions: steps that rise past the sun, with something growing on them. */
const RisingSteps = () => (
  <svg class="kiosk-picture" viewBox="0 0 520 270" aria-hidden="true" focusable="false">
    <circle class="kiosk-picture-sun" cx="352" cy="104" r="84" />
    {[0, 1, 2, 3, 4].map((step) => (
      <rect
        class={`kiosk-picture-step kiosk-picture-step-${step + 1}`}
        x={22 + step * 90}
        y={212 - step * 40}
        width="116"
        height="30"
        rx="15"
      />
    ))}
    <Sprout x={92} y={212} />
    <Sprout x={266} y={132} />
    <rect class="kiosk-picture-ground" x="0" y="254" width="520" height="5" rx="2.5" />
  </svg>
)

const Sprout = ({ x, y }: { x: number; y: number }) => (
  <g class="kiosk-picture-sprout" transform={`translate(${x} ${y})`}>
    <path class="kiosk-picture-stem" d="M0 0C0-12 1-22 0-34" />
    <path d="M0-20C-16-20-24-30-24-42-8-42 0-34 0-20Z" />
    <path d="M0-30C12-30 20-38 20-50 6-50 0-42 0-30Z" />
  </g>
)

const saidOf = {
  cancelled: 'kiosk:idle.cancelled',
  now: 'kiosk:idle.now',
  over: undefined,
  later: undefined,
} as const

const digits = ['1', '2', '3', '4', '5', '6', '7', '8', '9']

/** One question: who one is, in the ways that this tablet knows. */
function Ask({ ways, volume }: Pick<IdleProps, 'ways' | 'volume'>) {
  const { t } = useLanguage()
  const words = ways.includes('code')
    ? ({ question: 'kiosk:ask.question', how: 'kiosk:ask.how' } as const)
    : ways.includes('card')
      ? ({ question: 'kiosk:card.title', how: 'kiosk:card.how' } as const)
      : ways.every((way) => way === 'guest')
        ? ({ question: 'kiosk:guest.welcome', how: undefined } as const)
        : ways.includes('guest')
          ? ({ question: 'ways:question', how: undefined } as const)
          : ({ question: 'ways:screen.title', how: undefined } as const)
  const how = words.how && t(words.how)
  return (
    <section class="kiosk-ask" aria-labelledby="kiosk-question">
      <h1 class="kiosk-question" id="kiosk-question">
        {t(words.question)}
      </h1>
      <p class="kiosk-said" id="kiosk-said" role="status">
        {how}
      </p>
      {ways.includes('code') ? <Code /> : ways.includes('card') && <ShownCard />}
      <OtherWays ways={ways} volume={volume}>
        {ways.includes('guest') && <Guest looks={buttonOf('guest', ways)} />}
      </OtherWays>
      <template id="kiosk-words">
        <p data-word="how">{how}</p>
        <p data-word="six">{t('kiosk:ask.six')}</p>
        <p data-word="wait">{t('kiosk:ask.wait')}</p>
        <p data-word="unknown">{t('kiosk:ask.unknown')}</p>
        <p data-word="offline">{t('kiosk:ask.offline')}</p>
        <p data-word="card">{t('ways:unread')}</p>
      </template>
    </section>
  )
}

/** A card in a hand, for a tablet that takes no codes. */
const ShownCard = () => (
  <svg class="kiosk-card-picture" viewBox="0 0 320 240" aria-hidden="true" focusable="false">
    <rect
      class="kiosk-card-back"
      x="40"
      y="36"
      width="240"
      height="152"
      rx="18"
      transform="rotate(-6 160 112)"
    />
    <rect class="kiosk-card-face" x="40" y="44" width="240" height="152" rx="18" />
    <g class="kiosk-card-code">
      <path d="M64 68h36v36H64zm10 10v16h16V78zM64 136h36v36H64zm10 10v16h16v-16zM132 68h36v36h-36zm10 10v16h16V78z" />
      <path d="M112 68h10v20h-10zm0 30h10v10h10v10h-20zm20 28h10v10h-10zm16-10h20v10h-20zm-36 24h10v10h-10zm20 10h16v10h-16zm26-4h10v26h-10zm-46 20h26v6h-26z" />
    </g>
    <rect class="kiosk-card-line" x="190" y="76" width="66" height="12" rx="6" />
    <rect class="kiosk-card-line" x="190" y="100" width="44" height="12" rx="6" />
  </svg>
)

/** Somebody without a code or a card is counted. */
function Guest({ looks }: { looks: string }) {
  const { t } = useLanguage()
  return (
    <button
      type="button"
      class={`${looks} kiosk-guest`}
      data-act="post"
      data-path="/kiosk/guests"
      data-body="{}"
    >
      <Icon name="users-round" />
      {t('kiosk:guest.ask')}
    </button>
  )
}

/** The code, and then one of two words: for coming and for going. */
function Code() {
  const { t } = useLanguage()
  return (
    <>
      <div
        class="kiosk-code"
        id="kiosk-code"
        role="img"
        aria-label={t('kiosk:ask.typed', { count: 0 })}
        data-typed={JSON.stringify([0, 1, 2, 3, 4, 5, 6].map((count) => t('kiosk:ask.typed', { count })))}
      >
        {[0, 1, 2, 3, 4, 5].map((place) => (
          <span class={place === 0 ? 'kiosk-digit is-next' : 'kiosk-digit'} />
        ))}
      </div>
      <div class="kiosk-pad" role="group" aria-label={t('kiosk:ask.pad')}>
        {digits.map((digit) => (
          <Digit digit={digit} />
        ))}
        <button type="button" class="kiosk-key kiosk-key-quiet" data-act="clear">
          {t('kiosk:ask.clear')}
        </button>
        <Digit digit="0" />
        <button
          type="button"
          class="kiosk-key kiosk-key-quiet"
          data-act="erase"
          aria-label={t('kiosk:ask.erase')}
        >
          <Icon name="delete" />
        </button>
      </div>
      <div class="kiosk-verbs">
        <button type="button" class="kiosk-button kiosk-button-primary" data-act="check-ins">
          <Icon name="log-in" />
          {t('kiosk:ask.checkIn')}
        </button>
        <button type="button" class="kiosk-button" data-act="departures">
          <Icon name="log-out" />
          {t('kiosk:ask.checkOut')}
        </button>
      </div>
    </>
  )
}

const Digit = ({ digit }: { digit: string }) => (
  <button type="button" class="kiosk-key" data-digit={digit}>
    {digit}
  </button>
)
