import type { Problem } from '../../server/problem.ts'
import { useLanguage } from '../language.tsx'
import { Layout } from '../layout.tsx'
import { Button, LinkButton } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { Field } from '../parts/field.tsx'
import { Form, FormActions, type FormValues } from '../parts/form.tsx'
import { PageHeader } from '../parts/page-header.tsx'
import { PresetChoice } from './preset-choice.tsx'

export function NewProgrammePage(props: { values: FormValues; problems: readonly Problem[] }) {
  const { t } = useLanguage()
  const labels = { preset: t('programme:template'), name: t('programme:name') }
  return (
    <Layout title={t('programme:add')} width="narrow">
      <PageHeader
        title={t('programme:add')}
        lead={t('programme:addLead')}
        back={{ href: '/programmes', label: t('programme:title') }}
      />
      <Card>
        <Form action="/programmes" labels={labels} {...props}>
          <div class="fields">
            <PresetChoice label={labels.preset} />
            <Field name="name" label={labels.name} hint={t('programme:nameHint')} optional />
          </div>
          <FormActions>
            <Button kind="primary" icon="plus">
              {t('programme:addDo')}
            </Button>
            <LinkButton kind="quiet" href="/programmes">
              {t('common:cancel')}
            </LinkButton>
          </FormActions>
        </Form>
      </Card>
    </Layout>
  )
}
