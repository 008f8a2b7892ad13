import type { PropsWithChildren } from 'hono/jsx'
import { KioskScreen } from '../kiosk-layout.tsx'
import { useLanguage } from '../participant-language.tsx'
import { Icon } from '../parts/icon.tsx'
import { SessionFacts, toneOf, type SessionWords } from './session-facts.tsx'

/** Several sessions fit: which one? */
export function ChoiceScreen({ sessions }: { sessions: readonly SessionWords[] }) {
  const { t } = useLanguage()
  return (
    <KioskScreen screen="choice" returns={30}>
      <h1 class="kiosk-question">{t('kiosk:choice.question')}</h1>
      <Cards sessions={sessions} />
      <div class="kiosk-verbs">
        <button type="button" class="kiosk-button" data-act="back">
          <Icon name="arrow-left" />
          {t('common:back')}
        </button>
      </div>
    </KioskScreen>
  )
}

/** Somebody who is in already: that is said, and what they may want now stands below. */
export function AlreadyInScreen(props: { session: SessionWords; others: readonly SessionWords[] }) {
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

const Cards = ({ sessions }: { sessions: readonly SessionWords[] }) => (
  <div class="kiosk-choices">
    {sessions.map((session) => (
      <button
        type="button"
        class={`kiosk-card ${toneOf(session)}`}
        data-act="check-ins"
        data-session={session.id}
      >
        <SessionFacts session={session} />
      </button>
    ))}
  </div>
)
