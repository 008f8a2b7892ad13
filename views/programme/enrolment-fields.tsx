import { useLanguage } from '../language.tsx'
import { DateField, Field, Select } from '../parts/field.tsx'

type Named = { id: string; name: string }
export type Choices = { programmes: readonly Named[]; referrers: readonly Named[]; coaches: readonly Named[] }

const optionsOf = (rows: readonly Named[]) => rows.map(({ id, name }) => ({ value: id, label: name }))

/** The words of the fields of an enrolment, for the form and its summary of problems. */
export function useEnrolmentLabels() {
  const { t } = useLanguage()
  return {
    programme_id: t('programme:enrolment.programme'),
    referrer_id: t('programme:enrolment.referrer'),
    coach_id: t('programme:enrolment.coach'),
    talk_every_weeks: t('programme:talks.label'),
    starts_on: t('programme:enrolment.startsOn'),
    planned_weeks: t('programme:enrolment.plannedWeeks'),
    planned_end_on: t('programme:enrolment.plannedEndOn'),
    weekly_target: t('programme:enrolment.weeklyTarget'),
  }
}

/** A first enrolment; `later` is the words for choosing no programme yet. */
export function EnrolmentFields({ choices, later }: { choices: Choices; later?: string }) {
  const { t } = useLanguage()
  const labels = useEnrolmentLabels()
  const hint = t('programme:enrolment.asProgramme')
  return (
    <>
      <Select
        name="programme_id"
        label={labels.programme_id}
        options={optionsOf(choices.programmes)}
        empty={later ?? ''}
        optional={later !== undefined}
      />
      <DateField name="starts_on" label={labels.starts_on} optional={later !== undefined} />
      <PeopleFields choices={choices} />
      <div class="fields-row">
        <Field
          name="planned_weeks"
          label={labels.planned_weeks}
          hint={hint}
          inputmode="numeric"
          size="short"
          optional
        />
        <Field
          name="weekly_target"
          label={labels.weekly_target}
          hint={hint}
          inputmode="decimal"
          size="short"
          optional
        />
      </div>
    </>
  )
}

/** Who sent the participant and who meets them every week. */
export function PeopleFields({ choices }: { choices: Omit<Choices, 'programmes'> }) {
  const { t } = useLanguage()
  const labels = useEnrolmentLabels()
  return (
    <>
      <Select
        name="referrer_id"
        label={labels.referrer_id}
        options={optionsOf(choices.referrers)}
        empty={t('programme:enrolment.noReferrer')}
        optional
      />
      <Select
        name="coach_id"
        label={labels.coach_id}
        options={optionsOf(choices.coaches)}
        empty={t('programme:enrolment.noCoach')}
        optional
      />
      <Select
        name="talk_every_weeks"
        label={labels.talk_every_weeks}
        options={[
          ...[1, 2, 3, 4].map((count) => ({
            value: String(count),
            label: t('programme:talks.every', { count }),
          })),
          { value: 'none', label: t('programme:talks.none') },
        ]}
      />
    </>
  )
}
