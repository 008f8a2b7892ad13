import { reasonLength } from '../../server/schedule/cancellation.ts'
import type { Frequency } from '../../server/schedule/recurrence.ts'
import { periodsInWords } from '../../server/schedule/series-words.ts'
import { weekdays } from '../../server/time/dates.ts'
import { weekdayInWords } from '../../server/time/words.ts'
import { useLanguage } from '../language.tsx'
import {
  CheckboxGroup,
  DateField,
  Field,
  NumberField,
  RadioGroup,
  Select,
  TimeField,
} from '../parts/field.tsx'
import { PlaceFields, type Choices } from './session-form.tsx'

/** The words of a series' fields, for the form and for the summary of what is wrong in it. */
export function useSeriesLabels() {
  const { t } = useLanguage()
  return {
    repeat: t('series:form.repeat'),
    weekdays: t('schedule:series.weekdays'),
    every_weeks: t('series:form.every'),
    every_months: t('series:form.every'),
    ordinal: t('series:form.ordinal'),
    starts_on: t('schedule:series.startsOn'),
    ends: t('series:form.ends'),
    ends_on: t('series:form.endsOn'),
    times: t('series:form.times'),
    start_time: t('schedule:series.startTime'),
    minutes: t('schedule:series.minutes'),
    location_id: t('schedule:session.location'),
    leader_id: t('schedule:session.leader'),
    places: t('schedule:session.places'),
    double_booked_because: t('schedule:session.doubleReason'),
  }
}

/**
 * When, where and with whom a series is. What does not belong to the choice above it is out of sight where the browser
 * can do that, and never read.
 */
export function SeriesFields(props: {
  choices: Choices
  everyNow?: number
  startsOn: boolean
  /** A leader who leads something else at the time may lead this too, knowingly. */
  mayDouble: boolean
}) {
  const { t, language } = useLanguage()
  const labels = useSeriesLabels()
  const { choices, everyNow = 1, startsOn, mayDouble } = props
  return (
    <div class="fields series-fields">
      <RadioGroup
        name="repeat"
        label={labels.repeat}
        options={[
          { value: 'workdays', label: t('series:form.workdays') },
          { value: 'weekly', label: t('series:form.weekly') },
          { value: 'monthly', label: t('series:form.monthly') },
        ]}
      />
      <div class="series-days fields">
        <div class="series-monthly">
          <Select
            name="ordinal"
            label={labels.ordinal}
            options={(['first', 'second', 'third', 'fourth', 'last'] as const).map((which, index) => ({
              value: which === 'last' ? '-1' : String(index + 1),
              label: t(`series:ofMonth.${which}`),
            }))}
          />
        </div>
        <CheckboxGroup
          name="weekdays"
          label={labels.weekdays}
          inline
          options={weekdays.map((weekday) => ({
            value: String(weekday),
            label: weekdayInWords(weekday, language),
          }))}
        />
        <div class="series-weekly">
          <Every name="every_weeks" label={labels.every_weeks} frequency="weekly" now={everyNow} />
        </div>
        <div class="series-monthly">
          <Every name="every_months" label={labels.every_months} frequency="monthly" now={everyNow} />
        </div>
      </div>
      <div class="fields-row">
        {startsOn && (
          <div class="series-starts">
            <DateField name="starts_on" label={labels.starts_on} />
          </div>
        )}
        <TimeField name="start_time" label={labels.start_time} />
        <NumberField name="minutes" label={labels.minutes} />
      </div>
      <RadioGroup
        name="ends"
        label={labels.ends}
        options={[
          { value: 'on', label: t('series:form.endsOnDate') },
          { value: 'after', label: t('series:form.endsAfter') },
          { value: 'open', label: t('series:form.endsOpen'), hint: t('series:form.endsOpenHint') },
        ]}
      />
      <div class="series-ends-on">
        <DateField name="ends_on" label={labels.ends_on} />
      </div>
      <div class="series-ends-after">
        <NumberField name="times" label={labels.times} hint={t('series:form.timesHint')} />
      </div>
      <PlaceFields choices={choices} labels={labels} />
      {mayDouble && (
        <Field
          name="double_booked_because"
          label={labels.double_booked_because}
          hint={t('schedule:session.doubleReasonHint', { max: reasonLength })}
          optional
        />
      )}
    </div>
  )
}

function Every(props: { name: string; label: string; frequency: Frequency; now: number }) {
  const { name, label, frequency, now } = props
  const { language } = useLanguage()
  const choices = [...new Set([...usualEvery, now])].toSorted((a, b) => a - b)
  return (
    <Select
      name={name}
      label={label}
      options={choices.map((every) => ({
        value: String(every),
        label: periodsInWords(frequency, every, language),
      }))}
    />
  )
}

const usualEvery = [1, 2, 3, 4, 5, 6, 8, 10, 12]
