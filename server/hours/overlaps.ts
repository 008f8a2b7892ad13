import type { Minutes } from '../time/dates.ts'
import { type Attended, type Crediting, creditedSpan, lengthOf, type Span } from './credit.ts'

export type AttendedSession = Attended & { sessionId: string }
/** A session that counts in another enrolment of the participant, credited as that one credits. */
export type SessionElsewhere = AttendedSession & Crediting

/**
 * The minutes of each session, no moment credited twice. Where sessions overlap, the time that began earlier keeps
 * the shared minutes (then the shorter, then the session made first), whatever order the rows come in. Minutes by
 * hand stand as staff stated them, and what they cover is not credited again to a session beside them. Sessions that
 * count elsewhere, in another enrolment of the same participant, take their minutes too and are not listed.
 */
export function creditedOnce<Row extends AttendedSession>(
  rows: readonly Row[],
  crediting: Crediting,
  elsewhere: readonly SessionElsewhere[] = [],
): { row: Row; minutes: Minutes }[] {
  const own = rows.map((row) => ({ row, own: row, span: creditedSpan(row, crediting) }))
  const others = elsewhere.map((row) => ({ row, own: undefined, span: creditedSpan(row, row) }))
  const spans = [...own, ...others].sort(byBeginning)
  const stated = merged(spans.filter(({ row }) => row.minutesByHand !== null).map(({ span }) => span))

  let creditedUntil = Number.NEGATIVE_INFINITY
  return spans.flatMap(({ row, own, span }) => {
    const minutes = minutesOf(row, span)
    return own === undefined ? [] : [{ row: own, minutes }]
  })

  function minutesOf(row: AttendedSession, span: Span): Minutes {
    if (row.minutesByHand !== null) return lengthOf(span)
    const rest = { from: Math.min(Math.max(span.from, creditedUntil), span.to), to: span.to }
    creditedUntil = Math.max(creditedUntil, span.to)
    return (lengthOf(rest) - sharedWith(stated, rest)) as Minutes
  }
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
