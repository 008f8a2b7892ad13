import type { PropsWithChildren } from 'hono/jsx'
import { KioskScreen } from '../kiosk-layout.tsx'
import { useLanguage } from '../participant-language.tsx'
import { Icon, type IconName } from '../parts/icon.tsx'

/** A picture, a sentence and perhaps another: it goes away by itself, or when one is ready. */
export function Message(
  props: PropsWithChildren<{ icon: IconName; title: string; returns?: number; more?: boolean }>,
) {
  const { t } = useLanguage()
  const { icon, title, returns = 10, more = true } = props
  return (
    <KioskScreen screen="message" returns={returns}>
      <Icon name={icon} />
      <h1>{title}</h1>
      {props.children}
      <div class="kiosk-verbs">
        <button type="button" class="kiosk-button kiosk-button-primary" data-act="back">
          {t('kiosk:thanks.done')}
        </button>
        {more && (
          <button type="button" class="kiosk-button" data-act="more">
            {t('kiosk:thanks.more')}
          </button>
        )}
      </div>
    </KioskScreen>
  )
}
