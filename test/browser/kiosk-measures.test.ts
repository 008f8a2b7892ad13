import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { KIOSK_COOKIE } from '../../server/access/kiosk-door.ts'
import { participantLanguages, type ParticipantLanguage } from '../../server/language/text.ts'
import { addSession } from '../kiosk/sessions.ts'
import { pairedTablet } from '../kiosk/tablet.ts'
import { world, type World } from '../world.ts'
import { openBrowser } from './browser.ts'
import { inLanguage, screens } from './kiosk-screens.tsx'
import { served } from './served.ts'

const lying = { width: 1280, height: 800 }
const upright = { width: 768, height: 1024 }

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

type Looks = { viewport: typeof lying; colorScheme?: 'light' | 'dark' }

async function tabletOf(here: World, looks: Looks) {
  const url = await served(here)
  const tablet = await pairedTablet(here)
  const context = await browser.newContext({
    reducedMotion: 'reduce',
    serviceWorkers: 'block',
    ...looks,
  })
  onTestFinished(() => context.close())
  const value = tablet.cookies.get(KIOSK_COOKIE)!
  await context.addCookies([{ name: KIOSK_COOKIE, value, domain: '127.0.0.1', path: '/kiosk' }])
  // The screens are put up by hand here, and none of them goes away by itself meanwhile.
  await context.route('**/*.js', (route) => route.abort())
  const page = await context.newPage()
  // The row of languages is measured by itself, in kiosk-languages.test.ts.
  await here.tenant((tx) => tx.hot`update kiosk set languages = '{sv,en}' where id = ${tablet.kioskId}`)
  const at = (language: ParticipantLanguage) => page.goto(`${url}/kiosk?language=${language}`)
  return { page, at, tablet }
}

/** Puts a screen of the server's up, as the tablet's script does. */
async function put(page: Page, screen: string, language: ParticipantLanguage) {
  const html = inLanguage(screens[screen]!, language)
  await page.evaluate((next) => {
    const parsed = new DOMParser().parseFromString(next, 'text/html').body.firstElementChild!
    document.querySelector('#kiosk')!.replaceWith(parsed)
  }, html)
}

/** What is too small, too fine, cut off or out of sight. */
const misfits = (page: Page) =>
  page.evaluate(() => {
    const shown = (element: Element) => element.getClientRects().length > 0 && !element.closest('.unseen')
    const words = (element: Element) => element.textContent?.trim().replaceAll(/\s+/g, ' ').slice(0, 60)
    const found: string[] = []
    for (const target of document.querySelectorAll(
      'button, a[href], select, summary, input:not([type=hidden])',
    )) {
      if (!shown(target)) continue
      const { width, height, top, bottom, left, right } = target.getBoundingClientRect()
      if (Math.min(width, height) < 64)
        found.push(`${Math.round(width)}×${Math.round(height)}: ${words(target)}`)
      if (target.scrollWidth > target.clientWidth + 1) found.push(`cut off: ${words(target)}`)
      if (top < 0 || left < 0 || bottom > innerHeight || right > innerWidth)
        found.push(`out of sight: ${words(target)}`)
    }
    for (const element of document.querySelectorAll('body *')) {
      const says = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim())
      if (!says || !shown(element) || element.tagName === 'TEMPLATE') continue
      const size = Number.parseFloat(getComputedStyle(element).fontSize)
      if (size < 20) found.push(`${size}px: ${words(element)}`)
      const { display, textOverflow } = getComputedStyle(element)
      const isShortened = textOverflow === 'ellipsis'
      if (element.scrollWidth > element.clientWidth + 1 && display !== 'inline' && !isShortened)
        found.push(`wider than its room: ${words(element)}`)
    }
    const { scrollWidth, clientWidth, scrollHeight, clientHeight } = document.documentElement
    if (scrollWidth > clientWidth) found.push(`scrolls sideways by ${scrollWidth - clientWidth}`)
    if (scrollHeight > clientHeight) found.push(`scrolls down by ${scrollHeight - clientHeight}`)
    return found
  })

/** Where scrolling down is all right: what is too small, or does not fit from side to side. */
const sidewaysMisfits = async (page: Page) =>
  (await misfits(page)).filter((one) => !/^(out of sight|scrolls down)/.test(one))

async function day(here: World) {
  await addSession(here, { name: 'Frukost', start: '08:30', end: '09:15' })
  await addSession(here, { name: 'Skapande verkstad med Leif', start: '10:00', end: '12:00' })
  await addSession(here, { name: 'Chiball', start: '13:00', end: '14:00', cancelled: true })
  await addSession(here, { name: 'Trädgård', start: '14:00', end: '15:30' })
}

for (const [name, viewport] of Object.entries({ lying, upright })) {
  test(`on a ${name} tablet every screen fits in every language: targets from 64 px, letters from 20 px, nothing scrolls`, async () => {
    const here = await world()
    await day(here)
    const { page, at, tablet } = await tabletOf(here, { viewport })
    await here.tenant(
      (tx) => tx.hot`update kiosk set ways = '{code,card,guest}' where id = ${tablet.kioskId}`,
    )
    const found: Record<string, string[]> = {}
    for (const language of participantLanguages) {
      await at(language)
      await page.evaluate(() => document.fonts.ready)
      const first = await misfits(page)
      if (first.length > 0) found[`${language}: first`] = first
      for (const screen of Object.keys(screens)) {
        await put(page, screen, language)
        const wrong = await misfits(page)
        if (wrong.length > 0) found[`${language}: ${screen}`] = wrong
      }
    }
    expect(found).toEqual({})
  })

  test(`on a ${name} tablet the first screen fits without codes, without sessions and where heads are counted`, async () => {
    const here = await world()
    const { page, at, tablet } = await tabletOf(here, { viewport })
    const looks: [string, (tx: Parameters<Parameters<World['tenant']>[0]>[0]) => Promise<unknown>][] = [
      ['one session', (tx) => tx.hot`select 1`],
      [
        'cards and guests',
        (tx) => tx.hot`update kiosk set ways = '{card,guest}' where id = ${tablet.kioskId}`,
      ],
      ['heads only', (tx) => tx.hot`update activity set heads_only = true`],
      [
        'no sessions',
        (tx) => tx.hot`update session set local_date = local_date + 15,
          starts_at = starts_at + interval '15 days', ends_at = ends_at + interval '15 days'`,
      ],
    ]
    for (const [look, change] of looks) {
      await here.tenant(change)
      for (const language of ['sv', 'uk', 'ar'] as const) {
        await at(language)
        await page.evaluate(() => document.fonts.ready)
        expect([look, language, await misfits(page)]).toEqual([look, language, []])
      }
    }
  })
}

test('as narrow as a phone, or enlarged fourfold, everything stands below each other and nothing goes off sideways', async () => {
  const here = await world()
  await day(here)
  const { page, at, tablet } = await tabletOf(here, { viewport: { width: 320, height: 640 } })
  await here.tenant(
    (
      tx,
    ) => tx.hot`update kiosk set ways = '{code,card,phone,guest}', languages = '{sv,sv-easy,en,ar,so,uk,ti,prs}'
      where id = ${tablet.kioskId}`,
  )
  const found: Record<string, string[]> = {}
  for (const language of participantLanguages)
    for (const screen of ['first', ...Object.keys(screens)]) {
      if (screen === 'first') await at(language)
      else await put(page, screen, language)
      const wrong = await sidewaysMisfits(page)
      if (wrong.length > 0) found[`${language}: ${screen}`] = wrong
    }
  expect(found).toEqual({})
  await at('sv')
  const tops = await page.evaluate(() =>
    ['.kiosk-question', '.kiosk-code', '.kiosk-pad', '[data-act="check-ins"]', '[data-act="departures"]'].map(
      (part) => document.querySelector(part)!.getBoundingClientRect().top,
    ),
  )
  expect(tops).toEqual(tops.toSorted((a, b) => a - b))
})

for (const [language, colorScheme] of [
  ['sv', 'light'],
  ['sv', 'dark'],
  ['ar', 'light'],
] as const)
  test(`axe finds nothing on any screen, ${language} and ${colorScheme}`, { timeout: 180_000 }, async () => {
    const here = await world()
    await day(here)
    const { page, at } = await tabletOf(here, { viewport: upright, colorScheme })
    await at(language)
    const found: Record<string, string[]> = {}
    for (const screen of ['first', ...Object.keys(screens)]) {
      if (screen !== 'first') await put(page, screen, language)
      const { violations } = await new AxeBuilder({ page }).analyze()
      if (violations.length > 0)
        found[screen] = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
    }
    expect(found).toEqual({})
  })

test('by keyboard every button of every screen is reached, in the order in which it is read', async () => {
  const here = await world()
  const { page, at } = await tabletOf(here, { viewport: lying })
  await at('sv')
  for (const screen of Object.keys(screens)) {
    await put(page, screen, 'sv')
    await page.focus('#kiosk')
    const buttons = await page.locator('#kiosk button').count()
    const met: (number | undefined)[] = []
    for (let step = 0; step < buttons; step++) {
      await page.keyboard.press('Tab')
      met.push(
        await page.evaluate(() => {
          const focused = document.activeElement!
          const outlined = Number.parseFloat(getComputedStyle(focused).outlineWidth) >= 2
          return outlined
            ? [...document.querySelectorAll('#kiosk button')].indexOf(focused as HTMLButtonElement)
            : undefined
        }),
      )
    }
    expect([screen, met]).toEqual([screen, Array.from({ length: buttons }, (_, index) => index)])
  }
})
