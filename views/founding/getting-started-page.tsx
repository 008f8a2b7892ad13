import { useLanguage } from '../language.tsx'
import { Layout } from '../layout.tsx'
import { LinkButton } from '../parts/button.tsx'
import { PageHeader } from '../parts/page-header.tsx'
import { Tile, type Tone } from '../parts/pill.tsx'
import type { IconName } from '../parts/icon.tsx'

const steps = [
  { key: 'activities', href: '/activities', icon: 'sprout', tone: 'moss' },
  { key: 'week', href: '/schedule', icon: 'calendar-days', tone: 'lake' },
  { key: 'participants', href: '/participants', icon: 'users-round', tone: 'heather' },
  { key: 'kiosk', href: '/kiosks', icon: 'tablet-smartphone', tone: 'cloudberry' },
] as const satisfies { key: string; href: string; icon: IconName; tone: Tone }[]

/** What comes after the founding, in the order in which it is of use. */
export function GettingStartedPage() {
  const { t } = useLanguage()
  return (
    <Layout title={t('founding:started.title')} width="narrow">
      <PageHeader title={t('founding:started.title')} lead={t('founding:started.lead')} />
      <ol class="stack stack-small">
        {steps.map(({ key, href, icon, tone }) => (
          <li class="card step-card">
            <Tile icon={icon} tone={tone} />
            <div>
              <h2>{t(`founding:started.${key}.title`)}</h2>
              <p class="soft">{t(`founding:started.${key}.text`)}</p>
            </div>
            <LinkButton href={href} icon="arrow-right">
              {t(`founding:started.${key}.do`)}
            </LinkButton>
          </li>
        ))}
      </ol>
      <p>
        {t('founding:started.colleagues')} <a href="/staff">{t('access:staff.title')}</a>
      </p>
    </Layout>
  )
}
