import type { UnclearCheckIn } from '../../server/attendance/unclear-queries.ts'
import type { Language, Translate } from '../../server/language/text.ts'
import type { Minutes } from '../../server/time/dates.ts'
import { dateInWords, minutesInWords, momentInWords, timesInWords } from '../../server/time/words.ts'

/** An unclear check-in as one viewer may see it. */
export type Unclear = UnclearCheckIn & {
  /** Whose it is, is known, and not for this viewer. */
  hidden: boolean
}

/** Whose it is, as far as the viewer may know. */
export function whoseInWords({ person, hidden }: Unclear, t: Translate): string {
  if (hidden) return t('attendance:rollCall.protected')
  return person ? `${person.firstName} ${person.lastName}` : t('attendance:unclear.unknown')
}

/** 'Yoga, tisdag 17 mars 09.30–10.30' */
export function sessionInWords(session: NonNullable<Unclear['session']>, language: Language): string {
  const { activityName, localDate, localStart, localEnd } = session
  const when = `${dateInWords(localDate, language)} ${timesInWords(localStart, localEnd, language)}`
  return activityName === '' ? when : `${activityName}, ${when}`
}

/** How far the tablet's clock was off, where that was more than two minutes. */
export function clockInWords({ skewSeconds }: Unclear, language: Language, t: Translate): string | undefined {
  const minutes = Math.round(Math.abs(skewSeconds ?? 0) / 60)
  if (skewSeconds === null || minutes <= 2) return undefined
  const time = minutesInWords(minutes as Minutes, language)
  return t(skewSeconds > 0 ? 'attendance:unclear.ahead' : 'attendance:unclear.behind', { time })
}

/** Who settled it, when, and where it went or why it did not; without a name it settled itself. */
export function settledInWords(item: Unclear, timeZone: string, language: Language, t: Translate): string {
  const { settledByName: name, settledAt } = item
  const when = settledAt ? momentInWords(settledAt, timeZone, language) : ''
  const session = item.session ? sessionInWords(item.session, language) : ''
  if (item.settlement === 'assigned')
    return name === null
      ? t('attendance:unclear.foundByItself', { when, session })
      : t('attendance:unclear.wasAssigned', { name, when, session })
  return name === null
    ? t('attendance:unclear.takenBack', { when })
    : t('attendance:unclear.wasDismissed', { name, when, reason: item.reason ?? '' })
}
