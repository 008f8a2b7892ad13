import { useLanguage } from '../participant-language.tsx'
import { Icon } from '../parts/icon.tsx'

/** In the bar: how many wait here, for anybody to see. Hidden while nothing does. */
export function WaitingMark() {
  const { t } = useLanguage()
  const words = t('kiosk:waiting', { number: '%number%', time: '%time%' })
  return (
    <p class="kiosk-waiting" id="kiosk-waiting" data-words={words} role="status" hidden>
      <Icon name="cloud-off" />
      <span />
    </p>
  )
}
