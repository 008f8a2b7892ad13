import { fc } from '../properties.ts'
import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { booking, sessionChange } from '../../db/schema/index.ts'
import { latestChanges, standingSessions } from '../../server/schedule/change-queries.ts'
import type { SessionState, StandingSeries, StandingSession } from '../../server/schedule/change.ts'
import {
  cancelled,
  changedLine,
  draftOfUndo,
  effectOf,
  reinstated,
  removed,
  sameState,
  stateOf,
  type Undoable,
} from '../../server/schedule/draft.ts'
import { changesAbout, toldChanges } from '../../server/schedule/history-queries.ts'
import { localDate, localTime } from '../../server/time/dates.ts'
import { addMinutes } from '../../server/time/zones.ts'
import { world, type World } from '../world.ts'

const latest = async ({ tenant }: World) => (await tenant((tx) => latestChanges(tx, { most: 10 })))[0]!
const standing = async ({ tenant, ids }: World) =>
  (await tenant((tx) => standingSessions(tx, undefined))).find(({ id }) => id === ids.sessions.yoga)!
const undo = ({ karin }: World, change: string, back = '/schedule') =>
  karin.post(`/schedule-changes/${change}/undoing`, { back })

test('what was just done can be undone with one press, where one stands', async () => {
  const here = await world()
  const { karin, ids } = here
  const before = await standing(here)
  const page = `/sessions/${ids.sessions.yoga}`
  await karin.post(`${page}/cancellation`, { reason: 'Ledaren är sjuk' })
  const shown = await karin.get(page)
  const change = await latest(here)
  expect(shown.text).toContain(`action="/schedule-changes/${change.id}/undoing"`)
  expect((await karin.get(page)).text.match(/\/undoing"/g)).toHaveLength(1)

  const undone = await undo(here, change.id, page)
  expect([undone.status, undone.headers.get('location')]).toEqual([303, page])
  expect((await karin.get(page)).text).toContain('Ändringen är ångrad.')
  const after = await standing(here)
  expect(sameState(stateOf(after), stateOf(before))).toBe(true)
  expect(await latest(here)).toMatchObject({ kind: 'undone', undoes: change.id, byName: 'Karin Holmström' })
})

test('an undoing can be undone as well, and the history has every step', async () => {
  const here = await world()
  await here.karin.post(`/sessions/${here.ids.sessions.yoga}/cancellation`, { reason: 'Ledaren är sjuk' })
  await undo(here, (await latest(here)).id)
  await undo(here, (await latest(here)).id)
  expect((await standing(here)).cancellationReason).toBe('Ledaren är sjuk')
  const history = await here.tenant(async (tx) =>
    toldChanges(tx, await changesAbout(tx, { sessionId: here.ids.sessions.yoga }, 10)),
  )
  expect(history.map(({ kind }) => kind)).toEqual(['undone', 'undone', 'cancelled'])
  expect(history[2]!.sessions[0]!.after.cancelledAt?.equals(here.clock.now())).toBe(true)
})

test('what has been changed again since is not undone, nor what has begun', async () => {
  const here = await world()
  const { karin, ids, clock } = here
  const page = `/sessions/${ids.sessions.yoga}`
  await karin.post(`${page}/cancellation`, { reason: 'Ledaren är sjuk' })
  const cancellation = await latest(here)
  await karin.delete(`${page}/cancellation`)
  const reinstatement = await latest(here)
  await undo(here, cancellation.id, page)
  expect((await karin.get(page)).text).toContain('Det finns inget kvar att ångra')
  expect((await latest(here)).id).toBe(reinstatement.id)

  clock.advance({ minutes: 30 })
  await undo(here, reinstatement.id, page)
  expect((await standing(here)).cancelledAt).toBeNull()
})

test('a planned session that is undone is gone from the week; one that somebody has booked since stays', async () => {
  const here = await world()
  const { karin, ids, tenant, clock } = here
  const plan = async (start: string, end: string) => {
    const planned = await karin.post('/sessions', {
      activity_id: ids.activities.yoga,
      date: '2026-03-18',
      start_time: start,
      end_time: end,
      location_id: ids.locations.salen,
      leader_id: ids.staff.leif,
      places: '',
    })
    return { id: planned.headers.get('location')!.split('/').at(-1)!, change: (await latest(here)).id }
  }
  const first = await plan('09:00', '10:00')
  const second = await plan('11:00', '12:00')
  clock.advance({ minutes: 1 })
  await tenant((tx) =>
    tx
      .insert(booking)
      .values({ participantId: ids.participants.pelle, sessionId: second.id, bookedAt: clock.now() }),
  )
  await undo(here, first.change)
  await undo(here, second.change)
  expect((await karin.get(`/sessions/${first.id}`)).status).toBe(404)
  expect((await karin.get(`/sessions/${second.id}`)).status).toBe(200)
  // Its time is free again.
  expect((await plan('09:00', '10:00')).id).not.toBe(first.id)
})

test('two who undo the same at once undo it once', async () => {
  const here = await world()
  const { ids, karin, tenant } = here
  await karin.post(`/sessions/${ids.sessions.yoga}/cancellation`, { reason: 'Ledaren är sjuk' })
  const { id } = await latest(here)
  await Promise.all([undo(here, id), undo(here, id), undo(here, id)])
  const changes = await tenant((tx) => latestChanges(tx, { most: 10 }))
  expect(changes.filter(({ kind }) => kind === 'undone')).toHaveLength(1)
})

test('an undoing that would put two sessions under one leader is refused, and nothing changes', async () => {
  const here = await world()
  const { karin, ids } = here
  const page = `/sessions/${ids.sessions.yoga}`
  await karin.post(`${page}/cancellation`, { reason: 'Ledaren är sjuk' })
  const { id } = await latest(here)
  const other = await karin.post('/sessions', {
    activity_id: ids.activities.yoga,
    date: '2026-03-17',
    start_time: '09:45',
    end_time: '10:15',
    leader_id: ids.staff.leif,
  })
  expect(other.status).toBe(303)
  await undo(here, id, page)
  expect((await karin.get(page)).text).toContain('Det gick inte att ångra')
  expect((await standing(here)).cancelledAt).not.toBeNull()
})

test('an undoing that would put a participant in two places says that, and not that the leader is taken', async () => {
  const here = await world()
  const { karin, leif, ids } = here
  const page = `/sessions/${ids.sessions.yoga}`
  const pelle = { participant_id: ids.participants.pelle }
  expect((await leif.post(`${page}/bookings`, pelle)).status).toBe(303)
  await karin.post(`${page}/cancellation`, { reason: 'Ledaren är sjuk' })
  const { id } = await latest(here)
  const times = { date: '2026-03-17', start_time: '09:45', end_time: '10:15' }
  const other = await karin.post('/sessions', { activity_id: ids.activities.yoga, ...times })
  expect((await karin.post(`${other.location!}/bookings`, pelle)).status).toBe(303)
  await undo(here, id, page)
  const shown = (await karin.get(page)).text
  expect(shown).toContain('någon som är anmäld är nu anmäld till ett annat pass samtidigt')
  expect(shown).not.toContain('ledaren eller platsen')
})

test('a leader takes back the own cancellation, and nobody else’s change', async () => {
  const here = await world()
  const { leif, karin, ids } = here
  await leif.post(`/sessions/${ids.sessions.yoga}/cancellation`, { reason: 'Jag är sjuk' })
  const own = (await latest(here)).id
  expect((await leif.post(`/schedule-changes/${own}/undoing`)).status).toBe(303)
  await karin.post(`/sessions/${ids.sessions.yoga}/cancellation`, { reason: 'Salen är stängd' })
  expect((await leif.post(`/schedule-changes/${(await latest(here)).id}/undoing`)).status).toBe(403)
  expect((await here.nils.post(`/schedule-changes/${own}/undoing`)).status).toBe(404)
})

const now = Temporal.Instant.from('2026-03-17T08:20:00Z')
const hand = { by: 'karin', at: now }
const session = (hours: number, more: Partial<StandingSession> = {}): StandingSession => ({
  id: `session-${hours}`,
  version: 1,
  attended: false,
  booked: 0,
  activityId: 'yoga',
  seriesId: null,
  seriesDate: null,
  localDate: localDate('2026-03-17'),
  localStart: localTime('09:30'),
  localEnd: localTime('10:30'),
  startsAt: addMinutes(now, hours * 60),
  endsAt: addMinutes(now, hours * 60 + 60),
  timeZone: 'Europe/Stockholm' as StandingSession['timeZone'],
  locationId: null,
  leaderId: null,
  places: null,
  doubleBookedBecause: null,
  talkEnrolmentId: null,
  importedUid: null,
  undecidedSince: null,
  cancelledAt: null,
  cancelledBy: null,
  cancellationReason: null,
  removedAt: null,
  ...more,
})

test('whatever was done, undoing it gives back exactly what stood, and never touches the past', () => {
  const step = fc.constantFrom<(state: SessionState) => SessionState>(
    (state) => cancelled(state, 'Sjuk', hand),
    (state) => reinstated(state),
    (state) => removed(state, hand),
    (state) => ({ ...state, leaderId: 'leif', places: 4 }),
    (state) => ({
      ...state,
      startsAt: addMinutes(state.startsAt, 1440),
      endsAt: addMinutes(state.endsAt, 1440),
    }),
  )
  const wished = fc.tuple(fc.integer({ min: -30, max: 30 }), fc.array(step, { maxLength: 4 }), fc.boolean())
  fc.assert(
    fc.property(fc.uniqueArray(wished, { selector: ([hours]) => hours, maxLength: 8 }), (cases) => {
      const sessions = cases.map(([hours, , attended]) => session(hours, { attended }))
      const lines = cases.flatMap(([, steps], index) =>
        changedLine(
          sessions[index]!,
          steps.reduce((state, next) => next(state), stateOf(sessions[index]!)),
        ),
      )
      const changed = lines.map((line) => ({ ...line, version: line.version + 1 }))
      const after = changed.map((line) => ({
        ...line.after,
        id: line.id,
        version: line.version,
        bookedSince: false,
        booked: 0,
        attended: sessions.find(({ id }) => id === line.id)!.attended,
      }))
      const undoing = draftOfUndo({ sessions: changed, series: [] }, { sessions: after, series: [] }, hand)
      expect(undoing.sessions.length + undoing.left).toBe(lines.length)
      for (const line of undoing.sessions) {
        const before = sessions.find(({ id }) => id === line.id)!
        expect(sameState(line.after, stateOf(before))).toBe(true)
        expect(before.attended).toBe(false)
        expect(before.startsAt.epochMilliseconds).toBeGreaterThan(now.epochMilliseconds)
      }
      const touchable = after.filter(
        ({ id, attended, startsAt }) =>
          !attended &&
          startsAt.epochMilliseconds > now.epochMilliseconds &&
          sessions.find((one) => one.id === id)!.startsAt.epochMilliseconds > now.epochMilliseconds,
      )
      expect(undoing.sessions).toHaveLength(touchable.length)
    }),
  )
})

test('a series that has got more since it was begun is not taken from under them: it ends after the last', () => {
  const begun = {
    id: 'fridays',
    version: 1,
    activityId: 'yoga',
    frequency: 'weekly',
    every: 1,
    weekdays: [5],
    ordinal: null,
    startsOn: localDate('2026-03-20'),
    endsOn: null,
    times: null,
    startTime: localTime('09:30'),
    minutes: 60,
    timeZone: 'Europe/Stockholm',
    locationId: null,
    leaderId: null,
    places: null,
    doubleBookedBecause: null,
    madeUntil: localDate('2026-09-18'),
    continues: null,
    removedAt: null,
  } satisfies StandingSeries
  const { id, version, ...after } = begun
  const ofSeries = { seriesId: 'fridays', localDate: localDate('2026-03-20'), bookedSince: false }
  const planned = { ...session(80, ofSeries), bookedSince: false }
  const extra = {
    ...session(90, { ...ofSeries, localDate: localDate('2026-03-25') }),
    bookedSince: false,
  }
  const { bookedSince: _, ...plain } = planned
  const change = {
    sessions: [{ id: planned.id, version: 1, before: null, after: stateOf(plain) }],
    series: [{ id, version, before: null, after }],
  }
  const undo = (sessions: Undoable[]) => draftOfUndo(change, { sessions, series: [begun] }, hand)
  expect(undo([planned]).series[0]!.after.removedAt).toEqual(now)
  const kept = undo([planned, extra])
  expect(kept.sessions.map((line) => line.id)).toEqual([planned.id])
  expect(kept.series[0]!.after).toMatchObject({
    removedAt: null,
    endsOn: '2026-03-25',
    madeUntil: '2026-03-25',
  })
})

test('a preview says of each session the one thing that matters most', () => {
  const lines = [
    ...changedLine(session(1), cancelled(stateOf(session(1)), 'Sjuk', hand)),
    ...changedLine(session(2), removed(stateOf(session(2)), hand)),
    ...changedLine(session(3), { locationId: 'salen', leaderId: 'leif' }),
    ...changedLine(session(4), { leaderId: 'leif' }),
    ...changedLine(session(5), {}),
  ]
  expect(effectOf({ sessions: lines, series: [] })).toEqual({
    planned: 0,
    moved: 1,
    longer: 0,
    shorter: 0,
    leader: 1,
    cancelled: 1,
    reinstated: 0,
    removed: 1,
    otherwise: 0,
  })
})

test('the history of a session that was cancelled and takes place again holds what is planned, and nothing else', async () => {
  const here = await world()
  const path = `/sessions/${here.ids.sessions.yoga}/cancellation`
  await here.leif.post(path, { reason: 'Ledaren är sjuk' })
  await here.leif.delete(path)
  const lines = await here.tenant((tx) => tx.select().from(sessionChange).orderBy(sessionChange.version))
  expect(lines).toHaveLength(2)
  expect(lines[1]!.before).toEqual(lines[0]!.after)
  expect(lines[1]!.after).toEqual(lines[0]!.before)
})
