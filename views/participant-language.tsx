import { useContext } from 'hono/jsx'
import { textsForParticipants } from '../server/language/catalogue.ts'
import {
  facesOfLanguages,
  type ParticipantLanguage,
  type TranslateForParticipants,
} from '../server/language/text.ts'
import { LanguageContext, type Direction } from './language.tsx'

/** On the kiosk and a participant's own pages: the texts, the language, its tag and direction, in any of the eight. */
export function useLanguage(): {
  t: TranslateForParticipants
  language: ParticipantLanguage
  tag: string
  dir: Direction
} {
  const language = useContext(LanguageContext)
  const { tag, dir } = facesOfLanguages[language]
  return { t: textsForParticipants(language), language, tag, dir }
}
