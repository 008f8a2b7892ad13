import { textsForParticipants } from '../../server/language/catalogue.ts'
import { facesOfLanguages, type ParticipantLanguage } from '../../server/language/text.ts'
import { useLanguage } from '../participant-language.tsx'
import { Icon } from '../parts/icon.tsx'

type Offered = { offered: readonly ParticipantLanguage[] }

/** So many names stand in the bar however narrow it is. */
const FEW = 3

/** What the button shows of the names, as many as it has room for: first those of who reads no Latin letters. */
const told: readonly ParticipantLanguage[] = ['ar', 'ti', 'prs', 'uk', 'so', 'en', 'sv']

/**
 * Each language by its own name in its own letters. Where there is room they stand in the bar, one touch away;
 * where there is not, a button that shows some of them opens a calm screen with all.
 */
export function Languages({ offered }: Offered) {
  const { t, language } = useLanguage()
  if (offered.length < 2) return <></>
  const some = told.filter((one) => one !== language && offered.includes(one))
  return offered.length <= FEW ? (
    <nav class="kiosk-languages" aria-label={t('common:language.choose')}>
      <Names offered={offered} />
    </nav>
  ) : (
    <>
      <nav class="kiosk-languages kiosk-languages-many" aria-label={t('common:language.choose')}>
        <Names offered={offered} />
      </nav>
      <button type="button" class="kiosk-languages-button" popovertarget="kiosk-language-choice">
        <Icon name="languages" />
        <span class="unseen">{t('common:language.choose')}</span>
        <span class="kiosk-languages-some">
          {some.map((one) => (
            <bdi lang={facesOfLanguages[one].tag}>{facesOfLanguages[one].name} </bdi>
          ))}
        </span>
      </button>
      <div
        id="kiosk-language-choice"
        class="kiosk-language-choice"
        popover="auto"
        role="dialog"
        aria-label={t('common:language.choose')}
      >
        <Icon name="languages" />
        <nav class="kiosk-language-cards" aria-label={t('common:language.choose')}>
          <Names offered={offered} />
        </nav>
        <button
          type="button"
          class="kiosk-button"
          popovertarget="kiosk-language-choice"
          popovertargetaction="hide"
        >
          <Icon name="arrow-left" />
          {t('common:back')}
        </button>
      </div>
    </>
  )
}

function Names({ offered }: Offered) {
  const { language } = useLanguage()
  return (
    <>
      {offered.map((one) => (
        <a
          class="kiosk-language"
          href={`/kiosk?language=${one}`}
          lang={facesOfLanguages[one].tag}
          dir={facesOfLanguages[one].dir}
          aria-current={one === language ? 'true' : undefined}
        >
          {facesOfLanguages[one].name}
        </a>
      ))}
    </>
  )
}

/**
 * Reads the screen's question and buttons aloud. The script shows it where the tablet has a voice for the language
 * of the screen, and gives it that language's word.
 */
export function ReadAloud({ offered, volume }: Offered & { volume: number }) {
  const { t } = useLanguage()
  return (
    <button
      type="button"
      class="kiosk-aloud"
      data-read-aloud
      data-volume={String(volume)}
      data-words={JSON.stringify(Object.fromEntries(offered.map(wordsOfReading)))}
      hidden
    >
      <Icon name="volume-2" />
      <span>{t('kiosk:aloud.read')}</span>
    </button>
  )
}

const wordsOfReading = (one: ParticipantLanguage) => [
  one,
  { tag: facesOfLanguages[one].tag, word: textsForParticipants(one)('kiosk:aloud.read') },
]
