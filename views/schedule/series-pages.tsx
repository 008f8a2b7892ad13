import type { ClosedDay } from '../../server/organisation/closed-days.ts'
import type { Problem } from '../../server/problem.ts'
import type { ActivityFacts } from '../../server/schedule/activity-queries.ts'
import type { Names } from '../../server/schedule/bulk.ts'
import type { HistoryEntry } from '../../server/schedule/change-words.ts'
import type { StandingSession } from '../../server/schedule/change.ts'
import type { SessionFacts } from '../../server/schedule/queries.ts'
import type { Exception } from '../../server/schedule/series-exceptions.ts'
import type { SeriesFacts } from '../../server/schedule/series-queries.ts'
import type { LocalDate } from '../../server/time/dates.ts'
import { dateInWords, datesInWords, timeInWords, timesInWords } from '../../server/time/words.ts'
import { useLanguage } from '../language.tsx'
import { Layout } from '../layout.tsx'
import { Button, LinkButton } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { Field } from '../parts/field.tsx'
import { Form, FormActions, type FormValues } from '../parts/form.tsx'
import { Icon } from '../parts/icon.tsx'
import { Notice } from '../parts/notice.tsx'
import { PageHeader } from '../parts/page-header.tsx'
import { Pill } from '../parts/pill.tsx'
import { ChangeHistory } from './change-history.tsx'
import { categoryLook } from './category.ts'
import { SeriesFields, useSeriesLabels } from './series-form.tsx'
import type { Choices } from './session-form.tsx'

export function NewSeriesPage(props: {
  activity: ActivityFacts
  choices: Choices
  values: FormValues
  problems?: readonly Problem[]
}) {
  const { activity, choices, values, problems = [] } = props
  const { t } = useLanguage()
  const title = t('schedule:series.new', { name: activity.name })
  const labels = useSeriesLabels()
  const mayDouble = Boolean(values['double_booked_because'])
  return (
    <Layout title={title} width="narrow">
      <PageHeader
        title={title}
        lead={t('schedule:series.lead')}
        back={{ href: '/activities', label: t('schedule:activities.title') }}
      />
      <Card>
        <Form action={`/activities/${activity.id}/series`} {...{ values, problems, labels }}>
          <SeriesFields choices={choices} startsOn mayDouble={mayDouble} />
          <FormActions>
            <Button kind="primary" icon="arrow-right">
              {t('weeks:preview.show')}
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

export type SeriesPageProps = {
  series: SeriesFacts
  earlier: readonly SessionFacts[]
  coming: readonly SessionFacts[]
  skipped: readonly ClosedDay[]
  /** From the first of its sessions to the last day that is made. */
  period: { from: LocalDate; to: LocalDate }
  words: string
  /** The series that it continues, and those that continue it. */
  relatives: { continues: string | null; continuedBy: readonly string[] }
  exceptions: readonly Exception[]
  undecided: readonly { session: StandingSession; mayFollow: boolean }[]
  names: Names
  history: readonly HistoryEntry[]
  mayPlan: boolean
  /** What was wrong with a decision about one session. */
  answer?: { sessionId: string; problems: readonly Problem[]; values: FormValues }
}

export function SeriesPage(props: SeriesPageProps) {
  const { series, earlier, coming, skipped, period, words, relatives, mayPlan } = props
  const { t, language } = useLanguage()
  const look = categoryLook[series.category]
  const title = t('schedule:series.title', { name: series.activityName })
  return (
    <Layout title={title}>
      <PageHeader title={title} lead={words} back={{ href: '/schedule', label: t('schedule:navigation') }}>
        {mayPlan && (
          <>
            <LinkButton kind="primary" icon="pencil" href={`/series/${series.id}/edit`}>
              {t('series:edit.link')}
            </LinkButton>
            <LinkButton icon="plus" href={`/series/${series.id}/sessions/new`}>
              {t('series:extra.link')}
            </LinkButton>
          </>
        )}
      </PageHeader>
      {mayPlan && props.undecided.length > 0 && <Undecided {...props} />}
      <Card>
        <dl class="facts">
          <dt>{t('schedule:session.category')}</dt>
          <dd>
            <Pill tone={look.tone} icon={look.icon}>
              {t(look.word)}
            </Pill>
          </dd>
          <dt>{t('schedule:series.period')}</dt>
          <dd>{datesInWords(period.from, period.to, language)}</dd>
          <dt>{t('schedule:session.location')}</dt>
          <dd>{series.locationName ?? t('schedule:session.noLocation')}</dd>
          <dt>{t('schedule:session.leader')}</dt>
          <dd>{series.leaderName ?? t('schedule:session.noLeader')}</dd>
          <dt>{t('schedule:session.places')}</dt>
          <dd>{series.places ?? t('schedule:session.unlimited')}</dd>
          {relatives.continues !== null && (
            <>
              <dt>{t('series:page.before')}</dt>
              <dd>
                <a href={`/series/${relatives.continues}`}>{t('series:page.continues')}</a>
              </dd>
            </>
          )}
          {relatives.continuedBy.map((id) => (
            <>
              <dt>{t('series:page.after')}</dt>
              <dd>
                <a href={`/series/${id}`}>{t('series:page.continuedBy')}</a>
              </dd>
            </>
          ))}
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
      {props.exceptions.length > 0 && <Exceptions {...props} />}
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
      {mayPlan && coming.length > 0 && (
        <Card title={t('series:page.finish')}>
          <div class="form-actions">
            <LinkButton icon="flag" href={`/series/${series.id}/ending`}>
              {t('series:ending.link')}
            </LinkButton>
            <LinkButton icon="calendar-x" href={`/series/${series.id}/cancellation`}>
              {t('series:cancellation.link')}
            </LinkButton>
          </div>
        </Card>
      )}
      <ChangeHistory entries={props.history} />
    </Layout>
  )
}

/** What was made by hand and does not fit any more: each with the three ways to go on. */
function Undecided({ series, undecided, answer }: SeriesPageProps) {
  const { t, language } = useLanguage()
  return (
    <Card title={t('series:decision.title', { count: undecided.length })} id="undecided">
      <p>{t('series:decision.lead')}</p>
      <ul class="series-undecided">
        {undecided.map(({ session, mayFollow }) => {
          const mine = answer?.sessionId === session.id ? answer : undefined
          const { seriesDate, cancelledAt } = session
          const day = dateInWords(session.localDate, language)
          return (
            <li>
              <h3>
                <a href={`/sessions/${session.id}`}>{day}</a>
              </h3>
              <p>
                {timesInWords(session.localStart, session.localEnd, language)}
                {cancelledAt !== null &&
                  `, ${t('schedule:cancellation.cancelledBecause', { reason: session.cancellationReason ?? '' })}`}
              </p>
              {seriesDate && mayFollow && (
                <p class="soft">
                  {t('series:decision.seriesSays', {
                    date: dateInWords(seriesDate, language),
                    time: timeInWords(series.startTime, language),
                  })}
                </p>
              )}
              <Form
                action={`/sessions/${session.id}/decision`}
                prefix={session.id}
                values={mine?.values ?? {}}
                problems={mine?.problems ?? []}
                labels={{ reason: t('series:decision.reason') }}
              >
                <div class="series-decisions">
                  <Button icon="check" name="decision" value="keep">
                    {t(cancelledAt === null ? 'series:decision.keep' : 'series:decision.keepCancelled')}
                  </Button>
                  {mayFollow && (
                    <Button icon="repeat" name="decision" value="follow">
                      {t('series:decision.follow')}
                    </Button>
                  )}
                </div>
                {cancelledAt === null && (
                  <details class="more" open={mine !== undefined}>
                    <summary>
                      <Icon name="chevron-down" />
                      {t('series:decision.orCancel')}
                    </summary>
                    <Field name="reason" label={t('series:decision.reason')} maxlength={200} />
                    <Button kind="danger" icon="calendar-x" name="decision" value="cancel">
                      {t('schedule:cancellation.do')}
                    </Button>
                  </details>
                )}
              </Form>
            </li>
          )
        })}
      </ul>
    </Card>
  )
}

/** The sessions to come that differ from their series, and in what. */
function Exceptions({ series, exceptions, names }: SeriesPageProps) {
  const { t, language } = useLanguage()
  const words = ({ session, in: deviations }: Exception) =>
    deviations.map((deviation) =>
      t(`series:exception.${deviation}`, {
        date: dateInWords(session.seriesDate ?? session.localDate, language),
        reason: session.cancellationReason ?? '',
        location: names.locations.get(session.locationId ?? '') ?? t('common:nothing'),
        leader: names.leaders.get(session.leaderId ?? '') ?? t('common:nothing'),
        places: session.places ?? t('schedule:session.unlimited'),
        minutes: series.minutes,
      }),
    )
  return (
    <Card title={t('series:exception.title')} id="exceptions">
      <ul class="series-exceptions">
        {exceptions.map((exception) => (
          <li>
            <a href={`/sessions/${exception.session.id}`}>
              {dateInWords(exception.session.localDate, language)}
            </a>
            {` ${timesInWords(exception.session.localStart, exception.session.localEnd, language)}`}
            <span class="soft">{words(exception).map((word) => ` · ${word}`)}</span>
          </li>
        ))}
      </ul>
    </Card>
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
