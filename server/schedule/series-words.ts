import { textsIn } from '../language/catalogue.ts'
import type { Language } from '../language/text.ts'
import { localDate, type LocalTime, type Weekday } from '../time/dates.ts'
import { timesInWords } from '../time/words.ts'
import { wallEnd } from './session-times.ts'
import { weekdayKey } from './weekdays.ts'

/** 'tisdagar och torsdagar 09.30–10.30' */
export function seriesInWords(
  series: { weekdays: readonly Weekday[]; startTime: LocalTime; minutes: number },
  language: Language,
): string {
  const end = wallEnd(anyDay, series.startTime, series.minutes).time
  return `${weekdaysInWords(series.weekdays, language)} ${timesInWords(series.startTime, end, language)}`
}

/** 'tisdagar och torsdagar', 'vardagar', 'alla dagar'; Monday first, each day once */
export function weekdaysInWords(weekdays: readonly Weekday[], language: Language): string {
  const t = textsIn(language)
  const days = [...new Set(weekdays)].toSorted((a, b) => a - b)
  if (days.length === 7) return t('schedule:every.day')
  if (days.join() === '1,2,3,4,5') return t('schedule:every.workday')
  return lists[language].format(days.map((day) => t(`schedule:every.${weekdayKey(day)}`)))
}

const anyDay = localDate('2026-01-01')

const lists: Record<Language, Intl.ListFormat> = {
  sv: new Intl.ListFormat('sv-SE', { type: 'conjunction' }),
  en: new Intl.ListFormat('en-GB', { type: 'conjunction' }),
}
