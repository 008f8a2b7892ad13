import type { ParticipantTextKey } from '../../server/language/text.ts'
import type { KioskSession } from '../../server/kiosk/words.ts'
import { timesInWords } from '../../server/time/words.ts'
import { useLanguage } from '../participant-language.tsx'
import { Icon } from '../parts/icon.tsx'
import { categoryLook } from '../schedule/category.ts'

export type SessionWords = Pick<
  KioskSession,
  'id' | 'name' | 'category' | 'place' | 'localStart' | 'localEnd'
>

export const toneOf = ({ category }: SessionWords): string => `tone-${categoryLook[category].tone}`

/** What a session's row and its card hold: picture, name, kind, time and place. */
export function SessionFacts({ session, said }: { session: SessionWords; said?: ParticipantTextKey }) {
  const { t, language } = useLanguage()
  const { icon, word } = categoryLook[session.category]
  return (
    <>
      <span class="kiosk-session-picture">
        <Icon name={icon} />
      </span>
      <span class="kiosk-session-name" lang="sv" dir="auto">
        {session.name}
      </span>
      <span class="kiosk-session-kind">{said ? t(said, { kind: t(word) }) : t(word)}</span>
      <span class="kiosk-session-facts">
        <strong>{timesInWords(session.localStart, session.localEnd, language)}</strong>
        {session.place && <span dir="auto">{session.place}</span>}
      </span>
    </>
  )
}
