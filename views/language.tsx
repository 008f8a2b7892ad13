import { createContext, useContext } from 'hono/jsx'
import { textsIn } from '../server/language/catalogue.ts'
import type { Language, Translate } from '../server/language/text.ts'

export type Direction = 'ltr' | 'rtl'

/** Which way a language is read. */
export const directionOf = (language: string): Direction =>
  ['ar', 'fa', 'prs'].includes(language) ? 'rtl' : 'ltr'

/** The reader's language, given once around the page: `<LanguageContext.Provider value="sv">`. */
export const LanguageContext = createContext<Language>('sv')

/** The texts in the reader's language, the language itself (for dates and numbers), and its direction. */
export function useLanguage(): { t: Translate; language: Language; dir: Direction } {
  const language = useContext(LanguageContext)
  return { t: textsIn(language), language, dir: directionOf(language) }
}
