import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { languageOf, textsIn } from '../../server/language/catalogue.ts'
import { en } from '../../server/language/en/index.ts'
import { sv } from '../../server/language/sv/index.ts'

type Texts = { [key: string]: string | Texts }

const flat = (texts: Texts, path = ''): [string, string][] =>
  Object.entries(texts).flatMap(([key, text]) =>
    typeof text === 'string'
      ? [[path + key, text] as [string, string]]
      : flat(text, `${path}${key}${path === '' ? ':' : '.'}`),
  )
const swedish = new Map(flat(sv))
const english = new Map(flat(en))
const holes = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort()

test('no text is missing in any language, and none is empty', () => {
  expect([...english.keys()].sort()).toEqual([...swedish.keys()].sort())
  expect([...swedish, ...english].filter(([, text]) => text.trim() === '')).toEqual([])
})

test('a text has the same holes in every language', () => {
  const different = [...swedish].filter(
    ([key, text]) => holes(text).join() !== holes(english.get(key) ?? '').join(),
  )
  expect(different).toEqual([])
})

test('every text is used somewhere', () => {
  const code = globSync(['server/**/*.{ts,tsx}', 'views/**/*.tsx', 'static/**/*.ts', 'scripts/**/*.ts'])
    .filter((file) => !/language\/(sv|en)\//.test(file))
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n')
  const begun = [...code.matchAll(/['"`]([A-Za-z]+:[A-Za-z_.]*)\$\{/g)].map(([, start]) => start!)
  const unused = [...swedish.keys()].filter((key) => {
    const base = key.replace(/_(zero|one|other)$/, '')
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
