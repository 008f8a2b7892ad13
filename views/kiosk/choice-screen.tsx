import type { PropsWithChildren } from 'hono/jsx'
import type { KioskSession } from '../../server/kiosk/words.ts'
import { dateInWords, timeInWords } from '../../server/time/words.ts'
import { KioskScreen } from '../kiosk-layout.tsx'
import { useLanguage } from '../participant-language.tsx'
import { Icon } from '../parts/icon.tsx'
import { Message } from './message.tsx'
import { SessionFacts, toneOf, type SessionWords } from './session-facts.tsx'

/** What may be come to; one where all places are taken says so. */
type Offered = SessionWords & { full?: boolean }

/** Several sessions fit: which one? */
export function ChoiceScreen({ sessions }: { sessions: readonly Offered[] }) {
  const { t } = useLanguage()
  return (
    <KioskScreen screen="choice" returns={30}>
      <h1 class="kiosk-question">{t('kiosk:choice.question')}</h1>
      <Cards sessions={sessions} />
      <div class="kiosk-verbs">
        <BackButton />
      </div>
    </KioskScreen>
  )
}

/** Somebody who is in already: that is said, and what they may want now stands below. */
export function AlreadyInScreen(props: { session: SessionWords; others: readonly Offered[] }) {
  const { t } = useLanguage()
  const { session, others } = props
  return others.length === 0 ? (
    <KioskScreen screen="message" returns={10}>
      <Icon name="circle-check" />
      <AlreadyIn name={session.name} />
    </KioskScreen>
  ) : (
    <KioskScreen screen="choice" returns={15}>
      <AlreadyIn name={session.name}>
        <p class="kiosk-said">{t('kiosk:alreadyIn.others')}</p>
        <Cards sessions={others} />
      </AlreadyIn>
    </KioskScreen>
  )
}

function AlreadyIn({ name, children }: PropsWithChildren<{ name: string }>) {
  const { t } = useLanguage()
  return (
    <>
      <h1 class="kiosk-question">{t('kiosk:alreadyIn.said', { name })}</h1>
      {children}
      <div class="kiosk-verbs">
        <button type="button" class="kiosk-button kiosk-button-primary" data-act="back">
          {t('kiosk:alreadyIn.stay')}
        </button>
        <button type="button" class="kiosk-button" data-act="departures">
          <Icon name="log-out" />
          {t('kiosk:alreadyIn.leave')}
        </button>
      </div>
    </>
  )
}

/** All places are taken: nobody is to blame, staff know, and what has room stands below. */
export function FullScreen({ session, others }: { session: SessionWords; others: readonly SessionWords[] }) {
  const { t } = useLanguage()
  const title = t('kiosk:full.title', { name: session.name })
  if (others.length === 0)
    return (
      <Message icon="users-round" title={title}>
        <p>{t('kiosk:full.text')}</p>
      </Message>
    )
  return (
    <KioskScreen screen="choice" returns={20}>
      <h1 class="kiosk-question">{title}</h1>
      <p class="kiosk-said">
        {t('kiosk:full.text')} {t('kiosk:full.others')}
      </p>
      <Cards sessions={others} />
      <div class="kiosk-verbs">
        <BackButton />
      </div>
    </KioskScreen>
  )
}

/** What they came for will not be today: what is next, and what else there is now. */
export function CancelledScreen(props: {
  session: SessionWords
  others: readonly SessionWords[]
  next: KioskSession | null
}) {
  const { t, language } = useLanguage()
  const { session, others, next } = props
  const title = t('kiosk:cancelled.title', { name: session.name })
  const what = next
    ? t('kiosk:cancelled.next', {
        name: next.name,
        day: dateInWords(next.localDate, language),
        time: timeInWords(next.localStart, language),
      })
    : t('kiosk:cancelled.ask')
  if (others.length === 0)
    return (
      <Message icon="calendar-days" title={title}>
        <p>{what}</p>
      </Message>
    )
  return (
    <KioskScreen screen="choice" returns={20}>
      <h1 class="kiosk-question">{title}</h1>
      <p class="kiosk-said">
        {what} {t('kiosk:cancelled.others')}
      </p>
      <Cards sessions={others} />
      <div class="kiosk-verbs">
        <BackButton />
      </div>
    </KioskScreen>
  )
}

const Cards = ({ sessions }: { sessions: readonly Offered[] }) => (
  <div class="kiosk-choices">
    {roomFirst(sessions).map((session) => (
      <button
        type="button"
        class={`kiosk-card ${toneOf(session)}${session.full ? ' is-full' : ''}`}
        data-act="check-ins"
        data-session={session.id}
      >
        <SessionFacts session={session} said={session.full ? 'kiosk:full.now' : undefined} />
      </button>
    ))}
  </div>
)

/** What has room stands first. */
const roomFirst = (sessions: readonly Offered[]): readonly Offered[] =>
  sessions.toSorted((a, b) => Number(a.full ?? false) - Number(b.full ?? false))

export function BackButton() {
  const { t } = useLanguage()
  return (
    <button type="button" class="kiosk-button" data-act="back">
      <Icon name="arrow-left" />
      {t('common:back')}
    </button>
  )
}
