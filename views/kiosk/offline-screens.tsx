import { KioskScreen } from '../kiosk-layout.tsx'
import { useLanguage } from '../participant-language.tsx'
import { Icon } from '../parts/icon.tsx'

/**
 * What the tablet says by itself while the line is down. It knows nobody: it thanks, and shows that what was done
 * waits here. The script puts the report's id where %id% stands.
 */
export function OfflineScreens() {
  const { t } = useLanguage()
  return (
    <>
      <Kept noun="check-ins" title={t('kiosk:kept.welcome')} undo="withdrawals" />
      <Kept noun="departures" title={t('kiosk:kept.goodbye')} undo="withdrawals" />
      <Kept noun="guests" title={t('kiosk:kept.welcome')} undo="guest-withdrawals" />
      <Kept noun="withdrawals" title={t('kiosk:kept.undone')} />
      <Kept noun="guest-withdrawals" title={t('kiosk:kept.undone')} />
    </>
  )
}

function Kept(props: { noun: string; title: string; undo?: 'withdrawals' | 'guest-withdrawals' }) {
  const { t } = useLanguage()
  const { noun, title, undo } = props
  return (
    <template id={`kiosk-kept-${noun}`}>
      <KioskScreen screen="thanks" returns={undo ? 20 : 10}>
        <Icon name={undo ? 'hourglass' : 'circle-check'} />
        <div class="kiosk-thanks-words">
          <h1>{title}</h1>
          {undo && <p>{t('kiosk:kept.waits')}</p>}
          <div class="kiosk-verbs">
            <button type="button" class="kiosk-button kiosk-button-primary" data-act="back">
              <Icon name="check" />
              {t('kiosk:thanks.done')}
            </button>
            {undo && (
              <button
                type="button"
                class="kiosk-button"
                data-act="post"
                data-path={`/kiosk/${undo}`}
                data-body={JSON.stringify({ because_of: '%id%' })}
              >
                <Icon name="undo-2" />
                {t('kiosk:kept.undo')}
              </button>
            )}
          </div>
        </div>
        <div class="kiosk-countdown" />
      </KioskScreen>
    </template>
  )
}
