import type { ClosedPeriodRow } from '../../server/organisation/closed-queries.ts'
import type { Problem } from '../../server/problem.ts'
import { datesInWords } from '../../server/time/words.ts'
import { useLanguage } from '../language.tsx'
import { Layout } from '../layout.tsx'
import { Button, LinkButton } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { EmptyState } from '../parts/empty-state.tsx'
import { DateField, Field } from '../parts/field.tsx'
import { Form, FormActions, type FormValues } from '../parts/form.tsx'
import { PageHeader } from '../parts/page-header.tsx'
import { WeekTabs } from './week-tabs.tsx'

type Typed = { values?: FormValues; problems?: readonly Problem[] }

export function ClosedPeriodsPage(props: { periods: readonly ClosedPeriodRow[] } & Typed) {
  const { t, language } = useLanguage()
  return (
    <Layout title={t('organisation:closed.title')}>
      <PageHeader title={t('organisation:closed.title')} lead={t('organisation:closed.lead')} />
      <WeekTabs current="/closed-periods" />
      <div class="columns">
        <Card title={t('organisation:closed.periods')}>
          {props.periods.length === 0 ? (
            <EmptyState
              icon="door-closed"
              title={t('organisation:closed.empty')}
              text={t('organisation:closed.emptyText')}
            />
          ) : (
            <ul class="list">
              {props.periods.map((period) => (
                <li class="list-row">
                  <p>
                    <strong>{period.name}</strong>
                    <br />
                    {datesInWords(period.startsOn, period.endsOn, language)}
                  </p>
                  <LinkButton kind="quiet" small icon="pencil" href={`/closed-periods/${period.id}/edit`}>
                    {t('organisation:closed.edit')}
                    <span class="unseen"> {period.name}</span>
                  </LinkButton>
                </li>
              ))}
            </ul>
          )}
        </Card>
        <Card title={t('organisation:closed.new')}>
          <PeriodFields action="/closed-periods" method="post" {...props} />
        </Card>
      </div>
    </Layout>
  )
}

export function ClosedPeriodForm({ id, values, problems }: { id: string } & Typed) {
  const { t } = useLanguage()
  return (
    <Layout title={t('organisation:closed.editTitle')} width="narrow">
      <PageHeader
        title={t('organisation:closed.editTitle')}
        back={{ href: '/closed-periods', label: t('organisation:closed.title') }}
      />
      <Card>
        <PeriodFields action={`/closed-periods/${id}`} method="patch" {...{ values, problems }} />
      </Card>
      <Form action={`/closed-periods/${id}`} method="delete">
        <Button kind="danger" icon="trash-2">
          {t('organisation:closed.remove')}
        </Button>
      </Form>
    </Layout>
  )
}

function PeriodFields(props: { action: string; method: 'post' | 'patch' } & Typed) {
  const { t } = useLanguage()
  const labels = {
    name: t('organisation:closed.name'),
    starts_on: t('organisation:closed.startsOn'),
    ends_on: t('organisation:closed.endsOn'),
  }
  const { action, method, values, problems } = props
  return (
    <Form {...{ action, method, values, problems, labels }}>
      <Field name="name" label={labels.name} hint={t('organisation:closed.nameHint')} />
      <DateField name="starts_on" label={labels.starts_on} />
      <DateField name="ends_on" label={labels.ends_on} hint={t('organisation:closed.endsOnHint')} optional />
      <FormActions>
        <Button kind="primary" icon="check">
          {t('common:save')}
        </Button>
      </FormActions>
    </Form>
  )
}
