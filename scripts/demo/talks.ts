import type { Temporal } from 'temporal-polyfill'
import { v7 as uuidv7 } from 'uuid'
import { everyWeek } from '../../server/schedule/recurrence.ts'
import { sessionSpan } from '../../server/schedule/session-times.ts'
import { freeTimes, type TalkTime } from '../../server/schedule/talk.ts'
import {
  addDays,
  localTime,
  minuteOfDay,
  timeAtMinute,
  weekdayOf,
  type LocalDate,
  type LocalTime,
  type Weekday,
} from '../../server/time/dates.ts'
import { addWeeks, dateIn, isoWeekOf, mondayOf, weeksFrom, type IsoWeek } from '../../server/time/weeks.ts'
import { instantAt, type TimeZone } from '../../server/time/zones.ts'
import type { DemoStaff } from './cast.ts'
import type { DemoEnrolment, DemoSession } from './presence.ts'
import { coaching, talksAhead, type Coaching } from './story.ts'
import type { WeekLine } from './week.ts'

type House = {
  week: IsoWeek
  zone: TimeZone
  staff: Record<DemoStaff, string>
  rooms: Record<string, string>
  isClosed: (date: LocalDate) => boolean
}

/** A time of a coach's week that is one participant's, or kept for what has to be moved. */
type Slot = { weekday: Weekday; startTime: LocalTime }

/** A time that a coach has for talks, week after week. */
export const talkTimeOf = ([weekday, start, end]: Coaching['times'][number]): TalkTime => ({
  weekday,
  startTime: localTime(start),
  endTime: localTime(end),
})

/**
 * The talks of every enrolment: at a time of its own with the coach, as often as was agreed, some weeks ahead. One that
 * falls on a closed day is held at another of the coach's times that week.
 */
export function talksOf(enrolments: readonly DemoEnrolment[], house: House): DemoSession[] {
  const byCoach = Map.groupBy(enrolments, ({ chapter }) => chapter.coach)
  const slots = new Map<DemoEnrolment, Slot>()
  return [...byCoach].flatMap(([coach, theirs]) => {
    const free = slotsOf(coach, house)
    for (const enrolment of theirs) {
      const elsewhere = [...slots].flatMap(([other, slot]) =>
        other.participantId === enrolment.participantId ? [slot.weekday] : [],
      )
      const at = free.findIndex(
        ({ weekday }) =>
          !elsewhere.includes(weekday) && enrolment.chapter.placement?.days.includes(weekday) !== true,
      )
      const [slot] = free.splice(at, 1)
      if (at === -1 || !slot) throw new Error(`${coach} has no time for ${enrolment.chapter.who}.`)
      slots.set(enrolment, slot)
    }
    return talksOfCoach(coach, theirs, slots, [...free, ...atLunch(coach)], house)
  })
}

/** All times of a coach's week at which a talk fits, each beginning when the one before has ended. */
function slotsOf(coach: DemoStaff, { week, zone }: House): Slot[] {
  const { minutes } = coaching[coach]!
  const from = mondayOf(week)
  const now = instantAt(addDays(from, -1), localTime('00:00'), zone)
  const times = coaching[coach]!.times.map(talkTimeOf)
  const fitting = freeTimes({
    times,
    busy: [],
    closed: new Set(),
    from,
    to: addDays(from, 6),
    minutes,
    now,
    zone,
  })
  const slots: Slot[] = []
  let taken = { date: from, until: 0 }
  for (const { date, startTime } of fitting) {
    if (date === taken.date && minuteOfDay(startTime) < taken.until) continue
    slots.push({ weekday: weekdayOf(date), startTime })
    taken = { date, until: minuteOfDay(startTime) + minutes }
  }
  return slots
}

/** Before one o'clock there is room for what has to be moved. */
function atLunch(coach: DemoStaff): Slot[] {
  const { minutes } = coaching[coach]!
  const startTime = timeAtMinute(13 * 60 - minutes)!
  return ([1, 2, 3, 4] as const).map((weekday) => ({ weekday, startTime }))
}

function talksOfCoach(
  coach: DemoStaff,
  enrolments: readonly DemoEnrolment[],
  slots: ReadonlyMap<DemoEnrolment, Slot>,
  reserve: readonly Slot[],
  house: House,
): DemoSession[] {
  const moved = new Set<string>()
  return enrolments.flatMap((enrolment) => {
    const line = lineOf(coach, enrolment)
    const slot = slots.get(enrolment)!
    return weeksOfTalks(enrolment, house.week).flatMap((week) => {
      const elsewhere = [slot, ...reserve]
        .map((other) => ({ date: dateIn(week, other.weekday), startTime: other.startTime }))
        .find(({ date, startTime }) => !house.isClosed(date) && !moved.has(`${date} ${startTime}`))
      if (!elsewhere || !isEnrolled(enrolment, elsewhere.date)) return []
      if (elsewhere.date !== dateIn(week, slot.weekday)) moved.add(`${elsewhere.date} ${elsewhere.startTime}`)
      return [talk(line, enrolment, elsewhere, house)]
    })
  })
}

const isEnrolled = ({ startsOn, endsOn }: DemoEnrolment, date: LocalDate) =>
  date >= startsOn && (endsOn === null || date <= endsOn)

/** Every week or every other, from the first; not when somebody is away. */
function weeksOfTalks({ startsOn, endsOn, chapter }: DemoEnrolment, now: IsoWeek): IsoWeek[] {
  const { every = 1, latestWeeksAgo } = chapter.talks ?? {}
  const latest = latestWeeksAgo === undefined ? talksAhead : -latestWeeksAgo
  const last = endsOn === null ? addWeeks(now, latest) : isoWeekOf(endsOn)
  const away = new Set(chapter.away?.map(({ weeksAgo }) => addWeeks(now, -weeksAgo)))
  // Counted back from this week, so that every other week is a week in which a talk is due now.
  return weeksFrom(isoWeekOf(startsOn), last).filter((week, index) => {
    const weeksAgo = chapter.began - index
    return weeksAgo % every === 0 && !away.has(week)
  })
}

const lineOf = (coach: DemoStaff, { chapter }: DemoEnrolment): WeekLine => {
  const { room, minutes } = coaching[coach]!
  return {
    activity: 'Samtal',
    category: 'social_preparation',
    weekdays: [],
    rule: everyWeek,
    startTime: localTime('00:00'),
    minutes,
    place: room,
    outdoors: false,
    leader: coach,
    places: 1,
    fewest: null,
    openTo: [],
    description: '',
    with: chapter.who,
  }
}

function talk(
  line: WeekLine,
  enrolment: DemoEnrolment,
  { date, startTime }: { date: LocalDate; startTime: LocalTime },
  { staff, rooms, zone }: House,
): DemoSession {
  return {
    id: uuidv7(),
    seriesId: null,
    talkEnrolmentId: enrolment.id,
    line,
    localDate: date,
    localStart: startTime,
    ...sessionSpan({ date, startTime, minutes: line.minutes }, zone),
    locationId: rooms[line.place]!,
    leaderId: staff[line.leader],
    cancelled: false,
  }
}

/** A week before it is held, and never later than now. */
export function talkBookedAt(
  { startsAt }: Pick<DemoSession, 'startsAt'>,
  now: Temporal.Instant,
): Temporal.Instant {
  const before = startsAt.subtract({ hours: 7 * 24 })
  return before.epochMilliseconds < now.epochMilliseconds ? before : now
}
