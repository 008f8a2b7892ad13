import { expect, test } from 'vitest'
import { eq } from 'drizzle-orm'
import { session } from '../../db/schema/index.ts'
import { latestChanges } from '../../server/schedule/change-queries.ts'
import { world, type World } from '../world.ts'

const yogaPage = ({ ids }: World) => `/sessions/${ids.sessions.yoga}`
const latest = async ({ tenant }: World) => (await tenant((tx) => latestChanges(tx, { most: 1 })))[0]!
const drag = ({ karin, ids }: World, version: number, start: string, end: string, date = '2026-03-19') =>
  karin.json('PUT', `/sessions/${ids.sessions.yoga}/time`, { date, start, end, version })

test('the page of a session tells who did what, when and why; everybody who reads the schedule reads it', async () => {
  const here = await world()
  await drag(here, 1, '10:00', '11:00')
  here.clock.advance({ minutes: 20 })
  await here.leif.post(`${yogaPage(here)}/cancellation`, { reason: 'Salen är översvämmad' })
  const page = (await here.rut.get(yogaPage(here))).text
  const [second, first] = [
    page.indexOf('Leif Sandell ställde in Yoga tors 19 mars 10.00–11.00: Salen är översvämmad'),
    page.indexOf('Karin Holmström flyttade Yoga från tis 17 mars 09.30 till tors 19 mars 10.00'),
  ]
  expect(second).toBeGreaterThan(0)
  expect(first).toBeGreaterThan(second)
  expect(page).toContain('17 mars 2026 09.40')
  const all = (await here.rut.get('/schedule-changes')).text
  expect(all).toContain('Leif Sandell ställde in Yoga')
  expect((await here.nils.get('/schedule-changes')).text).not.toContain('Yoga')
})

test('a change has a page of its own, with what can be undone, by those who may', async () => {
  const here = await world()
  await drag(here, 1, '10:00', '11:00')
  const address = `/schedule-changes/${(await latest(here)).id}`
  const karins = (await here.karin.get(address)).text
  expect(karins).toContain('1 pass blir som det var.')
  expect(karins).toContain(`action="${address}/undoing"`)
  expect((await here.rut.get(address)).text).not.toContain('/undoing')
  expect((await here.leif.get(address)).text).not.toContain('/undoing')
  expect((await here.nils.get(address)).status).toBe(404)

  await here.karin.post(`${address}/undoing`, { back: address })
  const undone = (await here.karin.get(address)).text
  expect(undone).toContain('Ändringen är ångrad.')
  expect(undone).not.toContain(`action="${address}/undoing"`)
  const undoing = (await latest(here)).id
  expect(undone).toContain(`href="/schedule-changes/${undoing}"`)
  expect((await here.rut.get(`/schedule-changes/${undoing}`)).text).toContain(
    'Karin Holmström ångrade: Karin Holmström flyttade Yoga från tis 17 mars 09.30 till tors 19 mars 10.00',
  )
  await here.karin.post(`/schedule-changes/${undoing}/undoing`)
  expect((await here.rut.get('/schedule-changes')).text).toContain(
    'Karin Holmström gjorde om: Karin Holmström flyttade Yoga',
  )
})

test('what cannot be undone any more says why', async () => {
  const here = await world()
  await drag(here, 1, '10:00', '11:00', '2026-03-17')
  const first = (await latest(here)).id
  await drag(here, 2, '11:00', '12:00', '2026-03-17')
  const second = (await latest(here)).id
  const pageOf = async (id: string) => (await here.karin.get(`/schedule-changes/${id}`)).text
  expect(await pageOf(first)).toContain('Har ändrats igen sedan dess.')
  here.clock.advance({ minutes: 60 })
  expect(await pageOf(second)).toContain('Hade redan börjat om det låg kvar.')
  here.clock.advance({ minutes: 60 })
  expect(await pageOf(second)).toContain('Har redan börjat.')
  expect(await pageOf(second)).toContain('Ingenting av ändringen går att ångra längre.')
})

test('for ten minutes the pages of the schedule offer to undo what one did oneself', async () => {
  const here = await world()
  await drag(here, 1, '10:00', '11:00')
  const offer = 'Du flyttade Yoga från tis 17 mars 09.30 till tors 19 mars 10.00'
  const week = (await here.karin.get('/schedule?week=2026-W12')).text
  expect(week).toContain(offer)
  expect(week).toContain('name="back" value="/schedule?week=2026-W12"')
  expect((await here.astrid.get('/schedule?week=2026-W12')).text).not.toContain('/undoing')

  const part = await here.karin.get('/schedule-changes/latest?back=%2F%2Felsewhere.example', {
    'HX-Request': 'true',
  })
  expect(part.text).toContain(offer)
  expect(part.text).toContain('name="back" value="/schedule"')
  expect(part.text).toContain('data-seconds="600"')

  here.clock.advance({ minutes: 9 })
  expect((await here.karin.get('/schedule')).text).toContain('data-seconds="60"')
  here.clock.advance({ minutes: 1, seconds: 1 })
  expect((await here.karin.get('/schedule')).text).not.toContain('/undoing')
})

test('who has closed the offer is not asked again, until the next change', async () => {
  const here = await world()
  await drag(here, 1, '10:00', '11:00')
  here.karin.cookies.set('stegvis_undo_closed', (await latest(here)).id)
  expect((await here.karin.get('/schedule')).text).not.toContain('/undoing')
  await drag(here, 2, '11:00', '12:00')
  expect((await here.karin.get('/schedule')).text).toContain('/undoing')
})

test('the history has pages, and nothing is told twice', async () => {
  const here = await world()
  for (let version = 1; version <= 33; version += 1)
    await drag(here, version, version % 2 ? '10:00' : '11:00', version % 2 ? '11:00' : '12:00')
  const first = (await here.karin.get('/schedule-changes')).text
  const next = /\/schedule-changes\?before=[0-9a-f-]+/.exec(first)![0]
  const second = (await here.karin.get(next)).text
  const told = (text: string) =>
    [...text.matchAll(/href="\/schedule-changes\/([0-9a-f-]{36})">Du/g)].map(([, id]) => id)
  expect(told(first).length + told(second).length).toBeGreaterThanOrEqual(33)
  expect(second).not.toContain('Tidigare ändringar')
  expect((await here.karin.get('/schedule-changes?before=nonsense')).status).toBe(200)
})

test('a talk of somebody else is only a talk in the history', async () => {
  const here = await world()
  const { tenant, ids, karin } = here
  await tenant((tx) =>
    tx
      .update(session)
      .set({ talkEnrolmentId: ids.enrolments.pelle })
      .where(eq(session.id, ids.sessions.yoga)),
  )
  await here.leif.post(`${yogaPage(here)}/cancellation`, { reason: 'Pelle är sjuk' })
  const address = `/schedule-changes/${(await latest(here)).id}`
  for (const other of [karin, here.rut]) {
    for (const page of ['/schedule-changes', address]) {
      const { text } = await other.get(page)
      expect(text).toContain('Leif Sandell ställde in ett samtal tis 17 mars 09.30–10.30')
      expect(text).not.toMatch(/Yoga|Pelle|sjuk|undoing/)
    }
  }
  expect((await karin.post(`${address}/undoing`)).status).toBe(403)
  expect((await here.leif.get(address)).text).toContain(
    'Du ställde in Yoga tis 17 mars 09.30–10.30: Pelle är sjuk',
  )
  expect((await here.leif.post(`${address}/undoing`)).status).toBe(303)
})
