import type { TextKey, Translate } from '../../server/language/text.ts'
import type { Change } from '../../server/schedule/change-queries.ts'
import type { IsoWeek } from '../../server/time/weeks.ts'
import { momentInWords } from '../../server/time/words.ts'
import type { TimeZone } from '../../server/time/zones.ts'
import { useLanguage } from '../language.tsx'
import { Layout } from '../layout.tsx'
import { Button, LinkButton } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { EmptyState } from '../parts/empty-state.tsx'
import { Icon, type IconName } from '../parts/icon.tsx'
import { PageHeader } from '../parts/page-header.tsx'
import { Pill } from '../parts/pill.tsx'

type Tool = { href: string; label: TextKey; text: TextKey; icon: IconName }

const tools: readonly Tool[] = [
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
]

type Told = Change & { sessions: number }

/** Everything that changes many sessions at once, in plain words; and what was changed lately. */
export function ChangesPage(props: {
  /** The week that one came from. */
  week: IsoWeek | undefined
  changes: readonly Told[]
  /** Where the older ones begin. */
  older: string | undefined
  zone: TimeZone
  /** The latest ones: below the tools. */
  first: boolean
}) {
  const { week, changes, older, zone, first } = props
  const { t } = useLanguage()
  const ofWeek = week ? `?week=${week}` : ''
  return (
    <Layout title={t('weeks:tools.title')}>
      <PageHeader
        title={t('weeks:tools.title')}
        lead={t('weeks:tools.lead')}
        back={{ href: `/schedule${ofWeek}`, label: t('schedule:navigation') }}
      />
      {first && (
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
      )}
      <Card title={t('weeks:history.title')} id="history">
        {changes.length === 0 ? (
          <EmptyState icon="history" title={t('weeks:history.none')} text={t('weeks:history.noneText')} />
        ) : (
          <ul class="list">
            {changes.map((change) => (
              <li class="list-row">
                <ChangeRow {...{ change, zone }} />
              </li>
            ))}
          </ul>
        )}
        {older && (
          <LinkButton kind="quiet" icon="chevron-down" href={`/schedule-changes?before=${older}`}>
            {t('weeks:history.older')}
          </LinkButton>
        )}
      </Card>
    </Layout>
  )
}

function ChangeRow({ change, zone }: { change: Told; zone: TimeZone }) {
  const { t, language } = useLanguage()
  const what = changeInWords(t, change)
  const facts = [
    momentInWords(change.at, zone, language),
    change.byName ?? t('weeks:history.system'),
    change.sessions > 0 && t('weeks:history.sessions', { count: change.sessions }),
  ]
  return (
    <>
      <div>
        <p>
          <strong>{what}</strong>
        </p>
        <p class="soft">{facts.filter(Boolean).join(' · ')}</p>
        {change.reason && <p class="soft">{t('weeks:history.reason', { reason: change.reason })}</p>}
      </div>
      {change.undoneBy !== null ? (
        <Pill icon="undo-2">{t('weeks:history.undone')}</Pill>
      ) : (
        <form method="post" action={`/schedule-changes/${change.id}/undoing`}>
          <input type="hidden" name="back" value="/schedule-changes" />
          <Button kind="quiet" small icon="undo-2" aria-label={t('weeks:history.undoNamed', { what })}>
            {t('common:undo')}
          </Button>
        </form>
      )}
    </>
  )
}

function changeInWords(t: Translate, { kind, facts }: Change): string {
  return kind === 'leader_swapped' && facts['to'] === ''
    ? t('weeks:history.leaderTakenAway', facts)
    : t(`weeks:history.kind.${kind}`, facts)
}
