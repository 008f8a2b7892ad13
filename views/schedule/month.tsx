import type { DayOfMonth, Month, WeekOfMonth } from '../../server/schedule/month.ts'
import type { SessionFacts } from '../../server/schedule/queries.ts'
import { addressOf, seenOn, type View } from '../../server/schedule/view.ts'
import { weekdayOf, weekdays } from '../../server/time/dates.ts'
import { mondayOf, weekNumberOf } from '../../server/time/weeks.ts'
import { shortDate, timeInWords, weekdayInWords, weekInWords } from '../../server/time/words.ts'
import { useLanguage } from '../language.tsx'
import { Icon } from '../parts/icon.tsx'
import { Nothing } from './day-list.tsx'
import { followsSchedule } from './follows.ts'
import { Legend } from './legend.tsx'
import { SessionLink, SessionName } from './session-name.tsx'
import { sessionClass, sessionLook } from './session-look.ts'

/** The month as weeks under each other; on a phone, the days on which something is held. */
export function MonthView({ view, month }: { view: View; month: Month<SessionFacts> }) {
  const { t, language } = useLanguage()
  const empty = month.weeks.every(({ days }) => days.every((day) => !day || day.sessions.length === 0))
  return (
    <div id="month" class="month-frame" {...followsSchedule(view)}>
      {empty && <Nothing view={view} />}
      <div class={month.weekend ? 'month month-weekend' : 'month'}>
        <div class="month-weekdays" aria-hidden="true">
          <span>{t('schedule:view.weekShort')}</span>
          {weekdays.map((weekday) => (
            <span>{weekdayInWords(weekday, language, 'short')}</span>
          ))}
        </div>
        {month.weeks.map((week) => (
          <WeekRow view={view} {...week} />
        ))}
      </div>
      <Legend />
    </div>
  )
}

function WeekRow({ view, week, days }: WeekOfMonth<SessionFacts> & { view: View }) {
  const { language } = useLanguage()
  const toWeek = seenOn({ ...view, kind: 'week' }, mondayOf(week))
  return (
    <section class="month-week" aria-label={weekInWords(week, language)}>
      <h2 class="month-week-number">
        <a href={addressOf(toWeek)}>
          <span class="month-week-word">{weekInWords(week, language)}</span>
          <span class="month-week-figure" aria-hidden="true">
            {weekNumberOf(week)}
          </span>
        </a>
      </h2>
      {days.map((day) => (day ? <DayCell {...{ view, day }} /> : <div class="month-blank" />))}
    </section>
  )
}

function DayCell({ view, day }: { view: View; day: DayOfMonth<SessionFacts> }) {
  const { t, language } = useLanguage()
  const toDay = addressOf(seenOn({ ...view, kind: 'day' }, day.date))
  const looks = [
    'month-day',
    day.today && 'month-day-today',
    day.closed && 'month-day-closed',
    weekdayOf(day.date) > 5 && 'month-day-weekend',
    day.sessions.length === 0 && !day.closed && !day.today && 'month-day-empty',
  ]
  return (
    <div id={`day-${day.date}`} class={looks.filter(Boolean).join(' ')}>
      <h3 class="month-date">
        <a href={toDay} aria-current={day.today ? 'date' : undefined}>
          <span class="month-date-words">{shortDate(day.date, language)}</span>
          <span class="month-date-figure" aria-hidden="true">
            {Number(day.date.slice(8))}
          </span>
        </a>
        {day.closed && <span class="month-closed">{day.closed[language]}</span>}
      </h3>
      {day.sessions.length > 0 && (
        <ul class="month-sessions">
          {day.sessions.map((session) => (
            <li>
              <Entry session={session} />
            </li>
          ))}
        </ul>
      )}
      {day.more > 0 && (
        <a class="month-more" href={toDay}>
          {t('schedule:view.more', { count: day.more })}
          <span class="unseen"> {shortDate(day.date, language)}</span>
        </a>
      )}
    </div>
  )
}

function Entry({ session }: { session: SessionFacts }) {
  const { t, language } = useLanguage()
  const look = sessionLook(session)
  const cancelled = session.cancelledAt !== null
  return (
    <SessionLink class={sessionClass('month-session', session)} session={session}>
      <span class="month-time">{timeInWords(session.localStart, language)}</span>
      <Icon name={look.icon} />
      <span class="month-name">
        <SessionName session={session} />
      </span>
      <span class="unseen">
        {' '}
        {look.word && t(look.word)}
        {cancelled && ` ${t('schedule:cancellation.cancelled')}`}
      </span>
    </SessionLink>
  )
}
