import type { SessionFacts } from '../../server/schedule/queries.ts'
import { categoryLook } from './category.ts'

/** The classes of a session wherever it is drawn: its category's colour, and whether it is cancelled. */
export function sessionClass(
  name: string,
  session: Pick<SessionFacts, 'category' | 'cancelledAt' | 'busy'>,
): string {
  const cancelled = session.cancelledAt !== null && 'session-cancelled'
  const tone = session.busy ? 'stone' : categoryLook[session.category].tone
  return [name, `tone-${tone}`, cancelled].filter(Boolean).join(' ')
}
