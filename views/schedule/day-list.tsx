import type { SessionFacts } from '../../server/schedule/queries.ts'
import { addressOf, isFiltered, seenOn, type View } from '../../server/schedule/view.ts'
import type { Day, Week } from '../../server/schedule/week.ts'
import { mondayOf, sundayOf } from '../../server/time/weeks.ts'
import { dateInWords, datesInWords, weekInWords } from '../../server/time/words.ts'
import { useLanguage } from '../language.tsx'
import { EmptyState } from '../parts/empty-state.tsx'
import { Icon } from '../parts/icon.tsx'
import { Pill } from '../parts/pill.tsx'
import { SessionRow } from './session-row.tsx'
import { followsSchedule } from './follows.ts'

/** Day by day, top to bottom: as a list of weeks, and as the week on a phone, on paper, without a script. It begins today. */
export function DayList({ view, weeks }: { view: View; weeks: readonly Week<SessionFacts>[] }) {
  const { t } = useLanguage()
  const days = weeks.flatMap((week) => week.days)
  const first = weeks[0]?.days ?? []
  const hidesPast = !view.earlier && first.some((day) => day.today) && first.some((day) => day.past)
  return (
    <div
      id="week-list"
      class={hidesPast ? 'week-list week-list-from-today' : 'week-list'}
      {...followsSchedule(view)}
    >
      {hidesPast && (
        <a class="week-earlier" href={addressOf({ ...view, earlier: true })}>
          <Icon name="chevron-up" />
          {t('schedule:view.earlier')}
        </a>
      )}
      {days.every((day) => day.sessions.length === 0) && <Nothing view={view} />}
      {weeks.map(({ week, days }) => (
        <>
          {view.kind === 'list' && days.length > 0 && <WeekLine {...{ view, week, days }} />}
          {days.map((day) => (
            <DaySection day={day} />
          ))}
        </>
      ))}
    </div>
  )
}

/** Says why there is nothing: a filter that lets nothing through, or nothing planned yet. */
export function Nothing({ view }: { view: View }) {
  const { t } = useLanguage()
  return isFiltered(view) ? (
    <EmptyState
      icon="list-filter"
      title={t('schedule:filter.nothing')}
      text={t('schedule:filter.nothingText')}
    />
  ) : (
    <EmptyState
      icon="calendar-days"
      title={t(`schedule:nothing.${view.kind}`)}
      text={t('schedule:week.nothingYet')}
    />
  )
}

function WeekLine({ view, week, days }: Week<SessionFacts> & { view: View }) {
  const { language } = useLanguage()
  return (
    <p class={days.every((day) => day.past) ? 'week-line day-past' : 'week-line'}>
      <a href={addressOf(seenOn({ ...view, kind: 'week' }, mondayOf(week)))}>{weekInWords(week, language)}</a>
      <span class="soft">{datesInWords(mondayOf(week), sundayOf(week), language)}</span>
    </p>
  )
}

function DaySection({ day }: { day: Day<SessionFacts> }) {
  const { t, language } = useLanguage()
  return (
    <section
      class={['day', day.today && 'day-today', day.past && 'day-past'].filter(Boolean).join(' ')}
      aria-labelledby={`day-${day.date}`}
    >
      <header class="day-header">
        <h2 id={`day-${day.date}`}>{dateInWords(day.date, language)}</h2>
        {day.today && <Pill tone="lake">{t('schedule:week.today')}</Pill>}
        {day.closed && (
          <Pill tone="amber" icon="door-closed">
            {t('schedule:week.closed', { name: day.closed[language] })}
          </Pill>
        )}
      </header>
      {day.sessions.length === 0 ? (
        <p class="soft">{t('schedule:week.nothing')}</p>
      ) : (
        <ul class="day-sessions">
          {day.sessions.map((session) => (
            <li>
              <SessionRow session={session} />
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
