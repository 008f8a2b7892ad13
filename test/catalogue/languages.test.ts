import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { catalogues, languageOf, textsForParticipants, textsIn } from '../../server/language/catalogue.ts'
import {
  facesOfLanguages,
  languages,
  participantLanguages,
  type ParticipantLanguage,
} from '../../server/language/text.ts'

type Texts = { [key: string]: string | Texts | undefined }

const flat = (texts: Texts, path = ''): [string, string][] =>
  Object.entries(texts).flatMap(([key, text]) =>
    text === undefined
      ? []
      : typeof text === 'string'
        ? [[path + key, text] as [string, string]]
        : flat(text, `${path}${key}${path === '' ? ':' : '.'}`),
  )
const textsOf = (language: ParticipantLanguage) => new Map(flat(catalogues[language]))
const swedish = textsOf('sv')
const english = textsOf('en')
const further = participantLanguages.filter((one) => !languages.some((own) => own === one))
/** What participants read, as easy Swedish has it: the type makes every other language name the same. */
const read = textsOf('sv-easy')
const holes = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name!).sort()
const plural = /_(zero|one|two|few|many|other)$/
const baseOf = (key: string) => key.replace(plural, '')
const bases = (texts: ReadonlyMap<string, string>) => [...new Set([...texts.keys()].map(baseOf))].sort()

test('no text is missing in any language, and none is empty', () => {
  expect([...english.keys()].sort()).toEqual([...swedish.keys()].sort())
  for (const language of further) {
    expect({ language, texts: bases(textsOf(language)) }).toEqual({ language, texts: bases(read) })
    expect(bases(swedish)).toEqual(expect.arrayContaining(bases(read)))
  }
  const empty = participantLanguages.flatMap((one) =>
    [...textsOf(one)].filter(([, text]) => text.trim() === ''),
  )
  expect(empty).toEqual([])
})

test('what is counted has every form of the language, and no other', () => {
  const counted = [...swedish.keys()].filter((key) => key.endsWith('_other')).map(baseOf)
  for (const language of participantLanguages) {
    const texts = textsOf(language)
    const wanted = new Intl.PluralRules(facesOfLanguages[language].tag).resolvedOptions().pluralCategories
    for (const base of counted) {
      const forms = [...texts.keys()].filter((key) => plural.test(key) && baseOf(key) === base)
      if (forms.length === 0 && !languages.some((one) => one === language)) continue
      // Any language may say none in words of its own.
      const counts = forms.map((key) => key.slice(base.length + 1)).filter((one) => one !== 'zero')
      const asked = wanted.filter((one) => one !== 'zero')
      expect(counts.sort(), `${language} ${base}`).toEqual(asked.sort())
    }
  }
})

test('a text has the same holes in every language; of none, one or two the word alone may speak', () => {
  const saysTheNumberItself = /_(zero|one|two)$/
  const different = participantLanguages.flatMap((language) =>
    [...textsOf(language)].flatMap(([key, text]) => {
      const source = swedish.get(key) ?? swedish.get(`${baseOf(key)}_other`) ?? ''
      const wanted = holes(source)
      const own = holes(text)
      const same = own.join() === wanted.join()
      const without =
        saysTheNumberItself.test(key) && own.join() === wanted.filter((one) => one !== 'count').join()
      return same || without ? [] : [`${language} ${key}`]
    }),
  )
  expect(different).toEqual([])
})

test('no text was left in Swedish, and each is written in the letters of its language', () => {
  const letters: Partial<Record<ParticipantLanguage, RegExp>> = {
    ar: /\p{Script=Arabic}/u,
    uk: /\p{Script=Cyrillic}/u,
    ti: /\p{Script=Ethiopic}/u,
    prs: /\p{Script=Arabic}/u,
  }
  const others: Partial<Record<ParticipantLanguage, RegExp>> = {
    // Arabic's own kaf and yeh look right and are found by nobody who searches in Dari.
    prs: /[كيىة٠-٩0-9]/,
    ar: /[کیپچگ٠-٩]/,
    // Letters of Russian that Ukrainian does not have.
    uk: /[ыэёъ]/iu,
  }
  const digitsStandLatin = (text: string) => text.replaceAll(/\d/g, '')
  const faults: string[] = []
  for (const language of further) {
    for (const [key, text] of textsOf(language)) {
      const words = text.replaceAll(/\{\{\w+\}\}/g, '').replaceAll(/[\s·\p{P}]/gu, '')
      if (words === '' || key === 'common:product') continue
      const where = `${language} ${key}`
      if (letters[language]?.test(text) === false) faults.push(`${where}: not in its letters`)
      if (others[language]?.test(digitsStandLatin(text))) faults.push(`${where}: letters of another language`)
      if (language !== 'sv-easy' && text === swedish.get(key)) faults.push(`${where}: still Swedish`)
      if (/[\u200b\u200e\u200f\u2066-\u2069]/.test(text)) faults.push(`${where}: invisible characters`)
    }
  }
  expect(faults).toEqual([])
})

test('what participants see asks only for texts that exist in all their languages', () => {
  const ofStaff = ['views/kiosk/pairing-screen.tsx']
  const asking = globSync(['views/kiosk/*.tsx', 'views/my-week/*.tsx', 'views/kiosk-layout.tsx'])
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => !ofStaff.includes(file))
    .filter((file) => /from '\.\.?\/language\.tsx'/.test(readFileSync(file, 'utf8')))
  expect(asking).toEqual([])
})

test('easy Swedish keeps to short sentences', () => {
  const long = [...read].filter(([, text]) =>
    text.split(/[.!?:]\s/).some((sentence) => sentence.split(' ').length > 14),
  )
  expect(long).toEqual([])
})

test('names and times in a line from the right stand apart, so that they turn nothing around', () => {
  const t = textsForParticipants('ar')
  expect(t('kiosk:welcome.checkedIn', { name: 'Yoga (lugn)' })).toContain('\u2068Yoga (lugn)\u2069')
  expect(textsForParticipants('uk')('kiosk:welcome.checkedIn', { name: 'Yoga' })).not.toContain('\u2068')
})

test('each language counts in its own way', () => {
  const said = (language: ParticipantLanguage, count: number) =>
    textsForParticipants(language)('myWeek:count', { count })
  expect([0, 1, 2, 3, 11, 100].map((count) => said('ar', count))).toEqual([
    'لا أنشطة',
    'نشاط واحد',
    'نشاطان',
    '3 أنشطة',
    '11 نشاطًا',
    '100 نشاط',
  ])
  expect([1, 2, 5, 21].map((count) => said('uk', count))).toEqual([
    '1 заняття',
    '2 заняття',
    '5 занять',
    '21 заняття',
  ])
  expect(said('sv-easy', 1)).toBe('1 aktivitet')
  expect(said('prs', 2)).toBe('2 فعالیت')
})

test('every text is used somewhere', () => {
  const code = globSync(['server/**/*.{ts,tsx}', 'views/**/*.tsx', 'static/**/*.ts', 'scripts/**/*.ts'])
    .filter((file) => !/server\/language\/[a-z-]+\//.test(file))
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n')
  const begun = [...code.matchAll(/['"`]([A-Za-z]+:[A-Za-z_.]*)\$\{/g)].map(([, start]) => start!)
  const unused = [...swedish.keys()].filter((key) => {
    const base = baseOf(key)
    return (
      !code.includes(`'${base}'`) &&
      !code.includes(`\`${base}\``) &&
      !begun.some((start) => base.startsWith(start))
    )
  })
  expect(unused).toEqual([])
})

test("the reader's language is their own choice, then the browser's, then Swedish", () => {
  expect(languageOf('en', 'sv')).toBe('en')
  expect(languageOf(undefined, 'de;q=0.9, en-GB;q=0.8, sv;q=0.7')).toBe('en')
  expect(languageOf('klingon', 'fi')).toBe('sv')
  expect(languageOf(undefined, undefined)).toBe('sv')
})

test('plurals follow the number', () => {
  expect(textsIn('sv')('common:problem.tooLong', { max: 5 })).toContain('5')
})
