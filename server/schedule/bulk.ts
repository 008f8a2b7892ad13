import { createHash } from 'node:crypto'
import type { LocalDate, LocalTime } from '../time/dates.ts'
import { previewInWords, type Reader } from './change-words.ts'
import { isTalkOfOthers, type Draft, type Line, type SessionState } from './change.ts'

/** What the people who plan the week call things by. */
export type Names = Record<'activities' | 'locations' | 'leaders', ReadonlyMap<string, string>>

/** A session that a change is about, as a list names it. */
export type ListedSession = {
  id: string
  date: LocalDate
  start: LocalTime
  end: LocalTime
  /** Null is somebody else's talk: that there is one is all that is told. */
  name: string | null
  location: string | undefined
  leader: string | undefined
  /** What happens to it. */
  happens: string
}

export function listed(draft: Draft, names: Names, reader: Reader): ListedSession[] {
  const isHidden = (state: SessionState) => isTalkOfOthers(state, reader.id)
  return draft.sessions
    .toSorted((a, b) => a.after.startsAt.epochMilliseconds - b.after.startsAt.epochMilliseconds)
    .map(({ after, ...line }) => ({
      id: line.id,
      date: after.localDate,
      start: after.localStart,
      end: after.localEnd,
      name: isHidden(after) ? null : (names.activities.get(after.activityId) ?? ''),
      location:
        after.locationId === null || isHidden(after) ? undefined : names.locations.get(after.locationId),
      leader: after.leaderId === null ? undefined : names.leaders.get(after.leaderId),
      happens: previewInWords({ ...line, after }, { ...names, staff: names.leaders }, reader),
    }))
}

/** Two drafts with the same mark do the same to the same rows: whoever said yes to one has said yes to the other. */
export function markOf({ sessions, series }: Draft): string {
  const changed = [...sessions, ...series].filter(({ before }) => before !== null)
  const rows = [
    ...changed.map(({ id, version }) => `${id} ${version}`),
    ...sessions.filter(({ before }) => before === null).map(plannedMark),
  ]
  return createHash('sha256').update(rows.toSorted().join('\n')).digest('base64url').slice(0, 22)
}

const plannedMark = ({ after }: Line<SessionState>): string =>
  [after.activityId, after.startsAt, after.endsAt, after.locationId, after.leaderId].join(' ')
