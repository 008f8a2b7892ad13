import type { ClosedDay } from '../../server/organisation/closed-days.ts'
import type { Month } from '../../server/schedule/month.ts'
import type { SessionFacts } from '../../server/schedule/queries.ts'
import type { RoomsOfDay } from '../../server/schedule/rooms.ts'
import type { View } from '../../server/schedule/view.ts'
import type { Day, Week } from '../../server/schedule/week.ts'
import type { Language } from '../../server/language/text.ts'
import { monthOf } from '../../server/time/months.ts'
import { isoWeekOf } from '../../server/time/weeks.ts'
import {
  dateAndYearInWords,
  dateInWords,
  datesInWords,
  monthInWords,
  weekAndYearInWords,
  weekInWords,
} from '../../server/time/words.ts'
import { useLanguage } from '../language.tsx'
import { Layout } from '../layout.tsx'
import { LinkButton } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { PageHeader } from '../parts/page-header.tsx'
import { DayList } from './day-list.tsx'
import { MonthView } from './month.tsx'
import { RoomsView } from './rooms.tsx'
import { ViewBar, type ViewBarProps } from './view-bar.tsx'
import { WeekCalendar } from './week-calendar.tsx'

/** What a view shows of its days. */
export type Seen =
  | { as: 'week'; days: readonly Day<SessionFacts>[]; weeks: readonly Week<SessionFacts>[] }
  | { as: 'list'; weeks: readonly Week<SessionFacts>[] }
  | { as: 'month'; month: Month<SessionFacts> }
  | { as: 'day'; rooms: RoomsOfDay<SessionFacts>; closed: ClosedDay['name'] | undefined }

export type ScheduleProps = {
  view: View
  seen: Seen
  /** Whether the viewer may put something in. */
  canPlan: boolean
}

export type SchedulePageProps = ScheduleProps &
  ViewBarProps & {
    /** The moment on the organisation's wall, for the line across the calendar. */
    wallNow: string
  }

export function SchedulePage(props: SchedulePageProps) {
  const { view, seen, canPlan, wallNow } = props
  const { t, language } = useLanguage()
  const withCalendar = seen.as === 'week'
  return (
    <Layout
      title={t('schedule:view.title', { days: titleOf(view, language, 'long') })}
      width="wide"
      scripts={withCalendar ? ['calendar.js'] : []}
      styles={withCalendar ? ['calendar.css'] : []}
    >
      <PageHeader
        title={t('schedule:view.title', { days: titleOf(view, language, 'short') })}
        lead={leadOf(view, language)}
      >
        {canPlan && (
          <LinkButton icon="layers" href={`/schedule-tools?week=${isoWeekOf(view.date)}`}>
            {t('weeks:tools.link')}
          </LinkButton>
        )}
        {canPlan && (
          <LinkButton
            kind="primary"
            icon="calendar-plus"
            href={view.kind === 'day' ? `/sessions/new?date=${view.date}` : '/sessions/new'}
          >
            {t('schedule:session.new')}
          </LinkButton>
        )}
      </PageHeader>
      <ViewBar {...props} />
      <div id="week-notices" class="week-notices" role="alert" />
      {seen.as === 'week' ? (
        <div class="week">
          <WeekCalendar {...{ view, canPlan, wallNow }} days={seen.days} />
          <ScheduleView {...props} />
        </div>
      ) : (
        <ScheduleView {...props} />
      )}
      {withCalendar && canPlan && (
        <>
          <Dialog id="session-dialog" title={t('schedule:session.new')}>
            <div id="session-dialog-content" />
          </Dialog>
          <Dialog id="scope-dialog" title={t('history:scope.title')}>
            <div id="scope-dialog-content" />
          </Dialog>
        </>
      )}
    </Layout>
  )
}

/** The view itself: fetched anew when somebody changes the schedule. The calendar of the week fetches for itself. */
export function ScheduleView({ view, seen, canPlan }: ScheduleProps) {
  if (seen.as === 'month') return <MonthView view={view} month={seen.month} />
  if (seen.as === 'day')
    return <RoomsView view={view} rooms={seen.rooms} closed={seen.closed} canPlan={canPlan} />
  return <DayList view={view} weeks={seen.weeks} />
}

function titleOf(view: View, language: Language, length: 'short' | 'long'): string {
  if (view.kind === 'list') return datesInWords(view.from, view.to, language)
  if (view.kind === 'month') return monthInWords(monthOf(view.date), language)
  if (view.kind === 'day')
    return length === 'long' ? dateAndYearInWords(view.date, language) : dateInWords(view.date, language)
  const week = isoWeekOf(view.date)
  return length === 'long' ? weekAndYearInWords(week, language) : weekInWords(week, language)
}

function leadOf(view: View, language: Language): string | undefined {
  if (view.kind === 'week') return datesInWords(view.from, view.to, language)
  return view.kind === 'day' ? weekAndYearInWords(isoWeekOf(view.date), language) : undefined
}
