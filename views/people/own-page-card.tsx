import type { Temporal } from 'temporal-polyfill'
import { momentInWords } from '../../server/time/words.ts'
import { useLanguage } from '../language.tsx'
import { Button } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { Form } from '../parts/form.tsx'

export type PersonalLink = { id: string; createdAt: Temporal.Instant; lastUsedAt: Temporal.Instant | null }

/** The participant's own page: whether there is one, and giving or taking away its address. */
export function OwnPageCard(props: {
  person: { id: string; protected: boolean }
  link: PersonalLink | undefined
  timeZone: string
  mayEdit: boolean
}) {
  const { person, link, timeZone, mayEdit } = props
  const { t, language } = useLanguage()
  const when = (at: Temporal.Instant) => momentInWords(at, timeZone, language)
  const used = link?.lastUsedAt
  return (
    <Card title={t('myWeek:link.title')} id="own-page">
      {person.protected ? (
        <p>{t('myWeek:link.protected')}</p>
      ) : link ? (
        <p>
          {t('myWeek:link.made', { when: when(link.createdAt) })}{' '}
          {used ? t('myWeek:link.used', { when: when(used) }) : t('myWeek:link.neverUsed')}
        </p>
      ) : (
        <p>{t('myWeek:link.none')}</p>
      )}
      {mayEdit && !person.protected && (
        <>
          <Form action={`/participants/${person.id}/personal-link`} class="stack stack-small">
            <input type="hidden" name="instead_of" value={link?.id ?? ''} />
            <div class="cluster">
              <Button icon="link">{t(link ? 'myWeek:link.renew' : 'myWeek:link.make')}</Button>
            </div>
            {link && <p class="hint">{t('myWeek:link.renewHint')}</p>}
          </Form>
          {link && (
            <details class="more">
              <summary>{t('myWeek:link.revoke')}</summary>
              <Form action={`/participants/${person.id}/personal-link`} method="delete">
                <Button kind="danger" icon="ban">
                  {t('myWeek:link.revoke')}
                </Button>
              </Form>
            </details>
          )}
        </>
      )}
    </Card>
  )
}
