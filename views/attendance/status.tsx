import type { Temporal } from 'temporal-polyfill'
import type { Language, Translate } from '../../server/language/text.ts'
import type { Presence } from '../../server/attendance/roll-call.ts'
import type { AttendanceStatus } from '../../server/attendance/words.ts'
import { timeInWords } from '../../server/time/words.ts'
import { localTimeOf, type TimeZone } from '../../server/time/zones.ts'
import { useLanguage } from '../language.tsx'
import type { IconName } from '../parts/icon.tsx'
import { Pill, type Tone } from '../parts/pill.tsx'

/** Each status by picture and colour, and always with its word. */
export const statusLooks: Record<AttendanceStatus, { tone: Tone; icon: IconName }> = {
  present: { tone: 'moss', icon: 'check' },
  late: { tone: 'cloudberry', icon: 'clock' },
  left_early: { tone: 'cloudberry', icon: 'door-open' },
  excused: { tone: 'heather', icon: 'mail' },
  absent: { tone: 'stone', icon: 'x' },
  unknown: { tone: 'stone', icon: 'circle-help' },
}

export function StatusPill({ status }: { status: AttendanceStatus }) {
  const { t } = useLanguage()
  return <Pill {...statusLooks[status]}>{t(`attendance:status.${status}`)}</Pill>
}

export function clockTime(moment: Temporal.Instant, zone: TimeZone, language: Language): string {
  return timeInWords(localTimeOf(moment, zone), language)
}

/** '09.28–10.30', '09.28–' while somebody is here. */
export function timesOf(
  { checkedInAt, checkedOutAt }: Pick<Presence, 'checkedInAt' | 'checkedOutAt'>,
  zone: TimeZone,
  language: Language,
  t: Translate,
): string {
  const from = checkedInAt && clockTime(checkedInAt, zone, language)
  const to = checkedOutAt && clockTime(checkedOutAt, zone, language)
  if (from && to) return t('attendance:rollCall.inOut', { from, to })
  if (from) return t('attendance:rollCall.since', { time: from })
  return to ? t('attendance:rollCall.until', { time: to }) : ''
}
