import type { Problem } from '../../server/problem.ts'
import { useLanguage } from '../language.tsx'
import { Layout } from '../layout.tsx'
import { Button } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { Field, PasswordField } from '../parts/field.tsx'
import { Form, FormActions, type FormValues } from '../parts/form.tsx'
import { PageHeader } from '../parts/page-header.tsx'

export function SignInPage({ values, problems }: { values: FormValues; problems: readonly Problem[] }) {
  const { t } = useLanguage()
  const labels = { email: t('access:signIn.email'), password: t('access:signIn.password') }
  return (
    <Layout title={t('access:signIn.title')}>
      <PageHeader title={t('access:signIn.title')} lead={t('access:signIn.lead')} />
      <Card>
        <Form action="/sign-in" {...{ values, problems, labels }}>
          <Field name="email" type="email" label={labels.email} autocomplete="username" />
          <PasswordField name="password" label={labels.password} autocomplete="current-password" />
          <FormActions>
            <Button kind="primary" icon="log-in">
              {t('access:signIn.do')}
            </Button>
          </FormActions>
        </Form>
      </Card>
    </Layout>
  )
}
