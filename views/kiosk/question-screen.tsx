import { answerValues, type KioskQuestion } from '../../server/programme/words.ts'
import { KioskScreen } from '../kiosk-layout.tsx'
import { useLanguage } from '../participant-language.tsx'
import { Face, faceWords } from '../parts/face.tsx'
import { Message } from './message.tsx'

/** One question, five faces; one may always leave it. */
export function QuestionScreen({ question, becauseOf }: { question: KioskQuestion; becauseOf: string }) {
  const { t } = useLanguage()
  const body = (value?: number) => JSON.stringify({ because_of: becauseOf, value })
  return (
    <KioskScreen screen="asked" returns={20}>
      <h1 class="kiosk-question">{t(`kiosk:question.${question}`)}</h1>
      <div class="kiosk-faces">
        {answerValues.map((value) => (
          <button
            type="button"
            class="kiosk-face"
            data-act="post"
            data-path="/kiosk/answers"
            data-body={body(value)}
          >
            <Face value={value} />
            <span>{t(`kiosk:face.${question}.${faceWords[value]}`)}</span>
          </button>
        ))}
      </div>
      <div class="kiosk-verbs">
        <button
          type="button"
          class="kiosk-button"
          data-act="post"
          data-path="/kiosk/answers"
          data-body={body()}
        >
          {t('kiosk:question.skip')}
        </button>
      </div>
    </KioskScreen>
  )
}

/** Whatever the answer was, also none. */
export function AnsweredScreen() {
  const { t } = useLanguage()
  return <Message icon="circle-check" title={t('kiosk:question.thanks')} returns={4} more={false} />
}
