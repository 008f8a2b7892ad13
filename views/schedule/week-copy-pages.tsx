import type { Problem } from '../../server/problem.ts'
import type { Outlook } from '../../server/schedule/bulk-form.tsx'
import type { LaidOver } from '../../server/schedule/week-copy-queries.ts'
import type { Translate } from '../../server/language/text.ts'
import { useLanguage } from '../language.tsx'
import { Layout } from '../layout.tsx'
import { Button, LinkButton } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { Select, type Option } from '../parts/field.tsx'
import { Form, FormActions, type FormValues } from '../parts/form.tsx'
import { PageHeader } from '../parts/page-header.tsx'
import { BulkPreviewPage } from './bulk-preview.tsx'

export function WeekCopyPage(props: {
  sources: readonly Option[]
  targets: readonly Option[]
  values: FormValues
  problems?: readonly Problem[]
}) {
  const { sources, targets, values, problems } = props
  const { t } = useLanguage()
  const labels = {
    from_first: t('weeks:copy.from'),
    from_last: t('weeks:copy.fromLast'),
    onto_first: t('weeks:copy.onto'),
    onto_last: t('weeks:copy.ontoLast'),
  }
  return (
    <Layout title={t('weeks:copy.title')} width="narrow">
      <PageHeader
        title={t('weeks:copy.title')}
        lead={t('weeks:copy.lead')}
        back={{ href: '/schedule-tools', label: t('weeks:tools.title') }}
      />
      <Card>
        <Form action="/week-copies" {...{ values, problems, labels }}>
          <div class="fields">
            <Select name="from_first" label={labels.from_first} options={sources} />
            <Select
              name="from_last"
              label={labels.from_last}
              hint={t('weeks:copy.fromLastHint')}
              empty={t('weeks:span.onlyThatWeek')}
              options={sources}
              optional
            />
            <WeekSpanFields labels={labels} options={targets} />
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

/** The weeks that something is laid into. */
export function WeekSpanFields(props: {
  labels: Record<'onto_first' | 'onto_last', string>
  options: readonly Option[]
}) {
  const { t } = useLanguage()
  const { labels, options } = props
  return (
    <>
      <Select name="onto_first" label={labels.onto_first} options={options} />
      <Select
        name="onto_last"
        label={labels.onto_last}
        empty={t('weeks:span.onlyThatWeek')}
        options={options}
        optional
      />
    </>
  )
}

export function WeekCopyPreview(props: { outlook: Outlook<LaidOver>; from: string; onto: string }) {
  const { outlook, from, onto } = props
  const { t } = useLanguage()
  return (
    <BulkPreviewPage
      title={t('weeks:copy.title')}
      lead={t('weeks:copy.fromOnto', { from, onto })}
      action="/week-copies"
      yes={t('weeks:copy.do')}
      closed={outlook.plan.closed}
      stays={leftOut(t, outlook.plan)}
      outlook={outlook}
    />
  )
}

/** Why some of what was wished for is not planned. */
export function leftOut(t: Translate, plan: LaidOver): string[] {
  return [
    plan.there > 0 ? t('weeks:left.there', { count: plan.there }) : '',
    plan.past > 0 ? t('weeks:left.past', { count: plan.past }) : '',
    ...plan.notOffered.map(({ name, count }) => t('weeks:left.notOffered', { name, count })),
    plan.withoutLeader > 0 ? t('weeks:left.withoutLeader', { count: plan.withoutLeader }) : '',
    plan.withoutLocation > 0 ? t('weeks:left.withoutLocation', { count: plan.withoutLocation }) : '',
  ].filter((line) => line !== '')
}
