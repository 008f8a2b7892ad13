import { momentInWords } from '../../server/time/words.ts'
import { useLanguage } from '../language.tsx'
import { Layout } from '../layout.tsx'
import { LinkButton } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { EmptyState } from '../parts/empty-state.tsx'
import { PageHeader } from '../parts/page-header.tsx'
import { Pill } from '../parts/pill.tsx'
import { clockInWords, settledInWords, whoseInWords, type Unclear } from './unclear-words.tsx'

/** What the tablets reported and nobody could place by itself: what waits first, then what has been settled lately. */
export function UnclearListPage(props: {
  open: readonly Unclear[]
  settled: readonly Unclear[]
  timeZone: string
}) {
  const { t } = useLanguage()
  const { open, settled, timeZone } = props
  return (
    <Layout title={t('attendance:unclear.title')}>
      <PageHeader title={t('attendance:unclear.title')} lead={t('attendance:unclear.lead')} />
      {open.length === 0 ? (
        <EmptyState
          icon="clipboard-check"
          title={t('attendance:unclear.none')}
          text={t('attendance:unclear.noneText')}
        />
      ) : (
        <Card title={t('attendance:unclear.waiting')}>
          <ul class="list">
            {open.map((item) => (
              <Row item={item} timeZone={timeZone} />
            ))}
          </ul>
        </Card>
      )}
      {settled.length > 0 && (
        <Card title={t('attendance:unclear.settled')}>
          <ul class="list">
            {settled.map((item) => (
              <Row item={item} timeZone={timeZone} />
            ))}
          </ul>
        </Card>
      )}
    </Layout>
  )
}

function Row({ item, timeZone }: { item: Unclear; timeZone: string }) {
  const { t, language } = useLanguage()
  const when = momentInWords(item.occurredAt, timeZone, language)
  const received = momentInWords(item.receivedAt, timeZone, language)
  return (
    <li class="list-row" id={`unclear-${item.id}`}>
      <div>
        <p>
          <strong>{`${t(`attendance:unclear.kind.${item.kind}`)} ${when}`}</strong>
          <span class="soft"> · {whoseInWords(item, t)}</span>
        </p>
        <p>
          {item.settledAt === null
            ? t(`attendance:unclear.why.${item.problem}`)
            : settledInWords(item, timeZone, language, t)}
        </p>
        <p class="soft">
          {[
            item.kioskName
              ? t('attendance:ledger.kiosk', { name: item.kioskName })
              : t('attendance:ledger.kioskUnnamed'),
            received !== when && t('attendance:unclear.received', { when: received }),
            item.problem === 'clock' && clockInWords(item, language, t),
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
      </div>
      {item.settledAt === null ? (
        <LinkButton small href={`/unclear-check-ins/${item.id}`}>
          {t('attendance:unclear.settle')}
          <span class="unseen"> {when}</span>
        </LinkButton>
      ) : (
        <Pill icon={item.settlement === 'assigned' ? 'circle-check' : 'x'}>
          {t(`attendance:unclear.settlement.${item.settlement ?? 'dismissed'}`)}
        </Pill>
      )}
    </li>
  )
}
