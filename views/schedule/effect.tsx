import type { Clash } from '../../server/schedule/clash.ts'
import type { Effect } from '../../server/schedule/draft.ts'
import {
  doesNothing,
  eachClashInWords,
  effectInWords,
  type ClosedInWords,
} from '../../server/schedule/effect-words.ts'
import { useLanguage } from '../language.tsx'
import { Icon } from '../parts/icon.tsx'
import { Notice } from '../parts/notice.tsx'

export type EffectProps = {
  effect: Effect
  /** How many are booked on what changes. */
  people: number
  clashes?: readonly Clash[]
  /** Days on which nothing is put because the house is closed, with why. */
  closed?: readonly ClosedInWords[]
}

/** What a change of the schedule would do, before it is done. */
export function EffectPreview({ effect, people, clashes = [], closed = [] }: EffectProps) {
  const { t, language } = useLanguage()
  const sentences = effectInWords({ effect, people, closed }, t, language)
  return (
    <section class="effect" aria-labelledby="effect-title">
      <h2 id="effect-title">{t('schedule:change.effectTitle')}</h2>
      <ul class="effect-lines">
        {doesNothing(effect) && <li>{t('schedule:change.effect.nothing')}</li>}
        {sentences.map((sentence) => (
          <li>{sentence}</li>
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
