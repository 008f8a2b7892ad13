import type { Destination } from '../../server/outcomes/destinations.ts'
import type { Problem } from '../../server/problem.ts'
import type { LocalDate } from '../../server/time/dates.ts'
import { dayMonthYear } from '../../server/time/words.ts'
import { useLanguage } from '../language.tsx'
import { Layout } from '../layout.tsx'
import { Button, LinkButton } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { DateField, Field, Select } from '../parts/field.tsx'
import { Form, FormActions, type FormValues } from '../parts/form.tsx'
import { PageHeader } from '../parts/page-header.tsx'
import { StandsNow } from '../parts/stands-now.tsx'
import { PeopleFields, useEnrolmentLabels, type Choices } from './enrolment-fields.tsx'

type Props = {
  enrolment: { id: string; programmeName: string; endsOn: LocalDate | null; version: number }
  person: { id: string; firstName: string; lastName: string }
  choices: Omit<Choices, 'programmes'>
  /** So many lines of the plan are shown. */
  lines: number
  stages: readonly { id: string; name: string }[]
  stageChanges: readonly { stageName: string; onDate: LocalDate }[]
  exit: { leftOn: LocalDate | null; destinations: readonly Destination[] } | undefined
  values: FormValues
  problems: readonly Problem[]
  today: LocalDate
  /** What somebody else has written in the meantime, where it differs from what was typed. */
  standsNow?: readonly { label: string; value: string }[]
}

const stageFields = ['stage_id', 'on_date']

export function EnrolmentPage(props: Props) {
  const { enrolment, person, values, problems, standsNow = [] } = props
  const { t } = useLanguage()
  const labels: Record<string, string> = useEnrolmentLabels()
  for (let line = 0; line < props.lines; line += 1) {
    const row = t('programme:plan.row', { number: line + 1 })
    labels[`from_${line}`] = row
    labels[`hours_${line}`] = row
  }
  const href = `/participants/${person.id}`
  const title = `${person.firstName} ${person.lastName}, ${enrolment.programmeName}`
  const ofEnrolment = problems.filter(({ field }) => !stageFields.includes(field))
  return (
    <Layout title={title}>
      <PageHeader title={title} back={{ href, label: `${person.firstName} ${person.lastName}` }} />
      <div class="columns">
        <Form
          action={`/enrolments/${enrolment.id}`}
          method="put"
          class="stack"
          {...{ values, labels }}
          problems={ofEnrolment}
        >
          {standsNow.length > 0 && (
            <StandsNow title={t('programme:enrolment.changedMeanwhile')} rows={standsNow} />
          )}
          <input type="hidden" name="version" value={String(enrolment.version)} />
          <Card title={t('programme:enrolment.title')}>
            <div class="fields">
              <PeopleFields choices={props.choices} />
              <div class="fields-row">
                <DateField name="starts_on" label={labels['starts_on']!} />
                <DateField name="planned_end_on" label={labels['planned_end_on']!} optional />
              </div>
              <Field
                name="weekly_target"
                label={labels['weekly_target']!}
                hint={t('programme:enrolment.emptyAllowed')}
                inputmode="decimal"
                size="short"
                optional
              />
            </div>
          </Card>
          <PlanCard {...props} />
          <FormActions>
            <Button kind="primary" icon="check">
              {t('common:save')}
            </Button>
            <LinkButton kind="quiet" href={href}>
              {t('common:cancel')}
            </LinkButton>
          </FormActions>
        </Form>
        <div class="stack">
          <StageCard {...props} />
          <ExitCard {...props} />
        </div>
      </div>
    </Layout>
  )
}

function PlanCard({ lines }: Props) {
  const { t } = useLanguage()
  return (
    <Card title={t('programme:plan.title')}>
      <p class="hint">{t('programme:plan.hint')}</p>
      <div class="fields">
        {Array.from({ length: lines }, (_, line) => (
          <fieldset class="fields-row">
            <legend class="unseen">{t('programme:plan.row', { number: line + 1 })}</legend>
            <DateField name={`from_${line}`} label={t('programme:plan.from')} required={false} />
            <Field
              name={`hours_${line}`}
              label={t('programme:plan.hours')}
              inputmode="decimal"
              size="short"
              required={false}
            />
          </fieldset>
        ))}
      </div>
    </Card>
  )
}

function StageCard({ enrolment, stages, stageChanges, values, problems }: Props) {
  const { t, language } = useLanguage()
  const labels = { stage_id: t('programme:stageChange.stage'), on_date: t('programme:stageChange.on') }
  return (
    <Card title={t('programme:stageChange.title')}>
      {stageChanges.length === 0 ? (
        <p class="soft">{t('programme:stageChange.none')}</p>
      ) : (
        <ol class="list">
          {stageChanges.map((change) => (
            <li class="list-row">
              <strong>{change.stageName}</strong>
              <span class="soft">{dayMonthYear(change.onDate, language)}</span>
            </li>
          ))}
        </ol>
      )}
      <Form
        action={`/enrolments/${enrolment.id}/stage-changes`}
        prefix="stage"
        class="stack stack-small"
        problems={problems.filter(({ field }) => stageFields.includes(field))}
        {...{ values, labels }}
      >
        <Select
          name="stage_id"
          label={labels.stage_id}
          options={stages.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <DateField name="on_date" label={labels.on_date} />
        <div class="cluster">
          <Button icon="footprints">{t('programme:stageChange.do')}</Button>
        </div>
      </Form>
    </Card>
  )
}

function ExitCard({ enrolment, exit }: Props) {
  const { t, language } = useLanguage()
  const href = `/enrolments/${enrolment.id}/exit`
  return (
    <Card title={t('programme:exit.title')}>
      {exit ? (
        <>
          {exit.leftOn && <p>{t('programme:exit.summary', { day: dayMonthYear(exit.leftOn, language) })}</p>}
          <ul>
            {exit.destinations.map((destination) => (
              <li>{t(`outcomes:destination.${destination}`)}</li>
            ))}
          </ul>
          <div class="cluster">
            <LinkButton icon="pencil" href={href}>
              {t('programme:exit.correct')}
            </LinkButton>
          </div>
        </>
      ) : (
        <div class="cluster">
          <LinkButton icon="flag" href={href}>
            {t('programme:exit.record')}
          </LinkButton>
        </div>
      )}
    </Card>
  )
}
