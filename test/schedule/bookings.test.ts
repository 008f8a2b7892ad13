import { and, eq, isNotNull } from 'drizzle-orm'
import { expect, test } from 'vitest'
import {
  accessEntry,
  activity,
  booking,
  participant,
  series as seriesTable,
  session,
} from '../../db/schema/index.ts'
import {
  bookedCounts,
  bookingsForNewSessions,
  bookSession,
  continueSeriesBookings,
  placesOf,
  sessionsBelowFewest,
} from '../../server/schedule/booking-queries.ts'
import { newId, saveChange, standingSessions } from '../../server/schedule/change-queries.ts'
import { changedLine, plannedLine, removed, stateOf } from '../../server/schedule/draft.ts'
import { localDate } from '../../server/time/dates.ts'
import { announcements, world, type World } from '../world.ts'
import { group, placesIn, sessionOn, setPlaces, weekly } from './booked.ts'

const tuesday = '2026-03-24'

const bookInto = (here: World, sessionId: string, participantId: string, more: Record<string, string> = {}) =>
  here.leif.post(`/sessions/${sessionId}/bookings`, { participant_id: participantId, ...more })

const bookWhole = (
  here: World,
  sessionId: string,
  participantId: string,
  more: Record<string, string> = {},
) => bookInto(here, sessionId, participantId, { whole_series: 'yes', ...more })

async function cooking(here: World): Promise<string> {
  const [row] = await here.tenant((tx) =>
    tx
      .insert(activity)
      .values({ name: 'Matlagning', category: 'social_preparation', usualMinutes: 60 })
      .returning({ id: activity.id }),
  )
  return row!.id
}

const feedVersion = ({ tenant }: World, id: string) =>
  tenant(async (tx) => {
    const [row] = await tx
      .select({ version: participant.feedVersion })
      .from(participant)
      .where(eq(participant.id, id))
    return row!.version
  })

const entriesOf = ({ tenant }: World, id: string) =>
  tenant(async (tx) => {
    const rows = await tx
      .select({ by: accessEntry.staffId, what: accessEntry.what })
      .from(accessEntry)
      .where(and(eq(accessEntry.participantId, id), eq(accessEntry.act, 'change')))
    return rows
  })

test('a booking of a series is a place in each session to come from that day, and is noted', async () => {
  const here = await world()
  const { pelle } = here.ids.participants
  const series = await weekly(here, '2026-03-10', 5)
  const before = await feedVersion(here, pelle)
  const heard = announcements(here)
  const answer = await bookWhole(here, series.sessions[2]!, pelle)
  expect([answer.status, answer.location]).toEqual([303, `/sessions/${series.sessions[2]}/roll-call`])
  const booked = await Promise.all(series.sessions.map(async (id) => (await placesIn(here, id)).booked))
  expect(booked).toEqual([[], [], [pelle], [pelle], [pelle]])
  expect((await here.leif.get(`/sessions/${series.sessions[4]}/roll-call`)).text).toContain('Pelle Björkvall')
  expect(await feedVersion(here, pelle)).not.toBe(before)
  expect(await entriesOf(here, pelle)).toEqual([{ by: here.ids.staff.leif, what: 'booking' }])
  await expect.poll(() => heard).toContain('attendance')

  await bookWhole(here, series.sessions[3]!, pelle)
  expect((await placesIn(here, series.sessions[3]!)).booked).toEqual([pelle])
  await bookWhole(here, series.sessions[1]!, pelle)
  expect((await placesIn(here, series.sessions[1]!)).booked).toEqual([pelle])
})

test('where the series is full one waits, where one is elsewhere one is left out, and both are told', async () => {
  const here = await world()
  const { pelle } = here.ids.participants
  const series = await weekly(here, tuesday, 4, { places: 1 })
  const kitchen = await sessionOn(here, '2026-03-31', { start: '13:30', activityId: await cooking(here) })
  const [other] = await group(here, 1)
  await bookInto(here, kitchen, pelle)
  await bookInto(here, series.sessions[2]!, other!)

  const answer = await bookWhole(here, series.sessions[0]!, pelle)
  expect(answer.status).toBe(200)
  expect(answer.text).toContain('Pelle är tillagd i hela serien, från det här passet.')
  expect(answer.text).toContain('Utom tis 31 mars, då Pelle är på Matlagning.')
  expect(answer.text).toContain('Fullt tis 7 apr.: där står Pelle på väntelistan.')
  const all = await Promise.all(series.sessions.map((id) => placesIn(here, id)))
  expect(all.map(({ booked }) => booked)).toEqual([[pelle], [], [other], [pelle]])
  expect(all.map(({ waiting }) => waiting)).toEqual([[], [], [pelle], []])
})

test('who is booked elsewhere at that time is told where, and of a talk only that it is one', async () => {
  const here = await world()
  const { pelle } = here.ids.participants
  const first = await sessionOn(here, tuesday, { activityId: await cooking(here) })
  const second = await sessionOn(here, tuesday, { start: '13:30' })
  await bookInto(here, first, pelle)
  const answer = await bookInto(here, second, pelle)
  expect(answer.status).toBe(409)
  expect(answer.text).toContain('Pelle är på Matlagning 13.00–14.00. Ta bort den bokningen först.')
  expect((await placesIn(here, second)).booked).toEqual([])

  await here.tenant((tx) =>
    tx.update(session).set({ talkEnrolmentId: here.ids.enrolments.pelle }).where(eq(session.id, first)),
  )
  const talk = await bookInto(here, second, pelle)
  expect(talk.text).toContain('Pelle är på ett samtal 13.00–14.00.')
  expect(talk.text).not.toContain('Matlagning')
})

test('who withdrew from one session of a booked series stays withdrawn when more are made, and for good from a date', async () => {
  const here = await world()
  const { pelle } = here.ids.participants
  const series = await weekly(here, tuesday, 3)
  await bookWhole(here, series.sessions[0]!, pelle)
  await here.leif.delete(`/sessions/${series.sessions[1]}/bookings/${pelle}`)
  const more = await sessionOn(
    here,
    '2026-04-14',
    {},
    { seriesId: series.id, seriesDate: localDate('2026-04-14') },
  )
  await here.tenant((tx) => bookingsForNewSessions(tx, [...series.sessions, more]))
  const booked = async (ids: string[]) =>
    Promise.all(ids.map(async (id) => (await placesIn(here, id)).booked.includes(pelle)))
  expect(await booked([...series.sessions, more])).toEqual([true, false, true, true])
  await here.tenant((tx) => bookingsForNewSessions(tx, [...series.sessions, more]))
  expect(await booked([...series.sessions, more])).toEqual([true, false, true, true])

  const path = `/series/${series.id}/bookings/${pelle}`
  await here.leif.delete(path, { session_id: series.sessions[2]! })
  expect(await booked([...series.sessions, more])).toEqual([true, false, false, false])
  const last = await sessionOn(
    here,
    '2026-04-21',
    {},
    { seriesId: series.id, seriesDate: localDate('2026-04-21') },
  )
  await here.tenant((tx) => bookingsForNewSessions(tx, [last]))
  expect(await booked([last])).toEqual([false])
})

test('who leaves a series stays in what has begun and in what was booked by itself', async () => {
  const here = await world('2026-03-24T13:10:00+01:00')
  const { pelle } = here.ids.participants
  const series = await weekly(here, tuesday, 3)
  await bookInto(here, series.sessions[2]!, pelle)
  await bookWhole(here, series.sessions[0]!, pelle)
  const own = await here.leif.get(`/sessions/${series.sessions[1]}/attendance/${pelle}`)
  expect(own.text).toContain('Ta bort från det här passet')
  await here.leif.delete(`/series/${series.id}/bookings/${pelle}`, { session_id: series.sessions[0]! })
  const all = await Promise.all(series.sessions.map(async (id) => (await placesIn(here, id)).booked))
  expect(all).toEqual([[pelle], [], [pelle]])
})

test('a freed place passes over who is elsewhere by then, who gets one as soon as they are not', async () => {
  const here = await world()
  const [first, second, third] = (await group(here, 3)) as [string, string, string]
  const yoga = await sessionOn(here, tuesday, { places: 1 })
  const kitchen = await sessionOn(here, tuesday, { start: '13:30', activityId: await cooking(here) })
  for (const id of [first, second, third]) await bookInto(here, yoga, id)
  await bookInto(here, kitchen, second)
  await here.leif.delete(`/sessions/${yoga}/bookings/${first}`)
  expect(await placesIn(here, yoga)).toEqual({ booked: [third], waiting: [second] })
  await here.leif.delete(`/sessions/${yoga}/bookings/${third}`)
  expect(await placesIn(here, yoga)).toEqual({ booked: [], waiting: [second] })
  await here.leif.delete(`/sessions/${kitchen}/bookings/${second}`)
  expect(await placesIn(here, yoga)).toEqual({ booked: [second], waiting: [] })
})

test('nobody moves up in what has begun', async () => {
  const here = await world('2026-03-24T13:10:00+01:00')
  const [first, second] = (await group(here, 2)) as [string, string]
  const yoga = await sessionOn(here, tuesday, { places: 1 })
  for (const id of [first, second]) await bookInto(here, yoga, id)
  await here.leif.delete(`/sessions/${yoga}/bookings/${first}`)
  expect(await placesIn(here, yoga)).toEqual({ booked: [], waiting: [second] })
})

test('a larger group than the participant likes is asked about, and booked when that is said again', async () => {
  const here = await world()
  const { pelle, amina } = here.ids.participants
  const people = await group(here, 4)
  await here.tenant((tx) => tx.update(participant).set({ largestGroup: 4 }).where(eq(participant.id, pelle)))
  const series = await weekly(here, tuesday, 2)
  for (const id of people) await bookInto(here, series.sessions[1]!, id)

  const asked = await bookInto(here, series.sessions[1]!, pelle)
  expect(asked.status).toBe(409)
  expect(asked.text).toContain('Gruppen blir 5. Pelle trivs i grupper upp till 4. Boka ändå?')
  expect((await placesIn(here, series.sessions[1]!)).booked).not.toContain(pelle)
  const whole = await bookWhole(here, series.sessions[0]!, pelle)
  expect(whole.text).toContain('Gruppen blir som mest 5.')
  expect(whole.text).toContain('name="whole_series"')

  expect((await bookInto(here, series.sessions[0]!, pelle)).status).toBe(303)
  expect((await bookWhole(here, series.sessions[0]!, pelle, { confirmed: 'yes' })).status).toBe(303)
  expect((await placesIn(here, series.sessions[1]!)).booked).toContain(pelle)
  expect((await bookInto(here, series.sessions[1]!, amina)).status).toBe(303)
})

test('more places let in who waits, fewer throw nobody out, and that is said', async () => {
  const here = await world()
  const people = await group(here, 4)
  const yoga = here.ids.sessions.yoga
  await setPlaces(here, yoga, 1)
  for (const id of people) await bookInto(here, yoga, id)
  const patch = async (places: string, version: string) =>
    here.karin.patch(`/sessions/${yoga}`, {
      version,
      date: '2026-03-17',
      start_time: '09:30',
      end_time: '10:30',
      location_id: here.ids.locations.salen,
      leader_id: here.ids.staff.leif,
      places,
    })
  expect((await patch('3', '1')).status).toBe(303)
  expect(await placesIn(here, yoga)).toEqual({ booked: people.slice(0, 3), waiting: [people[3]] })
  expect((await patch('2', '2')).status).toBe(303)
  expect((await here.karin.get(`/sessions/${yoga}`)).text).toContain('ingen av dem förlorar sin plats')
  expect(await placesIn(here, yoga)).toEqual({ booked: people.slice(0, 3), waiting: [people[3]] })
  expect(await here.tenant((tx) => bookedCounts(tx, [yoga]))).toEqual(
    new Map([[yoga, { booked: 3, waiting: 1 }]]),
  )
})

test('a session is not moved to where its participants are booked elsewhere; they are counted and never named', async () => {
  const here = await world()
  const { pelle, siv } = here.ids.participants
  const yoga = await sessionOn(here, tuesday)
  const kitchen = await sessionOn(here, tuesday, { start: '15:00', activityId: await cooking(here) })
  for (const id of [yoga, kitchen])
    await here.tenant(async (tx) => {
      const hand = { by: here.ids.staff.astrid, at: here.clock.now() }
      for (const who of [pelle, siv]) await bookSession(tx, id, who, hand)
    })
  const drag = (start: string, end: string) =>
    here.karin.json<{ message: string }>('PUT', `/sessions/${yoga}/time`, {
      date: tuesday,
      start,
      end,
      version: 1,
    })
  const refused = await drag('14:30', '15:30')
  expect(refused.status).toBe(409)
  expect(refused.body.message).toBe('2 deltagare är redan bokade på Matlagning 15.00–16.00.')

  await here.tenant((tx) =>
    tx.update(session).set({ talkEnrolmentId: here.ids.enrolments.pelle }).where(eq(session.id, kitchen)),
  )
  expect((await drag('14:30', '15:30')).body.message).toBe(
    '2 deltagare är redan bokade på ett samtal 15.00–16.00.',
  )
  await here.leif.delete(`/sessions/${yoga}/bookings/${pelle}`)
  await here.astrid.delete(`/sessions/${yoga}/bookings/${siv}`)
  expect((await drag('14:30', '15:30')).status).toBe(200)
})

test('sessions that are made for a booked series have its bookings; those that change let in who can come now', async () => {
  const here = await world()
  const { pelle, amina } = here.ids.participants
  const series = await weekly(here, tuesday, 1, { places: 1 })
  await bookWhole(here, series.sessions[0]!, pelle)
  await bookWhole(here, series.sessions[0]!, amina)
  const deed = { by: here.ids.staff.karin, at: here.clock.now() }
  const extra = newId()
  await here.tenant(async (tx) => {
    const [standing] = await standingSessions(tx, eq(session.id, series.sessions[0]!))
    const after = {
      ...stateOf(standing!),
      seriesDate: null,
      localDate: localDate('2026-03-26'),
      startsAt: standing!.startsAt.add({ hours: 48 }),
      endsAt: standing!.endsAt.add({ hours: 48 }),
    }
    await saveChange(
      tx,
      { sessions: [plannedLine(extra, after)], series: [] },
      { ...deed, kind: 'extra_date' },
    )
  })
  expect(await placesIn(here, extra)).toEqual({ booked: [pelle], waiting: [amina] })

  // Amina waits for the extra date and is booked for something else at that time, until that is taken away.
  await here.leif.delete(`/sessions/${extra}/bookings/${pelle}`)
  await here.leif.delete(`/sessions/${extra}/bookings/${amina}`)
  const kitchen = await sessionOn(here, '2026-03-26', { activityId: await cooking(here) })
  await bookInto(here, extra, pelle)
  await bookInto(here, extra, amina)
  await bookInto(here, kitchen, amina)
  await here.leif.delete(`/sessions/${extra}/bookings/${pelle}`)
  expect(await placesIn(here, extra)).toEqual({ booked: [], waiting: [amina] })
  await here.tenant(async (tx) => {
    const [standing] = await standingSessions(tx, eq(session.id, kitchen))
    const sessions = changedLine(standing!, removed(standing!, deed))
    await saveChange(tx, { sessions, series: [] }, { ...deed, kind: 'bulk_cancelled' })
  })
  expect(await placesIn(here, extra)).toEqual({ booked: [amina], waiting: [] })
})

test('a series that continues another has its bookings, once, and who leaves it has left both', async () => {
  const here = await world()
  const { pelle } = here.ids.participants
  const old = await weekly(here, tuesday, 2)
  const next = await weekly(here, '2026-04-07', 2)
  await here.tenant((tx) =>
    tx.update(seriesTable).set({ continues: old.id }).where(eq(seriesTable.id, next.id)),
  )
  await here.tenant(async (tx) => {
    const hand = { by: null, at: here.clock.now() }
    await bookSession(tx, old.sessions[0]!, pelle, hand)
    await tx
      .insert(booking)
      .values({ participantId: pelle, seriesId: old.id, fromDate: localDate('2026-03-24') })
    await continueSeriesBookings(tx, old.id, next.id, localDate('2026-04-07'))
    await continueSeriesBookings(tx, old.id, next.id, localDate('2026-04-07'))
    await bookingsForNewSessions(tx, next.sessions)
  })
  expect((await placesIn(here, next.sessions[1]!)).booked).toEqual([pelle])
  await here.leif.delete(`/series/${next.id}/bookings/${pelle}`, { session_id: next.sessions[0]! })
  const standing = await here.tenant((tx) =>
    tx
      .select()
      .from(booking)
      .where(and(isNotNull(booking.seriesId), eq(booking.participantId, pelle))),
  )
  expect(standing).toHaveLength(2)
  expect(standing.every(({ withdrawnAt }) => withdrawnAt !== null)).toBe(true)
  expect((await placesIn(here, next.sessions[1]!)).booked).toEqual([])
})

test('with the exit the places to come go to others, and those before it stay', async () => {
  const here = await world()
  const { pelle, amina } = here.ids.participants
  const series = await weekly(here, '2026-03-16', 3, { places: 1, start: '08:00' })
  await here.tenant((tx) =>
    tx.insert(booking).values({ participantId: pelle, sessionId: series.sessions[0]!, viaSeries: true }),
  )
  await bookWhole(here, series.sessions[1]!, pelle)
  await bookWhole(here, series.sessions[1]!, amina)
  const left = { left_on: '2026-03-17', reason: 'completed', destinations: 'studies' }
  expect((await here.astrid.post(`/enrolments/${here.ids.enrolments.pelle}/exit`, left)).status).toBe(303)
  expect((await placesIn(here, series.sessions[0]!)).booked).toEqual([pelle])
  expect(await placesIn(here, series.sessions[1]!)).toEqual({ booked: [amina], waiting: [] })
  const more = await sessionOn(here, '2026-04-06', { start: '08:00' }, { seriesId: series.id })
  await here.tenant((tx) => bookingsForNewSessions(tx, [more]))
  expect((await placesIn(here, more)).booked).toEqual([amina])
})

test('the places of a participant are told from day to day, and what needs more people is found', async () => {
  const here = await world()
  const { pelle, amina } = here.ids.participants
  const series = await weekly(here, tuesday, 3, { places: 1 })
  await bookWhole(here, series.sessions[0]!, amina)
  await bookWhole(here, series.sessions[0]!, pelle)
  await bookInto(here, here.ids.sessions.yoga, pelle)
  const places = await here.tenant((tx) =>
    placesOf(tx, pelle, localDate('2026-03-17'), localDate('2026-03-31')),
  )
  expect(
    places.map(({ localDate, localStart, state, viaSeries }) => ({
      localDate,
      localStart,
      state,
      viaSeries,
    })),
  ).toEqual([
    { localDate: '2026-03-17', localStart: '09:30', state: 'booked', viaSeries: false },
    { localDate: '2026-03-24', localStart: '13:00', state: 'waiting', viaSeries: true },
    { localDate: '2026-03-31', localStart: '13:00', state: 'waiting', viaSeries: true },
  ])
  expect(places[0]).toMatchObject({
    activityName: 'Yoga',
    locationName: 'Salen',
    isTalk: false,
    cancelledAt: null,
  })

  await here.tenant((tx) =>
    tx.update(activity).set({ fewest: 2 }).where(eq(activity.id, here.ids.activities.yoga)),
  )
  const few = await here.tenant((tx) =>
    sessionsBelowFewest(tx, localDate('2026-03-17'), localDate('2026-03-24')),
  )
  expect(few.map(({ localDate, booked, fewest }) => ({ localDate, booked, fewest }))).toEqual([
    { localDate: '2026-03-17', booked: 1, fewest: 2 },
    { localDate: '2026-03-24', booked: 1, fewest: 2 },
  ])
})

test('nobody books for another organisation, and what is another one’s is not there', async () => {
  const here = await world()
  const { pelle } = here.ids.participants
  const yoga = here.ids.sessions.yoga
  expect((await here.nils.post(`/sessions/${yoga}/bookings`, { participant_id: pelle })).status).toBe(404)
  await bookInto(here, yoga, pelle)
  expect((await here.nils.delete(`/sessions/${yoga}/bookings/${pelle}`)).status).toBe(404)
  expect((await here.rut.post(`/sessions/${yoga}/bookings`, { participant_id: pelle })).status).toBe(403)
  const day = localDate('2026-03-17')
  const elsewhere = await here.otherTenant(async (tx) => ({
    answer: await bookSession(tx, yoga, pelle, { by: null, at: here.clock.now() }),
    counts: await bookedCounts(tx, [yoga]),
    places: await placesOf(tx, pelle, day, day),
  }))
  expect(elsewhere.answer.answer).toBe('notEnrolled')
  expect(elsewhere.counts.get(yoga)).toEqual({ booked: 0, waiting: 0 })
  expect(elsewhere.places).toEqual([])
  expect((await placesIn(here, yoga)).booked).toEqual([pelle])
})
