import type { ExitFigures } from './exit-report.ts'
import { destinationGroups, type DestinationGroup } from './destinations.ts'

export type BarGroup = DestinationGroup | 'not_recorded'
/** Where in its bar a group begins and how long it is, in hundredths of the longest bar. */
export type BarPart = { group: BarGroup; count: number; from: number; width: number }

const groups: readonly BarGroup[] = [...destinationGroups, 'not_recorded']

/** The parts of one year's bar, as long as its exits are of the longest year; a group without exits has no part. */
export function exitBar(figures: ExitFigures, longest: number): BarPart[] {
  const share = (count: number) => Math.round((count / Math.max(longest, 1)) * 10_000) / 100
  let counted = 0
  return groups.flatMap((group) => {
    const count = countOf(figures, group)
    const part = { group, count, from: share(counted), width: share(count) }
    counted += count
    return count === 0 ? [] : [part]
  })
}

/** How many of a hundred left for something positive; undefined where nobody has left. */
export function positivePercent(figures: ExitFigures): number | undefined {
  return figures.exits === 0 ? undefined : Math.round((figures.positive / figures.exits) * 100)
}

export function countOf(figures: ExitFigures, group: BarGroup): number {
  return {
    positive: figures.positive,
    less_clear: figures.lessClear,
    other: figures.other,
    not_recorded: figures.notRecorded,
  }[group]
}
