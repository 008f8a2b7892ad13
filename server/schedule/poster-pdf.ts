import type { Temporal } from 'temporal-polyfill'
import type { Language } from '../language/text.ts'
import type { Drawing, PosterPicture, PosterText } from './poster-card.ts'
import { posterColours } from './poster-colours.ts'
import type { Poster } from './poster-layout.ts'
import { documentWithLetters, runsOf } from './poster-letters.ts'

export type PosterFile = {
  poster: Poster
  title: string
  language: Language
  /** Each picture as it stands between <svg> and </svg>, on a field of 24 by 24. */
  pictures: Record<PosterPicture, string>
  madeAt: Temporal.Instant
}

/** The poster as a PDF: vectors and letters, tagged for those who listen. */
export async function posterPdf(file: PosterFile): Promise<Buffer> {
  const { poster, title, language, madeAt } = file
  const document = await documentWithLetters({
    pdfVersion: '1.7',
    tagged: true,
    lang: language === 'sv' ? 'sv-SE' : 'en-GB',
    displayTitle: true,
    info: {
      Title: title,
      Creator: 'Stegvis',
      Producer: 'Stegvis',
      CreationDate: new Date(madeAt.epochMilliseconds),
    },
  })
  const whole = document.struct('Document')
  document.addStructure(whole)
  for (const page of poster.pages) {
    document.addPage({ size: [poster.width, poster.height], margin: 0 })
    tell(document, whole, 'H1', page.head, file)
    for (const day of page.days) {
      const section = document.struct('Sect')
      whole.add(section)
      tell(document, section, 'H2', day.heading, file)
      for (const item of day.items) tell(document, section, 'P', item.drawing, file)
      section.end()
    }
    tell(document, whole, 'P', page.foot, file)
  }
  whole.end()

  const chunks: Buffer[] = []
  const ended = new Promise<void>((resolve, reject) => {
    document.on('data', (chunk: Buffer) => chunks.push(chunk))
    document.on('end', resolve)
    document.on('error', reject)
  })
  document.end()
  await ended
  return Buffer.concat(chunks)
}

type Parent = ReturnType<PDFKit.PDFDocument['struct']>

/** Grounds and pictures are ornament, as what they mean stands in words; the words are what is told. */
function tell(
  document: PDFKit.PDFDocument,
  parent: Parent,
  tag: 'H1' | 'H2' | 'P',
  drawing: Drawing,
  { pictures }: PosterFile,
): void {
  document.markContent('Artifact', { type: 'Layout' })
  for (const box of drawing.boxes) drawBox(document, box)
  for (const icon of drawing.icons) drawPicture(document, pictures[icon.picture], icon)
  for (const text of drawing.texts) if (text.struck) strike(document, text)
  document.endMarkedContent()
  const write = () => {
    for (const text of drawing.texts) drawText(document, text)
  }
  parent.add(document.struct(tag, {}, write))
}

function drawBox(document: PDFKit.PDFDocument, box: Drawing['boxes'][number]): void {
  document.roundedRect(box.x, box.y, box.width, box.height, box.radius)
  if (box.fill && !box.line) {
    document.fill(posterColours[box.fill])
    return
  }
  document.lineWidth(1)
  if (box.dashed) document.dash(4, { space: 3 })
  document.fillAndStroke(posterColours[box.fill ?? 'paper'], posterColours[box.line ?? 'line'])
  document.undash()
}

function drawPicture(document: PDFKit.PDFDocument, svg: string, icon: Drawing['icons'][number]): void {
  document.save()
  document.translate(icon.x, icon.y).scale(icon.size / 24)
  document.lineWidth(2).lineCap('round').lineJoin('round').strokeColor(posterColours[icon.colour])
  for (const [, kind, written = ''] of svg.matchAll(/<(\w+) ([^>]*?)\/>/g)) {
    const at = Object.fromEntries(
      [...written.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, name, value]) => [name, value]),
    )
    const number = (name: string) => Number(at[name] ?? 0)
    if (kind === 'path') document.path(at['d'] ?? '')
    else if (kind === 'circle') document.circle(number('cx'), number('cy'), number('r'))
    else if (kind === 'rect')
      document.roundedRect(number('x'), number('y'), number('width'), number('height'), number('rx'))
    else throw new Error(`A picture holds a ${kind}, which the poster cannot draw.`)
    document.stroke()
  }
  document.restore()
}

function strike(document: PDFKit.PDFDocument, { x, y, width, size, colour }: PosterText): void {
  document.lineWidth(size * 0.07).strokeColor(posterColours[colour])
  document
    .moveTo(x, y - size * 0.28)
    .lineTo(x + width, y - size * 0.28)
    .stroke()
}

/** A space follows, so that whoever listens hears words and not one long one. */
function drawText(document: PDFKit.PDFDocument, text: PosterText): void {
  let { x } = text
  document.fillColor(posterColours[text.colour])
  for (const run of runsOf(`${text.text} `, text.weight)) {
    document.font(run.letters).fontSize(text.size)
    document.text(run.text, x, text.y, { lineBreak: false, baseline: 'alphabetic' })
    x += document.widthOfString(run.text)
  }
}
