import type { Problem } from '../../server/problem.ts'
import type { Named } from '../../server/schedule/queries.ts'
import { datesInWords, weekInWords } from '../../server/time/words.ts'
import { mondayOf, sundayOf, type IsoWeek } from '../../server/time/weeks.ts'
import { useLanguage } from '../language.tsx'
import { Layout } from '../layout.tsx'
import { Button, LinkButton } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { DateField, Field, Select } from '../parts/field.tsx'
import { Form, FormActions, type FormValues } from '../parts/form.tsx'
import { PageHeader } from '../parts/page-header.tsx'

type Props = {
  values: FormValues
  problems: readonly Problem[]
  leaders: readonly Named[]
  weeks: readonly IsoWeek[]
}

/** Where a file is chosen; what it would do is the next page. */
export function NewImportPage({ values, problems, leaders, weeks }: Props) {
  const { t } = useLanguage()
  const labels = {
    file: t('schedule:import.file'),
    from: t('schedule:import.from'),
    to: t('schedule:import.to'),
    leader: t('schedule:import.leader'),
  }
  return (
    <Layout title={t('schedule:import.title')}>
      <PageHeader
        title={t('schedule:import.title')}
        lead={t('schedule:import.lead')}
        back={{ href: '/schedule-tools', label: t('weeks:tools.title') }}
      />
      <div class="columns">
        <Card>
          <Form action="/session-imports" enctype="multipart/form-data" {...{ values, problems, labels }}>
            <Field
              name="file"
              type="file"
              accept=".csv,.xlsx,.ics,text/csv,text/calendar,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
              label={labels.file}
              hint={t('schedule:import.fileHint')}
            />
            <LeaderChoice leaders={leaders} />
            <fieldset class="field import-only">
              <legend class="label">{t('schedule:import.calendarTitle')}</legend>
              <p class="hint">{t('schedule:import.calendarHint')}</p>
              <div class="fields-row">
                <DateField name="from" label={labels.from} />
                <DateField name="to" label={labels.to} />
              </div>
            </fieldset>
            <fieldset class="field import-only">
              <legend class="label">{t('schedule:import.tableTitle')}</legend>
              <WeekChoice weeks={weeks} />
            </fieldset>
            <FormActions>
              <Button kind="primary" icon="arrow-right">
                {t('schedule:import.choose')}
              </Button>
            </FormActions>
          </Form>
        </Card>
        <Card title={t('schedule:import.templateTitle')}>
          <p>{t('schedule:import.templateText')}</p>
          <div class="form-actions">
            <LinkButton href="/session-imports/template.xlsx" icon="download">
              {t('schedule:import.templateXlsx')}
            </LinkButton>
            <LinkButton href="/session-imports/template.csv" icon="download">
              {t('schedule:import.templateCsv')}
            </LinkButton>
          </div>
        </Card>
      </div>
    </Layout>
  )
}

export function LeaderChoice({ leaders }: { leaders: readonly Named[] }) {
  const { t } = useLanguage()
  return (
    <Select
      name="leader"
      label={t('schedule:import.leader')}
      options={[
        { value: 'none', label: t('schedule:import.leaderNone') },
        { value: 'usual', label: t('schedule:import.leaderUsual') },
        ...leaders.map(({ id, name }) => ({ value: id, label: name })),
      ]}
    />
  )
}

export function WeekChoice({ weeks }: { weeks: readonly IsoWeek[] }) {
  const { t, language } = useLanguage()
  return (
    <Select
      name="week"
      label={t('schedule:import.week')}
      hint={t('schedule:import.weekHint')}
      options={weeks.map((week) => ({
        value: week,
        label: `${weekInWords(week, language)}, ${datesInWords(mondayOf(week), sundayOf(week), language)}`,
      }))}
    />
  )
}
