import type { Problem } from '../../server/problem.ts'
import { useLanguage } from '../language.tsx'
import { Icon } from './icon.tsx'

/** Where a field is found on the page: the summary links to it. */
export const fieldId = (prefix: string, name: string): string => (prefix ? `${prefix}-${name}` : name)

/** Everything that needs to be corrected, at the top, each with a way to its field; takes the focus. */
export function ProblemSummary(props: {
  problems: readonly Problem[]
  labels?: Record<string, string>
  prefix?: string
}) {
  const { problems, labels = {}, prefix = '' } = props
  const { t } = useLanguage()
  if (problems.length === 0) return <></>
  const titleId = fieldId(prefix, 'problems-title')
  return (
    <section class="notice notice-problem" tabindex={-1} autofocus aria-labelledby={titleId} data-focus>
      <Icon name="triangle-alert" />
      <div class="notice-text">
        <h2 id={titleId}>{t('common:problem.title')}</h2>
        <ul>
          {problems.map(({ field, text, values }) => (
            <li>
              {field === '' ? (
                t(text, values)
              ) : (
                <a href={`#${fieldId(prefix, field)}`}>
                  {labels[field] && `${labels[field]}: `}
                  {t(text, values)}
                </a>
              )}
            </li>
          ))}
        </ul>
      </div>
    </section>
  )
}
