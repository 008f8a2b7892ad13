import { KioskScreen } from '../kiosk-layout.tsx'
import { useLanguage } from '../language.tsx'
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
  return (
    <KioskScreen screen="choice" returns={15}>
      <h1 class="kiosk-question">{t('kiosk:alreadyIn.said', { name: session.name })}</h1>
      {others.length > 0 && (
        <>
          <p class="kiosk-said">{t('kiosk:alreadyIn.others')}</p>
          <Cards sessions={others} />
        </>
      )}
      <div class="kiosk-verbs">
        <button type="button" class="kiosk-button kiosk-button-primary" data-act="departures">
          <Icon name="log-out" />
          {t('kiosk:alreadyIn.leave')}
        </button>
        <button type="button" class="kiosk-button" data-act="back">
          {t('kiosk:alreadyIn.stay')}
        </button>
      </div>
    </KioskScreen>
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
