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

export const languages = ['sv', 'en'] as const
export type Language = (typeof languages)[number]
