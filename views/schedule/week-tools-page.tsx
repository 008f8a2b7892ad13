import type { TextKey } from '../../server/language/text.ts'
import type { IsoWeek } from '../../server/time/weeks.ts'
import { useLanguage } from '../language.tsx'
import { Layout } from '../layout.tsx'
import { Icon, type IconName } from '../parts/icon.tsx'
import { PageHeader } from '../parts/page-header.tsx'

const tools: readonly { href: string; label: TextKey; text: TextKey; icon: IconName }[] = [
  { href: '/week-copies/new', label: 'weeks:copy.title', text: 'weeks:tools.copy', icon: 'copy' },
  { href: '/week-templates', label: 'weeks:template.title', text: 'weeks:tools.template', icon: 'layers' },
  { href: '/leader-swaps/new', label: 'weeks:swap.title', text: 'weeks:tools.swap', icon: 'users-round' },
  {
    href: '/bulk-cancellations/new',
    label: 'weeks:cancellation.title',
    text: 'weeks:tools.cancellation',
    icon: 'calendar-x',
  },
  {
    href: '/closed-periods',
    label: 'organisation:closed.title',
    text: 'weeks:tools.closed',
    icon: 'door-closed',
  },
  {
    href: '/session-imports/new',
    label: 'schedule:import.title',
    text: 'schedule:import.toNew',
    icon: 'file-up',
  },
  { href: '/schedule-changes', label: 'history:title', text: 'weeks:tools.history', icon: 'history' },
]

/** Everything that changes many sessions at once, in plain words. */
export function WeekToolsPage({ week }: { week: IsoWeek | undefined }) {
  const { t } = useLanguage()
  const ofWeek = week ? `?week=${week}` : ''
  return (
    <Layout title={t('weeks:tools.title')}>
      <PageHeader
        title={t('weeks:tools.title')}
        lead={t('weeks:tools.lead')}
        back={{ href: `/schedule${ofWeek}`, label: t('schedule:navigation') }}
      />
      <ul class="grid places">
        {tools.map((tool) => (
          <li>
            <a class="card place" href={tool.href + ofWeek}>
              <Icon name={tool.icon} />
              <span>
                <strong>{t(tool.label)}</strong>
                <small>{t(tool.text)}</small>
              </span>
            </a>
          </li>
        ))}
      </ul>
    </Layout>
  )
}
