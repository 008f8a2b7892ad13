import { AxeBuilder } from '@axe-core/playwright'
import { createAdaptorServer } from '@hono/node-server'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import { sessionAt, sessionsBetween } from '../../server/schedule/queries.ts'
import { localDate } from '../../server/time/dates.ts'
import { SIGN_IN_COOKIE } from '../../server/access/door.ts'
import { world, type Client, type World } from '../world.ts'
import { openBrowser } from './browser.ts'

const [tuesday, wednesday] = [localDate('2026-03-17'), localDate('2026-03-18')]
const wide = { width: 1440, height: 1300 }
const phone = { width: 390, height: 844 }

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

type Screen = { viewport?: typeof wide; script?: boolean; dark?: boolean; language?: string }

/** A page in somebody's browser, far from Stockholm; the test fails when the browser has anything to complain about. */
async function screenOf(here: World, client: Client, options: Screen = {}) {
  const { viewport = wide, script = true, dark = false, language = 'sv-SE' } = options
  const server = createAdaptorServer({ fetch: here.app.fetch }) as Server
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const context = await browser.newContext({
    viewport,
    javaScriptEnabled: script,
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
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
    expect(complaints).toEqual([])
  })
  return page
}

const eventNamed = (page: Page, name: string) => page.locator('.calendar-event', { hasText: name })

async function openWeek(page: Page, address = '/schedule?week=2026-W12') {
  await page.goto(address)
  await eventNamed(page, 'Yoga').first().waitFor()
}

/** Where a time of a day lies in the calendar, measured from yoga on Tuesday at 09.30. */
async function measured(page: Page) {
  const yoga = (await eventNamed(page, 'Yoga').first().boundingBox())!
  const days = await page.locator('.calendar-day').all()
  const centres = await Promise.all(
    days.map(async (day) => {
      const box = (await day.boundingBox())!
      return box.x + box.width / 2
    }),
  )
  // Between two sessions there is a hair's breadth.
  const hour = yoga.height + 1
  return { yoga, x: (day: number) => centres[day]!, y: (time: number) => yoga.y + (time - 9.5) * hour, hour }
}

async function drag(page: Page, from: [number, number], to: [number, number]) {
  await page.mouse.move(...from)
  await page.mouse.down()
  await page.mouse.move((from[0] + to[0]) / 2, (from[1] + to[1]) / 2, { steps: 6 })
  await page.mouse.move(...to, { steps: 6 })
  await page.mouse.up()
}

const storedYoga = ({ tenant, ids }: World) => tenant((tx) => sessionAt(tx, ids.sessions.yoga))

test('a session is dragged to another day and lengthened at its edge, and stays so after a reload', async () => {
  const here = await world()
  const page = await screenOf(here, here.karin)
  await openWeek(page)
  const { x, y, yoga } = await measured(page)
  await drag(page, [x(1), yoga.y + 20], [x(2), y(11) + 20])
  await expect
    .poll(() => storedYoga(here))
    .toMatchObject({ localDate: wednesday, localStart: '11:00', localEnd: '12:00' })
  await expect
    .poll(() => page.locator('#announcements').textContent())
    .toBe('Flyttat: Yoga är nu onsdag 18 mars 11.00–12.00.')

  await expect
    .poll(async () => (await eventNamed(page, 'Yoga').first().textContent())!)
    .toContain('11.00–12.00')
  const moved = await vi.waitFor(async () => {
    const box = await eventNamed(page, 'Yoga').first().boundingBox()
    if (!box) throw new Error('The calendar is being drawn anew.')
    return box
  })
  await page.mouse.move(x(2), moved.y + 20)
  await drag(page, [x(2), moved.y + moved.height - 2], [x(2), y(12.5) - 2])
  await expect.poll(() => storedYoga(here)).toMatchObject({ localStart: '11:00', localEnd: '12:30' })

  await page.reload()
  await expect.poll(async () => eventNamed(page, 'Yoga').first().textContent()).toContain('11.00–12.30')
})

test('a slot chosen by mouse opens the form with its time; the activity fills in the rest', async () => {
  const here = await world()
  const page = await screenOf(here, here.karin)
  await openWeek(page)
  const { x, y } = await measured(page)
  await drag(page, [x(3), y(13) + 4], [x(3), y(14.5) - 4])
  const dialog = page.locator('#session-dialog')
  await dialog.waitFor()
  expect(await dialog.locator('[name=date]').inputValue()).toBe('2026-03-19')
  expect(await dialog.locator('[name=start_time]').inputValue()).toBe('13:00')
  expect(await dialog.locator('[name=end_time]').inputValue()).toBe('14:30')

  await dialog.getByRole('button', { name: 'Lägg in ett pass' }).click()
  await dialog.getByText('Något behöver rättas').waitFor()
  await dialog.locator('[name=activity_id]').selectOption({ label: 'Yoga' })
  await expect.poll(() => dialog.locator('[name=places]').inputValue()).toBe('12')
  expect(await dialog.locator('[name=end_time]').inputValue()).toBe('14:30')
  await dialog.getByRole('button', { name: 'Lägg in ett pass' }).click()
  await dialog.waitFor({ state: 'hidden' })
  await expect.poll(() => eventNamed(page, 'Yoga').count()).toBe(2)
  expect(await page.locator('#announcements').textContent()).toContain('Inlagt: Yoga')
})

test('a session dragged onto another goes back, and the reason is said', async () => {
  const here = await world()
  await here.karin.post('/sessions', {
    activity_id: here.ids.activities.yoga,
    date: tuesday,
    start_time: '13:00',
    end_time: '14:00',
    location_id: here.ids.locations.salen,
  })
  const page = await screenOf(here, here.karin)
  await openWeek(page)
  const { x, y, yoga } = await measured(page)
  await drag(page, [x(1), yoga.y + 20], [x(1), y(13.5) + 20])
  const alert = page.getByRole('alert')
  await expect.poll(() => alert.textContent()).toContain('Salen är upptagen av Yoga 13.00–14.00.')
  await expect.poll(async () => (await eventNamed(page, '09.30').first().boundingBox())?.y).toBe(yoga.y)
  expect(await storedYoga(here)).toMatchObject({ localStart: '09:30', version: 1 })
  await alert.getByRole('button', { name: 'Stäng' }).click()
  expect(await alert.textContent()).toBe('')
})

test('what somebody else changes is seen within a second, in the calendar and in the list', async () => {
  const here = await world()
  const [calendar, list] = [
    await screenOf(here, here.karin),
    await screenOf(here, here.rut, { viewport: phone }),
  ]
  await openWeek(calendar)
  await list.goto('/schedule?week=2026-W12')
  await list.locator('#week-list').getByText('Yoga').waitFor()
  // Both lines must be up before anything is said on them.
  await calendar.waitForTimeout(500)
  await here.leif.post(`/sessions/${here.ids.sessions.yoga}/cancellation`, { reason: 'Ledaren är sjuk' })
  await calendar.locator('.calendar-event-cancelled').waitFor({ timeout: 1500 })
  await list.getByText('Inställt: Ledaren är sjuk').waitFor({ timeout: 1500 })
  expect(await calendar.locator('.calendar-event-cancelled').textContent()).toContain('Ledaren är sjuk')
})

test('by keyboard alone a session is opened from the calendar, and a new one is planned', async () => {
  const here = await world()
  const page = await screenOf(here, here.karin)
  await openWeek(page)
  await tabTo(page, 'Yoga')
  await page.keyboard.press('Enter')
  await page.waitForURL(`**/sessions/${here.ids.sessions.yoga}`)

  await page.goto('/schedule?week=2026-W12')
  await tabTo(page, 'Lägg in ett pass')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/sessions/new')
  await page.locator('[name=activity_id]').focus()
  await page.keyboard.press('Y')
  await expect.poll(() => page.locator('[name=places]').inputValue()).toBe('12')
  await page.locator('[name=date]').focus()
  await page.keyboard.type('2026-03-20')
  await page.locator('[name=date]').fill('2026-03-20')
  await page.locator('[name=start_time]').fill('09:00')
  await page.locator('[name=end_time]').fill('10:00')
  await tabTo(page, 'Lägg in ett pass')
  await page.keyboard.press('Enter')
  await page.getByText('Passet är inlagt.').waitFor()
  const friday = localDate('2026-03-20')
  expect(await here.tenant((tx) => sessionsBetween(tx, friday, friday))).toHaveLength(1)
})

test('without a script, on a phone, the week is a list, and a session is planned through forms', async () => {
  const here = await world()
  const page = await screenOf(here, here.karin, { viewport: phone, script: false })
  await page.goto('/schedule?week=2026-W12')
  expect(await page.locator('#week-list').getByText('Yoga').isVisible()).toBe(true)
  expect(await page.locator('#calendar').isVisible()).toBe(false)
  const sideways = await page.locator('html').evaluate((root) => root.scrollWidth > root.clientWidth)
  expect(sideways).toBe(false)

  await page.getByRole('link', { name: 'Lägg in ett pass' }).click()
  await page.locator('[name=activity_id]').selectOption({ label: 'Yoga' })
  await page.locator('[name=start_time]').fill('13:00')
  await page.getByRole('button', { name: 'Fyll i det vanliga' }).click()
  expect(await page.locator('[name=end_time]').inputValue()).toBe('14:00')
  await page.getByRole('button', { name: 'Lägg in ett pass' }).click()
  await page.getByText('Passet är inlagt.').waitFor()
})

test('a browser far away draws the hours of Stockholm, the line of now included', async () => {
  const here = await world()
  const page = await screenOf(here, here.rut)
  await openWeek(page)
  expect(await eventNamed(page, 'Yoga').textContent()).toContain('09.30–10.30')
  expect(await page.locator('.calendar-day-today').textContent()).toContain('17')
})

test.each([
  { name: 'the calendar', path: '/schedule?week=2026-W12&view=calendar' },
  {
    name: 'the calendar in the dark, in English',
    path: '/schedule?week=2026-W12',
    dark: true,
    language: 'en-GB',
  },
  { name: 'a week with holidays', path: '/schedule?week=2026-W15&view=calendar' },
  { name: 'the list', path: '/schedule?week=2026-W12&view=list' },
  { name: 'the list on a phone', path: '/schedule?week=2026-W12', viewport: phone },
  { name: 'a session', path: '/sessions/YOGA' },
  { name: 'a session in the dark', path: '/sessions/YOGA', dark: true, viewport: phone },
  { name: 'a new session', path: '/sessions/new' },
  { name: 'the change of a session', path: '/sessions/YOGA/edit', language: 'en-GB' },
  { name: 'the activities', path: '/activities', viewport: phone },
  { name: 'a new activity', path: '/activities/new' },
  { name: 'a new series', path: '/activities/ACTIVITY/series/new', dark: true },
  { name: 'the places', path: '/locations' },
  { name: 'the closed periods', path: '/closed-periods' },
])('axe finds nothing on $name', async ({ path, ...options }) => {
  const here = await world()
  const page = await screenOf(here, here.karin, options)
  const { ids } = here
  await page.goto(path.replace('YOGA', ids.sessions.yoga).replace('ACTIVITY', ids.activities.yoga))
  if (await page.locator('#calendar').isVisible()) await page.locator('.calendar-day').first().waitFor()
  await page.waitForTimeout(300)
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(
    violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 200)}`)),
  ).toEqual([])
})

/** Presses Tab until what has the focus begins with these words. */
async function tabTo(page: Page, words: string) {
  for (let step = 0; step < 60; step += 1) {
    await page.keyboard.press('Tab')
    const focused = await page.evaluate(() => document.activeElement?.textContent.trim() ?? '')
    if (focused.startsWith(words)) return
  }
  throw new Error(`Tab never came to "${words}"`)
}
