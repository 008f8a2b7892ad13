import type { Temporal } from 'temporal-polyfill'
import type { Language } from '../language/text.ts'

const locales = { sv: 'sv-SE', en: 'en-GB' } satisfies Record<Language, string>
const justNow = { sv: 'nyss', en: 'just now' } satisfies Record<Language, string>

/** 'nyss', 'för 2 minuter sedan', 'för 3 dagar sedan': how long ago, as one says it. */
export function agoInWords(at: Temporal.Instant, now: Temporal.Instant, language: Language): string {
  const minutes = Math.floor((now.epochMilliseconds - at.epochMilliseconds) / 60_000)
  // What a clock ahead of ours told of has just been, too.
  if (minutes < 1) return justNow[language]
  const format = new Intl.RelativeTimeFormat(locales[language], { numeric: 'always' })
  if (minutes < 60) return format.format(-minutes, 'minute')
  const hours = Math.floor(minutes / 60)
  return hours < 24 ? format.format(-hours, 'hour') : format.format(-Math.floor(hours / 24), 'day')
}
