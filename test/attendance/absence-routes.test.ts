import { randomUUID } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { absence, accessEntry, attendance, attendanceEvent, booking, session } from '../../db/schema/index.ts'
import { localDate, localTime } from '../../server/time/dates.ts'
import { instantAt } from '../../server/time/zones.ts'
import { checkIn, outcomeOf, pairedTablet } from '../kiosk/tablet.ts'
import { announcements, world, type World } from '../world.ts'

const zone = 'Europe/Stockholm'

/** An hour of yoga on a day, with Pelle in it. */
async function yogaOn({ tenant, ids }: World, day: string, who: 'pelle' | 'siv' = 'pelle') {
  const date = localDate(day)
  const [start, end] = [localTime('13:00'), localTime('14:00')]
  return tenant(async (tx) => {
    const [row] = await tx
      .insert(session)
      .values({
        activityId: ids.activities.yoga,
        localDate: date,
        localStart: start,
        localEnd: end,
        startsAt: instantAt(date, start, zone),
        endsAt: instantAt(date, end, zone),
        timeZone: zone,
        leaderId: ids.staff.leif,
      })
      .returning({ id: session.id })
    await tx.insert(booking).values({ participantId: ids.participants[who], sessionId: row!.id })
    return row!.id
  })
}

async function pelleInYoga(here: World) {
  const { karin, ids } = here
  const pelle = ids.participants.pelle
  await karin.post(`/sessions/${ids.sessions.yoga}/bookings`, { participant_id: pelle })
  const tell = (reason = '') => ({ participant_id: pelle, reason })
  const at = `/sessions/${ids.sessions.yoga}`
  return { pelle, at, tell, page: `${at}/attendance/${pelle}` }
}

const presenceOf = ({ tenant, ids }: World, participantId = ids.participants.pelle) =>
  tenant(async (tx) => {
    const own = and(eq(attendance.sessionId, ids.sessions.yoga), eq(attendance.participantId, participantId))
    const [row] = await tx.select().from(attendance).where(own)
    return row
  })

test('an absence told by staff excuses, keeps the place, and is announced and kept in the ledger', async () => {
  const here = await world()
  const { at, tell, page } = await pelleInYoga(here)
  const heard = announcements(here)
  expect((await here.karin.post(`${at}/absences`, tell('Tandläkaren'))).status).toBe(303)
  expect(await presenceOf(here)).toMatchObject({
    status: 'excused',
    enrolmentId: here.ids.enrolments.pelle,
    confirmedAt: null,
  })
  await expect.poll(() => heard).toContain('attendance')
  const events = await here.tenant((tx) => tx.select().from(attendanceEvent))
  expect(events).toMatchObject([
    { kind: 'absence', source: 'staff', status: 'excused', before: null, reason: null },
  ])
  const rollCall = (await here.leif.get(`${at}/roll-call`)).text
  expect(rollCall).toContain('Anmäld frånvaro')
  expect(rollCall).toContain('Anmäld frånvaro 1')
  expect((await here.leif.get(page)).text).toContain('Anmälde frånvaro')
  const bookings = await here.tenant((tx) => tx.select().from(booking))
  expect(bookings.filter(({ withdrawnAt }) => withdrawnAt === null)).toHaveLength(1)
})

test('why somebody does not come is seen by the coach, administrators and whoever wrote it, and that is logged', async () => {
  const here = await world()
  const { ids, karin, leif, astrid } = here
  const amina = ids.participants.amina
  await karin.post(`/sessions/${ids.sessions.yoga}/bookings`, { participant_id: amina })
  const page = `/sessions/${ids.sessions.yoga}/attendance/${amina}`
  await karin.post(`/sessions/${ids.sessions.yoga}/absences`, {
    participant_id: amina,
    reason: 'Tandläkaren',
  })

  for (const reader of [karin, astrid]) expect((await reader.get(page)).text).toContain('Tandläkaren')
  const leaders = (await leif.get(page)).text
  expect(leaders).toContain('Anmäld frånvaro')
  expect(leaders).not.toContain('Tandläkaren')
  expect(leaders).toContain('Varför visas bara för')
  expect((await leif.get(`/sessions/${ids.sessions.yoga}/roll-call`)).text).not.toContain('Tandläkaren')

  const read = await here.tenant((tx) =>
    tx.select().from(accessEntry).where(eq(accessEntry.what, 'absenceReason')),
  )
  expect(read.map(({ staffId }) => staffId).toSorted()).toEqual(
    [ids.staff.karin, ids.staff.astrid].toSorted(),
  )
})

test('a coach reads why their own participant does not come, another coordinator who did not write it does not', async () => {
  const here = await world()
  const { at, tell, page, pelle } = await pelleInYoga(here)
  await here.astrid.post(`${at}/absences`, tell('Tandläkaren'))
  expect((await here.leif.get(page)).text).toContain('Tandläkaren')
  expect((await here.leif.get(`/participants/${pelle}`)).text).toContain('Tandläkaren')
  expect((await here.karin.get(page)).text).not.toContain('Tandläkaren')
  const others = (await here.karin.get(`/participants/${pelle}`)).text
  expect(others).toContain('Anmäld frånvaro')
  expect(others).not.toContain('Tandläkaren')
})

test('taken back, what stood before stands again, and what was written about why is gone', async () => {
  const here = await world()
  const { at, tell, pelle, page } = await pelleInYoga(here)
  await here.karin.post(`${at}/absences`, tell('Tandläkaren'))
  expect((await here.karin.delete(`${at}/absences/${pelle}`)).status).toBe(303)
  expect(await presenceOf(here)).toMatchObject({ status: 'unknown' })
  const rows = await here.tenant((tx) => tx.select().from(absence))
  expect(rows).toMatchObject([{ reason: '', withdrawnBy: here.ids.staff.karin }])
  const shown = (await here.karin.get(page)).text
  expect(shown).toContain('Tog tillbaka frånvaron')
  expect(shown).not.toContain('Tandläkaren')
  const again = await here.karin.delete(`${at}/absences/${pelle}`)
  expect((await here.karin.get(again.location!)).text).toContain('Det finns ingen anmäld frånvaro')
  expect((await here.karin.post(`${at}/absences`, tell())).status).toBe(303)
})

test('telling twice is told, also at the same moment, and counts once', async () => {
  const here = await world()
  const { at, tell } = await pelleInYoga(here)
  const [one, other] = await Promise.all([
    here.karin.post(`${at}/absences`, tell('Först')),
    here.astrid.post(`${at}/absences`, tell('Sedan')),
  ])
  expect([one.status, other.status].toSorted()).toEqual([303, 422])
  const refused = one.status === 422 ? one : other
  expect(refused.text).toContain('Frånvaron är redan anmäld.')
  expect(await here.tenant((tx) => tx.select().from(absence))).toHaveLength(1)
})

test('who comes all the same is there, and the absence is told but came', async () => {
  const here = await world()
  const { at, tell, pelle, page } = await pelleInYoga(here)
  await here.karin.post(`${at}/absences`, tell())
  await here.leif.put(page, { status: 'present' })
  expect((await here.leif.get(`${at}/roll-call`)).text).toContain('Anmäld frånvaro, men kom')
  await here.karin.delete(`${at}/absences/${pelle}`)
  expect(await presenceOf(here)).toMatchObject({ status: 'present' })
})

test('an absence is refused where it makes no sense, with a sentence and nothing lost', async () => {
  const here = await world()
  const { at, tell, pelle } = await pelleInYoga(here)
  const long = await here.karin.post(`${at}/absences`, tell('x'.repeat(501)))
  expect([long.status, long.text.includes('x'.repeat(501))]).toEqual([422, true])
  const unbooked = await here.karin.post(`${at}/absences`, { participant_id: here.ids.participants.amina })
  expect(unbooked.status).toBe(404)
  await here.karin.post(`${at}/cancellation`, { reason: 'Ledaren är sjuk' })
  const cancelled = await here.karin.post(`${at}/absences`, tell('Sjuk'))
  expect(cancelled.text).toContain('Passet är inställt, så ingen frånvaro behövs.')
  expect(cancelled.text).toContain('Sjuk')
  await here.karin.delete(`${at}/cancellation`)
  here.clock.set('2026-03-17T09:30:00+01:00')
  expect((await here.karin.post(`${at}/absences`, tell())).text).toContain('Passet har börjat.')
  expect((await here.karin.delete(`${at}/absences/${pelle}`)).status).toBe(303)
})

test('a protected person is told of by those who may know them, and by nobody else', async () => {
  const here = await world()
  const { ids } = here
  await yogaOn(here, '2026-03-18', 'siv')
  const days = { from: '2026-03-18', to: '2026-03-18' }
  const siv = `/participants/${ids.participants.siv}`
  for (const other of [here.karin, here.leif])
    expect((await other.post(`${siv}/absence-previews`, days)).status).toBe(404)
  expect((await here.astrid.post(`${siv}/absence-previews`, days)).text).toContain('Yoga')
})

test('an absence of some days shows which sessions first, and then is all of them or none', async () => {
  const here = await world()
  const { ids, karin } = here
  const first = await yogaOn(here, '2026-03-18')
  const second = await yogaOn(here, '2026-03-20')
  await yogaOn(here, '2026-03-23')
  const pelle = `/participants/${ids.participants.pelle}`
  const days = { from: '2026-03-18', to: '2026-03-22', reason: 'Resa' }
  const preview = await karin.post(`${pelle}/absence-previews`, days)
  expect(preview.status).toBe(200)
  expect(preview.text).toContain('2 pass')
  expect(preview.text).not.toContain('23 mars')
  expect(await here.tenant((tx) => tx.select().from(absence))).toEqual([])

  const third = await yogaOn(here, '2026-03-19')
  const changed = await karin.post(`${pelle}/absences`, { ...days, session_ids: [first, second] })
  expect(changed.status).toBe(409)
  expect(changed.text).toContain('Bokningarna har ändrats')
  expect(changed.text).toContain('Resa')
  expect(await here.tenant((tx) => tx.select().from(absence))).toEqual([])

  const told = await karin.post(`${pelle}/absences`, { ...days, session_ids: [first, second, third] })
  expect(told.status).toBe(303)
  expect(await here.tenant((tx) => tx.select().from(absence))).toHaveLength(3)
  const again = await karin.post(`${pelle}/absences`, { ...days, session_ids: [first, second, third] })
  expect([again.status, again.text.includes('inte bokad på något de dagarna')]).toEqual([422, true])

  const page = (await karin.get(pelle)).text
  const [id] = /\/absences\/([0-9a-f-]{36})/.exec(page)!.slice(1)
  expect((await karin.delete(`${pelle}/absences/${id}`)).status).toBe(303)
  expect((await karin.delete(`${pelle}/absences/${id}`)).status).toBe(404)
  expect((await karin.delete(`/participants/${ids.participants.amina}/absences/${id}`)).status).toBe(404)
})

test('wrong days are told beside their fields', async () => {
  const here = await world()
  const pelle = `/participants/${here.ids.participants.pelle}`
  const say = async (from: string, to: string) =>
    (await here.karin.post(`${pelle}/absence-previews`, { from, to, reason: 'Resa' })).text
  expect(await say('2026-03-16', '2026-03-18')).toContain('Det kan inte börja före i dag.')
  expect(await say('2026-03-19', '2026-03-18')).toContain('Det ligger före den första dagen.')
  expect(await say('2026-03-19', '2026-12-18')).toContain('Högst 92 dagar åt gången.')
  expect(await say('', '')).toContain('Resa')
})

test('whoever gives back the place is no longer absent from there', async () => {
  const here = await world()
  const { at, tell, pelle } = await pelleInYoga(here)
  await here.karin.post(`${at}/absences`, tell('Tandläkaren'))
  await here.karin.delete(`${at}/bookings/${pelle}`)
  expect(await presenceOf(here)).toMatchObject({ status: 'unknown' })
  const rows = await here.tenant((tx) => tx.select().from(absence))
  expect(rows).toMatchObject([{ reason: '' }])
  expect(rows[0]!.withdrawnAt).not.toBeNull()
})

test('who checks in at the tablet all the same is present, and undone there the absence stands again', async () => {
  const here = await world()
  const { at, tell } = await pelleInYoga(here)
  await here.karin.post(`${at}/absences`, tell('Tandläkaren'))
  const tablet = await pairedTablet(here)
  here.clock.advance({ seconds: 30 })
  const id = randomUUID()
  const came = await checkIn(tablet, here.codes.pelle, { id })
  expect(outcomeOf(came)).toBe('welcome')
  expect(await presenceOf(here)).toMatchObject({ status: 'present', confirmedAt: null })
  expect((await here.leif.get(`${at}/roll-call`)).text).toContain('Anmäld frånvaro, men kom')
  const told = (await here.tenant((tx) => tx.select().from(absence)))[0]!
  expect(told.withdrawnAt).toBeNull()

  here.clock.advance({ seconds: 8 })
  const undone = await tablet.post('/kiosk/withdrawals', { id: randomUUID(), because_of: id })
  expect(undone.status).toBe(200)
  expect(await presenceOf(here)).toMatchObject({ status: 'excused', checkedInAt: null })
})
