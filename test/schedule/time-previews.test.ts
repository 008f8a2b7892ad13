import { and, eq, isNull } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { booking, closedPeriod, session } from '../../db/schema/index.ts'
import { localDate } from '../../server/time/dates.ts'
import { world, type World } from '../world.ts'
import { confirmed } from './confirmed.ts'

/** Yoga on Thursdays at 13 in the hall, from 19 March to 16 April. */
async function yogaSeries(here: World) {
  const { ids } = here
  const answer = await confirmed(here.karin, `/activities/${ids.activities.yoga}/series`, {
    weekdays: '4',
    starts_on: '2026-03-19',
    ends_on: '2026-04-16',
    start_time: '13:00',
    minutes: '60',
    location_id: ids.locations.salen,
    leader_id: ids.staff.leif,
    places: '12',
  })
  return answer.location!.split('/').at(-1)!
}
const sessionsOf = ({ tenant }: World, seriesId: string) =>
  tenant((tx) =>
    tx
      .select()
      .from(session)
      .where(and(eq(session.seriesId, seriesId), isNull(session.removedAt)))
      .orderBy(session.startsAt),
  )
const wednesday = (changes: Record<string, string | number> = {}) => ({
  date: '2026-03-25',
  start: '14:00',
  end: '15:00',
  version: 1,
  ...changes,
})

async function preview(here: World, id: string, moved = wednesday()) {
  const headers = { 'content-type': 'application/json' }
  const answer = await here.app.request(`http://stegvis.test/sessions/${id}/time-previews`, {
    method: 'POST',
    headers: {
      ...headers,
      'sec-fetch-site': 'same-origin',
      cookie: [...here.karin.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
    },
    body: JSON.stringify(moved),
  })
  const text = await answer.text()
  const effects = Object.fromEntries(
    ['this', 'following', 'all'].map((scope) => [
      scope,
      [
        ...(new RegExp(`<ul[^>]*id="scope-${scope}">(.*?)</ul>`).exec(text)?.[1] ?? '').matchAll(
          /<span>([^<]*)<\/span>/g,
        ),
      ].map(([, line]) => line),
    ]),
  )
  const input = (scope: string) => new RegExp(`<input[^>]*value="${scope}"[^>]*>`).exec(text)?.[0] ?? ''
  const seen = (scope: string) => /data-seen="([^"]*)"/.exec(input(scope))?.[1] ?? ''
  return { status: answer.status, text, effects, input, seen }
}

test('each answer says what it does before it is given, and nothing is done by asking', async () => {
  const here = await world()
  const seriesId = await yogaSeries(here)
  const [, second] = await sessionsOf(here, seriesId)
  await here.tenant((tx) =>
    tx.insert(booking).values({ participantId: here.ids.participants.pelle, sessionId: second!.id }),
  )
  const before = await sessionsOf(here, seriesId)
  const { status, text, effects, input } = await preview(here, second!.id)
  expect(status).toBe(200)
  expect(text).toContain('Yoga tors 26 mars 13.00–14.00 flyttas till ons 25 mars 14.00–15.00.')
  expect(effects['this']).toEqual(['1 pass flyttas', '1 deltagare får veta det'])
  expect(effects['following']![0]).toBe('4 pass flyttas')
  expect(effects['all']![0]).toBe('5 pass flyttas')
  expect(input('this')).toContain('checked')
  expect(await sessionsOf(here, seriesId)).toEqual(before)
})

test('a session that only gets longer does not move', async () => {
  const here = await world()
  const [first] = await sessionsOf(here, await yogaSeries(here))
  const longer = wednesday({ date: '2026-03-19', start: '13:00', end: '14:30' })
  const { text, effects } = await preview(here, first!.id, longer)
  expect(text).toContain('Yoga tors 19 mars 13.00–14.00 blir tors 19 mars 13.00–14.30.')
  expect(text).not.toContain('Flytta')
  expect(effects['this']).toEqual(['1 pass blir längre'])
})

test('what was seen is what is saved: it and those after it move, and are undone as a whole', async () => {
  const here = await world()
  const seriesId = await yogaSeries(here)
  const [first, second] = await sessionsOf(here, seriesId)
  const { seen } = await preview(here, second!.id)
  const put = (scope: string, mark: string) =>
    here.karin.json<{ message: string; change: string }>('PUT', `/sessions/${second!.id}/time`, {
      ...wednesday(),
      scope,
      seen: mark,
    })
  const saved = await put('following', seen('following'))
  expect(saved).toMatchObject({ status: 200, body: { message: expect.stringContaining('onsdag 25 mars') } })
  expect(await sessionsOf(here, seriesId)).toMatchObject([{ id: first!.id, localDate: '2026-03-19' }])
  const moved = await here.tenant((tx) => tx.select().from(session).where(eq(session.id, second!.id)))
  expect(moved[0]).toMatchObject({ localDate: '2026-03-25', localStart: '14:00' })
  const bar = (await here.karin.get('/schedule')).text
  expect(bar).toContain(`action="/schedule-changes/${saved.body.change}/undoing"`)
  await here.karin.post(`/schedule-changes/${saved.body.change}/undoing`)
  expect((await sessionsOf(here, seriesId)).map((one) => one.localDate)).toEqual([
    '2026-03-19',
    '2026-03-26',
    '2026-04-02',
    '2026-04-09',
    '2026-04-16',
  ])
})

test('lengthened with all of its series, each of them ends later', async () => {
  const here = await world()
  const seriesId = await yogaSeries(here)
  const [, second] = await sessionsOf(here, seriesId)
  const longer = wednesday({ date: '2026-03-26', start: '13:00', end: '14:30' })
  const { seen, effects } = await preview(here, second!.id, longer)
  expect(effects['all']).toEqual(['5 pass blir längre'])
  const saved = await here.karin.json('PUT', `/sessions/${second!.id}/time`, {
    ...longer,
    scope: 'all',
    seen: seen('all'),
  })
  expect(saved).toMatchObject({ status: 200 })
  expect((await sessionsOf(here, seriesId)).map(({ localEnd }) => localEnd)).toEqual(Array(5).fill('14:30'))
})

test('an answer that something stands in the way of cannot be given, and says what', async () => {
  const here = await world()
  const { ids } = here
  const seriesId = await yogaSeries(here)
  const [, second] = await sessionsOf(here, seriesId)
  await here.karin.post('/sessions', {
    activity_id: ids.activities.yoga,
    date: '2026-04-08',
    start_time: '14:30',
    end_time: '15:30',
    location_id: ids.locations.salen,
  })
  const { input, effects, seen } = await preview(here, second!.id)
  expect(input('this')).not.toContain('disabled')
  expect(input('following')).toContain('disabled')
  expect(effects['following']!.join(' ')).toContain('Salen används redan av Yoga 14.30–15.30')
  const forced = await here.karin.json('PUT', `/sessions/${second!.id}/time`, {
    ...wednesday(),
    scope: 'following',
    seen: seen('following'),
  })
  expect(forced.status).toBe(409)
  expect((await sessionsOf(here, seriesId)).map((one) => one.localDate)).toContain('2026-03-26')
})

test('closed days are told, and a stale or senseless drag gets its sentence', async () => {
  const here = await world()
  await here.tenant((tx) =>
    tx
      .insert(closedPeriod)
      .values({ name: 'Städdag', startsOn: localDate('2026-04-15'), endsOn: localDate('2026-04-15') }),
  )
  const seriesId = await yogaSeries(here)
  const [, second] = await sessionsOf(here, seriesId)
  const { effects } = await preview(here, second!.id)
  expect(effects['following']!.join(' ')).toContain('Städdag')
  const stale = await preview(here, second!.id, wednesday({ version: 7 }))
  expect([stale.status, stale.text]).toEqual([409, expect.stringContaining('Någon annan har ändrat passet')])
  const backwards = await preview(here, second!.id, wednesday({ start: '14:00', end: '14:00' }))
  expect([backwards.status, backwards.text]).toEqual([422, expect.stringContaining('Slutet måste')])
})

test('nobody is asked about a session that stands alone, nor about one that has begun', async () => {
  const here = await world()
  expect((await preview(here, here.ids.sessions.yoga, wednesday())).status).toBe(204)
  const seriesId = await yogaSeries(here)
  const [first] = await sessionsOf(here, seriesId)
  await here.tenant((tx) =>
    tx
      .update(session)
      .set({ cancelledAt: here.clock.now(), cancellationReason: 'Sjuk' })
      .where(eq(session.id, first!.id)),
  )
  expect((await preview(here, first!.id)).status).toBe(204)
})
