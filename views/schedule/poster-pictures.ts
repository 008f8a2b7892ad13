import { categories } from '../../server/schedule/categories.ts'
import type { PosterPicture } from '../../server/schedule/poster-card.ts'
import { icons } from '../parts/icons.ts'
import { categoryLook } from './category.ts'

const ofCategories = Object.fromEntries(
  categories.map((category) => [category, icons[categoryLook[category].icon]]),
) as Record<(typeof categories)[number], string>

/** The poster's pictures as they are drawn, each on a field of 24 by 24. */
export const posterPictures: Record<PosterPicture, string> = {
  ...ofCategories,
  outdoors: icons['tree-pine'],
  place: icons['map-pin'],
  leader: icons['user-round'],
  closed: icons['door-closed'],
  cancelled: icons['calendar-x'],
  calm: icons['calendar-days'],
}
