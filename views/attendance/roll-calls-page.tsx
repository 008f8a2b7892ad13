import type { OpenRollCall } from '../../server/attendance/roll-call-closing-queries.ts'
import type { LocalDate } from '../../server/time/dates.ts'
import { dateInWords, timesInWords } from '../../server/time/words.ts'
import { useLanguage } from '../language.tsx'
import { Layout } from '../layout.tsx'
import { Card } from '../parts/card.tsx'
import { EmptyState } from '../parts/empty-state.tsx'
import { PageHeader } from '../parts/page-header.tsx'

type Props = {
  /** The reader sees those that they lead and those that nobody leads. */
  own: boolean
  today: readonly OpenRollCall[]
  /** The latest day first. */
  earlier: readonly { date: LocalDate; rollCalls: readonly OpenRollCall[] }[]
}

/** The sessions that have begun and whose roll call nobody has closed, or a tablet has changed since. */
export function RollCallsPage({ own, today, earlier }: Props) {
  const { t, language } = useLanguage()
  const none = today.length === 0 && earlier.length === 0
  return (
    <Layout title={t('attendance:rollCalls.title')}>
      <PageHeader
        title={t('attendance:rollCalls.title')}
        lead={t(own ? 'attendance:rollCalls.leadOwn' : 'attendance:rollCalls.lead')}
      />
      {none && (
        <EmptyState
          icon="clipboard-check"
          title={t(own ? 'attendance:rollCalls.noneOwn' : 'attendance:rollCalls.none')}
          text={t(own ? 'attendance:rollCalls.noneOwnText' : 'attendance:rollCalls.noneText')}
        />
      )}
      {today.length > 0 && <Day title={t('attendance:rollCalls.today')} rollCalls={today} />}
      {earlier.map(({ date, rollCalls }) => (
        <Day title={dateInWords(date, language)} rollCalls={rollCalls} />
      ))}
    </Layout>
  )
}

function Day({ title, rollCalls }: { title: string; rollCalls: readonly OpenRollCall[] }) {
  return (
    <Card title={title}>
      <ul class="list">
        {rollCalls.map((rollCall) => (
          <Line {...rollCall} />
        ))}
      </ul>
    </Card>
  )
}

function Line({ id, activityName, localStart, localEnd, ...rollCall }: OpenRollCall) {
  const { t, language } = useLanguage()
  const { people, unknown, headsOnly, changed, locationName, leaderName } = rollCall
  const filledIn =
    unknown === 0
      ? t('attendance:rollCalls.allFilledIn')
      : t('attendance:rollCalls.unknown', { count: unknown })
  const what = changed
    ? [t('attendance:closure.changed')]
    : headsOnly
      ? [t('attendance:rollCalls.headsOnly')]
      : [t('attendance:rollCalls.people', { count: people }), filledIn]
  return (
    <li class="notice-line">
      <p>
        <a
          href={`/sessions/${id}/roll-call`}
        >{`${timesInWords(localStart, localEnd, language)} ${activityName}`}</a>
        <span class="soft">{[locationName, leaderName].map((word) => word && ` · ${word}`)}</span>
      </p>
      <p>{what.join(', ')}</p>
    </li>
  )
}
