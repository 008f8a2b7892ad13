import type { ParticipantTextKey } from '../../server/language/text.ts'
import type { Category } from '../../server/schedule/categories.ts'
import type { IconName } from '../parts/icon.tsx'
import type { Tone } from '../parts/pill.tsx'

/** A category is told by its colour, its picture and its word, always together. */
export const categoryLook: Record<Category, { tone: Tone; icon: IconName; word: ParticipantTextKey }> = {
  social_preparation: {
    tone: 'cloudberry',
    icon: 'handshake',
    word: 'schedule:category.social_preparation',
  },
  health_promotion: { tone: 'moss', icon: 'heart-pulse', word: 'schedule:category.health_promotion' },
  work_preparation: {
    tone: 'heather',
    icon: 'briefcase-business',
    word: 'schedule:category.work_preparation',
  },
}
