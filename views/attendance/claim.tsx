import { clockOff } from '../../server/attendance/ledger.ts'
import type { KioskClaim } from '../../server/attendance/roll-call.ts'
import { minutesInWords } from '../../server/time/words.ts'
import type { TimeZone } from '../../server/time/zones.ts'
import { useLanguage } from '../language.tsx'
import { Icon } from '../parts/icon.tsx'
import { clockTime } from './status.tsx'

/** What the kiosk says: 'Incheckad 09.52 på plattan', and how wrong its clock was. */
export function Claim({ claim, zone }: { claim: KioskClaim; zone: TimeZone }) {
  const { t, language } = useLanguage()
  const way = claim.way === 'card' || claim.way === 'phone' ? claim.way : 'code'
  return (
    <>
      <span>{t(`attendance:claim.${way}`, { time: clockTime(claim.at, zone, language) })}</span>
      <ClockOff skewSeconds={claim.skewSeconds} />
    </>
  )
}

/** 'Plattans klocka gick 7 min före', where it was wrong by more than two minutes; it is marked and not corrected. */
export function ClockOff({ skewSeconds, class: looks }: { skewSeconds: number | null; class?: string }) {
  const { t, language } = useLanguage()
  const off = clockOff(skewSeconds)
  if (off === undefined) return <></>
  return (
    <span class={looks}>
      <Icon name="triangle-alert" />{' '}
      {t(`attendance:claim.${off.direction}`, { minutes: minutesInWords(off.minutes, language) })}
    </span>
  )
}
