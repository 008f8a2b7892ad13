import type { Problem } from '../problem.ts'

/** Guests beside the participants, and everybody where nobody is registered; null where nobody has counted. */
export type HeadCount = { guests: number; heads: number | null; version: number }

export const headRange = { min: 0, max: 500 }

/** What staff change: one guest more or less, or a number that they have counted. */
export type Counted = { kind: 'guests' | 'heads'; number: number } | { kind: 'guests'; step: 1 | -1 }

/** What the number becomes; one more than the most stays there. */
export function numberAfter(before: HeadCount, counted: Counted): number {
  if (!('step' in counted)) return counted.number
  return Math.min(Math.max(before.guests + counted.step, headRange.min), headRange.max)
}

/** Somebody else changed the number while this one was being written: which it is now. */
export function countedMeanwhile(now: HeadCount, { kind }: Counted): Problem {
  const number = (kind === 'guests' ? now.guests : now.heads) ?? 0
  return { field: kind, text: 'attendance:headCount.meanwhile', values: { number } }
}
