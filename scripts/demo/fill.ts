import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Temporal } from 'temporal-polyfill'
import { v7 as uuidv7 } from 'uuid'
import type { Tx } from '../../db/client.ts'
import {
  activity,
  activityProgramme,
  attendance,
  attendanceEvent,
  booking,
  closedPeriod,
  consent,
  enrolment,
  excusedWeek,
  exit,
  exitDestination,
  feed,
  kiosk,
  levelReached,
  location,
  milestone,
  planStep,
  referrer,
  reportedHours,
  series,
  session,
  stageChange,
  wish,
  wishGroup,
} from '../../db/schema/index.ts'
import { hashPassword } from '../../server/access/password.ts'
import { hashCard, hashToken } from '../../server/access/tokens.ts'
import { addPersonalLink } from '../../server/access/personal-link-queries.ts'
import { canEnter } from '../../server/attendance/standing-session.ts'
import { excusedWeeks } from '../../server/hours/excused-weeks.ts'
import { progressionOf, weeksOfEnrolment } from '../../server/hours/progression.ts'
import { weekTotals } from '../../server/hours/week-totals.ts'
import { textsIn } from '../../server/language/catalogue.ts'
import { closedDays, type ClosedPeriod } from '../../server/organisation/closed-days.ts'
import { organisationsHere } from '../../server/organisation/queries.ts'
import { exitsDigest } from '../../server/outcomes/exits-digest.ts'
import { parseExitsFile } from '../../server/outcomes/exits-file.ts'
import { importExits } from '../../server/outcomes/queries.ts'
import { defaultRamp, plannedEnd } from '../../server/programme/plan.ts'
import { presetKeys, presets, type PresetKey } from '../../server/programme/presets.ts'
import { addProgramme, stagesOf } from '../../server/programme/queries.ts'
import { placesIn } from '../../server/schedule/booking-rules.ts'
import { addHallScreen } from '../../server/schedule/hall-screen-queries.ts'
import { everyWeek, horizonOf, occurrences } from '../../server/schedule/recurrence.ts'
import { sessionSpan } from '../../server/schedule/session-times.ts'
import { addTalkTime, talkActivity } from '../../server/schedule/talk-queries.ts'
import { keepTemplate } from '../../server/schedule/template-queries.ts'
import {
  addDays,
  localTime,
  minuteOfDay,
  timeAtMinute,
  weekdayOf,
  yearOf,
  type LocalDate,
  type Weekday,
} from '../../server/time/dates.ts'
import { addWeeks, dateIn, isoWeekOf, mondayOf, type IsoWeek } from '../../server/time/weeks.ts'
import { instantAt, localDateOf, localTimeOf } from '../../server/time/zones.ts'
import type { Parts } from '../../server/web/env.ts'
import { demoPassword, demoStaff, ekdalen, type DemoPerson, type DemoStaff } from './cast.ts'
import { chanceOf } from './chance.ts'
import { changeSeries, changeSessions } from './changes.ts'
import { demoParticipants } from './codes.ts'
import { demoTablet, hallTablet, keepDoor } from './door.ts'
import { insertAll } from './insert.ts'
import { demoCard, demoTokens, type DemoTokens } from './keys.ts'
import {
  correct,
  presentMinutes,
  standingPlaces,
  visitsOf,
  type DemoEnrolment,
  type DemoSession,
  type SeriesBooking,
  type Visit,
} from './presence.ts'
import { settle, type Settled } from './settle.ts'
import {
  chapters,
  coaching,
  hopefuls,
  places,
  referrers,
  summerActivities,
  weeksBack,
  wishes,
  wishGroups,
  type Chapter,
  type PlaceName,
} from './story.ts'
import { talkBookedAt, talkTimeOf, talksOf } from './talks.ts'
import { ordinaryWeek, type WeekLine } from './week.ts'

const zone = ekdalen.timeZone
const graceMinutes = 10

/** What everything in the demo hangs on: who is there, and what day it is. */
type Stage = {
  people: Settled<DemoStaff, DemoPerson>
  now: Temporal.Instant
  today: LocalDate
  week: IsoWeek
  /** The Monday before which there is nothing. */
  first: LocalDate
}

/**
 * Fills an empty installation with the demo, in one transaction; where there is an organisation already, nothing happens.
 * `folder` holds its files.
 */
export async function fillDemo(parts: Pick<Parts, 'db' | 'secret' | 'clock'>, folder: string): Promise<void> {
  if ((await organisationsHere(parts.db, parts.secret)).length > 0) return
  const [weekFile, exitsFile] = await Promise.all([
    readFile(path.join(folder, 'promise-week.csv'), 'utf8'),
    readFile(path.join(folder, 'promise-exits.csv')),
  ])
  const password = { phc: await hashPassword(demoPassword) }
  await settle(parts, ekdalen, demoStaff, demoParticipants(), password, async (tx, people) => {
    const now = parts.clock.now()
    const today = localDateOf(now, zone)
    const week = isoWeekOf(today)
    const stage: Stage = { people, now, today, week, first: mondayOf(addWeeks(week, -weeksBack)) }
    await furnish(tx, stage, {
      weekFile,
      exitsFile,
      tokens: demoTokens(people.organisationId, parts.secret),
      cardHash: (who) =>
        hashCard(demoCard(people.organisationId, parts.secret, who), people.organisationId, parts.secret),
    })
  })
}

async function furnish(
  tx: Tx,
  stage: Stage,
  given: {
    weekFile: string
    exitsFile: Uint8Array
    tokens: DemoTokens
    cardHash: (who: DemoPerson) => string
  },
): Promise<void> {
  const { people, now } = stage
  const programmes = await startProgrammes(tx)
  const closed = await close(tx, stage)
  const rooms = await furnishPlaces(tx)
  const enrolments = await enrolAll(tx, stage, programmes)
  const week = ordinaryWeek(given.weekFile)
  const held = await planWeeks(tx, stage, { week, programmes, rooms, closed })
  const { talks, toBook } = await planTalks(tx, stage, enrolments, { rooms, closed })
  const sessions = [...held, ...talks]
  const house = { ...stage, sessions, rooms, toBook, staff: people.staff, zone }
  await changeSessions(tx, house)
  await keepOpenHouse(tx, stage, held, rooms)
  const kept = await keepHours(tx, stage, enrolments, { sessions, programmes, rooms, closed })
  await changeSeries(tx, { ...house, closed: closedDates(closed, stage) })
  await endSome(tx, stage, enrolments, programmes)
  await keepWeeks(tx, stage, week, rooms)
  await noteWishes(tx, stage)
  await importExits(tx, {
    programmeId: programmes.promise.id,
    digest: exitsDigest(given.exitsFile),
    exits: parseExitsFile(given.exitsFile).exits,
    by: people.staff.astrid,
    at: now,
  })
  await keepDoor(tx, { ...house, ...kept, programmes }, given.cardHash)
  await giveAddresses(tx, stage, given.tokens)
}

type Programmes = Record<PresetKey, { id: string; stages: Map<string, string> }>

async function startProgrammes(tx: Tx): Promise<Programmes> {
  const programmes = {} as Programmes
  for (const key of presetKeys) {
    const id = await addProgramme(tx, key, ekdalen.language)
    const stages = await stagesOf(tx, id)
    programmes[key] = { id, stages: new Map(stages.map((one) => [one.key, one.id])) }
  }
  return programmes
}

/** Two days on which the staff plan together, one behind and one ahead; the holidays are in the calendar anyway. */
async function close(tx: Tx, { week, people }: Stage): Promise<ClosedPeriod[]> {
  const days = [dateIn(addWeeks(week, -3), 3), dateIn(addWeeks(week, 4), 1)]
  const periods = days.map((day) => ({ startsOn: day, endsOn: day, name: 'Planeringsdag' }))
  await tx
    .insert(closedPeriod)
    .values(periods.map((period) => ({ ...period, createdBy: people.staff.karin })))
  return periods
}

async function furnishPlaces(tx: Tx): Promise<Record<PlaceName, string>> {
  const rows = Object.entries<{ outdoors?: boolean; shareable?: boolean }>(places).map(([name, how]) => ({
    id: uuidv7(),
    name,
    ...how,
  }))
  await tx.insert(location).values(rows)
  return Object.fromEntries(rows.map(({ id, name }) => [name, id])) as Record<PlaceName, string>
}

/** Activities, their series, and a session for every day that is not closed. */
async function planWeeks(
  tx: Tx,
  stage: Stage,
  plan: {
    week: WeekLine[]
    programmes: Programmes
    rooms: Record<PlaceName, string>
    closed: readonly ClosedPeriod[]
  },
): Promise<DemoSession[]> {
  const { people, first, today } = stage
  const { staff } = people
  const until = horizonOf(today)
  const began = instantAt(first, localTime('08:00'), zone)
  const created = { createdAt: began, createdBy: staff.karin }
  const closed = closedDates(plan.closed, stage)

  const activities = new Map(plan.week.map((line) => [line.activity, { id: uuidv7(), line }]))
  await tx.insert(activity).values(
    [...activities.values()].map(({ id, line }) => ({
      id,
      name: line.activity,
      category: line.category,
      usualMinutes: line.minutes,
      locationId: plan.rooms[line.place],
      leaderId: staff[line.leader],
      outdoors: line.outdoors,
      places: line.places,
      fewest: line.fewest,
      description: line.description,
      createdAt: began,
    })),
  )
  await tx
    .insert(activityProgramme)
    .values(
      [...activities.values()].flatMap(({ id, line }) =>
        line.openTo.map((key) => ({ activityId: id, programmeId: plan.programmes[key].id })),
      ),
    )

  const lines = plan.week.map((line) => ({ id: uuidv7(), line }))
  await tx.insert(series).values(
    lines.map(({ id, line }) => ({
      id,
      activityId: activities.get(line.activity)!.id,
      ...line.rule,
      weekdays: line.weekdays,
      startsOn: first,
      startTime: line.startTime,
      minutes: line.minutes,
      timeZone: zone,
      locationId: plan.rooms[line.place],
      leaderId: staff[line.leader],
      places: line.places,
      madeUntil: until,
      ...created,
    })),
  )

  const planned = lines.flatMap(({ id, line }) =>
    occurrences(
      { ...everyWeek, ...line.rule, weekdays: line.weekdays, startsOn: first },
      { until, closed },
    ).map((date): DemoSession => ({
      id: uuidv7(),
      seriesId: id,
      talkEnrolmentId: null,
      line,
      localDate: date,
      localStart: line.startTime,
      ...sessionSpan({ date, startTime: line.startTime, minutes: line.minutes }, zone),
      locationId: plan.rooms[line.place],
      leaderId: staff[line.leader],
      cancelled: false,
    })),
  )
  await insertAll(
    tx,
    session,
    planned.map((one) => ({
      ...rowOf(one, activities.get(one.line.activity)!.id),
      seriesDate: one.localDate,
      ...created,
      changedAt: began,
    })),
  )
  return planned
}

/** A session as the table has it. */
function rowOf({ line, cancelled: _cancelled, ...facts }: DemoSession, activityId: string) {
  return {
    ...facts,
    activityId,
    timeZone: zone,
    locationShareable: isShareable(line.place),
    places: line.places,
  }
}

/** Every day on which nothing is held, from the first to the furthest that is planned. */
const closedDates = (periods: readonly ClosedPeriod[], { first, today }: Stage): ReadonlySet<LocalDate> =>
  new Set(closedDays(periods, first, horizonOf(today)).map(({ date }) => date))

/** Everybody's talks with their coach, behind and ahead; Pelle's to come are left to be booked before one's eyes. */
async function planTalks(
  tx: Tx,
  stage: Stage,
  enrolments: readonly DemoEnrolment[],
  { rooms, closed }: { rooms: Record<PlaceName, string>; closed: readonly ClosedPeriod[] },
): Promise<{ talks: DemoSession[]; toBook: { activityId: string; talks: DemoSession[] } }> {
  const { people, now, week } = stage
  const dates = closedDates(closed, stage)
  for (const [coach, { times }] of Object.entries(coaching))
    for (const time of times) await addTalkTime(tx, people.staff[coach as DemoStaff], talkTimeOf(time))
  const { id: activityId } = await talkActivity(tx, textsIn(ekdalen.language)('schedule:talk.activity'))
  const talks = talksOf(enrolments, {
    week,
    zone,
    staff: people.staff,
    rooms,
    isClosed: (date) => dates.has(date),
  })
  const monday = mondayOf(addWeeks(week, 1))
  const pelles = new Set(enrolments.flatMap(({ id, chapter }) => (chapter.who === 'pelle' ? [id] : [])))
  const isToBook = ({ talkEnrolmentId, localDate }: DemoSession) =>
    pelles.has(talkEnrolmentId ?? '') && localDate >= monday
  await insertAll(
    tx,
    session,
    talks
      .filter((one) => !isToBook(one))
      .map((one) => {
        const at = talkBookedAt(one, now)
        return { ...rowOf(one, activityId), createdAt: at, createdBy: one.leaderId, changedAt: at }
      }),
  )
  return { talks, toBook: { activityId, talks: talks.filter(isToBook) } }
}

/**
 * Whoever tries the demo on a Sunday or in the evening shall be able to check in too: an open house begins about now
 * in the kitchen, unless there is something that Pelle can check in to.
 */
async function keepOpenHouse(
  tx: Tx,
  { people, now, today }: Stage,
  sessions: readonly DemoSession[],
  rooms: Record<PlaceName, string>,
): Promise<void> {
  const held = sessions.filter(({ cancelled }) => !cancelled)
  const isForPelle = ({ line }: DemoSession) => line.openTo.length === 0 || line.openTo.includes('promise')
  if (held.some((one) => isForPelle(one) && canEnter({ ...one, cancelledAt: null }, now))) return
  const inKitchen = held.filter(({ line }) => line.place === 'Köket')
  const wall = localTimeOf(now, zone)
  const startTime = timeAtMinute(minuteOfDay(wall) - (minuteOfDay(wall) % 5))!
  const minutes = 120
  const span = sessionSpan({ date: today, startTime, minutes }, zone)
  const next = inKitchen.find(({ startsAt, endsAt }) => overlaps(span, { startsAt, endsAt }))
  const [openHouse] = await tx
    .insert(activity)
    .values({
      name: 'Öppet hus',
      category: 'social_preparation',
      usualMinutes: minutes,
      locationId: rooms['Köket'],
      description: 'För den som vill titta in och prova, vilken dag det än är.',
    })
    .returning({ id: activity.id })
  await tx.insert(session).values({
    activityId: openHouse!.id,
    ...span,
    ...(next && { endsAt: next.startsAt, localEnd: next.line.startTime }),
    localDate: today,
    localStart: startTime,
    timeZone: zone,
    locationId: rooms['Köket'],
    locationShareable: isShareable('Köket'),
    createdBy: people.staff.karin,
  })
}

type Span = { startsAt: Temporal.Instant; endsAt: Temporal.Instant }

const overlaps = (one: Span, other: Span): boolean =>
  one.startsAt.epochMilliseconds < other.endsAt.epochMilliseconds &&
  other.startsAt.epochMilliseconds < one.endsAt.epochMilliseconds

const isShareable = (place: PlaceName) => place === 'Ute'

/** Everybody's way in, with their plan, their steps on the ladder and their goals. */
async function enrolAll(tx: Tx, stage: Stage, programmes: Programmes): Promise<DemoEnrolment[]> {
  const { people, week } = stage
  const senders = Object.entries(referrers).map(([key, facts]) => ({ key, id: uuidv7(), ...facts }))
  await tx.insert(referrer).values(senders)
  const referrerId = new Map(senders.map(({ key, id }) => [key, id]))

  const enrolled = chapters.map((chapter) => {
    const preset = presets[chapter.programme]
    const chance = chanceOf(`${chapter.who} ${chapter.programme}`)
    const startsOn = dateIn(addWeeks(week, -chapter.began), (1 + chance.below(2)) as Weekday)
    const plannedWeeks = preset.plannedWeeks ?? (chapter.programme === 'self_sufficiency' ? 40 : null)
    const { weeklyTargetMinutes } = preset
    return {
      id: uuidv7(),
      participantId: people.participants[chapter.who],
      chapter,
      startsOn,
      endsOn: chapter.left ? leavingDay(chapter.left.weeksAgo, stage) : null,
      plannedWeeks,
      weeklyTargetMinutes,
      steps: planOf(chapter, { startsOn, plannedWeeks, weeklyTargetMinutes }),
    }
  })
  await tx.insert(enrolment).values(
    enrolled.map(({ id, participantId, chapter, startsOn, endsOn, plannedWeeks, weeklyTargetMinutes }) => ({
      id,
      participantId,
      programmeId: programmes[chapter.programme].id,
      referrerId: referrerId.get(chapter.referrer),
      coachId: people.staff[chapter.coach],
      startsOn,
      endsOn,
      plannedWeeks,
      plannedEndOn: plannedWeeks === null ? null : plannedEnd(startsOn, plannedWeeks),
      weeklyTargetMinutes,
      talkEveryWeeks: chapter.talks?.every ?? 1,
      createdBy: people.staff.karin,
    })),
  )
  await insertAll(
    tx,
    planStep,
    enrolled.flatMap(({ id, steps }) => steps.map((step) => ({ enrolmentId: id, ...step }))),
  )
  await insertAll(
    tx,
    stageChange,
    enrolled.flatMap((one) => ladderOf(one, programmes, stage)),
  )
  await insertAll(
    tx,
    milestone,
    enrolled.flatMap(({ id, chapter }) =>
      (chapter.milestones ?? []).map(([title, reached]) => ({
        enrolmentId: id,
        title,
        createdBy: people.staff[chapter.coach],
        reachedOn: reached === undefined ? null : dateIn(addWeeks(week, -reached), 3),
      })),
    ),
  )
  await insertAll(
    tx,
    consent,
    enrolled.flatMap(({ id, participantId, chapter }) =>
      consentsOf(chapter).map((kind) => ({
        participantId,
        enrolmentId: id,
        kind,
        recordedBy: people.staff[chapter.coach],
      })),
    ),
  )
  return enrolled
}

/** The plan that the programme proposes; where it proposes none, the one that was made with the person. */
function planOf(
  { hours: [first, now], climb, began, placement }: Chapter,
  facts: Parameters<typeof defaultRamp>[0],
): { fromMonday: LocalDate; minutes: number }[] {
  const proposed = defaultRamp(facts)
  if (proposed.length > 0)
    return proposed.map(({ fromWeek, minutes }) => ({ fromMonday: mondayOf(fromWeek), minutes }))
  const start = isoWeekOf(facts.startsOn)
  const steps = new Map([[mondayOf(start), first * 60]])
  if (climb > 1) steps.set(mondayOf(addWeeks(start, climb)), now * 60)
  if (placement)
    steps.set(
      mondayOf(addWeeks(start, began - placement.weeks)),
      now * 60 + placement.days.length * placement.minutes,
    )
  return [...steps]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([fromMonday, minutes]) => ({ fromMonday, minutes }))
}

function ladderOf(
  { id, chapter, startsOn }: { id: string; chapter: Chapter; startsOn: LocalDate },
  programmes: Programmes,
  { people, week }: Stage,
) {
  const { stages } = programmes[chapter.programme]
  const steps: [string, LocalDate][] = [
    [[...stages.values()][0]!, startsOn],
    ...(chapter.stages ?? []).map(([key, weeksAgo]): [string, LocalDate] => [
      stages.get(key)!,
      dateIn(addWeeks(week, -weeksAgo), weeksAgo === chapter.left?.weeksAgo ? 5 : 1),
    ]),
  ]
  return steps.map(([stageId, onDate]) => ({
    enrolmentId: id,
    stageId,
    onDate,
    recordedAt: instantAt(onDate, localTime('15:00'), zone),
    recordedBy: people.staff[chapter.coach],
  }))
}

/** Most agree to the national follow-up; Pelle wants his week in his telephone. */
function consentsOf({ who, programme }: Chapter): ('feed' | 'national_follow_up')[] {
  const agrees = who !== 'siv' && chanceOf(`${who} ${programme} agrees`).in100(80)
  return [
    ...(who === 'pelle' ? (['feed'] as const) : []),
    ...(agrees ? (['national_follow_up'] as const) : []),
  ]
}

const leavingDay = (weeksAgo: number, { week }: Stage) => dateIn(addWeeks(week, -weeksAgo), 5)

/** Who came to what, what was reported from elsewhere, and which level that has led to. */
async function keepHours(
  tx: Tx,
  stage: Stage,
  enrolments: DemoEnrolment[],
  house: {
    sessions: DemoSession[]
    programmes: Programmes
    rooms: Record<PlaceName, string>
    closed: readonly ClosedPeriod[]
  },
): Promise<{ visits: Visit[]; kioskId: string }> {
  const { people, now, today } = stage
  const kioskId = uuidv7()
  await tx.insert(kiosk).values({
    id: kioskId,
    name: demoTablet,
    ...hallTablet,
    createdBy: people.staff.astrid,
  })

  const keeping = { kioskId, graceMinutes, now, today }
  const came = visitsOf(enrolments, house.sessions, keeping)
  const { bookings, missed } = standingPlaces(came, house.sessions, keeping)
  const visits = [...came, ...missed]
  correctOne(visits, people.participants.pelle, stage)
  await insertAll(
    tx,
    attendance,
    visits.map(({ row }) => row),
  )
  await insertAll(
    tx,
    attendanceEvent,
    visits.flatMap(({ events }) => events),
  )
  const { whole, inSessions } = placesTaken(enrolments, bookings, house.sessions, stage)
  await insertAll(tx, booking, whole)
  await insertAll(tx, booking, inSessions)

  const reported = enrolments.flatMap((one) => reportsOf(one, stage, house.closed))
  await insertAll(tx, reportedHours, reported)
  const excused = enrolments.flatMap((one) => awayWeeks(one, stage))
  await insertAll(tx, excusedWeek, excused)
  const reached = enrolments.flatMap((one) =>
    levelOf(one, { visits, reported, excused, closed: house.closed, today }),
  )
  await insertAll(tx, levelReached, reached)
  await insertAll(tx, stageChange, movesToLevel(enrolments, reached, house.programmes, stage))
  return { visits, kioskId }
}

/** Pelle came late one day because he had laid the table for everybody. */
function correctOne(visits: readonly Visit[], participantId: string, { today }: Stage): void {
  const late = visits
    .filter(
      ({ row, session }) =>
        row.participantId === participantId &&
        row.checkedInAt !== null &&
        session.localDate < addDays(today, -3) &&
        session.line.minutes >= 60,
    )
    .toSorted((a, b) => (a.session.localDate < b.session.localDate ? 1 : -1))
  const chosen = late.find(({ row }) => row.status !== 'present') ?? late[0]
  if (chosen)
    correct(
      chosen,
      Math.max(chosen.session.line.minutes, presentMinutes(chosen)),
      'Hjälpte till att duka för alla före passet',
    )
}

/** Everybody's talks, standing places with one in each session, and those who would like one as well. */
function placesTaken(
  enrolments: readonly DemoEnrolment[],
  bookings: readonly SeriesBooking[],
  sessions: readonly DemoSession[],
  { people, now, today }: Stage,
) {
  const talks = sessions.flatMap((session) => {
    if (session.talkEnrolmentId === null) return []
    const enrolment = enrolments.find(({ id }) => id === session.talkEnrolmentId)!
    return [
      {
        ...wishFor(session),
        participantId: enrolment.participantId,
        bookedAt: talkBookedAt(session, now),
        bookedBy: session.leaderId,
      },
    ]
  })
  const standing = bookings.map(({ enrolment, seriesId, fromDate }) => ({
    participantId: enrolment.participantId,
    seriesId,
    fromDate,
    bookedAt: instantAt(fromDate, localTime('08:00'), zone),
    bookedBy: people.staff[enrolment.chapter.coach],
  }))
  const tomorrow = addDays(today, 1)
  const hoped = hopefuls.flatMap(({ who, activity: name }) => {
    const next = sessions.find(({ line, localDate }) => line.activity === name && localDate >= tomorrow)
    const { seriesId = null } = next ?? {}
    const participantId = people.participants[who]
    if (seriesId === null || isBooked(standing, { participantId, seriesId })) return []
    return [{ participantId, seriesId, fromDate: tomorrow, bookedAt: now, bookedBy: people.staff.leif }]
  })
  const whole = [...standing, ...hoped]
  const wishes = sessions.flatMap((session) =>
    whole
      .filter(({ seriesId, fromDate }) => seriesId === session.seriesId && fromDate <= session.localDate)
      .map((place) => ({ ...wishFor(session), ...place })),
  )
  const inSessions = placesIn([...talks, ...wishes]).flatMap(({ wish, answer }) =>
    answer === 'booked' || answer === 'waiting'
      ? {
          participantId: wish.participantId,
          sessionId: wish.session.id,
          viaSeries: !wish.session.isTalk,
          bookedAt: wish.bookedAt,
          bookedBy: wish.bookedBy,
          waitsSince: answer === 'waiting' ? wish.bookedAt : null,
        }
      : [],
  )
  return { whole, inSessions }
}

/** Whoever has a standing place is enrolled, and nothing is taken before the first wish. */
function wishFor(session: DemoSession) {
  const { id, line, localDate, localStart, localEnd, startsAt, endsAt, talkEnrolmentId } = session
  return {
    session: {
      id,
      activityName: line.activity,
      isTalk: talkEnrolmentId !== null,
      localDate,
      localStart,
      localEnd,
    },
    startsAt,
    endsAt,
    places: line.places,
    taken: 0,
    has: false,
    enrolled: true,
    standing: true,
    elsewhere: null,
  }
}

type Place = { participantId: string; seriesId: string }
const isBooked = (all: readonly Place[], one: Place) =>
  all.some((other) => other.participantId === one.participantId && other.seriesId === one.seriesId)

/** Days at a workplace, and classes at home; the latest wait for approval. */
function reportsOf(
  { id, startsOn, endsOn, chapter }: DemoEnrolment,
  stage: Stage,
  closed: readonly ClosedPeriod[],
) {
  const { placement, atHome, who, coach } = chapter
  const { week, today } = stage
  const by = stage.people.staff[coach]
  const chance = chanceOf(`${who} reports`)
  const isOpen = (day: LocalDate) => closedDays(closed, day, day).length === 0
  const days = (weeks: number, on: (weeksAgo: number) => Weekday[]) =>
    Array.from({ length: weeks + 1 }, (_, weeksAgo) => weeksAgo)
      .filter((weeksAgo) => chapter.away?.some((away) => away.weeksAgo === weeksAgo) !== true)
      .flatMap((weeksAgo) => on(weeksAgo).map((day) => dateIn(addWeeks(week, -weeksAgo), day)))
      .filter((day) => day >= startsOn && day <= (endsOn ?? today) && day <= today)

  const atWork = placement
    ? days(placement.weeks, () => placement.days)
        .filter((day) => isOpen(day) && !chance.in100(6))
        .map((onDate) => ({
          kind: 'placement' as const,
          onDate,
          minutes: placement.minutes,
          note: placement.note,
        }))
    : []
  const home = atHome
    ? days(atHome.weeks, () => (chance.in100(75) ? [(6 + chance.below(2)) as Weekday] : [])).map(
        (onDate) => ({ kind: 'home_activity' as const, onDate, minutes: atHome.minutes, note: atHome.note }),
      )
    : []
  return [...atWork, ...home].map((report) => {
    const approvedAt = instantAt(workdayFrom(addDays(report.onDate, 8)), localTime('09:00'), zone)
    const isApproved = approvedAt.epochMilliseconds < stage.now.epochMilliseconds
    return {
      enrolmentId: id,
      ...report,
      reportedAt: earlier(instantAt(report.onDate, localTime('18:00'), zone), stage.now),
      reportedBy: report.kind === 'placement' ? by : null,
      approvedAt: isApproved ? approvedAt : null,
      approvedBy: isApproved ? by : null,
      withdrawnAt: null,
    }
  })
}

/** Nobody approves on a Saturday. */
const workdayFrom = (date: LocalDate) => (weekdayOf(date) > 5 ? addDays(date, 8 - weekdayOf(date)) : date)

function awayWeeks({ id, chapter }: DemoEnrolment, { week, people }: Stage) {
  return (chapter.away ?? []).map(({ weeksAgo, why }) => ({
    enrolmentId: id,
    monday: mondayOf(addWeeks(week, -weeksAgo)),
    reason: why,
    recordedBy: people.staff[chapter.coach],
  }))
}

/** By the ordinary rules of hours, as the pages count them. */
function levelOf(
  { id, startsOn, endsOn, chapter }: DemoEnrolment,
  kept: {
    visits: readonly Visit[]
    reported: ReturnType<typeof reportsOf>
    excused: ReturnType<typeof awayWeeks>
    closed: readonly ClosedPeriod[]
    today: LocalDate
  },
): { enrolmentId: string; reachedOn: LocalDate }[] {
  const mine = <Row extends { enrolmentId: string }>(rows: readonly Row[]) =>
    rows.filter((row) => row.enrolmentId === id)
  const weeks = weeksOfEnrolment({ startsOn, endsOn }, kept.today)
  const totals = weekTotals(
    weeks,
    {
      attended: kept.visits
        .filter(({ row }) => row.enrolmentId === id)
        .map(({ row, session }) => ({
          ...row,
          session: { startsAt: session.startsAt, endsAt: session.endsAt, cancelledAt: null },
          category: session.line.category,
        })),
      elsewhere: [],
      reported: mine(kept.reported),
      excused: excusedWeeks(weeks, mine(kept.excused), kept.closed),
    },
    { zone, crediting: { creditRule: 'scheduled', graceMinutes } },
  )
  const target = presets[chapter.programme].weeklyTargetMinutes
  const { firstReachedOn } = progressionOf(totals, target, kept.today)
  return firstReachedOn === undefined ? [] : [{ enrolmentId: id, reachedOn: firstReachedOn }]
}

/** Where the ladder has a step for it, the coach moved them the Monday after. */
function movesToLevel(
  enrolments: readonly DemoEnrolment[],
  reached: readonly { enrolmentId: string; reachedOn: LocalDate }[],
  programmes: Programmes,
  { people, today }: Stage,
) {
  return reached.flatMap(({ enrolmentId, reachedOn }) => {
    const { chapter } = enrolments.find(({ id }) => id === enrolmentId)!
    const stageId = programmes[chapter.programme].stages.get('at_level')
    const onDate = addDays(reachedOn, 1)
    if (stageId === undefined || onDate > today) return []
    const recordedAt = instantAt(onDate, localTime('08:00'), zone)
    return [{ enrolmentId, stageId, onDate, recordedAt, recordedBy: people.staff[chapter.coach] }]
  })
}

/** Some have moved on already: to studies, to work, or back to whoever sent them. */
async function endSome(
  tx: Tx,
  stage: Stage,
  enrolments: readonly DemoEnrolment[],
  programmes: Programmes,
): Promise<void> {
  const ended = enrolments.flatMap(({ id, endsOn, chapter }) =>
    endsOn === null || !chapter.left
      ? []
      : [{ exitId: uuidv7(), enrolmentId: id, leftOn: endsOn, chapter, ...chapter.left }],
  )
  await tx.insert(exit).values(
    ended.map(({ exitId, enrolmentId, leftOn, chapter, reason }) => ({
      id: exitId,
      enrolmentId,
      programmeId: programmes[chapter.programme].id,
      reportingYear: String(yearOf(leftOn)),
      leftOn,
      reason,
      recordedAt: instantAt(leftOn, localTime('14:00'), zone),
      recordedBy: stage.people.staff[chapter.coach],
    })),
  )
  await tx
    .insert(exitDestination)
    .values(
      ended.flatMap(({ exitId, to }) =>
        to.map((destination, index) => ({ exitId, destination, position: index + 1 })),
      ),
    )
}

/** Two weeks kept by name: the one that is always, and what there is of it in summer. */
async function keepWeeks(
  tx: Tx,
  { people }: Stage,
  week: readonly WeekLine[],
  rooms: Record<PlaceName, string>,
): Promise<void> {
  const ids = new Map(
    (await tx.select({ id: activity.id, name: activity.name }).from(activity)).map(({ id, name }) => [
      name,
      id,
    ]),
  )
  const weekly = week.filter(({ rule }) => rule.frequency === 'weekly' && rule.every === 1)
  const templates = {
    'Vanlig vecka': weekly,
    Sommarvecka: weekly.filter((line) => summerActivities.includes(line.activity)),
  }
  for (const [name, lines] of Object.entries(templates)) {
    const sessions = lines.flatMap((line) =>
      line.weekdays.map((weekday) => ({
        weekday,
        startTime: line.startTime,
        minutes: line.minutes,
        activityId: ids.get(line.activity)!,
        locationId: rooms[line.place],
        leaderId: people.staff[line.leader],
        places: line.places,
      })),
    )
    await keepTemplate(tx, name, sessions, people.staff.karin)
  }
}

/** The addresses that the demo shows: Pelle's calendar and own week, and a screen in the hall. */
async function giveAddresses(tx: Tx, { people, now }: Stage, tokens: DemoTokens): Promise<void> {
  const { participants, staff } = people
  await tx.insert(feed).values({
    participantId: participants.pelle,
    tokenHash: hashToken(tokens.feed),
    createdBy: staff.leif,
  })
  await addPersonalLink(tx, {
    participantId: participants.pelle,
    tokenHash: hashToken(tokens.ownWeek),
    by: staff.leif,
    at: now,
  })
  const screen = { name: 'Skärmen i entrén', locationId: null, tokenHash: hashToken(tokens.hall) }
  await addHallScreen(tx, screen, { by: staff.astrid, at: now })
}

/** What they would like to do; some of it is grouped, one group became an activity and one was answered "not now". */
async function noteWishes(tx: Tx, { people, now, today }: Stage): Promise<void> {
  const offered = await tx.select({ id: activity.id, name: activity.name }).from(activity)
  const noon = (daysAgo: number) =>
    earlier(instantAt(addDays(today, -daysAgo), localTime('12:00'), zone), now)
  const { karin } = people.staff
  const groups = new Map<string, string>()
  for (const [name, { activity: became, closedDaysAgo }] of Object.entries(wishGroups)) {
    const id = uuidv7()
    groups.set(name, id)
    await tx.insert(wishGroup).values({
      id,
      name,
      activityId: offered.find((one) => one.name === became)?.id ?? null,
      createdAt: noon(closedDaysAgo ?? 25),
      createdBy: karin,
      ...(closedDaysAgo === undefined ? {} : { closedAt: noon(closedDaysAgo), closedBy: karin }),
    })
  }
  await tx.insert(wish).values(
    wishes.map(({ words, daysAgo, who, written, group }) => ({
      words,
      participantId: who ? people.participants[who] : null,
      wishGroupId: group ? groups.get(group) : null,
      notedAt: noon(daysAgo),
      notedBy: written ? null : karin,
    })),
  )
}

function earlier(one: Temporal.Instant, other: Temporal.Instant): Temporal.Instant {
  return one.epochMilliseconds < other.epochMilliseconds ? one : other
}
