import { eq } from 'drizzle-orm'
import { Temporal } from 'temporal-polyfill'
import { v7 as uuidv7 } from 'uuid'
import type { Tx } from '../../db/client.ts'
import {
  activity,
  answer,
  attendanceEvent,
  headCount,
  headCountEvent,
  kiosk,
  personalCard,
  programme,
  rollCallClosing,
  session,
  unclearCheckIn,
} from '../../db/schema/index.ts'
import { kioskWays } from '../../server/access/kiosk-words.ts'
import { absenceSessions, tellAbsence } from '../../server/attendance/absence-queries.ts'
import { whyNotTellAbsence } from '../../server/attendance/absence.ts'
import { wasThere, type AttendanceStatus, type UnclearKind } from '../../server/attendance/words.ts'
import type { KioskQuestion } from '../../server/programme/words.ts'
import { sessionSpan } from '../../server/schedule/session-times.ts'
import { addDays, localTime, type LocalDate } from '../../server/time/dates.ts'
import { isoWeekOf } from '../../server/time/weeks.ts'
import { addMinutes, instantAt, type TimeZone } from '../../server/time/zones.ts'
import type { DemoPerson, DemoStaff } from './cast.ts'
import { chanceOf } from './chance.ts'
import { insertAll } from './insert.ts'
import type { DemoSession, Visit } from './presence.ts'
import type { Settled } from './settle.ts'
import { cardHolders, type PlaceName } from './story.ts'

/** The tablet that the demo's link pairs. */
export const demoTablet = 'Entrén'

export type House = {
  people: Settled<DemoStaff, DemoPerson>
  now: Temporal.Instant
  today: LocalDate
  zone: TimeZone
  rooms: Record<PlaceName, string>
  programmes: Record<'promise' | 'cresco_plus', { id: string }>
  sessions: readonly DemoSession[]
  visits: readonly Visit[]
  kioskId: string
}

/** What happens at the door and around it: two tablets, cards, guests, questions, absences, and what is not clear yet. */
export async function keepDoor(tx: Tx, house: House, cardHash: (who: DemoPerson) => string): Promise<void> {
  const latest = latestDay(house)
  await hangInKitchen(tx, house)
  await giveCards(tx, house, cardHash)
  await ask(tx, house)
  await tellAbsences(tx, house)
  const open = await closeRollCalls(tx, house, latest)
  await countGuests(tx, house, open)
  await countHeads(tx, house, latest)
  await insertAll(tx, unclearCheckIn, unclearOf(house, latest))
}

/** For the tablet in the hall every way in, and every language. */
export const hallTablet = { ways: [...kioskWays] }

/** The latest day before today on which something was held. */
function latestDay({ sessions, today }: House): LocalDate {
  const days = sessions.filter(({ cancelled, localDate }) => !cancelled && localDate < today)
  return days.reduce((latest, { localDate }) => (localDate > latest ? localDate : latest), addDays(today, -7))
}

/** A second tablet, that has not been heard of for two days: its battery was low, and something waits on it. */
async function hangInKitchen(tx: Tx, { people, now, rooms }: House): Promise<void> {
  await tx.insert(kiosk).values({
    name: 'Köket',
    locationId: rooms['Köket'],
    createdAt: now.subtract({ hours: 24 * 30 }),
    createdBy: people.staff.astrid,
    tokenHash: `of the tablet in the kitchen, ${uuidv7()}`,
    pairedAt: now.subtract({ hours: 24 * 30 }),
    lastSeenAt: now.subtract({ hours: 50 }),
    ways: ['code', 'card'],
    batteryPercent: 7,
    charging: false,
    waiting: 2,
    waitingSince: now.subtract({ hours: 51 }),
  })
}

async function giveCards(
  tx: Tx,
  { people, now }: House,
  cardHash: (who: DemoPerson) => string,
): Promise<void> {
  await tx.insert(personalCard).values(
    cardHolders.map((who) => ({
      participantId: people.participants[who],
      cardHash: cardHash(who),
      issuedAt: now.subtract({ hours: 24 * 40 }),
      issuedBy: people.staff.karin,
    })),
  )
}

/** Promise asks how one is once a week, Cresco+ how it was; most answer, and with the weeks a little better. */
async function ask(tx: Tx, { people, programmes, visits, kioskId, now }: House): Promise<void> {
  const asked: Record<string, KioskQuestion> = { promise: 'health', cresco_plus: 'session' }
  for (const [key, question] of Object.entries(asked))
    await tx
      .update(programme)
      .set({ question, questionEveryDays: 7 })
      .where(eq(programme.id, programmes[key as keyof typeof programmes].id))

  const atTablet = visits.filter(
    ({ row, enrolment }) => row.checkedInAt !== null && asked[enrolment.chapter.programme],
  )
  const weekly = Map.groupBy(
    atTablet.toSorted((a, b) => (a.session.localDate < b.session.localDate ? -1 : 1)),
    ({ row, session: { localDate } }) => `${row.participantId} ${isoWeekOf(localDate)}`,
  )
  const latest = new Map<string, LocalDate>()
  const answers = [...weekly.values()].flatMap(([visit]) => {
    const { row, enrolment, session } = visit!
    const before = latest.get(enrolment.id)
    if (row.checkedInAt === null || (before !== undefined && session.localDate < addDays(before, 7)))
      return []
    latest.set(enrolment.id, session.localDate)
    const chance = chanceOf(`${enrolment.chapter.who} answers ${session.localDate}`)
    const weeks = Temporal.PlainDate.from(enrolment.startsOn).until(session.localDate, {
      largestUnit: 'weeks',
    }).weeks
    const drift = Math.min(2, Math.floor(weeks / 6))
    return [
      {
        id: uuidv7(),
        participantId: row.participantId,
        enrolmentId: enrolment.id,
        question: asked[enrolment.chapter.programme]!,
        value: chance.in100(15) ? null : Math.min(5, chance.between(1, 3) + drift),
        sessionId: session.id,
        kioskId,
        answeredAt: row.checkedInAt.add({ seconds: 12 }),
      },
    ]
  })
  const hidden = people.participants.siv
  await insertAll(
    tx,
    answer,
    answers.filter(
      ({ participantId, answeredAt }) =>
        participantId !== hidden && Temporal.Instant.compare(answeredAt, now) <= 0,
    ),
  )
}

/** Three have told that they will not come: two by themselves, of whom one says why, and one by telephone. */
async function tellAbsences(tx: Tx, { people, now, today }: House): Promise<void> {
  const told: { who: DemoPerson; reason: string; by: DemoStaff | null }[] = [
    { who: 'amina', reason: '', by: null },
    { who: 'hanna', reason: 'Jag ska till tandläkaren', by: null },
    { who: 'linnea', reason: '', by: 'karin' },
  ]
  for (const { who, reason, by } of told) {
    const participantId = people.participants[who]
    const ahead = await absenceSessions(tx, participantId, {
      from: addDays(today, 1),
      to: addDays(today, 21),
    })
    const next = ahead.find((one) => whyNotTellAbsence(one, now) === undefined)
    if (!next) continue
    const { sessionId } = next
    await tellAbsence(tx, { participantId, sessionId, reason }, { by: by && people.staff[by], at: now })
  }
}

/** Every roll call has been closed by its leader, save for one of the latest day; which that is comes back. */
async function closeRollCalls(tx: Tx, house: House, latest: LocalDate): Promise<DemoSession | undefined> {
  const { sessions, visits, today, now } = house
  const came = new Set(visits.map(({ row }) => row.sessionId))
  const held = sessions.filter(({ cancelled, localDate }) => !cancelled && localDate < today)
  const open = held.findLast(
    ({ id, localDate, talkEnrolmentId, line }) =>
      localDate === latest && talkEnrolmentId === null && line.activity !== 'Frukost' && came.has(id),
  )
  await insertAll(
    tx,
    rollCallClosing,
    held
      .filter((one) => one !== open)
      .map(({ id, endsAt, leaderId }) => {
        const at = addMinutes(endsAt, 8)
        return {
          sessionId: id,
          closedAt: Temporal.Instant.compare(at, now) < 0 ? at : now,
          closedBy: leaderId,
        }
      }),
  )
  await confirmClosed(tx)
  return open
}

/** Whoever closes a roll call says with it that what stands is so. */
async function confirmClosed(tx: Tx): Promise<void> {
  const confirmed = await tx.hot<
    { sessionId: string; participantId: string; status: AttendanceStatus; staffId: string; at: number }[]
  >`
    update attendance set confirmed_at = closing.closed_at, confirmed_by = closing.closed_by, version = version + 1
    from roll_call_closing closing
    where closing.session_id = attendance.session_id and closing.reopened_at is null
      and attendance.confirmed_at is null and attendance.status <> 'unknown'
    returning attendance.session_id as "sessionId", participant_id as "participantId", status,
      confirmed_by as "staffId", (extract(epoch from confirmed_at) * 1000)::float8 as at`
  await insertAll(
    tx,
    attendanceEvent,
    confirmed.map(({ at, ...said }) => {
      const moment = Temporal.Instant.fromEpochMilliseconds(at)
      const event = { kind: 'confirmation' as const, source: 'staff' as const }
      return { id: uuidv7(), ...said, ...event, occurredAt: moment, receivedAt: moment }
    }),
  )
}

/** Two guests came along to what is not closed yet. */
async function countGuests(tx: Tx, { kioskId }: House, open: DemoSession | undefined): Promise<void> {
  if (!open) return
  const came = [3, 4].map((minutes) => addMinutes(open.startsAt, minutes))
  await tx.insert(headCount).values({ sessionId: open.id, guests: 2, changedAt: came[1], version: 2 })
  await tx.insert(headCountEvent).values(
    came.map((at, index) => ({
      id: uuidv7(),
      sessionId: open.id,
      kind: 'guest' as const,
      number: index + 1,
      kioskId,
      occurredAt: at,
      receivedAt: at,
    })),
  )
}

/** An afternoon for whoever comes by: nobody is registered, only how many they were. */
async function countHeads(tx: Tx, { people, rooms, zone }: House, latest: LocalDate): Promise<void> {
  const startTime = localTime('15:30')
  const [fair] = await tx
    .insert(activity)
    .values({
      name: 'Öppen fika',
      category: 'social_preparation',
      usualMinutes: 60,
      locationId: rooms['Ute'],
      outdoors: true,
      headsOnly: true,
      description: 'För den som går förbi. Ingen behöver anmäla sig, och bara hur många som kom räknas.',
    })
    .returning({ id: activity.id })
  const span = sessionSpan({ date: latest, startTime, minutes: 60 }, zone)
  const [held] = await tx
    .insert(session)
    .values({
      activityId: fair!.id,
      ...span,
      localDate: latest,
      localStart: startTime,
      timeZone: zone,
      locationId: rooms['Ute'],
      locationShareable: true,
      createdBy: people.staff.karin,
    })
    .returning({ id: session.id })
  const at = addMinutes(span.endsAt, 5)
  const sessionId = held!.id
  await tx.insert(headCount).values({ sessionId, heads: 14, changedAt: at })
  await tx.insert(headCountEvent).values({
    id: uuidv7(),
    sessionId,
    kind: 'heads',
    number: 14,
    staffId: people.staff.mirjam,
    occurredAt: at,
    receivedAt: at,
  })
  await tx.insert(rollCallClosing).values({ sessionId, closedAt: at, closedBy: people.staff.mirjam })
}

/** What the tablets told and nobody could place: one of each kind that is common, and one that has been put away. */
function unclearOf({ people, visits, sessions, zone, now, kioskId }: House, latest: LocalDate) {
  const { participants, staff } = people
  const at = (time: string) => instantAt(latest, localTime(time), zone)
  const left =
    visits.find(
      ({ enrolment }) => enrolment.endsOn !== null && enrolment.participantId !== participants.amina,
    )?.row.participantId ?? participants.maja
  const absent = visits.findLast(
    ({ row, session: { localDate, line, talkEnrolmentId } }) =>
      row.status === 'absent' &&
      row.participantId !== participants.siv &&
      localDate <= latest &&
      talkEnrolmentId === null &&
      !line.outdoors,
  )
  const there = visits.findLast(
    ({ row, session: { localDate } }) => localDate === latest && wasThere(row.status),
  )
  const running = sessions.find(({ localDate, cancelled }) => localDate === latest && !cancelled)
  const told: {
    problem: UnclearKind
    occurredAt: Temporal.Instant
    kind?: 'check_in' | 'departure'
    way?: 'code' | 'card'
    participantId?: string
    sessionId?: string
    late?: number
    skewSeconds?: number
  }[] = [
    { problem: 'unknown_person', occurredAt: running ? addMinutes(running.startsAt, -3) : at('09:27') },
    { problem: 'not_enrolled', occurredAt: at('09:41'), way: 'card', participantId: left },
    { problem: 'no_session', occurredAt: at('20:12'), participantId: participants.tariq },
    { problem: 'clock', occurredAt: at('11:02'), participantId: participants.yusuf, skewSeconds: 5_460 },
    { problem: 'not_in', occurredAt: at('12:05'), kind: 'departure', participantId: participants.oksana },
    ...(absent
      ? [
          {
            problem: 'staff_said_otherwise' as const,
            occurredAt: addMinutes(absent.session.startsAt, 2),
            participantId: absent.row.participantId,
            sessionId: absent.session.id,
            late: 180,
          },
        ]
      : []),
  ]
  const rows = told.map(({ problem, occurredAt, kind, way, late, ...more }, index) => {
    const received = addMinutes(occurredAt, late ?? 0)
    return {
      id: uuidv7(),
      kioskId,
      kind: kind ?? ('check_in' as const),
      problem,
      way: way ?? ('code' as const),
      sequence: 40 + index,
      occurredAt,
      receivedAt: Temporal.Instant.compare(received, now) < 0 ? received : now,
      ...more,
    }
  })
  const twice = there && {
    id: uuidv7(),
    kioskId,
    kind: 'check_in' as const,
    problem: 'unknown_person' as const,
    way: 'code' as const,
    sequence: 39,
    occurredAt: addMinutes(there.session.startsAt, -1),
    receivedAt: addMinutes(there.session.startsAt, -1),
    settledAt: addMinutes(there.session.endsAt, 4),
    settledBy: staff.karin,
    settlement: 'dismissed' as const,
    reason: 'Skrev fel kod först, och sedan rätt',
  }
  return twice ? [...rows, twice] : rows
}
