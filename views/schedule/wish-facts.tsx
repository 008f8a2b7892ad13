import type { Wish } from '../../server/schedule/wish.ts'
import { momentInWords } from '../../server/time/words.ts'
import { useLanguage } from '../language.tsx'

/** Who wished and when it was noted, in one line: whoever did not say, or may not be known here, goes without a name. */
export function useWishFacts(timeZone: string): (wish: Wish) => string {
  const { t, language } = useLanguage()
  return ({ wisher, notedAt, notedByName }) => {
    const when = momentInWords(notedAt, timeZone, language)
    return [
      wisher && `${wisher.firstName} ${wisher.lastName}`,
      notedByName
        ? t('schedule:wish.notedBy', { when, name: notedByName })
        : t('schedule:wish.written', { when }),
    ]
      .filter(Boolean)
      .join(' · ')
  }
}
