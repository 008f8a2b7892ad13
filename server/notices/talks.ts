import { daysBetween, type LocalDate } from '../time/dates.ts'

/** What decides how long a participant may go without a one-to-one talk. */
export type TalkPace = {
  startsOn: LocalDate
  lastTalkOn: LocalDate | null
  /** The programme's limit. */
  talkLimitDays: number
  /** How often a talk is meant; without a number none is. */
  talkEveryWeeks: number | null
}

/** The programme's limit, or the enrolment's own pace where that is slower. */
export function talkLimit({ talkLimitDays, talkEveryWeeks }: TalkPace): number {
  return Math.max(talkLimitDays, (talkEveryWeeks ?? 0) * 7)
}

/** Whether the latest talk, or the first day when there was none, lies further back than the limit. */
export function isWithoutTalk(pace: TalkPace, today: LocalDate): boolean {
  if (pace.talkEveryWeeks === null) return false
  return daysBetween(pace.lastTalkOn ?? pace.startsOn, today) > talkLimit(pace)
}
