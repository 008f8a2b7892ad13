import type { TextKey } from '../../server/language/text.ts'
import type { SessionFacts } from '../../server/schedule/queries.ts'
import type { IconName } from '../parts/icon.tsx'
import type { Tone } from '../parts/pill.tsx'
import { categoryLook } from './category.ts'

type Looked = Pick<SessionFacts, 'category' | 'busy'>

/** The look of its category; somebody else's talk only fills its time, quietly. */
export function sessionLook({ category, busy }: Looked): { tone: Tone; icon: IconName; word?: TextKey } {
  return busy ? { tone: 'stone', icon: 'clock' } : categoryLook[category]
}

/** The classes of a session wherever it is drawn: its colour, and whether it is cancelled. */
export function sessionClass(name: string, session: Looked & Pick<SessionFacts, 'cancelledAt'>): string {
  const cancelled = session.cancelledAt !== null && 'session-cancelled'
  return [name, `tone-${sessionLook(session).tone}`, cancelled].filter(Boolean).join(' ')
}
