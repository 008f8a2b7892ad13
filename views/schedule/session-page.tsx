import type { Problem } from '../../server/problem.ts'
import type { HistoryEntry } from '../../server/schedule/change-words.ts'
import type { Closure } from '../../server/schedule/closure-queries.ts'
import type { SessionFacts } from '../../server/schedule/queries.ts'
import { dateAndYearInWords, momentInWords, timesInWords } from '../../server/time/words.ts'
import { isoWeekOf } from '../../server/time/weeks.ts'
import { useLanguage } from '../language.tsx'
import { Layout } from '../layout.tsx'
import { Button, LinkButton } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { TextArea } from '../parts/field.tsx'
import { Form, FormActions, type FormValues } from '../parts/form.tsx'
import { Icon } from '../parts/icon.tsx'
import { Notice } from '../parts/notice.tsx'
import { PageHeader } from '../parts/page-header.tsx'
import { Pill } from '../parts/pill.tsx'
import { categoryLook } from './category.ts'
import { ChangeHistory } from './change-history.tsx'
import { SessionForm, type SessionFormProps } from './session-form.tsx'

export type SessionPageProps = {
  session: SessionFacts
  /** What the viewer may do, and what can still be done. */
  can: {
    change: boolean
    cancel: boolean
    reinstate: boolean
    rollCall: boolean
    closeRollCall: boolean
  }
  /** Who has closed its roll call; left out where a form has come back. */
  closure?: Closure | undefined
  /** How many hold a place and how many wait for one; left out where a form has come back. */
  counts?: { booked: number; waiting: number } | undefined
  /** What happened to it; left out where a form has come back. */
  history?: readonly HistoryEntry[]
  values?: FormValues
  problems?: readonly Problem[]
}

export function SessionPage({
  session,
  can,
  counts,
  closure,
  history = [],
  values,
  problems = [],
}: SessionPageProps) {
  const { t, language } = useLanguage()
  const cancelled = session.cancelledAt !== null
  return (
    <Layout title={session.activityName}>
      <PageHeader
        title={session.activityName}
        lead={`${dateAndYearInWords(session.localDate, language)}, ${timesInWords(session.localStart, session.localEnd, language)}`}
        back={{
          href: `/schedule?week=${isoWeekOf(session.localDate)}`,
          label: t('schedule:navigation'),
        }}
      >
        {can.rollCall && (
          <LinkButton kind="primary" icon="list-checks" href={`/sessions/${session.id}/roll-call`}>
            {t('schedule:session.rollCall')}
          </LinkButton>
        )}
        {can.change && (
          <LinkButton icon="pencil" href={`/sessions/${session.id}/edit`}>
            {t('schedule:session.toEdit')}
          </LinkButton>
        )}
      </PageHeader>
      {cancelled && (
        <Notice kind="warning" title={t('schedule:cancellation.cancelled')}>
          <p>{session.cancellationReason}</p>
        </Notice>
      )}
      {cancelled && problems.length > 0 && <CannotReinstate problems={problems} />}
      <Card>
        <SessionFactList
          {...{ session, counts, closure }}
          rollCall={can.rollCall}
          closes={can.closeRollCall}
        />
        {cancelled && can.reinstate && (
          <Form action={`/sessions/${session.id}/cancellation`} method="delete">
            <Button icon="undo-2">{t('schedule:cancellation.undo')}</Button>
          </Form>
        )}
      </Card>
      {!cancelled && can.cancel && <CancellationForm {...{ session, values, problems }} />}
      <ChangeHistory entries={history} />
    </Layout>
  )
}

type FactProps = Pick<SessionPageProps, 'session' | 'counts'> & { rollCall: boolean }
type FactListProps = FactProps & Pick<SessionPageProps, 'closure'> & { closes: boolean }

function SessionFactList({ session, counts, closure, rollCall, closes }: FactListProps) {
  const { t, language } = useLanguage()
  const look = categoryLook[session.category]
  return (
    <dl class="facts">
      <dt>{t('schedule:session.category')}</dt>
      <dd>
        <Pill tone={look.tone} icon={look.icon}>
          {t(look.word)}
        </Pill>
      </dd>
      <dt>{t('schedule:session.time')}</dt>
      <dd class={session.cancelledAt ? 'struck' : undefined}>
        {timesInWords(session.localStart, session.localEnd, language)}
      </dd>
      <dt>{t('schedule:session.location')}</dt>
      <dd>
        {session.locationName ?? t('schedule:session.noLocation')}
        {session.outdoors && (
          <span class="with-icon">
            <Icon name="tree-pine" />
            {t('schedule:session.outdoors')}
          </span>
        )}
      </dd>
      <dt>{t('schedule:session.leader')}</dt>
      <dd>{session.leaderName ?? t('schedule:session.noLeader')}</dd>
      {session.doubleBookedBecause && (
        <>
          <dt>{t('schedule:session.doubled')}</dt>
          <dd>
            <span class="with-icon">
              <Icon name="layers" />
              {session.doubleBookedBecause}
            </span>
          </dd>
        </>
      )}
      <dt>{t('schedule:session.places')}</dt>
      <dd>{session.places ?? t('schedule:session.unlimited')}</dd>
      {counts && (
        <>
          <dt>{t('schedule:booking.who')}</dt>
          <dd>
            <Booked session={session} counts={counts} rollCall={rollCall} />
          </dd>
        </>
      )}
      {counts && closes && (
        <>
          <dt>{t('schedule:session.rollCall')}</dt>
          <dd>
            {closure
              ? t('schedule:session.rollCallClosed', {
                  when: momentInWords(closure.at, session.timeZone, language),
                  name: closure.byName ?? t('attendance:ledger.someone'),
                })
              : t('schedule:session.rollCallOpen')}
            {closure && closure.changed > 0 && <p>{t('attendance:closure.changed')}</p>}
          </dd>
        </>
      )}
      {session.seriesId && (
        <>
          <dt>{t('schedule:session.partOf')}</dt>
          <dd>
            <a href={`/series/${session.seriesId}`}>{session.activityName}</a>
          </dd>
        </>
      )}
      {session.description && (
        <>
          <dt>{t('schedule:session.description')}</dt>
          <dd>{session.description}</dd>
        </>
      )}
    </dl>
  )
}

function Booked({ session, counts, rollCall }: FactProps & { counts: { booked: number; waiting: number } }) {
  const { t } = useLanguage()
  const { booked, waiting } = counts
  const sentence = [
    t('schedule:booking.booked', { count: booked }),
    ...(waiting > 0 ? [t('schedule:booking.waiting', { count: waiting })] : []),
  ].join(', ')
  return rollCall ? <a href={`/sessions/${session.id}/roll-call`}>{sentence}</a> : <>{sentence}</>
}

function CannotReinstate({ problems }: { problems: readonly Problem[] }) {
  const { t } = useLanguage()
  return (
    <Notice kind="problem" title={t('schedule:cancellation.cannotUndo')} live>
      {problems.map(({ text, values }) => (
        <p>{t(text, values)}</p>
      ))}
    </Notice>
  )
}

function CancellationForm({ session, values, problems }: Omit<SessionPageProps, 'can'>) {
  const { t } = useLanguage()
  return (
    <Card title={t('schedule:cancellation.title')} id="cancellation">
      <Form
        action={`/sessions/${session.id}/cancellation`}
        {...{ values, problems }}
        labels={{ reason: t('schedule:cancellation.reason') }}
      >
        <p>{t('schedule:cancellation.lead')}</p>
        <TextArea
          name="reason"
          rows={2}
          label={t('schedule:cancellation.reason')}
          hint={t('schedule:cancellation.reasonHint')}
        />
        <FormActions>
          <Button kind="danger" icon="calendar-x">
            {t('schedule:cancellation.do')}
          </Button>
        </FormActions>
      </Form>
    </Card>
  )
}

export function NewSessionPage(props: SessionFormProps) {
  const { t } = useLanguage()
  return (
    <Layout title={t('schedule:session.new')} width="narrow">
      <PageHeader
        title={t('schedule:session.new')}
        back={{ href: '/schedule', label: t('schedule:navigation') }}
      />
      <Card>
        <SessionForm {...props} />
      </Card>
    </Layout>
  )
}

export function EditSessionPage({
  name,
  ...props
}: SessionFormProps & { name: string; session: NonNullable<SessionFormProps['session']> }) {
  const { t } = useLanguage()
  return (
    <Layout title={t('schedule:session.edit', { name })} width="narrow">
      <PageHeader
        title={t('schedule:session.edit', { name })}
        back={{ href: `/sessions/${props.session.id}`, label: name }}
      />
      <Card>
        <SessionForm {...props} />
      </Card>
    </Layout>
  )
}
