import { categories } from '../schedule/categories.ts'
import type { WeekCell } from './enrolment-hours.ts'

export const chartParts = [...categories, 'placement', 'home_activity'] as const
export type ChartPart = (typeof chartParts)[number]

/** Room around the bars, and for each of them. */
const height = 280
const margin = { left: 40, right: 12, top: 16, bottom: 34 }
const slot = 46
const fewest = 6

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
  /** From where to where the lines go, and between which heights the bars stand. */
  left: number
  right: number
  top: number
  base: number
  bars: Bar[]
  targetY: number | undefined
  ticks: { hours: number; y: number }[]
}

/** The weeks as bars whose parts lie on each other, on a scale that holds the highest of all. */
export function chartOf(cells: readonly WeekCell[], target: number | null): Chart {
  const { left, top } = margin
  const width = left + margin.right + slot * Math.max(cells.length, fewest)
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
    const x = round(left + slot * index + slot * 0.14)
    return {
      cell,
      x,
      width: round(slot * 0.72),
      middle: round(left + slot * (index + 0.5)),
      parts,
      planY: cell.planned === undefined ? undefined : yOf(cell.planned),
    }
  })
  return {
    width,
    height,
    left,
    right: width - margin.right,
    top,
    base,
    bars,
    targetY: target === null || target === 0 ? undefined : yOf(target),
    ticks: Array.from({ length: hours / step + 1 }, (_, tick) => ({
      hours: tick * step,
      y: yOf(tick * step * 60),
    })),
  }
}

export function minutesOfPart(cell: WeekCell, part: ChartPart): number {
  if (part === 'placement') return cell.placement
  return part === 'home_activity' ? cell.homeActivity : cell.byCategory[part]
}

const round = (value: number) => Math.round(value * 10) / 10
