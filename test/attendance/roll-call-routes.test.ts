import { randomUUID } from 'node:crypto'
import { and, eq, isNotNull, isNull } from 'drizzle-orm'
import { expect, test } from 'vitest'
import {
  accessEntry,
  attendance,
  attendanceEvent,
  booking,
  enrolment,
  series,
  session,
} from '../../db/schema/index.ts'
import { createApp } from '../../server/app.tsx'
import { localDate, localTime } from '../../server/time/dates.ts'
import { addMinutes } from '../../server/time/zones.ts'
import { openLive } from '../../server/web/live.ts'
import { pairedTablet } from '../kiosk/tablet.ts'
import { announcements, world, type World } from '../world.ts'
import { book, checkIn } from './presences.ts'

const yogaOf = ({ ids }: World) => `/sessions/${ids.sessions.yoga}`
const pelleOf = ({ ids }: World) => ids.participants.pelle
const rowOf = ({ tenant }: World, participantId: string) =>
  tenant(async (tx) => {
    const [row] = await tx.select().from(attendance).where(eq(attendance.participantId, participantId))
    return row
  })
const ledgerOf = ({ tenant }: World, participantId: string) =>
  tenant((tx) =>
    tx
      .select()
      .from(attendanceEvent)
      .where(eq(attendanceEvent.participantId, participantId))
      .orderBy(attendanceEvent.id),
  )

test('the roll call lists who is booked and who dropped in, with times, status and minutes', async () => {
  const here = await world()
  await book(here.tenant, here.ids.sessions.yoga, here.ids.participants.amina)
  await checkIn(
    here.tenant,
    {
      sessionId: here.ids.sessions.yoga,
      participantId: pelleOf(here),
      enrolmentId: here.ids.enrolments.pelle,
    },
    here.clock.now(),
  )
  const { status, text } = await here.leif.get(`${yogaOf(here)}/roll-call`)
  expect(status).toBe(200)
  expect(text).toContain('Amina Lindqvist')
  expect(text).toMatch(/Pelle Björkvall.*Drop-in/s)
  expect(text).toContain('09.20–')
  expect(text).toContain('1 tim')
  expect(text).toContain('1 av 2 är här nu.')
})

test('who has left is told apart from who is here; afterwards all of them were here', async () => {
  const here = await world('2026-03-17T09:40:00+01:00')
  const { amina, pelle } = here.ids.participants
  await book(here.tenant, here.ids.sessions.yoga, amina, pelle)
  const sumOf = async () => (await here.leif.get(`${yogaOf(here)}/roll-call`)).text
  await here.leif.put(`${yogaOf(here)}/attendance/${pelle}`, { status: 'present' })
  await here.leif.put(`${yogaOf(here)}/attendance/${amina}`, { status: 'left_early' })
  expect(await sumOf()).toContain('1 av 2 är här nu. 1 har gått.')
  expect(await sumOf()).toMatch(/class="mark-said"><span class="pill[^]*Gick tidigare/)
  here.clock.set('2026-03-17T10:30:00+01:00')
  expect(await sumOf()).toContain('2 av 2 var här.')
  expect(await sumOf()).not.toContain('har gått')
})

test('a check-in undone at the tablet by somebody without a booking leaves no line on the roll call', async () => {
  const here = await world()
  const tablet = await pairedTablet(here)
  const id = randomUUID()
  await tablet.post('/kiosk/check-ins', { id, code: here.codes.pelle, session_id: here.ids.sessions.yoga })
  const listed = async () => (await here.leif.get(`${yogaOf(here)}/roll-call`)).text.includes('Pelle')
  expect(await listed()).toBe(true)
  await tablet.post('/kiosk/withdrawals', { id: randomUUID(), because_of: id })
  expect(await rowOf(here, pelleOf(here))).toMatchObject({ status: 'unknown', checkedInAt: null })
  expect(await listed()).toBe(false)
})

test('a mark is saved with its line in the ledger, who made it, and the news', async () => {
  const here = await world()
  await book(here.tenant, here.ids.sessions.yoga, pelleOf(here))
  const heard = announcements(here)
  const answer = await here.leif.put(`${yogaOf(here)}/attendance/${pelleOf(here)}`, {
    status: 'excused',
    version: 0,
  })
  expect([answer.status, answer.location]).toEqual([303, `${yogaOf(here)}/roll-call#person-${pelleOf(here)}`])
  expect(await rowOf(here, pelleOf(here))).toMatchObject({
    status: 'excused',
    version: 1,
    enrolmentId: here.ids.enrolments.pelle,
  })
  expect(await ledgerOf(here, pelleOf(here))).toMatchObject([
    { kind: 'mark', source: 'staff', staffId: here.ids.staff.leif, status: 'excused' },
  ])
  const logged = await here.tenant((tx) =>
    tx
      .select()
      .from(accessEntry)
      .where(and(eq(accessEntry.participantId, pelleOf(here)), eq(accessEntry.act, 'change'))),
  )
  expect(logged).toMatchObject([{ staffId: here.ids.staff.leif, what: 'attendance' }])
  await expect.poll(() => heard).toContain('attendance')
})

test('the same mark twice is said once', async () => {
  const here = await world()
  await book(here.tenant, here.ids.sessions.yoga, pelleOf(here))
  for (const version of [0, 0])
    await here.leif.put(`${yogaOf(here)}/attendance/${pelleOf(here)}`, { status: 'present', version })
  expect(await ledgerOf(here, pelleOf(here))).toHaveLength(1)
})

test('who came later while the session goes on came now, and the minutes follow', async () => {
  const here = await world('2026-03-17T09:50:00+01:00')
  await book(here.tenant, here.ids.sessions.yoga, pelleOf(here))
  await here.leif.put(`${yogaOf(here)}/attendance/${pelleOf(here)}`, { status: 'late' })
  expect((await rowOf(here, pelleOf(here)))?.checkedInAt?.toString()).toBe('2026-03-17T08:50:00Z')
  expect((await here.leif.get(`${yogaOf(here)}/roll-call`)).text).toContain('40 min')
})

test('the second of two who mark the same person is told what the first one said, and may insist', async () => {
  const here = await world()
  await book(here.tenant, here.ids.sessions.yoga, pelleOf(here))
  const path = `${yogaOf(here)}/attendance/${pelleOf(here)}`
  const both = await Promise.all([
    here.leif.put(path, { status: 'present', version: 0 }),
    here.karin.put(path, { status: 'excused', version: 0 }),
  ])
  expect(both.map(({ status }) => status).sort()).toEqual([303, 409])
  const refused = both.find(({ status }) => status === 409)
  expect(refused?.text).toContain('Någon hann före')
  expect(refused?.text).toMatch(/Satte närvaron till (Närvarande|Giltig frånvaro)/)
  expect(await ledgerOf(here, pelleOf(here))).toHaveLength(1)
  await here.karin.put(path, { status: 'absent', version: 1 })
  expect(await rowOf(here, pelleOf(here))).toMatchObject({ status: 'absent', version: 2 })
})

test('nobody is present at what has not begun, but excused one may be', async () => {
  const here = await world('2026-03-17T07:00:00+01:00')
  await book(here.tenant, here.ids.sessions.yoga, pelleOf(here))
  const path = `${yogaOf(here)}/attendance/${pelleOf(here)}`
  const early = await here.leif.put(path, { status: 'present' })
  expect(early.status).toBe(422)
  expect(early.text).toContain('Passet har inte börjat')
  expect((await here.leif.put(path, { status: 'excused' })).status).toBe(303)
})

test('all who are booked and not filled in become present in one go; the others stay', async () => {
  const here = await world()
  const { pelle, amina } = here.ids.participants
  await book(here.tenant, here.ids.sessions.yoga, pelle, amina)
  await here.leif.put(`${yogaOf(here)}/attendance/${pelle}`, { status: 'absent' })
  await here.leif.put(`${yogaOf(here)}/attendance`, { status: 'present' })
  expect((await rowOf(here, pelle))?.status).toBe('absent')
  expect((await rowOf(here, amina))?.status).toBe('present')
  expect((await here.leif.put(`${yogaOf(here)}/attendance`, { status: 'absent' })).status).toBe(422)
})

test('minutes by hand need a reason, stand with it, and can be taken back', async () => {
  const here = await world('2026-03-17T11:00:00+01:00')
  const pelle = pelleOf(here)
  await book(here.tenant, here.ids.sessions.yoga, pelle)
  await here.leif.put(`${yogaOf(here)}/attendance/${pelle}`, { status: 'present' })
  const path = `${yogaOf(here)}/corrections`
  const bare = await here.leif.post(path, { participant_id: pelle, minutes: 45, reason: '', version: 1 })
  expect(bare.status).toBe(422)
  expect(bare.text).toContain('value="45"')
  const tooMany = await here.leif.post(path, {
    participant_id: pelle,
    minutes: 2000,
    reason: 'Kom',
    version: 1,
  })
  expect(tooMany.text).toContain('Skriv ett tal från 0 till 1440.')

  const good = { participant_id: pelle, minutes: 45, reason: 'Glömde checka in', version: 1 }
  expect((await here.leif.post(path, good)).status).toBe(303)
  expect(await rowOf(here, pelle)).toMatchObject({ minutesByHand: 45, minutesReason: 'Glömde checka in' })
  const page = await here.leif.get(`${yogaOf(here)}/attendance/${pelle}`)
  expect(page.text).toContain('45 min för hand: Glömde checka in')
  expect(page.text).toContain('Satte 45 min för hand')

  await here.leif.delete(`${path}/${pelle}`, { version: 2 })
  expect(await rowOf(here, pelle)).toMatchObject({ minutesByHand: null, minutesReason: null })
  expect((await ledgerOf(here, pelle)).map(({ kind, minutes }) => [kind, minutes])).toEqual([
    ['mark', null],
    ['correction', 45],
    ['correction', null],
  ])
  expect((await here.leif.delete(`${path}/${pelle}`, { version: 3 })).text).toContain('inga minuter för hand')
})

test('who writes minutes while somebody else changes the presence keeps what they wrote', async () => {
  const here = await world('2026-03-17T11:00:00+01:00')
  const pelle = pelleOf(here)
  await book(here.tenant, here.ids.sessions.yoga, pelle)
  await here.leif.put(`${yogaOf(here)}/attendance/${pelle}`, { status: 'present' })
  await here.karin.put(`${yogaOf(here)}/attendance/${pelle}`, { status: 'late' })
  const typed = { participant_id: pelle, minutes: 45, reason: 'Hjälpte till i köket', version: 1 }
  const answer = await here.leif.post(`${yogaOf(here)}/corrections`, typed)
  expect(answer.status).toBe(409)
  expect(answer.text).toContain('Karin Holmström: Satte närvaron till Kom senare')
  expect(answer.text).toContain('value="Hjälpte till i köket"')
  expect(answer.text).toContain('name="version" value="2"')
})

test('times from a paper list give the status, and each has its line in the ledger', async () => {
  const here = await world('2026-03-17T11:00:00+01:00')
  const pelle = pelleOf(here)
  await book(here.tenant, here.ids.sessions.yoga, pelle)
  const path = `${yogaOf(here)}/attendance/${pelle}/times`
  const times = (from: string, to: string) => here.leif.put(path, { checked_in_at: from, checked_out_at: to })
  expect((await times('', '')).text).toContain('Skriv minst ett klockslag.')
  expect((await times('06:00', '')).text).toContain('mer än en timme utanför')
  expect((await times('11:15', '')).text).toContain('Klockslaget har inte varit än.')
  expect((await times('10:00', '09:45')).text).toContain('Det ligger före tiden då personen kom.')
  expect((await times('halv tio', '')).text).toContain('value="halv tio"')

  expect((await times('09:50', '10:20')).status).toBe(303)
  expect(await rowOf(here, pelle)).toMatchObject({ status: 'left_early', closedBy: 'departure' })
  expect((await ledgerOf(here, pelle)).map(({ kind, source }) => [kind, source])).toEqual([
    ['check_in', 'staff'],
    ['departure', 'staff'],
  ])
  const page = await here.leif.get(`${yogaOf(here)}/attendance/${pelle}`)
  expect(page.text).toContain('Satte tiden då personen kom till 09.50')
  expect(page.text).toContain('30 min')
  expect((await times('', '')).text).toContain('ändrar du närvaron i stället')
})

test('a tablet whose clock was wrong has both times in the ledger', async () => {
  const here = await world()
  const who = {
    sessionId: here.ids.sessions.yoga,
    participantId: pelleOf(here),
    enrolmentId: here.ids.enrolments.pelle,
  }
  await checkIn(here.tenant, who, addMinutes(here.clock.now(), -30), here.clock.now())
  const page = await here.leif.get(`${yogaOf(here)}/attendance/${pelleOf(here)}`)
  expect(page.text).toContain('Kom fram 17 mars 2026 09.20. Surfplattans klocka sa 17 mars 2026 08.50.')
})

test('a protected person is counted and not named, save for administrators and their own coach', async () => {
  const here = await world()
  const { siv } = here.ids.participants
  await book(here.tenant, here.ids.sessions.yoga, siv)
  for (const viewer of [here.leif, here.karin]) {
    const page = await viewer.get(`${yogaOf(here)}/roll-call`)
    expect(page.text).not.toContain('Siv')
    expect(page.text).toContain('Dessutom 1 person som inte visas med namn.')
    expect((await viewer.get(`${yogaOf(here)}/attendance/${siv}`)).status).toBe(404)
    expect((await viewer.put(`${yogaOf(here)}/attendance/${siv}`, { status: 'present' })).status).toBe(404)
    expect((await viewer.post(`${yogaOf(here)}/searches`, { name: 'Siv' })).text).not.toContain('Siv Dalgren')
  }
  await here.leif.put(`${yogaOf(here)}/attendance`, { status: 'present' })
  expect(await rowOf(here, siv)).toBeUndefined()
  expect((await here.astrid.get(`${yogaOf(here)}/roll-call`)).text).toContain('Siv Dalgren')

  await here.tenant((tx) =>
    tx.update(enrolment).set({ coachId: here.ids.staff.leif }).where(eq(enrolment.participantId, siv)),
  )
  expect((await here.leif.get(`${yogaOf(here)}/roll-call`)).text).toContain('Siv Dalgren')
})

test('a coach knows a protected person no longer than the enrolment runs', async () => {
  const here = await world()
  const { siv } = here.ids.participants
  const came = { sessionId: here.ids.sessions.yoga, participantId: siv, enrolmentId: here.ids.enrolments.siv }
  await checkIn(here.tenant, came, here.clock.now())
  const coachedUntil = (day: string) =>
    here.tenant((tx) =>
      tx
        .update(enrolment)
        .set({ coachId: here.ids.staff.leif, endsOn: localDate(day) })
        .where(eq(enrolment.participantId, siv)),
    )
  await coachedUntil('2026-03-17')
  expect((await here.leif.get(`${yogaOf(here)}/roll-call`)).text).toContain('Siv Dalgren')
  await coachedUntil('2026-03-16')
  expect((await here.leif.get(`${yogaOf(here)}/roll-call`)).text).toContain('Dessutom 1 person')
  expect((await here.leif.get(`${yogaOf(here)}/attendance/${siv}`)).status).toBe(404)
})

test('readers may not keep the roll call, strangers do not find it, nonsense is not there', async () => {
  const here = await world()
  const path = `${yogaOf(here)}/roll-call`
  expect((await here.rut.get(path)).status).toBe(403)
  expect((await here.rut.put(`${yogaOf(here)}/attendance`, { status: 'present' })).status).toBe(403)
  expect((await here.nils.get(path)).status).toBe(404)
  expect((await here.visitor.get(path)).location).toBe('/sign-in')
  expect((await here.leif.get('/sessions/yoga/roll-call')).status).toBe(404)
  expect((await here.leif.get(`${yogaOf(here)}/attendance/${pelleOf(here)}`)).status).toBe(404)
  expect((await here.leif.put(`${yogaOf(here)}/attendance/x`, { status: 'present' })).status).toBe(404)
})

test('somebody found by name is added, once, and the place can be taken back', async () => {
  const here = await world()
  const { amina } = here.ids.participants
  const found = await here.leif.post(`${yogaOf(here)}/searches`, { name: 'lind' })
  expect(found.text).toContain('Amina Lindqvist')
  expect((await here.leif.post(`${yogaOf(here)}/searches`, { name: 'x' })).text).toContain(
    'minst två bokstäver',
  )
  expect((await here.leif.post(`${yogaOf(here)}/searches`, { name: '%%' })).text).toContain(
    'Ingen med det namnet',
  )

  const twice = await Promise.all(
    [1, 2].map(() => here.leif.post(`${yogaOf(here)}/bookings`, { participant_id: amina })),
  )
  expect(twice.map(({ status }) => status)).toEqual([303, 303])
  expect((await here.leif.get(`${yogaOf(here)}/roll-call`)).text.match(/>Amina Lindqvist</g)).toHaveLength(1)
  expect((await here.leif.delete(`${yogaOf(here)}/bookings/${amina}`)).status).toBe(303)
  expect((await here.leif.get(`${yogaOf(here)}/roll-call`)).text).not.toContain('Amina Lindqvist')
})

test('where all places are taken the next one waits, and moves up when a place is given back', async () => {
  const here = await world()
  const { pelle, amina } = here.ids.participants
  await here.tenant((tx) =>
    tx.update(session).set({ places: 1 }).where(eq(session.id, here.ids.sessions.yoga)),
  )
  await Promise.all(
    [pelle, amina].map((id) => here.leif.post(`${yogaOf(here)}/bookings`, { participant_id: id })),
  )
  const page = await here.leif.get(`${yogaOf(here)}/roll-call`)
  expect(page.text.match(/Väntelista/g)).toHaveLength(1)
  for (const id of [pelle, amina]) await here.leif.delete(`${yogaOf(here)}/bookings/${id}`)
  expect((await here.leif.get(`${yogaOf(here)}/roll-call`)).text).not.toContain('Väntelista')
})

test('a series has its places too: the next one waits for one and gets it when somebody leaves the series', async () => {
  const here = await world()
  const { pelle, amina } = here.ids.participants
  const seriesId = await here.tenant(async (tx) => {
    const [weekly] = await tx
      .insert(series)
      .values({
        activityId: here.ids.activities.yoga,
        weekdays: [2],
        startsOn: localDate('2026-03-17'),
        startTime: localTime('09:30'),
        minutes: 60,
        timeZone: 'Europe/Stockholm',
        places: 1,
      })
      .returning({ id: series.id })
    const ofSeries = { seriesId: weekly!.id, seriesDate: localDate('2026-03-17') }
    await tx
      .update(session)
      .set({ ...ofSeries, places: 1 })
      .where(eq(session.id, here.ids.sessions.yoga))
    return weekly!.id
  })
  const waiting = () =>
    here.tenant((tx) =>
      tx
        .select({ who: booking.participantId })
        .from(booking)
        .where(and(isNotNull(booking.waitsSince), isNull(booking.withdrawnAt))),
    )
  await Promise.all(
    [pelle, amina].map((id) =>
      here.leif.post(`${yogaOf(here)}/bookings`, { participant_id: id, whole_series: 'yes' }),
    ),
  )
  const [late] = await waiting()
  expect(await waiting()).toHaveLength(1)

  const first = late!.who === pelle ? amina : pelle
  const heard = announcements(here)
  await here.leif.delete(`/series/${seriesId}/bookings/${first}`, { session_id: here.ids.sessions.yoga })
  expect(await waiting()).toEqual([])
  await expect.poll(() => heard).toContain('attendance')
})

test('only who is enrolled in a programme that the session is open to can be added', async () => {
  const here = await world()
  await here.tenant((tx) =>
    tx
      .update(enrolment)
      .set({ endsOn: localDate('2026-03-01') })
      .where(eq(enrolment.id, here.ids.enrolments.amina)),
  )
  const path = `${yogaOf(here)}/bookings`
  expect((await here.leif.post(path, { participant_id: here.ids.participants.amina })).status).toBe(422)
  expect((await here.leif.post(`${yogaOf(here)}/searches`, { name: 'Amina' })).text).not.toContain(
    'Lindqvist',
  )
})

test('a roll call hears of a check-in made by another process', async () => {
  const here = await world()
  const live = await openLive(here.database.app)
  const another = createApp({ ...here.parts, live })
  const cookie = [...here.leif.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const stop = new AbortController()
  const answer = await another.request(`http://stegvis.test${yogaOf(here)}/roll-call/live`, {
    headers: { cookie },
    signal: stop.signal,
  })
  expect(answer.headers.get('content-type')).toContain('text/event-stream')
  const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader()
  expect((await reader.read()).value).toContain('event: listening')

  const told = reader.read()
  const began = performance.now()
  await book(here.tenant, here.ids.sessions.yoga, pelleOf(here))
  await here.karin.put(`${yogaOf(here)}/attendance/${pelleOf(here)}`, { status: 'present' })
  expect((await told).value).toContain('event: changed')
  // Far sooner than the next beat, also on a machine that does much else.
  expect(performance.now() - began).toBeLessThan(5000)
  await reader.cancel()
  stop.abort()
  await live.close()
})
