import type { HoursView } from '../../server/hours/enrolment-hours.ts'
import { excuses } from '../../server/hours/excused-weeks.ts'
import type { RecordedEnrolment, Report } from '../../server/hours/queries.ts'
import { reportKinds } from '../../server/hours/reports.ts'
import type { Problem } from '../../server/problem.ts'
import type { LocalDate, Minutes } from '../../server/time/dates.ts'
import { isoWeekOf } from '../../server/time/weeks.ts'
import {
  dateInWords,
  dayMonthYear,
  hoursInWords,
  minutesInWords,
  weekAndYearInWords,
} from '../../server/time/words.ts'
import { useLanguage } from '../language.tsx'
import { Button, LinkButton } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { DateField, Field, NumberField, RadioGroup, Select } from '../parts/field.tsx'
import { Form, FormActions, type FormValues } from '../parts/form.tsx'
import { Icon } from '../parts/icon.tsx'
import { Pill } from '../parts/pill.tsx'
import { HoursChart } from './hours-chart.tsx'

/** The hours of one enrolment: as it is recorded, and what follows from it. */
export type EnrolmentHoursView = { record: RecordedEnrolment; view: HoursView }

/** A form that came back with problems. */
export type HoursSentBack = {
  enrolmentId: string
  form: 'report' | 'excuse'
  values: FormValues
  problems: readonly Problem[]
}

export type HoursSectionProps = {
  enrolments: readonly EnrolmentHoursView[]
  today: LocalDate
  /** Without it the section only shows. */
  mayChange?: boolean
  /** Where the hours can be changed, when they only show here. */
  changeAt?: string
  sentBack?: HoursSentBack
}

/** A participant's hours, one card for each enrolment: numbers, chart, and what was done outside the sessions. */
export function HoursSection({ enrolments, ...rest }: HoursSectionProps) {
  const { t } = useLanguage()
  if (enrolments.length === 0) return <p class="soft">{t('hours:person.none')}</p>
  return (
    <div class="stack">
      {enrolments.map((one) => (
        <EnrolmentHours {...one} {...rest} />
      ))}
    </div>
  )
}

type OneProps = EnrolmentHoursView & Omit<HoursSectionProps, 'enrolments'>

function EnrolmentHours(props: OneProps) {
  const { record, view, mayChange, changeAt } = props
  const { t } = useLanguage()
  return (
    <Card
      title={
        changeAt ? t('hours:person.inProgramme', { programme: record.programmeName }) : record.programmeName
      }
      class="hours-card"
      action={
        changeAt && (
          <LinkButton kind="quiet" small icon="pencil" href={changeAt}>
            {t('hours:person.change')}
          </LinkButton>
        )
      }
    >
      <Numbers {...props} />
      <HoursChart
        id={`chart-${record.id}`}
        programme={record.programmeName}
        cells={view.cells}
        target={record.weeklyTargetMinutes}
      />
      {mayChange && <Outside {...props} />}
      {mayChange && <ExcusedWeeks {...props} />}
    </Card>
  )
}

function Numbers({ record, view }: EnrolmentHoursView) {
  const { t, language } = useLanguage()
  const { mean } = view.progression
  const present = view.cells.find(({ running }) => running)
  const target = record.weeklyTargetMinutes as Minutes | null
  return (
    <dl class="facts hours-numbers">
      {present && <dt>{t('hours:person.thisWeek')}</dt>}
      {present && (
        <dd>
          {present.planned === undefined
            ? t('hours:person.hours', { hours: hoursInWords(present.minutes, language) })
            : t('hours:person.ofPlan', {
                hours: hoursInWords(present.minutes, language),
                plan: hoursInWords(present.planned, language),
              })}
        </dd>
      )}
      <dt>{t('hours:person.mean')}</dt>
      <dd>
        {mean === undefined
          ? t('hours:person.noMean')
          : t('hours:person.hours', { hours: hoursInWords(mean, language) })}
      </dd>
      {view.sum.unknown > 0 && <dt>{t('hours:person.unsaid')}</dt>}
      {view.sum.unknown > 0 && (
        <dd class="hours-unsaid">
          <Icon name="circle-help" /> {t('hours:person.unsaidSum', { count: view.sum.unknown })}
        </dd>
      )}
      <dt>{t('hours:person.target')}</dt>
      <dd>
        {target === null
          ? t('hours:person.noTarget')
          : t('hours:person.hours', { hours: hoursInWords(target, language) })}
      </dd>
      {target !== null && <dt>{t('hours:person.reached')}</dt>}
      {target !== null && (
        <dd>
          {view.reachedOn === undefined ? (
            t('hours:person.notYet')
          ) : (
            <Pill tone="moss" icon="flag">
              {dayMonthYear(view.reachedOn, language)}
            </Pill>
          )}
        </dd>
      )}
    </dl>
  )
}

function Outside(props: OneProps) {
  const { record, today, sentBack } = props
  const { t } = useLanguage()
  const back = sentBack?.enrolmentId === record.id && sentBack.form === 'report' ? sentBack : undefined
  const labels = {
    kind: t('hours:report.kind'),
    on_date: t('hours:report.date'),
    minutes: t('hours:report.minutes'),
    note: t('hours:report.note'),
  }
  return (
    <section class="stack stack-small" aria-labelledby={`outside-${record.id}`}>
      <h3 id={`outside-${record.id}`}>{t('hours:report.title')}</h3>
      {record.reported.length === 0 && <p class="soft">{t('hours:report.none')}</p>}
      <ul class="list">
        {record.reported.map((report) => (
          <ReportRow report={report} />
        ))}
      </ul>
      <details class="more" open={back !== undefined}>
        <summary>
          <Icon name="plus" />
          {t('hours:report.add')}
        </summary>
        <Form
          action={`/enrolments/${record.id}/reported-hours`}
          prefix={`report-${record.id}`}
          values={back?.values ?? { kind: 'placement', on_date: today }}
          problems={back?.problems}
          labels={labels}
        >
          <RadioGroup
            name="kind"
            label={labels.kind}
            inline
            options={reportKinds.map((kind) => ({ value: kind, label: t(`hours:report.${kind}`) }))}
          />
          <div class="fields-row">
            <DateField name="on_date" label={labels.on_date} />
            <NumberField name="minutes" label={labels.minutes} />
          </div>
          <Field name="note" label={labels.note} hint={t('hours:report.noteHint')} optional maxlength={200} />
          <FormActions>
            <Button kind="primary" icon="check">
              {t('hours:report.save')}
            </Button>
          </FormActions>
        </Form>
      </details>
    </section>
  )
}

function ReportRow({ report }: { report: Report }) {
  const { t, language } = useLanguage()
  const length = minutesInWords(report.minutes as Minutes, language)
  const what = `${t(`hours:report.${report.kind}`)}, ${dateInWords(report.onDate, language)}, ${length}`
  return (
    <li class="list-row">
      <div>
        <span class={report.withdrawnAt ? 'struck' : undefined}>{what}</span>
        {report.note !== '' && <p class="soft">{report.note}</p>}
        {report.reportedByName && <p class="hint">{t('hours:report.by', { name: report.reportedByName })}</p>}
      </div>
      <ReportState report={report} what={what} />
    </li>
  )
}

function ReportState({ report, what }: { report: Report; what: string }) {
  const { t } = useLanguage()
  if (report.withdrawnAt) return <Pill icon="x">{t('hours:report.withdrawn')}</Pill>
  return (
    <div class="cluster">
      {report.approvedAt ? (
        <Pill tone="moss" icon="check">
          {t('hours:report.approved')}
        </Pill>
      ) : (
        <Pill tone="cloudberry" icon="hourglass">
          {t('hours:report.waits')}
        </Pill>
      )}
      {!report.approvedAt && (
        <Form action={`/reported-hours/${report.id}/approval`} method="put" class="cluster">
          <Button small icon="check" aria-label={t('hours:report.approveOf', { what })}>
            {t('hours:report.approve')}
          </Button>
        </Form>
      )}
      <Form action={`/reported-hours/${report.id}/withdrawal`} method="put" class="cluster">
        <Button small kind="quiet" aria-label={t('hours:report.withdrawOf', { what })}>
          {t('hours:report.withdraw')}
        </Button>
      </Form>
    </div>
  )
}

function ExcusedWeeks(props: OneProps) {
  const { record, today, sentBack } = props
  const { t, language } = useLanguage()
  const back = sentBack?.enrolmentId === record.id && sentBack.form === 'excuse' ? sentBack : undefined
  const labels = { week: t('hours:excused.week'), reason: t('hours:excused.reason') }
  const action = `/enrolments/${record.id}/excused-weeks`
  return (
    <section class="stack stack-small" aria-labelledby={`excused-${record.id}`}>
      <h3 id={`excused-${record.id}`}>{t('hours:excused.title')}</h3>
      <p class="soft">{t('hours:excused.lead')}</p>
      {record.excused.length > 0 && (
        <ul class="list">
          {record.excused.map(({ monday, reason }) => {
            const week = isoWeekOf(monday)
            const words = weekAndYearInWords(week, language)
            return (
              <li class="list-row">
                <span>
                  {words}: {t(`hours:excuse.${reason}`)}
                </span>
                <Form action={`${action}/${week}`} method="delete" class="cluster">
                  <Button small kind="quiet" aria-label={t('hours:excused.removeOf', { week: words })}>
                    {t('hours:excused.remove')}
                  </Button>
                </Form>
              </li>
            )
          })}
        </ul>
      )}
      <details class="more" open={back !== undefined}>
        <summary>
          <Icon name="plus" />
          {t('hours:excused.save')}
        </summary>
        <Form
          action={action}
          prefix={`excuse-${record.id}`}
          values={back?.values ?? { week: isoWeekOf(today), reason: 'illness' }}
          problems={back?.problems}
          labels={labels}
        >
          <div class="fields-row">
            <Field
              name="week"
              label={labels.week}
              hint={t('hours:filter.untilHint')}
              size="short"
              autocomplete="off"
            />
            <Select
              name="reason"
              label={labels.reason}
              size="medium"
              options={excuses.map((excuse) => ({ value: excuse, label: t(`hours:excuse.${excuse}`) }))}
            />
          </div>
          <FormActions>
            <Button>{t('hours:excused.save')}</Button>
          </FormActions>
        </Form>
      </details>
    </section>
  )
}
