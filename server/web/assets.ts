import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { ParticipantLanguage } from '../language/text.ts'

/**
 * Where the built files lie: beside the bundled server, or in dist/ when the source runs as it is.
 * scripts/build.ts writes manifest.json there: each file's name and a short hash of what it holds.
 */
const places = [join(import.meta.dirname, 'static'), join(import.meta.dirname, '../../dist/static')] as const
export const assetsFolder = places.find((folder) => existsSync(join(folder, 'manifest.json')))

/** What /static is looked up in, wherever the process was started from. */
export const servedFolder = dirname(assetsFolder ?? places[1])

const hashes: Record<string, string> = assetsFolder
  ? JSON.parse(readFileSync(join(assetsFolder, 'manifest.json'), 'utf8'))
  : {}

/** The letters that a language needs beside Latin ones, by the beginnings of their files' names. */
const lettersOf: Partial<Record<ParticipantLanguage, string>> = {
  ar: 'noto-sans-arabic-arabic',
  prs: 'noto-sans-arabic-arabic',
  uk: 'noto-sans-cyrillic',
  ti: 'noto-sans-ethiopic-ethiopic',
}

/** The addresses of the letters that these languages are written with beside Latin ones: a tablet keeps those that it offers. */
export function fontsFor(languages: readonly ParticipantLanguage[]): string[] {
  const wanted = languages.flatMap((one) => lettersOf[one] ?? [])
  return Object.keys(hashes)
    .filter((file) => wanted.some((name) => file.startsWith(`fonts/${name}`)))
    .map((file) => `/static/${file}`)
}

/** One word for the release that is running: what it draws may differ from the one before. */
export const release = createHash('sha256').update(JSON.stringify(hashes)).digest('base64url').slice(0, 12)

/** The address of a built file. With its hash a browser may keep it for good, until the next release. */
export const asset = (name: string): string =>
  hashes[name] ? `/static/${name}?v=${hashes[name]}` : `/static/${name}`

/** A built file as it is, for an answer that is more than the file. */
export function textOfFile(name: string): string {
  let text = texts.get(name)
  if (text === undefined) {
    const file = assetsFolder && join(assetsFolder, name)
    text = file !== undefined && existsSync(file) ? readFileSync(file, 'utf8') : ''
    texts.set(name, text)
  }
  return text
}
const texts = new Map<string, string>()

/** What a style sheet fetches besides: its fonts and pictures. */
export const filesOfStyle = (name: string): string[] => [
  ...new Set([...textOfFile(name).matchAll(/url\("?(\/static\/[^")]+)"?\)/g)].map(([, address]) => address!)),
]
