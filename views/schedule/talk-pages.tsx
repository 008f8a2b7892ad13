import type { Problem } from '../../server/problem.ts'
import type { LocalDate, LocalTime, Weekday } from '../../server/time/dates.ts'
import { weekdays } from '../../server/time/dates.ts'
import { dateAndYearInWords, dateInWords, datesInWords, timesInWords } from '../../server/time/words.ts'
import { weekdayKey } from '../../server/schedule/weekdays.ts'
import { useLanguage } from '../language.tsx'
import { Layout } from '../layout.tsx'
import { Button, LinkButton } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { EmptyState } from '../parts/empty-state.tsx'
import { DateField, Field, RadioGroup, Select, TimeField } from '../parts/field.tsx'
import { Form, FormActions, type FormValues } from '../parts/form.tsx'
import { Notice } from '../parts/notice.tsx'
import { PageHeader } from '../parts/page-header.tsx'

type Typed = { values: FormValues; problems: readonly Problem[] }

type Talk = {
  id: string
  localDate: LocalDate
  localStart: LocalTime
  localEnd: LocalTime
  coachName: string | null
  locationName: string | null
  /** Empty where the reason is not the viewer's business. */
  cancellationReason: string | null
  /** The viewer is the coach of that talk. */
  isOwn: boolean
}

export type TalksPageProps = Typed & {
  enrolment: {
    id: string
    programmeName: string
    coachId: string | null
    coachName: string | null
    talkEveryWeeks: number | null
  }
  person: { id: string; firstName: string; lastName: string }
  locations: readonly { id: string; name: string }[]
  /** The coach has said when talks fit. */
  hasTimes: boolean
  /** The viewer is the coach. */
  mayMend: boolean
  days: readonly { date: LocalDate; times: readonly { startTime: LocalTime; endTime: LocalTime }[] }[]
  from: LocalDate
  to: LocalDate
  earlier: LocalDate | undefined
  later: LocalDate
  coming: readonly Talk[]
  past: readonly Talk[]
}

export function TalksPage(props: TalksPageProps) {
  const { enrolment, person, coming, past } = props
  const { t } = useLanguage()
  const name = `${person.firstName} ${person.lastName}`
  return (
    <Layout title={t('schedule:talk.title', { name })}>
      <PageHeader
        title={t('schedule:talk.title', { name })}
        lead={
          enrolment.coachName === null
            ? enrolment.programmeName
            : t('schedule:talk.lead', { coach: enrolment.coachName, programme: enrolment.programmeName })
        }
        back={{ href: `/participants/${person.id}`, label: name }}
      />
      <div class="columns">
        {enrolment.coachId === null ? (
          <Notice kind="info">{t('schedule:talk.noCoach')}</Notice>
        ) : (
          <BookTalk {...props} />
        )}
        <div class="stack">
          <TalkList title={t('schedule:talk.coming')} talks={coming} />
          <TalkList title={t('schedule:talk.history')} talks={past} />
        </div>
      </div>
    </Layout>
  )
}

function BookTalk(props: TalksPageProps) {
  const { enrolment, locations, hasTimes, mayMend, days, from, to, earlier, later, values, problems } = props
  const { t, language } = useLanguage()
  const labels = {
    slot: t('schedule:talk.slot'),
    date: t('schedule:session.date'),
    start_time: t('schedule:session.startTime'),
    minutes: t('schedule:talk.minutes'),
    times: t('schedule:talk.howMany'),
    location_id: t('schedule:session.location'),
  }
  const href = (date: LocalDate) => `/enrolments/${enrolment.id}/talks?from=${date}`
  const gone = problems.some(({ field }) => field === 'slot')
  const slots = days.flatMap(({ date, times }) =>
    times.map(({ startTime, endTime }) => ({
      value: `${date}T${startTime}`,
      label: `${dateInWords(date, language)} ${timesInWords(startTime, endTime, language)}`,
    })),
  )
  return (
    <Card title={t('schedule:talk.book')}>
      <Form action={`/enrolments/${enrolment.id}/talks`} class="stack" {...{ values, problems, labels }}>
        {hasTimes && (
          <div class="bar">
            <p>
              <strong>{datesInWords(from, to, language)}</strong>
            </p>
            <nav class="bar-end cluster" aria-label={t('schedule:talk.weeks')}>
              {earlier && (
                <LinkButton small icon="chevron-left" href={href(earlier)}>
                  {t('schedule:talk.earlier')}
                </LinkButton>
              )}
              <LinkButton small icon="chevron-right" href={href(later)}>
                {t('schedule:talk.later')}
              </LinkButton>
            </nav>
          </div>
        )}
        {!hasTimes && (
          <Notice kind="info">
            <p>{t('schedule:talk.noTimes', { coach: enrolment.coachName ?? '' })}</p>
            {mayMend && (
              <p>
                <a href="/talk-times">{t('schedule:talk.times.title')}</a>
              </p>
            )}
          </Notice>
        )}
        {hasTimes && slots.length === 0 && <p>{t('schedule:talk.noneFree')}</p>}
        {slots.length > 0 || gone ? (
          <RadioGroup
            name="slot"
            label={labels.slot}
            options={[...slots, { value: 'other', label: t('schedule:talk.otherTime') }]}
          />
        ) : (
          <input type="hidden" name="slot" value="other" />
        )}
        <div class="fields-row">
          <DateField name="date" label={labels.date} required={false} />
          <TimeField name="start_time" label={labels.start_time} required={false} />
        </div>
        <div class="fields-row">
          <Field name="minutes" label={labels.minutes} inputmode="numeric" size="short" />
          <Select
            name="times"
            label={labels.times}
            options={[1, 2, 3, 4, 6, 8, 12].map((count) => ({
              value: String(count),
              label:
                count === 1
                  ? t('schedule:talk.once')
                  : t('schedule:talk.times_every', { times: count, count: enrolment.talkEveryWeeks ?? 1 }),
            }))}
          />
        </div>
        <Select
          name="location_id"
          label={labels.location_id}
          options={locations.map(({ id, name }) => ({ value: id, label: name }))}
          empty={t('schedule:session.noLocation')}
          optional
        />
        <FormActions>
          <Button kind="primary" icon="calendar-plus">
            {t('schedule:talk.book')}
          </Button>
        </FormActions>
      </Form>
    </Card>
  )
}

function TalkList({ title, talks }: { title: string; talks: readonly Talk[] }) {
  const { t, language } = useLanguage()
  return (
    <Card title={title}>
      {talks.length === 0 ? (
        <p class="soft">{t('schedule:talk.none')}</p>
      ) : (
        <ul class="list">
          {talks.map((talk) => {
            const when = `${dateAndYearInWords(talk.localDate, language)} ${timesInWords(talk.localStart, talk.localEnd, language)}`
            return (
              <li class="list-row">
                <div>
                  <p>{talk.isOwn ? <a href={`/sessions/${talk.id}`}>{when}</a> : when}</p>
                  <p class="soft">{[talk.coachName, talk.locationName].filter(Boolean).join(' · ')}</p>
                  {talk.cancellationReason !== null && (
                    <p class="soft">
                      {talk.cancellationReason === ''
                        ? t('schedule:cancellation.cancelled')
                        : t('schedule:cancellation.cancelledBecause', { reason: talk.cancellationReason })}
                    </p>
                  )}
                </div>
              </li>
            )
          })}
        </ul>
      )}
    </Card>
  )
}

/** When the signed-in coach is free for talks, week after week. */
export function TalkTimesPage(
  props: Typed & {
    times: readonly { id: string; weekday: Weekday; startTime: LocalTime; endTime: LocalTime }[]
  },
) {
  const { times, values, problems } = props
  const { t, language } = useLanguage()
  const labels = {
    weekday: t('schedule:talk.times.weekday'),
    start_time: t('schedule:session.startTime'),
    end_time: t('schedule:session.endTime'),
  }
  const everyDay = (weekday: Weekday) => t(`schedule:every.${weekdayKey(weekday)}`)
  return (
    <Layout title={t('schedule:talk.times.title')}>
      <PageHeader
        title={t('schedule:talk.times.title')}
        lead={t('schedule:talk.times.lead')}
        back={{ href: '/account', label: t('access:account.title') }}
      />
      <div class="columns">
        {times.length === 0 ? (
          <EmptyState
            icon="message-circle"
            title={t('schedule:talk.times.none')}
            text={t('schedule:talk.times.noneText')}
          />
        ) : (
          <Card>
            <ul class="list">
              {times.map(({ id, weekday, startTime, endTime }) => (
                <li class="list-row">
                  <p>
                    <strong class="first-large">{everyDay(weekday)}</strong>{' '}
                    {timesInWords(startTime, endTime, language)}
                  </p>
                  <form method="post" action={`/talk-times/${id}`}>
                    <input type="hidden" name="_method" value="DELETE" />
                    <Button kind="quiet" small icon="trash-2">
                      {t('schedule:talk.times.remove')}
                      <span class="unseen">
                        {' '}
                        {everyDay(weekday)} {timesInWords(startTime, endTime, language)}
                      </span>
                    </Button>
                  </form>
                </li>
              ))}
            </ul>
          </Card>
        )}
        <Card title={t('schedule:talk.times.add')}>
          <Form action="/talk-times" class="stack" {...{ values, problems, labels }}>
            <Select
              name="weekday"
              label={labels.weekday}
              options={weekdays.map((weekday) => ({ value: String(weekday), label: everyDay(weekday) }))}
            />
            <div class="fields-row">
              <TimeField name="start_time" label={labels.start_time} />
              <TimeField name="end_time" label={labels.end_time} />
            </div>
            <FormActions>
              <Button kind="primary" icon="plus">
                {t('schedule:talk.times.add')}
              </Button>
            </FormActions>
          </Form>
        </Card>
      </div>
    </Layout>
  )
}
