import { referrerKinds, type ReferrerKind } from '../../server/people/words.ts'
import type { Problem } from '../../server/problem.ts'
import { useLanguage } from '../language.tsx'
import { Layout } from '../layout.tsx'
import { Button } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { EmptyState } from '../parts/empty-state.tsx'
import { Field, Select } from '../parts/field.tsx'
import { Form, FormActions, type FormValues } from '../parts/form.tsx'
import { PageHeader } from '../parts/page-header.tsx'

type Props = {
  referrers: readonly { id: string; name: string; kind: ReferrerKind }[]
  values: FormValues
  problems: readonly Problem[]
}

export function ReferrersPage({ referrers, values, problems }: Props) {
  const { t } = useLanguage()
  const labels = { name: t('people:referrer.name'), kind: t('people:referrer.kind') }
  return (
    <Layout title={t('people:referrer.title')} width="narrow">
      <PageHeader
        title={t('people:referrer.title')}
        lead={t('people:referrer.lead')}
        back={{ href: '/organisation', label: t('organisation:title') }}
      />
      {referrers.length === 0 ? (
        <EmptyState icon="handshake" title={t('people:referrer.none')} />
      ) : (
        <Card>
          <ul class="list">
            {referrers.map((one) => (
              <li class="list-row">
                <div>
                  <strong>{one.name}</strong>
                  <p class="soft">{t(`people:referrer.kinds.${one.kind}`)}</p>
                </div>
                <Form action={`/referrers/${one.id}`} method="delete">
                  <Button small kind="quiet" icon="x">
                    {t('people:referrer.archive')}
                    <span class="unseen"> {one.name}</span>
                  </Button>
                </Form>
              </li>
            ))}
          </ul>
        </Card>
      )}
      <Card title={t('people:referrer.add')}>
        <Form action="/referrers" {...{ values, problems, labels }}>
          <div class="fields">
            <Field name="name" label={labels.name} />
            <Select
              name="kind"
              label={labels.kind}
              options={referrerKinds.map((one) => ({
                value: one,
                label: t(`people:referrer.kinds.${one}`),
              }))}
            />
          </div>
          <FormActions>
            <Button kind="primary" icon="plus">
              {t('people:referrer.add')}
            </Button>
          </FormActions>
        </Form>
      </Card>
    </Layout>
  )
}
