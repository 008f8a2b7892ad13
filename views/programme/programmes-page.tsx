import type { Temporal } from 'temporal-polyfill'
import type { Minutes } from '../../server/time/dates.ts'
import { hoursInWords } from '../../server/time/words.ts'
import { useLanguage } from '../language.tsx'
import { Layout } from '../layout.tsx'
import { LinkButton } from '../parts/button.tsx'
import { EmptyState } from '../parts/empty-state.tsx'
import { PageHeader } from '../parts/page-header.tsx'
import { Pill } from '../parts/pill.tsx'
import { Cell, Table } from '../parts/table.tsx'

type Row = {
  id: string
  name: string
  plannedWeeks: number | null
  weeklyTargetMinutes: number | null
  archivedAt: Temporal.Instant | null
  enrolled: number
}

export function ProgrammesPage({ programmes }: { programmes: readonly Row[] }) {
  const { t, language } = useLanguage()
  const add = (
    <LinkButton kind="primary" icon="plus" href="/programmes/new">
      {t('programme:add')}
    </LinkButton>
  )
  const columns = [
    t('programme:name'),
    t('programme:length'),
    t('programme:target'),
    t('people:participants.title'),
  ] as const
  return (
    <Layout title={t('programme:title')}>
      <PageHeader
        title={t('programme:title')}
        lead={t('programme:lead')}
        back={{ href: '/organisation', label: t('organisation:title') }}
      >
        {add}
      </PageHeader>
      {programmes.length === 0 ? (
        <EmptyState icon="layers" title={t('programme:none')}>
          {add}
        </EmptyState>
      ) : (
        <Table caption={t('programme:title')} captionUnseen columns={columns.map((label) => ({ label }))}>
          {programmes.map((one) => (
            <tr>
              <Cell heading>
                <span class="cluster">
                  <a href={`/programmes/${one.id}`}>{one.name}</a>
                  {one.archivedAt && <Pill icon="flag">{t('programme:archived')}</Pill>}
                </span>
              </Cell>
              <Cell label={columns[1]}>
                {one.plannedWeeks === null
                  ? t('programme:enrolment.open')
                  : t('programme:enrolment.weeks', { count: one.plannedWeeks })}
              </Cell>
              <Cell label={columns[2]}>
                {one.weeklyTargetMinutes === null
                  ? t('programme:enrolment.noTarget')
                  : hoursInWords(one.weeklyTargetMinutes as Minutes, language)}
              </Cell>
              <Cell label={columns[3]}>{t('programme:enrolled', { count: one.enrolled })}</Cell>
            </tr>
          ))}
        </Table>
      )}
    </Layout>
  )
}
