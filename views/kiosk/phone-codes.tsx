import { useLanguage } from '../participant-language.tsx'
import { timesInWords } from '../../server/time/words.ts'
import { QrCode } from '../parts/qr-code.tsx'
import { toneOf, type SessionWords } from './session-facts.tsx'

type Code = { session: SessionWords; digits: string; address: string }

/** What the own phone reads off the screen, for each session that can be come to now. */
export function PhoneCodes({ codes, renews }: { codes: readonly Code[]; renews: number }) {
  const { t, language } = useLanguage()
  return (
    <div id="kiosk-phone-codes" data-renews={String(renews)}>
      {codes.length === 0 && <p>{t('ways:screen.none')}</p>}
      {codes.map(({ session, digits, address }) => (
        <section class={`kiosk-phone-code ${toneOf(session)}`}>
          <h2>{session.name}</h2>
          <p>{timesInWords(session.localStart, session.localEnd, language)}</p>
          <QrCode
            class="kiosk-phone-picture"
            text={address}
            label={t('ways:screen.picture', { name: session.name })}
          />
          <p class="kiosk-phone-digits" data-digits={digits}>
            {digits.slice(0, 3)} {digits.slice(3)}
          </p>
        </section>
      ))}
    </div>
  )
}
