import { and, eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import {
  accessEntry,
  attendance,
  enrolment,
  excusedWeek,
  levelReached,
  programme,
  reportedHours,
  session,
} from '../../db/schema/index.ts'
import type { AttendanceStatus } from '../../server/attendance/words.ts'
import { hoursIn } from '../../server/hours/enrolment-hours.ts'
import { hoursOfParticipant, keepReachedLevels } from '../../server/hours/queries.ts'
import { localDate, localTime } from '../../server/time/dates.ts'
import { isoWeek, type IsoWeek } from '../../server/time/weeks.ts'
import { addMinutes, instantAt, localDateOf, localTimeOf } from '../../server/time/zones.ts'
import { world, type World } from '../world.ts'

const zone = 'Europe/Stockholm'

type Came = {
  status?: AttendanceStatus
  late?: number
  cancelled?: boolean
  byHand?: number
  staysFor?: number
}

/** Pelle comes to a session from a wall time, so many minutes of real time long. */
async function cameOn({ tenant, ids }: World, date: string, from: string, minutes: number, how: Came = {}) {
  const startsAt = instantAt(localDate(date), localTime(from), zone)
  const endsAt = addMinutes(startsAt, minutes)
  await tenant(async (tx) => {
    const [row] = await tx
      .insert(session)
      .values({
        activityId: ids.activities.yoga,
        startsAt,
        endsAt,
        localDate: localDateOf(startsAt, zone),
        localStart: localTimeOf(startsAt, zone),
        localEnd: localTimeOf(endsAt, zone),
        timeZone: zone,
        cancelledAt: how.cancelled ? startsAt : null,
        cancellationReason: how.cancelled ? 'Ledaren är sjuk' : null,
      })
      .returning({ id: session.id })
    await tx.insert(attendance).values({
      sessionId: row!.id,
      participantId: ids.participants.pelle,
      enrolmentId: ids.enrolments.pelle,
      status: how.status ?? 'present',
      checkedInAt: addMinutes(startsAt, how.late ?? -2),
      checkedOutAt: how.staysFor === undefined ? null : addMinutes(startsAt, how.staysFor),
      minutesByHand: how.byHand,
      minutesReason: how.byHand === undefined ? null : 'Hjälpte till efteråt',
    })
  })
}

async function minutesIn({ tenant, ids, clock }: World, week: string): Promise<number | undefined> {
  const today = localDateOf(clock.now(), zone)
  const { records, reckoning } = await tenant((tx) =>
    hoursOfParticipant(tx, ids.participants.pelle, { today, zone, now: clock.now() }),
  )
  return hoursIn([isoWeek(week)], records[0]!, reckoning).cells[0]?.minutes
}

const pageOf = ({ ids }: World) => `/participants/${ids.participants.pelle}/hours`

test('a check-in becomes hours in the table and on the page of the participant', async () => {
  const here = await world()
  await cameOn(here, '2026-03-10', '09:00', 150)
  const table = await here.karin.get(`/hours?programme=${here.ids.programme}&until=2026-W11&weeks=4`)
  expect(table.status).toBe(200)
  expect(table.text).toMatch(/Pelle Björkvall.*2,5/s)
  const page = await here.karin.get(pageOf(here))
  expect(page.text).toContain('Pelle Björkvall: timmar')
  expect(page.text).toContain('2,5')
})

test('in the night the clocks go back three hours on the wall are four of attendance, in the week they began in', async () => {
  const here = await world('2026-10-28T09:00:00+01:00')
  await cameOn(here, '2026-10-25', '01:00', 240)
  expect(await minutesIn(here, '2026-W43')).toBe(240)
  expect(await minutesIn(here, '2026-W44')).toBe(0)
})

test('2026 has a week 53, and a session over midnight belongs to the week in which it began', async () => {
  const here = await world('2027-01-05T09:00:00+01:00')
  await here.tenant((tx) => tx.update(enrolment).set({ startsOn: localDate('2026-11-02') }))
  await cameOn(here, '2026-12-30', '10:00', 60)
  await cameOn(here, '2027-01-03', '23:00', 120)
  expect(await minutesIn(here, '2026-W53')).toBe(180)
  expect(await minutesIn(here, '2027-W01')).toBe(0)
  expect((await here.karin.get('/hours?until=2026-W53&weeks=4')).text).toContain('vecka 53 2026')
})

test('overlapping sessions count once, a cancelled one only what staff say, and minutes by hand as they are written', async () => {
  const here = await world()
  await cameOn(here, '2026-03-09', '09:00', 120)
  await cameOn(here, '2026-03-09', '10:00', 120)
  expect(await minutesIn(here, '2026-W11')).toBe(180)
  await cameOn(here, '2026-03-10', '09:00', 60, { cancelled: true })
  expect(await minutesIn(here, '2026-W11')).toBe(180)
  await cameOn(here, '2026-03-11', '09:00', 60, { cancelled: true, byHand: 20 })
  await cameOn(here, '2026-03-12', '09:00', 60, { byHand: 45 })
  expect(await minutesIn(here, '2026-W11')).toBe(245)
})

test('sessions that overlap and count in two enrolments are credited once between them', async () => {
  const here = await world()
  const { tenant, ids } = here
  await cameOn(here, '2026-03-09', '09:00', 120)
  const second = await tenant(async (tx) => {
    const [track] = await tx
      .insert(programme)
      .values({ preset: 'track', name: 'Spåret' })
      .returning({ id: programme.id })
    const whose = { participantId: ids.participants.pelle, programmeId: track!.id }
    const [row] = await tx
      .insert(enrolment)
      .values({ ...whose, startsOn: localDate('2026-03-01') })
      .returning({ id: enrolment.id })
    return row!
  })
  await cameOn(here, '2026-03-09', '10:00', 120)
  await tenant(async (tx) => {
    const [later] = await tx
      .select()
      .from(session)
      .where(eq(session.localStart, localTime('10:00')))
    await tx.update(attendance).set({ enrolmentId: second.id }).where(eq(attendance.sessionId, later!.id))
    const { records, reckoning } = await hoursOfParticipant(tx, ids.participants.pelle, {
      today: localDate('2026-03-20'),
      zone,
      now: here.clock.now(),
    })
    const minutes = records.map(
      (record) => hoursIn([isoWeek('2026-W11')], record, reckoning).cells[0]?.minutes,
    )
    expect(minutes.toSorted()).toEqual([120, 60])
  })
})

test('who comes late or leaves early has the time that was left, and absence has none', async () => {
  const here = await world()
  await cameOn(here, '2026-03-09', '09:00', 60, { late: 20, status: 'late' })
  await cameOn(here, '2026-03-10', '09:00', 60, { staysFor: 30, status: 'left_early' })
  await cameOn(here, '2026-03-11', '09:00', 60, { status: 'excused' })
  await cameOn(here, '2026-03-12', '09:00', 60, { status: 'absent' })
  expect(await minutesIn(here, '2026-W11')).toBe(70)
  await here.tenant((tx) => tx.update(programme).set({ creditRule: 'as_registered' }))
  expect(await minutesIn(here, '2026-W11')).toBe(70)
})

test('placement counts at once, home activity when it is approved, and neither when it is taken back', async () => {
  const here = await world()
  const path = `/enrolments/${here.ids.enrolments.pelle}/reported-hours`
  const report = { on_date: '2026-03-10', note: '' }
  expect((await here.karin.post(path, { ...report, kind: 'placement', minutes: 90 })).location).toBe(
    pageOf(here),
  )
  await here.karin.post(path, { ...report, kind: 'home_activity', minutes: 30 })
  expect(await minutesIn(here, '2026-W11')).toBe(90)

  const rows = await here.tenant((tx) => tx.select().from(reportedHours).orderBy(reportedHours.id))
  const [placement, home] = rows.map(({ id }) => `/reported-hours/${id}`)
  expect((await here.karin.get(pageOf(here))).text).toContain('Väntar på godkännande')
  for (const again of [1, 2]) {
    expect((await here.leif.put(`${home}/approval`)).status, `time ${again}`).toBe(303)
  }
  expect(await minutesIn(here, '2026-W11')).toBe(120)
  await here.leif.put(`${placement}/withdrawal`)
  expect(await minutesIn(here, '2026-W11')).toBe(30)
  const changes = await here.tenant((tx) =>
    tx
      .select()
      .from(accessEntry)
      .where(and(eq(accessEntry.act, 'change'), eq(accessEntry.what, 'reportedHours'))),
  )
  expect(changes).toHaveLength(4)
})

test('what is wrong with reported hours is told beside its field, and what was typed stays', async () => {
  const here = await world()
  const path = `/enrolments/${here.ids.enrolments.pelle}/reported-hours`
  const good = { kind: 'placement', on_date: '2026-03-10', minutes: 90, note: 'Butiken' }
  const told = async (wrong: Record<string, string | number>) =>
    (await here.karin.post(path, { ...good, ...wrong })).text
  expect(await told({ minutes: 'en timme' })).toContain('value="en timme"')
  expect(await told({ minutes: 0 })).toContain('Skriv ett tal från 1 till 1440.')
  expect(await told({ on_date: '2026-03-18' })).toContain('Dagen har inte varit än.')
  expect(await told({ on_date: '2025-03-18' })).toContain('Dagen ligger utanför inskrivningen.')
  expect(await told({ on_date: 'igår' })).toContain('value="Butiken"')
  expect(await told({ kind: 'semester' })).toContain('Välj något i listan.')

  const twice = await Promise.all([here.karin.post(path, good), here.leif.post(path, good)])
  expect(twice.map(({ status }) => status).sort()).toEqual([303, 422])
  expect(twice.map(({ text }) => text).join()).toContain('redan lika många minuter')
  expect(await told({ minutes: 1400 })).toContain('mer än ett dygn')
})

test('an excused week is left out of the mean, and can be counted again', async () => {
  const here = await world()
  for (const day of ['02-17', '02-24', '03-03', '03-10']) await cameOn(here, `2026-${day}`, '09:00', 600)
  const weeks = `/enrolments/${here.ids.enrolments.pelle}/excused-weeks`
  expect((await here.karin.post(weeks, { week: '2026-W10', reason: 'illness' })).status).toBe(303)
  expect((await here.karin.put(`${weeks}/2026-W10`, { reason: 'holiday' })).status).toBe(303)
  expect(await here.tenant((tx) => tx.select().from(excusedWeek))).toMatchObject([
    { monday: '2026-03-02', reason: 'holiday' },
  ])
  const table = await here.karin.get('/hours?until=2026-W12&weeks=4')
  expect(table.text).toContain('Ledighet')
  for (const week of ['2026-W54', 'vecka 10', ''])
    expect((await here.karin.post(weeks, { week, reason: 'illness' })).status).toBe(422)
  expect((await here.karin.post(weeks, { week: '2025-W10', reason: 'illness' })).text).toContain(
    'Veckan ligger utanför inskrivningen.',
  )
  for (const again of [1, 2])
    expect((await here.karin.delete(`${weeks}/2026-W10`)).status, `time ${again}`).toBe(303)
  expect(await here.tenant((tx) => tx.select().from(excusedWeek))).toEqual([])
})

test('the day the level was reached is kept, whatever is corrected later', async () => {
  const here = await world('2026-03-24T09:00:00+01:00')
  await here.tenant((tx) =>
    tx
      .update(enrolment)
      .set({ startsOn: localDate('2026-02-16') })
      .where(eq(enrolment.id, here.ids.enrolments.pelle)),
  )
  for (const day of ['02-17', '02-24', '03-03', '03-10', '03-17'])
    await cameOn(here, `2026-${day}`, '08:00', 600)
  const when = { today: localDate('2026-03-24'), zone, at: here.clock.now() }
  expect(await here.tenant((tx) => keepReachedLevels(tx, {}, when))).toBe(1)
  expect(await here.tenant((tx) => keepReachedLevels(tx, {}, when))).toBe(0)
  await here.tenant((tx) => tx.update(attendance).set({ status: 'absent' }))
  expect(await here.tenant((tx) => tx.select().from(levelReached))).toMatchObject([
    { reachedOn: '2026-03-15' },
  ])
  expect((await here.karin.get(pageOf(here))).text).toContain('15 mars 2026')
})

test('an address that asks for nonsense is told so, and no more than half a year is shown', async () => {
  const here = await world()
  const wrong = await here.karin.get('/hours?programme=promise&until=2026-W60&weeks=400')
  expect(wrong.status).toBe(422)
  expect(wrong.text).toContain('Skriv en vecka, till exempel 2026-W12.')
  expect(wrong.text).toContain('Välj ett antal veckor i listan.')
  expect((await here.karin.get('/hours?weeks=26')).status).toBe(200)
  expect((await here.karin.get('/hours?until=1990-W01' as IsoWeek)).text).toContain('Ingen är inskriven')
})

test('hours are for coordinators, for administrators and, of one participant, for the own coach', async () => {
  const here = await world()
  const { pelle, amina, siv } = here.ids.participants
  const hoursOf = (id: string) => `/participants/${id}/hours`
  expect((await here.leif.get('/hours')).status).toBe(403)
  expect((await here.rut.get('/hours')).status).toBe(403)
  expect((await here.leif.get(hoursOf(pelle))).status).toBe(200)
  expect((await here.leif.get(hoursOf(amina))).status).toBe(404)
  expect((await here.rut.get(hoursOf(pelle))).status).toBe(403)
  expect((await here.nils.get(hoursOf(pelle))).status).toBe(404)
  const report = { kind: 'placement', on_date: '2026-03-10', minutes: 90 }
  const reportOf = (key: 'amina' | 'siv') => `/enrolments/${here.ids.enrolments[key]}/reported-hours`
  expect((await here.leif.post(reportOf('amina'), report)).status).toBe(404)
  expect((await here.nils.post(reportOf('amina'), report)).status).toBe(404)

  const table = await here.karin.get('/hours')
  expect(table.text).not.toContain('Siv')
  expect(table.text).toContain('Dessutom 1 person som inte visas med namn.')
  expect((await here.karin.get(hoursOf(siv))).status).toBe(404)
  expect((await here.karin.post(reportOf('siv'), report)).status).toBe(404)
  expect((await here.astrid.get('/hours')).text).toContain('Siv Dalgren')
})

test('whose coach one was, one reads and changes no longer', async () => {
  const here = await world()
  const { pelle } = here.ids.participants
  await here.tenant((tx) =>
    tx
      .update(enrolment)
      .set({ endsOn: localDate('2026-03-16') })
      .where(eq(enrolment.participantId, pelle)),
  )
  expect((await here.leif.get(pageOf(here))).status).toBe(404)
  const report = { kind: 'placement', on_date: '2026-03-10', minutes: 90 }
  const path = `/enrolments/${here.ids.enrolments.pelle}/reported-hours`
  expect((await here.leif.post(path, report)).status).toBe(404)
  expect((await here.karin.post(path, report)).status).toBe(303)
})

test('the hours of somebody who begins later are a page that says so, not a missing one', async () => {
  const { karin, rut, leif, ids, tenant } = await world()
  await tenant((tx) =>
    tx
      .update(enrolment)
      .set({ startsOn: localDate('2026-04-06') })
      .where(eq(enrolment.participantId, ids.participants.amina)),
  )
  const path = `/participants/${ids.participants.amina}/hours`
  const answer = await karin.get(path)
  expect(answer.status).toBe(200)
  expect(answer.text).toContain('Amina')
  expect((await leif.get(path)).status).toBe(404)
  expect((await rut.get(path)).status).toBe(403)
})
