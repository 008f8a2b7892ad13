import type { HistoryEntry } from '../../server/schedule/change-words.ts'
import { useLanguage } from '../language.tsx'
import { Card } from '../parts/card.tsx'
import { Icon } from '../parts/icon.tsx'
import { Pill } from '../parts/pill.tsx'

const seenAtOnce = 5

/** What happened to a session or a series, the latest first; a long story is folded up. */
export function ChangeHistory({ entries }: { entries: readonly HistoryEntry[] }) {
  const { t } = useLanguage()
  const older = entries.slice(seenAtOnce)
  if (entries.length === 0) return <></>
  return (
    <Card
      title={t('history:heading')}
      id="history"
      action={<a href="/schedule-changes">{t('history:all')}</a>}
    >
      <HistoryList entries={entries.slice(0, seenAtOnce)} />
      {older.length > 0 && (
        <details class="more">
          <summary>
            {t('history:older', { count: older.length })}
            <Icon name="chevron-down" />
          </summary>
          <HistoryList entries={older} />
        </details>
      )}
    </Card>
  )
}

export function HistoryList({ entries }: { entries: readonly HistoryEntry[] }) {
  return (
    <ol class="history">
      {entries.map((entry) => (
        <li class={entry.isUndone ? 'history-entry history-undone' : 'history-entry'}>
          <HistoryLine entry={entry} />
        </li>
      ))}
    </ol>
  )
}

function HistoryLine({ entry }: { entry: HistoryEntry }) {
  const { t } = useLanguage()
  return (
    <>
      <p class="history-sentence">
        <a href={`/schedule-changes/${entry.id}`}>{entry.sentence}</a>
      </p>
      {entry.sessions && <p class="history-sessions">{entry.sessions}</p>}
      {entry.why && <p>{t('history:reason', { reason: entry.why })}</p>}
      <p class="history-when">
        <time>{entry.when}</time>
        {entry.isUndone && <Pill icon="undo-2">{t('history:isUndone')}</Pill>}
      </p>
    </>
  )
}
