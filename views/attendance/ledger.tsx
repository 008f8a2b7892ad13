import { cameLate, type LedgerEvent } from '../../server/attendance/ledger.ts'
import type { Language, Translate } from '../../server/language/text.ts'
import type { Minutes } from '../../server/time/dates.ts'
import { minutesInWords, momentInWords } from '../../server/time/words.ts'
import type { TimeZone } from '../../server/time/zones.ts'
import { useLanguage } from '../language.tsx'
import { ClockOff } from './claim.tsx'
import { clockTime } from './status.tsx'

/** Who said what and when, the latest first. */
export function Ledger({ events, zone }: { events: readonly LedgerEvent[]; zone: TimeZone }) {
  const { t, language } = useLanguage()
  if (events.length === 0) return <p class="soft">{t('attendance:ledger.empty')}</p>
  return (
    <ol class="ledger">
      {events.map((event) => (
        <li>
          <p>
            <strong>{whatHappened(event, zone, language, t)}</strong>
          </p>
          {event.reason && event.kind !== 'absence' && (
            <p>{t('attendance:ledger.reason', { reason: event.reason })}</p>
          )}
          <p class="soft">
            {[whoSaid(event, t), byWhichWay(event, t), momentInWords(event.receivedAt, zone, language)]
              .filter(Boolean)
              .join(' · ')}
          </p>
          <ClockOff skewSeconds={event.skewSeconds} class="ledger-late" />
          {(event.source === 'kiosk' || event.source === 'participant') && cameLate(event) && (
            <p class="ledger-late">
              {t('attendance:ledger.received', {
                time: momentInWords(event.receivedAt, zone, language),
                device: momentInWords(event.occurredAt, zone, language),
              })}
            </p>
          )}
        </li>
      ))}
    </ol>
  )
}

/** One line of the ledger as a sentence without its subject: 'Satte närvaron till Frånvarande'. */
export function whatHappened(event: LedgerEvent, zone: TimeZone, language: Language, t: Translate): string {
  const time = clockTime(event.occurredAt, zone, language)
  const byStaff = event.source === 'staff'
  if (event.kind === 'check_in')
    return t(byStaff ? 'attendance:ledger.staffCheckIn' : 'attendance:ledger.check_in', { time })
  if (event.kind === 'departure')
    return t(byStaff ? 'attendance:ledger.staffDeparture' : 'attendance:ledger.departure', { time })
  if (event.kind === 'closing') return t('attendance:ledger.closing', { time })
  if (event.kind === 'mark')
    return t('attendance:ledger.mark', { status: t(`attendance:status.${event.status ?? 'unknown'}`) })
  if (event.kind === 'absence') return t('absence:ledger.told')
  if (event.kind === 'withdrawal' && event.source !== 'kiosk') return t('absence:ledger.takenBack')
  if (event.kind === 'withdrawal') return t('attendance:ledger.undone')
  if (event.kind === 'confirmation')
    return t('attendance:ledger.confirmation', {
      status: t(`attendance:status.${event.status ?? 'unknown'}`),
    })
  if (event.minutes === null) return t('attendance:ledger.withdrawal')
  return t('attendance:ledger.correction', { minutes: minutesInWords(event.minutes as Minutes, language) })
}

export function whoSaid(event: LedgerEvent, t: Translate): string {
  if (event.source === 'staff') return event.staffName ?? t('attendance:ledger.someone')
  if (event.source === 'system') return t('attendance:ledger.system')
  if (event.source === 'participant') return t('absence:ledger.participant')
  return event.kioskName === null
    ? t('attendance:ledger.kioskUnnamed')
    : t('attendance:ledger.kiosk', { name: event.kioskName })
}

const ways = {
  code: 'attendance:ledger.byCode',
  card: 'attendance:ledger.byCard',
  phone: 'attendance:ledger.byPhone',
} as const

const byWhichWay = ({ way }: LedgerEvent, t: Translate): string =>
  way === null || way === 'guest' ? '' : t(ways[way])
