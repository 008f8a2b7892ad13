import i18next from 'i18next'
import { en } from './en/index.ts'
import { sv } from './sv/index.ts'
import { languages, type Language, type Translate } from './text.ts'

const catalogue = i18next.createInstance()
void catalogue.init({
  initAsync: false,
  resources: { sv, en },
  lng: 'sv',
  fallbackLng: false,
  defaultNS: 'common',
  ns: Object.keys(sv),
  // The views are JSX, which escapes; a second escaping here would show on screen.
  interpolation: { escapeValue: false },
})

function reader(language: Language): Translate {
  const t = catalogue.getFixedT(language)
  return (key, values) => t(key, { ...values })
}

const readers: Record<Language, Translate> = { sv: reader('sv'), en: reader('en') }

/** The texts in one language. */
export const textsIn = (language: Language): Translate => readers[language]

/** The reader's language: their own choice, else the best of what the browser asks for, else Swedish. */
export function languageOf(chosen: string | undefined, acceptLanguage: string | undefined): Language {
  const known = (tag: string | undefined): Language | undefined =>
    languages.find((language) => language === tag?.trim().toLowerCase().slice(0, 2))
  const asked = (acceptLanguage ?? '')
    .split(',')
    .map((part) => {
      const [tag, weight] = part.split(';q=')
      return { language: known(tag), weight: weight === undefined ? 1 : Number(weight) }
    })
    .filter((wish) => wish.language !== undefined && wish.weight > 0)
    .sort((a, b) => b.weight - a.weight)
  return known(chosen) ?? asked[0]?.language ?? 'sv'
}
