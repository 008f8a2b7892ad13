import {
  chartOf,
  chartParts,
  minutesOfPart,
  type Bar,
  type Chart,
  type ChartPart,
} from '../../server/hours/chart.ts'
import type { WeekCell } from '../../server/hours/enrolment-hours.ts'
import type { Translate } from '../../server/language/text.ts'
import type { Minutes } from '../../server/time/dates.ts'
import { hoursInWords, shortWeek, weekAndYearInWords } from '../../server/time/words.ts'
import { useLanguage } from '../language.tsx'
import { Icon } from '../parts/icon.tsx'
import { Cell, Table } from '../parts/table.tsx'

type Props = { id: string; programme: string; cells: readonly WeekCell[]; target: number | null }

/** Weekly hours as bars whose parts differ by colour and pattern, with the target and the plan as lines; and as a table. */
export function HoursChart({ id, programme, cells, target }: Props) {
  const { t, language } = useLanguage()
  const chart = chartOf(cells, target)
  const highest = Math.max(0, ...cells.map(({ minutes }) => minutes)) as Minutes
  const latest = (cells.at(-1)?.minutes ?? 0) as Minutes
  return (
    <figure class="hours-chart">
      <div class="hours-chart-area">
        <Scale chart={chart} />
        <div class="hours-chart-weeks">
          <div class="hours-chart-frame" role="region" tabindex={0} aria-label={t('hours:chart.scroll')}>
            <svg
              viewBox={`0 0 ${chart.width} ${chart.height}`}
              width={chart.width}
              height={chart.height}
              role="img"
              aria-labelledby={`${id}-title ${id}-desc`}
              class="hours-chart-picture"
            >
              <title id={`${id}-title`}>{t('hours:chart.title', { programme })}</title>
              <desc id={`${id}-desc`}>
                {t('hours:chart.desc', {
                  weeks: cells.length,
                  latest: hoursInWords(latest, language),
                  highest: hoursInWords(highest, language),
                })}
              </desc>
              <Patterns id={id} />
              <Weeks id={id} chart={chart} />
            </svg>
          </div>
        </div>
      </div>
      <Legend id={id} hasTarget={chart.target !== undefined} />
      <details class="more">
        <summary>
          <Icon name="chevron-down" />
          {t('hours:chart.table')}
        </summary>
        <WeekTable cells={cells} programme={programme} />
      </details>
    </figure>
  )
}

/** The figures beside the weeks: they stay where they are when the weeks are moved. */
function Scale({ chart }: { chart: Chart }) {
  const { t, language } = useLanguage()
  const { height, ticks, target } = chart
  return (
    <svg
      viewBox={`0 0 46 ${height}`}
      width="46"
      height={height}
      class="hours-chart-picture"
      aria-hidden="true"
      focusable="false"
    >
      {ticks.map(({ hours, y, said }) =>
        said ? (
          <text x="38" y={y + 4} text-anchor="end">
            {hours}
          </text>
        ) : (
          ''
        ),
      )}
      {target && (
        <g class="hours-target-words">
          <text x="38" y={target.y - 9} text-anchor="end">
            {t('hours:chart.target')}
          </text>
          <text x="38" y={target.y + 4} text-anchor="end">
            {hoursInWords(target.minutes, language)}
          </text>
        </g>
      )}
    </svg>
  )
}

function Weeks({ id, chart }: { id: string; chart: Chart }) {
  const { language } = useLanguage()
  const { bars, ticks, target, width, base, top } = chart
  return (
    <>
      {ticks.map(({ y }) => (
        <line class="hours-tick" x1="0" x2={width} y1={y} y2={y} />
      ))}
      {bars.map((bar) => (
        <WeekBar id={id} bar={bar} base={base} top={top} label={shortWeek(bar.cell.week, language)} />
      ))}
      {bars.map(({ x, width: barWidth, planY }) =>
        planY === undefined ? (
          ''
        ) : (
          <line class="hours-plan-line" x1={x - 3} x2={x + barWidth + 3} y1={planY} y2={planY} />
        ),
      )}
      {target && <line class="hours-target-line" x1="0" x2={width} y1={target.y} y2={target.y} />}
    </>
  )
}

function WeekBar(props: { id: string; bar: Bar; base: number; top: number; label: string }) {
  const { id, bar, base, top, label } = props
  return (
    <g class={bar.cell.running ? 'hours-bar hours-bar-running' : 'hours-bar'}>
      {bar.cell.excused && (
        <rect
          class="hours-bar-excused"
          x={bar.x - 3}
          y={top}
          width={bar.width + 6}
          height={base - top}
          fill={`url(#${id}-excused)`}
        />
      )}
      {bar.parts.map(({ part, y, height }) => (
        <rect
          class={`hours-part hours-part-${part}`}
          x={bar.x}
          y={y}
          width={bar.width}
          height={height}
          fill={`url(#${id}-${part})`}
        />
      ))}
      <text class="hours-label" x={bar.middle} y={base + 20} text-anchor="middle">
        {label}
      </text>
    </g>
  )
}

/** Each part has a pattern of its own, so that it is told apart without colour. */
const strokes: Record<ChartPart, string> = {
  social_preparation: 'M2 2h.01 M6 6h.01',
  health_promotion: 'M-2 2 2 -2 M0 8 8 0 M6 10 10 6',
  work_preparation: 'M4 0V8',
  placement: 'M0 4H8 M4 0V8',
  home_activity: 'M0 4H8',
}

const Patterns = ({ id }: { id: string }) => (
  <defs>
    {chartParts.map((part) => (
      <pattern
        id={`${id}-${part}`}
        width="8"
        height="8"
        patternUnits="userSpaceOnUse"
        class={`hours-pattern-${part}`}
      >
        <rect width="8" height="8" class="hours-pattern-ground" />
        <path d={strokes[part]} class="hours-pattern-lines" />
      </pattern>
    ))}
    <pattern id={`${id}-excused`} width="6" height="6" patternUnits="userSpaceOnUse">
      <path d="M-1 1 1 -1 M0 6 6 0 M5 7 7 5" class="hours-pattern-excused" />
    </pattern>
  </defs>
)

const nameOfPart = (part: ChartPart, t: Translate) =>
  part === 'placement' || part === 'home_activity' ? t(`hours:chart.${part}`) : t(`schedule:category.${part}`)

function Legend({ id, hasTarget }: { id: string; hasTarget: boolean }) {
  const { t } = useLanguage()
  return (
    <figcaption>
      <ul class="hours-chart-legend" aria-label={t('hours:chart.legend')}>
        {chartParts.map((part) => (
          <li>
            <svg viewBox="0 0 16 16" aria-hidden="true" focusable="false">
              <rect
                class={`hours-part hours-part-${part}`}
                width="16"
                height="16"
                fill={`url(#${id}-${part})`}
              />
            </svg>
            {nameOfPart(part, t)}
          </li>
        ))}
        <li>
          <svg viewBox="0 0 16 16" aria-hidden="true" focusable="false">
            <line class="hours-plan-line" x1="0" x2="16" y1="8" y2="8" />
          </svg>
          {t('hours:chart.plan')}
        </li>
        {hasTarget && (
          <li>
            <svg viewBox="0 0 16 16" aria-hidden="true" focusable="false">
              <line class="hours-target-line" x1="0" x2="16" y1="8" y2="8" />
            </svg>
            {t('hours:chart.target')}
          </li>
        )}
        <li>
          <svg viewBox="0 0 16 16" aria-hidden="true" focusable="false">
            <rect class="hours-bar-excused" width="16" height="16" fill={`url(#${id}-excused)`} />
          </svg>
          {t('hours:chart.excused')}
        </li>
      </ul>
    </figcaption>
  )
}

function WeekTable({ cells, programme }: { cells: readonly WeekCell[]; programme: string }) {
  const { t, language } = useLanguage()
  const columns = [
    { label: t('hours:chart.week') },
    ...chartParts.map((part) => ({ label: nameOfPart(part, t), numeric: true })),
    { label: t('hours:chart.sum'), numeric: true },
    { label: t('hours:chart.plan'), numeric: true },
    { label: t('hours:person.unsaid'), numeric: true },
  ]
  return (
    <Table caption={t('hours:chart.title', { programme })} captionUnseen narrow="scroll" columns={columns}>
      {cells.toReversed().map((cell) => (
        <tr>
          <Cell heading>
            {weekAndYearInWords(cell.week, language)}
            {cell.excused && <small class="soft"> {t(`hours:excuse.${cell.excused}`)}</small>}
            {cell.running && <small class="soft"> {t('hours:table.running')}</small>}
          </Cell>
          {chartParts.map((part) => (
            <Cell numeric>{hoursInWords(minutesOfPart(cell, part) as Minutes, language)}</Cell>
          ))}
          <Cell numeric>
            <strong>{hoursInWords(cell.minutes, language)}</strong>
          </Cell>
          <Cell numeric>
            {cell.planned === undefined ? t('hours:table.none') : hoursInWords(cell.planned, language)}
          </Cell>
          <Cell numeric>{cell.unknown === 0 ? t('hours:table.none') : cell.unknown}</Cell>
        </tr>
      ))}
    </Table>
  )
}
