import { useLanguage } from '../language.tsx'
import { Layout } from '../layout.tsx'
import { Button } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { Form } from '../parts/form.tsx'
import { PageHeader } from '../parts/page-header.tsx'

type SignInRow = { id: string; device: string; begun: string; lastUsed: string; here: boolean }

export function SignInsPage({ signIns }: { signIns: readonly SignInRow[] }) {
  const { t } = useLanguage()
  return (
    <Layout title={t('access:signIns.title')}>
      <PageHeader
        title={t('access:signIns.title')}
        lead={t('access:signIns.lead')}
        back={{ href: '/account', label: t('access:account.title') }}
      />
      {signIns.map((one) => (
        <Card title={one.device}>
          <p>
            {t('access:signIns.since', { begun: one.begun, used: one.lastUsed })}
            {one.here && <strong> {t('access:signIns.here')}</strong>}
          </p>
          {!one.here && (
            <Form action={`/sign-ins/${one.id}`} method="delete">
              <Button icon="log-out">{t('access:signIns.end')}</Button>
            </Form>
          )}
        </Card>
      ))}
    </Layout>
  )
}
