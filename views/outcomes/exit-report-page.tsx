import type { BarGroup, BarPart } from '../../server/outcomes/exit-bars.ts'
import type { ExitFigures } from '../../server/outcomes/exit-report.ts'
import { totalsInWords, yearInWords } from '../../server/outcomes/exit-report-words.ts'
import type { Problem } from '../../server/problem.ts'
import type { TextKey } from '../../server/language/text.ts'
import { useLanguage } from '../language.tsx'
import { Layout } from '../layout.tsx'
import { Button, LinkButton } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { EmptyState } from '../parts/empty-state.tsx'
import { Field } from '../parts/field.tsx'
import { Form, FormActions } from '../parts/form.tsx'
import { Notice } from '../parts/notice.tsx'
import { PageHeader } from '../parts/page-header.tsx'
import { Cell, Table } from '../parts/table.tsx'

const groupNames = {
  positive: 'outcomes:exitReport.positive',
  less_clear: 'outcomes:exitReport.lessClear',
  other: 'outcomes:exitReport.other',
  not_recorded: 'outcomes:exitReport.notRecorded',
} as const satisfies Record<BarGroup, TextKey>
const groups = Object.keys(groupNames) as BarGroup[]

type Props = {
  programme: { id: string; name: string; goalPercent: number | null }
  /** What the programme counts as success, which its goal is about. */
  success: TextKey | undefined
  years: readonly (ExitFigures & { reportingYear: string; bar: readonly BarPart[] })[]
  all: ExitFigures & { percent: number | undefined }
  problems: readonly Problem[]
  mayImport: boolean
}

/** Who has left a programme and to what, year by year. */
export function ExitReportPage({ programme, success, years, all, problems, mayImport }: Props) {
  const { t } = useLanguage()
  const title = t('outcomes:exitReport.title', { programme: programme.name })
  return (
    <Layout title={title} width="wide">
      <PageHeader
        title={title}
        lead={t('outcomes:exitReport.lead')}
        back={{ href: '/reports', label: t('outcomes:reports.title') }}
      >
        {all.exits > 0 && (
          <LinkButton href={`/reports/exits.csv?programme=${programme.id}`} icon="download">
            {t('outcomes:exitReport.download')}
          </LinkButton>
        )}
      </PageHeader>
      {all.exits === 0 ? (
        <EmptyState
          icon="flag"
          title={t('outcomes:exitReport.none')}
          text={t('outcomes:exitReport.noneText')}
        />
      ) : (
        <>
          <Totals goal={programme.goalPercent} success={success} all={all} />
          <Years years={years} all={all} />
          <Notice>{t('outcomes:exitReport.internal')}</Notice>
        </>
      )}
      {mayImport && <Import programmeId={programme.id} problems={problems} />}
    </Layout>
  )
}

function Totals({ goal, success, all }: { goal: number | null } & Pick<Props, 'success' | 'all'>) {
  const { t } = useLanguage()
  return (
    <dl class="exit-totals">
      <Figure label={t('outcomes:exitReport.exitsInAll')} value={String(all.exits)} />
      <Figure
        label={t('outcomes:exitReport.positiveShare')}
        value={t('outcomes:reports.percent', { percent: all.percent ?? 0 })}
      />
      {goal !== null && (
        <Figure
          label={t('outcomes:exitReport.goal')}
          value={t('outcomes:reports.percent', { percent: goal })}
          beside={success && t(success)}
        />
      )}
      <Figure label={t('outcomes:exitReport.straight')} value={String(all.straightToWork)} />
    </dl>
  )
}

const Figure = ({ label, value, beside }: { label: string; value: string; beside?: string }) => (
  <div class="card">
    <dt>{label}</dt>
    <dd>
      <strong>{value}</strong>
      {beside && <span>{beside}</span>}
    </dd>
  </div>
)

function Years({ years, all }: Pick<Props, 'years' | 'all'>) {
  const { t, language } = useLanguage()
  const labels = {
    years: t('outcomes:exitReport.table.year'),
    exits: t('outcomes:reports.exits'),
    destinations: t('outcomes:exitReport.table.ledTo'),
    groups: t('outcomes:exitReport.table.groups'),
  }
  return (
    <>
      <Table
        caption={t('outcomes:exitReport.caption')}
        class="exit-years"
        columns={[
          { label: labels.years },
          { label: labels.exits, numeric: true },
          { label: labels.destinations },
          { label: labels.groups },
        ]}
      >
        {years.map((year) => (
          <tr>
            <Cell heading>{year.reportingYear}</Cell>
            <Cell label={labels.exits} numeric>
              {year.exits}
            </Cell>
            <Cell label={labels.destinations} class="exit-led">
              {yearInWords(year, language)}
            </Cell>
            <Cell label={labels.groups}>
              <Bar year={year.reportingYear} parts={year.bar} />
            </Cell>
          </tr>
        ))}
        <tr class="exit-all">
          <Cell heading>{t('outcomes:exitReport.table.all')}</Cell>
          <Cell label={labels.exits} numeric>
            {all.exits}
          </Cell>
          <td colspan={2}>{totalsInWords(all, t)}</td>
        </tr>
      </Table>
      <Key shown={groups.filter((group) => group !== 'not_recorded' || all.notRecorded > 0)} />
    </>
  )
}

/** One year's exits by group. The same numbers are in its name, so that nobody needs to see it. */
function Bar({ year, parts }: { year: string; parts: readonly BarPart[] }) {
  const { t } = useLanguage()
  const said = parts.map(({ group, count }) => `${t(groupNames[group])} ${count}`).join(', ')
  return (
    <svg class="exit-bar" role="img" aria-label={`${year}: ${said}`}>
      {parts.map(({ group, count, from, width }) => (
        <svg class={`exit-${group}`} x={`${from}%`} width={`${width}%`} height="100%">
          <rect width="100%" height="100%" />
          <text x="50%" y="50%" dominant-baseline="central" text-anchor="middle" aria-hidden="true">
            {count}
          </text>
        </svg>
      ))}
    </svg>
  )
}

/** Which ground means what. */
function Key({ shown }: { shown: readonly BarGroup[] }) {
  const { t } = useLanguage()
  return (
    <ul class="exit-key">
      {shown.map((group) => (
        <li>
          <svg class="exit-swatch" aria-hidden="true">
            <g class={`exit-${group}`}>
              <rect width="100%" height="100%" />
            </g>
          </svg>
          <span>
            <strong>{t(groupNames[group])}</strong> {t(`outcomes:exitReport.meaning.${group}`)}
          </span>
        </li>
      ))}
    </ul>
  )
}

/** Exits from before the system. All of the problems of a file are told, and none of it is read until there are none. */
function Import({ programmeId, problems }: { programmeId: string; problems: readonly Problem[] }) {
  const { t } = useLanguage()
  return (
    <Card title={t('outcomes:import.title')} id="import" class="no-print">
      <p>{t('outcomes:import.lead')}</p>
      {problems.length > 0 && (
        <Notice kind="problem" title={t('outcomes:import.nothingRead')} live>
          <ul>
            {problems.map(({ text, values }) => (
              <li>{t(text, values)}</li>
            ))}
          </ul>
        </Notice>
      )}
      <Form action="/reports/exits/imports" enctype="multipart/form-data">
        <input type="hidden" name="programme" value={programmeId} />
        <Field
          name="file"
          type="file"
          accept=".csv,text/csv"
          label={t('outcomes:import.file')}
          hint={t('outcomes:import.hint')}
        />
        <FormActions>
          <Button icon="plus">{t('outcomes:import.do')}</Button>
        </FormActions>
      </Form>
    </Card>
  )
}
