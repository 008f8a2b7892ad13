import type { Category } from './categories.ts'

/** How wide a text stands on paper; sizes and widths in points. */
export type Measure = (text: string, size: number, weight: Weight) => number
export type Weight = 'regular' | 'bold'

export type PosterPicture = Category | 'outdoors' | 'place' | 'leader' | 'closed' | 'cancelled' | 'calm'
export type PosterColour =
  | 'ink'
  | 'soft'
  | 'accent'
  | 'line'
  | 'lineStrong'
  | 'paper'
  | 'sunken'
  | `${Category}Soft`
  | `${Category}Strong`
  | `${Category}Ink`

/** One piece of a line; `y` is what the letters stand on. */
export type PosterText = {
  text: string
  x: number
  y: number
  width: number
  size: number
  weight: Weight
  colour: PosterColour
  struck: boolean
}
export type PosterBox = {
  x: number
  y: number
  width: number
  height: number
  radius: number
  fill?: PosterColour
  line?: PosterColour
  dashed?: boolean
}
export type PosterIcon = { picture: PosterPicture; x: number; y: number; size: number; colour: PosterColour }

/** Something drawn as one: boxes first, then pictures, then words. */
export type Drawing = {
  x: number
  y: number
  width: number
  height: number
  boxes: PosterBox[]
  icons: PosterIcon[]
  texts: PosterText[]
}

/** A session as the poster tells it, in the words of its language. */
export type PosterSession = {
  id: string
  name: string
  times: string
  category: Category
  categoryWord: string
  place: string | null
  outdoors: string | null
  leader: string | null
  /** The word for it, when it is. Never why. */
  cancelled: string | null
}

/** roomy: the time beside a large picture, a line for each thing · dense: time and name run on, the rest below. */
export type CardLook = { kind: 'roomy' | 'dense'; size: number; smallest: number; measure: Measure }

const LINE = 1.2
/** How far below the top of its line a letter stands. */
const BASELINE = 0.93
/** A longer word may be parted; a shorter one never is, while smaller letters are possible. */
const LONGEST_WHOLE_WORD = 18

type Run = { text: string; weight?: Weight; struck?: boolean }
type Words = { size: number; colour?: PosterColour; x?: number; y?: number; width: number; measure: Measure }
type Paragraph = { texts: PosterText[]; height: number; torn: boolean }

/** Stands between two things on the same line, and is left out where a line ends. */
const BETWEEN = '·'

/** Words run on within a width, line under line. `torn` says that a word had to be parted that should not be. */
export function paragraph(runs: readonly Run[], words: Words): Paragraph {
  const { size, colour = 'ink', x = 0, y = 0, width, measure } = words
  const texts: PosterText[] = []
  let [line, at, torn, held] = [0, 0, false, '']
  const put = (word: string, { weight = 'regular', struck = false }: Run) => {
    const space = measure(' ', size, weight)
    const between = held === '' ? 0 : measure(held, size, weight) + space
    const wide = measure(word, size, weight)
    if (at > 0 && at + space + between + wide > width) [line, at] = [line + 1, 0]
    const text = at > 0 && held !== '' ? `${held} ${word}` : word
    const whole = text === word ? wide : between + wide
    const before = at > 0 ? texts.at(-1) : undefined
    if (before && before.weight === weight && before.struck === struck) {
      before.text += ` ${text}`
      before.width += space + whole
      at = before.x - x + before.width
    } else {
      const left = at > 0 ? at + space : 0
      const base = y + line * size * LINE + size * BASELINE
      texts.push({ text, x: x + left, y: base, width: whole, size, weight, colour, struck })
      at = left + whole
    }
    held = ''
  }
  for (const run of runs) {
    for (const word of run.text.split(' ').filter(Boolean)) {
      if (word === BETWEEN) {
        held = word
        continue
      }
      const fits = (text: string) => measure(text, size, run.weight ?? 'regular') <= width
      const parts = fits(word) ? [word] : parted(word, fits)
      torn ||= parts.length > 1 && [...word].length <= LONGEST_WHOLE_WORD
      for (const part of parts) put(part, run)
    }
  }
  return { texts, height: texts.length === 0 ? 0 : (line + 1) * size * LINE, torn }
}

/** A word too long for any line, in pieces that fit, with a hyphen where it is parted. */
function parted(word: string, fits: (text: string) => boolean): string[] {
  const letters = [...word]
  const parts: string[] = []
  while (letters.length > 0) {
    let length = letters.length
    const piece = () => letters.slice(0, length).join('') + (length < letters.length ? '-' : '')
    while (length > 1 && !fits(piece())) length -= 1
    parts.push(piece())
    letters.splice(0, length)
  }
  return parts
}

export type Card = Drawing & { torn: boolean }

export const sessionCard = (session: PosterSession, width: number, look: CardLook): Card =>
  look.kind === 'roomy' ? roomyCard(session, width, look) : denseCard(session, width, look)

function roomyCard(session: PosterSession, width: number, look: CardLook): Card {
  const { size, smallest, measure } = look
  const { category } = session
  const struck = session.cancelled !== null
  const pad = size * 0.6
  const inner = width - 2 * pad
  const tile = size * 2.1
  const beside = { x: pad + tile + size * 0.5, width: inner - tile - size * 0.5, measure }
  const isWide = measure(session.times, size * 1.05, 'bold') <= beside.width
  const ink = struck ? 'soft' : 'ink'

  const times = paragraph([{ text: session.times, weight: 'bold', struck }], {
    ...(isWide ? beside : { x: pad, width: inner, measure }),
    size: size * 1.05,
    colour: ink,
  })
  const word = paragraph([{ text: session.categoryWord }], {
    ...beside,
    size: Math.max(smallest, size * 0.74),
    colour: struck ? 'soft' : `${category}Ink`,
  })
  const besideTile = word.height + (isWide ? times.height : 0)
  const head = Math.max(tile, besideTile)
  const besideTop = pad + (head - besideTile) / 2
  const timesTop = isWide ? besideTop : pad + head + size * 0.3
  const nameTop = isWide ? pad + head + size * 0.3 : timesTop + times.height
  const name = paragraph([{ text: session.name, weight: 'bold', struck }], {
    x: pad,
    y: nameTop,
    width: inner,
    size: nameSize(session.name, inner, look),
    colour: ink,
    measure,
  })
  const facts = factLines(session, {
    x: pad,
    y: nameTop + name.height + size * 0.1,
    width: inner,
    size: Math.max(smallest, size * 0.9),
    measure,
  })
  const height = facts.bottom + pad * 0.85
  const tileTop = pad + (head - tile) / 2
  return {
    x: 0,
    y: 0,
    width,
    height,
    boxes: [cardBox(session, width, height, size), tileBox(session, pad, tileTop, tile)],
    icons: [tileIcon(session, pad, tileTop, tile), ...facts.icons],
    texts: [
      ...lowered(times.texts, timesTop),
      ...lowered(word.texts, isWide ? besideTop + times.height : besideTop),
      ...name.texts,
      ...facts.texts,
    ],
    torn: times.torn || word.torn || name.torn || facts.torn,
  }
}

/** A name with a long word is written a little smaller, before the whole week has to be. */
function nameSize(name: string, width: number, { size, smallest, measure }: CardLook): number {
  const words = name.split(' ').filter((word) => [...word].length <= LONGEST_WHOLE_WORD)
  const widest = Math.max(...words.map((word) => measure(word, 1, 'bold')), 0.01)
  return Math.max(smallest, size, Math.min(size * 1.25, (width * 0.995) / widest))
}

function denseCard(session: PosterSession, width: number, { size, smallest, measure }: CardLook): Card {
  const struck = session.cancelled !== null
  const pad = size * 0.42
  const tile = size * 1.55
  const beside = { x: pad + tile + size * 0.45, width: width - 2 * pad - tile - size * 0.45, measure }
  const title = paragraph(
    [
      { text: session.times, weight: 'bold', struck },
      { text: session.name, weight: 'bold', struck },
    ],
    { ...beside, y: pad, size, colour: struck ? 'soft' : 'ink' },
  )
  const told = struck
    ? [{ text: session.cancelled!, weight: 'bold' as const }]
    : [session.place, session.outdoors, session.leader].flatMap((text) => (text === null ? [] : [{ text }]))
  const factSize = Math.max(smallest, size * 0.88)
  const kept = session.categoryWord.replaceAll(' ', '\u00a0')
  const word = measure(kept, factSize, 'regular') <= beside.width ? kept : session.categoryWord
  const facts = paragraph(
    [...told, { text: word }].flatMap((run, index) => (index === 0 ? [run] : [{ text: BETWEEN }, run])),
    { ...beside, y: pad + title.height, size: factSize, colour: struck ? 'ink' : 'soft' },
  )
  const isOutdoors = session.outdoors !== null && !struck
  const height = Math.max(title.height + facts.height, isOutdoors ? tile * 2.05 : tile) + 2 * pad
  const outdoors = {
    picture: 'outdoors' as const,
    x: pad + tile * 0.1,
    y: pad + tile * 1.15,
    size: tile * 0.8,
  }
  return {
    x: 0,
    y: 0,
    width,
    height,
    boxes: [cardBox(session, width, height, size), tileBox(session, pad, pad, tile)],
    icons: [
      tileIcon(session, pad, pad, tile),
      ...(isOutdoors
        ? [
            {
              ...outdoors,
              colour: 'ink' as const,
            },
          ]
        : []),
    ],
    texts: [...title.texts, ...facts.texts],
    torn: title.torn || facts.torn,
  }
}

type Facts = { texts: PosterText[]; icons: PosterIcon[]; bottom: number; torn: boolean }

/** Each with its picture, as many beside each other as fit. */
function factLines(session: PosterSession, words: Required<Omit<Words, 'colour'>>): Facts {
  const { size, x, y, width, measure } = words
  const indent = size * 1.3
  const facts: [PosterPicture, string | null, Weight][] =
    session.cancelled === null
      ? [
          ['place', session.place, 'regular'],
          ['outdoors', session.outdoors, 'regular'],
          ['leader', session.leader, 'regular'],
        ]
      : [['cancelled', session.cancelled, 'bold']]
  const drawn: Facts = { texts: [], icons: [], bottom: y, torn: false }
  let at = 0
  for (const [picture, text, weight] of facts) {
    if (text === null || text.trim() === '') continue
    const wide = indent + measure(text, size, weight)
    const onSameLine = at > 0 && at + size + wide <= width
    const left = onSameLine ? at + size : 0
    const top = onSameLine ? drawn.bottom - size * LINE : drawn.bottom
    const said = paragraph([{ text, weight }], {
      x: x + left + indent,
      y: top,
      width: width - left - indent,
      size,
      measure,
    })
    drawn.texts.push(...said.texts)
    drawn.icons.push({ picture, x: x + left, y: top + size * 0.1, size, colour: 'ink' })
    drawn.bottom = top + said.height
    drawn.torn ||= said.torn
    // After several lines there is no telling what fits beside them.
    at = said.height > size * LINE * 1.5 ? width : left + wide
  }
  return drawn
}

const cardBox = (
  { category, cancelled }: PosterSession,
  width: number,
  height: number,
  size: number,
): PosterBox => ({
  x: 0,
  y: 0,
  width,
  height,
  radius: size * 0.4,
  ...(cancelled === null
    ? { fill: `${category}Soft` as const }
    : {
        fill: 'paper' as const,
        line: 'lineStrong' as const,
        dashed: true,
      }),
})

const tileBox = ({ category, cancelled }: PosterSession, x: number, y: number, size: number): PosterBox => ({
  x,
  y,
  width: size,
  height: size,
  radius: size * 0.25,
  fill: cancelled === null ? `${category}Strong` : 'lineStrong',
})

const tileIcon = ({ category }: PosterSession, x: number, y: number, size: number): PosterIcon => ({
  picture: category,
  x: x + size * 0.17,
  y: y + size * 0.17,
  size: size * 0.66,
  colour: 'paper',
})

const lowered = (texts: readonly PosterText[], by: number): PosterText[] =>
  texts.map((text) => ({ ...text, y: text.y + by }))

/** The day is closed, or nothing is held on it. */
export function noteCard(
  note: { words: string; picture?: PosterPicture },
  width: number,
  { size, measure }: CardLook,
): Card {
  const pad = note.picture ? size * 0.6 : 0
  const indent = note.picture ? size * 1.6 : 0
  const said = paragraph([{ text: note.words, weight: note.picture ? 'bold' : 'regular' }], {
    x: pad + indent,
    y: pad,
    width: width - 2 * pad - indent,
    size,
    colour: note.picture ? 'ink' : 'soft',
    measure,
  })
  const height = said.height + 2 * pad
  return {
    x: 0,
    y: 0,
    width,
    height,
    boxes: note.picture
      ? [
          {
            x: 0,
            y: 0,
            width,
            height,
            radius: size * 0.4,
            fill: 'sunken',
          },
        ]
      : [],
    icons: note.picture
      ? [
          {
            picture: note.picture,
            x: pad,
            y: pad,
            size: size * 1.2,
            colour: 'ink',
          },
        ]
      : [],
    texts: said.texts,
    torn: said.torn,
  }
}

/** The same drawing with its corner somewhere else, and as high as it is given room for. */
export function placed<Kind extends Drawing>(
  drawing: Kind,
  x: number,
  y: number,
  height = drawing.height,
): Kind {
  const move = <Thing extends { x: number; y: number }>(thing: Thing): Thing => ({
    ...thing,
    x: thing.x + x,
    y: thing.y + y,
  })
  return {
    ...drawing,
    x,
    y,
    height,
    boxes: drawing.boxes.map((box) =>
      move(
        box.height === drawing.height
          ? {
              ...box,
              height,
            }
          : box,
      ),
    ),
    icons: drawing.icons.map(move),
    texts: drawing.texts.map(move),
  }
}
