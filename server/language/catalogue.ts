import i18next from 'i18next'
import { ar } from './ar/index.ts'
import { en } from './en/index.ts'
import { prs } from './prs/index.ts'
import { so } from './so/index.ts'
import { svEasy } from './sv-easy/index.ts'
import { sv } from './sv/index.ts'
import {
  facesOfLanguages,
  languages,
  participantLanguages,
  type Language,
  type ParticipantLanguage,
  type ParticipantSource,
  type ParticipantTranslation,
  type Source,
  type TextValues,
  type Translate,
  type TranslateForParticipants,
  type Translation,
} from './text.ts'
import { ti } from './ti/index.ts'
import { uk } from './uk/index.ts'

/** All texts there are: staff's languages whole, the participants' further ones with what participants read. */
export const catalogues: Record<Language, { [Word in keyof Source]: Translation<Word> }> &
  Record<ParticipantLanguage, { [Word in keyof ParticipantSource]: ParticipantTranslation<Word> }> = {
  sv,
  'sv-easy': svEasy,
  en,
  ar,
  so,
  uk,
  ti,
  prs,
}

const catalogue = i18next.createInstance()
void catalogue.init({
  initAsync: false,
  resources: catalogues,
  // Otherwise 'sv-easy' would be looked for as 'sv-Easy', which is not there.
  lowerCaseLng: true,
  lng: 'sv',
  // The few sentences on a participant's page that only staff ever need, as on an error page, are Swedish.
  fallbackLng: 'sv',
  defaultNS: 'common',
  ns: Object.keys(sv),
  // The views are JSX, which escapes; a second escaping here would show on screen.
  interpolation: { escapeValue: false },
})

function reader(language: ParticipantLanguage): Translate {
  const t = catalogue.getFixedT(language)
  if (facesOfLanguages[language].dir === 'ltr') return (key, values) => t(key, { ...values })
  return (key, values) => t(key, { ...keptApart(values ?? {}) })
}

/** A Swedish name or a time in a line that is read from the right stands as a piece of its own, and turns nothing around. */
const keptApart = (values: TextValues): TextValues =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'string' ? `\u2068${value}\u2069` : value,
    ]),
  )

const readers = {
  sv: reader('sv'),
  'sv-easy': reader('sv-easy'),
  en: reader('en'),
  ar: reader('ar'),
  so: reader('so'),
  uk: reader('uk'),
  ti: reader('ti'),
  prs: reader('prs'),
} satisfies Record<ParticipantLanguage, Translate>

/** The texts in one of staff's languages. */
export const textsIn = (language: Language): Translate => readers[language]

/** The texts that participants read, in any of their languages. */
export const textsForParticipants = (language: ParticipantLanguage): TranslateForParticipants =>
  readers[language]

/** For the parts that stand on pages of both: in the reader's language, or in Swedish where only staff have the text. */
export const textsForAnybody = (language: ParticipantLanguage): Translate => readers[language]

/** The reader's language: their own choice, else the best of what the browser asks for, else Swedish. */
export function languageOf(chosen: string | undefined, acceptLanguage: string | undefined): Language {
  const known = (tag: string | undefined): Language | undefined =>
    languages.find((language) => language === tag?.trim().toLowerCase().slice(0, 2))
  return known(chosen) ?? firstAsked(acceptLanguage, known) ?? 'sv'
}

/** What a phone asks for, of all that participants read. Browsers know Dari as Persian. */
export const participantLanguageAsked = (
  acceptLanguage: string | undefined,
): ParticipantLanguage | undefined =>
  firstAsked(acceptLanguage, (tag) => {
    const [asked] = tag.trim().toLowerCase().split('-')
    return participantLanguages.find((language) => language === (asked === 'fa' ? 'prs' : asked))
  })

/** The one that is wished for most, of those that we know. */
function firstAsked<Known>(
  acceptLanguage: string | undefined,
  known: (tag: string) => Known | undefined,
): Known | undefined {
  const [first] = (acceptLanguage ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', weight] = part.split(';q=')
      return { language: known(tag), weight: weight === undefined ? 1 : Number(weight) }
    })
    .filter((wish) => wish.language !== undefined && wish.weight > 0)
    .toSorted((a, b) => b.weight - a.weight)
  return first?.language
}
