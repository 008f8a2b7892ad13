import type { UnclearCheckIn } from '../../server/attendance/unclear-queries.ts'
import type { Language, Translate } from '../../server/language/text.ts'
import { dateInWords, momentInWords, timesInWords } from '../../server/time/words.ts'

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

/** Who settled it, when, and where it went or why it did not. */
export function settledInWords(item: Unclear, timeZone: string, language: Language, t: Translate): string {
  const values = {
    name: item.settledByName ?? t('attendance:ledger.someone'),
    when: item.settledAt ? momentInWords(item.settledAt, timeZone, language) : '',
  }
  return item.settlement === 'assigned'
    ? t('attendance:unclear.wasAssigned', {
        ...values,
        session: item.session ? sessionInWords(item.session, language) : '',
      })
    : t('attendance:unclear.wasDismissed', { ...values, reason: item.reason ?? '' })
}
