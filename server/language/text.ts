import type { sv } from './sv/index.ts'

/** The Swedish catalogue is the source: every other language must have the same texts. */
export type Source = typeof sv

/** What another language must provide for one word of the catalogue; plural forms may differ. */
export type Translation<Word extends keyof Source> = SameTexts<Source[Word]>
type SameTexts<Texts> = { [Key in keyof Texts]: Texts[Key] extends string ? string : SameTexts<Texts[Key]> }

type WithoutPlural<Key> = Key extends `${infer Base}_${'zero' | 'one' | 'two' | 'few' | 'many' | 'other'}`
  ? Base
  : Key
type Path<Texts> = {
  [Key in keyof Texts & string]: Texts[Key] extends string ? WithoutPlural<Key> : `${Key}.${Path<Texts[Key]>}`
}[keyof Texts & string]

/** The address of a text: `'schedule:cancellation.reason'`. */
export type TextKey = { [Word in keyof Source & string]: `${Word}:${Path<Source[Word]>}` }[keyof Source &
  string]
export type TextValues = Record<string, string | number>

/** Finds the text in one reader's language and fills in the values. */
export type Translate = (key: TextKey, values?: TextValues) => string

/** What staff work in. */
export const languages = ['sv', 'en'] as const
export type Language = (typeof languages)[number]

/** What participants meet at the kiosk and on their own pages. */
export const participantLanguages = ['sv', 'sv-easy', 'en', 'ar', 'so', 'uk', 'ti', 'prs'] as const
export type ParticipantLanguage = (typeof participantLanguages)[number]

/** Those whose texts somebody has read who grew up with the language; administrators see which have not been. */
export const reviewedLanguages: readonly ParticipantLanguage[] = ['sv', 'en']

/**
 * A language by its own name, as browsers and screen readers know it, and the way it is read.
 * Browsers have no easy Swedish, and keep Dari as the Persian of Afghanistan: 'prs' itself has neither voice nor names.
 */
export const facesOfLanguages = {
  sv: { name: 'Svenska', tag: 'sv', dir: 'ltr' },
  'sv-easy': { name: 'Lätt svenska', tag: 'sv', dir: 'ltr' },
  en: { name: 'English', tag: 'en', dir: 'ltr' },
  ar: { name: 'العربية', tag: 'ar', dir: 'rtl' },
  so: { name: 'Soomaali', tag: 'so', dir: 'ltr' },
  uk: { name: 'Українська', tag: 'uk', dir: 'ltr' },
  ti: { name: 'ትግርኛ', tag: 'ti', dir: 'ltr' },
  prs: { name: 'دری', tag: 'fa-AF', dir: 'rtl' },
} as const satisfies Record<ParticipantLanguage, { name: string; tag: string; dir: 'ltr' | 'rtl' }>

export const isLanguage = (name: string | undefined | null): name is Language =>
  languages.some((one) => one === name)

export const isParticipantLanguage = (name: string | undefined | null): name is ParticipantLanguage =>
  participantLanguages.some((one) => one === name)

/** What somebody who reads the participants' languages is shown where only staff's exist. */
export const staffLanguageOf = (language: ParticipantLanguage): Language =>
  isLanguage(language) ? language : 'sv'

type Common = Source['common']

/** What of the catalogue participants read: their own words whole, and the few of others that stand on their pages. */
export type ParticipantSource = {
  kiosk: Omit<Source['kiosk'], 'pairing'>
  ways: Source['ways']
  myWeek: Omit<Source['myWeek'], 'link'>
  common: Pick<Common, 'product' | 'back' | 'close' | 'optional' | 'skipToContent'> & {
    language: Pick<Common['language'], 'choose'>
    problem: Pick<Common['problem'], 'title' | 'required' | 'tooLong' | 'control'>
    rejected: Omit<Common['rejected'], 'signIn' | 'forbidden' | 'foreign'>
  }
  schedule: Pick<Source['schedule'], 'category'> & {
    session: Pick<Source['schedule']['session'], 'outdoors'>
  }
  people: { letter: Omit<Source['people']['letter'], 'title' | 'back' | 'once' | 'print' | 'givenAlready'> }
}

/** The address of a text that exists in every participant's language. */
export type ParticipantTextKey = {
  [Word in keyof ParticipantSource & string]: `${Word}:${Path<ParticipantSource[Word]>}`
}[keyof ParticipantSource & string]

export type TranslateForParticipants = (key: ParticipantTextKey, values?: TextValues) => string

/** What a participants' language must provide; its plural forms follow its own grammar. */
export type ParticipantTranslation<Word extends keyof ParticipantSource> = SameBesidesPlurals<
  ParticipantSource[Word]
>
/** The texts for staff that lie in the same file stay out; `_one` and `_other` may be joined by `_few` and the like. */
type SameBesidesPlurals<Texts> = {
  [Key in keyof Texts]: Texts[Key] extends string ? string : SameBesidesPlurals<Texts[Key]>
} & {
  [
    Key in keyof Texts & string as Key extends `${infer Base}_other`
      ? `${Base}_${'zero' | 'two' | 'few' | 'many'}`
      : never
  ]?: string
}
