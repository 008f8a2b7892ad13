import { eq } from 'drizzle-orm'
import { fc } from '../properties.ts'
import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { enrolment, session } from '../../db/schema/index.ts'
import { freeTimes, talkDates, whyNotTalkTime, type Busy } from '../../server/schedule/talk.ts'
import { sessionSpan } from '../../server/schedule/session-times.ts'
import { localDate, localTime, weekday } from '../../server/time/dates.ts'
import { world, type World } from '../world.ts'

const zone = 'Europe/Stockholm'
const now = Temporal.Instant.from('2026-03-17T08:20:00Z')
const tuesdays = { weekday: weekday(2), startTime: localTime('13:00'), endTime: localTime('15:00') }
const asked = {
  times: [tuesdays],
  busy: [] as Busy[],
  closed: new Set<ReturnType<typeof localDate>>(),
  from: localDate('2026-03-16'),
  to: localDate('2026-03-29'),
  minutes: 45,
  now,
  zone,
}

test('free times lie within the coach’s own, every half hour, where the whole talk fits', () => {
  expect(freeTimes(asked)).toEqual(
    ['2026-03-17', '2026-03-24'].flatMap((date) =>
      ['13:00', '13:30', '14:00'].map((startTime) => ({ date, startTime })),
    ),
  )
})

test('what is past, closed or taken is not offered', () => {
  const busy = [
    sessionSpan({ date: localDate('2026-03-24'), startTime: localTime('13:30'), minutes: 30 }, zone),
  ]
  expect(freeTimes({ ...asked, busy }).filter(({ date }) => date === '2026-03-24')).toEqual([
    { date: '2026-03-24', startTime: '14:00' },
  ])
  expect(freeTimes({ ...asked, closed: new Set([localDate('2026-03-24')]) })).toHaveLength(3)
  const later = Temporal.Instant.from('2026-03-17T12:20:00Z')
  expect(freeTimes({ ...asked, now: later })[0]).toEqual({ date: '2026-03-17', startTime: '13:30' })
})

test('no free time ever overlaps what is taken, and each lies within the coach’s time', () => {
  const taken = fc.record({
    day: fc.integer({ min: 0, max: 13 }),
    minute: fc.integer({ min: 0, max: 1380 }),
    length: fc.integer({ min: 5, max: 300 }),
  })
  fc.assert(
    fc.property(fc.array(taken, { maxLength: 12 }), fc.integer({ min: 10, max: 180 }), (cases, minutes) => {
      const midnight = Temporal.Instant.from('2026-03-15T23:00:00Z')
      const busy = cases.map(({ day, minute, length }) => {
        const startsAt = midnight.add({ minutes: day * 1440 + minute })
        return { startsAt, endsAt: startsAt.add({ minutes: length }) }
      })
      for (const { date, startTime } of freeTimes({ ...asked, busy, minutes })) {
        const { startsAt, endsAt, localEnd } = sessionSpan({ date, startTime, minutes }, zone)
        expect(startTime >= '13:00' && localEnd <= '15:00').toBe(true)
        for (const one of busy)
          expect(
            Temporal.Instant.compare(one.startsAt, endsAt) < 0 &&
              Temporal.Instant.compare(startsAt, one.endsAt) < 0,
          ).toBe(false)
      }
    }),
  )
})

test('talks recur every so many weeks, also across the change of the clocks', () => {
  expect(talkDates(localDate('2026-03-24'), 2, 3)).toEqual(['2026-03-24', '2026-04-07', '2026-04-21'])
})

test('a coach’s times do not run into each other', () => {
  const early = { ...tuesdays, startTime: localTime('12:00'), endTime: localTime('13:30') }
  expect(whyNotTalkTime(early, [tuesdays])).toMatchObject([{ field: 'start_time' }])
  expect(whyNotTalkTime({ ...early, weekday: weekday(3) }, [tuesdays])).toEqual([])
  expect(whyNotTalkTime({ ...tuesdays, endTime: localTime('13:00') }, [])).toMatchObject([
    { field: 'end_time' },
  ])
})

const wish = (slot: string, more: Record<string, string> = {}) => ({
  slot,
  minutes: '45',
  times: '1',
  location_id: '',
  ...more,
})
const bookTalk = ({ leif, ids }: World, values: Record<string, string>) =>
  leif.post(`/enrolments/${ids.enrolments.pelle}/talks`, values)

test('a coach puts in the own times, and a talk is booked in one of them', async () => {
  const here = await world()
  const { leif, karin, ids } = here
  const added = await leif.post('/talk-times', { weekday: '2', start_time: '13:00', end_time: '15:00' })
  expect(added.status).toBe(303)
  const page = `/enrolments/${ids.enrolments.pelle}/talks`
  const free = await leif.get(page)
  expect(free.text).toContain('value="2026-03-17T13:00"')
  expect((await bookTalk(here, wish('2026-03-17T13:00'))).status).toBe(303)
  expect((await leif.get(page)).text).not.toContain('value="2026-03-17T13:00"')
  expect((await leif.get('/sessions?from=2026-03-16&to=2026-03-22')).text).toContain('Samtal')

  // To the others it is a time that is taken, and no more.
  const others = (await karin.get('/sessions?from=2026-03-16&to=2026-03-22')).text
  const { sessions } = JSON.parse(others) as { sessions: { id: string; name: string; leader: string }[] }
  const talk = sessions.find(({ name }) => name === 'Upptagen')!
  expect(talk.leader).toBe('Leif Sandell')
  expect(others).not.toMatch(/Samtal|Pelle/)
  for (const path of ['', '/edit', '/roll-call'])
    expect([path, (await karin.get(`/sessions/${talk.id}${path}`)).status]).toEqual([path, 404])
  expect((await karin.post(`/sessions/${talk.id}/cancellation`, { reason: 'Nej' })).status).toBe(404)
  expect((await leif.get(`/sessions/${talk.id}/roll-call`)).text).toContain('Pelle')
})

test('a talk is not put where the coach or the participant is already', async () => {
  const here = await world()
  // Leif leads yoga, and Pelle is booked on it.
  const clash = await bookTalk(here, wish('other', { date: '2026-03-17', start_time: '10:00' }))
  expect(clash.status).toBe(409)
  expect(clash.text).toContain('Yoga')
  expect(clash.text).toContain('value="10:00"')
  const past = await bookTalk(here, wish('2026-03-16T13:00'))
  expect(past.status).toBe(422)
  expect((await bookTalk(here, wish('2026-03-32T13:00'))).status).toBe(422)
  expect((await bookTalk(here, wish('2026-03-18T13:00', { minutes: '1000' }))).status).toBe(422)
  expect((await bookTalk(here, wish('2026-03-18T13:00', { times: '40' }))).status).toBe(422)
  const empty = await bookTalk(here, { minutes: '45', times: '1' })
  expect(empty.status).toBe(422)
})

test('several talks are booked at once, or none of them', async () => {
  const here = await world()
  const { leif, ids } = here
  expect((await bookTalk(here, wish('2026-03-19T13:00', { times: '4' }))).status).toBe(303)
  const page = (await leif.get(`/enrolments/${ids.enrolments.pelle}/talks`)).text
  for (const day of ['19 mars', '26 mars', '2 april', '9 april']) expect(page).toContain(day)
  const again = await bookTalk(here, wish('2026-04-02T13:30', { times: '4' }))
  expect(again.status).toBe(409)
  expect((await leif.get(`/enrolments/${ids.enrolments.pelle}/talks`)).text).not.toContain('16 april')
})

test('a talk stands in the participant’s own calendar and in nobody else’s', async () => {
  const here = await world()
  await bookTalk(here, wish('2026-03-18T13:00'))
  const sees = async (name: 'pelle' | 'amina') => (await here.visitor.get(await feedOf(here, name))).text
  expect(await sees('pelle')).toContain('SUMMARY:Samtal')
  expect(await sees('amina')).not.toContain('Samtal')
})

test('who does not coach the participant neither reads nor books talks', async () => {
  const here = await world()
  const path = `/enrolments/${here.ids.enrolments.amina}/talks`
  expect((await here.rut.get(path)).status).toBe(403)
  expect((await here.nils.get(path)).status).toBe(404)
})

async function feedOf({ karin, ids }: World, name: 'pelle' | 'amina'): Promise<string> {
  const letter = await karin.post(`/participants/${ids.participants[name]}/feed`, {
    scope: 'programme',
    consent: 'yes',
  })
  return `/feeds/${/feeds\/([\w-]{48})\.ics/.exec(letter.text)![1]}.ics`
}

test('a talk is booked only while the enrolment holds', async () => {
  const here = await world()
  const ends = { endsOn: localDate('2026-04-03') }
  await here.tenant((tx) => tx.update(enrolment).set(ends).where(eq(enrolment.id, here.ids.enrolments.pelle)))
  const late = await bookTalk(here, wish('2026-03-19T13:00', { times: '4' }))
  expect([late.status, late.text.includes('Inskrivningen gäller inte den dagen.')]).toEqual([422, true])
  expect((await bookTalk(here, wish('2026-03-19T13:00', { times: '3' }))).status).toBe(303)
})

test('why a talk was cancelled is for the two who meet', async () => {
  const here = await world()
  const page = `/enrolments/${here.ids.enrolments.pelle}/talks`
  await bookTalk(here, wish('2026-03-18T13:00'))
  const [, id] = /\/sessions\/([\w-]{36})/.exec((await here.leif.get(page)).text)!
  await here.leif.post(`/sessions/${id!}/cancellation`, { reason: 'Hemlig orsak' })
  expect((await here.leif.get(page)).text).toContain('Hemlig orsak')
  const others = (await here.karin.get(page)).text
  expect(others).toContain('Inställt')
  expect(others).not.toContain('Hemlig orsak')
  expect(others).not.toContain(`/sessions/${id!}`)
  const week = (await here.karin.get('/sessions?from=2026-03-16&to=2026-03-22')).text
  const { sessions } = JSON.parse(week) as { sessions: { id: string; cancelled: string | null }[] }
  expect(sessions.find((one) => one.id === id)!.cancelled).toBe('Inställt')
  const list = (await here.karin.get('/schedule-changes')).text
  const [, change] = /\/schedule-changes\/([\w-]{36})/.exec(list)!
  const told = (await here.karin.get(`/schedule-changes/${change!}`)).text
  expect(told).toContain('ett samtal')
  expect(told).not.toContain(`/sessions/${id!}`)
})

test('whoever leaves has no talks any more, also when the exit is corrected afterwards', async () => {
  const here = await world()
  const { karin, ids, tenant } = here
  const exit = `/enrolments/${ids.enrolments.pelle}/exit`
  const facts = { left_on: '2026-03-17', reason: 'completed', destinations: 'work' }
  await bookTalk(here, wish('2026-03-17T13:00'))
  await bookTalk(here, wish('2026-03-19T13:00', { times: '2' }))
  const talks = () =>
    tenant((tx) =>
      tx
        .select({ day: session.localDate, why: session.cancellationReason })
        .from(session)
        .where(eq(session.talkEnrolmentId, ids.enrolments.pelle))
        .orderBy(session.startsAt),
    )
  const why = 'Deltagaren har avslutat insatsen'

  expect((await karin.post(exit, facts)).status).toBe(303)
  expect(await talks()).toEqual([
    { day: '2026-03-17', why: null },
    { day: '2026-03-19', why },
    { day: '2026-03-26', why },
  ])
  expect((await karin.put(exit, { ...facts, left_on: '2026-03-16', version: '1' })).status).toBe(303)
  expect((await talks()).map((talk) => talk.why)).toEqual([why, why, why])
})

test('on the roll call of a talk nobody else is found or added', async () => {
  const here = await world()
  const { leif, ids } = here
  await bookTalk(here, wish('2026-03-18T13:00'))
  const page = (await leif.get(`/enrolments/${ids.enrolments.pelle}/talks`)).text
  const [, id] = /\/sessions\/([\w-]{36})/.exec(page)!
  const found = await leif.post(`/sessions/${id!}/searches`, { name: 'Amina' })
  expect(found.text).not.toContain(ids.participants.amina)
  const added = await leif.post(`/sessions/${id!}/bookings`, { participant_id: ids.participants.amina })
  expect(added.status).toBe(422)
})
