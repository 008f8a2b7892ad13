import { eq } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import { expect, test } from 'vitest'
import {
  accessEntry,
  activity,
  attendance,
  attendanceEvent,
  headCountEvent,
  kiosk,
  rollCallClosing,
  session,
} from '../../db/schema/index.ts'
import { recordCheckIn, recordDeparture } from '../../server/attendance/presence-queries.ts'
import { localDate } from '../../server/time/dates.ts'
import { addMinutes } from '../../server/time/zones.ts'
import { announcements, world, type World } from '../world.ts'
import { book, checkIn } from './presences.ts'

const duringYoga = '2026-03-17T09:40:00+01:00'
const pathOf = ({ ids }: World) => `/sessions/${ids.sessions.yoga}`
const pelleAt = ({ ids }: World) => ({
  sessionId: ids.sessions.yoga,
  participantId: ids.participants.pelle,
  enrolmentId: ids.enrolments.pelle,
})
const rowOf = ({ tenant }: World, participantId: string) =>
  tenant(async (tx) => {
    const [row] = await tx.select().from(attendance).where(eq(attendance.participantId, participantId))
    return row
  })
const kindsOf = ({ tenant }: World, participantId: string) =>
  tenant(async (tx) => {
    const rows = await tx
      .select({ kind: attendanceEvent.kind })
      .from(attendanceEvent)
      .where(eq(attendanceEvent.participantId, participantId))
      .orderBy(attendanceEvent.id)
    return rows.map(({ kind }) => kind)
  })

/** Pelle has checked in, Amina is booked, and nobody has said more. */
async function yogaHere(start = duringYoga) {
  const here = await world(start)
  await book(here.tenant, here.ids.sessions.yoga, here.ids.participants.amina, here.ids.participants.pelle)
  await checkIn(here.tenant, pelleAt(here), addMinutes(here.clock.now(), -10))
  return here
}

test('what the kiosk says stands apart until staff have confirmed it, by one tap or by the same mark', async () => {
  const here = await yogaHere()
  const { pelle } = here.ids.participants
  const open = await here.leif.get(`${pathOf(here)}/roll-call`)
  expect(open.text).toContain('Incheckad 09.30 på plattan')
  expect(open.text).toContain('Inte bekräftad')
  expect(await rowOf(here, pelle)).toMatchObject({ confirmedAt: null, confirmedBy: null })

  await here.leif.put(`${pathOf(here)}/attendance/${pelle}`, { status: 'present', version: 1 })
  const confirmed = await rowOf(here, pelle)
  expect(confirmed).toMatchObject({ status: 'present', version: 2, confirmedBy: here.ids.staff.leif })
  expect(confirmed?.confirmedAt?.toString()).toBe(here.clock.now().toString())
  expect(await kindsOf(here, pelle)).toEqual(['check_in', 'confirmation'])
  const page = await here.leif.get(`${pathOf(here)}/attendance/${pelle}`)
  expect(page.text).toContain('Bekräftade: Närvarande')
  expect(page.text).toContain('Bekräftad av Leif')

  await here.leif.put(`${pathOf(here)}/attendance/${pelle}`, { status: 'present', version: 2 })
  expect(await kindsOf(here, pelle)).toHaveLength(2)
})

test('every word of staff confirms: a mark, times and minutes; a mark taken back confirms nothing', async () => {
  const here = await yogaHere('2026-03-17T11:00:00+01:00')
  const { amina } = here.ids.participants
  const path = `${pathOf(here)}/attendance/${amina}`
  const confirmedBy = async () => (await rowOf(here, amina))?.confirmedBy
  await here.leif.put(path, { status: 'absent' })
  expect(await confirmedBy()).toBe(here.ids.staff.leif)
  await here.karin.put(`${path}/times`, { checked_in_at: '09:50', checked_out_at: '' })
  expect(await confirmedBy()).toBe(here.ids.staff.karin)
  await here.leif.post(`${pathOf(here)}/corrections`, { participant_id: amina, minutes: 20, reason: 'Kom' })
  expect(await confirmedBy()).toBe(here.ids.staff.leif)
  await here.leif.delete(`${pathOf(here)}/corrections/${amina}`)
  await here.leif.put(path, { status: 'unknown' })
  expect(await confirmedBy()).toBeNull()
})

test('all who have checked in are confirmed at once, and nobody else is touched; twice is once', async () => {
  const here = await yogaHere()
  const { pelle, amina } = here.ids.participants
  const heard = announcements(here)
  for (const _ of [1, 2]) {
    const answer = await here.leif.post(`${pathOf(here)}/confirmations`)
    expect(answer.status).toBe(303)
  }
  expect(await kindsOf(here, pelle)).toEqual(['check_in', 'confirmation'])
  expect(await rowOf(here, amina)).toBeUndefined()
  await expect.poll(() => heard).toContain('attendance')

  await here.leif.put(`${pathOf(here)}/attendance`, { status: 'present' })
  expect(await rowOf(here, amina)).toMatchObject({ status: 'present', confirmedBy: here.ids.staff.leif })
})

test('nothing is confirmed of what has not begun', async () => {
  const here = await yogaHere('2026-03-17T09:20:00+01:00')
  expect((await here.leif.post(`${pathOf(here)}/confirmations`)).status).toBe(422)
  expect(await kindsOf(here, here.ids.participants.pelle)).toEqual(['check_in'])
})

test('closing asks about those who are not filled in, and writes what is answered', async () => {
  const here = await yogaHere()
  const { pelle, amina } = here.ids.participants
  const path = `${pathOf(here)}/roll-call/closure`
  const asked = await here.leif.post(path)
  expect(asked.status).toBe(422)
  expect(asked.text).toContain('1 är inte ifylld. Vad ska stå?')
  expect(asked.text).toContain('Välj vad som ska stå')
  expect(await here.tenant((tx) => tx.select().from(rollCallClosing))).toEqual([])
  expect((await here.leif.post(path, { rest: 'left_early' })).status).toBe(422)

  expect((await here.leif.post(path, { rest: 'excused' })).location).toBe(`${pathOf(here)}/roll-call`)
  expect(await rowOf(here, amina)).toMatchObject({ status: 'excused', confirmedBy: here.ids.staff.leif })
  expect(await kindsOf(here, pelle)).toEqual(['check_in', 'confirmation'])
  const closed = await here.karin.get(`${pathOf(here)}/roll-call`)
  expect(closed.text).toContain('Leif Sandell avslutade det')
  expect(closed.text).not.toContain('mark-button')
  expect((await here.karin.get(pathOf(here))).text).toContain('Avslutat 17 mars 2026 09.40 av Leif Sandell')
})

test('somebody who came unbooked and was set back is asked about too, but not marked with the booked', async () => {
  const here = await world(duringYoga)
  const { pelle } = here.ids.participants
  const path = `${pathOf(here)}/roll-call/closure`
  await checkIn(here.tenant, pelleAt(here), addMinutes(here.clock.now(), -10))
  await here.leif.put(`${pathOf(here)}/attendance/${pelle}`, { status: 'unknown' })
  expect((await here.leif.get('/roll-calls')).text).toContain('1 person, 1 inte ifylld')
  await here.leif.put(`${pathOf(here)}/attendance`, { status: 'present' })
  expect(await rowOf(here, pelle)).toMatchObject({ status: 'unknown' })
  const asked = await here.leif.post(path)
  expect(asked.status).toBe(422)
  expect(asked.text).toContain('1 är inte ifylld. Vad ska stå?')
  expect((await here.leif.post(path, { rest: 'absent' })).status).toBe(303)
  expect(await rowOf(here, pelle)).toMatchObject({ status: 'absent', confirmedBy: here.ids.staff.leif })
})

test('those of whom nothing is known may stay so', async () => {
  const here = await yogaHere()
  await here.leif.post(`${pathOf(here)}/roll-call/closure`, { rest: 'unknown' })
  expect(await rowOf(here, here.ids.participants.amina)).toBeUndefined()
  expect((await here.leif.get(`${pathOf(here)}/roll-call`)).text).toContain('Uppropet är avslutat')
})

test('of two who close at the same moment one is told that the other was first', async () => {
  const here = await yogaHere()
  const path = `${pathOf(here)}/roll-call/closure`
  const both = await Promise.all([
    here.leif.post(path, { rest: 'absent' }),
    here.karin.post(path, { rest: 'excused' }),
  ])
  expect(both.map(({ status }) => status).sort()).toEqual([303, 409])
  const refused = both.find(({ status }) => status === 409)
  expect(refused?.text).toContain('Någon hann före: uppropet är redan avslutat')
  expect(await here.tenant((tx) => tx.select().from(rollCallClosing))).toHaveLength(1)
  expect(await kindsOf(here, here.ids.participants.amina)).toEqual(['mark'])
})

test('a closed roll call takes no marks until it is opened again, save on the page of a person', async () => {
  const here = await yogaHere()
  const { amina } = here.ids.participants
  const mark = `${pathOf(here)}/attendance/${amina}`
  await here.leif.post(`${pathOf(here)}/roll-call/closure`, { rest: 'absent' })
  const refused = await here.karin.put(mark, { status: 'present', version: 1 })
  expect(refused.status).toBe(409)
  expect(refused.text).toContain('Uppropet är avslutat, så markeringen är inte sparad.')
  expect((await here.karin.put(`${pathOf(here)}/attendance`, { status: 'present' })).status).toBe(409)
  expect((await here.karin.post(`${pathOf(here)}/confirmations`)).status).toBe(409)
  expect((await here.karin.put(`${pathOf(here)}/head-count`, { step: 1 })).status).toBe(409)
  expect((await rowOf(here, amina))?.status).toBe('absent')
  expect((await here.karin.put(mark, { status: 'late', version: 1, from: 'presence' })).status).toBe(303)

  for (const notice of ['Uppropet är öppet igen.', 'Uppropet var redan öppet.']) {
    const answer = await here.karin.delete(`${pathOf(here)}/roll-call/closure`)
    expect((await here.karin.get(answer.location ?? '')).text).toContain(notice)
  }
  const [row] = await here.tenant((tx) => tx.select().from(rollCallClosing))
  expect(row).toMatchObject({ closedBy: here.ids.staff.leif, reopenedBy: here.ids.staff.karin })
  expect((await here.karin.put(mark, { status: 'present', version: 2 })).status).toBe(303)
  expect((await here.leif.post(`${pathOf(here)}/roll-call/closure`)).status).toBe(303)
})

test('nobody closes what has not begun or is cancelled, and readers and strangers close nothing', async () => {
  const here = await world('2026-03-17T09:20:00+01:00')
  const path = `${pathOf(here)}/roll-call/closure`
  const early = await here.leif.post(path)
  expect([early.status, early.text.includes('Passet har inte börjat. Uppropet')]).toEqual([422, true])
  expect((await here.rut.post(path)).status).toBe(403)
  expect((await here.nils.post(path)).status).toBe(404)
  await here.karin.post(`${pathOf(here)}/cancellation`, { reason: 'Sjuk' })
  here.clock.set(duringYoga)
  expect((await here.leif.post(path)).text).toContain('Det finns inget upprop att avsluta')
})

test('who may not be named is neither marked nor confirmed by one who closes', async () => {
  const here = await yogaHere()
  const { siv } = here.ids.participants
  await book(here.tenant, here.ids.sessions.yoga, siv)
  await here.leif.post(`${pathOf(here)}/roll-call/closure`, { rest: 'absent' })
  expect(await rowOf(here, siv)).toBeUndefined()
})

/** Another day's yoga, of Leif's or of nobody's. */
async function earlier(here: World, date: string, changes: Partial<typeof session.$inferInsert> = {}) {
  const [row] = await here.tenant(async (tx) => {
    const [today] = await tx.select().from(session).where(eq(session.id, here.ids.sessions.yoga))
    const { standing: _standing, ...facts } = today!
    const days = localDate(date)
    const startsAt = today!.startsAt.add({ hours: 24 * daysAfter(today!.localDate, date) })
    return tx
      .insert(session)
      .values({
        ...facts,
        id: uuidv7(),
        localDate: days,
        startsAt,
        endsAt: addMinutes(startsAt, 60),
        ...changes,
      })
      .returning({ id: session.id })
  })
  return row!.id
}
const daysAfter = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / 86_400_000

test('roll calls that nobody has closed are listed until somebody does: a leader’s own and nobody’s, a planner’s all', async () => {
  const here = await yogaHere()
  const { pelle } = here.ids.participants
  const friday = await earlier(here, '2026-03-13')
  const nobodys = await earlier(here, '2026-03-12', { leaderId: null })
  await book(here.tenant, friday, pelle)
  await book(here.tenant, nobodys, pelle)
  await earlier(here, '2026-03-11')
  const tooOld = await earlier(here, '2026-02-14')
  await book(here.tenant, tooOld, pelle)
  const cancelled = await earlier(here, '2026-03-10', {
    cancelledAt: here.clock.now(),
    cancellationReason: 'Sjuk',
  })
  await book(here.tenant, cancelled, pelle)

  const all = await here.karin.get('/roll-calls')
  const linksIn = (text: string) =>
    [...text.matchAll(/\/sessions\/([0-9a-f-]+)\/roll-call"/g)].map(([, id]) => id)
  expect(linksIn(all.text)).toEqual([here.ids.sessions.yoga, friday, nobodys])
  expect(all.text).toContain('2 personer, 1 inte ifylld')
  const lenas = await earlier(here, '2026-03-09', { leaderId: here.ids.staff.karin })
  await book(here.tenant, lenas, pelle)
  expect(linksIn((await here.leif.get('/roll-calls')).text)).toEqual([
    here.ids.sessions.yoga,
    friday,
    nobodys,
  ])
  expect((await here.karin.get('/roll-calls/count')).text).toMatch(
    />4<span class="unseen"> upprop att avsluta</,
  )
  expect((await here.karin.get('/notices')).text).toContain('3 upprop från tidigare dagar är inte avslutade.')
  expect((await here.leif.get('/notices')).text).toContain('2 upprop från tidigare dagar är inte avslutade.')

  for (const id of [friday, nobodys])
    await here.leif.post(`/sessions/${id}/roll-call/closure`, { rest: 'absent' })
  await here.leif.post(`${pathOf(here)}/roll-call/closure`, { rest: 'absent' })
  const none = (await here.leif.get('/roll-calls')).text
  expect(none).toContain('Uppropen för dina pass och för pass utan ledare är avslutade.')
  expect(none).not.toContain('Alla upprop')
  expect(linksIn((await here.karin.get('/roll-calls')).text)).toEqual([lenas])
  expect((await here.leif.get('/roll-calls/count')).status).toBe(204)
  expect((await here.rut.get('/roll-calls')).status).toBe(403)
  expect((await here.nils.get('/roll-calls')).text).toContain('Alla upprop är avslutade.')
})

test('a closed roll call that the tablet changes stands with the open ones again until somebody says that it is so', async () => {
  const here = await yogaHere()
  const { leif, karin, ids } = here
  const closure = `${pathOf(here)}/roll-call/closure`
  const changed = 'Ändrat efter att uppropet avslutades'
  const pages = ['/roll-calls', `${pathOf(here)}/roll-call`, pathOf(here)]
  const told = async () =>
    Promise.all(pages.map(async (path) => (await karin.get(path)).text.includes(changed)))
  const leaves = async (time: string, status: 'left_early' | 'present') => {
    here.clock.set(`2026-03-17T${time}:00+01:00`)
    const at = here.clock.now()
    const report = { ...pelleAt(here), eventId: uuidv7(), occurredAt: at, receivedAt: at, checkedOutAt: at }
    await here.tenant(async (tx) => {
      const [tablet] = await tx
        .insert(kiosk)
        .values({ name: `Entrén ${time}` })
        .returning({ id: kiosk.id })
      await tx.update(attendance).set({ checkedOutAt: null, closedBy: null })
      await recordDeparture(tx, { ...report, kioskId: tablet!.id, status })
    })
  }
  await leif.post(closure, { rest: 'absent' })
  expect(await told()).toEqual([false, false, false])
  await leaves('09:50', 'left_early')
  expect(await told()).toEqual([true, true, true])
  expect((await leif.get('/roll-calls/count')).text).toContain('>1<')
  expect((await leif.get(`${pathOf(here)}/roll-call`)).text).toContain('Bekräfta 1 incheckad')

  expect((await leif.post(`${pathOf(here)}/confirmations`)).status).toBe(303)
  expect(await rowOf(here, ids.participants.pelle)).toMatchObject({
    status: 'left_early',
    confirmedBy: ids.staff.leif,
  })
  expect(await told()).toEqual([false, false, false])
  expect((await leif.get('/roll-calls/count')).status).toBe(204)
  expect((await leif.post(`${pathOf(here)}/confirmations`)).status).toBe(409)

  await leaves('09:55', 'present')
  expect((await leif.get('/roll-calls/count')).text).toContain('>1<')
  const dayBefore = { localDate: localDate('2026-03-16') }
  await here.tenant((tx) => tx.update(session).set(dayBefore).where(eq(session.id, ids.sessions.yoga)))
  expect((await karin.get('/notices')).text).toContain('1 upprop från tidigare dagar är ändrat efter')
  await karin.delete(closure)
  await karin.post(closure)
  expect(await told()).toEqual([false, false, false])
})

test('guests are counted one by one or by a number, and whoever counts meanwhile is not written over', async () => {
  const here = await yogaHere()
  const path = `${pathOf(here)}/head-count`
  expect((await here.leif.put(path, { step: -1 })).status).toBe(303)
  await Promise.all([here.leif.put(path, { step: 1 }), here.karin.put(path, { step: 1 })])
  expect((await here.leif.put(path, { guests: 5, version: 3 })).status).toBe(303)
  const refused = await here.karin.put(path, { guests: 9, version: 3 })
  expect(refused.status).toBe(409)
  expect(refused.text).toContain('Någon ändrade antalet under tiden. Nu står det 5.')
  expect(refused.text).toContain('value="9"')
  for (const guests of ['', 'många', '501', '-1']) {
    const answer = await here.leif.put(path, { guests })
    expect([guests, answer.status]).toEqual([guests, 422])
  }
  const events = await here.tenant((tx) => tx.select().from(headCountEvent).orderBy(headCountEvent.id))
  expect(events.map(({ kind, number }) => [kind, number])).toEqual([
    ['guests', 0],
    ['guests', 1],
    ['guests', 2],
    ['guests', 5],
  ])
})

test('where only heads are counted there is no list, and the number closes it', async () => {
  const here = await world(duringYoga)
  await here.tenant((tx) =>
    tx.update(activity).set({ headsOnly: true }).where(eq(activity.id, here.ids.activities.yoga)),
  )
  expect((await here.leif.get('/roll-calls')).text).toContain('bara antal')
  const page = await here.leif.get(`${pathOf(here)}/roll-call`)
  expect(page.text).toContain('Hur många är här?')
  expect(page.text).not.toContain('Ingen är bokad än')
  const empty = await here.leif.post(`${pathOf(here)}/roll-call/closure`, { heads: '' })
  expect([empty.status, empty.text.includes('Skriv hur många som var här.')]).toEqual([422, true])
  expect((await here.leif.put(`${pathOf(here)}/head-count`, { heads: 11 })).status).toBe(303)
  expect((await here.leif.post(`${pathOf(here)}/roll-call/closure`, { heads: 14 })).status).toBe(303)
  expect((await here.leif.get('/roll-calls')).text).toContain('Uppropen för dina pass')
  expect((await here.leif.get(`${pathOf(here)}/roll-call`)).text).toMatch(/Hur många är här\? <strong>14/)
  expect((await here.karin.get('/house')).text).toContain('14 räknade, Yoga')
})

test('a part of a long roll call can be asked for, and nonsense is all of it', async () => {
  const here = await yogaHere()
  const names = async (show: string) => {
    const { text } = await here.leif.get(`${pathOf(here)}/roll-call?show=${show}`)
    return ['Amina Lindqvist', 'Pelle Björkvall'].filter((name) => text.includes(`>${name}</a>`))
  }
  expect(await names('unknown')).toEqual(['Amina Lindqvist'])
  expect(await names('there')).toEqual(['Pelle Björkvall'])
  expect(await names('away')).toEqual([])
  expect(await names('nonsense')).toHaveLength(2)
})

test('the house names everybody who is in it by place, and a protected person as such to those who may not know', async () => {
  const here = await yogaHere()
  const { siv, amina } = here.ids.participants
  await checkIn(
    here.tenant,
    { sessionId: here.ids.sessions.yoga, participantId: siv, enrolmentId: here.ids.enrolments.siv },
    here.clock.now(),
  )
  await here.leif.put(`${pathOf(here)}/attendance/${amina}`, { status: 'present' })
  await here.leif.put(`${pathOf(here)}/head-count`, { guests: 2, version: 0 })
  const house = await here.leif.get('/house')
  expect(house.text).toContain('<strong>5</strong> personer i huset')
  expect(house.text).toContain('Pelle Björkvall')
  expect(house.text).toContain('2 gäster, Yoga')
  expect(house.text).toContain('Skyddad person')
  expect(house.text).not.toContain('Siv')
  expect((await here.astrid.get('/house')).text).toContain('Siv Dalgren')
  expect((await here.rut.get('/house')).status).toBe(403)
  expect((await here.nils.get('/house')).text).toContain('Ingen är i huset')

  here.clock.set('2026-03-17T10:31:00+01:00')
  const after = await here.leif.get('/house')
  expect(after.text).toContain('2 av dem har inte checkat ut fast passet är slut.')
  expect(after.text).toContain('Passet slutade 10.30. Inte utcheckad.')
  expect(after.text).not.toContain('Amina')
})

test('that somebody was named in the house stands in the access log; who was not named does not', async () => {
  const here = await yogaHere()
  const { pelle, siv } = here.ids.participants
  const { siv: enrolmentId } = here.ids.enrolments
  const sivAt = { sessionId: here.ids.sessions.yoga, participantId: siv, enrolmentId }
  await checkIn(here.tenant, sivAt, here.clock.now())
  await here.leif.get('/house')
  const logged = await here.tenant((tx) =>
    tx
      .select({ participantId: accessEntry.participantId, staffId: accessEntry.staffId })
      .from(accessEntry)
      .where(eq(accessEntry.what, 'house')),
  )
  expect(logged).toEqual([{ participantId: pelle, staffId: here.ids.staff.leif }])
})

test('who checks in after staff have said that they are away is there, and that is not confirmed yet', async () => {
  const here = await world(duringYoga)
  const { pelle } = here.ids.participants
  await book(here.tenant, here.ids.sessions.yoga, pelle)
  await here.leif.put(`${pathOf(here)}/attendance/${pelle}`, { status: 'absent' })
  here.clock.set('2026-03-17T09:45:00+01:00')
  const now = here.clock.now()
  const arrived = await here.tenant(async (tx) => {
    const [tablet] = await tx.insert(kiosk).values({ name: 'Entrén' }).returning({ id: kiosk.id })
    const [held] = await tx.select().from(session).where(eq(session.id, here.ids.sessions.yoga))
    return recordCheckIn(tx, {
      eventId: uuidv7(),
      ...pelleAt(here),
      kioskId: tablet!.id,
      occurredAt: now,
      receivedAt: now,
      checkedInAt: now,
      status: 'late',
      session: held!,
      closes: [],
    })
  })
  expect(arrived).toBe(true)
  expect(await rowOf(here, pelle)).toMatchObject({ status: 'late', confirmedAt: null, confirmedBy: null })
  expect((await here.leif.get(`${pathOf(here)}/roll-call`)).text).toContain('Bekräfta 1 incheckad')
})

test('an activity is told to count heads only in its form, and its sessions ask for the number', async () => {
  const here = await world(duringYoga)
  const form = { name: 'Öppet hus', category: 'social_preparation', usual_minutes: 60, version: 1 }
  const path = `/activities/${here.ids.activities.yoga}`
  expect((await here.karin.patch(path, { ...form, heads_only: 'yes' })).status).toBe(303)
  expect((await here.karin.get(`${path}/edit`)).text).toMatch(/name="heads_only"[^>]*checked/)
  expect((await here.leif.get(`${pathOf(here)}/roll-call`)).text).toContain('Hur många är här?')
})
