import { useLanguage } from '../language.tsx'
import { Notice } from './notice.tsx'

/** Two people had the same thing open: what the other one wrote, beside what was typed here. */
export function StandsNow({
  title,
  rows,
}: {
  title: string
  rows: readonly { label: string; value: string }[]
}) {
  const { t } = useLanguage()
  return (
    <Notice kind="warning" title={title} live>
      <p>{t('common:standsNow')}</p>
      <dl class="facts">
        {rows.map(({ label, value }) => (
          <>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </>
        ))}
      </dl>
    </Notice>
  )
}
