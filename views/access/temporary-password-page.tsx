import { useLanguage } from '../language.tsx'
import { Layout } from '../layout.tsx'
import { LinkButton } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { PageHeader } from '../parts/page-header.tsx'

/** The only time that the password is seen. */
export function TemporaryPasswordPage(props: { name: string; email: string; password: string }) {
  const { t } = useLanguage()
  return (
    <Layout title={t('access:staff.password.title')} width="narrow">
      <PageHeader
        title={t('access:staff.password.title')}
        lead={t('access:staff.password.lead', { name: props.name })}
      />
      <Card>
        <dl class="facts">
          <dt>{t('access:staff.email')}</dt>
          <dd>{props.email}</dd>
          <dt>{t('access:staff.password.title')}</dt>
          <dd>
            <code class="letter-password" data-password={props.password}>
              {props.password}
            </code>
          </dd>
        </dl>
      </Card>
      <p>
        <LinkButton kind="primary" icon="check" href="/staff">
          {t('access:staff.password.back')}
        </LinkButton>
      </p>
    </Layout>
  )
}
