import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { createApp } from '../../server/app.tsx'
import { SIGN_IN_COOKIE } from '../../server/access/door.ts'
import { world, type Client, type World } from '../world.ts'
import { openBrowser } from './browser.ts'
import { served } from './served.ts'

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

const day: BrowserContextOptions = { viewport: { width: 1440, height: 900 }, locale: 'sv-SE' }
const night: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  locale: 'en-GB',
  colorScheme: 'dark',
}

/** A page whose browser has nothing to complain about by the end of the test. */
async function screenOn(baseURL: string, options: BrowserContextOptions, client?: Client): Promise<Page> {
  const context = await browser.newContext({ baseURL, ...options })
  if (client)
    await context.addCookies([
      { name: SIGN_IN_COOKIE, value: client.cookies.get(SIGN_IN_COOKIE)!, url: baseURL, httpOnly: true },
    ])
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('status of 422'))
      complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  onTestFinished(async () => {
    await context.close()
    expect(complaints).toEqual([])
  })
  return page
}

/** What axe finds on the page, and whether it can be moved sideways. */
async function faultsOf(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.html.slice(0, 200)}`),
  )
  const sideways = await page.evaluate(
    () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
  )
  return sideways ? [...found, `${page.url()} moves sideways`] : found
}

let installations = 0
async function emptyInstallation() {
  const here = await world()
  installations += 1
  const secret = `the secret of an installation in a browser, ${installations}`
  return createApp({ ...here.parts, secret, setupCode: 'ABCDE-FGHJK' })
}

test.each([
  ['by day', day],
  ['by night on a phone', night],
])('a newcomer sets up an organisation, %s', async (_when, options) => {
  const page = await screenOn(await served({ app: await emptyInstallation() }), options)
  await page.goto('/')
  expect(new URL(page.url()).pathname).toBe('/welcome')
  expect(await faultsOf(page)).toEqual([])

  await page.fill('[name=code]', 'AAAAA-AAAAA')
  await page.fill('[name=organisation]', 'Sollidens samordningsförbund')
  await page.fill('[name=name]', 'Greta Påhittad')
  await page.fill('[name=email]', 'greta@solliden.example')
  await page.fill('[name=password]', 'tolv små steg mot havet')
  await page.check('[name=preset][value=individual_track]')
  await page.locator('form[action="/welcome"] button[type=submit]').click()
  await page.locator('#code-problem').waitFor()
  expect(await page.inputValue('[name=organisation]')).toBe('Sollidens samordningsförbund')
  expect(await page.isChecked('[name=preset][value=individual_track]')).toBe(true)
  expect(await faultsOf(page)).toEqual([])

  await page.fill('[name=code]', 'abcde fghjk')
  await page.fill('[name=password]', 'tolv små steg mot havet')
  await page.locator('form[action="/welcome"] button[type=submit]').click()
  await page.waitForURL('**/getting-started')
  expect(await faultsOf(page)).toEqual([])
  await page.locator('main a[href="/participants"]').click()
  await page.locator('.empty').waitFor()
  expect(await faultsOf(page)).toEqual([])
})

test('somebody is enrolled, and the letter holds the code and an address that a camera can read', async () => {
  const here = await world()
  const page = await screenOn(await served(here), day, here.karin)
  await page.goto('/participants')
  await page.locator('a[href="/participants/new"]').first().click()
  await page.fill('[name=first_name]', 'Agnes')
  await page.fill('[name=last_name]', 'Ängsholm')
  await page.selectOption('[name=programme_id]', { label: 'Promise' })
  await page.selectOption('[name=coach_id]', { label: 'Leif Sandell' })
  await page.locator('main form button[type=submit]').click()
  await page.locator('h1', { hasText: 'Agnes Ängsholm' }).waitFor()
  expect(await page.locator('main').textContent()).toContain('Inskriven')

  // No code yet: the letter gives both.
  await page.locator('#feed-consent').check()
  expect(await page.locator('#feed-code').isChecked()).toBe(true)
  await page.locator('#feed form button').click()
  const address = (await page.locator('[data-feed]').getAttribute('data-feed'))!
  expect(await page.locator('[data-code]').getAttribute('data-code')).toMatch(/^\d{6}$/)
  expect((await here.visitor.get(new URL(address).pathname)).status).toBe(200)
  expect(await page.locator('.letter-qr').isVisible()).toBe(true)

  // On paper only the letter is left.
  await page.emulateMedia({ media: 'print' })
  expect(await page.locator('.letter-code').isVisible()).toBe(true)
  for (const gone of ['[data-print]', '.side', '.notice']) {
    for (const element of await page.locator(gone).all()) expect(await element.isVisible()).toBe(false)
  }
})

/** Everything about people, programmes and the organisation that is seen by an administrator. */
const addresses = ({ ids }: World) => [
  '/participants',
  '/participants/new',
  `/participants/${ids.participants.pelle}`,
  `/participants/${ids.participants.siv}`,
  `/participants/${ids.participants.pelle}/edit`,
  `/participants/${ids.participants.pelle}/enrolments/new`,
  `/enrolments/${ids.enrolments.pelle}`,
  `/enrolments/${ids.enrolments.pelle}/exit`,
  '/programmes',
  '/programmes/new',
  `/programmes/${ids.programme}`,
  '/staff',
  '/staff/new',
  `/staff/${ids.staff.leif}`,
  '/referrers',
  '/organisation',
  '/access-log',
  '/account',
  '/getting-started',
]

test.each([
  ['by day', day],
  ['by night on a phone', night],
])('axe finds nothing on the pages about people, %s', async (_when, options) => {
  const here = await world()
  const page = await screenOn(await served(here), options, here.astrid)
  const faults: string[] = []
  for (const address of addresses(here)) {
    await page.goto(address)
    for (const fault of await faultsOf(page)) faults.push(`${address}: ${fault}`)
  }
  await page.goto(`/participants/${here.ids.participants.pelle}`)
  await page.locator('#code form button').first().click()
  await page.locator('.letter').waitFor()
  faults.push(...(await faultsOf(page)))
  expect(faults).toEqual([])
})
