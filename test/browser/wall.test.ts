import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { activity, hallScreen, session } from '../../db/schema/index.ts'
import { SIGN_IN_COOKIE } from '../../server/access/door.ts'
import { addMinutes } from '../../server/time/zones.ts'
import { world, type World } from '../world.ts'
import { openBrowser } from './browser.ts'
import { served } from './served.ts'

const television = { width: 1920, height: 1080 }
const upright = { width: 1080, height: 1920 }
const old = { width: 1280, height: 800 }

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

/** A screen in the hall, far from Stockholm, with the page an administrator has just made for it. */
async function hallOf(here: World, options: { viewport?: typeof television; dark?: boolean } = {}) {
  const origin = await served(here)
  const made = await here.astrid.post('/hall-screens', { name: 'Entrén' })
  const path = /\/hall\/[\w-]{48}/.exec(made.text)![0]
  const { viewport = television, dark = false } = options
  const context = await browser.newContext({
    viewport,
    colorScheme: dark ? 'dark' : 'light',
    locale: 'en-US',
    timezoneId: 'America/Los_Angeles',
    baseURL: origin,
  })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => {
    // That the line is down, or the address worth nothing, is what some of these tests are about.
    if (message.type() === 'error' && !/ERR_|status of 404|EventSource/.test(message.text()))
      complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  onTestFinished(async () => {
    await context.close()
    expect(complaints).toEqual([])
  })
  return { page, context, path }
}

/** Opens it and waits until it hears of changes. */
async function open(page: Page, path: string) {
  const listening = page.waitForResponse((answer) => answer.url().endsWith('/live'))
  const fresh = page.waitForResponse(
    (answer) => answer.url().endsWith(path) && answer.request().resourceType() === 'fetch',
  )
  await page.goto(path)
  await listening
  await fresh
}

const quiet = (page: Page) => page.locator('#hall-updated').textContent()

async function goOffline(context: BrowserContext, page: Page) {
  await context.setOffline(true)
  await expect.poll(() => quiet(page)).toMatch(/^Senast uppdaterad/)
}

test('what is changed in the week is on the screen within a second', async () => {
  const here = await world()
  const { page, path } = await hallOf(here)
  await open(page, path)
  expect(await page.locator('.hall-today .is-next').textContent()).toContain('Yoga')

  const before = performance.now()
  await here.karin.post(`/sessions/${here.ids.sessions.yoga}/cancellation`, {
    reason: 'Leif har brutit benet',
  })
  await page.locator('.hall-today .is-cancelled', { hasText: 'Inställt' }).waitFor()
  const took = performance.now() - before
  console.log(`a cancelled session stood on the hall screen after ${Math.round(took)} ms`)
  expect(took).toBeLessThan(2000)
  expect(await page.content()).not.toContain('brutit')
})

test('without a line it keeps what it has, says quietly since when, and catches up by itself', async () => {
  const here = await world()
  const { page, context, path } = await hallOf(here)
  await open(page, path)
  expect(await quiet(page)).toBe('')
  await goOffline(context, page)
  expect(await quiet(page)).toBe('Senast uppdaterad 09.20')
  expect(await page.locator('.hall-today .hall-name').textContent()).toBe('Yoga')

  await here.karin.post(`/sessions/${here.ids.sessions.yoga}/cancellation`, { reason: 'Regn' })
  await context.setOffline(false)
  await page.locator('.hall-today .is-cancelled').waitFor({ timeout: 15_000 })
  await expect.poll(() => quiet(page)).toBe('')
})

test('what is on and what is next follow the clock, also without a line, and at midnight tomorrow is today', async () => {
  const here = await world()
  const { tenant } = here
  await tenant(async (tx) => {
    const [yoga] = await tx.select().from(session)
    const { id: _, standing: __, ...facts } = yoga!
    await tx.insert(session).values({
      ...facts,
      startsAt: addMinutes(yoga!.startsAt, 24 * 60),
      endsAt: addMinutes(yoga!.endsAt, 24 * 60),
      localDate: '2026-03-18' as typeof facts.localDate,
    })
  })
  const { page, context, path } = await hallOf(here)
  await page.clock.install({ time: new Date('2031-01-01T00:00:00Z') })
  await open(page, path)
  const state = () => page.locator('.hall-today .hall-session').first().getAttribute('class')
  expect(await page.locator('#hall-clock').textContent()).toBe('09.20')
  expect(await state()).toContain('is-next')
  await goOffline(context, page)

  await page.clock.fastForward('11:00')
  await expect.poll(state).toContain('is-now')
  expect(await page.locator('#hall-clock').textContent()).toBe('09.31')
  await page.clock.fastForward('01:00:00')
  await expect.poll(state).toContain('is-over')
  expect(await page.locator('.hall-today .hall-over').isVisible()).toBe(true)

  await page.clock.fastForward('14:00:00')
  await expect.poll(() => page.locator('.hall-day:visible').count()).toBe(1)
  expect(await page.locator('.hall-day:visible h2').textContent()).toBe('I dag onsdag 18 mars')
  expect(await quiet(page)).toBe('Senast uppdaterad tisdag 17 mars 09.20')
})

test('a screen that is turned off shows nothing at once', async () => {
  const here = await world()
  const { page, path } = await hallOf(here)
  await open(page, path)
  const [row] = await here.tenant((tx) => tx.select({ id: hallScreen.id }).from(hallScreen))
  await here.astrid.post(`/hall-screens/${row!.id}/revocation`)
  await page.locator('#hall-ended').waitFor({ timeout: 2000 })
  expect(await page.content()).not.toContain('Yoga')
  // Whose screen it was is not known any more: it speaks the language of the browser.
  expect(await page.title()).toContain('This screen shows nothing right now')
  expect(await page.getAttribute('html', 'lang')).toBe('en')
})

test('a release with other files is fetched whole', async () => {
  const here = await world()
  const { page, path } = await hallOf(here)
  await open(page, path)
  await page.evaluate(() => document.getElementById('hall')!.setAttribute('data-release', 'earlier'))
  const reloaded = page.waitForEvent('load')
  await here.karin.post(`/sessions/${here.ids.sessions.yoga}/cancellation`, { reason: 'Regn' })
  await reloaded
  await page.locator('.is-cancelled').waitFor()
  expect(await page.getAttribute('#hall', 'data-release')).not.toBe('earlier')
})

test('a full day fits on every screen, with nothing to scroll and every name to read', async () => {
  const here = await world()
  await here.tenant(async (tx) => {
    const [yoga] = await tx.select().from(session)
    const { id: _, standing: __, leaderId: ___, ...facts } = yoga!
    await tx
      .update(activity)
      .set({ name: 'Resursinventering med hela gruppen och studiebesök på återbruket' })
    for (let more = 1; more <= 11; more += 1) {
      await tx.insert(session).values({
        ...facts,
        locationId: null,
        locationShareable: null,
        startsAt: addMinutes(yoga!.startsAt, more * 30),
        endsAt: addMinutes(yoga!.endsAt, more * 30),
      })
    }
  })
  const { page, path } = await hallOf(here)
  for (const viewport of [television, upright, old]) {
    await page.setViewportSize(viewport)
    await open(page, path)
    expect(await page.locator('.hall-today .hall-session').count()).toBe(12)
    const outside = await page.evaluate(
      () =>
        [...document.querySelectorAll('.hall-card, .hall-name, .hall-times, .hall-facts > *')].filter(
          (element) => {
            const box = element.getBoundingClientRect()
            const card = element.closest('.hall-card')!.getBoundingClientRect()
            const slack = 1
            return (
              box.right > Math.min(innerWidth, card.right) + slack ||
              box.bottom > Math.min(innerHeight, card.bottom) + slack ||
              box.top < card.top - slack
            )
          },
        ).length,
    )
    expect([viewport.width, outside]).toEqual([viewport.width, 0])
    const overlapping = await page.evaluate(
      () =>
        [...document.querySelectorAll('.hall-card')].filter((card) => {
          const name = card.querySelector('.hall-name')!.getBoundingClientRect()
          const facts = card.querySelector('.hall-facts')!.getBoundingClientRect()
          return name.bottom > facts.top + 2
        }).length,
    )
    expect([viewport.width, overlapping]).toEqual([viewport.width, 0])
    expect(await page.evaluate(() => document.documentElement.scrollHeight <= innerHeight)).toBe(true)
    const sizes = await page
      .locator('.hall-today .hall-name')
      .evaluateAll((names) => names.map((name) => Number.parseFloat(getComputedStyle(name).fontSize)))
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(16)
  }
})

test.each([
  ['by day', false],
  ['by night', true],
])('axe has nothing to say of the hall screen %s', async (_when, dark) => {
  const here = await world()
  const { page, path } = await hallOf(here, { dark })
  await open(page, path)
  expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)).toEqual([])
  await here.karin.post(`/sessions/${here.ids.sessions.yoga}/cancellation`, { reason: 'Regn' })
  await page.locator('.is-cancelled').waitFor()
  expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)).toEqual([])
})

/** Somebody of the staff before their own screen. */
async function deskOf(here: World, options: { dark?: boolean; language?: string } = {}) {
  const origin = await served(here)
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    colorScheme: options.dark ? 'dark' : 'light',
    locale: options.language ?? 'sv-SE',
    baseURL: origin,
  })
  await context.addCookies([
    { name: SIGN_IN_COOKIE, value: here.astrid.cookies.get(SIGN_IN_COOKIE)!, url: origin, httpOnly: true },
  ])
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  page.on('pageerror', (error) => complaints.push(error.message))
  onTestFinished(async () => {
    await context.close()
    expect(complaints).toEqual([])
  })
  return page
}

test.each([
  ['a4', 'landscape', [842, 595]],
  ['a4', 'portrait', [595, 842]],
  ['a3', 'landscape', [1191, 842]],
  ['a3', 'portrait', [842, 1191]],
] as const)(
  'the browser prints the poster on %s in %s, and nothing but it',
  async (paper, direction, size) => {
    const here = await world()
    const page = await deskOf(here)
    await page.goto(`/posters/2026-W12?paper=${paper}&direction=${direction}`)
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
    const boxes = [...pdf.matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)].map(([, width, height]) => [
      Math.round(Number(width)),
      Math.round(Number(height)),
    ])
    expect(boxes).toEqual([size])
    await page.emulateMedia({ media: 'print' })
    const seen = await page
      .locator('main :is(h1, form, button, a, summary)')
      .evaluateAll((all) =>
        all.filter((element) => element.getBoundingClientRect().width > 0).map((element) => element.tagName),
      )
    expect(seen).toEqual([])
  },
)

test.each([
  ['/posters/2026-W12?leader=yes', false, 'sv-SE'],
  ['/posters/2026-W12?language=en&direction=portrait', true, 'en-GB'],
  ['/posters/2026-W20', false, 'sv-SE'],
  ['/hall-screens', false, 'sv-SE'],
  ['/hall-screens', true, 'en-GB'],
])(
  'axe has nothing to say of %s (dark: %s, %s), and 320 pixels are wide enough',
  async (path, dark, language) => {
    const here = await world()
    await here.astrid.post('/hall-screens', { name: 'Entrén' })
    const page = await deskOf(here, { dark, language })
    await page.goto(path)
    expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)).toEqual([])
    await page.setViewportSize({ width: 320, height: 640 })
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
  },
)
