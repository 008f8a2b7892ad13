import type { Problem } from '../../server/problem.ts'
import type { BulkCancelled } from '../../server/schedule/bulk-cancellation.ts'
import type { Outlook } from '../../server/schedule/bulk-form.tsx'
import type { Named } from '../../server/schedule/queries.ts'
import type { LocalDate } from '../../server/time/dates.ts'
import { datesInWords } from '../../server/time/words.ts'
import { useLanguage } from '../language.tsx'
import { Layout } from '../layout.tsx'
import { Button, LinkButton } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { DateField, Select, TextArea } from '../parts/field.tsx'
import { Form, FormActions, type FormValues } from '../parts/form.tsx'
import { PageHeader } from '../parts/page-header.tsx'
import { BulkPreviewPage } from './bulk-preview.tsx'

export function BulkCancellationPage(props: {
  leaders: readonly Named[]
  values: FormValues
  problems?: readonly Problem[]
}) {
  const { leaders, values, problems } = props
  const { t } = useLanguage()
  const labels = {
    first: t('weeks:days.first'),
    last: t('weeks:days.last'),
    leader_id: t('weeks:cancellation.leader'),
    reason: t('schedule:cancellation.reason'),
  }
  return (
    <Layout title={t('weeks:cancellation.title')} width="narrow">
      <PageHeader
        title={t('weeks:cancellation.title')}
        lead={t('weeks:cancellation.lead')}
        back={{ href: '/schedule-tools', label: t('weeks:tools.title') }}
      />
      <Card>
        <Form action="/bulk-cancellations" {...{ values, problems, labels }}>
          <div class="fields">
            <div class="fields-row">
              <DateField name="first" label={labels.first} />
              <DateField name="last" label={labels.last} hint={t('weeks:days.lastHint')} optional />
            </div>
            <Select
              name="leader_id"
              label={labels.leader_id}
              empty={t('weeks:cancellation.everybody')}
              options={leaders.map(({ id, name }) => ({ value: id, label: name }))}
              optional
            />
            <TextArea
              name="reason"
              rows={2}
              label={labels.reason}
              hint={t('schedule:cancellation.reasonHint')}
            />
          </div>
          <FormActions>
            <Button kind="primary" icon="arrow-right">
              {t('weeks:preview.show')}
            </Button>
            <LinkButton kind="quiet" href="/schedule-tools">
              {t('common:cancel')}
            </LinkButton>
          </FormActions>
        </Form>
      </Card>
    </Layout>
  )
}

export function BulkCancellationPreview(props: {
  outlook: Outlook<BulkCancelled>
  first: LocalDate
  last: LocalDate
  leader: string | undefined
  reason: string
}) {
  const { outlook, first, last, leader, reason } = props
  const { t, language } = useLanguage()
  const days = datesInWords(first, last, language)
  return (
    <BulkPreviewPage
      title={t('weeks:cancellation.title')}
      lead={
        leader === undefined
          ? t('weeks:cancellation.allOf', { days })
          : t('weeks:cancellation.allBy', { leader, days })
      }
      action="/bulk-cancellations"
      yes={t('weeks:cancellation.do', { count: outlook.draft.sessions.length })}
      danger
      stays={stays(t, outlook.plan)}
      outlook={outlook}
    >
      <p>{t('weeks:cancellation.because', { reason })}</p>
    </BulkPreviewPage>
  )
}

/** What a cancellation of many leaves alone. */
export function stays(t: ReturnType<typeof useLanguage>['t'], { begun, already }: BulkCancelled): string[] {
  return [
    begun > 0 ? t('weeks:left.begun', { count: begun }) : '',
    already > 0 ? t('weeks:left.cancelled', { count: already }) : '',
  ].filter((line) => line !== '')
}
