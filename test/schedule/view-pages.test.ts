import { describe, expect, test } from 'vitest'
import { activity, activityProgramme, programme } from '../../db/schema/index.ts'
import { sessionsOfView, viewAsked } from '../../server/schedule/view-queries.ts'
import { localDate } from '../../server/time/dates.ts'
import { world, type Answer } from '../world.ts'

const today = localDate('2026-03-17')

/** Beside yoga in Salen, which is open to all: cooking in Köket on Wednesday, open to Cresco+ only, led by Karin. */
async function twoActivities() {
  const here = await world()
  const { ids, karin } = here
  const made = await here.tenant(async (tx) => {
    const [cresco] = await tx
      .insert(programme)
      .values({ preset: 'cresco', name: 'Cresco+' })
      .returning({ id: programme.id })
    const [ended] = await tx
      .insert(programme)
      .values({ preset: 'cresco', name: 'Gamla insatsen', archivedAt: here.clock.now() })
      .returning({ id: programme.id })
    const [cooking] = await tx
      .insert(activity)
      .values({ name: 'Matlagning', category: 'social_preparation', usualMinutes: 60 })
      .returning({ id: activity.id })
    await tx.insert(activityProgramme).values({ activityId: cooking!.id, programmeId: cresco!.id })
    return { cresco: cresco!.id, ended: ended!.id, cooking: cooking!.id }
  })
  const planned = await karin.post('/sessions', {
    activity_id: made.cooking,
    date: '2026-03-18',
    start_time: '13:00',
    end_time: '14:00',
    location_id: ids.locations.koket,
    leader_id: ids.staff.karin,
  })
  expect(planned.status).toBe(303)
  return { ...here, ...made, cookingSession: planned.location!.split('/').at(-1)! }
}

const main = ({ text }: Answer) => text.slice(text.indexOf('<main'), text.indexOf('</main>'))
/** What the page shows of the schedule itself, without its menus. */
const shown = (answer: Answer) => main(answer).slice(main(answer).indexOf('data-follows="schedule"'))

describe.each(['week', 'month', 'list'])('as a %s', (view) => {
  test('the schedule shows what the filter lets through, and only that', async () => {
    const { rut, ids, cresco } = await twoActivities()
    const names = async (query: string) => {
      const page = shown(await rut.get(`/schedule?view=${view}&${query}`))
      return ['Yoga', 'Matlagning'].filter((name) => page.includes(name))
    }
    expect(await names('')).toEqual(['Yoga', 'Matlagning'])
    expect(await names('category=health_promotion')).toEqual(['Yoga'])
    expect(await names('category=health_promotion&category=social_preparation')).toHaveLength(2)
    expect(await names(`leader=${ids.staff.karin}`)).toEqual(['Matlagning'])
    expect(await names(`location=${ids.locations.salen}`)).toEqual(['Yoga'])
    expect(await names(`leader=${ids.staff.karin}&location=${ids.locations.salen}`)).toEqual([])
    expect(await names(`programme=${ids.programme}`)).toEqual(['Yoga'])
    expect(await names(`programme=${cresco}`)).toEqual(['Yoga', 'Matlagning'])
  })

  test('a step forward and another kind of view keep the filter, and its words say what is seen', async () => {
    const { rut, ids } = await twoActivities()
    const page = main(await rut.get(`/schedule?view=${view}&leader=${ids.staff.leif}`))
    const links = [...page.matchAll(/<a [^>]*href="(\/schedule\?view=[^"]*)"/g)].map(([, href]) => href!)
    const keeping = links.filter((href) => href.includes(`leader=${ids.staff.leif}`))
    // Both steps, the way back to now, and the four kinds of view.
    expect(keeping.length).toBeGreaterThanOrEqual(7)
    expect(page).toMatch(/class="chip"[^>]*>Leif Sandell/)
    expect(page).toContain('Rensa filter')
  })
})

test('nothing that fits the filter is another thing than nothing planned', async () => {
  const { rut } = await twoActivities()
  expect(main(await rut.get('/schedule?view=list&category=work_preparation'))).toContain(
    'Inget passar filtret',
  )
  expect(main(await rut.get('/schedule?view=month&month=2027-07'))).toContain(
    'Inget är inlagt den här månaden',
  )
})

test('only what exists now can be chosen, and what of the filter does not is told', async () => {
  const { rut, ids, ended, otherTenant } = await twoActivities()
  const page = main(await rut.get('/schedule'))
  expect(page).toContain('Cresco+')
  expect(page).not.toContain('Gamla insatsen')
  expect(page).not.toContain('Rut Åhlén')
  const [foreign] = await otherTenant((tx) =>
    tx
      .insert(programme)
      .values({ preset: 'promise', name: 'Norrviks insats' })
      .returning({ id: programme.id }),
  )
  for (const unknown of [`programme=${ended}`, `programme=${foreign!.id}`, `leader=${ids.staff.rut}`]) {
    const answer = await rut.get(`/schedule?view=list&${unknown}`)
    expect(main(answer)).toContain('Något i filtret finns inte längre.')
    expect(main(answer)).not.toContain('Rensa filter')
    expect(shown(answer)).toContain('Yoga')
  }
})

test.each([
  '?view=<script>alert(1)</script>',
  '?view=month&month=2026-13',
  '?view=month&month=1900-01',
  '?view=month&month=2200-12',
  '?view=list&week=2200-W52',
  '?view=list&week=1900-W01',
  '?view=day&date=2026-02-30',
  '?view=day&date=1900-01-01',
  '?view=day&date=2200-12-31',
  "?leader=1' or '1'='1",
  '?location=%00&category=%ff&programme[]=x',
  `?${'leader=0198a5a0-0000-7000-8000-000000000001&'.repeat(60)}`,
  `?view=week&week=${'9'.repeat(3000)}`,
])('an address without sense is a page all the same: %s', async (query) => {
  const { rut } = await world()
  const answer = await rut.get(`/schedule${query}`)
  expect(answer.status).toBe(200)
  expect(main(answer)).not.toContain('<script')
})

test('a day has its places beside each other, the free ones with a way to plan there', async () => {
  const { karin, rut, ids, cookingSession } = await twoActivities()
  const day = main(await karin.get('/schedule?view=day&date=2026-03-18'))
  expect(day).toContain(`href="/sessions/${cookingSession}"`)
  expect(day).toMatch(/Salen<\/h2><p>Ledig hela dagen/)
  const plus = `/sessions/new?date=2026-03-18&amp;start_time=14%3A00&amp;location_id=${ids.locations.koket}&amp;place=chosen`
  expect(day).toContain(plus)
  expect(day).not.toContain('start_time=13%3A00&amp;location_id=' + ids.locations.koket)

  const form = (await karin.get(plus.replaceAll('&amp;', '&') + `&activity_id=${ids.activities.yoga}`)).text
  expect(form).toMatch(new RegExp(`<option value="${ids.locations.koket}" selected`))
  expect(form).toMatch(/name="start_time"[^>]*value="14:00"/)
  expect(form).toMatch(/name="end_time"[^>]*value="15:00"/)

  const readers = main(await rut.get('/schedule?view=day&date=2026-03-18'))
  expect(readers).not.toContain('/sessions/new')
  expect(readers).toContain('14.00–18.00')
})

test('in a day, what the filter leaves out is seen to take its place', async () => {
  const { rut } = await twoActivities()
  const day = shown(await rut.get('/schedule?view=day&date=2026-03-18&category=health_promotion'))
  expect(day).toContain('room-session-beside')
  expect(day).toContain('07.00–13.00')
})

test('the list begins today; the days before are one press away', async () => {
  const { karin, rut, ids } = await world()
  await karin.post('/sessions', {
    activity_id: ids.activities.yoga,
    date: '2026-03-16',
    start_time: '09:00',
    end_time: '10:00',
  })
  const list = main(await rut.get('/schedule?view=list'))
  expect(list).toContain('week-list-from-today')
  expect(list).toContain('href="/schedule?view=list&amp;week=2026-W12&amp;earlier=yes"')
  expect(main(await rut.get('/schedule?view=list&earlier=yes'))).not.toContain('week-list-from-today')
  expect(main(await rut.get('/schedule?view=list&week=2026-W11'))).not.toContain('week-list-from-today')
})

test('the calendar of a filtered week gets what its list shows', async () => {
  const { rut, ids } = await twoActivities()
  const page = main(await rut.get(`/schedule?location=${ids.locations.salen}`))
  const filter = /data-filter="([^"]*)"/.exec(page)![1]!.replaceAll('&amp;', '&')
  const asked = `/sessions?from=2026-03-16&to=2026-03-22&${filter}`
  const { body } = await rut.json<{ sessions: { name: string }[] }>('GET', asked)
  expect(body.sessions.map(({ name }) => name)).toEqual(['Yoga'])
})

test('a part of the page is answered alone, whatever the view', async () => {
  const { rut } = await world()
  for (const [view, id] of [
    ['week', 'week-list'],
    ['list', 'week-list'],
    ['month', 'month'],
    ['day', 'rooms'],
  ] as const) {
    const part = (await rut.get(`/schedule?view=${view}`, { 'HX-Request': 'true' })).text
    expect(part.startsWith(`<div id="${id}"`)).toBe(true)
  }
})

test('what a view shows can be had as rows, for whoever wants to take it with them', async () => {
  const { tenant, ids, cresco, cooking } = await twoActivities()
  const named = (query: string) =>
    tenant(async (tx) => {
      const { view } = await viewAsked(tx, new URLSearchParams(query), today)
      return (await sessionsOfView(tx, view)).map(({ activityId }) => activityId)
    })
  expect(await named('view=month&month=2026-03')).toEqual([ids.activities.yoga, cooking])
  expect(await named('view=day&date=2026-03-18')).toEqual([cooking])
  expect(await named(`view=list&programme=${cresco}&leader=${ids.staff.leif}`)).toEqual([ids.activities.yoga])
})

test('another organisation sees neither the sessions nor the names of the filter', async () => {
  const { nils } = await twoActivities()
  for (const view of ['week', 'month', 'list', 'day']) {
    const page = (await nils.get(`/schedule?view=${view}`)).text
    for (const name of ['Yoga', 'Cresco+', 'Leif', 'Salen']) expect(page).not.toContain(name)
  }
})
