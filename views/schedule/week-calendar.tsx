import { categories } from '../../server/schedule/categories.ts'
import type { SessionFacts } from '../../server/schedule/queries.ts'
import { choicesOf, type View } from '../../server/schedule/view.ts'
import type { Day } from '../../server/schedule/week.ts'
import { useLanguage } from '../language.tsx'
import { Button } from '../parts/button.tsx'
import { Icon } from '../parts/icon.tsx'
import { Notice } from '../parts/notice.tsx'
import { categoryLook } from './category.ts'
import { Legend } from './legend.tsx'

type CalendarProps = {
  view: View
  days: readonly Day<SessionFacts>[]
  canPlan: boolean
  wallNow: string
}

/** Filled by static/schedule/calendar.ts; everything it says in words stands here in the reader's language. */
export function WeekCalendar({ view, days, canPlan, wallNow }: CalendarProps) {
  const { t, language } = useLanguage()
  return (
    <section
      id="calendar"
      class="calendar"
      aria-label={t('schedule:week.calendarOf')}
      data-week-start={view.from}
      data-filter={new URLSearchParams(choicesOf(view)).toString()}
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
      <template id="picture-doubled">
        <Icon name="layers" />
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
