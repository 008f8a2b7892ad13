import type { Temporal } from 'temporal-polyfill'
import { momentInWords } from '../../server/time/words.ts'
import { useLanguage } from '../language.tsx'
import { Layout } from '../layout.tsx'
import { Button } from '../parts/button.tsx'
import { EmptyState } from '../parts/empty-state.tsx'
import { DateField, Select } from '../parts/field.tsx'
import { Form } from '../parts/form.tsx'
import { Notice } from '../parts/notice.tsx'
import { PageHeader } from '../parts/page-header.tsx'
import { Cell, Table } from '../parts/table.tsx'

type Entry = {
  at: Temporal.Instant
  act: 'read' | 'change'
  what: string
  staffName: string | null
  participantId: string | null
  firstName: string | null
  lastName: string | null
}
type Props = {
  entries: readonly Entry[]
  staff: readonly { id: string; name: string }[]
  person: { id: string; firstName: string; lastName: string } | undefined
  chosen: { day: string; staff: string }
  most: number
  timeZone: string
}

const known = [
  'participantPage',
  'participantList',
  'participant',
  'enrolment',
  'stage',
  'code',
  'card',
  'cards',
  'feed',
  'consent',
  'exit',
  'rollCall',
  'house',
  'attendance',
  'absence',
  'absenceReason',
  'booking',
  'hours',
  'reportedHours',
  'excusedWeek',
  'unclearCheckIn',
] as const

/** Who has read and changed what, for whoever reviews it. */
export function AccessLogPage({ entries, staff, person, chosen, most, timeZone }: Props) {
  const { t, language } = useLanguage()
  const columns = [
    t('access:log.when'),
    t('access:log.who'),
    t('access:log.act'),
    t('access:log.whom'),
  ] as const
  const inWords = (what: string) => {
    const word = known.find((one) => one === what)
    return word ? t(`access:log.what.${word}`) : what
  }
  return (
    <Layout title={t('access:log.title')}>
      <PageHeader
        title={t('access:log.title')}
        lead={t('access:log.lead')}
        back={{ href: '/organisation', label: t('organisation:title') }}
      />
      <Form action="/access-log" method="get" class="bar" values={chosen}>
        {person && <input type="hidden" name="participant" value={person.id} />}
        <DateField name="day" label={t('access:log.day')} required={false} />
        <Select
          name="staff"
          label={t('access:log.staff')}
          empty={t('access:log.anybody')}
          options={staff.map(({ id, name }) => ({ value: id, label: name }))}
          size="medium"
          required={false}
        />
        <Button icon="search">{t('access:log.show')}</Button>
      </Form>
      {person && (
        <Notice>
          <p>
            {t('access:log.onlyOne', { name: `${person.firstName} ${person.lastName}` })}{' '}
            <a href="/access-log">{t('access:log.all')}</a>
          </p>
        </Notice>
      )}
      {entries.length === 0 ? (
        <EmptyState icon="history" title={t('access:log.none')} />
      ) : (
        <Table
          class="log"
          caption={t('access:log.caption')}
          captionUnseen
          columns={columns.map((label) => ({ label }))}
        >
          {entries.map((entry) => (
            <tr>
              <Cell heading>{momentInWords(entry.at, timeZone, language)}</Cell>
              <Cell label={columns[1]}>{entry.staffName ?? t('access:log.system')}</Cell>
              <Cell label={columns[2]}>
                {t(entry.act === 'read' ? 'access:log.reads' : 'access:log.changes')} {inWords(entry.what)}
              </Cell>
              <Cell label={columns[3]}>
                {entry.participantId ? (
                  <a href={`/access-log?participant=${entry.participantId}`}>
                    {entry.firstName} {entry.lastName}
                  </a>
                ) : (
                  '–'
                )}
              </Cell>
            </tr>
          ))}
        </Table>
      )}
      {entries.length === most && <p class="soft">{t('access:log.more', { count: most })}</p>}
    </Layout>
  )
}
