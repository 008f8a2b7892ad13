import { inflateSync } from 'node:zlib'

/** What a reader of a PDF finds in it: the size of each page in points, its lines of text, and the document's own words. */
export type ReadPdf = {
  pages: { width: number; height: number; lines: string[]; text: string }[]
  language: string | undefined
  tagged: boolean
  tags: string[]
  /** Everything in it that is not packed, and the metadata. */
  plain: string
}

export function readPdf(file: Buffer): ReadPdf {
  const plain = file.toString('latin1')
  const objects = new Map(
    [...plain.matchAll(/(\d+) 0 obj\n(.*?)\nendobj/gs)].map(([, id, body]) => [id!, body!]),
  )
  const object = (id: string | undefined) => objects.get(id ?? '') ?? ''
  const unpacked = (id: string | undefined) => {
    const [, content] = /stream\n(.*)\nendstream/s.exec(object(id)) ?? []
    return content === undefined ? '' : inflateSync(Buffer.from(content, 'latin1')).toString('latin1')
  }
  const [, kids = ''] = /\/Kids \[([^\]]*)\]/.exec(plain) ?? []
  const pages = [...kids.matchAll(/(\d+) 0 R/g)].map(([, id]) => {
    const page = object(id)
    const [, width, height] = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(page) ?? []
    const [, contents] = /\/Contents (\d+) 0 R/.exec(page) ?? []
    const [, resources] = /\/Resources (\d+) 0 R/.exec(page) ?? []
    const fonts = new Map(
      [...object(resources).matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name, font]) => {
        const [, letters] = /\/ToUnicode (\d+) 0 R/.exec(object(font)) ?? []
        return [name!, lettersOf(unpacked(letters))]
      }),
    )
    const lines = [...unpacked(contents).matchAll(/\/(F\d+) [\d.]+ Tf\n\[(.*?)\] TJ/g)].map(
      ([, font, glyphs]) =>
        [...glyphs!.matchAll(/<([0-9a-f]*)>/g)]
          .flatMap(([, hex]) => hex!.match(/.{4}/g) ?? [])
          .map((glyph) => fonts.get(font!)?.get(Number.parseInt(glyph, 16)) ?? '?')
          .join(''),
    )
    return {
      width: Number(width),
      height: Number(height),
      lines: lines.map((line) => line.trim()),
      text: lines.join(''),
    }
  })
  return {
    pages,
    language: /\/Lang \(([^)]*)\)/.exec(plain)?.[1],
    tagged: /\/Marked true/.test(plain),
    tags: [...plain.matchAll(/\/S \/(\w+)/g)].map(([, tag]) => tag!),
    plain,
  }
}

/** Glyph number to letters, from the map that makes a PDF searchable. */
function lettersOf(map: string): Map<number, string> {
  const letters = new Map<number, string>()
  for (const [, first, all] of map.matchAll(/<([0-9a-f]{4})> <[0-9a-f]{4}> \[(.*?)\]/gs)) {
    for (const [index, [, hex]] of [...all!.matchAll(/<([0-9a-f]*)>/g)].entries()) {
      const codes = (hex!.match(/.{4}/g) ?? []).map((code) => Number.parseInt(code, 16))
      letters.set(Number.parseInt(first!, 16) + index, String.fromCharCode(...codes))
    }
  }
  return letters
}
