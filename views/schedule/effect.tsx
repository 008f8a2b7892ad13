import type { Clash, ClashingSession } from '../../server/schedule/clash.ts'
import type { Effect } from '../../server/schedule/draft.ts'
import type { LocalDate } from '../../server/time/dates.ts'
import { dateInWords, timesInWords } from '../../server/time/words.ts'
import { useLanguage } from '../language.tsx'
import { Notice } from '../parts/notice.tsx'

const effects = ['planned', 'moved', 'cancelled', 'reinstated', 'removed', 'otherwise'] as const

export type EffectProps = {
  effect: Effect
  /** How many are booked on what changes. */
  people: number
  clashes?: readonly Clash[]
  /** Days on which nothing is put because the house is closed, with why. */
  closed?: readonly { date: LocalDate; name: string }[]
}

/** What a change of the schedule would do, before it is done. */
export function EffectPreview({ effect, people, clashes = [], closed = [] }: EffectProps) {
  const { t, language } = useLanguage()
  const told = effects.filter((kind) => effect[kind] > 0)
  return (
    <section class="effect" aria-labelledby="effect-title">
      <h2 id="effect-title">{t('schedule:change.effectTitle')}</h2>
      <ul class="effect-lines">
        {told.map((kind) => (
          <li>{t(`schedule:change.effect.${kind}`, { count: effect[kind] })}</li>
        ))}
        {told.length === 0 && <li>{t('schedule:change.effect.nothing')}</li>}
        {people > 0 && <li>{t('schedule:change.effect.people', { count: people })}</li>}
        {closed.map(({ date, name }) => (
          <li>{t('schedule:change.effect.closed', { date: dateInWords(date, language), name })}</li>
        ))}
      </ul>
      {clashes.length > 0 && (
        <Notice kind="warning" title={t('schedule:change.effect.clashes')}>
          <ClashList clashes={clashes} />
        </Notice>
      )}
    </section>
  )
}

const sentences = {
  leader: 'schedule:change.effect.clashLeader',
  location: 'schedule:change.effect.clashLocation',
  participants: 'schedule:change.effect.clashParticipants',
} as const

const goneSentences = {
  leader: 'schedule:session.leaderTakenNow',
  location: 'schedule:session.locationTakenNow',
  participants: 'schedule:booking.clashNow',
} as const

/** Every clash as a sentence of its own: which session, and what stands in its way. */
export function ClashList({ clashes }: { clashes: readonly Clash[] }) {
  const { t, language } = useLanguage()
  const times = ({ localStart, localEnd }: ClashingSession) => timesInWords(localStart, localEnd, language)
  return (
    <ul class="clash-list">
      {clashes.map(({ of, wished, with: other, people = 1 }) =>
        wished && other ? (
          <li>
            {t(sentences[of === 'itself' ? 'location' : of], {
              name: wished.activityName,
              date: dateInWords(wished.localDate, language),
              times: times(wished),
              leader: other.leaderName ?? '',
              location: other.locationName ?? '',
              other: other.isTalk ? t('schedule:talk.one') : other.activityName,
              otherTimes: times(other),
              count: people,
            })}
          </li>
        ) : (
          <li>{t(goneSentences[of === 'itself' ? 'location' : of])}</li>
        ),
      )}
    </ul>
  )
}
