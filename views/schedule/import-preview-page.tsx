import type { TextKey, TextValues } from '../../server/language/text.ts'
import { categories } from '../../server/schedule/categories.ts'
import type { FileReading } from '../../server/schedule/import-file.ts'
import type { ImportPlan } from '../../server/schedule/import-rows.ts'
import type { RowOutcome } from '../../server/schedule/import-world.ts'
import type { ShownRow, Told, Whereabouts } from '../../server/schedule/import-told.ts'
import type { Named } from '../../server/schedule/queries.ts'
import type { LocalTime } from '../../server/time/dates.ts'
import { shortDate, timeInWords, timesInWords } from '../../server/time/words.ts'
import type { IsoWeek } from '../../server/time/weeks.ts'
import { useLanguage } from '../language.tsx'
import { Layout } from '../layout.tsx'
import { Button, LinkButton } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { Checkbox, RadioGroup, Select } from '../parts/field.tsx'
import { Form, FormActions, type FormValues } from '../parts/form.tsx'
import type { IconName } from '../parts/icon.tsx'
import { Notice } from '../parts/notice.tsx'
import { PageHeader } from '../parts/page-header.tsx'
import { Pill, type Tone } from '../parts/pill.tsx'
import { Cell, Table } from '../parts/table.tsx'
import { LeaderChoice, WeekChoice } from './new-import-page.tsx'

type Props = {
  kind: FileReading['kind']
  plan: ImportPlan
  rows: readonly ShownRow[]
  counts: Record<RowOutcome, number>
  /** Events of a calendar that are no sessions here. */
  left: { cancelled: number; outside: number; leftOut: number }
  problems: { told: readonly Told[]; more: number }
  warnings: { told: readonly Told[]; more: number }
  /** What the file leaves open, so that it is asked. */
  asks: { leader: boolean; week: boolean; allDay: boolean }
  changedMeanwhile: boolean
  values: FormValues
  leaders: readonly Named[]
  weeks: readonly IsoWeek[]
  /** What was read of the file, carried along. */
  reading: string
}

/** So many rows are seen at once; more are a click away. */
const rowsAtOnce = 30

/** What reading in a file would do, row by row, before anything is done. */
export function ImportPreviewPage(props: Props) {
  const { counts, problems, warnings, changedMeanwhile, kind } = props
  const { t } = useLanguage()
  const ready = problems.told.length === 0 && counts.new > 0
  return (
    <Layout title={t('schedule:import.previewTitle')} width="wide">
      <PageHeader
        title={t('schedule:import.previewTitle')}
        lead={t('schedule:import.nothingYet')}
        back={{ href: '/session-imports/new', label: t('schedule:import.otherFile') }}
      />
      {changedMeanwhile && <Notice kind="warning">{t('schedule:import.between')}</Notice>}
      <div class="import">
        <Summary {...props} />
        {problems.told.length > 0 && (
          <Notice
            kind="problem"
            title={t('schedule:import.problems', { count: problems.told.length + problems.more })}
            live
          >
            <p>{t('schedule:import.problemsHint')}</p>
            <ToldList {...problems} kind={kind} />
          </Notice>
        )}
        {warnings.told.length > 0 && (
          <Notice kind="warning" title={t('schedule:import.warnings')}>
            <ToldList {...warnings} kind={kind} />
          </Notice>
        )}
        <Choices {...props} ready={ready} />
        <Rows {...props} />
      </div>
    </Layout>
  )
}

const outcomes = ['new', 'known', 'differs', 'twice', 'skipped', 'wrong'] as const

function Summary({ plan, counts, left, problems }: Props) {
  const { t } = useLanguage()
  const { newActivities, newPlaces } = plan
  const names = (things: readonly { name: string }[]) => things.map(({ name }) => name).join(', ')
  return (
    <Card>
      <ul class="import-counts">
        {outcomes
          .filter((outcome) => counts[outcome] > 0)
          .map((outcome) => (
            <li>
              <Pill {...looks[outcome]}>
                {t(`schedule:import.count.${outcome}`, { count: counts[outcome] })}
              </Pill>
            </li>
          ))}
        {(['cancelled', 'outside', 'leftOut'] as const)
          .filter((why) => left[why] > 0)
          .map((why) => (
            <li>
              <Pill icon="calendar-x">{t(`schedule:import.count.${why}`, { count: left[why] })}</Pill>
            </li>
          ))}
      </ul>
      {newActivities.length > 0 && (
        <p>
          {t('schedule:import.count.activities', {
            count: newActivities.length,
            names: names(newActivities),
          })}
        </p>
      )}
      {newPlaces.length > 0 && (
        <p>{t('schedule:import.count.places', { count: newPlaces.length, names: names(newPlaces) })}</p>
      )}
      {counts.new === 0 && problems.told.length === 0 && <p>{t(nothingNew(counts))}</p>}
    </Card>
  )
}

function nothingNew({ known, differs }: Record<RowOutcome, number>): TextKey {
  if (differs > 0) return 'schedule:import.otherTimes'
  return known > 0 ? 'schedule:import.allThere' : 'schedule:import.nothingToDo'
}

const looks: Record<RowOutcome, { tone: Tone; icon: IconName }> = {
  new: { tone: 'lake', icon: 'plus' },
  known: { tone: 'stone', icon: 'check' },
  differs: { tone: 'amber', icon: 'clock' },
  twice: { tone: 'stone', icon: 'copy' },
  skipped: { tone: 'stone', icon: 'calendar-x' },
  wrong: { tone: 'amber', icon: 'triangle-alert' },
}

function ToldList({ told, more, kind }: { told: readonly Told[]; more: number; kind: FileReading['kind'] }) {
  const { t, language } = useLanguage()
  return (
    <ul class="import-told">
      {told.map(({ where, more: further, column, text, values }) => (
        <li>
          <strong>
            <Where {...{ where, more: further, kind }} />
            {column && kind === 'table' && `, ${t(`schedule:import.column.${column}`)}`}
            {where.length > 0 && ': '}
          </strong>
          {t(
            text,
            inWords(values, (time) => timeInWords(time, language)),
          )}
        </li>
      ))}
      {more > 0 && <li>{t('schedule:import.moreProblems', { count: more })}</li>}
    </ul>
  )
}

/** Clock times as the reader writes them. */
function inWords(values: TextValues | undefined, say: (time: LocalTime) => string): TextValues | undefined {
  if (!values) return values
  const times = ['start', 'end'].filter((name) => values[name] !== undefined)
  return { ...values, ...Object.fromEntries(times.map((name) => [name, say(values[name] as LocalTime)])) }
}

function Where({
  where,
  more,
  kind,
}: {
  where: readonly Whereabouts[]
  more: number
  kind: FileReading['kind']
}) {
  const { t, language } = useLanguage()
  if (where.length === 0) return <></>
  const places = where.map((one) =>
    'row' in one
      ? String(one.row)
      : [one.title, one.date && shortDate(one.date, language)].filter(Boolean).join(', '),
  )
  const rows = places.join(kind === 'table' ? ', ' : ' · ')
  if (kind === 'calendar')
    return <>{more > 0 ? t('schedule:import.eventsAndMore', { events: rows, more }) : rows}</>
  if (more > 0) return <>{t('schedule:import.rowsAndMore', { rows, more })}</>
  return (
    <>{places.length === 1 ? t('schedule:import.row', { row: rows }) : t('schedule:import.rows', { rows })}</>
  )
}

function Choices(props: Props & { ready: boolean }) {
  const { plan, counts, asks, values, leaders, weeks, reading, ready } = props
  const { t } = useLanguage()
  const nothingToChoose =
    plan.unknownActivities.length + plan.unknownPlaces.length === 0 &&
    !asks.leader &&
    !asks.week &&
    !asks.allDay
  const few = (names: readonly string[]) =>
    names.length > 6 ? `${names.slice(0, 6).join(', ')} …` : names.join(', ')
  return (
    <Card title={nothingToChoose ? undefined : t('schedule:import.choices')}>
      <Form action="/session-imports" enctype="multipart/form-data" values={values}>
        <input type="hidden" name="reading" value={reading} />
        {plan.unknownActivities.length > 0 && (
          <>
            <Checkbox
              name="add_activities"
              label={t('schedule:import.addActivities', { names: few(plan.unknownActivities) })}
              optional
            />
            {plan.lacksCategory && (
              <Select
                name="category"
                label={t('schedule:import.category')}
                hint={t('schedule:import.categoryHint')}
                empty={t('schedule:import.chooseCategory')}
                options={categories.map((category) => ({
                  value: category,
                  label: t(`schedule:category.${category}`),
                }))}
                optional
              />
            )}
          </>
        )}
        {plan.unknownPlaces.length > 0 && (
          <RadioGroup
            name="unknown_places"
            label={t('schedule:import.unknownPlaces', { names: few(plan.unknownPlaces) })}
            options={[
              { value: 'refuse', label: t('schedule:import.placesRefuse') },
              { value: 'add', label: t('schedule:import.placesAdd') },
              { value: 'leave', label: t('schedule:import.placesLeave') },
            ]}
            inline
          />
        )}
        {asks.allDay && <Checkbox name="skip_all_day" label={t('schedule:import.skipAllDay')} optional />}
        {asks.leader && <LeaderChoice leaders={leaders} />}
        {asks.week && <WeekChoice weeks={weeks} />}
        <FormActions>
          {ready && (
            <Button kind="primary" icon="check" name="act" value="import">
              {t('schedule:import.do', { count: counts.new })}
            </Button>
          )}
          {!nothingToChoose && (
            <Button kind={ready ? 'plain' : 'primary'} icon="eye" name="act" value="look">
              {t('schedule:import.look')}
            </Button>
          )}
          <LinkButton kind="quiet" href="/session-imports/new">
            {t('schedule:import.otherFile')}
          </LinkButton>
        </FormActions>
      </Form>
    </Card>
  )
}

function Rows({ rows }: Pick<Props, 'rows'>) {
  const { t } = useLanguage()
  return rows.length === 0 ? (
    <></>
  ) : (
    <details class="more import-rows" open={rows.length <= rowsAtOnce}>
      <summary>
        {t('schedule:import.rowsTitle')} ({rows.length})
      </summary>
      <RowTable rows={rows} />
    </details>
  )
}

function RowTable({ rows }: Pick<Props, 'rows'>) {
  const { t, language } = useLanguage()
  const labels = {
    row: t('schedule:import.columnRow'),
    date: t('schedule:import.column.date'),
    time: t('schedule:session.time'),
    activity: t('schedule:import.column.activity'),
    place: t('schedule:import.column.place'),
    leader: t('schedule:import.column.leader'),
    becomes: t('schedule:import.becomes'),
  }
  return (
    <Table
      caption={t('schedule:import.rowsTitle')}
      captionUnseen
      columns={[
        { label: labels.row, numeric: true },
        { label: labels.date },
        { label: labels.time },
        { label: labels.activity },
        { label: labels.place },
        { label: labels.leader },
        { label: labels.becomes },
      ]}
    >
      {rows.map(({ row, date, start, end, written, activity, place, leader, outcome, there }) => (
        <tr>
          <Cell label={labels.row} numeric>
            {row}
          </Cell>
          <Cell label={labels.date}>{date ? shortDate(date, language) : written.date}</Cell>
          <Cell label={labels.time}>{start && end ? timesInWords(start, end, language) : written.times}</Cell>
          <Cell heading>{activity}</Cell>
          <Cell label={labels.place}>{place}</Cell>
          <Cell label={labels.leader}>{leader}</Cell>
          <Cell label={labels.becomes}>
            <Pill {...looks[outcome]}>{t(`schedule:import.outcome.${outcome}`)}</Pill>
            {there && (
              <small class="import-there">
                {t('schedule:import.there', {
                  when: [
                    there.date && shortDate(there.date, language),
                    timesInWords(there.start, there.end, language),
                  ]
                    .filter(Boolean)
                    .join(' '),
                })}
              </small>
            )}
          </Cell>
        </tr>
      ))}
    </Table>
  )
}
