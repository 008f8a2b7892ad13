import type { Temporal } from 'temporal-polyfill'
import { momentInWords } from '../../server/time/words.ts'
import { useLanguage } from '../language.tsx'
import { Button } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { Form } from '../parts/form.tsx'

export type PersonalCard = { id: string; issuedAt: Temporal.Instant; issuedBy: string | null }

/** The participant's card: whether there is one, and giving or taking it away. */
export function PersonalCardCard(props: {
  person: { id: string }
  card: PersonalCard | undefined
  timeZone: string
  mayEdit: boolean
}) {
  const { person, card, timeZone, mayEdit } = props
  const { t, language } = useLanguage()
  const when = card && momentInWords(card.issuedAt, timeZone, language)
  return (
    <Card title={t('people:card.title')} id="card">
      <p>
        {!when
          ? t('people:card.none')
          : card?.issuedBy
            ? t('people:card.issued', { when, who: card.issuedBy })
            : t('people:card.issuedBefore', { when })}
      </p>
      {mayEdit && (
        <div class="stack stack-small">
          <Form action={`/participants/${person.id}/card`}>
            <input type="hidden" name="instead_of" value={card?.id ?? ''} />
            <Button icon="id-card">{t(card ? 'people:card.remake' : 'people:card.make')}</Button>
          </Form>
          {card && <p class="hint">{t('people:card.remakeHint')}</p>}
          {card && (
            <details class="more">
              <summary>{t('people:card.revoke')}</summary>
              <Form action={`/participants/${person.id}/card`} method="delete">
                <Button kind="danger" icon="ban">
                  {t('people:card.revoke')}
                </Button>
              </Form>
            </details>
          )}
        </div>
      )}
    </Card>
  )
}
