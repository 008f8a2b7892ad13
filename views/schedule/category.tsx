import type { Category } from '../../server/schedule/categories.ts'
import { useLanguage } from '../language.tsx'
import type { IconName } from '../parts/icon.tsx'
import { Pill, Tile, type Tone } from '../parts/pill.tsx'

/** How each category is told from the others: by colour and picture, and always with its word beside. */
export const categoryLooks: Record<Category, { tone: Tone; icon: IconName }> = {
  social_preparation: { tone: 'cloudberry', icon: 'users-round' },
  health_promotion: { tone: 'moss', icon: 'heart-pulse' },
  work_preparation: { tone: 'heather', icon: 'briefcase-business' },
}

export function CategoryPill({ category }: { category: Category }) {
  const { t } = useLanguage()
  return <Pill {...categoryLooks[category]}>{t(`schedule:category.${category}`)}</Pill>
}

/** The picture alone, before a title whose line also says the category in words. */
export const CategoryTile = ({ category }: { category: Category }) => <Tile {...categoryLooks[category]} />
