import type { Language, Translate } from '../language/text.ts'
import type { LocalDate } from '../time/dates.ts'
import { dateInWords, timesInWords } from '../time/words.ts'
import type { Clash, ClashingSession } from './clash.ts'
import type { Effect } from './draft.ts'

/** The effects in the order in which they are told. */
const effects = [
  'planned',
  'moved',
  'longer',
  'shorter',
  'leader',
  'cancelled',
  'reinstated',
  'removed',
  'otherwise',
] as const

export const doesNothing = (effect: Effect): boolean => effects.every((kind) => effect[kind] === 0)

/** A day on which nothing is put because the house is closed, with why, in the reader's language. */
export type ClosedInWords = { date: LocalDate; name: string }

/** What a change of the schedule would do, one sentence each. */
export function effectInWords(
  { effect, people, closed }: { effect: Effect; people: number; closed: readonly ClosedInWords[] },
  t: Translate,
  language: Language,
): string[] {
  return [
    ...effects
      .filter((kind) => effect[kind] > 0)
      .map((kind) => t(`schedule:change.effect.${kind}`, { count: effect[kind] })),
    ...(people > 0 ? [t('schedule:change.effect.people', { count: people })] : []),
    ...closed.map(({ date, name }) =>
      t('schedule:change.effect.closed', { date: dateInWords(date, language), name }),
    ),
  ]
}

const sentences = {
  leader: 'schedule:change.effect.clashLeader',
  location: 'schedule:change.effect.clashLocation',
  participants: 'schedule:change.effect.clashParticipants',
  itself: 'schedule:change.effect.clashItself',
} as const

const goneSentences = {
  leader: 'schedule:session.leaderTakenNow',
  location: 'schedule:session.locationTakenNow',
  participants: 'schedule:booking.clashNow',
  itself: 'schedule:session.plannedAlready',
} as const

/** Every clash as a sentence of its own: which session, and what stands in its way. */
export function eachClashInWords(clashes: readonly Clash[], t: Translate, language: Language): string[] {
  const times = ({ localStart, localEnd }: ClashingSession) => timesInWords(localStart, localEnd, language)
  return clashes.map(({ of, wished, with: other, people = 1 }) =>
    wished && other
      ? t(sentences[of], {
          name: wished.activityName,
          date: dateInWords(wished.localDate, language),
          times: times(wished),
          leader: other.leaderName ?? '',
          location: other.locationName ?? '',
          other: other.isTalk ? t('schedule:talk.one') : other.activityName,
          otherTimes: times(other),
          count: people,
        })
      : t(goneSentences[of]),
  )
}
