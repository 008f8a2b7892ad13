import { useLanguage } from '../language.tsx'
import { Icon } from './icon.tsx'
import { Notice } from './notice.tsx'
import { Cell, Table } from './table.tsx'

/** A field that two people have written differently, in words. */
export type VersionRow = {
  label: string
  mine: string
  theirs: string
  /** Which of the two stands in the form below. */
  holds: 'mine' | 'theirs'
}

/** Two people had the same thing open: what each of them wrote, side by side, and which of it stands in the form now. */
export function TwoVersions({ title, rows }: { title: string; rows: readonly VersionRow[] }) {
  const { t } = useLanguage()
  return (
    <div class="versions">
      <Notice kind="warning" title={title} live>
        <p>{t('common:versions.lead')}</p>
      </Notice>
      <Table
        caption={t('common:versions.caption')}
        captionUnseen
        columns={[
          { label: t('common:versions.field') },
          { label: t('common:versions.mine') },
          { label: t('common:versions.theirs') },
        ]}
      >
        {rows.map(({ label, mine, theirs, holds }) => (
          <tr>
            <Cell heading>{label}</Cell>
            <Cell label={t('common:versions.mine')}>
              <Version words={mine} holds={holds === 'mine'} />
            </Cell>
            <Cell label={t('common:versions.theirs')}>
              <Version words={theirs} holds={holds === 'theirs'} />
            </Cell>
          </tr>
        ))}
      </Table>
    </div>
  )
}

function Version({ words, holds }: { words: string; holds: boolean }) {
  const { t } = useLanguage()
  if (!holds) return <>{words}</>
  return (
    <span class="version-holds">
      <strong>{words}</strong>
      <span class="with-icon">
        <Icon name="check" />
        {t('common:versions.inTheForm')}
      </span>
    </span>
  )
}
