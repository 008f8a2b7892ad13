import { KioskLayout, KioskScreen } from '../kiosk-layout.tsx'
import { useLanguage } from '../language.tsx'
import { Icon } from '../parts/icon.tsx'

/** A tablet that is nobody's yet: the code from the administrator, typed or brought by the link. */
export function PairingScreenPage(props: {
  given?: string
  problem?: 'kiosk:pairing.wrong' | 'kiosk:pairing.wait'
}) {
  const { t } = useLanguage()
  const { given, problem } = props
  return (
    <KioskLayout title={t('kiosk:pairing.title')}>
      <KioskScreen screen="message">
        <Icon name="tablet-smartphone" />
        <h1>{t('kiosk:pairing.title')}</h1>
        <p id="pairing-how" role={problem ? 'status' : undefined}>
          {problem ? t(problem) : given ? t('kiosk:pairing.confirm') : t('kiosk:pairing.how')}
        </p>
        <form method="post" action="/kiosk/pairings" class="kiosk-pairing">
          <label class={given ? 'unseen' : undefined} for="pairing-code">
            {t('kiosk:pairing.code')}
          </label>
          <input
            id="pairing-code"
            name="code"
            value={given}
            readonly={given !== undefined}
            required
            maxlength={20}
            autocomplete="off"
            autocapitalize="characters"
            spellcheck={false}
            aria-describedby="pairing-how"
          />
          <button class="kiosk-button kiosk-button-primary">{t('kiosk:pairing.do')}</button>
        </form>
      </KioskScreen>
    </KioskLayout>
  )
}
