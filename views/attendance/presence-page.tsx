import type { LedgerEvent } from '../../server/attendance/ledger.ts'
import { attendanceStatuses } from '../../server/attendance/words.ts'
import type { Problem } from '../../server/problem.ts'
import type { SessionFacts } from '../../server/schedule/queries.ts'
import type { Minutes } from '../../server/time/dates.ts'
import { dateInWords, minutesInWords, momentInWords, timesInWords } from '../../server/time/words.ts'
import { localTimeOf } from '../../server/time/zones.ts'
import { useLanguage } from '../language.tsx'
import { Layout } from '../layout.tsx'
import { Button } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { Field, NumberField, RadioGroup, TimeField } from '../parts/field.tsx'
import { Form, FormActions, type FormValues } from '../parts/form.tsx'
import { Notice } from '../parts/notice.tsx'
import { PageHeader } from '../parts/page-header.tsx'
import { AbsenceFacts, AbsenceReason, type SeenAbsence } from './absence.tsx'
import { Claim } from './claim.tsx'
import { Ledger } from './ledger.tsx'
import { nameOf } from './roll-call-page.tsx'
import type { CalledPerson } from './roll-call-props.ts'
import { StatusPill, timesOf } from './status.tsx'

/** A form that came back: which one, what was typed, and what is wrong with it or has changed meanwhile. */
export type SentBack = {
  form: 'status' | 'times' | 'minutes' | 'absence'
  values: FormValues
  problems: readonly Problem[]
  /** What somebody else did while this was being written. */
  meanwhile?: string
}

type Props = {
  session: SessionFacts
  person: CalledPerson
  events: readonly LedgerEvent[]
  absence: SeenAbsence | undefined
  mayTellAbsence: boolean
  sentBack?: SentBack
}

/** One participant in one session: what counts, every way to mend it, and all that has happened. */
export function PresencePage(props: Props) {
  const { session, person, events, sentBack } = props
  const { t, language } = useLanguage()
  const title = t('attendance:presence.title', { name: nameOf(person) })
  return (
    <Layout title={title}>
      <PageHeader
        title={title}
        lead={`${session.activityName}, ${dateInWords(session.localDate, language)} ${timesInWords(session.localStart, session.localEnd, language)}`}
        back={{ href: `/sessions/${session.id}/roll-call`, label: t('attendance:presence.back') }}
      />
      {sentBack?.meanwhile && (
        <Notice kind="warning" title={t('attendance:conflict.title')} live>
          <p>{t('attendance:conflict.form', { what: sentBack.meanwhile })}</p>
        </Notice>
      )}
      <div class="columns">
        <div class="stack">
          <Now session={session} person={person} />
          <Absence {...props} />
          <StatusForm session={session} person={person} sentBack={sentBack} />
          <TimesForm session={session} person={person} sentBack={sentBack} />
          <MinutesForm session={session} person={person} sentBack={sentBack} />
          <Booking session={session} person={person} />
        </div>
        <Card title={t('attendance:ledger.title')}>
          <p class="soft">{t('attendance:ledger.lead')}</p>
          <Ledger events={events} zone={session.timeZone} />
        </Card>
      </div>
    </Layout>
  )
}

type Own = { session: SessionFacts; person: CalledPerson }
type OwnForm = Own & { sentBack?: SentBack }

const pathOf = ({ session, person }: Own) => `/sessions/${session.id}/attendance/${person.id}`

const of = (form: SentBack['form'], sentBack: SentBack | undefined) =>
  sentBack?.form === form ? sentBack : undefined

const Version = ({ person }: { person: CalledPerson }) => (
  <input type="hidden" name="version" value={person.presence.version} />
)

function Now({ session, person }: Own) {
  const { t, language } = useLanguage()
  const { presence, minutes } = person
  const times = timesOf(presence, session.timeZone, language, t)
  return (
    <Card title={t('attendance:presence.now')}>
      <dl class="facts">
        <dt>{t('attendance:presence.status')}</dt>
        <dd>
          <StatusPill status={presence.status} />
        </dd>
        {times !== '' && <dt>{t('attendance:rollCall.times')}</dt>}
        {times !== '' && (
          <dd>
            {times} {person.forgotten && `(${t('attendance:rollCall.forgotten')})`}
          </dd>
        )}
        {person.claim && <dt>{t('attendance:claim.kioskSays')}</dt>}
        {person.claim && (
          <dd>
            <Claim claim={person.claim} zone={session.timeZone} />
          </dd>
        )}
        {presence.version > 0 && <dt>{t('attendance:claim.staffSay')}</dt>}
        {presence.version > 0 && (
          <dd>
            {presence.confirmedAt === null
              ? t('attendance:claim.notYet')
              : t('attendance:claim.confirmedBy', {
                  name: person.confirmedByName ?? t('attendance:ledger.someone'),
                  time: momentInWords(presence.confirmedAt, session.timeZone, language),
                })}
          </dd>
        )}
        <dt>{t('attendance:presence.counts')}</dt>
        <dd>
          {presence.minutesByHand === null
            ? minutesInWords(minutes ?? (0 as Minutes), language)
            : t('attendance:correction.stands', {
                minutes: minutesInWords(presence.minutesByHand as Minutes, language),
                reason: presence.minutesReason ?? '',
              })}
        </dd>
      </dl>
      <p class="hint">{t('attendance:presence.countsOnce')}</p>
      {person.toConfirm && (
        <Form action={pathOf({ session, person })} method="put" class="cluster">
          <Version person={person} />
          <input type="hidden" name="from" value="presence" />
          <Button name="status" value={presence.status} icon="check">
            {t('attendance:confirmation.one')}
          </Button>
        </Form>
      )}
    </Card>
  )
}

/** Told beforehand that they will not come. */
function Absence({ session, person, absence, mayTellAbsence, sentBack }: Props) {
  const { t } = useLanguage()
  const back = of('absence', sentBack)
  if (!absence && !mayTellAbsence && !back) return <></>
  const labels = { reason: t('absence:reason') }
  return (
    <Card title={t('absence:title')} id="absence">
      {absence && <AbsenceFacts absence={absence} timeZone={session.timeZone} />}
      {absence?.mayTakeBack && (
        <Form action={`/sessions/${session.id}/absences/${person.id}`} method="delete">
          <Button kind="quiet" icon="undo-2">
            {t('absence:takeBack')}
          </Button>
        </Form>
      )}
      {(back || (!absence && mayTellAbsence)) && (
        <Form
          action={`/sessions/${session.id}/absences`}
          values={back?.values}
          problems={back?.problems}
          labels={labels}
          prefix="absence"
        >
          <input type="hidden" name="participant_id" value={person.id} />
          <p class="soft">{t('absence:keepsPlace')}</p>
          <AbsenceReason />
          <FormActions>
            <Button icon="mail">{t('absence:tell')}</Button>
          </FormActions>
        </Form>
      )}
    </Card>
  )
}

function StatusForm({ session, person, sentBack }: OwnForm) {
  const { t } = useLanguage()
  const back = of('status', sentBack)
  return (
    <Card title={t('attendance:presence.change')}>
      <Form
        action={pathOf({ session, person })}
        method="put"
        values={back?.values ?? { status: person.presence.status }}
        problems={back?.problems}
      >
        <Version person={person} />
        <input type="hidden" name="from" value="presence" />
        <RadioGroup
          name="status"
          label={t('attendance:presence.status')}
          inline
          options={attendanceStatuses.map((status) => ({
            value: status,
            label: t(`attendance:status.${status}`),
          }))}
        />
        <FormActions>
          <Button kind="primary" icon="check">
            {t('attendance:presence.save')}
          </Button>
        </FormActions>
      </Form>
    </Card>
  )
}

function TimesForm({ session, person, sentBack }: OwnForm) {
  const { t } = useLanguage()
  const back = of('times', sentBack)
  const { checkedInAt, checkedOutAt } = person.presence
  const values = {
    checked_in_at: checkedInAt ? localTimeOf(checkedInAt, session.timeZone) : '',
    checked_out_at: checkedOutAt ? localTimeOf(checkedOutAt, session.timeZone) : '',
  }
  const labels = { checked_in_at: t('attendance:times.in'), checked_out_at: t('attendance:times.out') }
  return (
    <Card title={t('attendance:times.title')}>
      <Form
        action={`${pathOf({ session, person })}/times`}
        method="put"
        values={back?.values ?? values}
        problems={back?.problems}
        labels={labels}
      >
        <Version person={person} />
        <p class="soft">{t('attendance:times.lead')}</p>
        <div class="fields-row">
          <TimeField name="checked_in_at" label={labels.checked_in_at} optional step={60} />
          <TimeField name="checked_out_at" label={labels.checked_out_at} optional step={60} />
        </div>
        <FormActions>
          <Button>{t('attendance:times.save')}</Button>
        </FormActions>
      </Form>
    </Card>
  )
}

function MinutesForm({ session, person, sentBack }: OwnForm) {
  const { t } = useLanguage()
  const back = of('minutes', sentBack)
  const { minutesByHand, minutesReason } = person.presence
  const labels = { minutes: t('attendance:correction.minutes'), reason: t('attendance:correction.reason') }
  return (
    <Card title={t('attendance:correction.title')}>
      <Form
        action={`/sessions/${session.id}/corrections`}
        values={back?.values ?? { minutes: minutesByHand?.toString() ?? '', reason: minutesReason ?? '' }}
        problems={back?.problems}
        labels={labels}
      >
        <Version person={person} />
        <input type="hidden" name="participant_id" value={person.id} />
        <p class="soft">{t('attendance:correction.lead')}</p>
        <NumberField name="minutes" label={labels.minutes} />
        <Field
          name="reason"
          label={labels.reason}
          hint={t('attendance:correction.reasonHint')}
          maxlength={200}
        />
        <FormActions>
          <Button>{t('attendance:correction.save')}</Button>
        </FormActions>
      </Form>
      {minutesByHand !== null && (
        <Form action={`/sessions/${session.id}/corrections/${person.id}`} method="delete">
          <Version person={person} />
          <Button kind="quiet" icon="undo-2">
            {t('attendance:correction.withdraw')}
          </Button>
        </Form>
      )}
    </Card>
  )
}

function Booking({ session, person }: Own) {
  const { t } = useLanguage()
  const { booked } = person
  return (
    <Card title={t('attendance:booking.title')}>
      <p>
        {t(`attendance:booking.${booked ?? 'none'}`)} {person.waitsSince && t('attendance:booking.waiting')}
      </p>
      {booked !== null && (
        <Form action={`/sessions/${session.id}/bookings/${person.id}`} method="delete">
          <Button kind="quiet" icon="x">
            {t(booked === 'series' ? 'attendance:booking.withdrawOnce' : 'attendance:booking.withdraw')}
          </Button>
        </Form>
      )}
      {booked === 'series' && (
        <Form action={`/series/${session.seriesId}/bookings/${person.id}`} method="delete">
          <input type="hidden" name="session_id" value={session.id} />
          <Button kind="quiet" icon="x">
            {t('attendance:booking.withdrawSeries')}
          </Button>
        </Form>
      )}
    </Card>
  )
}
