import type { PropsWithChildren } from 'hono/jsx'
import { KioskScreen } from '../kiosk-layout.tsx'
import { useLanguage } from '../participant-language.tsx'
import { Icon } from '../parts/icon.tsx'
import { Message } from './message.tsx'
import { UndoButton } from './undo-button.tsx'

/**
 * What the tablet says by itself while the line is down. It knows nobody: it thanks, and shows that what was done
 * waits here. The script puts the report's id where %id% stands.
 */
export function OfflineScreens() {
  const { t } = useLanguage()
  return (
    <>
      <template id="kiosk-kept-check-ins">
        <Kept title={t('kiosk:kept.welcome')}>
          <UndoButton path="/kiosk/withdrawals" becauseOf="%id%" />
        </Kept>
      </template>
      <template id="kiosk-kept-departures">
        <Kept title={t('kiosk:kept.goodbye')}>
          <UndoButton path="/kiosk/withdrawals" becauseOf="%id%" />
        </Kept>
      </template>
      <template id="kiosk-kept-guests">
        <Kept title={t('kiosk:kept.welcome')}>
          <UndoButton path="/kiosk/guest-withdrawals" becauseOf="%id%" />
        </Kept>
      </template>
      <template id="kiosk-kept-withdrawals">
        <Message icon="undo-2" title={t('kiosk:undo.done')} returns={8} />
      </template>
      <template id="kiosk-kept-guest-withdrawals">
        <Message icon="undo-2" title={t('kiosk:undo.done')} returns={8} />
      </template>
    </>
  )
}

function Kept({ title, children }: PropsWithChildren<{ title: string }>) {
  const { t } = useLanguage()
  return (
    <KioskScreen screen="thanks" returns={10}>
      <div class="kiosk-kept">
        <Icon name="circle-check" />
      </div>
      <div class="kiosk-thanks-words">
        <h1>{title}</h1>
        <p>{t('kiosk:kept.waits')}</p>
        <div class="kiosk-verbs">
          <button type="button" class="kiosk-button kiosk-button-primary" data-act="back">
            <Icon name="check" />
            {t('kiosk:thanks.done')}
          </button>
          {children}
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
