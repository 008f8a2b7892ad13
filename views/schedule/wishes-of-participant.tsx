import type { Temporal } from 'temporal-polyfill'
import { momentInWords } from '../../server/time/words.ts'
import { useLanguage } from '../language.tsx'
import { Button, LinkButton } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { Form } from '../parts/form.tsx'

type Wish = {
  id: string
  words: string
  notedAt: Temporal.Instant
  /** The activity that came of it. */
  activityName: string | null
  /** Since when the answer is "not now". */
  closedAt: Temporal.Instant | null
}

/** What one participant would like to do, on their page. */
export function WishesOfParticipant(props: {
  participantId: string
  wishes: readonly Wish[]
  timeZone: string
}) {
  const { participantId, wishes, timeZone } = props
  const { t, language } = useLanguage()
  const answer = ({ activityName, closedAt }: Wish) =>
    activityName !== null
      ? t('schedule:wish.becameNamed', { name: activityName })
      : closedAt !== null
        ? t('schedule:wish.notNow')
        : undefined
  return (
    <Card
      title={t('schedule:wish.title')}
      id="wishes"
      action={
        <LinkButton small icon="plus" href={`/participants/${participantId}/wishes/new`}>
          {t('schedule:wish.note')}
        </LinkButton>
      }
    >
      {wishes.length === 0 && <p class="soft">{t('schedule:wish.noneOfParticipant')}</p>}
      {wishes.length > 0 && (
        <ul class="list">
          {wishes.map((wish) => (
            <li class="list-row">
              <div>
                <p>{wish.words}</p>
                <p class="hint">
                  {[momentInWords(wish.notedAt, timeZone, language), answer(wish)]
                    .filter(Boolean)
                    .join(' · ')}
                </p>
              </div>
              <Form
                action={`/participants/${participantId}/wishes/${wish.id}`}
                method="delete"
                class="cluster"
              >
                <Button kind="quiet" small icon="x">
                  {t('schedule:wish.withdraw')}
                  <span class="unseen"> {wish.words}</span>
                </Button>
              </Form>
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}
