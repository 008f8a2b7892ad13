import { randomUUID } from 'node:crypto'
import { Temporal } from 'temporal-polyfill'
import { expect, onTestFinished, test } from 'vitest'
import { connect } from '../../db/login.ts'
import { attendanceEvent, identityProtection, session, unclearCheckIn } from '../../db/schema/index.ts'
import { withAssigned, whyNotAssign } from '../../server/attendance/unclear.ts'
import { countUnclear } from '../../server/attendance/unclear-queries.ts'
import { noPresence } from '../../server/attendance/roll-call.ts'
import { localDate } from '../../server/time/dates.ts'
import { eq } from 'drizzle-orm'
import { addSession } from '../kiosk/sessions.ts'
import { checkIn, pairedTablet, presencesOf } from '../kiosk/tablet.ts'
import { fc } from '../properties.ts'
import { world, type World } from '../world.ts'

const at = (time: string) => Temporal.Instant.from(`2026-03-17T${time}:00+01:00`)
/** After yoga, at noon. */
const noon = '2026-03-17T12:00:00+01:00'

async function unclear(
  { tenant }: World,
  row: Partial<typeof unclearCheckIn.$inferInsert> = {},
): Promise<string> {
  const id = randomUUID()
  await tenant((tx) =>
    tx.insert(unclearCheckIn).values({
      id,
      kind: 'check_in',
      problem: 'unknown_person',
      occurredAt: Temporal.Instant.from('2026-03-17T09:26:34+01:00'),
      receivedAt: at('11:40'),
      way: 'code',
      ...row,
    }),
  )
  return id
}

const settled = ({ ids }: World, more: Record<string, string> = {}) => ({
  participant_id: ids.participants.pelle,
  session_id: ids.sessions.yoga,
  date: '2026-03-17',
  time: '09:26',
  ...more,
})

const events = ({ tenant, ids }: World) =>
  tenant((tx) =>
    tx
      .select({
        kind: attendanceEvent.kind,
        source: attendanceEvent.source,
        staffId: attendanceEvent.staffId,
        becauseOf: attendanceEvent.becauseOf,
        occurredAt: attendanceEvent.occurredAt,
      })
      .from(attendanceEvent)
      .where(eq(attendanceEvent.participantId, ids.participants.pelle)),
  )

test('an unknown code is assigned: the presence begins by the clock of the tablet, and the ledger knows why', async () => {
  const here = await world(noon)
  const { karin, ids } = here
  const id = await unclear(here)
  const list = await karin.get('/unclear-check-ins')
  expect(list.text).toContain('okänd kod')
  expect(list.text).toContain('17 mars 2026 09.26')
  expect(list.text).toContain('Ingen har den koden eller det kortet, eller')
  expect((await karin.get('/unclear-check-ins/count')).text).toContain('1')
  expect((await karin.get('/notices')).text).toContain('1 incheckning gick inte att placera')

  const page = await karin.get(`/unclear-check-ins/${id}`)
  expect(page.text).toContain('value="09:26"')
  expect(page.text).toContain('Yoga 09.30–10.30')
  const found = await karin.post(`/unclear-check-ins/${id}/searches`, {
    name: 'pel',
    date: '2026-03-17',
    time: '09:26',
  })
  expect(found.text).toContain('Pelle Björkvall')

  const saved = await karin.post(`/unclear-check-ins/${id}/assignment`, settled(here))
  expect([saved.status, saved.location]).toEqual([303, '/unclear-check-ins'])
  expect(await presencesOf(here, ids.participants.pelle)).toEqual([
    expect.objectContaining({ name: 'Yoga', status: 'present', checkedInAt: '09:26' }),
  ])
  expect(await events(here)).toEqual([
    {
      kind: 'check_in',
      source: 'staff',
      staffId: ids.staff.karin,
      becauseOf: id,
      occurredAt: Temporal.Instant.from('2026-03-17T09:26:34+01:00'),
    },
  ])
  const after = await karin.get('/unclear-check-ins')
  expect(after.text).toContain('Karin')
  expect(after.text).toContain('placerade den 17 mars 2026 12.00: Yoga')
  expect((await karin.get('/unclear-check-ins/count')).status).toBe(204)
})

test('what is known is filled in, and another time may be set', async () => {
  const here = await world(noon)
  const { karin, ids } = here
  const id = await unclear(here, {
    problem: 'clock',
    occurredAt: Temporal.Instant.from('2001-01-01T00:00Z'),
    receivedAt: at('09:31'),
    skewSeconds: -800_000_000,
    participantId: ids.participants.pelle,
    sessionId: ids.sessions.yoga,
  })
  const page = await karin.get(`/unclear-check-ins/${id}`)
  expect(page.text).toMatch(/name="participant_id"[^>]*checked/)
  expect(page.text).toMatch(/name="session_id"[^>]*checked/)
  expect(page.text).toContain('value="09:31"')
  await karin.post(`/unclear-check-ins/${id}/assignment`, settled(here, { time: '09:50' }))
  expect(await presencesOf(here, ids.participants.pelle)).toMatchObject([
    { status: 'late', checkedInAt: '09:50' },
  ])
})

test('a departure takes the place of an end that nobody told, and keeps the check-in', async () => {
  const here = await world()
  const { karin, ids, codes } = here
  await checkIn(await pairedTablet(here), codes.pelle)
  here.clock.set('2026-03-17T11:00:00+01:00')
  const id = await unclear(here, { kind: 'departure', problem: 'not_in', occurredAt: at('10:05') })
  await karin.post(`/unclear-check-ins/${id}/assignment`, settled(here, { time: '10:05' }))
  expect(await presencesOf(here, ids.participants.pelle)).toMatchObject([
    { status: 'left_early', checkedInAt: '09:20', checkedOutAt: '10:05', closedBy: 'departure' },
  ])
})

test('a check-in that is assigned ends what was open then, and is ended by the next one: nobody is in two places', async () => {
  const here = await world()
  const { karin, ids, codes } = here
  const tablet = await pairedTablet(here)
  const stands = () => presencesOf(here, ids.participants.pelle)
  const choir = await addSession(here, { name: 'Kör', start: '10:10', end: '11:10' })
  const garden = await addSession(here, { name: 'Odling', start: '11:00', end: '12:00' })
  await checkIn(tablet, codes.pelle, { session_id: ids.sessions.yoga })
  here.clock.set('2026-03-17T10:20:00+01:00')
  const second = await unclear(here, { problem: 'several_sessions', occurredAt: at('10:15') })
  const assigned = (id: string, session_id: string, time: string) =>
    karin.post(`/unclear-check-ins/${id}/assignment`, settled(here, { session_id, time }))
  expect((await assigned(second, choir, '10:15')).status).toBe(303)
  expect(await stands()).toMatchObject([
    { name: 'Yoga', status: 'left_early', checkedOutAt: '10:15', closedBy: 'next_check_in' },
    { name: 'Kör', status: 'present', checkedInAt: '10:15', checkedOutAt: null },
  ])

  // Hours later the system has presumed an end: it too gives way; how it was, staff have said.
  here.clock.set('2026-03-17T13:00:00+01:00')
  await here.tenant(
    (
      tx,
    ) => tx.hot`update attendance set checked_out_at = '2026-03-17T11:10:00+01:00', closed_by = 'session_end'
      where session_id = ${choir}`,
  )
  const third = await unclear(here, { occurredAt: at('11:00') })
  await assigned(third, garden, '11:00')
  expect(await stands()).toMatchObject([
    { name: 'Yoga', checkedOutAt: '10:15' },
    { name: 'Kör', status: 'present', checkedOutAt: '11:00', closedBy: 'next_check_in' },
    { name: 'Odling', checkedInAt: '11:00' },
  ])
  const lines = await events(here)
  expect(lines.filter(({ kind }) => kind === 'closing')).toHaveLength(2)
})

test('an older check-in that is assigned ends nothing younger, and a departure that was told stands', async () => {
  const here = await world()
  const { karin, ids, codes } = here
  const tablet = await pairedTablet(here)
  const choir = await addSession(here, { name: 'Kör', start: '10:10', end: '11:10' })
  here.clock.set('2026-03-17T10:15:00+01:00')
  await checkIn(tablet, codes.pelle, { session_id: choir })
  here.clock.set(noon)
  const id = await unclear(here)
  await karin.post(`/unclear-check-ins/${id}/assignment`, settled(here))
  expect(await presencesOf(here, ids.participants.pelle)).toMatchObject([
    {
      name: 'Yoga',
      status: 'left_early',
      checkedInAt: '09:26',
      checkedOutAt: '10:15',
      closedBy: 'next_check_in',
    },
    { name: 'Kör', status: 'present', checkedInAt: '10:15', checkedOutAt: null },
  ])
})

test('of what could not be read staff say what it was', async () => {
  const here = await world(noon)
  const id = await unclear(here, { kind: 'unreadable', problem: 'unreadable' })
  const path = `/unclear-check-ins/${id}/assignment`
  expect((await here.karin.post(path, settled(here))).status).toBe(422)
  expect((await here.karin.post(path, settled(here, { kind: 'check_in' }))).status).toBe(303)
})

test('what cannot be is said beside its field, and nothing is settled', async () => {
  const here = await world(noon)
  const { karin, ids } = here
  const other = await addSession(here, { name: 'Annat', start: '09:00', end: '10:00', forOthers: true })
  const id = await unclear(here)
  const wrongs: [Record<string, string>, string][] = [
    [{ participant_id: '' }, 'Fyll i det här.'],
    [{ session_id: '' }, 'Fyll i det här.'],
    [{ session_id: randomUUID() }, 'Välj något i listan.'],
    [{ session_id: other }, 'Personen är inte inskriven i en insats som passet är öppet för.'],
    [{ time: '07:00' }, 'Klockslaget ligger mer än en timme utanför passet.'],
    [{ time: 'kvart i' }, 'Skriv ett klockslag'],
    [{ participant_id: randomUUID() }, 'Personen är inte inskriven'],
  ]
  for (const [wrong, sentence] of wrongs) {
    const answer = await karin.post(`/unclear-check-ins/${id}/assignment`, settled(here, wrong))
    expect([wrong, answer.status]).toEqual([wrong, 422])
    expect(answer.text).toContain(sentence)
  }
  expect(await presencesOf(here, ids.participants.pelle)).toEqual([])
  expect((await karin.get('/unclear-check-ins/count')).text).toContain('1')
  here.clock.set('2026-03-17T09:10:00+01:00')
  const ahead = await karin.post(`/unclear-check-ins/${id}/assignment`, settled(here, { time: '09:40' }))
  expect(ahead.text).toContain('Klockslaget har inte varit än.')
})

test('what belongs nowhere is put away with a reason, and stays to be seen for thirty days', async () => {
  const here = await world(noon)
  const { karin } = here
  const id = await unclear(here)
  const path = `/unclear-check-ins/${id}/dismissal`
  const without = await karin.post(path, { reason: ' ' })
  expect([without.status, without.text]).toEqual([422, expect.stringContaining('Fyll i det här.')])
  expect((await karin.post(path, { reason: 'Någon provade skärmen' })).status).toBe(303)
  expect((await karin.get('/unclear-check-ins')).text).toContain('Någon provade skärmen')
  const rows = () => here.tenant((tx) => tx.select({ id: unclearCheckIn.id }).from(unclearCheckIn))
  await here.tenant((tx) =>
    tx.update(unclearCheckIn).set({ settledAt: here.clock.now().subtract({ hours: 31 * 24 }) }),
  )
  expect((await karin.get('/unclear-check-ins')).text).not.toContain('Någon provade skärmen')
  expect(await rows()).toHaveLength(1)
})

test('what the person took back at the tablet says so', async () => {
  const here = await world(noon)
  await unclear(here, { settledAt: at('11:41'), settlement: 'dismissed' })
  expect((await here.karin.get('/unclear-check-ins')).text).toContain(
    'Togs tillbaka vid surfplattan. Vi fick veta det 17 mars 2026 11.41.',
  )
  expect((await here.karin.get('/unclear-check-ins/count')).status).toBe(204)
})

test('of two who settle the same one at the same moment the second is told what stands', async () => {
  const here = await world(noon)
  const { karin, astrid, ids } = here
  const id = await unclear(here)
  const answers = await Promise.all([
    karin.post(`/unclear-check-ins/${id}/assignment`, settled(here)),
    astrid.post(
      `/unclear-check-ins/${id}/assignment`,
      settled(here, { participant_id: ids.participants.amina }),
    ),
    karin.post(`/unclear-check-ins/${id}/dismissal`, { reason: 'Ingen alls' }),
  ])
  expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 409, 409])
  const second = answers.find(({ status }) => status === 409)!
  expect(second.text).toContain('Någon annan har redan ordnat den.')
  const presences = [
    ...(await presencesOf(here, ids.participants.pelle)),
    ...(await presencesOf(here, ids.participants.amina)),
  ]
  expect(presences.length).toBe(answers[2].status === 303 ? 0 : 1)
})

test('a leader settles what may belong to what they lead, and nothing else', async () => {
  const here = await world(noon)
  const { leif, rut, ids } = here
  const mine = await unclear(here, { sessionId: ids.sessions.yoga })
  const around = await unclear(here)
  const afternoon = await unclear(here, { occurredAt: at('11:50') })
  await addSession(here, { name: 'Lunch', start: '12:00', end: '13:00' })
  const path = (id: string, act = '') => `/unclear-check-ins/${id}${act}`
  const list = await leif.get('/unclear-check-ins')
  expect([mine, around, afternoon].map((id) => list.text.includes(id))).toEqual([true, true, false])
  expect((await leif.get(path(afternoon))).status).toBe(404)
  expect((await leif.post(path(afternoon, '/assignment'), settled(here))).status).toBe(404)
  // An unknown code may as well belong to another leader's session.
  expect((await leif.post(path(around, '/dismissal'), { reason: 'Bort' })).status).toBe(403)
  expect((await leif.get(path(around))).text).not.toContain('Lunch')
  expect((await leif.post(path(around, '/assignment'), settled(here))).status).toBe(303)
  expect((await leif.post(path(mine, '/dismissal'), { reason: 'Dubbelt' })).status).toBe(303)
  expect((await rut.get('/unclear-check-ins')).status).toBe(403)
  await here.tenant((tx) => tx.update(session).set({ leaderId: ids.staff.karin }))
  expect((await leif.get('/unclear-check-ins')).text).not.toContain(mine)
})

test('how many wait is told at once, however many there are: to planners all, to a leader what may be theirs', async () => {
  const here = await world(noon)
  const { leif, karin, ids } = here
  await here.tenant(async (tx) => {
    await tx.hot`
      insert into session (id, activity_id, leader_id, starts_at, ends_at, local_date, local_start, local_end, time_zone)
      select gen_random_uuid(), session.activity_id, case when n % 2 = 0 then session.leader_id end,
        session.starts_at - n * interval '1 hour', session.starts_at - (n - 1) * interval '1 hour',
        ((session.starts_at - n * interval '1 hour') at time zone session.time_zone)::date,
        ((session.starts_at - n * interval '1 hour') at time zone session.time_zone)::time,
        ((session.starts_at - (n - 1) * interval '1 hour') at time zone session.time_zone)::time, session.time_zone
      from session, generate_series(1, 15000) as it (n) where session.id = ${ids.sessions.yoga}`
    await tx.hot`
      insert into unclear_check_in (id, kind, problem, occurred_at, received_at, way)
      select gen_random_uuid(), 'check_in', 'unknown_person',
        ${at('09:26').toString()}::timestamptz - n * interval '29 hours', now(), 'code'
      from generate_series(1, 500) as it (n)`
    // Nothing of Leif's goes on in the days after yoga.
    await tx.hot`
      insert into unclear_check_in (id, kind, problem, occurred_at, received_at, way)
      select gen_random_uuid(), 'check_in', 'unknown_person', ${noon}::timestamptz + n * interval '1 hour', now(), 'code'
      from generate_series(1, 40) as it (n)`
  })
  const owner = connect(here.database.owner, { max: 1, onnotice: () => undefined })
  onTestFinished(() => owner.end())
  await owner`analyze session, unclear_check_in`
  for (const viewer of [karin, leif]) {
    await viewer.get('/unclear-check-ins/count')
    const begun = performance.now()
    expect((await viewer.get('/unclear-check-ins/count')).text).toContain('99+')
    expect(performance.now() - begun).toBeLessThan(1000)
  }
  const counted = (ledBy: string) => here.tenant((tx) => countUnclear(tx, ledBy))
  expect([await counted('anybody'), await counted(ids.staff.leif)]).toEqual([540, 500])
  const begun = performance.now()
  expect((await karin.get('/unclear-check-ins')).status).toBe(200)
  expect(performance.now() - begun).toBeLessThan(2000)
})

test('a protected identity is settled by those who may know it, and named to nobody else', async () => {
  const here = await world(noon)
  const { karin, astrid, leif, ids } = here
  await here.tenant((tx) =>
    tx.insert(identityProtection).values({ participantId: ids.participants.amina }).onConflictDoNothing(),
  )
  const id = await unclear(here, {
    problem: 'several_sessions',
    participantId: ids.participants.amina,
    sessionId: ids.sessions.yoga,
  })
  const path = `/unclear-check-ins/${id}`
  for (const other of [karin, leif]) {
    for (const page of [await other.get('/unclear-check-ins'), await other.get(path)]) {
      expect(page.text).toContain('Skyddad identitet')
      expect(page.text).not.toContain('Amina')
      expect(page.text).not.toContain(ids.participants.amina)
    }
    const form = settled(here, { participant_id: ids.participants.amina })
    expect((await other.post(`${path}/assignment`, form)).status).toBe(403)
    expect((await other.post(`${path}/dismissal`, { reason: 'Bort' })).status).toBe(403)
    const search = await other.post(`${path}/searches`, { name: 'Amina', date: '2026-03-17' })
    expect(search.text).not.toContain(ids.participants.amina)
  }
  expect((await astrid.get(path)).text).toContain('Amina')
})

test('a person of another organisation cannot be put anywhere here', async () => {
  const here = await world(noon)
  const id = await unclear(here)
  expect((await here.nils.get(`/unclear-check-ins/${id}`)).status).toBe(404)
  expect((await here.nils.post(`/unclear-check-ins/${id}/dismissal`, { reason: 'Bort' })).status).toBe(404)
  expect((await here.nils.get('/unclear-check-ins')).text).not.toContain('okänd kod')
})

const yoga = {
  localDate: localDate('2026-03-17'),
  startsAt: at('09:30'),
  endsAt: at('10:30'),
  timeZone: 'Europe/Stockholm',
}

test('of two check-ins the earlier one counts, in whatever order they are assigned', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -60, max: 59 }), { minLength: 1, maxLength: 6 }), (minutes) => {
      const presence = minutes.reduce(
        (stood, minute) => withAssigned(yoga, stood, 'check_in', yoga.startsAt.add({ minutes: minute }), 10),
        noPresence,
      )
      const first = Math.min(...minutes)
      expect(presence.checkedInAt?.toString()).toBe(yoga.startsAt.add({ minutes: first }).toString())
      expect(presence.status).toBe(first <= 10 ? 'present' : 'late')
    }),
  )
})

test('nobody leaves before they came', () => {
  const came = { checkedInAt: at('09:40'), checkedOutAt: null }
  expect(whyNotAssign(came, 'departure', at('09:39'), at('12:00'))).toEqual([
    { field: 'time', text: 'attendance:times.order' },
  ])
  expect(whyNotAssign(came, 'departure', at('09:40'), at('12:00'))).toEqual([])
  const left = { checkedInAt: null, checkedOutAt: at('10:00') }
  expect(whyNotAssign(left, 'check_in', at('10:01'), at('12:00'))).toEqual([
    { field: 'time', text: 'attendance:unclear.afterLeaving' },
  ])
  expect(whyNotAssign(left, 'check_in', undefined, at('12:00'))).toMatchObject([
    { text: 'attendance:times.outside' },
  ])
})
