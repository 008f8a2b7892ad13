import type { Problem } from '../../server/problem.ts'
import { useLanguage } from '../language.tsx'
import { Layout } from '../layout.tsx'
import { Button, LinkButton } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { Field, Select } from '../parts/field.tsx'
import { Form, FormActions, type FormValues } from '../parts/form.tsx'
import { PageHeader } from '../parts/page-header.tsx'

export function NewKioskPage(props: {
  places: readonly { id: string; name: string }[]
  values: FormValues
  problems: readonly Problem[]
}) {
  const { t } = useLanguage()
  const { places, values, problems } = props
  const labels = { name: t('access:kiosks.name'), location_id: t('access:kiosks.place') }
  return (
    <Layout title={t('access:kiosks.add')} width="narrow">
      <PageHeader
        title={t('access:kiosks.add')}
        back={{ href: '/kiosks', label: t('access:kiosks.title') }}
      />
      <Card>
        <Form action="/kiosks" {...{ values, problems, labels }}>
          <Field
            name="name"
            label={labels.name}
            hint={t('access:kiosks.nameHint')}
            maxlength={60}
            autocomplete="off"
          />
          <Select
            name="location_id"
            label={labels.location_id}
            hint={t('access:kiosks.placeHint')}
            optional
            empty={t('access:kiosks.everywhere')}
            options={places.map(({ id, name }) => ({ value: id, label: name }))}
          />
          <FormActions>
            <Button kind="primary" icon="check">
              {t('common:save')}
            </Button>
            <LinkButton kind="quiet" href="/kiosks">
              {t('common:cancel')}
            </LinkButton>
          </FormActions>
        </Form>
      </Card>
    </Layout>
  )
}
