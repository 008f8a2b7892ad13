import { KioskScreen } from '../kiosk-layout.tsx'
import { useLanguage } from '../participant-language.tsx'
import { Icon } from '../parts/icon.tsx'
import { BackButton } from './choice-screen.tsx'
import { Message } from './message.tsx'
import { SessionFacts, toneOf, type SessionWords } from './session-facts.tsx'
import { UndoButton } from './undo-button.tsx'

/** Several things go on: which one does the guest come to? */
export function GuestChoiceScreen({ sessions }: { sessions: readonly SessionWords[] }) {
  const { t } = useLanguage()
  return (
    <KioskScreen screen="choice" returns={30}>
      <h1 class="kiosk-question">{t('kiosk:guest.question')}</h1>
      <div class="kiosk-choices">
        {sessions.map((session) => (
          <button
            type="button"
            class={`kiosk-card ${toneOf(session)}`}
            data-act="post"
            data-path="/kiosk/guests"
            data-body={JSON.stringify({ session_id: session.id })}
          >
            <SessionFacts session={session} />
          </button>
        ))}
      </div>
      <div class="kiosk-verbs">
        <BackButton />
      </div>
    </KioskScreen>
  )
}

/** Counted, and nothing more. */
export function CountedScreen({ session, becauseOf }: { session: SessionWords; becauseOf: string }) {
  const { t } = useLanguage()
  return (
    <KioskScreen screen="message" returns={10}>
      <Icon name="circle-check" />
      <h1>{t('kiosk:guest.counted')}</h1>
      <p>{session.name}</p>
      <div class="kiosk-verbs">
        <button type="button" class="kiosk-button kiosk-button-primary" data-act="back">
          <Icon name="check" />
          {t('kiosk:thanks.done')}
        </button>
        <UndoButton path="/kiosk/guest-withdrawals" becauseOf={becauseOf} />
      </div>
    </KioskScreen>
  )
}

export function NothingForGuestsScreen() {
  const { t } = useLanguage()
  return (
    <Message icon="calendar-days" title={t('kiosk:guest.none')}>
      <p>{t('kiosk:nothingNow.ask')}</p>
    </Message>
  )
}
