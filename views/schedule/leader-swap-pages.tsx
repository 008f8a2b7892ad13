import type { Problem } from '../../server/problem.ts'
import type { Outlook } from '../../server/schedule/bulk-form.tsx'
import type { Swapped } from '../../server/schedule/leader-swap.ts'
import type { Named } from '../../server/schedule/queries.ts'
import type { LocalDate } from '../../server/time/dates.ts'
import { datesInWords } from '../../server/time/words.ts'
import { useLanguage } from '../language.tsx'
import { Layout } from '../layout.tsx'
import { Button, LinkButton } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { CheckboxGroup, DateField, Field, Select } from '../parts/field.tsx'
import { Form, FormActions, type FormValues } from '../parts/form.tsx'
import { PageHeader } from '../parts/page-header.tsx'
import { BulkPreviewPage } from './bulk-preview.tsx'

const options = (named: readonly Named[]) => named.map(({ id, name }) => ({ value: id, label: name }))

export function LeaderSwapPage(props: {
  choices: { from: readonly Named[]; to: readonly Named[]; activities: readonly Named[] }
  values: FormValues
  problems?: readonly Problem[]
}) {
  const { choices, values, problems } = props
  const { t } = useLanguage()
  const labels = {
    from: t('weeks:swap.from'),
    to: t('weeks:swap.to'),
    first: t('weeks:days.first'),
    last: t('weeks:days.last'),
    activities: t('weeks:swap.activities'),
    reason: t('weeks:swap.reason'),
  }
  return (
    <Layout title={t('weeks:swap.title')} width="narrow">
      <PageHeader
        title={t('weeks:swap.title')}
        lead={t('weeks:swap.lead')}
        back={{ href: '/schedule-tools', label: t('weeks:tools.title') }}
      />
      <Card>
        <Form action="/leader-swaps" {...{ values, problems, labels }}>
          <div class="fields">
            <Select
              name="from"
              label={labels.from}
              empty={t('weeks:swap.choose')}
              options={options(choices.from)}
            />
            <Select
              name="to"
              label={labels.to}
              empty={t('weeks:swap.nobody')}
              options={options(choices.to)}
              optional
            />
            <div class="fields-row">
              <DateField name="first" label={labels.first} />
              <DateField name="last" label={labels.last} hint={t('weeks:days.lastHint')} optional />
            </div>
            <CheckboxGroup
              name="activities"
              label={labels.activities}
              hint={t('weeks:swap.activitiesHint')}
              options={options(choices.activities)}
              optional
              inline
            />
            <Field
              name="reason"
              label={labels.reason}
              hint={t('weeks:swap.reasonHint')}
              maxlength={200}
              optional
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

export function LeaderSwapPreview(props: {
  outlook: Outlook<Swapped>
  from: string
  to: string | undefined
  first: LocalDate
  last: LocalDate
}) {
  const { outlook, from, to, first, last } = props
  const { t, language } = useLanguage()
  const { talks, begun } = outlook.plan
  const count = outlook.draft.sessions.length
  const happens = [
    to === undefined
      ? t('weeks:swap.losesLeader', { count, from })
      : t('weeks:swap.getsLeader', { count, from, to }),
    ...(outlook.people > 0 ? [t('weeks:swap.people', { count: outlook.people })] : []),
    t('weeks:swap.seriesKeep'),
  ]
  return (
    <BulkPreviewPage
      title={t('weeks:swap.title')}
      lead={t(to === undefined ? 'weeks:swap.fromNobody' : 'weeks:swap.fromTo', {
        from,
        to: to ?? '',
        days: datesInWords(first, last, language),
      })}
      action="/leader-swaps"
      yes={t('weeks:swap.do')}
      happens={count === 0 ? [t('schedule:change.effect.nothing')] : happens}
      stays={[
        talks > 0 ? t('weeks:left.talks', { count: talks }) : '',
        begun > 0 ? t('weeks:left.begun', { count: begun }) : '',
      ].filter((line) => line !== '')}
      outlook={outlook}
    />
  )
}
