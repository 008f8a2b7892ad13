import type { KioskSession } from '../../server/kiosk/words.ts'
import type { ParticipantLanguage } from '../../server/language/text.ts'
import type { LocalTime } from '../../server/time/dates.ts'
import { dateInWords, timeInWords } from '../../server/time/words.ts'
import { KioskLayout, KioskScreen } from '../kiosk-layout.tsx'
import { useLanguage } from '../participant-language.tsx'
import { Icon } from '../parts/icon.tsx'
import { Languages } from './languages.tsx'
import { Message } from './message.tsx'

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

/** Later today: when it begins, and from when one may come. */
export function TooEarlyScreen({ session, from }: { session: KioskSession; from: LocalTime }) {
  const { t, language } = useLanguage()
  const { name, place, localStart } = session
  return (
    <Message
      icon="clock"
      title={t('kiosk:tooEarly.title', { name, time: timeInWords(localStart, language) })}
    >
      <p>{t('kiosk:tooEarly.text', { from: timeInWords(from, language) })}</p>
      {place && <p>{place}</p>}
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
    <KioskScreen screen="message" returns={10}>
      <Icon name="rotate-ccw" />
      <h1>{t('kiosk:again.title')}</h1>
      <p>{t('kiosk:again.text')}</p>
      <div class="kiosk-verbs">
        <button type="button" class="kiosk-button kiosk-button-primary" data-act="back">
          <Icon name="rotate-ccw" />
          {t('kiosk:ask.clear')}
        </button>
      </div>
    </KioskScreen>
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
export function RestPage({ languages }: { languages: readonly ParticipantLanguage[] }) {
  const { t } = useLanguage()
  return (
    <KioskLayout title={t('kiosk:rest.title')} corner={<Languages offered={languages} />}>
      <KioskScreen screen="message">
        <Icon name="tablet-smartphone" />
        <h1>{t('kiosk:rest.title')}</h1>
        <p>{t('kiosk:rest.text')}</p>
      </KioskScreen>
    </KioskLayout>
  )
}
