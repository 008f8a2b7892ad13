import {
  noteCard,
  paragraph,
  placed,
  sessionCard,
  type Card,
  type CardLook,
  type Drawing,
  type Measure,
  type PosterSession,
} from './poster-card.ts'

export const papers = ['a4', 'a3'] as const
export type Paper = (typeof papers)[number]
export const directions = ['landscape', 'portrait'] as const
export type Direction = (typeof directions)[number]

/** What hangs on the wall, in the words of its language. */
export type PosterContent = {
  title: string
  dates: string
  organisation: string
  /** Which programme or kind of activity, when not all. */
  part: string | null
  printed: string
  /** Said instead of the days when nothing at all is held. */
  nothing: { title: string; text: string } | null
  days: PosterDay[]
}
export type PosterDay = {
  weekday: string
  date: string
  /** Why it is closed, if it is. */
  closed: string | null
  /** Said of a day without anything. */
  empty: string
  sessions: PosterSession[]
}

export type Poster = {
  paper: Paper
  direction: Direction
  /** In points. */
  width: number
  height: number
  /** What most of it is written in, and the least of it. */
  size: number
  smallest: number
  pages: PosterPage[]
}
export type PosterPage = { head: Drawing; foot: Drawing; days: PlacedDay[] }
/** One day on one page; what does not fit stands on the next, under the same heading. */
export type PlacedDay = { day: number; heading: Drawing; items: PlacedItem[] }
/** A session, or what is said of a day without any. */
export type PlacedItem = { session: PosterSession | null; drawing: Drawing }

/** The short and the long side. */
const SIDES: Record<Paper, [number, number]> = { a4: [595.28, 841.89], a3: [841.89, 1190.55] }
/** Nothing on the poster is smaller, however much there is: then it goes on to a second page. */
export const smallestType: Record<Paper, number> = { a4: 9, a3: 11 }
/** Everything but the letters is drawn as for A4, and on A3 so much larger. */
const UNIT: Record<Paper, number> = { a4: 1, a3: Math.SQRT2 }

const ROOMY = [24, 22, 20, 19, 18, 17, 16, 15, 14.5, 14, 13.5, 13, 12.5, 12, 11.5, 11, 10.5]
const DENSE = [12, 11.5, 11, 10.5, 10, 9.5, 9]

/** How the days are laid out with one look of their cards, page by page. */
type Laid = { pages: PlacedDay[][]; torn: boolean; tidy: boolean }
type Area = { x: number; y: number; width: number; height: number }

/**
 * The week on paper, as large as it can be written: the largest letters with which it takes as few pages as with the
 * smallest. In landscape a day is a column, in portrait a band across.
 */
export function posterOf(
  content: PosterContent,
  paper: Paper,
  direction: Direction,
  measure: Measure,
): Poster {
  const [short, long] = SIDES[paper]
  const [width, height] = direction === 'portrait' ? [short, long] : [long, short]
  const unit = UNIT[paper]
  const smallest = smallestType[paper]
  const margin = 28 * unit
  const inner = width - 2 * margin

  const head = placed(headOf(content, inner, unit, measure), margin, margin * 0.85)
  const footAt = height - margin * 0.75
  const top = head.y + head.height + 8 * unit
  const area = { x: margin, y: top, width: inner, height: footAt - smallest * 1.6 - 6 * unit - top }

  const lay = direction === 'portrait' ? inBands : inColumns
  const looks = looksFor(smallest, unit, measure)
  const laid = content.nothing
    ? { pages: [[]], look: looks.at(0)! }
    : largest(looks, (look) => lay(content.days, area, look, unit))
  const { pages, look } = laid

  return {
    paper,
    direction,
    width,
    height,
    smallest,
    size: look.size,
    pages: pages.map((days, index) => ({
      head: content.nothing ? withNothing(head, content.nothing, area, unit, measure) : head,
      foot: placed(
        footOf(content, pages.length, index, {
          inner,
          smallest,
          measure,
        }),
        margin,
        footAt - smallest * 1.3,
      ),
      days,
    })),
  }
}

function looksFor(smallest: number, unit: number, measure: Measure): CardLook[] {
  const kinds = [
    ...ROOMY.map((size) => ({ kind: 'roomy' as const, size })),
    ...DENSE.map((size) => ({ kind: 'dense' as const, size })),
  ]
  const larger = kinds
    .map(({ kind, size }) => ({ kind, size: size * unit, smallest, measure }))
    .filter(({ size }) => size > smallest)
  return [...larger, { kind: 'dense', size: smallest, smallest, measure }]
}

/** Letters a little smaller than they could be are worth it when everything then stands in rows. */
const WORTH_TIDYING = 0.92

function largest(looks: readonly CardLook[], lay: (look: CardLook) => Laid): Laid & { look: CardLook } {
  const smallest = looks.at(-1)!
  const least = { look: smallest, ...lay(smallest) }
  let best: typeof least | undefined
  for (const look of looks) {
    if (best && (best.tidy || look.kind !== best.look.kind || look.size < best.look.size * WORTH_TIDYING))
      return best
    const laid = { look, ...lay(look) }
    const fits = laid.pages.length <= least.pages.length && !laid.torn
    if (fits && (!best || laid.tidy)) best = laid
  }
  return best ?? least
}

/** The week in large, its dates beside it, and whose it is at the other end; what has no room goes below. */
function headOf(content: PosterContent, width: number, unit: number, measure: Measure): Drawing {
  const gap = 14 * unit
  const title = paragraph([{ text: content.title, weight: 'bold' }], {
    size: 44 * unit,
    colour: 'accent',
    width,
    measure,
  })
  const titleWidth = title.texts.at(-1)?.width ?? 0
  const size = 18 * unit
  const beside = width - titleWidth - measure(content.dates, size, 'regular') - 2 * gap
  const narrow = asideOf(content, beside, unit, measure)
  const isBeside = beside > 90 * unit && narrow.height <= title.height
  const aside = isBeside
    ? narrow
    : asideOf(content, Math.min(width * 0.4, width - titleWidth - gap), unit, measure)
  const dates = paragraph([{ text: content.dates }], {
    ...(isBeside ? { x: titleWidth + gap, width } : { y: title.height, width: width * 0.55 }),
    size,
    measure,
  })
  // Beside the title, both stand on the same line.
  const onLine = dates.texts.map((text) => (isBeside ? { ...text, y: title.texts[0]!.y } : text))
  const height = Math.max(title.height + (isBeside ? 0 : dates.height), aside.height)
  const atTheEnd = aside.texts.map((text) => ({ ...text, x: width - text.width }))
  return {
    x: 0,
    y: 0,
    width,
    height,
    boxes: [],
    icons: [],
    texts: [...title.texts, ...onLine, ...atTheEnd],
  }
}

/** Whose week it is, and which part of it. */
function asideOf(content: PosterContent, width: number, unit: number, measure: Measure) {
  const words = { size: 13 * unit, width, measure }
  const whose = paragraph([{ text: content.organisation, weight: 'bold' }], { ...words, y: 6 * unit })
  const part = paragraph(content.part === null ? [] : [{ text: content.part }], {
    ...words,
    y: 6 * unit + whose.height,
    colour: 'soft',
  })
  return { texts: [...whose.texts, ...part.texts], height: 6 * unit + whose.height + part.height }
}

function footOf(
  content: PosterContent,
  pages: number,
  index: number,
  { inner, smallest, measure }: { inner: number; smallest: number; measure: Measure },
): Drawing {
  const words = { size: smallest, colour: 'soft' as const, width: inner * 0.8, measure }
  const printed = paragraph([{ text: content.printed }], words)
  const number = paragraph(pages > 1 ? [{ text: `${index + 1} (${pages})` }] : [], words)
  return {
    x: 0,
    y: 0,
    width: inner,
    height: printed.height,
    boxes: [],
    icons: [],
    texts: [
      ...printed.texts,
      ...number.texts.map((text) => ({
        ...text,
        x: inner - text.width,
      })),
    ],
  }
}

/** A kind word in the middle of an empty week. */
function withNothing(
  head: Drawing,
  nothing: { title: string; text: string },
  area: Area,
  unit: number,
  measure: Measure,
): Drawing {
  const width = area.width * 0.8
  const icon = 84 * unit
  const title = paragraph([{ text: nothing.title, weight: 'bold' }], { size: 28 * unit, width, measure })
  const text = paragraph([{ text: nothing.text }], { size: 18 * unit, width, colour: 'soft', measure })
  const middle = area.x + area.width / 2
  const height = icon + 20 * unit + title.height + 8 * unit + text.height
  const top = area.y + Math.max(0, (area.height - height) / 2.4)
  const lines = (said: typeof title, y: number) =>
    Map.groupBy(said.texts, (piece) => piece.y)
      .entries()
      .flatMap(([, pieces]) => {
        const wide = pieces.at(-1)!.x + pieces.at(-1)!.width
        return pieces.map((piece) => ({ ...piece, x: middle - wide / 2 + piece.x, y: piece.y + y }))
      })
  return {
    ...head,
    height: top + height - head.y,
    icons: [...head.icons, { picture: 'calm', x: middle - icon / 2, y: top, size: icon, colour: 'accent' }],
    texts: [
      ...head.texts,
      ...lines(title, top + icon + 20 * unit),
      ...lines(text, top + icon + 28 * unit + title.height),
    ],
  }
}

/** Landscape: a day is a column, its sessions under each other. */
function inColumns(days: readonly PosterDay[], area: Area, look: CardLook, unit: number): Laid {
  const between = 8 * unit
  const width = (area.width - between * (days.length - 1)) / days.length
  const gap = Math.max(4 * unit, look.size * 0.4)
  const headings = days.map((day) =>
    headingOf(day, width, Math.min(19 * unit, Math.max(13 * unit, look.size * 1.2)), look),
  )
  const columns = days.map((day) => itemsOf(day, width, look))
  const top = Math.max(...headings.map(({ height }) => height)) + 7 * unit
  const room = area.height - top
  const torn = [...headings, ...columns.flat().map(({ drawing }) => drawing)].some((one) => one.torn)
  const x = (day: number) => area.x + day * (width + between)
  const dayAt = (day: number, items: PlacedItem[]): PlacedDay => ({
    day,
    heading: placed(headings[day]!, x(day), area.y, top - 7 * unit),
    items,
  })

  // Where there is room, the first of each day stand in one row, the second in the next: the eye finds its way.
  const rows = Math.max(...columns.map((items) => items.length))
  const heights = Array.from({ length: rows }, (_, row) =>
    Math.max(...columns.map((items) => items[row]?.drawing.height ?? 0)),
  )
  const spare = room - sum(heights) - gap * (rows - 1)
  if (spare >= 0) {
    const extra = Math.min(spare / rows, look.size * 0.8)
    const y = (row: number) => area.y + top + sum(heights.slice(0, row)) + (gap + extra) * row
    const page = columns.map((items, day) =>
      dayAt(
        day,
        items.map((item, row) =>
          moved(item, x(day), y(row), item.session ? heights[row]! + extra : undefined),
        ),
      ),
    )
    return { pages: [page], torn, tidy: true }
  }

  const pages: PlacedDay[][] = []
  for (const [day, items] of columns.entries()) {
    let [page, y] = [0, 0]
    for (const item of items) {
      const { height } = item.drawing
      if (y > 0 && y + height > room) [page, y] = [page + 1, 0]
      onPage(pages, page, dayAt(day, [])).items.push(moved(item, x(day), area.y + top + y))
      y += height + gap
    }
  }
  return { pages, torn, tidy: false }
}

/** Portrait: a day is a band, its sessions beside each other; as many as make the week lowest. */
function inBands(days: readonly PosterDay[], area: Area, look: CardLook, unit: number): Laid {
  const laid = [1, 2, 3, 4].map((beside) => bands(days, area, look, { unit, beside, spread: 0 }))
  const best = laid.toSorted(
    (one, other) =>
      Number(one.torn) - Number(other.torn) ||
      one.pages.length - other.pages.length ||
      one.height - other.height,
  )[0]!
  if (best.pages.length > 1) return best
  // What is left of the page is shared out between the bands, a hair less than all, as sums of fractions are not exact.
  const spread = Math.min(((area.height - best.height) / best.rows) * 0.999, look.size * 0.9)
  return bands(days, area, look, { unit, beside: best.beside, spread })
}

type Bands = Laid & { height: number; rows: number; beside: number }

function bands(
  days: readonly PosterDay[],
  area: Area,
  look: CardLook,
  { unit, beside, spread }: { unit: number; beside: number; spread: number },
): Bands {
  const gap = Math.max(4 * unit, look.size * 0.4)
  const between = Math.max(8 * unit, look.size * 0.9)
  const labelSize = Math.min(17 * unit, Math.max(12 * unit, look.size))
  const room = (day: PosterDay) => headingWidth(day, labelSize, look)
  const label = Math.max(...days.map(room)) + 10 * unit
  const width = (area.width - label - gap * (beside - 1)) / beside
  const pages: PlacedDay[][] = []
  let [page, y, torn, height, rows] = [0, 0, false, 0, 0]
  for (const [day, one] of days.entries()) {
    const heading = headingOf(one, label - 10 * unit, labelSize, look)
    const items = itemsOf(one, width, look)
    torn ||= heading.torn || items.some(({ drawing }) => drawing.torn)
    const inRows = Map.groupBy(items.entries(), ([index]) => Math.floor(index / beside))
    for (const [row, inRow] of inRows) {
      const tallest = Math.max(...inRow.map(([, { drawing }]) => drawing.height)) + spread
      const high = row === 0 ? Math.max(tallest, heading.height) : tallest
      if (y > 0 && y + high > area.height) [page, y] = [page + 1, 0]
      const here = onPage(pages, page, { day, heading: placed(heading, area.x, area.y + y), items: [] })
      for (const [index, item] of inRow) {
        const x = area.x + label + (index % beside) * (width + gap)
        here.items.push(moved(item, x, area.y + y, item.session ? tallest : undefined))
      }
      const isLast = row === inRows.size - 1
      const below = isLast && day === days.length - 1 ? 0 : isLast ? between : gap
      y += high + below
      height += high + below
      rows += 1
    }
  }
  return { pages, torn, tidy: true, height, rows, beside }
}

function onPage(pages: PlacedDay[][], page: number, day: PlacedDay): PlacedDay {
  const days = (pages[page] ??= [])
  const there = days.find((one) => one.day === day.day)
  if (!there) days.push(day)
  return there ?? day
}

type Item = { session: PosterSession | null; drawing: Card }

function itemsOf(day: PosterDay, width: number, look: CardLook): Item[] {
  const sessions = day.sessions.map((session) => ({ session, drawing: sessionCard(session, width, look) }))
  const said = { ...look, size: Math.max(look.smallest, look.size * 0.9) }
  const note =
    day.closed !== null
      ? [noteCard({ words: day.closed, picture: 'closed' }, width, said)]
      : sessions.length === 0
        ? [noteCard({ words: day.empty }, width, said)]
        : []
  return [...note.map((drawing) => ({ session: null, drawing })), ...sessions]
}

const moved = ({ session, drawing }: Item, x: number, y: number, height?: number): PlacedItem => ({
  session,
  drawing: placed(drawing, x, y, height),
})

const dateSize = (size: number, smallest: number): number => Math.max(smallest, size * 0.78)

/** What a heading needs so that neither weekday nor date goes on to a second line. */
const headingWidth = (day: PosterDay, size: number, { smallest, measure }: CardLook): number =>
  1.001 * Math.max(measure(day.weekday, size, 'bold'), measure(day.date, dateSize(size, smallest), 'regular'))

/** The weekday under a line of the accent, and its date. */
function headingOf(day: PosterDay, width: number, size: number, { smallest, measure }: CardLook): Card {
  const weekday = paragraph([{ text: day.weekday, weight: 'bold' }], { y: size * 0.35, size, width, measure })
  const date = paragraph([{ text: day.date }], {
    y: size * 0.3 + weekday.height,
    size: dateSize(size, smallest),
    width,
    colour: 'soft',
    measure,
  })
  const bar = Math.max(1.5, size * 0.12)
  return {
    x: 0,
    y: 0,
    width,
    height: size * 0.3 + weekday.height + date.height,
    boxes: [
      {
        x: 0,
        y: 0,
        width,
        height: bar,
        radius: 0,
        fill: 'accent',
      },
    ],
    icons: [],
    texts: [...weekday.texts, ...date.texts],
    torn: weekday.torn || date.torn,
  }
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0)
