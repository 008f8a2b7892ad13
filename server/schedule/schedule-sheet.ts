import { textsIn } from '../language/catalogue.ts'
import type { Language } from '../language/text.ts'
import { addDays, localTime, type LocalDate } from '../time/dates.ts'
import { addWeeks, isoWeekOf, mondayOf } from '../time/weeks.ts'
import { timeInWords } from '../time/words.ts'
import type { SessionFacts } from './queries.ts'

type Row = (string | number)[]

/** How wide the columns of a sheet are, in letters. */
export const sheetWidths = [12, 8, 8, 28, 22, 20, 24, 9, 12, 30]

/** The sessions of a view as rows under headings, which can be read in again. */
export function scheduleSheet(sessions: readonly SessionFacts[], language: Language): Row[] {
  const t = textsIn(language)
  const cancelled = t('schedule:export.cancelled')
  return [
    headings(language),
    ...sessions.map((session): Row => [
      session.localDate,
      timeInWords(session.localStart, language),
      timeInWords(session.localEnd, language),
      session.activityName,
      t(`schedule:category.${session.category}`),
      session.locationName ?? '',
      session.leaderName ?? '',
      session.places ?? '',
      session.cancelledAt === null ? '' : cancelled,
      session.cancellationReason ?? '',
    ]),
  ]
}

function headings(language: Language): string[] {
  const t = textsIn(language)
  return [
    t('schedule:import.column.date'),
    t('schedule:import.column.start'),
    t('schedule:import.column.end'),
    t('schedule:import.column.activity'),
    t('schedule:import.column.category'),
    t('schedule:import.column.place'),
    t('schedule:import.column.leader'),
    t('schedule:import.column.places'),
    t('schedule:import.column.status'),
    t('schedule:import.column.reason'),
  ]
}

/** A table to fill in, with two sessions of the coming week to show how. */
export function templateSheet(today: LocalDate, language: Language): Row[] {
  const t = textsIn(language)
  const monday = mondayOf(addWeeks(isoWeekOf(today), 1))
  const time = (text: string) => timeInWords(localTime(text), language)
  const category = t('schedule:category.health_promotion')
  const examples: Row[] = [
    [monday, time('09:30'), time('10:30'), 'Yoga', category, 'Salen', '', 12],
    [addDays(monday, 1), time('10:45'), time('12:00'), t('schedule:export.walk'), category, '', '', ''],
  ]
  return [headings(language).slice(0, 8), ...examples]
}
