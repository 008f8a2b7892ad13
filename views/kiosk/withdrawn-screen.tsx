import { useLanguage } from '../participant-language.tsx'
import { Message } from './message.tsx'

/** Taken back: how it stands now. */
export function WithdrawnScreen(
  props: { what: 'check_in' | 'departure'; name: string } | { what: 'guest'; name?: undefined },
) {
  const { t } = useLanguage()
  const { what, name = '' } = props
  return (
    <Message icon="undo-2" title={t('kiosk:undo.done')} returns={8}>
      <p>{t(`kiosk:undo.${what}`, { name })}</p>
    </Message>
  )
}

/** It is too late for that here. */
export function TooLateScreen() {
  const { t } = useLanguage()
  return (
    <Message icon="clock" title={t('kiosk:undo.tooLate')}>
      <p>{t('kiosk:undo.askStaff')}</p>
    </Message>
  )
}
