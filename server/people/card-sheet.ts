/** An A4 sheet of cards in millimetres: ten of a bank card's size, edge to edge, so that one cut parts two. */
export const sheet = { width: 210, height: 296.8 } as const
export const cardSize = { width: 85.6, height: 54 } as const
const columns = 2
const rows = 5
const left = (sheet.width - columns * cardSize.width) / 2
const top = (sheet.height - rows * cardSize.height) / 2

/** Where the name may stand beside the picture. */
const nameWidth = 31
const largestName = 6.4
const smallestName = 3.2
/** How wide a letter is beside its height, on the safe side. */
const letterWidth = 0.62

export type Card = {
  participantId: string
  /** What the picture says. */
  digits: string
  /** No surname, and nobody whose identity is protected. */
  firstName: string | null
}
export type PlacedCard<Given extends Card> = Given & {
  /** The number in the margin, which is cut away: whose card it is stands beside it on the screen only. */
  number: number
  x: number
  y: number
  numberX: number
  nameSize: number
  /** Set where the name would be too long even in small letters. */
  nameFits: number | undefined
}
export type Cross = { x: number; y: number }
export type CardSheet<Given extends Card> = { cards: PlacedCard<Given>[]; crosses: Cross[] }

/** The cards on their sheets in the order given, with crosses where the scissors turn. */
export function cardSheets<Given extends Card>(cards: readonly Given[]): CardSheet<Given>[] {
  const perSheet = columns * rows
  const sheets = Array.from({ length: Math.ceil(cards.length / perSheet) }, (_, index) =>
    cards.slice(index * perSheet, (index + 1) * perSheet),
  )
  return sheets.map((some, index) => {
    const placed = some.map((card, place) => placedCard(card, place, index * perSheet + place + 1))
    return { cards: placed, crosses: crossesOf(placed) }
  })
}

function placedCard<Given extends Card>(card: Given, place: number, number: number): PlacedCard<Given> {
  const column = place % columns
  const x = left + column * cardSize.width
  const y = top + Math.floor(place / columns) * cardSize.height
  const letters = [...(card.firstName ?? '')].length
  const fitting = nameWidth / (Math.max(letters, 1) * letterWidth)
  return {
    ...card,
    number,
    x: rounded(x),
    y: rounded(y),
    numberX: rounded(column === 0 ? x - 6 : x + cardSize.width + 6),
    nameSize: rounded(Math.min(largestName, Math.max(smallestName, fitting))),
    nameFits: fitting < smallestName ? nameWidth : undefined,
  }
}

/** The corners of all cards, each once. */
function crossesOf(cards: readonly { x: number; y: number }[]): Cross[] {
  const corners = cards.flatMap(({ x, y }) =>
    [0, cardSize.width].flatMap((across) =>
      [0, cardSize.height].map((down) => ({ x: rounded(x + across), y: rounded(y + down) })),
    ),
  )
  return [...new Map(corners.map((corner) => [`${corner.x} ${corner.y}`, corner])).values()]
}

const rounded = (millimetres: number): number => Math.round(millimetres * 100) / 100
