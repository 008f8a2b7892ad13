import { dayNumber, type LocalDate } from '../time/dates.ts'

/**
 * Which day each old day becomes. What is the same day stays; within a block, a week or a month, the others keep their
 * order and go as short a way as they can. Days without a counterpart are left out.
 */
export function pairedDays(
  olds: readonly LocalDate[],
  news: readonly LocalDate[],
  blockOf: (date: LocalDate) => number,
): Map<LocalDate, LocalDate> {
  const [before, after] = [new Set(olds), new Set(news)]
  const pairs = new Map([...before].filter((date) => after.has(date)).map((date) => [date, date]))
  const newsOfBlock = Map.groupBy(
    [...after].filter((date) => !before.has(date)),
    blockOf,
  )
  const oldsOfBlock = Map.groupBy(
    [...before].filter((date) => !after.has(date)),
    blockOf,
  )
  for (const [block, dates] of oldsOfBlock) {
    for (const [one, other] of inOrder(dates.toSorted(), (newsOfBlock.get(block) ?? []).toSorted()))
      pairs.set(one, other)
  }
  return pairs
}

/** Pairs of two rows of days, none crossing another, as many as there can be and the shortest ways of all. */
function inOrder(olds: readonly LocalDate[], news: readonly LocalDate[]): [LocalDate, LocalDate][] {
  if (olds.length > news.length) return inOrder(news, olds).map(([one, other]) => [other, one])
  const way = (old: LocalDate, day: LocalDate) => Math.abs(dayNumber(old) - dayNumber(day))
  /** The best for the first so many of the shorter row, all paired, within the first so many of the longer. */
  let best: Way[] = news.map(() => none).concat(none)
  for (const [row, old] of olds.entries()) {
    const next: Way[] = Array.from({ length: row + 1 }, () => impossible)
    for (let column = row + 1; column <= news.length; column++) {
      const taken = best[column - 1]!
      const within = { length: taken.length + way(old, news[column - 1]!), last: column - 1, before: taken }
      const without = next[column - 1]!
      next.push(within.length < without.length ? within : without)
    }
    best = next
  }
  const found: [LocalDate, LocalDate][] = []
  let step = best.at(-1)!
  for (const old of olds.toReversed()) {
    found.unshift([old, news[step.last]!])
    step = step.before!
  }
  return found
}

type Way = { length: number; last: number; before: Way | undefined }
const none: Way = { length: 0, last: -1, before: undefined }
const impossible: Way = { length: Infinity, last: -1, before: undefined }
