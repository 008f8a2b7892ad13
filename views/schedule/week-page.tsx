import { categories } from '../../server/schedule/categories.ts'
import type { SessionFacts } from '../../server/schedule/queries.ts'
import type { Day } from '../../server/schedule/week.ts'
import {
  dateInWords,
  datesInWords,
  timesInWords,
  weekAndYearInWords,
  weekInWords,
} from '../../server/time/words.ts'
import { addWeeks, mondayOf, sundayOf, type IsoWeek } from '../../server/time/weeks.ts'
import { useLanguage } from '../language.tsx'
import { Layout } from '../layout.tsx'
import { Button, LinkButton } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { EmptyState } from '../parts/empty-state.tsx'
import { Icon } from '../parts/icon.tsx'
import { Notice } from '../parts/notice.tsx'
import { PageHeader } from '../parts/page-header.tsx'
import { Pill, Tile } from '../parts/pill.tsx'
import { Tabs } from '../parts/tabs.tsx'
import { categoryLook } from './category.ts'

/** The view that was asked for; without one the width of the screen decides. */
export type WeekView = 'calendar' | 'list' | undefined

export type WeekPageProps = {
  week: IsoWeek
  thisWeek: IsoWeek
  view: WeekView
  days: readonly Day<SessionFacts>[]
  /** Whether the viewer may put something in. */
  canPlan: boolean
  /** The moment on the organisation's wall, for the line across the calendar. */
  wallNow: string
}

export function WeekPage(props: WeekPageProps) {
  const { week, view, canPlan } = props
  const { t, language } = useLanguage()
  const withCalendar = view !== 'list'
  return (
    <Layout
      title={t('schedule:week.title', { week: weekAndYearInWords(week, language) })}
      width="wide"
      scripts={withCalendar ? ['calendar.js'] : []}
      styles={withCalendar ? ['calendar.css'] : []}
    >
      <PageHeader
        title={t('schedule:week.title', { week: weekInWords(week, language) })}
        lead={datesInWords(mondayOf(week), sundayOf(week), language)}
      >
        {canPlan && (
          <LinkButton icon="layers" href={`/schedule-changes?week=${week}`}>
            {t('weeks:tools.link')}
          </LinkButton>
        )}
        {canPlan && (
          <LinkButton kind="primary" icon="calendar-plus" href="/sessions/new">
            {t('schedule:session.new')}
          </LinkButton>
        )}
      </PageHeader>
      <WeekBar {...props} />
      <div id="week-notices" class="week-notices" role="alert" />
      <div class={`week week-${view ?? 'fitting'}`}>
        {withCalendar && <WeekCalendar {...props} />}
        <WeekList {...props} />
      </div>
      {withCalendar && canPlan && (
        <Dialog id="session-dialog" title={t('schedule:session.new')}>
          <div id="session-dialog-content" />
        </Dialog>
      )}
    </Layout>
  )
}

function WeekBar({ week, thisWeek, view }: WeekPageProps) {
  const { t } = useLanguage()
  const address = (to: IsoWeek, as: WeekView = view) => `/schedule?week=${to}${as ? `&view=${as}` : ''}`
  return (
    <div class="bar week-bar">
      <nav class="week-steps" aria-label={t('schedule:week.choose')}>
        <LinkButton icon="chevron-left" iconOnly href={address(addWeeks(week, -1))}>
          {t('schedule:week.previous')}
        </LinkButton>
        <LinkButton href={address(thisWeek)} aria-current={week === thisWeek ? 'page' : undefined}>
          {t('schedule:week.current')}
        </LinkButton>
        <LinkButton icon="chevron-right" iconOnly href={address(addWeeks(week, 1))}>
          {t('schedule:week.next')}
        </LinkButton>
      </nav>
      <div class={`bar-end week-views week-views-${view ?? 'fitting'}`}>
        <Tabs
          label={t('schedule:week.view')}
          items={[
            {
              href: address(week, 'calendar'),
              label: t('schedule:week.calendar'),
              icon: 'calendar-days',
              current: view === 'calendar',
            },
            {
              href: address(week, 'list'),
              label: t('schedule:week.list'),
              icon: 'list',
              current: view === 'list',
            },
          ]}
        />
      </div>
    </div>
  )
}

/** Filled by static/schedule/calendar.ts; everything it says in words stands here in the reader's language. */
function WeekCalendar({ week, days, canPlan, wallNow }: WeekPageProps) {
  const { t, language } = useLanguage()
  return (
    <section
      id="calendar"
      class="calendar"
      aria-label={t('schedule:week.calendarOf')}
      data-week-start={mondayOf(week)}
      data-language={language}
      data-may-plan={canPlan ? 'yes' : undefined}
      data-wall-now={wallNow}
      data-closed={JSON.stringify(
        days.flatMap(({ date, closed }) => (closed ? [{ date, name: closed[language] }] : [])),
      )}
      data-text-created={t('schedule:week.created', { name: '%name%', when: '%when%' })}
      data-text-unreachable={t('schedule:week.unreachable')}
    >
      <div id="calendar-grid" class="calendar-grid" />
      <Legend />
      {canPlan && <p class="hint">{t('schedule:week.help')}</p>}
      {categories.map((category) => (
        <template id={`picture-${category}`}>
          <Icon name={categoryLook[category].icon} />
        </template>
      ))}
      <template id="picture-outdoors">
        <Icon name="tree-pine" />
      </template>
      <template id="notice-problem">
        <Notice kind="problem">
          <p />
          <Button type="button" kind="quiet" small icon="x" iconOnly>
            {t('common:close')}
          </Button>
        </Notice>
      </template>
    </section>
  )
}

/** Day by day, top to bottom: on a phone, on paper, without a script. Fetched anew when somebody changes the schedule. */
export function WeekList({ week, days, view }: Pick<WeekPageProps, 'week' | 'days' | 'view'>) {
  const { t, language } = useLanguage()
  return (
    <div
      id="week-list"
      class="week-list"
      hx-get={`/schedule?week=${week}${view ? `&view=${view}` : ''}`}
      hx-trigger="schedule-changed from:body"
      hx-swap="outerMorph"
    >
      {days.every((day) => day.sessions.length === 0 && !day.closed) && (
        <EmptyState
          icon="calendar-days"
          title={t('schedule:week.nothingAtAll')}
          text={t('schedule:week.nothingYet')}
        />
      )}
      {days.map((day) => (
        <section class={day.today ? 'day day-today' : 'day'} aria-labelledby={`day-${day.date}`}>
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
      ))}
    </div>
  )
}

/** One session of a list: its time, what it is, where and with whom. */
function SessionRow({ session }: { session: SessionFacts }) {
  const { t, language } = useLanguage()
  const look = categoryLook[session.category]
  const cancelled = session.cancelledAt !== null
  return (
    <article
      class={['session-row', `tone-${look.tone}`, cancelled && 'session-cancelled'].filter(Boolean).join(' ')}
    >
      <p class="session-time">{timesInWords(session.localStart, session.localEnd, language)}</p>
      <Tile tone={look.tone} icon={look.icon} />
      <div class="session-words">
        <h3>
          <a href={`/sessions/${session.id}`}>
            {cancelled ? <s>{session.activityName}</s> : session.activityName}
          </a>
        </h3>
        {cancelled && (
          <p class="session-cancellation">
            <Icon name="calendar-x" />
            {t('schedule:cancellation.cancelledBecause', { reason: session.cancellationReason ?? '' })}
          </p>
        )}
        <ul class="session-facts">
          <li class="session-category">{t(look.word)}</li>
          {session.locationName && (
            <li>
              <Icon name="map-pin" />
              {session.locationName}
            </li>
          )}
          {session.outdoors && (
            <li>
              <Icon name="tree-pine" />
              {t('schedule:session.outdoors')}
            </li>
          )}
          {session.leaderName && (
            <li>
              <Icon name="user-round" />
              {session.leaderName}
            </li>
          )}
          {session.places !== null && (
            <li>
              <Icon name="users-round" />
              {t('schedule:session.placesCount', { count: session.places })}
            </li>
          )}
        </ul>
      </div>
    </article>
  )
}

function Legend() {
  const { t } = useLanguage()
  return (
    <ul class="week-legend" aria-label={t('schedule:week.categories')}>
      {categories.map((category) => (
        <li>
          <Pill tone={categoryLook[category].tone} icon={categoryLook[category].icon}>
            {t(categoryLook[category].word)}
          </Pill>
        </li>
      ))}
    </ul>
  )
}
