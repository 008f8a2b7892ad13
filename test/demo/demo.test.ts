import { count, eq, isNotNull, sql } from 'drizzle-orm'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { Temporal } from 'temporal-polyfill'
import { openDatabase, type Database, type Tenant } from '../../db/client.ts'
import {
  absence,
  activity,
  answer,
  attendance,
  attendanceEvent,
  booking,
  enrolment,
  headCount,
  identityProtection,
  levelReached,
  location,
  participant,
  personalCard,
  programme,
  reportedHours,
  series,
  session,
  staff,
  unclearCheckIn,
} from '../../db/schema/index.ts'
import { demoStaff } from '../../scripts/demo/cast.ts'
import { fillDemo } from '../../scripts/demo/fill.ts'
import { demoCard, demoTokens } from '../../scripts/demo/keys.ts'
import { chapters } from '../../scripts/demo/story.ts'
import { isCard } from '../../server/access/card.ts'
import { behindPersonalLink } from '../../server/access/personal-link-queries.ts'
import { hashCard, hashToken } from '../../server/access/tokens.ts'
import { countOf } from '../../server/notices/notices.ts'
import { noticesNow } from '../../server/notices/queries.ts'
import { organisationsHere } from '../../server/organisation/queries.ts'
import { exitReport } from '../../server/outcomes/exit-report.ts'
import { exitsOfProgramme, programmeNamed } from '../../server/outcomes/queries.ts'
import { latestChanges } from '../../server/schedule/change-queries.ts'
import { hallScreenBehind } from '../../server/schedule/hall-screen-queries.ts'
import { talkTimesOf } from '../../server/schedule/talk-queries.ts'
import { weekTemplates } from '../../server/schedule/template-queries.ts'
import { settableClock } from '../../server/time/clock.ts'
import { localDate } from '../../server/time/dates.ts'
import { localDateOf } from '../../server/time/zones.ts'
import { freshDatabase } from '../setup/database.ts'

const secret = 'a secret of the tests, long enough for everything'
/** A Wednesday in Stockholm, in the middle of a session. */
const now = '2026-11-18T10:00:00+01:00'

let db: Database
let tenant: Tenant
let seconds = 0

beforeAll(async () => {
  const database = await freshDatabase()
  db = openDatabase(database.app)
  const begun = process.cpuUsage()
  await fillDemo({ db, secret, clock: settableClock(now) }, 'scripts/demo')
  const { user, system } = process.cpuUsage(begun)
  seconds = (user + system) / 1e6
  const [organisationId] = await organisationsHere(db, secret)
  tenant = db.tenant(organisationId!)
  return async () => {
    await db.close()
    await database.drop()
  }
})

test('filling the demo is less than three seconds of work, however busy the machine is with other things', () => {
  expect(seconds).toBeLessThan(3)
})

test('where there is an organisation already, nothing is filled', async () => {
  const before = await tenant((tx) => tx.select({ rows: count() }).from(attendance))
  await fillDemo({ db, secret, clock: settableClock(now) }, 'scripts/demo')
  expect(await organisationsHere(db, secret)).toHaveLength(1)
  expect(await tenant((tx) => tx.select({ rows: count() }).from(attendance))).toEqual(before)
})

test('the five programmes stand side by side, with about forty on their way', async () => {
  const enrolled = await tenant((tx) =>
    tx
      .select({ preset: programme.preset, people: count() })
      .from(enrolment)
      .innerJoin(programme, eq(programme.id, enrolment.programmeId))
      .groupBy(programme.preset),
  )
  expect(enrolled.map(({ preset }) => preset).toSorted()).toEqual(
    ['cresco_plus', 'individual_track', 'promise', 'self_sufficiency', 'support_change'].toSorted(),
  )
  for (const { people } of enrolled) expect(people).toBeGreaterThanOrEqual(5)
  const [{ people } = { people: 0 }] = await tenant((tx) => tx.select({ people: count() }).from(participant))
  expect(people).toBe(new Set(chapters.map(({ who }) => who)).size)
  expect(people).toBeGreaterThan(38)
})

test("Promise's earlier exits are those of its final report", async () => {
  const exits = await tenant(async (tx) => exitsOfProgramme(tx, (await programmeNamed(tx, 'Promise'))!.id))
  expect(exitReport(exits).all).toMatchObject({
    exits: 57,
    positive: 20,
    lessClear: 32,
    other: 5,
    straightToWork: 8,
  })
})

test('every presence follows from its ledger, and nobody has been where they will be', async () => {
  const rows = await tenant((tx) =>
    tx
      .select({
        status: attendance.status,
        checkedInAt: attendance.checkedInAt,
        checkedOutAt: attendance.checkedOutAt,
        closedBy: attendance.closedBy,
        minutesByHand: attendance.minutesByHand,
        startsAt: session.startsAt,
        cancelledAt: session.cancelledAt,
        kinds: sql<string[]>`array_agg(${attendanceEvent.kind} order by ${attendanceEvent.occurredAt})`,
        last: sql<string>`(array_agg(${attendanceEvent.status} order by ${attendanceEvent.occurredAt} desc))[1]`,
      })
      .from(attendance)
      .innerJoin(session, eq(session.id, attendance.sessionId))
      .leftJoin(
        attendanceEvent,
        sql`${attendanceEvent.sessionId} = ${attendance.sessionId} and ${attendanceEvent.participantId} = ${attendance.participantId}`,
      )
      .groupBy(attendance.organisationId, attendance.id, session.organisationId, session.id),
  )
  expect(rows.length).toBeGreaterThan(1500)
  const at = Temporal.Instant.from(now)
  for (const row of rows) {
    const expected = row.checkedInAt
      ? ['check_in', ...(row.closedBy ? [row.closedBy === 'departure' ? 'departure' : 'closing'] : [])]
      : row.status === 'excused' && row.kinds[0] === 'absence'
        ? ['absence']
        : ['mark']
    // Whoever closed the roll call has confirmed what stood.
    const told = row.kinds.filter((kind) => kind !== 'confirmation')
    expect(told).toEqual(row.minutesByHand === null ? expected : [...expected, 'correction'])
    expect(row.last).toBe(row.status)
    expect(row.cancelledAt).toBeNull()
    const moments = [row.checkedInAt, row.checkedOutAt].filter((moment) => moment !== null)
    expect(moments.every((moment) => Temporal.Instant.compare(moment, at) <= 0)).toBe(true)
  }
  const events = await tenant((tx) => tx.select({ rows: count() }).from(attendanceEvent))
  expect(events[0]!.rows).toBe(rows.reduce((sum, { kinds }) => sum + kinds.length, 0))
  // Somebody is here just now, somebody forgot to check out, and one hour was corrected.
  expect(rows.some((row) => row.checkedInAt !== null && row.checkedOutAt === null)).toBe(true)
  expect(rows.filter((row) => row.closedBy === 'session_end').length).toBeGreaterThan(20)
  expect(rows.filter((row) => row.minutesByHand !== null)).toHaveLength(1)
})

test('the story has what every programme meets: a level reached, a dip, a cancelled session, a closed day, a protected identity', async () => {
  const counted = async (table: typeof levelReached | typeof identityProtection | typeof booking) =>
    (await tenant((tx) => tx.select({ rows: count() }).from(table)))[0]!.rows
  expect(await counted(levelReached)).toBeGreaterThanOrEqual(3)
  expect(await counted(identityProtection)).toBe(1)
  expect(await counted(booking)).toBeGreaterThan(60)

  const cancelled = await tenant((tx) =>
    tx
      .select({ reason: session.cancellationReason, sequence: session.sequence })
      .from(session)
      .where(isNotNull(session.cancelledAt)),
  )
  expect(cancelled.map(({ reason }) => reason).toSorted()).toEqual([
    'Biblioteket är upptaget av ett möte',
    'Ledaren är på utbildning',
    'Ledaren är sjuk',
  ])
  expect(cancelled.every(({ sequence }) => sequence === 1)).toBe(true)

  const days = await tenant((tx) => tx.selectDistinct({ date: session.localDate }).from(session))
  const dates = new Set<string>(days.map(({ date }) => date))
  expect(dates.has('2026-11-18')).toBe(true)
  // The staff's planning day, Christmas Eve and Epiphany.
  for (const closed of ['2026-10-28', '2026-12-24', '2027-01-06']) expect(dates.has(closed)).toBe(false)

  const waiting = await tenant((tx) =>
    tx
      .select({ kind: reportedHours.kind, approved: sql<boolean>`${reportedHours.approvedAt} is not null` })
      .from(reportedHours),
  )
  for (const kind of ['placement', 'home_activity'])
    for (const approved of [true, false])
      expect({
        kind,
        approved,
        found: waiting.some((one) => one.kind === kind && one.approved === approved),
      }).toEqual({
        kind,
        approved,
        found: true,
      })
})

test('groups are small, and nobody has more than there is room for', async () => {
  const sizes = await tenant((tx) =>
    tx
      .select({
        name: activity.name,
        places: session.places,
        came: sql<number>`count(*) filter (where ${attendance.status} in ('present', 'late', 'left_early'))::int`,
      })
      .from(attendance)
      .innerJoin(session, eq(session.id, attendance.sessionId))
      .innerJoin(activity, eq(activity.id, session.activityId))
      .groupBy(session.organisationId, session.id, activity.organisationId, activity.id),
  )
  for (const { name, places, came } of sizes)
    expect({ name, fits: came <= (places ?? 18) }).toEqual({ name, fits: true })
})

test('what the schedule can do is there to be seen: series of each kind, and what was done to them by hand', async () => {
  const rules = await tenant((tx) =>
    tx
      .select({
        name: activity.name,
        frequency: series.frequency,
        every: series.every,
        weekdays: series.weekdays,
        openEnded: sql<boolean>`${series.endsOn} is null and ${series.times} is null`,
      })
      .from(series)
      .innerJoin(activity, eq(activity.id, series.activityId)),
  )
  const ruleOf = (name: string) => rules.filter((rule) => rule.name === name)
  expect(ruleOf('Frukost')).toMatchObject([{ every: 1, weekdays: [1, 2, 3, 4, 5], openEnded: true }])
  expect(ruleOf('Naturfoto')).toMatchObject([{ frequency: 'weekly', every: 2 }])
  expect(ruleOf('Husmöte')).toMatchObject([{ frequency: 'monthly', every: 1 }])
  // Split where it begins later from then on.
  expect(ruleOf('Hälsopromenad')).toHaveLength(2)

  const changes = await tenant((tx) => latestChanges(tx, { most: 50 }))
  expect(new Set(changes.map(({ kind }) => kind))).toEqual(
    new Set(['edited', 'moved', 'undone', 'cancelled', 'talk_booked', 'series_edited']),
  )
  expect(changes.filter(({ undoneBy }) => undoneBy !== null)).toHaveLength(1)
  expect(
    changes.every((change) => Temporal.Instant.compare(change.at, Temporal.Instant.from(now)) <= 0),
  ).toBe(true)

  const held = await tenant((tx) =>
    tx
      .select({
        name: activity.name,
        place: location.name,
        leader: staff.name,
        undecided: sql<boolean>`${session.undecidedSince} is not null`,
        shared: sql<boolean>`exists (select from session other where other.id <> session.id
          and other.location_id = session.location_id and other.starts_at = session.starts_at)`,
      })
      .from(session)
      .innerJoin(activity, eq(activity.id, session.activityId))
      .innerJoin(location, eq(location.id, session.locationId))
      .innerJoin(staff, eq(staff.id, session.leaderId)),
  )
  const some = (wanted: object) =>
    held.filter((one) =>
      Object.entries(wanted).every(([key, value]) => one[key as keyof typeof one] === value),
    )
  expect(some({ name: 'Yoga', place: 'Verkstaden' })).toHaveLength(1)
  expect(some({ name: 'Matlagningstimma', leader: 'Nadia Farhani' })).toHaveLength(1)
  expect(some({ undecided: true })).toMatchObject([{ name: 'Hälsopromenad' }])
  expect(some({ name: 'Naturfoto', place: 'Ute', shared: true }).length).toBeGreaterThan(5)
})

test('talks are held and booked with everybody, save for the one who has had none for a while', async () => {
  const rows = await tenant((tx) =>
    tx
      .select({
        who: participant.firstName,
        endsOn: enrolment.endsOn,
        held: sql<number>`(select count(*)::int from session where talk_enrolment_id = enrolment.id and starts_at < ${now}
          and exists (select from attendance where attendance.session_id = session.id))`,
        ahead: sql<number>`(select count(*)::int from session join booking on booking.session_id = session.id
          and booking.participant_id = enrolment.participant_id and waits_since is null
          where talk_enrolment_id = enrolment.id and session.starts_at > ${now})`,
      })
      .from(enrolment)
      .innerJoin(participant, eq(participant.id, enrolment.participantId)),
  )
  for (const { who, endsOn, held, ahead } of rows) {
    expect({ who, held: held > 0 }).toEqual({ who, held: true })
    expect({ who, ahead: ahead > 0 }).toEqual({ who, ahead: endsOn === null && who !== 'Kent' })
  }
  for (const key of ['karin', 'leif', 'elin', 'tomas', 'sara'] as const) {
    const [coach] = await tenant((tx) => tx.select().from(staff).where(eq(staff.email, demoStaff[key].email)))
    expect((await tenant((tx) => talkTimesOf(tx, coach!.id))).length).toBeGreaterThan(2)
  }
})

test('there is little to look after: somebody without a talk, a group that is too small, a walk to decide about', async () => {
  const at = Temporal.Instant.from(now)
  const notices = await tenant((tx) => noticesNow(tx, at, localDate('2026-11-18')))
  expect(notices.withoutTalk).toMatchObject([{ firstName: 'Kent' }])
  expect(notices.tooFew).toMatchObject([{ activityName: 'Spel och högläsning' }])
  expect(notices.undecided).toMatchObject([{ activityName: 'Hälsopromenad', count: 1 }])
  expect([notices.freePlaces, notices.closed]).toEqual([[], []])
  expect(notices.rollCalls).toMatchObject([{ localDate: '2026-11-17' }])
  expect(notices.unclear).toBe(6)
  expect(notices.tablets).toMatchObject([
    { name: 'Köket', worry: 'silent' },
    { name: 'Köket', worry: 'waiting' },
  ])

  const [waiting] = await tenant((tx) =>
    tx.select({ people: count() }).from(booking).where(isNotNull(booking.waitsSince)),
  )
  expect(waiting!.people).toBeGreaterThan(0)
  const shy = await tenant((tx) =>
    tx.select({ who: participant.firstName }).from(participant).where(isNotNull(participant.largestGroup)),
  )
  expect(shy.map(({ who }) => who).toSorted()).toEqual(['Linnéa', 'Zahra'])
})

test('two weeks are kept by name, the summer one the lighter', async () => {
  const [summer, ordinary] = await tenant(weekTemplates)
  expect([summer!.name, ordinary!.name]).toEqual(['Sommarvecka', 'Vanlig vecka'])
  expect(summer!.sessions).toBeGreaterThan(5)
  expect(ordinary!.sessions).toBeGreaterThan(summer!.sessions)
})

test('the secret addresses are the same at every start, others in every installation, and lead in', async () => {
  const organisation = '01985d2e-0000-7000-8000-000000000001'
  const tokens = demoTokens(organisation, secret)
  expect(new Set(Object.values(tokens)).size).toBe(3)
  for (const token of Object.values(tokens)) expect(token).toMatch(/^[A-Za-z0-9_-]{48}$/)
  expect(demoTokens(organisation, secret)).toEqual(tokens)
  expect(demoTokens(organisation, `another ${secret}`)).not.toEqual(tokens)

  const [organisationId] = await organisationsHere(db, secret)
  const here = demoTokens(organisationId!, secret)
  const behind = await tenant(async (tx) => ({
    ownWeek: await behindPersonalLink(tx, hashToken(here.ownWeek), Temporal.Instant.from(now)),
    hall: await hallScreenBehind(tx, hashToken(here.hall)),
  }))
  expect([behind.ownWeek?.organisationId, behind.hall?.organisationId]).toEqual([
    organisationId,
    organisationId,
  ])
})

test.for([
  ["New Year's Day, in week 53", '2027-01-01T11:00:00+01:00'],
  ['the night the clocks go back', '2026-10-25T02:30:00+01:00'],
  ["Midsummer's Eve", '2027-06-25T12:00:00+02:00'],
  ['a Monday before breakfast', '2026-08-31T06:00:00+02:00'],
  ['leap day', '2028-02-29T09:40:00+01:00'],
])('on %s the demo can be filled as on any other day', async ([, moment]) => {
  const database = await freshDatabase()
  const another = openDatabase(database.app)
  onTestFinished(async () => {
    await another.close()
    await database.drop()
  })
  await fillDemo({ db: another, secret, clock: settableClock(moment!) }, 'scripts/demo')
  const [organisationId] = await organisationsHere(another, secret)
  const [filled] = await another.tenant(organisationId!)((tx) =>
    tx
      .select({
        presences: sql<number>`(select count(*)::int from attendance)`,
        levels: sql<number>`(select count(*)::int from level_reached)`,
        cancelled: sql<number>`(select count(*)::int from session where cancelled_at is not null)`,
        changes: sql<number>`(select count(*)::int from schedule_change)`,
      })
      .from(programme),
  )
  expect(filled!.presences).toBeGreaterThan(1500)
  expect(filled!.levels).toBeGreaterThan(0)
  expect(filled!.cancelled).toBeGreaterThan(0)
  expect(filled!.changes).toBeGreaterThan(4)
  const at = Temporal.Instant.from(moment!)
  const today = localDateOf(at, 'Europe/Stockholm')
  const notices = countOf(await another.tenant(organisationId!)((tx) => noticesNow(tx, at, today)))
  expect({ calm: notices >= 4 && notices <= 8, notices }).toMatchObject({ calm: true })
})

test('whoever tries the demo on a Sunday morning finds something to check in to', async () => {
  const database = await freshDatabase()
  const own = openDatabase(database.app)
  onTestFinished(async () => {
    await own.close()
    await database.drop()
  })
  const sunday = Temporal.Instant.from('2026-11-22T07:43:00+01:00')
  await fillDemo({ db: own, secret, clock: settableClock(sunday) }, 'scripts/demo')
  const [organisationId] = await organisationsHere(own, secret)
  const running = await own.tenant(organisationId!)((tx) =>
    tx
      .select({ name: activity.name, start: session.localStart, end: session.localEnd })
      .from(session)
      .innerJoin(activity, eq(activity.id, session.activityId))
      .where(eq(session.localDate, localDate('2026-11-22'))),
  )
  expect(running).toEqual([{ name: 'Öppet hus', start: '07:40', end: '09:40' }])
})

test('what happens at the door is there to be seen: cards, languages, questions, absences, guests and what is unclear', async () => {
  const kinds = await tenant((tx) =>
    tx.selectDistinct({ problem: unclearCheckIn.problem }).from(unclearCheckIn),
  )
  expect(kinds.map(({ problem }) => problem).toSorted()).toEqual([
    'clock',
    'no_session',
    'not_enrolled',
    'not_in',
    'staff_said_otherwise',
    'unknown_person',
  ])
  const absences = await tenant((tx) => tx.select().from(absence))
  expect(absences.filter(({ reason }) => reason !== '')).toHaveLength(1)
  expect(absences.filter(({ toldBy }) => toldBy === null).length).toBeGreaterThan(0)
  const answers = await tenant((tx) => tx.select().from(answer))
  expect(answers.length).toBeGreaterThan(50)
  expect(answers.some(({ value }) => value === null)).toBe(true)
  const counts = await tenant((tx) => tx.select().from(headCount))
  expect(counts.map(({ guests, heads }) => [guests, heads]).toSorted()).toEqual([
    [0, 14],
    [2, null],
  ])
  const readers = await tenant((tx) =>
    tx.select({ who: participant.firstName }).from(participant).where(isNotNull(participant.language)),
  )
  expect(readers.map(({ who }) => who).toSorted()).toEqual(['Nour', 'Selam'])

  const [organisationId] = await organisationsHere(db, secret)
  const card = demoCard(organisationId!, secret, 'pelle')
  expect(isCard(card)).toBe(true)
  const [theirs] = await tenant((tx) =>
    tx
      .select({ who: participant.firstName })
      .from(personalCard)
      .innerJoin(participant, eq(participant.id, personalCard.participantId))
      .where(eq(personalCard.cardHash, hashCard(card, organisationId!, secret))),
  )
  expect(theirs).toEqual({ who: 'Pelle' })
})
