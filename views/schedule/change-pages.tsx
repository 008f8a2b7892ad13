import type { HistoryEntry } from '../../server/schedule/change-words.ts'
import type { WhyKept } from '../../server/schedule/draft.ts'
import { useLanguage } from '../language.tsx'
import { Layout } from '../layout.tsx'
import { Button, LinkButton } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { EmptyState } from '../parts/empty-state.tsx'
import { Notice } from '../parts/notice.tsx'
import { PageHeader } from '../parts/page-header.tsx'
import { HistoryList } from './change-history.tsx'

/** All that was done to the schedule, a page at a time. */
export function ChangesPage(props: {
  entries: readonly HistoryEntry[]
  /** From where the next page goes on. */
  before: string | undefined
  first: boolean
}) {
  const { entries, before, first } = props
  const { t } = useLanguage()
  return (
    <Layout title={t('history:title')}>
      <PageHeader
        title={t('history:title')}
        lead={t('history:lead')}
        back={{ href: '/schedule', label: t('schedule:navigation') }}
      />
      {entries.length === 0 ? (
        <EmptyState icon="history" title={t('history:empty')} text={t('history:emptyText')} />
      ) : (
        <Card>
          <HistoryList entries={entries} />
        </Card>
      )}
      <div class="bar">
        {!first && <LinkButton href="/schedule-changes">{t('history:latest')}</LinkButton>}
        {before && (
          <LinkButton href={`/schedule-changes?before=${before}`} icon="chevron-right">
            {t('history:earlier')}
          </LinkButton>
        )}
      </div>
    </Layout>
  )
}

export type ChangePageProps = {
  entry: HistoryEntry
  /** Every session and series of it, in words; with why it stays, when the change is taken back. */
  lines: readonly { sentence: string; href: string | null; why: WhyKept | undefined }[]
  sessionCount: number
  /** What taking it back would do; nothing for who may not, and for what is taken back already. */
  undoing: { sessions: number; series: number } | undefined
  /** The change that took this one back. */
  undoneBy: string | null
}

export function ChangePage({ entry, lines, sessionCount, undoing, undoneBy }: ChangePageProps) {
  const { t } = useLanguage()
  const shown = lines.length
  return (
    <Layout title={t('history:change.title')}>
      <PageHeader
        title={entry.sentence}
        lead={entry.when}
        back={{ href: '/schedule-changes', label: t('history:title') }}
      />
      {undoneBy && (
        <Notice title={t('history:change.undoneAlready')}>
          <p>
            <a href={`/schedule-changes/${undoneBy}`}>{t('history:change.undoneBy')}</a>
          </p>
        </Notice>
      )}
      <Card title={t('history:change.what')}>
        {entry.why && <p>{t('history:reason', { reason: entry.why })}</p>}
        <ol class="history">
          {lines.map(({ sentence, href, why }) => (
            <li class="history-entry">
              <p class="history-sentence">{href ? <a href={href}>{sentence}</a> : sentence}</p>
              {why && <p class="history-kept">{t(`history:change.why.${why}`)}</p>}
            </li>
          ))}
        </ol>
        {shown < sessionCount && (
          <p class="soft">
            {t('history:change.whole', { count: sessionCount })}{' '}
            {t('history:change.shownFirst', { count: shown })}
          </p>
        )}
      </Card>
      {undoing && <Undoing id={entry.id} {...undoing} />}
    </Layout>
  )
}

function Undoing({ id, sessions, series }: { id: string; sessions: number; series: number }) {
  const { t } = useLanguage()
  return (
    <Card title={t('history:change.undoTitle')} id="undoing">
      {sessions + series === 0 ? (
        <p>{t('history:change.nothing')}</p>
      ) : (
        <form method="post" action={`/schedule-changes/${id}/undoing`} class="form">
          {sessions > 0 && <p>{t('history:change.canUndo', { count: sessions })}</p>}
          {series > 0 && <p>{t('history:change.canUndoSeries')}</p>}
          <input type="hidden" name="back" value={`/schedule-changes/${id}`} />
          <div class="form-actions">
            <Button icon="undo-2">{t('history:change.undo')}</Button>
          </div>
        </form>
      )}
    </Card>
  )
}
