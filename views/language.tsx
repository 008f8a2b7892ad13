import { createContext, useContext } from 'hono/jsx'
import { textsForAnybody } from '../server/language/catalogue.ts'
import {
  facesOfLanguages,
  staffLanguageOf,
  type Language,
  type ParticipantLanguage,
  type Translate,
} from '../server/language/text.ts'

export type Direction = 'ltr' | 'rtl'

/** The reader's language, given once around the page: `<LanguageContext.Provider value="sv">`. */
export const LanguageContext = createContext<ParticipantLanguage>('sv')

/**
 * The texts in the reader's language, the language itself (for dates and numbers), and its tag and direction in HTML.
 * What stands on participants' pages only takes the function of the same name in participant-language.tsx instead,
 * which knows all eight and only the texts that exist in all of them.
 */
export function useLanguage(): { t: Translate; language: Language; tag: string; dir: Direction } {
  const language = useContext(LanguageContext)
  const { tag, dir } = facesOfLanguages[language]
  return { t: textsForAnybody(language), language: staffLanguageOf(language), tag, dir }
}
