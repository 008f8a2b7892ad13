import type { HoursView, WeekCell } from '../../server/hours/enrolment-hours.ts'
import type { Problem } from '../../server/problem.ts'
import type { Minutes } from '../../server/time/dates.ts'
import type { IsoWeek } from '../../server/time/weeks.ts'
import { hoursInWords, shortWeek, weekAndYearInWords } from '../../server/time/words.ts'
import { useLanguage } from '../language.tsx'
import { Layout } from '../layout.tsx'
import { Button, LinkButton } from '../parts/button.tsx'
import { EmptyState } from '../parts/empty-state.tsx'
import { Field, Select } from '../parts/field.tsx'
import { Form, type FormValues } from '../parts/form.tsx'
import { Icon } from '../parts/icon.tsx'
import { PageHeader } from '../parts/page-header.tsx'
import { Pill } from '../parts/pill.tsx'

export type HoursRow = HoursView & {
  participantId: string
  name: string
  programmeName: string
  target: Minutes | null
}

export type HoursPageProps = {
  values: FormValues
  problems: readonly Problem[]
  programmes: readonly { id: string; name: string }[]
  weekChoices: readonly number[]
  /** The latest first. */
  weeks: readonly IsoWeek[]
  present: IsoWeek
  rows: readonly HoursRow[]
  unnamed: number
  /** Whether rows of several programmes stand together. */
  mixed: boolean
  earlier: string
  later: string | undefined
}

/** Participants × weeks: each one's hours against the plan and the target. */
export function HoursPage(props: HoursPageProps) {
  const { rows, unnamed } = props
  const { t } = useLanguage()
  return (
    <Layout title={t('hours:title')} width="wide">
      <PageHeader title={t('hours:title')} lead={t('hours:lead')} />
      <Filter {...props} />
      {rows.length === 0 ? (
        <EmptyState icon="chart-column" title={t('hours:table.empty')} text={t('hours:table.emptyText')} />
      ) : (
        <HoursTable {...props} />
      )}
      {unnamed > 0 && (
        <p class="soft hours-hidden">
          <Icon name="shield" /> {t('hours:table.hidden', { count: unnamed })}
        </p>
      )}
      {rows.length > 0 && <Legend />}
    </Layout>
  )
}

function Filter({ values, problems, programmes, weekChoices, earlier, later }: HoursPageProps) {
  const { t } = useLanguage()
  const labels = {
    programme: t('hours:filter.programme'),
    until: t('hours:filter.until'),
    weeks: t('hours:filter.weeks'),
  }
  return (
    <div class="hours-filter">
      <Form action="/hours" method="get" class="bar" values={values} problems={problems} labels={labels}>
        <Select
          name="programme"
          label={labels.programme}
          empty={t('hours:filter.all')}
          required={false}
          options={programmes.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <Field
          name="until"
          label={labels.until}
          size="short"
          required={false}
          placeholder="2026-W12"
          autocomplete="off"
        />
        <Select
          name="weeks"
          label={labels.weeks}
          size="short"
          options={weekChoices.map((count) => ({ value: String(count), label: String(count) }))}
        />
        <Button icon="search">{t('hours:filter.show')}</Button>
      </Form>
      <nav class="cluster" aria-label={labels.until}>
        <LinkButton kind="quiet" icon="chevron-left" href={earlier}>
          {t('hours:filter.earlier')}
        </LinkButton>
        {later !== undefined && (
          <LinkButton kind="quiet" icon="chevron-right" href={later}>
            {t('hours:filter.later')}
          </LinkButton>
        )}
      </nav>
    </div>
  )
}

function HoursTable({ weeks, present, rows, mixed }: HoursPageProps) {
  const { t, language } = useLanguage()
  const [last, first] = [weeks[0], weeks.at(-1)]
  const caption =
    first && last
      ? t('hours:table.caption', {
          from: weekAndYearInWords(first, language),
          until: weekAndYearInWords(last, language),
        })
      : t('hours:title')
  return (
    <div class="table-frame" role="region" aria-label={caption} tabindex={0}>
      <table class="table table-scroll hours-table">
        <caption>
          <span>{caption}</span>
        </caption>
        <thead>
          <tr>
            <th scope="col">{t('hours:table.participant')}</th>
            <th scope="col" class="numeric">
              {t('hours:table.mean')}
            </th>
            <th scope="col" class="numeric">
              {t('hours:table.sum')}
            </th>
            {weeks.map((week) => (
              <th scope="col" class="hours-week">
                {shortWeek(week, language)}
                {week === present && <small>{t('hours:table.running')}</small>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <ParticipantRow row={row} mixed={mixed} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function ParticipantRow({ row, mixed }: { row: HoursRow; mixed: boolean }) {
  const { t, language } = useLanguage()
  const { sum, progression, reachedOn, target } = row
  return (
    <tr>
      <th scope="row">
        <a href={`/participants/${row.participantId}/hours`}>{row.name}</a>
        <small>
          {mixed && `${row.programmeName} `}
          {target !== null && t('hours:table.target', { hours: hoursInWords(target, language) })}
        </small>
      </th>
      <td class="numeric">
        <strong>
          {progression.mean === undefined ? t('hours:table.none') : hoursInWords(progression.mean, language)}
        </strong>
        {reachedOn !== undefined && (
          <small class="hours-reached">
            {t('hours:table.reached')}
            <br />
            <Icon name="flag" /> <time>{reachedOn}</time>
          </small>
        )}
      </td>
      <td class="numeric hours-sum">
        {hoursInWords(sum.minutes, language)}
        {sum.placement > 0 && (
          <small>{t('hours:table.placement', { hours: hoursInWords(sum.placement, language) })}</small>
        )}
        {sum.homeActivity > 0 && (
          <small>{t('hours:table.home', { hours: hoursInWords(sum.homeActivity, language) })}</small>
        )}
        {sum.unknown > 0 && (
          <Pill tone="amber" icon="circle-help" class="hours-unsaid">
            {t('hours:table.unknown', { count: sum.unknown })}
          </Pill>
        )}
      </td>
      {row.cells.map((cell) => (
        <Week cell={cell} />
      ))}
    </tr>
  )
}

/** One week in figures, and by a mark and a word where it reached the plan or the target. */
function Week({ cell }: { cell: WeekCell }) {
  const { t, language } = useLanguage()
  const standing = cell.excused ? 'excused' : cell.running ? 'running' : undefined
  if (!cell.within && cell.minutes === 0)
    return (
      <td class="hours-week hours-outside">
        <span class="unseen">{t('hours:table.outside')}</span>
      </td>
    )
  return (
    <td class={['hours-week', standing && `hours-${standing}`].filter(Boolean).join(' ')}>
      <span class="hours-figure">
        {cell.atTarget ? <Icon name="flag" /> : cell.atPlan ? <Icon name="check" /> : ''}
        <span>{hoursInWords(cell.minutes, language)}</span>
      </span>
      {cell.planned !== undefined && (
        <small>{t('hours:table.plan', { hours: hoursInWords(cell.planned, language) })}</small>
      )}
      {(cell.atTarget || cell.atPlan) && (
        <span class="unseen">, {t(cell.atTarget ? 'hours:table.atTarget' : 'hours:table.atPlan')}</span>
      )}
      {cell.excused && (
        <small>
          <span class="unseen">{t('hours:table.excused', { why: '' })}</span>
          {t(`hours:excuse.${cell.excused}`)}
        </small>
      )}
      {cell.unknown > 0 && (
        <Pill tone="amber" icon="circle-help" class="hours-unsaid">
          {t('hours:table.unknownInWeek', { number: cell.unknown })}
        </Pill>
      )}
    </td>
  )
}

function Legend() {
  const { t } = useLanguage()
  return (
    <section class="hours-legend" aria-labelledby="hours-legend-title">
      <h2 id="hours-legend-title">{t('hours:table.legend')}</h2>
      <ul class="stack-small">
        <li>
          <Icon name="flag" /> {t('hours:table.legendTarget')}
        </li>
        <li>
          <Icon name="check" /> {t('hours:table.legendPlan')}
        </li>
        <li>
          <span class="hours-swatch hours-excused" /> {t('hours:table.legendExcused')}
        </li>
        <li>
          <Icon name="circle-help" /> {t('hours:table.legendUnknown')}
        </li>
        <li>
          <span class="hours-swatch hours-running" /> {t('hours:table.legendRunning')}
        </li>
      </ul>
    </section>
  )
}
