import type { Problem } from '../../server/problem.ts'
import { useLanguage } from '../language.tsx'
import { Layout } from '../layout.tsx'
import { Button, LinkButton } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { PasswordField } from '../parts/field.tsx'
import { Form, FormActions } from '../parts/form.tsx'
import { Notice } from '../parts/notice.tsx'
import { PageHeader } from '../parts/page-header.tsx'

type Props = {
  temporary: boolean
  /** Who may have one-to-one talks says here when. */
  mayTalk: boolean
  problems: readonly Problem[]
}

export function AccountPage({ temporary, mayTalk, problems }: Props) {
  const { t } = useLanguage()
  const labels = { current: t('access:account.current'), password: t('access:account.new') }
  return (
    <Layout title={t('access:account.title')} width="narrow">
      <PageHeader title={t('access:account.title')}>
        {!temporary && mayTalk && (
          <LinkButton icon="message-circle" href="/talk-times">
            {t('schedule:talk.times.title')}
          </LinkButton>
        )}
        {!temporary && (
          <LinkButton icon="tablet-smartphone" href="/sign-ins">
            {t('access:account.devices')}
          </LinkButton>
        )}
      </PageHeader>
      {temporary && <Notice>{t('access:account.temporary')}</Notice>}
      <Card title={t('access:account.password')}>
        <Form action="/account/password" method="put" {...{ problems, labels }}>
          <div class="fields">
            <PasswordField name="current" label={labels.current} autocomplete="current-password" />
            <PasswordField
              name="password"
              label={labels.password}
              hint={t('access:password.advice', { required: 8, advised: 15 })}
              autocomplete="new-password"
            />
          </div>
          <FormActions>
            <Button kind="primary" icon="key-round">
              {t('access:account.do')}
            </Button>
          </FormActions>
        </Form>
      </Card>
    </Layout>
  )
}
