import type { PropsWithChildren } from 'hono/jsx'
import type { Problem } from '../../server/problem.ts'
import type { StandingSession } from '../../server/schedule/change.ts'
import type { SeriesOutlook } from '../../server/schedule/series-change-form.tsx'
import type { SeriesFacts } from '../../server/schedule/series-queries.ts'
import type { LocalDate } from '../../server/time/dates.ts'
import { dateAndYearInWords, dateInWords, timesInWords } from '../../server/time/words.ts'
import { useLanguage } from '../language.tsx'
import { Layout } from '../layout.tsx'
import { Button, LinkButton } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { DateField, NumberField, RadioGroup, Select, TextArea, TimeField } from '../parts/field.tsx'
import { Form, FormActions, type FormValues } from '../parts/form.tsx'
import { Icon } from '../parts/icon.tsx'
import { Notice } from '../parts/notice.tsx'
import { PageHeader } from '../parts/page-header.tsx'
import { TwoVersions, type VersionRow } from '../parts/two-versions.tsx'
import { CarriedFields, SessionsListed } from './bulk-preview.tsx'
import { ClashList, EffectPreview } from './effect.tsx'
import { SeriesFields, useSeriesLabels } from './series-form.tsx'
import { PlaceFields, type Choices } from './session-form.tsx'

type FormProps = { series: SeriesFacts; values: FormValues; problems?: readonly Problem[] }

export function EditSeriesPage(
  props: FormProps & {
    /** Its first day is past: it stays. */
    begun: boolean
    /** The days from which it can be changed. */
    days: readonly LocalDate[]
    choices: Choices
    versions?: readonly VersionRow[]
    mayDouble?: boolean
  },
) {
  const { series, begun, days, choices, values, problems = [], versions = [] } = props
  const mayDouble = props.mayDouble === true || Boolean(values['double_booked_because'])
  const { t, language } = useLanguage()
  const labels = {
    ...useSeriesLabels(),
    scope: t('series:scope.label'),
    from: t('series:edit.fromDay'),
    reason: t('series:edit.reason'),
  }
  return (
    <SeriesFormPage
      series={series}
      title={t('series:edit.title', { name: series.activityName })}
      lead={t('series:edit.lead')}
    >
      <Form action={`/series/${series.id}`} method="patch" {...{ values, problems, labels }}>
        {versions.length > 0 && <TwoVersions title={t('series:edit.changedMeanwhile')} rows={versions} />}
        <input type="hidden" name="version" value={String(series.version)} />
        {days.length > 1 && (
          <div class="fields series-scope">
            <RadioGroup
              name="scope"
              label={labels.scope}
              options={[
                { value: 'all', label: t('series:scope.all') },
                { value: 'following', label: t('series:scope.from') },
              ]}
            />
            <div class="series-from">
              <Select
                name="from"
                label={labels.from}
                options={days.map((day) => ({ value: day, label: dateAndYearInWords(day, language) }))}
              />
            </div>
          </div>
        )}
        <SeriesFields choices={choices} everyNow={series.every} startsOn={!begun} mayDouble={mayDouble} />
        <TextArea name="reason" rows={2} label={labels.reason} hint={t('series:edit.reasonHint')} optional />
        <PreviewActions series={series} />
      </Form>
    </SeriesFormPage>
  )
}

export function SeriesEndingPage({ series, values, problems = [] }: FormProps) {
  const { t } = useLanguage()
  const labels = { ends_on: t('series:ending.lastDay'), reason: t('series:edit.reason') }
  return (
    <SeriesFormPage
      series={series}
      title={t('series:ending.title', { name: series.activityName })}
      lead={t('series:ending.lead')}
    >
      <Form action={`/series/${series.id}/ending`} {...{ values, problems, labels }}>
        <input type="hidden" name="version" value={String(series.version)} />
        <div class="fields">
          <DateField name="ends_on" label={labels.ends_on} />
          <TextArea
            name="reason"
            rows={2}
            label={labels.reason}
            hint={t('series:edit.reasonHint')}
            optional
          />
        </div>
        <PreviewActions series={series} />
      </Form>
    </SeriesFormPage>
  )
}

export function SeriesCancellationPage({ series, values, problems = [] }: FormProps) {
  const { t } = useLanguage()
  const labels = { reason: t('schedule:cancellation.reason') }
  return (
    <SeriesFormPage
      series={series}
      title={t('series:cancellation.title', { name: series.activityName })}
      lead={t('series:cancellation.lead')}
    >
      <Form action={`/series/${series.id}/cancellation`} {...{ values, problems, labels }}>
        <input type="hidden" name="version" value={String(series.version)} />
        <TextArea name="reason" rows={2} label={labels.reason} hint={t('schedule:cancellation.reasonHint')} />
        <PreviewActions series={series} />
      </Form>
    </SeriesFormPage>
  )
}

export function ExtraDatePage({ series, choices, values, problems = [] }: FormProps & { choices: Choices }) {
  const { t } = useLanguage()
  const labels = {
    date: t('schedule:session.date'),
    start_time: t('schedule:series.startTime'),
    minutes: t('schedule:series.minutes'),
    location_id: t('schedule:session.location'),
    leader_id: t('schedule:session.leader'),
    places: t('schedule:session.places'),
  }
  return (
    <SeriesFormPage
      series={series}
      title={t('series:extra.title', { name: series.activityName })}
      lead={t('series:extra.lead')}
    >
      <Form action={`/series/${series.id}/sessions`} {...{ values, problems, labels }}>
        <input type="hidden" name="version" value={String(series.version)} />
        <div class="fields">
          <div class="fields-row">
            <DateField name="date" label={labels.date} />
            <TimeField name="start_time" label={labels.start_time} />
            <NumberField name="minutes" label={labels.minutes} />
          </div>
          <PlaceFields choices={choices} labels={labels} />
        </div>
        <FormActions>
          <Button kind="primary" icon="plus">
            {t('series:extra.do')}
          </Button>
          <LinkButton kind="quiet" href={`/series/${series.id}`}>
            {t('common:cancel')}
          </LinkButton>
        </FormActions>
      </Form>
    </SeriesFormPage>
  )
}

/** What a change of a series would do and what it leaves alone, and the question whether to do it. */
export function SeriesPreviewPage(props: {
  series: SeriesFacts
  outlook: SeriesOutlook
  lead: string
  action: string
  method: 'post' | 'patch'
  danger?: boolean
}) {
  const { series, outlook, lead, action, method, danger } = props
  const { t } = useLanguage()
  const { draft, effect, people, clashes, sessions, closed } = outlook
  const something = draft.sessions.length + draft.series.length > 0
  return (
    <SeriesFormPage
      series={series}
      title={t('series:preview.title', { name: series.activityName })}
      lead={lead}
    >
      {outlook.askedAgain && clashes.length === 0 && (
        <Notice kind="warning" title={t('weeks:preview.changed')} live>
          <p>{t('weeks:preview.lookAgain')}</p>
        </Notice>
      )}
      {clashes.length > 0 && (
        <Notice kind="problem" title={t('series:preview.clash')} live>
          <p>{t('series:preview.clashLead')}</p>
          <ClashList clashes={clashes} />
        </Notice>
      )}
      <EffectPreview {...{ effect, people }} closed={closed.slice(0, mostListed)} />
      <ul class="effect-lines">
        {closed.length > mostListed && (
          <li>{t('series:preview.closedMore', { count: closed.length - mostListed })}</li>
        )}
        {draft.splits && <li>{t('series:preview.splits')}</li>}
        {draft.locked.length > 0 && <li>{t('series:preview.locked', { count: draft.locked.length })}</li>}
      </ul>
      {draft.undecided.length > 0 && (
        <Notice kind="warning" title={t('series:preview.undecided', { count: draft.undecided.length })}>
          <p>{t('series:preview.undecidedLead')}</p>
          <SessionTimes sessions={draft.undecided} />
        </Notice>
      )}
      {draft.kept.length > 0 && (
        <details class="more">
          <summary>
            <Icon name="chevron-down" />
            {t('series:preview.kept', { count: draft.kept.length })}
          </summary>
          <SessionTimes sessions={draft.kept} />
        </details>
      )}
      {sessions.length > 0 && <SessionsListed sessions={sessions} />}
      <Form action={action} method={method}>
        <CarriedFields outlook={{ ...outlook, draft }} />
        <FormActions>
          {something && clashes.length === 0 && (
            <Button kind={danger ? 'danger' : 'primary'} icon={danger ? 'calendar-x' : 'check'}>
              {t('series:preview.yes')}
            </Button>
          )}
          <Button icon="pencil" name="again" value="yes">
            {t('weeks:preview.again')}
          </Button>
          <LinkButton kind="quiet" href={`/series/${series.id}`}>
            {t('common:cancel')}
          </LinkButton>
        </FormActions>
      </Form>
    </SeriesFormPage>
  )
}

const mostListed = 12

function SessionTimes({ sessions }: { sessions: readonly StandingSession[] }) {
  const { language } = useLanguage()
  return (
    <ul>
      {sessions.map(({ localDate, localStart, localEnd }) => (
        <li>{`${dateInWords(localDate, language)} ${timesInWords(localStart, localEnd, language)}`}</li>
      ))}
    </ul>
  )
}

function SeriesFormPage(props: PropsWithChildren<{ series: SeriesFacts; title: string; lead: string }>) {
  const { t } = useLanguage()
  const { series, title, lead, children } = props
  return (
    <Layout title={title} width="narrow">
      <PageHeader
        title={title}
        lead={lead}
        back={{
          href: `/series/${series.id}`,
          label: t('schedule:series.title', { name: series.activityName }),
        }}
      />
      <Card>{children}</Card>
    </Layout>
  )
}

function PreviewActions({ series }: { series: SeriesFacts }) {
  const { t } = useLanguage()
  return (
    <FormActions>
      <Button kind="primary" icon="arrow-right">
        {t('weeks:preview.show')}
      </Button>
      <LinkButton kind="quiet" href={`/series/${series.id}`}>
        {t('common:cancel')}
      </LinkButton>
    </FormActions>
  )
}
