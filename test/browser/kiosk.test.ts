import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { KIOSK_COOKIE } from '../../server/access/kiosk-door.ts'
import { addSession } from '../kiosk/sessions.ts'
import { kioskNamed, ledgerOf, pairedTablet, presencesOf } from '../kiosk/tablet.ts'
import { world, type World } from '../world.ts'
import { openBrowser } from './browser.ts'
import { expectFit } from './fit.ts'
import { served } from './served.ts'

const lying = { width: 1280, height: 800 }
const upright = { width: 768, height: 1024 }

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

type Looks = { viewport?: typeof lying; colorScheme?: 'light' | 'dark' }

/** A tablet that stands in the entrance and is paired; its page, and what its browser complains about. */
async function tabletOf(here: World, looks: Looks = {}) {
  const url = await served(here)
  const tablet = await pairedTablet(here)
  // Without its worker: what goes over the line is looked at here. With it: kiosk-offline.test.ts.
  const context = await browser.newContext({
    viewport: lying,
    reducedMotion: 'reduce',
    serviceWorkers: 'block',
    ...looks,
  })
  onTestFinished(() => context.close())
  const value = tablet.cookies.get(KIOSK_COOKIE)!
  await context.addCookies([{ name: KIOSK_COOKIE, value, domain: '127.0.0.1', path: '/kiosk' }])
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (/content security policy/i.test(message.text())) complaints.push(message.text())
  })
  await page.clock.install()
  await page.goto(`${url}/kiosk`)
  return { page, url, tablet, complaints }
}

async function tap(page: Page, code: string) {
  for (const digit of code) await page.click(`[data-digit="${digit}"]`)
}

const screenIs = (page: Page, name: string) => page.waitForSelector(`#kiosk[data-screen="${name}"]`)

/** Waits with the page's own clock. */
const wait = (page: Page, seconds: number) => page.clock.runFor(seconds * 1000)

/** From here on the page's clock stands still until somebody waits: a slow machine must not use up its seconds. */
const holdTime = async (page: Page) => page.clock.pauseAt(await page.evaluate(() => Date.now() + 200))

for (const [name, looks] of Object.entries({
  'a lying tablet in the light': { viewport: lying, colorScheme: 'light' },
  'an upright tablet in the dark': { viewport: upright, colorScheme: 'dark' },
} satisfies Record<string, Looks>)) {
  test(`${name}: pad, choice, thanks, and back by itself; nothing of the person stays`, async () => {
    const here = await world()
    await addSession(here, { name: 'Matlagning', start: '10:00', end: '11:30' })
    await addSession(here, { name: 'Chiball', start: '13:00', end: '14:00', cancelled: true })
    const { page, complaints } = await tabletOf(here, looks)
    await expectFit(page)
    expect(await page.textContent('.kiosk-clock')).toBe('09.20')

    await tap(page, here.codes.pelle)
    expect(await page.locator('.kiosk-digit.is-filled').count()).toBe(6)
    expect(await page.getAttribute('#kiosk-code', 'aria-label')).toBe('6 av 6 siffror')
    expect(await page.textContent('#kiosk')).not.toContain(here.codes.pelle)
    await page.click('[data-act="check-ins"]')
    await screenIs(page, 'choice')
    await expectFit(page)

    await page.click('.kiosk-card:has-text("Yoga")')
    await screenIs(page, 'thanks')
    await holdTime(page)
    expect(await page.textContent('h1')).toBe('Välkommen, Pelle!')
    await wait(page, 8)
    expect(await page.locator('#kiosk[data-screen="thanks"]').count()).toBe(1)
    await wait(page, 2)
    await screenIs(page, 'idle')
    await page.clock.resume()
    expect(await page.content()).not.toMatch(/Pelle|274180/)
    expect(await page.locator('.kiosk-digit.is-filled').count()).toBe(0)

    here.clock.advance({ minutes: 30 })
    await tap(page, here.codes.pelle)
    await page.click('[data-act="check-ins"]')
    await screenIs(page, 'choice')
    expect(await page.textContent('h1')).toBe('Du är redan incheckad på Yoga.')
    await expectFit(page)
    await page.click('text=Jag går nu')
    await screenIs(page, 'thanks')
    expect(await page.textContent('h1')).toBe('Hej då, Pelle!')
    await page.click('[data-act="more"]')
    await expectFit(page)
    expect(await presencesOf(here, here.ids.participants.pelle)).toMatchObject([
      { name: 'Yoga', status: 'left_early' },
    ])

    await page.click('text=Klar')
    await tap(page, here.codes.siv)
    await page.click('[data-act="departures"]')
    await screenIs(page, 'message')
    await expectFit(page)
    expect(complaints).toEqual([])
  })
}

test('more time keeps the thanks for another half a minute', async () => {
  const here = await world()
  const { page } = await tabletOf(here)
  await page.keyboard.type(here.codes.amina)
  await page.keyboard.press('Enter')
  await screenIs(page, 'thanks')
  await wait(page, 8)
  await page.click('text=Mer tid')
  await wait(page, 25)
  expect(await page.locator('#kiosk[data-screen="thanks"]').count()).toBe(1)
  await wait(page, 5)
  await screenIs(page, 'idle')
})

test('everything works by keyboard alone', async () => {
  const here = await world()
  await addSession(here, { name: 'Matlagning', start: '10:00', end: '11:30' })
  const { page } = await tabletOf(here)
  await page.keyboard.type('99')
  await page.keyboard.press('Backspace')
  await page.keyboard.press('Escape')
  expect(await page.locator('.kiosk-digit.is-filled').count()).toBe(0)
  await page.keyboard.type(here.codes.pelle)
  await page.keyboard.press('Enter')
  await screenIs(page, 'choice')
  // The new screen has the focus, so the first Tab reaches its first card.
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await screenIs(page, 'thanks')
  expect(await page.textContent('.kiosk-thanks-words')).toContain('Du är incheckad på Matlagning.')
  await page.keyboard.press('Escape')
  await screenIs(page, 'idle')
})

test('a shaking hand that taps twice is one check-in', async () => {
  const here = await world()
  const { page } = await tabletOf(here)
  await tap(page, here.codes.pelle)
  await page.dblclick('[data-act="check-ins"]')
  await screenIs(page, 'thanks')
  expect(await ledgerOf(here, here.ids.participants.pelle)).toHaveLength(1)
})

test('a code that nobody has gets kind words over an empty pad; too few digits are asked for', async () => {
  const here = await world()
  const { page } = await tabletOf(here)
  await tap(page, '2741')
  await page.click('[data-act="check-ins"]')
  expect(await page.textContent('#kiosk-said')).toContain('Koden har sex siffror')
  await tap(page, '81')
  await page.click('[data-act="check-ins"]')
  await page.waitForSelector('#kiosk-said:has-text("Den koden känner vi inte igen")')
  expect(await page.locator('.kiosk-digit.is-filled').count()).toBe(0)
  await tap(page, '1')
  expect(await page.textContent('#kiosk-said')).toContain('Sex siffror')
})

test('half a code does not wait for the next person', async () => {
  const here = await world()
  const { page } = await tabletOf(here)
  await tap(page, '274')
  await wait(page, 29)
  expect(await page.locator('.kiosk-digit.is-filled').count()).toBe(3)
  await wait(page, 1)
  expect(await page.locator('.kiosk-digit.is-filled').count()).toBe(0)
})

test('without the server, or with somebody else’s answer, it is kept and said to wait; then it is handed in', async () => {
  const here = await world()
  const { page } = await tabletOf(here)
  await page.route('**/kiosk/deliveries', (route) => route.abort())
  let attempts = 0
  await page.route('**/kiosk/check-ins', (route) => {
    // First nobody, then a portal that wants one to sign in to the network.
    attempts += 1
    return attempts === 1
      ? route.abort()
      : route.fulfill({
          status: 200,
          contentType: 'text/html',
          body: '<main>Välkommen till gästnätet</main>',
        })
  })
  for (const code of [here.codes.pelle, here.codes.amina]) {
    await tap(page, code)
    await page.click('[data-act="check-ins"]')
    await page.waitForSelector('text=Det är sparat här på plattan')
    await expectFit(page)
    await page.click('text=Klar')
  }
  await page.waitForSelector('#kiosk-waiting:has-text("Sparat här: 2, sedan")')
  expect(await ledgerOf(here, here.ids.participants.pelle)).toEqual([])

  // A code that can be nobody's is not kept.
  await tap(page, '274181')
  await page.click('[data-act="check-ins"]')
  await expect.poll(() => attempts).toBe(3)
  await wait(page, 1)
  await page.waitForSelector('#kiosk-said:has-text("Den koden känner vi inte igen")')
  await page.waitForSelector('#kiosk-waiting:has-text("Sparat här: 2, sedan")')
})

test('the clock goes on, the day is fetched anew, and a revoked tablet goes to rest by itself', async () => {
  const here = await world()
  const { page, tablet } = await tabletOf(here)
  await wait(page, 45)
  await addSession(here, { name: 'Trädgård', start: '13:00', end: '15:00' })
  here.clock.set('2026-03-17T09:21:00+01:00')
  await wait(page, 15)
  await page.waitForSelector('text=Trädgård')
  await expect.poll(() => page.textContent('.kiosk-clock')).toBe('09.21')
  await here.astrid.delete(`/kiosks/${tablet.kioskId}/pairing`)
  await wait(page, 60)
  await page.waitForSelector('text=Skärmen vilar')
  await expectFit(page)
})

test('a language is chosen for one person, and the tablet returns to its own', async () => {
  const here = await world()
  const { page } = await tabletOf(here)
  await page.click('text=English')
  await page.waitForSelector('text=Type your code')
  await expectFit(page)
  await page.keyboard.type(here.codes.amina)
  await page.keyboard.press('Enter')
  await page.waitForSelector('text=You are checked in to Yoga.')
  await wait(page, 10)
  await page.waitForSelector('text=Skriv din kod')
  expect(await page.getAttribute('html', 'lang')).toBe('sv')
})

test('nothing that was typed is in the tablet’s storage', async () => {
  const here = await world()
  const { page } = await tabletOf(here)
  await tap(page, here.codes.pelle)
  await page.click('[data-act="check-ins"]')
  await screenIs(page, 'thanks')
  const kept = await page.evaluate(async () => [
    Object.keys(localStorage),
    Object.keys(sessionStorage),
    await caches.keys(),
    document.cookie,
    location.href.includes('?'),
  ])
  expect(kept).toEqual([[], [], [], '', false])
})

test('the pairing screen, its link and the pages of the administrators fit and pair', async () => {
  const here = await world()
  await here.astrid.post('/kiosks', { name: 'Entrén' })
  const url = await served(here)
  const context = await browser.newContext({ viewport: upright, locale: 'sv-SE', reducedMotion: 'reduce' })
  onTestFinished(() => context.close())
  const page = await context.newPage()
  await page.goto(`${url}/kiosk`)
  await expectFit(page)

  const staff = await context.newPage()
  const sign = [...here.astrid.cookies].map(([name, value]) => ({
    name,
    value,
    domain: '127.0.0.1',
    path: '/',
  }))
  await context.addCookies(sign)
  await staff.goto(`${url}/kiosks/${await kioskNamed(here, 'Entrén')}`)
  expect((await new AxeBuilder({ page: staff }).analyze()).violations).toEqual([])
  await staff.click('form[action$="/pairings"] button')
  await staff.waitForSelector('.pairing-code')
  expect((await new AxeBuilder({ page: staff }).analyze()).violations).toEqual([])

  await page.fill('#pairing-code', (await staff.textContent('.pairing-code')) ?? '')
  await page.click('button:has-text("Anslut")')
  await page.waitForSelector('text=Skriv din kod')
})
