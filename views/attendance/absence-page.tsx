import type { Problem } from '../../server/problem.ts'
import type { LocalDate, LocalTime } from '../../server/time/dates.ts'
import { dateInWords, timesInWords } from '../../server/time/words.ts'
import { useLanguage } from '../language.tsx'
import { Layout } from '../layout.tsx'
import { Button } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { DateField } from '../parts/field.tsx'
import { Form, FormActions, type FormValues } from '../parts/form.tsx'
import { Notice } from '../parts/notice.tsx'
import { PageHeader } from '../parts/page-header.tsx'
import { AbsenceReason } from './absence.tsx'

type Missed = {
  sessionId: string
  name: string
  localDate: LocalDate
  localStart: LocalTime
  localEnd: LocalTime
}

type Props = {
  person: { id: string; firstName: string; lastName: string }
  values: FormValues
  problems: readonly Problem[]
  /** What would be missed, once that has been asked for. */
  sessions?: readonly Missed[]
  /** The bookings were others when they were last looked at. */
  changed?: boolean
}

/** Absence for some days: which sessions it is about is seen before it is told, and it is all of them or none. */
export function AbsencePage({ person, values, problems, sessions, changed }: Props) {
  const { t } = useLanguage()
  const title = t('absence:days.title', { name: `${person.firstName} ${person.lastName}` })
  const labels = {
    from: t('absence:days.from'),
    to: t('absence:days.to'),
    reason: t('absence:reason'),
  }
  const address = `/participants/${person.id}`
  return (
    <Layout title={title}>
      <PageHeader
        title={title}
        lead={t('absence:days.lead')}
        back={{ href: address, label: `${person.firstName} ${person.lastName}` }}
      />
      {changed && (
        <Notice kind="warning" live>
          <p>{t('absence:days.changed')}</p>
        </Notice>
      )}
      <Card>
        <Form action={`${address}/absence-previews`} {...{ values, problems, labels }}>
          <div class="fields-row">
            <DateField name="from" label={labels.from} />
            <DateField name="to" label={labels.to} />
          </div>
          <AbsenceReason />
          <FormActions>
            <Button kind={sessions ? 'plain' : 'primary'} icon="search">
              {t('absence:days.preview')}
            </Button>
          </FormActions>
        </Form>
      </Card>
      {sessions && <Preview {...{ person, values, sessions }} />}
    </Layout>
  )
}

function Preview({
  person,
  values,
  sessions,
}: Pick<Props, 'person' | 'values'> & { sessions: readonly Missed[] }) {
  const { t, language } = useLanguage()
  return (
    <Card title={t('absence:days.which', { count: sessions.length })} id="preview">
      <p>{t('absence:keepsPlace')}</p>
      <ul class="list">
        {sessions.map(({ name, localDate, localStart, localEnd }) => (
          <li class="list-row">
            <p>
              <strong>{name}</strong>, {dateInWords(localDate, language)}{' '}
              {timesInWords(localStart, localEnd, language)}
            </p>
          </li>
        ))}
      </ul>
      <Form action={`/participants/${person.id}/absences`}>
        {(['from', 'to', 'reason'] as const).map((name) => (
          <input type="hidden" name={name} value={String(values[name] ?? '')} />
        ))}
        {sessions.map(({ sessionId }) => (
          <input type="hidden" name="session_ids" value={sessionId} />
        ))}
        <FormActions>
          <Button kind="primary" icon="check">
            {t('absence:days.confirm')}
          </Button>
        </FormActions>
      </Form>
    </Card>
  )
}
