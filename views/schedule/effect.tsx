import type { Clash } from '../../server/schedule/clash.ts'
import type { Effect } from '../../server/schedule/draft.ts'
import { eachClashInWords } from '../../server/schedule/effect-words.ts'
import type { LocalDate } from '../../server/time/dates.ts'
import { dateInWords } from '../../server/time/words.ts'
import { useLanguage } from '../language.tsx'
import { Icon } from '../parts/icon.tsx'
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

const seenAtOnce = 6

/** Every clash as a sentence of its own: which session, and what stands in its way. Many are folded up. */
export function ClashList({ clashes }: { clashes: readonly Clash[] }) {
  const { t, language } = useLanguage()
  const sentences = eachClashInWords(clashes, t, language)
  const more = sentences.slice(seenAtOnce)
  return (
    <>
      <Sentences sentences={sentences.slice(0, seenAtOnce)} />
      {more.length > 0 && (
        <details class="more">
          <summary>
            <Icon name="chevron-down" />
            {t('schedule:change.effect.moreClashes', { count: more.length })}
          </summary>
          <Sentences sentences={more} />
        </details>
      )}
    </>
  )
}

function Sentences({ sentences }: { sentences: readonly string[] }) {
  return (
    <ul class="clash-list">
      {sentences.map((sentence) => (
        <li>{sentence}</li>
      ))}
    </ul>
  )
}
