import { eq } from 'drizzle-orm'
import type { Temporal } from 'temporal-polyfill'
import type { Tx } from '../../db/client.ts'
import { series, session } from '../../db/schema/index.ts'
import {
  changeAt,
  heldSession,
  newId,
  saveChange,
  standingSeries,
  standingSessions,
  type Deed,
} from '../../server/schedule/change-queries.ts'
import { clashesOf } from '../../server/schedule/clash-queries.ts'
import { undoChange } from '../../server/schedule/undo-queries.ts'
import { mayBeTouched, type SessionState, type StandingSession } from '../../server/schedule/change.ts'
import { cancelled, changedLine, newSession, plannedLine, stateOf } from '../../server/schedule/draft.ts'
import { draftOfSeriesEdit } from '../../server/schedule/series-edit.ts'
import { sessionSpan } from '../../server/schedule/session-times.ts'
import {
  localTime,
  weekdayOf,
  type LocalDate,
  type LocalTime,
  type Weekday,
} from '../../server/time/dates.ts'
import { addWeeks, dateIn, isoWeekOf, mondayOf, type IsoWeek } from '../../server/time/weeks.ts'
import { instantAt, type TimeZone } from '../../server/time/zones.ts'
import type { DemoSession } from './presence.ts'
import { cancellations, laterWalks, type PlaceName } from './story.ts'

/** Everything that the changes are about, and who makes them when. */
export type House = {
  sessions: readonly DemoSession[]
  rooms: Record<PlaceName, string>
  staff: Record<'karin' | 'leif' | 'nadia' | 'johan', string>
  /** Talks that are still to be booked, all in one go. */
  toBook: { activityId: string; talks: readonly DemoSession[] }
  week: IsoWeek
  now: Temporal.Instant
  zone: TimeZone
}

type Told = Pick<Deed, 'kind' | 'reason'> & { by: string; at: Temporal.Instant }

/** One session by what it is and when it was planned: so many weeks from this one. */
function sessionIn({ sessions, week }: House, activity: string, weeks: number, weekday?: Weekday) {
  return sessions.find(
    ({ line, localDate }) =>
      line.activity === activity &&
      isoWeekOf(localDate) === addWeeks(week, weeks) &&
      (weekday === undefined || weekdayOf(localDate) === weekday),
  )
}

/**
 * What the staff did with single sessions before people came to them, in the order in which they did it: moved, led by
 * somebody else, cancelled, and one move that was taken back. A session that fell on a closed day is not there.
 */
export async function changeSessions(tx: Tx, house: House): Promise<void> {
  const { rooms, staff, week, zone, now } = house
  const lastFriday = (clock: string) => instantAt(dateIn(addWeeks(week, -1), 5), localTime(clock), zone)
  const change = (at: Temporal.Instant, work: () => Promise<void>) => ({ at, work })
  const edit = (found: DemoSession | undefined, told: Told, to: Partial<SessionState>) =>
    change(told.at, async () => void (found && (await changeSession(tx, found, told, () => to))))

  const yoga = sessionIn(house, 'Yoga', 0, 4)
  const cooking = sessionIn(house, 'Matlagningstimma', 1)
  const growing = sessionIn(house, 'Odling', 1)
  const walk = house.sessions.find(
    ({ line, localDate }) =>
      line.activity === laterWalks.activity && localDate >= mondayOf(addWeeks(week, laterWalks.inWeeks + 1)),
  )
  const deeds = [
    edit(
      yoga,
      { kind: 'edited', by: staff.karin, at: lastFriday('13:50') },
      { locationId: rooms['Verkstaden'] },
    ),
    edit(cooking, { kind: 'edited', by: staff.karin, at: lastFriday('14:05') }, { leaderId: staff.nadia }),
    edit(
      walk,
      { kind: 'moved', by: staff.johan, at: lastFriday('14:20') },
      walk ? timeOn(dateIn(isoWeekOf(walk.localDate), 3), walk.localStart, walk, zone) : {},
    ),
    change(lastFriday('14:30'), async () => {
      if (!growing) return
      const told: Told = { kind: 'moved', by: staff.karin, at: lastFriday('14:30') }
      const thursday = dateIn(isoWeekOf(growing.localDate), 4)
      await thoughtBetter(tx, growing, told, timeOn(thursday, growing.localStart, growing, zone))
    }),
    change(lastFriday('15:10'), () => bookTalks(tx, house, lastFriday('15:10'))),
    ...cancellations.map(({ activity, inWeeks, reason }) => {
      const found = sessionIn(house, activity, inWeeks)
      const at = found ? cancelledAt(found, now) : now
      return change(at, async () => {
        if (!found) return
        const told: Told = { kind: 'cancelled', by: staff.karin, at, reason }
        await changeSession(tx, found, told, (held) => cancelled(stateOf(held), reason, told))
        found.cancelled = true
      })
    }),
  ]
  for (const { work } of deeds.toSorted(
    (one, other) => one.at.epochMilliseconds - other.at.epochMilliseconds,
  ))
    await work()
}

/** In the morning of its day, or some time ago. */
function cancelledAt({ startsAt }: DemoSession, now: Temporal.Instant): Temporal.Instant {
  const before = startsAt.subtract({ hours: 2 })
  const lately = now.subtract({ minutes: 30 })
  return before.epochMilliseconds < lately.epochMilliseconds ? before : lately
}

function timeOn(
  localDate: LocalDate,
  localStart: LocalTime,
  { line }: DemoSession,
  zone: TimeZone,
): Partial<SessionState> {
  const span = sessionSpan({ date: localDate, startTime: localStart, minutes: line.minutes }, zone)
  return { localDate, localStart, ...span }
}

/** Changes one session as a coordinator does, and notes where it is now. */
async function changeSession(
  tx: Tx,
  found: DemoSession,
  told: Told,
  to: (held: StandingSession) => Partial<SessionState>,
): Promise<string | undefined> {
  const held = await heldSession(tx, found.id)
  if (!held || !mayBeTouched(held, told.at)) return undefined
  const wish = to(held)
  const draft = { sessions: changedLine(held, wish), series: [] }
  if ((await clashesOf(tx, draft)).length > 0) return undefined
  const { locationId, leaderId, ...time } = { ...stateOf(held), ...wish }
  const { localDate, localStart, localEnd, startsAt, endsAt } = time
  Object.assign(found, { localDate, localStart, localEnd, startsAt, endsAt, locationId, leaderId })
  return saveChange(tx, draft, told)
}

/** Moved, and put back four minutes later. */
async function thoughtBetter(
  tx: Tx,
  found: DemoSession,
  told: Told,
  to: Partial<SessionState>,
): Promise<void> {
  const before = { ...found }
  const id = await changeSession(tx, found, told, () => to)
  const change = id && (await changeAt(tx, id))
  if (!change) return
  await undoChange(tx, change, { by: told.by, at: told.at.add({ minutes: 4 }) })
  Object.assign(found, before)
}

async function bookTalks(tx: Tx, { toBook, staff, zone }: House, at: Temporal.Instant): Promise<void> {
  const { activityId, talks } = toBook
  const lines = talks.map((talk) => {
    const planned = newSession({ ...talk, places: 1, activityId, timeZone: zone })
    return plannedLine(talk.id, { ...planned, talkEnrolmentId: talk.talkEnrolmentId })
  })
  await saveChange(tx, { sessions: lines, series: [] }, { kind: 'talk_booked', by: staff.leif, at })
}

/**
 * From a week to come on a series begins later. It is split there; of its sessions one was moved by hand before, and
 * somebody has to say what becomes of that one.
 */
export async function changeSeries(
  tx: Tx,
  house: House & { today: LocalDate; closed: ReadonlySet<LocalDate> },
): Promise<void> {
  const { sessions, staff, week, today, closed } = house
  const from = sessions.find(
    ({ line, localDate }) =>
      line.activity === laterWalks.activity && localDate >= mondayOf(addWeeks(week, laterWalks.inWeeks)),
  )
  if (!from?.seriesId) return
  const [held] = await standingSeries(tx, eq(series.id, from.seriesId), { hold: true })
  if (!held) return
  const now = house.now.subtract({ minutes: 20 })
  const {
    id: _id,
    version: _version,
    madeUntil: _until,
    continues: _continues,
    removedAt: _removed,
    ...wish
  } = held
  const draft = draftOfSeriesEdit({
    series: held,
    sessions: await standingSessions(tx, eq(session.seriesId, held.id), { hold: true }),
    wish: { ...wish, startTime: localTime(laterWalks.start) },
    from: from.localDate,
    reason: '',
    by: staff.karin,
    now,
    today,
    closed,
    newId,
  })
  if (draft.problems.length > 0 || (await clashesOf(tx, draft)).length > 0) return
  await saveChange(tx, draft, { kind: 'series_edited', by: staff.karin, at: now })
}
