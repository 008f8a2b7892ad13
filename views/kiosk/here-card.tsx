import { useLanguage } from '../participant-language.tsx'
import { Button } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { HereForm } from './here-form.tsx'

/** On the own page: checking in with the digits on the tablet's screen, and letting this phone remember. */
export function HereCard({ path, id }: { path: string; id: string }) {
  const { t } = useLanguage()
  return (
    <Card title={t('ways:here.title')} id="here">
      <HereForm action={path} known id={id} />
      <form method="post" action={`${path}/phone`} class="stack stack-small">
        <div>
          <Button kind="quiet" icon="smartphone">
            {t('ways:here.remember')}
          </Button>
        </div>
        <p class="hint">{t('ways:here.rememberHint')}</p>
      </form>
    </Card>
  )
}
