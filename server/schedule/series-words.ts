import { textsIn } from '../language/catalogue.ts'
import type { Language } from '../language/text.ts'
import { localDate, type LocalTime, type Weekday } from '../time/dates.ts'
import { dayMonthYear, timesInWords } from '../time/words.ts'
import type { Frequency, Recurrence } from './recurrence.ts'
import { wallEnd } from './session-times.ts'
import { weekdayKey } from './weekdays.ts'

type Rule = Pick<Recurrence, 'frequency' | 'every' | 'weekdays' | 'ordinal'>

/** 'tisdagar och torsdagar 09.30–10.30', 'varannan vecka på tisdagar 09.30–10.30', 'första måndagen i månaden 13.00–14.00' */
export function seriesInWords(
  series: Rule & { startTime: LocalTime; minutes: number },
  language: Language,
): string {
  const end = wallEnd(anyDay, series.startTime, series.minutes).time
  return `${ruleInWords(series, language)} ${timesInWords(series.startTime, end, language)}`
}

/** 'varannan vecka på tisdagar', 'sista fredagen varannan månad' */
export function ruleInWords({ frequency, every, weekdays, ordinal }: Rule, language: Language): string {
  const t = textsIn(language)
  if (frequency === 'weekly') {
    const days = weekdaysInWords(weekdays, language)
    if (every === 1) return days
    return t('series:every.weeksOn', { weeks: periodsInWords('weekly', every, language), days })
  }
  const which = ordinal === -1 ? 'last' : ordinalKeys[(ordinal ?? 1) - 1]!
  const days = inOrder(weekdays).map((day) =>
    t('series:ofMonth.day', {
      which: t(`series:ofMonth.${which}`),
      day: t(`series:theDay.${weekdayKey(day)}`),
    }),
  )
  const months = { days: lists[language].format(days), months: periodsInWords('monthly', every, language) }
  return every === 1 ? t('series:ofMonth.each', months) : t('series:ofMonth.every', months)
}

/** 'varje vecka', 'varannan månad', 'var tredje vecka', 'var 21:a vecka' */
export function periodsInWords(frequency: Frequency, every: number, language: Language): string {
  const t = textsIn(language)
  const period = frequency === 'weekly' ? 'weeks' : 'months'
  if (every === 1) return t(`series:${period}.every`)
  if (every === 2) return t(`series:${period}.second`)
  const key = ordinalKeys[every - 1]
  const rank = key ? t(`series:ofMonth.${key}`) : rankInDigits(every, language)
  return t(`series:${period}.nth`, { rank })
}

/** 'till och med 16 april 2026', '10 gånger', 'tills vidare' */
export function endInWords(
  { endsOn, times }: Pick<Recurrence, 'endsOn' | 'times'>,
  language: Language,
): string {
  const t = textsIn(language)
  if (endsOn !== null) return t('series:end.on', { date: dayMonthYear(endsOn, language) })
  return times === null ? t('series:end.open') : t('series:end.after', { count: times })
}

/** 'tisdagar och torsdagar', 'vardagar', 'alla dagar'; Monday first, each day once */
export function weekdaysInWords(weekdays: readonly Weekday[], language: Language): string {
  const t = textsIn(language)
  const days = inOrder(weekdays)
  if (days.length === 7) return t('schedule:every.day')
  if (days.join() === '1,2,3,4,5') return t('schedule:every.workday')
  return lists[language].format(days.map((day) => t(`schedule:every.${weekdayKey(day)}`)))
}

const inOrder = (weekdays: readonly Weekday[]) => [...new Set(weekdays)].toSorted((a, b) => a - b)

const ordinalKeys = ['first', 'second', 'third', 'fourth'] as const

/** '5:e', '21:a', '5th', '21st' */
function rankInDigits(number: number, language: Language): string {
  const { rules, endings } = ranks[language]
  return `${number}${endings[rules.select(number)] ?? ''}`
}

const ranks: Record<
  Language,
  { rules: Intl.PluralRules; endings: Partial<Record<Intl.LDMLPluralRule, string>> }
> = {
  sv: { rules: new Intl.PluralRules('sv-SE', { type: 'ordinal' }), endings: { one: ':a', other: ':e' } },
  en: {
    rules: new Intl.PluralRules('en-GB', { type: 'ordinal' }),
    endings: { one: 'st', two: 'nd', few: 'rd', other: 'th' },
  },
}

const anyDay = localDate('2026-01-01')

const lists: Record<Language, Intl.ListFormat> = {
  sv: new Intl.ListFormat('sv-SE', { type: 'conjunction' }),
  en: new Intl.ListFormat('en-GB', { type: 'conjunction' }),
}
