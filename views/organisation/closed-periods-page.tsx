import type { ClosedPeriod } from '../../server/organisation/closed-days.ts'
import type { ClosedPeriodRow } from '../../server/organisation/closed-queries.ts'
import type { Problem } from '../../server/problem.ts'
import type { BulkCancelled } from '../../server/schedule/bulk-cancellation.ts'
import type { Outlook } from '../../server/schedule/bulk-form.tsx'
import type { Clash } from '../../server/schedule/clash.ts'
import { datesInWords } from '../../server/time/words.ts'
import { useLanguage } from '../language.tsx'
import { Layout } from '../layout.tsx'
import { Button, LinkButton } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { EmptyState } from '../parts/empty-state.tsx'
import { Checkbox, DateField, Field } from '../parts/field.tsx'
import { Form, FormActions, type FormValues } from '../parts/form.tsx'
import { Notice } from '../parts/notice.tsx'
import { PageHeader } from '../parts/page-header.tsx'
import { StandsNow } from '../parts/stands-now.tsx'
import { stays } from '../schedule/bulk-cancellation-pages.tsx'
import { BulkPreviewPage } from '../schedule/bulk-preview.tsx'
import { ClashList } from '../schedule/effect.tsx'
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

export function ClosedPeriodForm(
  props: {
    period: Pick<ClosedPeriodRow, 'id' | 'version'>
    /** How many sessions were cancelled because of it, and can still take place. */
    cancelled: number
    /** What stands now, where it differs from what was typed. */
    standsNow?: readonly { label: string; value: string }[]
    /** Why what was cancelled cannot take place again. */
    clashes?: readonly Clash[]
  } & Typed,
) {
  const { period, cancelled, standsNow = [], clashes = [], values, problems } = props
  const { t } = useLanguage()
  const action = `/closed-periods/${period.id}`
  return (
    <Layout title={t('organisation:closed.editTitle')} width="narrow">
      <PageHeader
        title={t('organisation:closed.editTitle')}
        back={{ href: '/closed-periods', label: t('organisation:closed.title') }}
      />
      {standsNow.length > 0 && (
        <StandsNow title={t('organisation:closed.changedMeanwhile')} rows={standsNow} />
      )}
      {clashes.length > 0 && (
        <Notice kind="problem" title={t('organisation:closed.cannotReinstate')} live>
          <ClashList clashes={clashes} />
        </Notice>
      )}
      <Card>
        <PeriodFields {...{ action, values, problems }} method="patch" version={period.version} />
      </Card>
      <Card title={t('organisation:closed.remove')}>
        <Form action={action} method="delete">
          {cancelled > 0 && (
            <Checkbox
              name="reinstate"
              label={t('organisation:closed.reinstate', { count: cancelled })}
              hint={t('organisation:closed.reinstateHint')}
              checked={clashes.length === 0}
            />
          )}
          <Button kind="danger" icon="trash-2">
            {t('organisation:closed.remove')}
          </Button>
        </Form>
      </Card>
    </Layout>
  )
}

/** Sessions are held within the period: what becomes of them? */
export function ClosingPreview(props: {
  outlook: Outlook<BulkCancelled>
  period: ClosedPeriod
  action: string
  method: 'post' | 'patch'
}) {
  const { outlook, period, action, method } = props
  const { t, language } = useLanguage()
  const count = outlook.draft.sessions.length
  return (
    <BulkPreviewPage
      title={period.name}
      lead={t('organisation:closed.sessionsWithin', {
        count,
        days: datesInWords(period.startsOn, period.endsOn, language),
      })}
      {...{ action, method, outlook }}
      stays={stays(t, outlook.plan)}
      yes={t('organisation:closed.doCancel', { count })}
      actions={
        <>
          <Button kind="danger" icon="calendar-x" name="sessions" value="cancel">
            {t('organisation:closed.doCancel', { count })}
          </Button>
          <Button icon="check" name="sessions" value="keep">
            {t('organisation:closed.doKeep')}
          </Button>
        </>
      }
    >
      <p>{t('organisation:closed.nameIsReason', { name: period.name })}</p>
    </BulkPreviewPage>
  )
}

function PeriodFields(props: { action: string; method: 'post' | 'patch'; version?: number } & Typed) {
  const { t } = useLanguage()
  const labels = {
    name: t('organisation:closed.name'),
    starts_on: t('organisation:closed.startsOn'),
    ends_on: t('organisation:closed.endsOn'),
  }
  const { action, method, version, values, problems } = props
  return (
    <Form {...{ action, method, values, problems, labels }}>
      {version !== undefined && <input type="hidden" name="version" value={String(version)} />}
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
