import { count, eq, isNotNull, sql } from 'drizzle-orm'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { Temporal } from 'temporal-polyfill'
import { openDatabase, type Database, type Tenant } from '../../db/client.ts'
import {
  activity,
  attendance,
  attendanceEvent,
  booking,
  enrolment,
  identityProtection,
  levelReached,
  participant,
  programme,
  reportedHours,
  session,
} from '../../db/schema/index.ts'
import { fillDemo } from '../../scripts/demo/fill.ts'
import { demoFeedToken } from '../../scripts/demo/keys.ts'
import { chapters } from '../../scripts/demo/story.ts'
import { organisationsHere } from '../../server/organisation/queries.ts'
import { exitReport } from '../../server/outcomes/exit-report.ts'
import { exitsOfProgramme, programmeNamed } from '../../server/outcomes/queries.ts'
import { settableClock } from '../../server/time/clock.ts'
import { localDate } from '../../server/time/dates.ts'
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

test('filling the demo is less than five seconds of work, however busy the machine is with other things', () => {
  expect(seconds).toBeLessThan(5)
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
      : ['mark']
    expect(row.kinds).toEqual(row.minutesByHand === null ? expected : [...expected, 'correction'])
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

test("the demo's calendar has the same address at every start, and another in every installation", () => {
  const organisation = '01985d2e-0000-7000-8000-000000000001'
  expect(demoFeedToken(organisation, secret)).toMatch(/^[A-Za-z0-9_-]{48}$/)
  expect(demoFeedToken(organisation, secret)).toBe(demoFeedToken(organisation, secret))
  expect(demoFeedToken(organisation, `another ${secret}`)).not.toBe(demoFeedToken(organisation, secret))
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
      })
      .from(programme),
  )
  expect(filled!.presences).toBeGreaterThan(1500)
  expect(filled!.levels).toBeGreaterThan(0)
  expect(filled!.cancelled).toBeGreaterThan(0)
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
