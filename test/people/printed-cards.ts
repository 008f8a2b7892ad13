import { decodeQR } from 'qr/decode.js'

const PIXELS = 4
const QUIET = 4

/** What the pictures on a printed sheet say, in the order of the cards. */
export function cardsOn(page: string): string[] {
  return [...page.matchAll(/ d="((?:M\d+ \d+h1v1h-1z)+)"/g)].map(([, path]) => read(path!))
}

/** Draws the squares as a camera would see them, and reads them. */
function read(path: string): string {
  const squares = [...path.matchAll(/M(\d+) (\d+)h1/g)].map(([, x, y]) => [Number(x), Number(y)] as const)
  const modules = Math.max(...squares.flat()) + 1
  const side = (modules + 2 * QUIET) * PIXELS
  const data = new Uint8ClampedArray(side * side * 4).fill(255)
  for (const [x, y] of squares)
    for (let down = 0; down < PIXELS; down += 1)
      for (let across = 0; across < PIXELS; across += 1) {
        const at = (((y + QUIET) * PIXELS + down) * side + (x + QUIET) * PIXELS + across) * 4
        data.fill(0, at, at + 3)
      }
  return decodeQR({ width: side, height: side, data })
}
