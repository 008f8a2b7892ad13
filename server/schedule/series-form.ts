import { parseWeekday } from '../time/dates.ts'
import type { Fields } from '../web/fields.ts'
import { reasonLength } from './cancellation.ts'
import { sessionLength } from './planning.ts'
import { everyRange, mostOccurrences, ordinals, workdays, type Recurrence } from './recurrence.ts'
import type { SeriesState } from './change.ts'

/** How often, as one chooses it: every workday is a word of its own for what happens every morning. */
export const repeats = ['workdays', 'weekly', 'monthly'] as const
export const ends = ['on', 'after', 'open'] as const

/** The rule of a series as it was typed; what does not belong to what was chosen is not read. */
export function ruleTyped(
  form: Fields,
): Omit<Recurrence, 'startsOn'> & Pick<SeriesState, 'startTime' | 'minutes'> {
  const repeat = form.optionalChoice('repeat', repeats) ?? 'weekly'
  const end = form.optionalChoice('ends', ends) ?? 'on'
  return {
    frequency: repeat === 'monthly' ? 'monthly' : 'weekly',
    every: repeat === 'workdays' ? 1 : (form.optionalWhole(everyField[repeat], everyRange) ?? 1),
    weekdays: repeat === 'workdays' ? workdays : weekdaysTyped(form),
    ordinal: repeat === 'monthly' ? ordinalTyped(form) : null,
    endsOn: end === 'on' ? form.date('ends_on') : null,
    times: end === 'after' ? form.whole('times', { min: 1, max: mostOccurrences }) : null,
    startTime: form.time('start_time'),
    minutes: form.whole('minutes', { min: sessionLength.least, max: sessionLength.most }),
  }
}

const everyField = { weekly: 'every_weeks', monthly: 'every_months' }

function weekdaysTyped(form: Fields) {
  const weekdays = form.many('weekdays').map(parseWeekday)
  const known = weekdays.filter((weekday) => weekday !== undefined)
  if (known.length < weekdays.length) form.refuse('weekdays', 'common:problem.choice')
  if (weekdays.length === 0) form.refuse('weekdays', 'schedule:series.noWeekday')
  return [...new Set(known)].toSorted((a, b) => a - b)
}

function ordinalTyped(form: Fields) {
  const chosen = form.choice('ordinal', ordinals.map(String))
  return ordinals.find((ordinal) => String(ordinal) === chosen) ?? null
}

/** What stands in the form for a rule; `times` is how many are still to come. */
export function ruleValues(rule: Recurrence & Pick<SeriesState, 'startTime' | 'minutes'>) {
  return {
    repeat: isWorkdays(rule) ? 'workdays' : rule.frequency,
    every_weeks: String(rule.every),
    every_months: String(rule.every),
    weekdays: rule.weekdays.map(String),
    ordinal: String(rule.ordinal ?? 1),
    starts_on: rule.startsOn,
    ends: rule.endsOn !== null ? 'on' : rule.times === null ? 'open' : 'after',
    ends_on: rule.endsOn ?? '',
    times: String(rule.times ?? ''),
    start_time: rule.startTime,
    minutes: String(rule.minutes),
  }
}

const isWorkdays = ({ frequency, every, weekdays }: Recurrence) =>
  frequency === 'weekly' && every === 1 && weekdays.join() === workdays.join()

/** Why the leader is knowingly booked twice; without a leader there is nothing to know. */
export function doublingTyped(form: Fields, { leaderId }: Pick<SeriesState, 'leaderId'>): string | null {
  const because = form.text('double_booked_because', { max: reasonLength, optional: true })
  return because === '' || leaderId === null ? null : because
}
