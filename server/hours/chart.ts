import { categories } from '../schedule/categories.ts'
import type { Minutes } from '../time/dates.ts'
import type { WeekCell } from './enrolment-hours.ts'

export const chartParts = [...categories, 'placement', 'home_activity'] as const
export type ChartPart = (typeof chartParts)[number]

/** Room around the bars, and for each of them. */
const height = 280
const margin = { top: 26, bottom: 34 }
/** As wide as a week is in hours.css, where the frame shows whole weeks only. */
const slot = 46
const fewest = 4
/** Figures of the scale that stand closer than this to the target's would be written over each other. */
const apart = 14

export type Bar = {
  cell: WeekCell
  x: number
  width: number
  middle: number
  parts: { part: ChartPart; y: number; height: number }[]
  /** Where the plan of this week lies. */
  planY: number | undefined
}

export type Chart = {
  width: number
  height: number
  /** Between which heights the bars stand. */
  top: number
  base: number
  bars: Bar[]
  target: { minutes: Minutes; y: number } | undefined
  /** The lines across; the one next to the target's says no figure. */
  ticks: { hours: number; y: number; said: boolean }[]
}

/** The weeks as bars whose parts lie on each other, on a scale that holds the highest of all. */
export function chartOf(cells: readonly WeekCell[], target: number | null): Chart {
  const { top } = margin
  const width = slot * Math.max(cells.length, fewest)
  const base = height - margin.bottom
  const highest = Math.max(
    120,
    target ?? 0,
    ...cells.map(({ minutes, planned }) => Math.max(minutes, planned ?? 0)),
  )
  const step = highest > 20 * 60 ? 5 : highest > 6 * 60 ? 2 : 1
  const hours = Math.ceil(highest / 60 / step) * step
  const yOf = (minutes: number) => round(base - ((base - top) * minutes) / (hours * 60))

  const bars = cells.map((cell, index) => {
    let below = 0
    const parts = chartParts.flatMap((part) => {
      const minutes = minutesOfPart(cell, part)
      const from = below
      below += minutes
      return minutes > 0 ? [{ part, y: yOf(below), height: round(yOf(from) - yOf(below)) }] : []
    })
    const x = round(slot * (index + 0.14))
    return {
      cell,
      x,
      width: round(slot * 0.72),
      middle: round(slot * (index + 0.5)),
      parts,
      planY: cell.planned === undefined ? undefined : yOf(cell.planned),
    }
  })
  return {
    width,
    height,
    top,
    base,
    bars,
    target: target ? { minutes: target as Minutes, y: yOf(target) } : undefined,
    ticks: Array.from({ length: hours / step + 1 }, (_, tick) => {
      const y = yOf(tick * step * 60)
      return { hours: tick * step, y, said: !target || Math.abs(y - yOf(target)) > apart }
    }),
  }
}

export function minutesOfPart(cell: WeekCell, part: ChartPart): number {
  if (part === 'placement') return cell.placement
  return part === 'home_activity' ? cell.homeActivity : cell.byCategory[part]
}

const round = (value: number) => Math.round(value * 10) / 10
