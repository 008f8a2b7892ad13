import type { AnswerValue, KioskQuestion } from '../../server/programme/words.ts'
import type { LocalDate } from '../../server/time/dates.ts'
import { dayAndMonthInWords } from '../../server/time/words.ts'
import { useLanguage } from '../language.tsx'
import { Card } from '../parts/card.tsx'
import { Face, faceWords } from '../parts/face.tsx'

type OwnAnswer = {
  question: KioskQuestion
  value: AnswerValue
  on: LocalDate
  activityName: string | null
}

/** What somebody answered at the kiosk, week after week: faces and words, and no sum of them. */
export function AnswersCard({ answers }: { answers: readonly OwnAnswer[] }) {
  const { t, language } = useLanguage()
  return (
    <Card title={t('people:answers.title')}>
      <p class="soft">{t('people:answers.who')}</p>
      <ol class="answers">
        {answers.map(({ question, value, on, activityName }) => (
          <li>
            <Face value={value} />
            <span class="answers-said">
              <strong>{t(`kiosk:face.${question}.${faceWords[value]}`)}</strong>
              <span class="soft">
                {question === 'session' && activityName ? activityName : t(`kiosk:question.${question}`)}
              </span>
            </span>
            <time datetime={on}>{dayAndMonthInWords(on, language)}</time>
          </li>
        ))}
      </ol>
    </Card>
  )
}
