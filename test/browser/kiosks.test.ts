import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { SIGN_IN_COOKIE } from '../../server/access/door.ts'
import { noteGuessed, noteKioskHealth } from '../../server/access/kiosk-queries.ts'
import { pairedTablet } from '../kiosk/tablet.ts'
import { world, type World } from '../world.ts'
import { openBrowser } from './browser.ts'
import { served } from './served.ts'

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

type Screen = { width?: number; height?: number; dark?: boolean; language?: string }

/** The administrator's page; the test fails when the browser has anything to complain about. */
async function screenOf(here: World, options: Screen = {}): Promise<Page> {
  const { width = 390, height = 844, dark = false, language = 'sv-SE' } = options
  const origin = await served(here)
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: dark ? 'dark' : 'light',
    locale: language,
    baseURL: origin,
  })
  const value = here.astrid.cookies.get(SIGN_IN_COOKIE) ?? ''
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

/** One tablet with everything to tell, and one with nothing. */
async function twoTablets(here: World): Promise<string> {
  await pairedTablet(here, { name: 'Salen', locationId: here.ids.locations.salen })
  const { kioskId } = await pairedTablet(here)
  const at = here.clock.now()
  await here.tenant(async (tx) => {
    await noteKioskHealth(tx, kioskId, {
      at,
      release: 'an older one',
      batteryPercent: 18,
      charging: false,
      waiting: 3,
      waitingSince: at.subtract({ hours: 2 }),
      skewSeconds: 400,
    })
    await noteGuessed(tx, kioskId, at.subtract({ minutes: 20 }))
  })
  here.clock.advance({ minutes: 2 })
  return kioskId
}

const faultsOf = async (page: Page) =>
  (await new AxeBuilder({ page }).analyze()).violations.map(({ id, nodes }) => [id, nodes[0]?.html])

const isWiderThanScreen = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth)

test('every page of the tablets is clean to axe and fits, narrow and wide, light and dark, in both languages', async () => {
  const here = await world()
  const id = await twoTablets(here)
  for (const screen of [
    { width: 320 },
    { width: 1440, height: 900, dark: true, language: 'en-GB' },
  ] satisfies Screen[]) {
    const page = await screenOf(here, screen)
    for (const path of ['/kiosks', `/kiosks/${id}`, `/kiosks/${id}/edit`, '/kiosks/new', '/notices']) {
      await page.goto(path)
      expect([path, await faultsOf(page)]).toEqual([path, []])
      expect([path, await isWiderThanScreen(page)]).toEqual([path, false])
    }
  }
}, 120_000)

test('the page of a tablet renews itself, and what has the focus keeps it', async () => {
  const here = await world()
  const id = await twoTablets(here)
  const page = await screenOf(here)
  await page.clock.install()
  await page.goto(`/kiosks/${id}`)
  expect(await page.locator('#kiosk-now').textContent()).toContain('3 incheckningar')
  const again = page.getByRole('button', { name: 'Anslut på nytt' })
  await again.focus()
  await here.tenant((tx) => noteKioskHealth(tx, id, { at: here.clock.now(), waiting: 0, skewSeconds: 0 }))
  await page.clock.runFor(31_000)
  await expect.poll(() => page.locator('#kiosk-now').textContent()).toContain('nyss')
  expect(await page.locator('#kiosk-now').textContent()).not.toContain('3 incheckningar')
  expect(await again.evaluate((button) => button === document.activeElement)).toBe(true)
}, 60_000)

test('a tablet is set by keyboard, and what is wrong is told beside its field', async () => {
  const here = await world()
  const id = await twoTablets(here)
  const page = await screenOf(here)
  await page.goto(`/kiosks/${id}/edit`)
  await page.getByLabel('Personlig kod').uncheck()
  await page.getByLabel('Ljudstyrka, i procent').fill('300')
  await page.getByLabel('Ljudstyrka, i procent').press('Enter')
  const summary = page.locator('.notice-problem')
  expect(await summary.textContent()).toContain('Välj minst ett sätt att checka in.')
  expect(await summary.textContent()).toContain('Skriv ett tal från 0 till 100.')
  expect(await page.getByLabel('Svenska', { exact: false }).first().isDisabled()).toBe(true)
  await page.getByLabel('Gäst').check()
  await page.getByLabel('Ljudstyrka, i procent').fill('0')
  await page.getByLabel('Ljudstyrka, i procent').press('Enter')
  await page.waitForURL(`**/kiosks/${id}`)
  expect(await page.locator('main').textContent()).toContain('Gäst')
  expect(await page.locator('main').textContent()).toContain('0 %')
}, 60_000)

test('guesses are shown until somebody has seen them', async () => {
  const here = await world()
  const id = await twoTablets(here)
  const page = await screenOf(here)
  await page.goto(`/kiosks/${id}`)
  await page.getByRole('button', { name: 'Jag har sett det' }).click()
  await page.getByText('Händer det igen').waitFor()
  expect(await page.getByRole('button', { name: 'Jag har sett det' }).count()).toBe(0)
}, 60_000)
