import { categories } from '../../server/schedule/categories.ts'
import { useLanguage } from '../language.tsx'
import { Pill } from '../parts/pill.tsx'
import { categoryLook } from './category.ts'

/** What the colours and pictures mean. */
export function Legend() {
  const { t } = useLanguage()
  return (
    <ul class="week-legend" aria-label={t('schedule:week.categories')}>
      {categories.map((category) => (
        <li>
          <Pill tone={categoryLook[category].tone} icon={categoryLook[category].icon}>
            {t(categoryLook[category].word)}
          </Pill>
        </li>
      ))}
    </ul>
  )
}
