import { fc } from '../properties.ts'
import { Temporal } from 'temporal-polyfill'
import type { Draft, StandingSession } from '../../server/schedule/change.ts'
import { newSession } from '../../server/schedule/draft.ts'
import { sessionSpan } from '../../server/schedule/session-times.ts'
import { addDays, localDate, localTime, timeAtMinute } from '../../server/time/dates.ts'

/** For tests of rules: sessions as they stand, without a database. */
export const stockholm = 'Europe/Stockholm'
/** Tuesday 17 March 2026, 12 weeks into the year, twelve days before the clocks change. */
export const tuesdayAtNoon = Temporal.Instant.from('2026-03-17T12:00:00+01:00')
export const byKarin = { by: 'karin', at: tuesdayAtNoon }

export const counted = () => {
  let count = 0
  return () => `new-${(count += 1)}`
}

/** Yoga on Wednesday 18 March at 09:30 with Leif in Salen, unless said otherwise. */
export function standing(
  id: string,
  changes: Partial<StandingSession> & { date?: string; start?: string; minutes?: number } = {},
): StandingSession {
  const { date = '2026-03-18', start = '09:30', minutes = 60, ...rest } = changes
  const time = { date: localDate(date), startTime: localTime(start), minutes }
  return {
    ...newSession({
      activityId: 'yoga',
      ...sessionSpan(time, stockholm),
      localDate: time.date,
      localStart: time.startTime,
      timeZone: stockholm,
      locationId: 'salen',
      leaderId: 'leif',
      places: 12,
    }),
    id,
    version: 1,
    attended: false,
    booked: 0,
    ...rest,
  }
}

const perhaps = <Value>(value: Value) =>
  fc.oneof({ weight: 5, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: fc.constant(value) })

/** Any session of six weeks around that Tuesday: begun, attended, cancelled, removed, a talk, of a series. */
export const anySession = fc
  .record({
    day: fc.integer({ min: -16, max: 26 }),
    slot: fc.integer({ min: 16, max: 44 }),
    minutes: fc.constantFrom(30, 60, 90, 720),
    activityId: fc.constantFrom('yoga', 'chiball', 'gone'),
    leaderId: fc.constantFrom('leif', 'lena', 'left', null),
    locationId: fc.constantFrom('salen', 'köket', null),
    attended: perhaps(true).map((one) => one ?? false),
    cancelled: perhaps(true),
    removed: perhaps(true),
    talk: perhaps('enrolment'),
    series: fc.constantFrom('series', null, null),
  })
  .map(({ day, slot, cancelled, removed, talk, series, ...rest }) => {
    const at = Temporal.Instant.from('2026-03-01T12:00Z')
    const date = addDays(localDate('2026-03-17'), day)
    return standing('', {
      ...rest,
      date,
      start: timeAtMinute(slot * 30),
      seriesId: series,
      seriesDate: series && date,
      talkEnrolmentId: talk,
      ...(cancelled || removed
        ? { cancelledAt: at, cancelledBy: 'karin', cancellationReason: 'Ledaren är sjuk' }
        : {}),
      removedAt: removed ? at : null,
    })
  })

export const anySchedule = fc
  .array(anySession, { maxLength: 25 })
  .map((sessions) => sessions.map((session, index) => ({ ...session, id: `s${index}` })))

/** The schedule as it would stand once the draft is saved. */
export function afterwards(sessions: readonly StandingSession[], draft: Draft): StandingSession[] {
  const changed = new Map(draft.sessions.map((line) => [line.id, line]))
  const kept = sessions.map((session) => {
    const line = changed.get(session.id)
    return line ? { ...session, ...line.after, version: session.version + 1 } : session
  })
  const made = draft.sessions
    .filter(({ before }) => before === null)
    .map(({ id, after }) => ({ ...after, id, version: 1, attended: false, booked: 0 }))
  return [...kept, ...made]
}

/** What each changed session says apart from the named facts; the same before and after. */
export function untouchedFacts(draft: Draft, facts: readonly string[]) {
  const without = (state: object) =>
    Object.fromEntries(Object.entries(state).filter(([key]) => !facts.includes(key)))
  return draft.sessions.map(({ before, after }) => ({
    before: JSON.stringify(without(before ?? {})),
    after: JSON.stringify(without(after)),
  }))
}
