import { randomUUID } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { attendance, attendanceEvent, session } from '../../db/schema/index.ts'
import { recordCheckIn } from '../../server/attendance/presence-queries.ts'
import { announcements, world, type World } from '../world.ts'
import { addSession } from './sessions.ts'
import { checkIn, checkOut, ledgerOf, outcomeOf, pairedTablet, presencesOf } from './tablet.ts'

test('a right code ten minutes before yoga is a check-in, thanked by first name and with the ring of the week', async () => {
  const here = await world()
  const tablet = await pairedTablet(here)
  const heard = announcements(here)
  const id = randomUUID()
  const answer = await tablet.post('/kiosk/check-ins', { id, code: here.codes.pelle })
  expect(answer.status).toBe(200)
  expect(answer.headers.get('stegvis-acknowledged')).toBe(id)
  expect(answer.text).toContain('Välkommen, Pelle!')
  expect(answer.text).toContain('Du är incheckad på Yoga.')
  expect(answer.text).toContain('1 tim av 5 tim den här veckan')
  expect(answer.text).not.toContain('Björkvall')
  expect(await presencesOf(here, here.ids.participants.pelle)).toEqual([
    {
      name: 'Yoga',
      status: 'present',
      checkedInAt: '09:20',
      checkedOutAt: null,
      closedBy: null,
      enrolmentId: here.ids.enrolments.pelle,
    },
  ])
  expect(await ledgerOf(here, here.ids.participants.pelle)).toMatchObject([
    { kind: 'check_in', source: 'kiosk', kioskId: tablet.kioskId },
  ])
  await expect.poll(() => heard).toContain('attendance')
})

test('who did not ask to be greeted by name is not, and neither is a protected identity that once did', async () => {
  const here = await world()
  const tablet = await pairedTablet(here)
  await here.tenant(
    (tx) => tx.hot`update participant set greeted_by_name_since = now() where first_name = 'Siv'`,
  )
  expect((await checkIn(tablet, here.codes.amina)).text).toContain('<h1>Välkommen!</h1>')
  const siv = await checkIn(tablet, here.codes.siv)
  expect(siv.text).toContain('<h1>Välkommen!</h1>')
  expect(siv.text).not.toContain('Siv')
})

test('a code that nobody has, one with a wrong check digit and no code at all get the very same answer', async () => {
  const here = await world()
  const tablet = await pairedTablet(here)
  const answers = []
  for (const code of ['601479', '274181', '27', '', 'hej', '2741800000'])
    answers.push(await checkIn(tablet, code))
  expect(new Set(answers.map((answer) => answer.text)).size).toBe(1)
  expect(answers.every((answer) => answer.status === 422 && outcomeOf(answer) === 'unknown')).toBe(true)
  expect(answers[0]!.headers.get('stegvis-acknowledged')).toBeNull()
})

test('a code that nobody has, a wrong check digit and two digits take the same time', async () => {
  const here = await world()
  const tablet = await pairedTablet(here)
  const times: Record<string, number[]> = { '601479': [], '274181': [], '27': [] }
  for (let round = 0; round < 40; round++) {
    for (const [code, taken] of Object.entries(times)) {
      here.clock.advance({ hours: 1 })
      const begun = performance.now()
      await checkIn(tablet, code)
      taken.push(performance.now() - begun)
    }
  }
  // In turns, and the quicker quarter: what is above it is what else the machine does.
  const quick = Object.values(times).map((taken) => taken.sort((a, b) => a - b)[10]!)
  expect(Math.max(...quick) / Math.min(...quick)).toBeLessThan(1.6)
})

test('the code of somebody who takes part in nothing any more is a code that nobody has', async () => {
  const here = await world()
  const tablet = await pairedTablet(here)
  await here.tenant((tx) => tx.hot`update enrolment set ends_on = '2026-03-10'`)
  expect(outcomeOf(await checkIn(tablet, here.codes.pelle))).toBe('unknown')
})

test('the same check-in sent twice, one after the other and at once, counts once and is thanked each time', async () => {
  const here = await world()
  const tablet = await pairedTablet(here)
  const id = randomUUID()
  const send = () => tablet.post('/kiosk/check-ins', { id, code: here.codes.pelle })
  const answers = [...(await Promise.all([send(), send(), send(), send()])), await send()]
  expect(answers.map((answer) => answer.headers.get('stegvis-acknowledged'))).toEqual(Array(5).fill(id))
  expect(new Set(answers.map((answer) => answer.text)).size).toBe(1)
  expect(await presencesOf(here, here.ids.participants.pelle)).toHaveLength(1)
  expect(await ledgerOf(here, here.ids.participants.pelle)).toHaveLength(1)
})

test('a check-in sent again after a week in a queue is acknowledged like the first time', async () => {
  const here = await world()
  const tablet = await pairedTablet(here)
  const [came, left] = [randomUUID(), randomUUID()]
  await checkIn(tablet, here.codes.pelle, { id: came })
  await checkOut(tablet, here.codes.pelle, { id: left })
  here.clock.advance({ hours: 24 * 10 })
  const again = [
    await checkIn(tablet, here.codes.pelle, { id: came }),
    await checkOut(tablet, here.codes.pelle, { id: left }),
  ]
  expect(again.map((answer) => answer.headers.get('stegvis-acknowledged'))).toEqual([came, left])
  expect(await ledgerOf(here, here.ids.participants.pelle)).toHaveLength(2)
})

test('a double tap with two ids at once is one presence and two lines in the ledger, thanked alike', async () => {
  const here = await world()
  const tablet = await pairedTablet(here)
  const answers = await Promise.all([1, 2, 3].map(() => checkIn(tablet, here.codes.pelle)))
  expect(answers.map(outcomeOf)).toEqual(['welcome', 'welcome', 'welcome'])
  expect(new Set(answers.map((answer) => answer.text.replaceAll(/[0-9a-f-]{36}/g, 'its id'))).size).toBe(1)
  expect(await presencesOf(here, here.ids.participants.pelle)).toHaveLength(1)
  expect(await ledgerOf(here, here.ids.participants.pelle)).toHaveLength(3)
})

test('two tablets at once, for two sessions: one presence is open, the other closed by it', async () => {
  const here = await world()
  const hall = await pairedTablet(here, { name: 'Salen', locationId: here.ids.locations.salen })
  const kitchen = await pairedTablet(here, { name: 'Köket', locationId: here.ids.locations.koket })
  await addSession(here, {
    name: 'Matlagning',
    start: '09:30',
    end: '11:00',
    locationId: here.ids.locations.koket,
  })
  const answers = await Promise.all([hall, kitchen].map((tablet) => checkIn(tablet, here.codes.pelle)))
  expect(answers.map(outcomeOf)).toEqual(['welcome', 'welcome'])
  const presences = await presencesOf(here, here.ids.participants.pelle)
  expect(presences).toHaveLength(2)
  expect(presences.filter((presence) => presence.checkedOutAt === null)).toHaveLength(1)
  expect(presences.map((presence) => presence.closedBy).sort()).toEqual(['next_check_in', null])
})

test('who checks in while the session is moved to another week is asked to try again, and is in nothing', async () => {
  const here = await world()
  const tablet = await pairedTablet(here)
  const { checkingIn } = await here.tenant(async (tx) => {
    await tx.hot`select from session where id = ${here.ids.sessions.yoga} for update`
    const checkingIn = checkIn(tablet, here.codes.pelle)
    await setTimeout(150)
    await tx.hot`update session set starts_at = starts_at + interval '7 days', ends_at = ends_at + interval '7 days'
      where id = ${here.ids.sessions.yoga}`
    return { checkingIn }
  })
  const answer = await checkingIn
  expect(outcomeOf(answer)).toBe('again')
  expect(answer.headers.get('stegvis-acknowledged')).toBeNull()
  expect(await ledgerOf(here, here.ids.participants.pelle)).toEqual([])
  expect(await presencesOf(here, here.ids.participants.pelle)).toEqual([])
})

test('an id that the ledger has already closes nothing either', async () => {
  const here = await world()
  const tablet = await pairedTablet(here)
  const { pelle } = here.ids.participants
  await checkIn(tablet, here.codes.pelle)
  const [first] = await here.tenant((tx) => tx.select().from(attendanceEvent))
  const [open] = await here.tenant((tx) => tx.select().from(attendance))
  const [yoga] = await here.tenant((tx) => tx.select().from(session))
  const at = here.clock.now().add({ minutes: 5 })
  const recorded = await here.tenant((tx) =>
    recordCheckIn(tx, {
      eventId: first!.id,
      participantId: pelle,
      sessionId: yoga!.id,
      session: yoga!,
      kioskId: tablet.kioskId,
      occurredAt: at,
      receivedAt: at,
      enrolmentId: here.ids.enrolments.pelle,
      checkedInAt: at,
      status: 'present',
      closes: [
        {
          attendance: { id: open!.id, sessionId: yoga!.id, session: yoga!, checkedInAt: at },
          at,
          closedBy: 'next_check_in',
        },
      ],
    }),
  )
  expect(recorded).toBe(false)
  expect(await presencesOf(here, pelle)).toMatchObject([{ checkedOutAt: null, closedBy: null }])
})

test('an id that was somebody else’s is refused, and changes nothing', async () => {
  const here = await world()
  const tablet = await pairedTablet(here)
  const id = randomUUID()
  await tablet.post('/kiosk/check-ins', { id, code: here.codes.pelle })
  const answer = await tablet.post('/kiosk/check-ins', { id, code: here.codes.amina })
  expect([answer.status, outcomeOf(answer)]).toEqual([409, 'again'])
  expect(answer.headers.get('stegvis-acknowledged')).toBeNull()
  expect(await presencesOf(here, here.ids.participants.amina)).toEqual([])
})

test('who comes after the grace is late, and the screen does not mention it', async () => {
  const here = await world()
  const tablet = await pairedTablet(here)
  here.clock.set('2026-03-17T09:45:00+01:00')
  const answer = await checkIn(tablet, here.codes.pelle)
  expect(answer.text).toContain('45 min av 5 tim')
  expect(answer.text).not.toMatch(/sen|försen|saknas|bara/i)
  expect(await presencesOf(here, here.ids.participants.pelle)).toMatchObject([{ status: 'late' }])
})

test('when several sessions fit, big cards ask which; the tapped one is entered with the same id', async () => {
  const here = await world()
  const tablet = await pairedTablet(here)
  const cooking = await addSession(here, { name: 'Matlagning', start: '10:00', end: '11:00' })
  const id = randomUUID()
  const question = await tablet.post('/kiosk/check-ins', { id, code: here.codes.pelle })
  expect(outcomeOf(question)).toBe('choice')
  expect(question.text).toContain('Vad kommer du till?')
  expect(question.text).toContain('Matlagning')
  expect(question.text).not.toContain('Pelle')
  expect(question.text).not.toContain(here.codes.pelle)
  expect(await ledgerOf(here, here.ids.participants.pelle)).toEqual([])

  const answer = await tablet.post('/kiosk/check-ins', { id, code: here.codes.pelle, session_id: cooking })
  expect(answer.text).toContain('Du är incheckad på Matlagning.')
})

test('a session that was tapped too late, or that is for others, is not entered', async () => {
  const here = await world()
  const tablet = await pairedTablet(here)
  const foreign = await addSession(here, { name: 'Spåret', start: '09:30', end: '10:30', forOthers: true })
  for (const session_id of [foreign, randomUUID()])
    expect(outcomeOf(await checkIn(tablet, here.codes.pelle, { session_id }))).toBe('nothing_now')
  expect(await presencesOf(here, here.ids.participants.pelle)).toEqual([])
})

test('what is for another programme alone is never offered', async () => {
  const here = await world()
  const tablet = await pairedTablet(here)
  await addSession(here, { name: 'Spåret', start: '09:30', end: '10:30', forOthers: true })
  expect((await checkIn(tablet, here.codes.pelle)).text).toContain('Du är incheckad på Yoga.')
})

test('a tablet in the hall takes what is in the hall, and asks before it takes what is elsewhere', async () => {
  const here = await world()
  const hall = await pairedTablet(here, { locationId: here.ids.locations.salen })
  await addSession(here, {
    name: 'Matlagning',
    start: '09:30',
    end: '11:30',
    locationId: here.ids.locations.koket,
  })
  expect((await checkIn(hall, here.codes.pelle)).text).toContain('Du är incheckad på Yoga.')
  here.clock.set('2026-03-17T11:00:00+01:00')
  const answer = await checkIn(hall, here.codes.amina)
  expect(outcomeOf(answer)).toBe('choice')
  expect(answer.text).toContain('Matlagning')
})

test('too early: when it begins, and from when one may come', async () => {
  const here = await world('2026-03-17T07:00:00+01:00')
  const tablet = await pairedTablet(here)
  const answer = await checkIn(tablet, here.codes.pelle)
  expect([answer.status, outcomeOf(answer)]).toEqual([200, 'too_early'])
  expect(answer.text).toContain('Yoga börjar 09.30')
  expect(answer.text).toContain('Välkommen från 08.30.')
})

test('who is in already is told so, and can say that they leave', async () => {
  const here = await world()
  const tablet = await pairedTablet(here)
  await checkIn(tablet, here.codes.pelle)
  here.clock.advance({ minutes: 30 })
  const answer = await checkIn(tablet, here.codes.pelle)
  expect(outcomeOf(answer)).toBe('already_in')
  expect(answer.text).toContain('Du är redan incheckad på Yoga.')
  expect(answer.text).toContain('Jag går nu')
  expect((await checkOut(tablet, here.codes.pelle)).text).toContain('Hej då, Pelle!')
})

test('checking in to the next session closes the one before, with a line of its own in the ledger', async () => {
  const here = await world()
  const tablet = await pairedTablet(here)
  const walk = await addSession(here, { name: 'Promenad', start: '10:15', end: '11:15' })
  await checkIn(tablet, here.codes.pelle, { session_id: here.ids.sessions.yoga })
  here.clock.set('2026-03-17T10:15:00+01:00')
  const told = await checkIn(tablet, here.codes.pelle)
  expect(outcomeOf(told)).toBe('already_in')
  expect(told.text).toContain('Promenad')
  const answer = await checkIn(tablet, here.codes.pelle, { session_id: walk })
  expect(answer.text).toContain('Du är incheckad på Promenad.')
  expect(answer.text).toContain('1 tim 45 min av 5 tim')
  expect(await presencesOf(here, here.ids.participants.pelle)).toMatchObject([
    { name: 'Yoga', status: 'left_early', checkedOutAt: '10:15', closedBy: 'next_check_in' },
    { name: 'Promenad', status: 'present', checkedInAt: '10:15', checkedOutAt: null },
  ])
  const lines = (await ledgerOf(here, here.ids.participants.pelle)).map(
    ({ kind, source }) => `${kind} ${source}`,
  )
  expect(lines.sort()).toEqual(['check_in kiosk', 'check_in kiosk', 'closing system'])
})

test('a check-out by mistake is undone by checking in again', async () => {
  const here = await world()
  const tablet = await pairedTablet(here)
  await checkIn(tablet, here.codes.pelle)
  here.clock.advance({ minutes: 20 })
  await checkOut(tablet, here.codes.pelle)
  here.clock.advance({ minutes: 1 })
  expect(outcomeOf(await checkIn(tablet, here.codes.pelle))).toBe('welcome')
  expect(await presencesOf(here, here.ids.participants.pelle)).toMatchObject([
    { status: 'present', checkedInAt: '09:20', checkedOutAt: null, closedBy: null },
  ])
})

test('of two enrolments the hours count in the one that began first, among those the activity is for', async () => {
  const here = await world()
  const tablet = await pairedTablet(here)
  const { crescoEnrolment, cresco } = await alsoInCresco(here)
  await addSession(here, { name: 'Cresco-träff', start: '10:30', end: '11:30', programmeId: cresco })
  await checkIn(tablet, here.codes.amina)
  here.clock.set('2026-03-17T10:31:00+01:00')
  await checkIn(tablet, here.codes.amina)
  expect(await presencesOf(here, here.ids.participants.amina)).toMatchObject([
    { name: 'Yoga', enrolmentId: here.ids.enrolments.amina, closedBy: 'session_end' },
    { name: 'Cresco-träff', enrolmentId: crescoEnrolment },
  ])
})

/** Amina takes part in Cresco+ too, since last week. */
async function alsoInCresco({ tenant, ids }: World) {
  return tenant(async (tx) => {
    const [cresco, enrolment] = [randomUUID(), randomUUID()]
    await tx.hot`insert into programme (id, preset, name) values (${cresco}, 'cresco', 'Cresco+')`
    await tx.hot`insert into enrolment (id, participant_id, programme_id, starts_on)
      values (${enrolment}, ${ids.participants.amina}, ${cresco}, '2026-03-09')`
    return { cresco, crescoEnrolment: enrolment }
  })
}

test('a clock that is a little off is believed; one far off is kept in the ledger, and ours counts', async () => {
  const here = await world()
  const tablet = await pairedTablet(here)
  await checkIn(tablet, here.codes.pelle, { device_time: '2026-03-17T08:18:30.000Z' })
  await checkIn(tablet, here.codes.amina, { device_time: '2026-03-17T03:20:00.000Z' })
  await checkIn(tablet, here.codes.siv, { device_time: 'förr' })
  const checkedIn = async (id: string) =>
    (await presencesOf(here, id)).map((presence) => presence.checkedInAt)
  const skew = async (id: string) => (await ledgerOf(here, id)).map((line) => line.skewSeconds)
  const { pelle, amina, siv } = here.ids.participants
  expect([await checkedIn(pelle), await skew(pelle)]).toEqual([['09:18'], [90]])
  expect([await checkedIn(amina), await skew(amina)]).toEqual([['09:20'], [5 * 3600]])
  expect([await checkedIn(siv), await skew(siv)]).toEqual([['09:20'], [0]])
})

test('a program gets the outcome and the acknowledgement as JSON', async () => {
  const here = await world()
  const tablet = await pairedTablet(here)
  const id = randomUUID()
  const device_time = Temporal.Instant.from('2026-03-17T08:20:00Z').toString()
  expect(
    await tablet.json('POST', '/kiosk/check-ins', { id, code: here.codes.pelle, device_time }),
  ).toMatchObject({
    status: 200,
    body: { outcome: 'welcome', acknowledged: id },
  })
  const unknown = { id: randomUUID(), code: '000000' }
  expect(await tablet.json('POST', '/kiosk/check-ins', unknown)).toMatchObject({
    status: 422,
    body: { outcome: 'unknown' },
  })
  expect((await tablet.json('POST', '/kiosk/check-ins', { id: 'x', code: '1' })).status).toBe(422)
})

test('guessing is slowed after a while, for right codes too; the administrators are told, and it passes', async () => {
  const here = await world()
  const tablet = await pairedTablet(here)
  for (let i = 0; i < 10; i++) await checkIn(tablet, '601479')
  const slowed = await checkIn(tablet, here.codes.pelle)
  expect([slowed.status, outcomeOf(slowed), slowed.headers.get('retry-after')]).toEqual([429, 'wait', '2'])
  expect((await here.astrid.get('/kiosks')).text).not.toContain('Många okända koder')
  for (let i = 0; i < 10; i++) {
    here.clock.advance({ seconds: 31 })
    await checkIn(tablet, '601479')
  }
  expect((await here.astrid.get('/kiosks')).text).toContain('Många okända koder')
  here.clock.advance({ seconds: 31 })
  expect(outcomeOf(await checkIn(tablet, here.codes.pelle))).toBe('welcome')
})

test('neither names nor codes reach the log, whatever goes wrong', async () => {
  const here = await world()
  const tablet = await pairedTablet(here)
  await checkIn(tablet, here.codes.pelle)
  await tablet.post('/kiosk/check-ins', { id: 'broken', code: here.codes.pelle })
  await tablet.post('/kiosk/departures', { id: randomUUID(), code: `${here.codes.pelle}'"` })
  expect(JSON.stringify(here.logged)).not.toMatch(/Pelle|Björkvall|274180/)
})

test('of many codes guessed at once no more are looked at than in a row', async () => {
  const here = await world()
  const tablet = await pairedTablet(here)
  const answers = await Promise.all(Array.from({ length: 40 }, () => checkIn(tablet, '601479')))
  expect(answers.filter(({ status }) => status === 422)).toHaveLength(10)
})

test('guessing is slowed for the organisation as a whole, whichever tablet it comes to', async () => {
  const here = await world()
  for (let number = 0; number < 6; number++) {
    const tablet = await pairedTablet(here, { name: `Platta ${number}` })
    for (let i = 0; i < 10; i++) expect((await checkIn(tablet, '601479')).status).toBe(422)
  }
  // Where nobody guesses, people come in; a few wrong codes there, and it waits like the others.
  const fresh = await pairedTablet(here, { name: 'Entrén' })
  expect(outcomeOf(await checkIn(fresh, here.codes.pelle))).toBe('welcome')
  for (let i = 0; i < 3; i++) expect(outcomeOf(await checkIn(fresh, '601479'))).toBe('unknown')
  expect(outcomeOf(await checkIn(fresh, here.codes.pelle))).toBe('wait')
})
