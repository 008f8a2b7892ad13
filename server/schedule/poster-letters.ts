import { createRequire } from 'node:module'
import type { Measure, Weight } from './poster-card.ts'

const find = createRequire(import.meta.url)

/** The typeface comes in two files for each weight: letters of western Europe, and the further ones of Latin script. */
export type Letters = `${Weight}-${'latin' | 'latin-ext'}`

const WEIGHTS = { regular: 400, bold: 700 } satisfies Record<Weight, number>
const FURTHER =
  /[\u0100-\u0130\u0132-\u0151\u0154-\u02ba\u02bd-\u02ff\u1e00-\u1eff\u20a0-\u20ab\u20ad-\u20c0\u2113]/u
const KNOWN = /[\u0020-\u007e\u00a0-\u024f\u1e00-\u1eff\u2010-\u2026\u20ac]/u

/** A document that knows the typeface and nothing else. pdfkit is read when the first poster is asked for, not at the start. */
export async function documentWithLetters(options: PDFKit.PDFDocumentOptions): Promise<PDFKit.PDFDocument> {
  const { default: PDFDocument } = await import('pdfkit')
  const document = new PDFDocument({ ...options, autoFirstPage: false, font: '' })
  for (const [weight, number] of Object.entries(WEIGHTS)) {
    for (const part of ['latin', 'latin-ext']) {
      const file = `@fontsource/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-${part}-${number}-normal.woff`
      document.registerFont(`${weight}-${part}`, find.resolve(file))
    }
  }
  return document
}

/** A text in runs of one file each; what the typeface cannot write at all stands as a square. */
export function runsOf(text: string, weight: Weight): { text: string; letters: Letters }[] {
  const runs: { text: string; letters: Letters }[] = []
  for (const letter of text.normalize('NFC')) {
    const letters: Letters = FURTHER.test(letter) ? `${weight}-latin-ext` : `${weight}-latin`
    const written = KNOWN.test(letter) ? letter : '\ufffd'
    const before = runs.at(-1)
    if (before?.letters === letters) before.text += written
    else runs.push({ text: written, letters })
  }
  return runs
}

let measured: Promise<Measure> | undefined

/** How wide the typeface's letters are; asked once for each text, as a width grows with the size. */
export function letterMeasure(): Promise<Measure> {
  measured ??= documentWithLetters({}).then((document) => {
    const widths = new Map<string, number>()
    return (text, size, weight) => {
      const key = `${weight} ${text}`
      let width = widths.get(key)
      if (width === undefined) {
        const parts = runsOf(text, weight).map((run) =>
          document.font(run.letters).fontSize(1000).widthOfString(run.text),
        )
        width = parts.reduce((sum, part) => sum + part, 0)
        if (widths.size > 5000) widths.clear()
        widths.set(key, width)
      }
      return (width * size) / 1000
    }
  })
  return measured
}
