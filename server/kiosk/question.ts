import type { Temporal } from 'temporal-polyfill'
import type { KioskQuestion } from '../programme/words.ts'
import { addDays, type LocalDate } from '../time/dates.ts'

/** What a programme wants to know now and then, and when this person was last asked. */
export type Asking = {
  question: KioskQuestion | null
  questionEveryDays: number
  askedOn: LocalDate | null
}

/** How one is, when one comes; how it was, when one leaves. */
const askedAfter = { health: 'check_in', session: 'departure' } as const

/** The one question that is put now, if there is one; a skipped one was asked too. */
export function questionAfter(
  kind: 'check_in' | 'departure',
  asking: Asking | undefined,
  today: LocalDate,
): KioskQuestion | undefined {
  if (asking?.question == null || askedAfter[asking.question] !== kind) return undefined
  if (asking.askedOn !== null && today < addDays(asking.askedOn, asking.questionEveryDays)) return undefined
  return asking.question
}

/** So long after somebody came or went they may still answer, where they stood. */
const answerMinutes = 5

export function mayAnswer(
  after: { kioskId: string | null; receivedAt: Temporal.Instant },
  { kioskId, now }: { kioskId: string; now: Temporal.Instant },
): boolean {
  const minutes = (now.epochMilliseconds - after.receivedAt.epochMilliseconds) / 60_000
  return after.kioskId === kioskId && minutes <= answerMinutes
}
