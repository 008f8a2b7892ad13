import { AxeBuilder } from '@axe-core/playwright'
import { and, asc, eq, isNull } from 'drizzle-orm'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { session } from '../../db/schema/index.ts'
import { SIGN_IN_COOKIE } from '../../server/access/door.ts'
import { world, type Client, type World } from '../world.ts'
import { openBrowser } from './browser.ts'
import { served } from './served.ts'
import { confirmed } from '../schedule/confirmed.ts'

const wide = { width: 1440, height: 1300 }
const phone = { width: 390, height: 844 }

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

type Screen = { viewport?: typeof wide; dark?: boolean; language?: string }

/** Somebody's browser, far from Stockholm; the test fails when it has anything to complain about. */
async function screenOf(here: World, client: Client, options: Screen = {}): Promise<Page> {
  const { viewport = wide, dark = false, language = 'sv-SE' } = options
  const origin = await served(here)
  const context = await browser.newContext({
    viewport,
    colorScheme: dark ? 'dark' : 'light',
    locale: language,
    timezoneId: 'America/Los_Angeles',
    baseURL: origin,
  })
  await context.addCookies([
    { name: SIGN_IN_COOKIE, value: client.cookies.get(SIGN_IN_COOKIE)!, url: origin, httpOnly: true },
  ])
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => {
    // That a request was refused is what some of these tests are about.
    if (message.type() === 'error' && !/status of 4(09|22)/.test(message.text()))
      complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  onTestFinished(async () => {
    await context.close()
    expect(complaints).toEqual([])
  })
  return page
}

/** Yoga on Thursdays at 13 in the hall, four times from 19 March; the week that is dragged in is the second. */
async function yogaSeries({ karin, ids }: World) {
  const answer = await confirmed(karin, `/activities/${ids.activities.yoga}/series`, {
    weekdays: '4',
    starts_on: '2026-03-19',
    ends_on: '2026-04-09',
    start_time: '13:00',
    minutes: '60',
    location_id: ids.locations.salen,
    leader_id: ids.staff.leif,
    places: '12',
  })
  return answer.location!.split('/').at(-1)!
}

const times = async ({ tenant, ids }: World) => {
  const rows = await tenant((tx) =>
    tx
      .select({ date: session.localDate, start: session.localStart, end: session.localEnd })
      .from(session)
      .where(and(eq(session.activityId, ids.activities.yoga), isNull(session.removedAt)))
      .orderBy(asc(session.startsAt)),
  )
  // The first is the yoga of today, which belongs to no series.
  return rows.slice(1).map(({ date, start, end }) => `${date.slice(5)} ${start}–${end}`)
}
const asPlanned = ['03-19 13:00–14:00', '03-26 13:00–14:00', '04-02 13:00–14:00', '04-09 13:00–14:00']

const yogaEvent = (page: Page) => page.locator('.calendar-event', { hasText: 'Yoga' }).first()

async function openWeek(page: Page) {
  await page.goto('/schedule?week=2026-W13')
  await yogaEvent(page).waitFor()
}

/** Drags the yoga of that week to the day before, an hour later; or pulls its end half an hour down. */
async function dragYoga(page: Page, how: 'move' | 'lengthen' = 'move') {
  const box = (await yogaEvent(page).boundingBox())!
  const days = await page.locator('.calendar-day').all()
  const wednesday = (await days[2]!.boundingBox())!
  const [x, y] = [box.x + box.width / 2, how === 'move' ? box.y + 20 : box.y + box.height - 2]
  const to: [number, number] =
    how === 'move' ? [wednesday.x + wednesday.width / 2, y + box.height + 1] : [x, y + (box.height + 1) / 2]
  await page.mouse.move(x, y)
  await page.mouse.down()
  await page.mouse.move((x + to[0]) / 2, (y + to[1]) / 2, { steps: 6 })
  await page.mouse.move(...to, { steps: 6 })
  await page.mouse.up()
}

/** On a busy machine it takes longer than a moment. */
const soon = { timeout: 8000 }

const dialogOf = (page: Page) => page.locator('#scope-dialog')
const choose = (page: Page, answer: string) => dialogOf(page).getByRole('radio', { name: answer }).check()
const move = (page: Page) => dialogOf(page).getByRole('button', { name: 'Flytta' }).click()

test.each([
  [
    'Bara det här passet',
    '1 pass flyttas',
    ['03-19 13:00–14:00', '03-25 14:00–15:00', '04-02 13:00–14:00', '04-09 13:00–14:00'],
  ],
  [
    'Det här och de som kommer efter',
    '3 pass flyttas',
    ['03-19 13:00–14:00', '03-25 14:00–15:00', '04-01 14:00–15:00', '04-08 14:00–15:00'],
  ],
  [
    'Alla kommande pass',
    '4 pass flyttas',
    ['03-18 14:00–15:00', '03-25 14:00–15:00', '04-01 14:00–15:00', '04-08 14:00–15:00'],
  ],
])(
  'dragged with the answer "%s", just that is moved, and one press takes it back',
  async (answer, effect, after) => {
    const here = await world()
    await yogaSeries(here)
    const page = await screenOf(here, here.karin)
    await openWeek(page)
    await dragYoga(page)
    await dialogOf(page).waitFor()
    await choose(page, answer)
    const said = await dialogOf(page).getByRole('radio', { name: answer }).getAttribute('aria-describedby')
    expect(await page.locator(`#${said}`).textContent()).toContain(effect)
    expect(await times(here)).toEqual(asPlanned)
    await move(page)
    await expect.poll(() => times(here), soon).toEqual(after)
    await expect.poll(async () => (await yogaEvent(page).textContent())!, soon).toContain('14.00–15.00')

    // Without a new page, what was done stands at its foot.
    const bar = page.locator('#undo-bar')
    await bar.getByRole('button', { name: 'Ångra' }).click()
    await page.getByText('Ändringen är ångrad.').waitFor()
    expect(await times(here)).toEqual(asPlanned)
    await expect.poll(async () => (await yogaEvent(page).textContent())!, soon).toContain('13.00–14.00')
  },
)

test('lengthened at its edge, it asks as well', async () => {
  const here = await world()
  await yogaSeries(here)
  const page = await screenOf(here, here.karin)
  await openWeek(page)
  await dragYoga(page, 'lengthen')
  await dialogOf(page).waitFor()
  await choose(page, 'Alla kommande pass')
  await dialogOf(page).getByRole('button', { name: 'Ändra' }).click()
  await expect
    .poll(() => times(here), soon)
    .toEqual(['03-19 13:00–14:30', '03-26 13:00–14:30', '04-02 13:00–14:30', '04-09 13:00–14:30'])
})

test.each(['Escape', 'Avbryt', 'Stäng'])('left by %s, the session goes back where it was', async (way) => {
  const here = await world()
  await yogaSeries(here)
  const page = await screenOf(here, here.karin)
  await openWeek(page)
  const before = (await yogaEvent(page).boundingBox())!
  await dragYoga(page)
  await dialogOf(page).waitFor()
  // The answer that is chosen first has the focus.
  expect(await page.evaluate(() => document.activeElement?.getAttribute('value'))).toBe('this')
  if (way === 'Escape') await page.keyboard.press('Escape')
  else await dialogOf(page).getByRole('button', { name: way }).click()
  await dialogOf(page).waitFor({ state: 'hidden' })
  await expect.poll(async () => (await yogaEvent(page).boundingBox())?.x, soon).toBe(before.x)
  expect(await times(here)).toEqual(asPlanned)
  expect(await page.locator('#undo-bar').getByRole('button', { name: 'Ångra' }).count()).toBe(1)
})

test('by keyboard the answer is given in the dialog, and what stands in the way cannot be chosen', async () => {
  const here = await world()
  await yogaSeries(here)
  await here.karin.post('/sessions', {
    activity_id: here.ids.activities.yoga,
    date: '2026-04-01',
    start_time: '14:30',
    end_time: '15:30',
    location_id: here.ids.locations.salen,
  })
  const page = await screenOf(here, here.karin)
  await openWeek(page)
  await dragYoga(page)
  await dialogOf(page).waitFor()
  expect(await dialogOf(page).textContent()).toContain('Salen används redan av Yoga 14.30–15.30')
  expect(await dialogOf(page).getByRole('radio', { name: 'Alla kommande' }).isDisabled()).toBe(true)
  await page.keyboard.press('Enter')
  await expect.poll(() => times(here), soon).toContain('03-25 14:00–15:00')
})

test('by keyboard only, a series is changed from this session on, looked at first, and undone', async () => {
  const here = await world()
  await yogaSeries(here)
  const page = await screenOf(here, here.karin)
  await openWeek(page)
  await tabTo(page, 'Yoga')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/sessions/*')
  await tabTo(page, 'Ändra')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/edit')
  await page.locator('[name=start_time]').focus()
  await page.locator('[name=start_time]').fill('14:00')
  await page.locator('[name=end_time]').fill('15:00')
  await page.locator('[name=scope]').first().focus()
  await page.keyboard.press('ArrowDown')
  await tabTo(page, 'Spara')
  await page.keyboard.press('Enter')
  await page.getByText('3 pass flyttas').waitFor()
  expect(await times(here)).toEqual(asPlanned)
  await tabTo(page, 'Ja, gör så')
  await page.keyboard.press('Enter')
  await page.getByText('Serien är ändrad.').waitFor()
  expect(await times(here)).toEqual([
    '03-19 13:00–14:00',
    '03-26 14:00–15:00',
    '04-02 14:00–15:00',
    '04-09 14:00–15:00',
  ])
  await tabTo(page, 'Ångra')
  await page.keyboard.press('Enter')
  await page.getByText('Ändringen är ångrad.').waitFor()
  expect(await times(here)).toEqual(asPlanned)
})

test('what was just done is offered until it is closed, and not again on the next page', async () => {
  const here = await world()
  await yogaSeries(here)
  const page = await screenOf(here, here.karin, { viewport: phone })
  await page.goto('/schedule?week=2026-W13')
  const bar = page.locator('#undo-bar')
  await bar.getByText('Du lade in serien Yoga').waitFor()
  const sideways = await page.locator('html').evaluate((root) => root.scrollWidth > root.clientWidth)
  expect(sideways).toBe(false)
  await bar.getByRole('button', { name: 'Stäng' }).click()
  await bar.waitFor({ state: 'hidden' })
  await page.reload()
  await page.locator('#content h1').waitFor()
  expect(await bar.getByRole('button').count()).toBe(0)
})

test('after its ten minutes the offer goes away by itself', async () => {
  const here = await world()
  await yogaSeries(here)
  here.clock.advance({ minutes: 9, seconds: 58 })
  const page = await screenOf(here, here.karin)
  await page.goto('/schedule?week=2026-W13')
  await page.locator('#undo-bar').getByRole('button', { name: 'Ångra' }).waitFor()
  await expect.poll(() => page.locator('#undo-bar').getByRole('button').count(), soon).toBe(0)
})

test('a series moved by one is seen by another within a second', async () => {
  const here = await world()
  await yogaSeries(here)
  const [mine, theirs] = [await screenOf(here, here.karin), await screenOf(here, here.rut)]
  await openWeek(mine)
  await openWeek(theirs)
  // Both lines must be up before anything is said on them.
  await theirs.waitForTimeout(500)
  await dragYoga(mine)
  await dialogOf(mine).waitFor()
  await choose(mine, 'Alla kommande pass')
  await move(mine)
  await expect.poll(() => times(here), soon).toContain('03-25 14:00–15:00')
  const moved = theirs.locator('.calendar-event', { hasText: '14.00–15.00' })
  await moved.waitFor({ timeout: 1500 })
  expect(await theirs.locator('#undo-bar').count()).toBe(0)
})

test.each([
  { name: 'the dialog', language: 'sv-SE' },
  { name: 'the dialog in the dark, in English', dark: true, language: 'en-GB' },
])('axe finds nothing on $name', async (options) => {
  const here = await world()
  await yogaSeries(here)
  const page = await screenOf(here, here.karin, options)
  await openWeek(page)
  await dragYoga(page)
  await dialogOf(page).waitFor()
  await page.waitForTimeout(300)
  expect(await found(page)).toEqual([])
})

test.each([
  { name: 'the history', path: '/schedule-changes' },
  { name: 'the history on a phone in the dark', path: '/schedule-changes', viewport: phone, dark: true },
  { name: 'a change', path: 'CHANGE', language: 'en-GB' },
  { name: 'a session with its history', path: '/sessions/YOGA' },
])('axe finds nothing on $name', async ({ path, ...options }) => {
  const here = await world()
  const { karin, ids } = here
  await yogaSeries(here)
  await karin.post(`/sessions/${ids.sessions.yoga}/cancellation`, { reason: 'Ledaren är sjuk' })
  const history = (await karin.get('/schedule-changes')).text
  const change = /\/schedule-changes\/[0-9a-f-]{36}/.exec(history)![0]
  const page = await screenOf(here, karin, options)
  await page.goto(path.replace('YOGA', ids.sessions.yoga).replace('CHANGE', change))
  await page.waitForTimeout(300)
  expect(await found(page)).toEqual([])
})

async function found(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 200)}`))
}

/** Presses Tab until what has the focus begins with these words. */
async function tabTo(page: Page, words: string) {
  for (let step = 0; step < 60; step += 1) {
    await page.keyboard.press('Tab')
    const focused = await page.evaluate(() => document.activeElement?.textContent.trim() ?? '')
    if (focused.startsWith(words)) return
  }
  throw new Error(`Tab never came to "${words}"`)
}
