import { Temporal } from 'temporal-polyfill'
import { v7 as uuidv7 } from 'uuid'
import { closedBySessionEnd } from '../../server/attendance/closing.ts'
import { statusByTimes } from '../../server/attendance/status.ts'
import type { AttendanceStatus, ClosedBy, EventKind, EventSource } from '../../server/attendance/words.ts'
import type { PresetKey } from '../../server/programme/presets.ts'
import type { LocalDate, LocalTime } from '../../server/time/dates.ts'
import { isoWeekOf, weeksBetween, weeksFrom, type IsoWeek } from '../../server/time/weeks.ts'
import { addMinutes, minutesBetween } from '../../server/time/zones.ts'
import { chanceOf, type Chance } from './chance.ts'
import { tastes, type Chapter } from './story.ts'
import type { WeekLine } from './week.ts'

export type DemoSession = {
  id: string
  /** None when it is a talk. */
  seriesId: string | null
  talkEnrolmentId: string | null
  line: WeekLine
  localDate: LocalDate
  localStart: LocalTime
  localEnd: LocalTime
  startsAt: Temporal.Instant
  endsAt: Temporal.Instant
  locationId: string
  leaderId: string
  cancelled: boolean
}

export type DemoEnrolment = {
  id: string
  participantId: string
  chapter: Chapter
  startsOn: LocalDate
  endsOn: LocalDate | null
}

export type AttendanceRow = {
  id: string
  sessionId: string
  participantId: string
  enrolmentId: string
  status: AttendanceStatus
  checkedInAt: Temporal.Instant | null
  checkedOutAt: Temporal.Instant | null
  closedBy: ClosedBy | null
  minutesByHand: number | null
  minutesReason: string | null
  confirmedAt: Temporal.Instant | null
  confirmedBy: string | null
  changedAt: Temporal.Instant
}

export type EventRow = {
  id: string
  sessionId: string
  participantId: string
  kind: EventKind
  source: EventSource
  occurredAt: Temporal.Instant
  receivedAt: Temporal.Instant
  kioskId: string | null
  staffId: string | null
  status: AttendanceStatus
  minutes: number | null
  reason: string | null
}

/** One participant's one session, as it was meant and as it went. */
export type Visit = {
  session: DemoSession
  enrolment: DemoEnrolment
  row: AttendanceRow
  events: EventRow[]
}

type House = { kioskId: string; graceMinutes: number; now: Temporal.Instant; today: LocalDate }

/** What each programme's participants come to first where their own taste does not say. */
const usual: Record<PresetKey, string[]> = {
  promise: [],
  cresco_plus: [],
  self_sufficiency: ['Basgrupp', 'Samhälle och arbete', 'Jobbsökarverkstad', 'Hälsopromenad'],
  support_change: ['Resursinventering', 'Arbetsrummet', 'Hälsopromenad'],
  individual_track: [],
}

/** Everybody's way through the weeks up to this moment; whoever began first chooses first. */
export function visitsOf(
  enrolments: readonly DemoEnrolment[],
  sessions: readonly DemoSession[],
  house: House,
): Visit[] {
  const byWeek = Map.groupBy(sessions, (session) => isoWeekOf(session.localDate))
  const visits: Visit[] = []
  const comers = new Map<string, number>()
  const inOrder = enrolments.toSorted((a, b) => b.chapter.began - a.chapter.began)
  for (const enrolment of inOrder) {
    const taken = visits.filter(({ row }) => row.participantId === enrolment.participantId)
    const last = enrolment.endsOn ?? house.today
    for (const week of weeksFrom(isoWeekOf(enrolment.startsOn), isoWeekOf(last))) {
      const offered = (byWeek.get(week) ?? []).filter(
        (session) =>
          isFor(session, enrolment, taken.length > 0) &&
          (comers.get(session.id) ?? 0) < (session.line.places ?? Infinity) &&
          !taken.some((visit) => doOverlap(visit.session, session)),
      )
      for (const session of choice(enrolment, week, offered, house)) {
        comers.set(session.id, (comers.get(session.id) ?? 0) + 1)
        const chance = chanceOf(`${enrolment.chapter.who} ${session.line.activity} ${session.localDate}`)
        const visit = visitTo(session, enrolment, chance, house)
        if (visit) visits.push(visit)
      }
    }
  }
  return visits
}

function isFor(
  { line, localDate, cancelled, talkEnrolmentId }: DemoSession,
  enrolment: DemoEnrolment,
  isSecond: boolean,
): boolean {
  const { programme } = enrolment.chapter
  if (cancelled || localDate < enrolment.startsOn || localDate > (enrolment.endsOn ?? localDate)) return false
  if (talkEnrolmentId !== null) return talkEnrolmentId === enrolment.id
  if (programme === 'individual_track') return false
  // What is open to all counts in the enrolment that began first.
  return line.openTo.length === 0 ? !isSecond : line.openTo.includes(programme)
}

function doOverlap(one: DemoSession, other: DemoSession): boolean {
  return (
    Temporal.Instant.compare(one.startsAt, other.endsAt) < 0 &&
    Temporal.Instant.compare(other.startsAt, one.endsAt) < 0
  )
}

/** What somebody means to come to in a week: the dearest first, until it is enough, and breakfast on the way. */
function choice(
  enrolment: DemoEnrolment,
  week: IsoWeek,
  offered: readonly DemoSession[],
  { today }: House,
): DemoSession[] {
  const { chapter } = enrolment
  const weeksAgo = weeksBetween(week, isoWeekOf(today))
  if (chapter.away?.some((away) => away.weeksAgo === weeksAgo)) return []
  const wished = wishedMinutes(chapter, chapter.began - weeksAgo, chanceOf(`${chapter.who} ${week}`))
  const talks = offered.filter(({ talkEnrolmentId }) => talkEnrolmentId !== null)
  const breakfasts = offered.filter(({ line }) => line.activity === 'Frukost')
  const dear = offered
    .filter((session) => !breakfasts.includes(session) && !talks.includes(session))
    .map((session) => ({ session, rank: rank(chapter, session) }))
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ session }) => session)

  // What was agreed with the coach comes before anything else, and beside it.
  const chosen = [...talks]
  let sum = 0
  const add = (session: DemoSession, enough: number) => {
    if (sum + session.line.minutes / 2 > enough || chosen.some((other) => doOverlap(other, session))) return
    chosen.push(session)
    sum += session.line.minutes
  }
  for (const session of dear) add(session, wished * 0.85)
  for (const breakfast of breakfasts)
    if (chosen.some((other) => other.localDate === breakfast.localDate)) add(breakfast, wished)
  for (const session of dear) if (!chosen.includes(session)) add(session, wished)
  return chosen
}

/** On the way up, now a little more and now a little less. */
function wishedMinutes({ hours: [first, now], climb, began }: Chapter, week: number, chance: Chance): number {
  const meant = first + (now - first) * Math.min(1, week / climb)
  const steady = now >= 10 && began - week <= 6
  const dip = !steady && week > 2 && chance.in100(12)
  return 60 * meant * (dip ? 0.35 + chance.next() * 0.3 : 0.93 + chance.next() * 0.17)
}

/** Stable from week to week, so that somebody who likes Tuesday's yoga comes to it again. */
function rank({ who, programme, taste }: Chapter, { line, localDate }: DemoSession): number {
  const order = taste ? tastes[taste] : usual[programme]
  const place = order.indexOf(line.activity)
  const day = Temporal.PlainDate.from(localDate).dayOfWeek
  return (place === -1 ? 6 : place) + chanceOf(`${who} ${line.activity} ${day}`).next() * (taste ? 4 : 1)
}

/** How one visit went; undefined while it lies ahead. */
function visitTo(
  session: DemoSession,
  enrolment: DemoEnrolment,
  chance: Chance,
  house: House,
): Visit | undefined {
  const fate = chance.next() * 100
  if (fate < 3) return marked(session, enrolment, 'absent', house)
  if (fate < 7) return marked(session, enrolment, 'excused', house)
  // There is no tablet outdoors, nor in the room of a talk: the leader keeps the list.
  if (session.line.outdoors || session.talkEnrolmentId !== null)
    return marked(session, enrolment, 'present', house)

  const late = fate > 93
  const arrival = late ? chance.between(12, 28) : chance.between(-13, 7)
  const checkedInAt = addMinutes(session.startsAt, arrival).add({ seconds: chance.below(60) })
  if (Temporal.Instant.compare(checkedInAt, house.now) > 0) return undefined
  const leaving = !late && chance.in100(4) ? -chance.between(10, 25) : chance.between(0, 6)
  const forgets = chance.in100(18)
  return checkedIn(session, enrolment, checkedInAt, forgets ? undefined : leaving, chance, house)
}

/** Said by the leader at the end of the session. */
function marked(
  session: DemoSession,
  enrolment: DemoEnrolment,
  status: AttendanceStatus,
  { now }: House,
): Visit | undefined {
  const at = addMinutes(session.endsAt, 5)
  if (Temporal.Instant.compare(at, now) > 0) return undefined
  const confirmed = { confirmedAt: at, confirmedBy: session.leaderId }
  const row = rowOf(session, enrolment, { status, changedAt: at, ...confirmed })
  const event = eventOf(row, { kind: 'mark', source: 'staff', occurredAt: at, staffId: session.leaderId })
  return { session, enrolment, row, events: [event] }
}

/** At the tablet: in, and out again unless it was forgotten. */
function checkedIn(
  session: DemoSession,
  enrolment: DemoEnrolment,
  checkedInAt: Temporal.Instant,
  leaving: number | undefined,
  chance: Chance,
  { now, kioskId, graceMinutes }: House,
): Visit {
  const cameAs = statusByTimes(session, { checkedInAt, checkedOutAt: null }, graceMinutes)
  const row = rowOf(session, enrolment, { status: cameAs, checkedInAt, changedAt: checkedInAt })
  const events = [eventOf(row, { kind: 'check_in', source: 'kiosk', occurredAt: checkedInAt, kioskId })]
  const leftAt =
    leaving === undefined ? undefined : addMinutes(session.endsAt, leaving).add({ seconds: chance.below(60) })

  if (leftAt !== undefined && Temporal.Instant.compare(leftAt, now) <= 0) {
    row.checkedOutAt = leftAt
    row.closedBy = 'departure'
    row.status = statusByTimes(session, { checkedInAt, checkedOutAt: leftAt }, graceMinutes)
    row.changedAt = leftAt
    events.push(eventOf(row, { kind: 'departure', source: 'kiosk', occurredAt: leftAt, kioskId }))
  } else {
    for (const { at, closedBy } of closedBySessionEnd(
      [{ sessionId: session.id, checkedInAt, session }],
      now,
    )) {
      row.checkedOutAt = at
      row.closedBy = closedBy
      row.changedAt = at
      events.push(eventOf(row, { kind: 'closing', source: 'system', occurredAt: at }))
    }
  }
  return { session, enrolment, row, events }
}

/** The leader counts another number of minutes than the times say, and says why. */
export function correct(visit: Visit, minutes: number, reason: string): void {
  const at = addMinutes(visit.row.changedAt, 90)
  const staffId = visit.session.leaderId
  const confirmed = { confirmedAt: at, confirmedBy: staffId }
  Object.assign(visit.row, { minutesByHand: minutes, minutesReason: reason, changedAt: at, ...confirmed })
  visit.events.push({
    ...eventOf(visit.row, { kind: 'correction', source: 'staff', occurredAt: at, staffId }),
    minutes,
    reason,
  })
}

/** How long a presence lasted by the tablet. */
export const presentMinutes = ({ row, session }: Visit): number =>
  minutesBetween(row.checkedInAt ?? session.startsAt, row.checkedOutAt ?? session.endsAt)

function rowOf(
  session: DemoSession,
  enrolment: DemoEnrolment,
  facts: Partial<AttendanceRow> & Pick<AttendanceRow, 'status' | 'changedAt'>,
): AttendanceRow {
  return {
    id: uuidv7(),
    sessionId: session.id,
    participantId: enrolment.participantId,
    enrolmentId: enrolment.id,
    checkedInAt: null,
    checkedOutAt: null,
    closedBy: null,
    minutesByHand: null,
    minutesReason: null,
    confirmedAt: null,
    confirmedBy: null,
    ...facts,
  }
}

function eventOf(
  { sessionId, participantId, status }: AttendanceRow,
  facts: Pick<EventRow, 'kind' | 'source' | 'occurredAt'> & Partial<Pick<EventRow, 'kioskId' | 'staffId'>>,
): EventRow {
  return {
    id: uuidv7(),
    sessionId,
    participantId,
    status,
    receivedAt: facts.occurredAt,
    kioskId: null,
    staffId: null,
    minutes: null,
    reason: null,
    ...facts,
  }
}

export type SeriesBooking = { enrolment: DemoEnrolment; seriesId: string; fromDate: LocalDate }

/**
 * Who comes to the same thing week after week has a standing place in it, since the last time they missed it twice
 * running. What they missed after that, the leader has noted.
 */
export function standingPlaces(
  visits: readonly Visit[],
  sessions: readonly DemoSession[],
  house: House,
): { bookings: SeriesBooking[]; missed: Visit[] } {
  const past = sessions.filter(
    ({ endsAt, cancelled }) => !cancelled && Temporal.Instant.compare(addMinutes(endsAt, 5), house.now) <= 0,
  )
  const bySeries = Map.groupBy(past, (session) => session.seriesId)
  const inSeries = visits.filter(({ session }) => session.seriesId !== null)
  const byPlace = Map.groupBy(inSeries, ({ row, session }) => `${row.participantId} ${session.seriesId}`)
  const bookings: SeriesBooking[] = []
  const missed: Visit[] = []
  for (const theirs of byPlace.values()) {
    // Somebody in two programmes has one place, in the programme in which they came last.
    const { enrolment, session } = theirs.at(-1)!
    if (enrolment.endsOn !== null || session.seriesId === null) continue
    const came = new Set(theirs.map((visit) => visit.session.id))
    const held = (bySeries.get(session.seriesId) ?? []).filter(
      ({ localDate }) => localDate >= enrolment.startsOn,
    )
    const standing = latestRun(held, came)
    if (standing.filter(({ id }) => came.has(id)).length < 3) continue
    bookings.push({ enrolment, seriesId: session.seriesId, fromDate: standing[0]!.localDate })
    for (const one of standing.filter(({ id }) => !came.has(id))) {
      const chance = chanceOf(`${enrolment.chapter.who} missed ${one.localDate} ${one.line.activity}`)
      const elsewhere = visits.some(
        (visit) => visit.row.participantId === enrolment.participantId && doOverlap(visit.session, one),
      )
      const visit = marked(one, enrolment, elsewhere || chance.in100(70) ? 'excused' : 'absent', house)
      if (visit) missed.push(visit)
    }
  }
  return { bookings, missed }
}

/** The latest sessions of a series up to the last time two were missed running, beginning with one that was come to. */
function latestRun(held: readonly DemoSession[], came: ReadonlySet<string>): DemoSession[] {
  const run: DemoSession[] = []
  for (const session of held.toReversed()) {
    const missedTwice = run.length > 0 && !came.has(session.id) && !came.has(run[0]!.id)
    if (missedTwice) break
    run.unshift(session)
  }
  const first = run.findIndex(({ id }) => came.has(id))
  return first === -1 ? [] : run.slice(first)
}
