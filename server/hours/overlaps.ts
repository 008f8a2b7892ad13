import type { Minutes } from '../time/dates.ts'
import { type Attended, type Crediting, creditedSpan, lengthOf, type Span } from './credit.ts'

export type AttendedSession = Attended & { sessionId: string }

/**
 * The minutes of each session, no moment credited twice. Where sessions overlap, the time that began earlier keeps
 * the shared minutes (then the shorter, then the session made first), whatever order the rows come in. Minutes by
 * hand stand as staff stated them, and what they cover is not credited again to a session beside them.
 */
export function creditedOnce<Row extends AttendedSession>(
  rows: readonly Row[],
  crediting: Crediting,
): { row: Row; minutes: Minutes }[] {
  const spans = rows.map((row) => ({ row, span: creditedSpan(row, crediting) })).sort(byBeginning)
  const stated = merged(spans.filter(({ row }) => row.minutesByHand !== null).map(({ span }) => span))

  let creditedUntil = Number.NEGATIVE_INFINITY
  return spans.map(({ row, span }) => {
    if (row.minutesByHand !== null) return { row, minutes: lengthOf(span) }
    const rest = { from: Math.min(Math.max(span.from, creditedUntil), span.to), to: span.to }
    creditedUntil = Math.max(creditedUntil, span.to)
    return { row, minutes: (lengthOf(rest) - sharedWith(stated, rest)) as Minutes }
  })
}

type Spanned = { row: AttendedSession; span: Span }

function byBeginning(a: Spanned, b: Spanned): number {
  return a.span.from - b.span.from || a.span.to - b.span.to || (a.row.sessionId < b.row.sessionId ? -1 : 1)
}

/** The spans as few that do not touch, in order. */
function merged(inOrder: readonly Span[]): Span[] {
  const whole: Span[] = []
  for (const span of inOrder) {
    const last = whole.at(-1)
    if (last !== undefined && span.from <= last.to) last.to = Math.max(last.to, span.to)
    else whole.push({ ...span })
  }
  return whole
}

function sharedWith(spans: readonly Span[], span: Span): number {
  return spans.reduce(
    (sum, other) => sum + Math.max(0, Math.min(other.to, span.to) - Math.max(other.from, span.from)),
    0,
  )
}
