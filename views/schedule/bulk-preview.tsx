import type { Child, PropsWithChildren } from 'hono/jsx'
import type { Outlook } from '../../server/schedule/bulk-form.tsx'
import type { ListedSession } from '../../server/schedule/bulk.ts'
import type { LocalDate } from '../../server/time/dates.ts'
import { dateInWords, timesInWords } from '../../server/time/words.ts'
import { useLanguage } from '../language.tsx'
import { Layout } from '../layout.tsx'
import { Button, LinkButton } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { Form, FormActions } from '../parts/form.tsx'
import { Icon } from '../parts/icon.tsx'
import { Notice } from '../parts/notice.tsx'
import { PageHeader } from '../parts/page-header.tsx'
import { ClashList, EffectPreview } from './effect.tsx'

/** What a command would do to many sessions, and the question whether to do it. */
export function BulkPreviewPage(
  props: PropsWithChildren<{
    title: string
    lead: string
    action: string
    method?: 'post' | 'patch'
    outlook: Outlook
    /** Days on which nothing is put because the house is closed. */
    closed?: readonly { date: LocalDate; name: string }[]
    /** What happens, where the usual words do not say it. */
    happens?: readonly string[]
    /** What stays as it is, and why. */
    stays?: readonly string[]
    /** The words of the button that does it; without the clashes when there are any. */
    yes: string
    danger?: boolean
    /** Instead of the one button. */
    actions?: Child
  }>,
) {
  const { title, lead, action, method, outlook, closed, happens, stays = [], yes, danger } = props
  const { t } = useLanguage()
  const { draft, clashes, effect, people, sessions } = outlook
  const something = draft.sessions.length > 0
  return (
    <Layout title={title} width="narrow">
      <PageHeader title={title} lead={lead} />
      {outlook.askedAgain && (
        <Notice kind="warning" title={t('weeks:preview.changed')} live>
          <p>{t('weeks:preview.lookAgain')}</p>
        </Notice>
      )}
      <Card>
        {happens ? (
          <section class="effect" aria-labelledby="effect-title">
            <h2 id="effect-title">{t('schedule:change.effectTitle')}</h2>
            <ul class="effect-lines">
              {happens.map((line) => (
                <li>{line}</li>
              ))}
            </ul>
          </section>
        ) : (
          <EffectPreview {...{ effect, people, closed }} />
        )}
        {stays.length > 0 && (
          <section class="effect" aria-labelledby="stays-title">
            <h3 id="stays-title">{t('weeks:preview.stays')}</h3>
            <ul class="effect-lines">
              {stays.map((line) => (
                <li>{line}</li>
              ))}
            </ul>
          </section>
        )}
        {clashes.length > 0 && (
          <Notice kind="warning" title={t('schedule:change.effect.clashes')}>
            <p>{t('weeks:preview.clashesLeftOut')}</p>
            <ClashList clashes={clashes} />
          </Notice>
        )}
        {something && <SessionsListed sessions={sessions} />}
        {props.children}
        <Form action={action} method={method}>
          <CarriedFields outlook={outlook} />
          <FormActions>
            {props.actions ??
              (something && (
                <Button kind={danger ? 'danger' : 'primary'} icon={danger ? 'calendar-x' : 'check'}>
                  {clashes.length > 0 ? t('weeks:preview.yesWithoutClashes', { yes }) : yes}
                </Button>
              ))}
            <Button icon="pencil" name="again" value="yes">
              {t('weeks:preview.again')}
            </Button>
            <LinkButton kind="quiet" href="/schedule">
              {t('common:cancel')}
            </LinkButton>
          </FormActions>
        </Form>
      </Card>
    </Layout>
  )
}

/** What was typed travels along unseen, with the mark of what was shown. */
export function CarriedFields({ outlook }: { outlook: Outlook }) {
  return (
    <>
      <input type="hidden" name="seen" value={outlook.seen} />
      {Object.entries(outlook.values).flatMap(([name, value]) =>
        [value].flat().map((one) => <input type="hidden" name={name} value={one} />),
      )}
    </>
  )
}

/** The sessions themselves, to be opened when the numbers are not enough. */
export function SessionsListed({ sessions }: { sessions: readonly ListedSession[] }) {
  const { t, language } = useLanguage()
  return (
    <details class="more">
      <summary>
        <Icon name="chevron-down" />
        {t('weeks:preview.list', { count: sessions.length })}
      </summary>
      <ul class="bulk-sessions">
        {sessions.map(({ date, start, end, name, location, leader, happens }) => (
          <li>
            <strong>{name ?? t('schedule:talk.one')}</strong>
            {`, ${dateInWords(date, language)} ${timesInWords(start, end, language)}`}
            <span class="soft">{[location, leader].filter(Boolean).map((word) => ` · ${word}`)}</span>
            {` – ${happens}`}
          </li>
        ))}
      </ul>
    </details>
  )
}
