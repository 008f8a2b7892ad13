import type { ClosedDay } from '../../server/organisation/closed-days.ts'
import type { Problem } from '../../server/problem.ts'
import type { ActivityFacts } from '../../server/schedule/activity-queries.ts'
import type { SessionFacts } from '../../server/schedule/queries.ts'
import type { SeriesFacts } from '../../server/schedule/series-queries.ts'
import type { LocalDate } from '../../server/time/dates.ts'
import { dateInWords, datesInWords, timesInWords } from '../../server/time/words.ts'
import { useLanguage } from '../language.tsx'
import { Layout } from '../layout.tsx'
import { Button, LinkButton } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { Form, FormActions, type FormValues } from '../parts/form.tsx'
import { Icon } from '../parts/icon.tsx'
import { Notice } from '../parts/notice.tsx'
import { PageHeader } from '../parts/page-header.tsx'
import { Pill } from '../parts/pill.tsx'
import { categoryLook } from './category.ts'
import { SeriesFields, useSeriesLabels } from './series-form.tsx'
import type { Choices } from './session-form.tsx'

export function NewSeriesPage(props: {
  activity: ActivityFacts
  choices: Choices
  values: FormValues
  problems?: readonly Problem[]
}) {
  const { activity, choices, values, problems } = props
  const { t } = useLanguage()
  const title = t('schedule:series.new', { name: activity.name })
  const labels = useSeriesLabels()
  return (
    <Layout title={title} width="narrow">
      <PageHeader
        title={title}
        lead={t('schedule:series.lead')}
        back={{ href: '/activities', label: t('schedule:activities.title') }}
      />
      <Card>
        <Form action={`/activities/${activity.id}/series`} {...{ values, problems, labels }}>
          <SeriesFields choices={choices} startsOn />
          <FormActions>
            <Button kind="primary" icon="repeat">
              {t('schedule:series.plan')}
            </Button>
            <LinkButton kind="quiet" href="/activities">
              {t('common:cancel')}
            </LinkButton>
          </FormActions>
        </Form>
      </Card>
    </Layout>
  )
}

export function SeriesPage(props: {
  series: SeriesFacts
  earlier: readonly SessionFacts[]
  coming: readonly SessionFacts[]
  skipped: readonly ClosedDay[]
  until: LocalDate
  words: string
}) {
  const { series, earlier, coming, skipped, until, words } = props
  const { t, language } = useLanguage()
  const look = categoryLook[series.category]
  const title = t('schedule:series.title', { name: series.activityName })
  return (
    <Layout title={title}>
      <PageHeader title={title} lead={words} back={{ href: '/schedule', label: t('schedule:navigation') }} />
      <Card>
        <dl class="facts">
          <dt>{t('schedule:session.category')}</dt>
          <dd>
            <Pill tone={look.tone} icon={look.icon}>
              {t(look.word)}
            </Pill>
          </dd>
          <dt>{t('schedule:series.period')}</dt>
          <dd>{datesInWords(series.startsOn, until, language)}</dd>
          <dt>{t('schedule:session.location')}</dt>
          <dd>{series.locationName ?? t('schedule:session.noLocation')}</dd>
          <dt>{t('schedule:session.leader')}</dt>
          <dd>{series.leaderName ?? t('schedule:session.noLeader')}</dd>
          <dt>{t('schedule:session.places')}</dt>
          <dd>{series.places ?? t('schedule:session.unlimited')}</dd>
        </dl>
      </Card>
      <Notice kind="info">
        <p>{t('schedule:series.sessionsCount', { count: earlier.length + coming.length })}</p>
        {skipped.length > 0 && (
          <>
            <p>{t('schedule:series.skippedCount', { count: skipped.length })}</p>
            <ul>
              {skipped.map(({ date, name }) => (
                <li>{`${dateInWords(date, language)} – ${name[language]}`}</li>
              ))}
            </ul>
          </>
        )}
      </Notice>
      <Card title={t('schedule:series.coming')}>
        {coming.length === 0 && <p class="soft">{t('schedule:series.noneComing')}</p>}
        <Dates series={series} sessions={coming} />
        {earlier.length > 0 && (
          <details class="more">
            <summary>
              <Icon name="chevron-down" />
              {t('schedule:series.earlier', { count: earlier.length })}
            </summary>
            <Dates series={series} sessions={earlier} />
          </details>
        )}
      </Card>
    </Layout>
  )
}

/** Each session by its day; place and leader only where they are others than the series' own. */
function Dates({ series, sessions }: { series: SeriesFacts; sessions: readonly SessionFacts[] }) {
  const { t, language } = useLanguage()
  return (
    <ul class="series-dates">
      {sessions.map((session) => {
        const day = dateInWords(session.localDate, language)
        const others = [
          session.locationName !== series.locationName && session.locationName,
          session.leaderName !== series.leaderName && session.leaderName,
        ].filter(Boolean)
        return (
          <li class={session.cancelledAt ? 'series-date session-cancelled' : 'series-date'}>
            <h3>
              <a href={`/sessions/${session.id}`}>{session.cancelledAt ? <s>{day}</s> : day}</a>
            </h3>
            <p>{timesInWords(session.localStart, session.localEnd, language)}</p>
            {others.length > 0 && <p class="soft">{others.join(' · ')}</p>}
            {session.cancelledAt !== null && (
              <p class="session-cancellation">
                {t('schedule:cancellation.cancelledBecause', { reason: session.cancellationReason ?? '' })}
              </p>
            )}
          </li>
        )
      })}
    </ul>
  )
}
