/** Chance that falls the same way every time, so that the demo tells the same story: see Mulberry32. */
export type Chance = {
  /** From 0 up to 1. */
  next(): number
  /** A whole number below this. */
  below(end: number): number
  /** A whole number from one to another, both included. */
  between(from: number, to: number): number
  /** Whether something happens that happens in so many of a hundred cases. */
  in100(percent: number): boolean
}

export function chanceOf(seed: string): Chance {
  let state = [...seed].reduce(
    (sum, letter) => Math.imul(sum ^ letter.codePointAt(0)!, 16_777_619),
    2_166_136_261,
  )
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (end: number) => Math.floor(next() * end)
  return {
    next,
    below,
    between: (from, to) => from + below(to - from + 1),
    in100: (percent) => next() * 100 < percent,
  }
}
