import type { TextKey, TextValues } from '../server/language/text.ts'
import { useLanguage } from './language.tsx'
import { Layout } from './layout.tsx'
import { LinkButton } from './parts/button.tsx'
import { PageHeader } from './parts/page-header.tsx'

/** A request that could not be served, said plainly, with a way on. */
export function RejectedPage({ text, values }: { text: TextKey; values?: TextValues }) {
  const { t } = useLanguage()
  return (
    <Layout title={t('common:rejected.title')}>
      <PageHeader title={t('common:rejected.title')} lead={t(text, values)} />
      <p>
        <LinkButton href="/" icon="house">
          {t('common:rejected.home')}
        </LinkButton>
      </p>
    </Layout>
  )
}
