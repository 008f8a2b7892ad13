import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import { SIGN_IN_COOKIE } from '../../server/access/door.ts'
import { world, type World } from '../world.ts'
import { openBrowser } from './browser.ts'
import { served } from './served.ts'
import { confirmed } from '../schedule/confirmed.ts'

vi.setConfig({ testTimeout: 120_000 })

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

/** Karin's browser; the test fails when it has anything to complain about. */
async function karinsPage(here: World, { script = true, dark = false, width = 1440 } = {}): Promise<Page> {
  const origin = await served(here)
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    javaScriptEnabled: script,
    colorScheme: dark ? 'dark' : 'light',
    locale: 'sv-SE',
    timezoneId: 'America/Los_Angeles',
    baseURL: origin,
  })
  const value = here.karin.cookies.get(SIGN_IN_COOKIE)!
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

async function flaws(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)
}

const wider = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

test('without a script: a series is put in, moved to another weekday, and undone', async () => {
  const here = await world()
  const page = await karinsPage(here, { script: false })
  await page.goto(`/activities/${here.ids.activities.yoga}/series/new`)
  await page.getByLabel('tisdag').check()
  await page.getByLabel('Från och med').fill('2026-03-24')
  await page.getByLabel('Börjar').fill('13:00')
  await page.getByLabel('Ett visst antal gånger').check()
  await page.getByRole('textbox', { name: 'Antal gånger' }).fill('4')
  await page.getByRole('button', { name: 'Visa vad som händer' }).click()
  expect(await page.locator('.effect-lines').first().textContent()).toContain('4 nya pass')
  await page.getByRole('button', { name: 'Lägg in serien' }).click()
  await expectHeading(page, 'Serie: Yoga')
  expect(await page.locator('.lead').textContent()).toBe('tisdagar 13.00–14.00, 4 gånger')

  await page.getByRole('link', { name: 'Ändra serien' }).click()
  await page.getByLabel('tisdag').uncheck()
  await page.getByLabel('torsdag').check()
  await page.getByRole('button', { name: 'Visa vad som händer' }).click()
  await expectHeading(page, 'Stämmer det här? Yoga')
  expect(await page.locator('.effect-lines').first().textContent()).toContain('4 pass flyttas')
  await page.getByRole('button', { name: 'Ja, gör så' }).click()
  expect(await page.locator('.lead').textContent()).toBe('torsdagar 13.00–14.00, 4 gånger')
  await page.getByRole('button', { name: 'Ångra' }).first().click()
  expect(await page.locator('.lead').textContent()).toBe('tisdagar 13.00–14.00, 4 gånger')
})

async function expectHeading(page: Page, words: string) {
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(words)
}

async function somethingToDecide(here: World): Promise<string> {
  const planned = await confirmed(here.karin, `/activities/${here.ids.activities.yoga}/series`, {
    weekdays: '2',
    starts_on: '2026-03-24',
    ends: 'open',
    start_time: '13:00',
    minutes: '60',
    location_id: here.ids.locations.salen,
    leader_id: here.ids.staff.leif,
    places: '12',
  })
  const path = planned.location!
  const [first, second] = (await here.karin.get(path)).text.matchAll(/\/sessions\/([0-9a-f-]{36})"/g)
  const move = { date: '2026-03-25', start: '10:00', end: '11:00', version: 1 }
  await here.karin.json('PUT', `/sessions/${first![1]}/time`, move)
  await here.karin.post(`/sessions/${second![1]}/cancellation`, { reason: 'Ledaren är ledig' })
  return path
}

test('with the keyboard alone a series is changed from a day on, and its exceptions are decided', async () => {
  const here = await world()
  const path = await somethingToDecide(here)
  const page = await karinsPage(here)
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key)
  }
  await page.goto(path)
  await page.getByRole('link', { name: 'Ändra serien' }).focus()
  await press('Enter')
  await page.getByLabel('tisdag').focus()
  await press('Space', 'Tab', 'Tab', 'Space')
  expect(await page.getByLabel('torsdag').isChecked()).toBe(true)
  await page.getByRole('button', { name: 'Visa vad som händer' }).focus()
  await press('Enter')
  await page.getByText('2 pass behöver ett beslut efteråt').waitFor()
  await page.getByRole('button', { name: 'Ja, gör så' }).focus()
  await press('Enter')
  await page.getByText('2 pass att bestämma om').waitFor()
  await page.getByRole('button', { name: 'Följ serien' }).first().focus()
  await press('Enter')
  await page.getByText('1 pass att bestämma om').waitFor()
  await page.getByRole('button', { name: 'Låt det vara inställt' }).focus()
  await press('Enter')
  await page.getByText('Det är bestämt.').waitFor()
  expect(await page.locator('#undecided').count()).toBe(0)
})

test.each([
  ['light', 1440],
  ['dark', 1440],
  ['light', 320],
])('axe finds nothing in the pages of a series (%s, %i px), and none is too wide', async (scheme, width) => {
  const here = await world()
  const path = await somethingToDecide(here)
  const page = await karinsPage(here, { dark: scheme === 'dark', width })
  const look = async (name: string) => {
    expect([name, await flaws(page), await wider(page)]).toEqual([name, [], 0])
  }
  for (const part of ['', '/edit', '/ending', '/cancellation', '/sessions/new']) {
    await page.goto(path + part)
    await look(part)
  }
  await page.goto(`${path}/edit`)
  await page.getByLabel('tisdag').uncheck()
  await page.getByLabel('torsdag').check()
  await page.getByRole('button', { name: 'Visa vad som händer' }).click()
  await page.getByText('Det här händer').waitFor()
  await look('preview')
  await page.getByRole('button', { name: 'Ja, gör så' }).click()
  await page.getByText('att bestämma om').waitFor()
  await look('undecided')
})
