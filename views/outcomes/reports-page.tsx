import type { ExitFigures } from '../../server/outcomes/exit-report.ts'
import { useLanguage } from '../language.tsx'
import { Layout } from '../layout.tsx'
import { EmptyState } from '../parts/empty-state.tsx'
import { PageHeader } from '../parts/page-header.tsx'
import { Cell, Table } from '../parts/table.tsx'

type Row = {
  id: string
  name: string
  goalPercent: number | null
  figures: ExitFigures
  percent: number | undefined
}

/** How many have left each programme, and the way to each report. */
export function ReportsPage({ programmes }: { programmes: readonly Row[] }) {
  const { t } = useLanguage()
  const labels = {
    programme: t('outcomes:reports.programme'),
    exits: t('outcomes:reports.exits'),
    positive: t('outcomes:reports.positive'),
    share: t('outcomes:reports.share'),
    goal: t('outcomes:reports.goal'),
  }
  return (
    <Layout title={t('outcomes:reports.title')}>
      <PageHeader title={t('outcomes:reports.title')} lead={t('outcomes:reports.lead')} />
      {programmes.length === 0 ? (
        <EmptyState icon="file-text" title={t('outcomes:reports.none')} />
      ) : (
        <Table
          caption={t('outcomes:reports.caption')}
          columns={[
            { label: labels.programme },
            { label: labels.exits, numeric: true },
            { label: labels.positive, numeric: true },
            { label: labels.share, numeric: true },
            { label: labels.goal, numeric: true },
          ]}
        >
          {programmes.map(({ id, name, goalPercent, figures, percent }) => (
            <tr>
              <Cell heading>
                <a href={`/reports/exits?programme=${id}`}>{name}</a>
              </Cell>
              <Cell label={labels.exits} numeric>
                {figures.exits}
              </Cell>
              <Cell label={labels.positive} numeric>
                {figures.positive}
              </Cell>
              <Cell label={labels.share} numeric>
                {percent === undefined ? '–' : t('outcomes:reports.percent', { percent })}
              </Cell>
              <Cell label={labels.goal} numeric>
                {goalPercent === null ? '–' : t('outcomes:reports.percent', { percent: goalPercent })}
              </Cell>
            </tr>
          ))}
        </Table>
      )}
    </Layout>
  )
}
