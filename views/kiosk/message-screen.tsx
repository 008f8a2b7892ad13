import type { PropsWithChildren } from 'hono/jsx'
import type { KioskSession } from '../../server/kiosk/words.ts'
import { dateInWords, timeInWords } from '../../server/time/words.ts'
import { KioskLayout, KioskScreen } from '../kiosk-layout.tsx'
import { useLanguage } from '../participant-language.tsx'
import { Icon, type IconName } from '../parts/icon.tsx'

/** Nothing to check in to now: kind words, and when to come next. */
export function NothingNowScreen({ next }: { next: KioskSession | null }) {
  const { t, language } = useLanguage()
  const when = next && {
    name: next.name,
    day: dateInWords(next.localDate, language),
    time: timeInWords(next.localStart, language),
  }
  return (
    <Message icon="calendar-days" title={t('kiosk:nothingNow.title')}>
      <p>{when ? t('kiosk:nothingNow.next', when) : t('kiosk:nothingNow.ask')}</p>
      {next?.place && <p>{next.place}</p>}
    </Message>
  )
}

/** A check-out by somebody who is not in. */
export function NotInScreen() {
  const { t } = useLanguage()
  return (
    <Message icon="door-open" title={t('kiosk:notIn.title')}>
      <p>{t('kiosk:notIn.text')}</p>
    </Message>
  )
}

/** What was sent does not hold together: start again. */
export function AgainScreen() {
  const { t } = useLanguage()
  return (
    <Message icon="refresh-cw" title={t('kiosk:again.title')}>
      <p>{t('kiosk:again.text')}</p>
    </Message>
  )
}

/** The words under the question: the same for every code that opens nothing. */
export function Said({ text }: { text: 'unknown' | 'wait' }) {
  const { t } = useLanguage()
  return (
    <p class="kiosk-said" id="kiosk-said" role="status">
      {text === 'unknown' ? t('kiosk:ask.unknown') : t('kiosk:ask.slow')}
    </p>
  )
}

/** A tablet that has been put out of use: it says nothing about anybody. */
export function RestPage() {
  const { t } = useLanguage()
  return (
    <KioskLayout title={t('kiosk:rest.title')}>
      <KioskScreen screen="message">
        <Icon name="tablet-smartphone" />
        <h1>{t('kiosk:rest.title')}</h1>
        <p>{t('kiosk:rest.text')}</p>
      </KioskScreen>
    </KioskLayout>
  )
}

function Message(props: PropsWithChildren<{ icon: IconName; title: string }>) {
  const { t } = useLanguage()
  return (
    <KioskScreen screen="message" returns={10}>
      <Icon name={props.icon} />
      <h1>{props.title}</h1>
      {props.children}
      <div class="kiosk-verbs">
        <button type="button" class="kiosk-button kiosk-button-primary" data-act="back">
          {t('kiosk:thanks.done')}
        </button>
        <button type="button" class="kiosk-button" data-act="more">
          {t('kiosk:thanks.more')}
        </button>
      </div>
    </KioskScreen>
  )
}
