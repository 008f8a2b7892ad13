import type { Child } from 'hono/jsx'
import type { Problem } from '../../server/problem.ts'
import type { SessionFacts } from '../../server/schedule/queries.ts'
import { momentInWords, timesInWords } from '../../server/time/words.ts'
import { useLanguage } from '../language.tsx'
import { Layout } from '../layout.tsx'
import { Button, LinkButton } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { DateField, Field, RadioGroup, TimeField } from '../parts/field.tsx'
import { Form, FormActions, type FormValues } from '../parts/form.tsx'
import { Notice } from '../parts/notice.tsx'
import { PageHeader } from '../parts/page-header.tsx'
import { clockInWords, sessionInWords, settledInWords, whoseInWords, type Unclear } from './unclear-words.tsx'

export type UnclearForm = {
  item: Unclear
  people: readonly { id: string; firstName: string; lastName: string }[]
  /** How many are shown when more fit. */
  most?: number
  sessions: readonly SessionFacts[]
  values?: FormValues
  problems?: readonly Problem[]
  /** Somebody has looked for a name. */
  searched?: boolean
  dismissal?: { values: FormValues; problems: readonly Problem[] }
  /** Somebody else has settled it, or changed the presence, meanwhile. */
  conflict?: 'settled' | 'changed'
  mayAssign: boolean
  mayDismiss: boolean
  timeZone: string
}

/** One unclear check-in: what is known of it, and where it belongs. */
export function UnclearPage(page: UnclearForm) {
  const { t, language } = useLanguage()
  const { item, conflict, mayAssign, mayDismiss, timeZone } = page
  const title = `${t(`attendance:unclear.kind.${item.kind}`)} ${momentInWords(item.occurredAt, timeZone, language)}`
  const open = item.settledAt === null
  return (
    <Layout title={title} width="narrow">
      <PageHeader
        title={title}
        lead={whoseInWords(item, t)}
        back={{ href: '/unclear-check-ins', label: t('attendance:unclear.title') }}
      />
      {conflict && (
        <Notice kind="warning" title={t('attendance:conflict.title')} live>
          <p>
            {conflict === 'settled'
              ? t('attendance:unclear.settledMeanwhile')
              : t('attendance:unclear.changedMeanwhile')}
          </p>
        </Notice>
      )}
      <Facts {...page} />
      {open && item.hidden && (
        <Notice>
          <p>{t('attendance:unclear.notYours')}</p>
        </Notice>
      )}
      {open && mayAssign && <Assignment {...page} />}
      {open && mayDismiss && <Dismissal {...page} />}
    </Layout>
  )
}

function Facts({ item, timeZone }: UnclearForm) {
  const { t, language } = useLanguage()
  const moment = (at: Unclear['occurredAt']) => momentInWords(at, timeZone, language)
  const clock = clockInWords(item, language, t)
  const [onDevice, received] = [moment(item.occurredAt), moment(item.receivedAt)]
  return (
    <Card title={t(`attendance:unclear.why.${item.problem}`)}>
      <dl class="facts">
        <Fact label={t('attendance:unclear.onDevice')}>{onDevice}</Fact>
        {received !== onDevice && <Fact label={t('attendance:unclear.cameIn')}>{received}</Fact>}
        {clock !== undefined && <Fact label={t('attendance:unclear.clock')}>{clock}</Fact>}
        <Fact label={t('attendance:unclear.tablet')}>
          {item.kioskName ?? t('attendance:ledger.kioskUnnamed')}
          {item.way && ` · ${t(`access:kiosks.way.${item.way}`)}`}
        </Fact>
        <Fact label={t('attendance:unclear.whose')}>{whoseInWords(item, t)}</Fact>
        {item.session && (
          <Fact label={t('attendance:unclear.session')}>{sessionInWords(item.session, language)}</Fact>
        )}
        {item.settledAt && (
          <Fact label={t('attendance:unclear.outcome')}>{settledInWords(item, timeZone, language, t)}</Fact>
        )}
      </dl>
    </Card>
  )
}

/** One form: looking for a name or another day keeps whatever else has been chosen. */
function Assignment({ item, people, most, sessions, values, problems, searched }: UnclearForm) {
  const { t, language } = useLanguage()
  const path = `/unclear-check-ins/${item.id}`
  const labels = {
    kind: t('attendance:unclear.act'),
    name: t('attendance:unclear.name'),
    participant_id: t('attendance:unclear.person'),
    date: t('attendance:unclear.date'),
    session_id: t('attendance:unclear.session'),
    time: t('attendance:unclear.time'),
  }
  return (
    <Card title={t('attendance:unclear.assign')}>
      <p class="soft">{t('attendance:unclear.assignLead')}</p>
      <Form action={`${path}/assignment`} {...{ values, problems, labels }}>
        {item.kind === 'unreadable' && (
          <RadioGroup
            name="kind"
            label={labels.kind}
            inline
            options={(['check_in', 'departure'] as const).map((value) => ({
              value,
              label: t(`attendance:unclear.kind.${value}`),
            }))}
          />
        )}
        <Field
          name="name"
          label={labels.name}
          hint={t('attendance:unclear.nameHint')}
          optional
          maxlength={80}
          autocomplete="off"
        />
        <DateField name="date" label={labels.date} />
        <div>
          <Button icon="search" formaction={`${path}/searches`}>
            {t('attendance:unclear.search')}
          </Button>
        </div>
        <div role="status">
          {searched && people.length === 0 && <p>{t('attendance:unclear.nobody')}</p>}
          {most !== undefined && <p class="soft">{t('attendance:dropIn.many', { max: most })}</p>}
        </div>
        {people.length > 0 ? (
          <RadioGroup
            name="participant_id"
            label={labels.participant_id}
            options={people.map(({ id, firstName, lastName }) => ({
              value: id,
              label: `${firstName} ${lastName}`,
            }))}
          />
        ) : (
          <p class="soft" id="participant_id">
            {t('attendance:unclear.searchFirst')}
          </p>
        )}
        {sessions.length > 0 ? (
          <RadioGroup
            name="session_id"
            label={labels.session_id}
            options={sessions.map((session) => ({
              value: session.id,
              label: `${session.activityName} ${timesInWords(session.localStart, session.localEnd, language)}`,
              hint: session.cancelledAt
                ? t('attendance:unclear.cancelled')
                : (session.locationName ?? undefined),
            }))}
          />
        ) : (
          <p class="soft" id="session_id">
            {t('attendance:unclear.noSessions')}
          </p>
        )}
        <TimeField name="time" label={labels.time} hint={t('attendance:unclear.timeHint')} step={60} />
        <FormActions>
          <Button kind="primary" icon="check">
            {t('attendance:unclear.doAssign')}
          </Button>
          <LinkButton kind="quiet" href="/unclear-check-ins">
            {t('common:cancel')}
          </LinkButton>
        </FormActions>
      </Form>
    </Card>
  )
}

function Dismissal({ item, dismissal }: UnclearForm) {
  const { t } = useLanguage()
  const labels = { reason: t('attendance:unclear.reason') }
  return (
    <Card title={t('attendance:unclear.dismiss')}>
      <p class="soft">{t('attendance:unclear.dismissLead')}</p>
      <Form
        action={`/unclear-check-ins/${item.id}/dismissal`}
        prefix="dismissal"
        labels={labels}
        {...dismissal}
      >
        <Field
          name="reason"
          label={labels.reason}
          hint={t('attendance:unclear.reasonHint')}
          maxlength={200}
          autocomplete="off"
        />
        <FormActions>
          <Button kind="danger" icon="x">
            {t('attendance:unclear.doDismiss')}
          </Button>
        </FormActions>
      </Form>
    </Card>
  )
}

const Fact = ({ label, children }: { label: string; children?: Child }) => (
  <>
    <dt>{label}</dt>
    <dd>{children}</dd>
  </>
)
