import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { SIGN_IN_COOKIE } from '../../server/access/door.ts'
import { book, checkIn } from '../attendance/presences.ts'
import { world, type Client, type World } from '../world.ts'
import { openBrowser } from './browser.ts'
import { served } from './served.ts'

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

type Screen = { width?: number; height?: number; script?: boolean; dark?: boolean; language?: string }

/** Somebody's page; the test fails when the browser has anything to complain about, a broken content policy included. */
async function screenOf(here: World, client: Client, options: Screen = {}): Promise<Page> {
  const { width = 390, height = 844, script = true, dark = false, language = 'sv-SE' } = options
  const origin = await served(here)
  const context = await browser.newContext({
    viewport: { width, height },
    javaScriptEnabled: script,
    colorScheme: dark ? 'dark' : 'light',
    locale: language,
    timezoneId: 'America/Los_Angeles',
    baseURL: origin,
  })
  const value = client.cookies.get(SIGN_IN_COOKIE) ?? ''
  await context.addCookies([{ name: SIGN_IN_COOKIE, value, url: origin, httpOnly: true }])
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => {
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

const rollCallOf = ({ ids }: World) => `/sessions/${ids.sessions.yoga}/roll-call`
const pelleAt = ({ ids }: World) => ({
  sessionId: ids.sessions.yoga,
  participantId: ids.participants.pelle,
  enrolmentId: ids.enrolments.pelle,
})
const idOfFocus = (page: Page) => page.evaluate(() => document.activeElement?.id)

/** The page listens once its stream is open: it fetches the list anew then. */
async function openLive(page: Page, here: World) {
  const fetched = page.waitForResponse(
    (answer) => answer.url().endsWith('/roll-call') && answer.request().headers()['hx-request'] === 'true',
  )
  await page.goto(rollCallOf(here))
  await fetched
}

test('who checks in is seen within a second by a page that is open, and the focus stays where it was', async () => {
  const here = await world()
  const { amina } = here.ids.participants
  await book(here.tenant, here.ids.sessions.yoga, amina)
  const page = await screenOf(here, here.leif)
  await openLive(page, here)
  await page.locator(`#excused-${amina}`).focus()
  expect(await page.getByText('Pelle Björkvall').count()).toBe(0)

  await checkIn(here.tenant, pelleAt(here), here.clock.now())
  // On a quiet machine well within a second; a machine that runs all tests at once is not quiet.
  await page.locator(`#person-${here.ids.participants.pelle}`).waitFor({ timeout: 3000 })
  expect(await idOfFocus(page)).toBe(`excused-${amina}`)
  const said = page.locator('#roll-call-sum')
  expect(await said.getAttribute('role')).toBe('status')
  expect(await said.textContent()).toContain('1 av 2 är här nu. Senast: Pelle Björkvall 09.20.')
})

test('by keyboard alone people are marked, and what somebody else did meanwhile is told', async () => {
  const here = await world()
  const { pelle } = here.ids.participants
  await book(here.tenant, here.ids.sessions.yoga, pelle)
  const page = await screenOf(here, here.leif)
  await openLive(page, here)
  await page.locator(`#name-${pelle}`).focus()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.locator(`#present-${pelle}[aria-pressed=true]`).waitFor()
  expect(await idOfFocus(page)).toBe(`present-${pelle}`)

  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Space')
  await page.locator(`#excused-${pelle}[aria-pressed=true]`).waitFor()
  expect(await idOfFocus(page)).toBe(`excused-${pelle}`)
})

test('a mark that crosses another one is not lost: it is told, and can be insisted on', async () => {
  const here = await world()
  const { pelle } = here.ids.participants
  await book(here.tenant, here.ids.sessions.yoga, pelle)
  const page = await screenOf(here, here.leif)
  // A line on which nothing is heard: the page does not know yet.
  await page.route('**/live', (route) => route.fulfill({ contentType: 'text/event-stream', body: ': \n\n' }))
  await page.goto(rollCallOf(here))
  await here.karin.put(`/sessions/${here.ids.sessions.yoga}/attendance/${pelle}`, { status: 'excused' })
  await page.locator(`#absent-${pelle}`).click()
  const alert = page.locator('#roll-call-notice')
  await alert.getByText('Karin Holmström: Satte närvaron till Giltig frånvaro').waitFor()
  await alert.getByRole('button', { name: 'Spara ”Frånvarande” ändå' }).click()
  await page.locator(`#absent-${pelle}[aria-pressed=true]`).waitFor()
  expect(await alert.textContent()).toBe('')
})

test('without a script the marks are plain forms, and somebody can be added', async () => {
  const here = await world()
  const { pelle, amina } = here.ids.participants
  await book(here.tenant, here.ids.sessions.yoga, pelle)
  const page = await screenOf(here, here.leif, { script: false })
  await page.goto(rollCallOf(here))
  await page.locator(`#present-${pelle}`).click()
  await page.locator(`#present-${pelle}[aria-pressed=true]`).waitFor()
  await page.getByLabel('Namn').fill('amina')
  await page.getByRole('button', { name: 'Sök' }).click()
  await page.getByRole('button', { name: 'Lägg till Amina Lindqvist' }).click()
  await page.locator(`#person-${amina}`).waitFor()
  expect(page.url()).not.toContain('amina')
})

test('nothing stands in the way of anybody: roll call, presence and hours in both languages, by day and by night', async () => {
  const here = await world()
  const { pelle, amina } = here.ids.participants
  await book(here.tenant, here.ids.sessions.yoga, amina)
  await checkIn(here.tenant, pelleAt(here), here.clock.now())
  const report = { kind: 'home_activity', on_date: '2026-03-16', minutes: 40, note: 'Promenad' }
  await here.karin.post(`/enrolments/${here.ids.enrolments.pelle}/reported-hours`, report)
  const pages = [
    rollCallOf(here),
    `/sessions/${here.ids.sessions.yoga}/attendance/${pelle}`,
    `/hours?weeks=12`,
    `/participants/${pelle}/hours`,
    `/participants/${pelle}`,
  ]
  for (const look of [
    { dark: false, language: 'sv-SE', width: 1440, height: 900 },
    { dark: true, language: 'en-GB', width: 390, height: 844 },
  ]) {
    const page = await screenOf(here, here.karin, look)
    for (const path of pages) {
      await page.goto(path)
      const { violations } = await new AxeBuilder({ page }).analyze()
      const found = violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${path} ${id} ${html}`))
      expect(found).toEqual([])
      const sideways = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)
      expect([path, sideways]).toEqual([path, false])
    }
  }
})
